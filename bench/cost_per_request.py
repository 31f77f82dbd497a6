"""What does a request cost? CPU time of the web processes and the database, next to a bare Django view.

    .venv/bin/python bench/cost_per_request.py [SECONDS]

Starts granian with the demo content on SQLite in a folder of its own (or on the empty database that
BENCH_DATABASE_URL names), once with the page cache and once without, and beside them bare Django views that return
the same bytes. wrk asks each in turn over 1 and 16 kept connections. Prints milliseconds of CPU per request,
the median of five rounds, and how many times the bare view's each is. Needs wrk (Debian: apt install wrk).
"""

import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ROUNDS = 5
TICK = os.sysconf("SC_CLK_TCK")
RELEASE = "/en/news/2017/06/furthering-cooperation-on-migrant-smuggling-in-myanmar/"
PAGES = {"release": RELEASE, "home": "/en/", "list": "/en/news/", "feed": "/en/news/feed.rss"}
ENCODING = "br, gzip"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def connect(port: int) -> socket.socket:
    for _attempt in range(100):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=30)
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"Nothing listens on port {port}: the server did not start.")


def serve(target: str, port: int, environment: dict, workers: int = 2):
    command = [BIN / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    command += ["--workers", str(workers), "--blocking-threads", "4", "--log-level", "error", target]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    connect(port).close()
    return process


def cpu_seconds(processes, database: str) -> float:
    """The CPU time so far of these sessions of processes, and of every PostgreSQL process where it is the database."""
    sessions, ticks = {process.pid for process in processes}, 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, fields = stat.read_text().rsplit(")", 1)
        except (FileNotFoundError, ProcessLookupError):
            continue
        fields = fields.split()
        if int(fields[3]) in sessions or (database == "PostgreSQL" and "postgres" in name):
            ticks += int(fields[11]) + int(fields[12])
    return ticks / TICK


def measure(port, path, processes, database, connections, seconds, headers) -> float:
    """Milliseconds of CPU per request."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-H", f"Accept-Encoding: {ENCODING}"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    before = cpu_seconds(processes, database)
    output = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True
    ).stdout
    spent = cpu_seconds(processes, database) - before
    if "Non-2xx" in output and "If-None-Match" not in headers:
        raise SystemExit(f"{path} does not answer 200: there is nothing to measure.\n{output}")
    return 1000 * spent / int(re.search(r"(\d+) requests in", output)[1])


def fetch(port, path):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", headers={"Accept-Encoding": ENCODING, "Host": "127.0.0.1"}
    )
    with urllib.request.urlopen(request) as response:
        return response.read(), response.headers


def main():
    if not shutil.which("wrk"):
        raise SystemExit("wrk is not installed. Debian, Ubuntu: sudo apt install -y wrk")
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    url = os.environ.get("BENCH_DATABASE_URL", "")
    database = "PostgreSQL" if url else "SQLite"
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "ENV_FILE": "",
            "SECRET_KEY": "for-this-measurement-only-" + "0123456789" * 4,
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": "http://127.0.0.1",
            "DATA_DIR": folder,
            "DATABASE_URL": url,
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
        servers = []
        try:
            run(servers, environment, folder, database, seconds)
        finally:
            for server in servers:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()


def run(servers, environment, folder, database, seconds):
    cached, uncached = free_port(), free_port()
    with_cache = serve("config.wsgi:application", cached, environment)
    servers.append(with_cache)
    without = serve("config.wsgi:application", uncached, environment | {"PAGE_CACHE_MB": "0"})
    servers.append(without)
    cases = {}
    for name, path in PAGES.items():
        body, headers = fetch(cached, path)
        file = Path(folder) / f"{name}.body"
        file.write_bytes(body)
        port = free_port()
        bare = serve("bench.bare:application", port, environment | {"BARE_BODY": str(file)})
        servers.append(bare)
        tag = {"If-None-Match": headers["ETag"]}
        cases[f"{name}: bare view, same bytes"] = (port, "/", bare, {})
        cases[f"{name}: cached"] = (cached, path, with_cache, {})
        cases[f"{name}: not modified"] = (cached, path, with_cache, tag)
        cases[f"{name}: rendered"] = (uncached, path, without, {})
    figures = {}
    for _round in range(ROUNDS):
        sys.stderr.write(".")
        sys.stderr.flush()
        for name, (port, path, process, headers) in cases.items():
            for connections in (1, 16):
                cost = measure(port, path, [process], database, connections, seconds, headers)
                figures.setdefault((name, connections), []).append(cost)
    sys.stderr.write("\n")
    print(f"{database}, 2 workers of granian, CPU milliseconds per request (times the bare view)\n")
    print(f"{'':<32}{'1 client':>18}{'16 clients':>18}{'limit':>9}")
    for name in cases:
        page, _, what = name.partition(": ")
        cells = ""
        for connections in (1, 16):
            bare = statistics.median(figures[f"{page}: bare view, same bytes", connections])
            cost = statistics.median(figures[name, connections])
            cells += f"{cost:>10.3f} {f'({cost / bare:.2f})':>7}"
        limit = "1.43" if what in ("cached", "not modified") else ""
        print(f"{name:<32}{cells}{limit:>9}")


if __name__ == "__main__":
    main()
