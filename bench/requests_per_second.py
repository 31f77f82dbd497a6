"""How many requests a second: home, a release, a country and a feed, next to a bare Django view.

    .venv/bin/python bench/requests_per_second.py [SECONDS]

Starts granian with the demo content in a folder of its own, and beside it a bare Django view, and asks
them in turn from one keep-alive connection each. Prints requests per second (median of five rounds) and how many times
the time of the bare view each takes. Nothing is cached by the client; the server answers in full each time.
"""

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ROUNDS = 5
PAGES = {
    "bare Django view": (0, "/"),
    "home": (1, "/en/"),
    "release": (1, "/en/news/2017/06/furthering-cooperation-on-migrant-smuggling-in-myanmar/"),
    "country": (1, "/en/countries/myanmar/"),
    "countries": (1, "/en/countries/"),
    "news": (1, "/en/news/"),
    "feed": (1, "/en/news/feed.rss"),
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(target: str, port: int, environment: dict):
    command = [BIN / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--no-ws", "--log-level", "error", "--blocking-threads", "1", target]
    return subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)


def connect(port: int) -> socket.socket:
    for _attempt in range(100):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=30)
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"Nothing listens on port {port}: the server did not start.")


def ask(connection: socket.socket, request: bytes) -> int:
    """Send a request, read the whole answer; returns its status."""
    connection.sendall(request)
    data = b""
    while b"\r\n\r\n" not in data:
        data += receive(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    missing = length - len(body)
    while missing > 0:
        missing -= len(receive(connection))
    return int(head[9:12])


def receive(connection: socket.socket) -> bytes:
    data = connection.recv(262_144)
    if not data:
        raise SystemExit("The server closed the connection in the middle of an answer.")
    return data


def measure(port: int, path: str, seconds: float) -> float:
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    with connect(port) as connection:
        if (status := ask(connection, request)) != 200:
            raise SystemExit(f"{path} answers {status}: there is nothing to measure.")
        count, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds:
            ask(connection, request)
            count += 1
        return count / (time.perf_counter() - start)


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    with tempfile.TemporaryDirectory() as folder:
        ports = [free_port(), free_port()]
        environment = os.environ | {
            "ENV_FILE": "",
            "SECRET_KEY": "for-this-measurement-only-" + "0123456789" * 4,
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": f"http://127.0.0.1:{ports[1]}",
            "DATA_DIR": folder,
            "PYTHONPATH": str(ROOT),
        }
        for command in (
            ["migrate", "-v0"],
            ["load_reference"],
            ["load_demo"],
            ["collectstatic", "-v0", "--noinput"],
        ):
            subprocess.run(
                [sys.executable, "manage.py", *command],
                cwd=ROOT,
                env=environment,
                check=True,
                capture_output=True,
            )
        servers = [
            serve("bench.bare:application", ports[0], environment),
            serve("config.wsgi:application", ports[1], environment),
        ]
        try:
            sys.stderr.write("measuring")
            rounds = {name: [] for name in PAGES}
            for _round in range(ROUNDS):
                sys.stderr.write(".")
                sys.stderr.flush()
                for name, (server, path) in PAGES.items():
                    sys.stderr.write(name + " ")
                    rounds[name].append(measure(ports[server], path, seconds))
        finally:
            for server in servers:
                os.killpg(
                    server.pid, signal.SIGKILL
                )  # with a connection open, a gentler signal would wait for it
                server.wait()
    sys.stderr.write("\n")
    bare = statistics.median(rounds["bare Django view"])
    sys.stdout.write(f"{'':<18}{'requests/s':>12}{'times the bare view':>22}\n")
    for name, figures in rounds.items():
        rate = statistics.median(figures)
        sys.stdout.write(f"{name:<18}{rate:>12.0f}{bare / rate:>22.1f}\n")


if __name__ == "__main__":
    main()
