"""``./run``: what it says when something is missing or mistyped. Nothing is installed or started here."""

import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

from django.test import SimpleTestCase

ROOT = Path(__file__).resolve().parent.parent


class RunTests(SimpleTestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name) / "a site"
        self.folder.mkdir()
        self.tools = Path(folder.name) / "tools"
        self.tools.mkdir()
        shutil.copy(ROOT / "run", self.folder)
        for name in ("requirements.lock", "requirements-dev.lock"):
            (self.folder / name).write_text("nothing==1\n")

    def tool(self, name: str, text: str) -> Path:
        """A program that scripts find before the system's own."""
        path = self.tools / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
        return path

    def run_script(self, *words: str, path: str = os.environ["PATH"], **variables: str):
        return subprocess.run(
            [self.folder / "run", *words],
            env={
                "PATH": path,
                "HOME": str(self.tools),
                "PYTHON": sys.executable,
                "PIP_CONFIG_FILE": os.devnull,
                "PIP_NO_INDEX": "1",
                **variables,
            },
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    def make_environment(self) -> None:
        """An environment that seems complete, whose Python knows no Django."""
        (self.folder / ".venv" / "bin").mkdir(parents=True)
        (self.folder / ".venv" / "bin" / "python").symlink_to(sys.executable)
        for lock, stamp in (("requirements.lock", "installed"), ("requirements-dev.lock", "installed-dev")):
            checksum = subprocess.run(
                ["cksum"], input=(self.folder / lock).read_text(), capture_output=True, text=True
            )
            (self.folder / ".venv" / stamp).write_text(checksum.stdout)

    def test_help(self):
        done = self.run_script("help")
        assert (done.returncode, done.stderr) == (0, "")
        for word in ("./run manage", "./run test", "PORT=8000"):
            assert word in done.stdout

    def test_unknown_word(self):
        done = self.run_script("strat")
        assert (done.returncode, done.stdout) == (2, "")
        assert 'does not know the word "strat"' in done.stderr
        assert "usage: ./run" in done.stderr

    def test_start_takes_no_arguments(self):
        done = self.run_script("start", "--port=1")
        assert done.returncode == 1
        assert "takes no arguments" in done.stderr

    def test_no_python(self):
        self.tool("python3.11", "exit 1")
        done = self.run_script(PYTHON="python3.11", path=f"{self.tools}:/usr/bin:/bin")
        assert done.returncode == 1
        assert "Python 3.11 or newer was not found" in done.stderr
        assert "sudo apt install -y python3 python3-venv" in done.stderr

    def test_python_without_venv(self):
        # Debian's Python as it comes: it runs, and `import ensurepip` fails.
        python = self.tool(
            "python", f'case "$*" in *ensurepip*) exit 1 ;; esac\nexec "{sys.executable}" "$@"'
        )
        done = self.run_script(PYTHON=str(python), PORT=str(self.free_port()))
        assert done.returncode == 1
        assert "sudo apt install -y python3-venv" in done.stderr
        assert not (self.folder / ".venv").exists()

    def free_port(self) -> int:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            return listener.getsockname()[1]

    def test_port_in_use(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
            done = self.run_script(PORT=str(port))
        assert done.returncode == 1
        assert f"Port {port} of 127.0.0.1 is in use" in done.stderr
        assert "./run\n" in done.stderr
        assert not (self.folder / ".venv").exists()  # said before anything is installed

    def test_port_and_host_can_stand_in_env_file(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
            (self.folder / ".env").write_text(f"HOST=127.0.0.1\nPORT='{port}'\n")
            done = self.run_script()
        assert f"Port {port} of 127.0.0.1 is in use" in done.stderr

    def test_ports_that_are_none(self):
        for port in ("abc", "0", "65536", "80 80", "-1"):
            with self.subTest(port):
                done = self.run_script(PORT=port)
                assert done.returncode == 1
                assert "is not a port number" in done.stderr

    def test_host_of_another_machine(self):
        done = self.run_script(HOST="203.0.113.7")  # reserved for documentation: nobody's
        assert done.returncode == 1
        assert "Cannot listen on HOST=203.0.113.7" in done.stderr

    def test_pip_that_fails(self):
        self.make_environment()
        (self.folder / ".venv" / "installed").unlink()
        (self.folder / ".venv" / "installed-dev").unlink()
        done = self.run_script("manage", "check")
        assert done.returncode == 1
        assert "The packages could not be installed" in done.stderr
        assert "https_proxy" in done.stderr
        assert not (self.folder / ".venv" / "installed").exists()

    def test_first_start_writes_a_secret_env_file_once(self):
        self.make_environment()
        (self.folder / "manage.py").write_text(
            "import os, sys\nprint(sys.argv[1:], os.environ['SITE_URL'])\n"
        )
        done = self.run_script("manage", "check", "two words", HOST="192.0.2.7", PORT="8123")
        assert done.stdout.splitlines()[-1] == "['check', 'two words'] http://192.0.2.7:8123"
        path = self.folder / ".env"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        first = path.read_text()
        lines = dict(line.split("=", 1) for line in first.splitlines() if not line.startswith("#"))
        assert lines["ALLOWED_HOSTS"] == "localhost,127.0.0.1,[::1],192.0.2.7"
        assert len(lines["SECRET_KEY"]) >= 50
        self.run_script("manage", "check")
        assert path.read_text() == first

    def test_addresses(self):
        self.make_environment()
        (self.folder / "manage.py").write_text("import os\nprint(os.environ['SITE_URL'])\n")
        for variables, address in (
            ({}, "http://127.0.0.1:8000"),
            ({"HOST": "0.0.0.0", "PORT": "8001"}, "http://localhost:8001"),
            ({"HOST": "::1"}, "http://[::1]:8000"),
            ({"HOST": "0.0.0.0", "SITE_URL": "https://news.example.org"}, "https://news.example.org"),
        ):
            with self.subTest(address):
                assert self.run_script("manage", "x", **variables).stdout.splitlines()[-1] == address

    def test_no_env_file_where_the_environment_has_the_secrets(self):
        self.make_environment()
        (self.folder / "manage.py").write_text("")
        self.run_script("manage", "check", SECRET_KEY="x", ALLOWED_HOSTS="y")
        assert not (self.folder / ".env").exists()

    def test_failing_command_stops_the_start(self):
        self.make_environment()
        (self.folder / "manage.py").write_text("raise SystemExit('no database today')\n")
        done = self.run_script(PORT=str(self.free_port()))
        assert done.returncode == 1
        assert "no database today" in done.stderr
        assert "`manage.py migrate --verbosity 0` did not succeed" in done.stderr


class ContinuousIntegrationTests(SimpleTestCase):
    def test_runs_the_tests_from_anywhere(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / ".ci").mkdir()
            shutil.copy(ROOT / ".ci" / "run", Path(folder) / ".ci")
            script = Path(folder) / "run"
            script.write_text('#!/bin/sh\necho "$PWD $*"\n')
            script.chmod(0o755)
            done = subprocess.run(["bash", f"{folder}/.ci/run"], cwd="/", capture_output=True, text=True)
            assert done.stdout == f"{os.path.realpath(folder)} test\n"
