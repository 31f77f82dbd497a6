"""A Redis of a test's own: a real server, on a socket in a folder of its own, that keeps nothing."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path


class RedisServer:
    def __init__(self):
        program = shutil.which(os.environ.get("REDIS_SERVER", "redis-server"))
        if program is None:
            raise RuntimeError(
                "redis-server, which the tests of the shared page cache ask, is not installed."
                " Debian, Ubuntu: sudo apt install -y redis-server; or name one: REDIS_SERVER=/path"
            )
        self.program, self.process = program, None
        self.folder = tempfile.TemporaryDirectory(prefix="dateline-redis-")
        self.socket = Path(self.folder.name) / "socket"
        self.url = f"unix://{self.socket}"
        self.start()

    def start(self):
        command = [self.program, "--port", "0", "--unixsocket", str(self.socket), "--save", ""]
        self.process = subprocess.Popen(
            [*command, "--dir", self.folder.name], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 20
        while True:
            try:
                with socket.socket(socket.AF_UNIX) as probe:
                    probe.connect(str(self.socket))
                    return
            except OSError as error:
                if time.monotonic() > until or self.process.poll() is not None:
                    raise RuntimeError(f"{self.program} did not start") from error
                time.sleep(0.005)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def freeze(self):
        """It accepts connections and answers nothing any more."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)

    def stop(self):
        self.kill()
        self.folder.cleanup()
