"""What does a request cost? CPU time of the web processes and the database, next to plain Django views.

    .venv/bin/python bench/cost_per_request.py [SECONDS]

Starts granian with the demo content, and TEXTS copies of its texts under other titles, on SQLite in a folder of its own
(or on the empty database that BENCH_DATABASE_URL names), once with the page cache and once without. Beside them: bare
Django views that return the same bytes, for what comes from the cache; and views that make one indexed query and render
a minimal template of the same kind (bench/plain.py), for what is rendered. wrk asks each in turn over 1 and 16 kept
connections; for many releases, the 200 newest one after the other. Prints milliseconds of CPU per request, the median of
five rounds, and how many times the cost of the view beside it each is. Needs wrk (Debian: apt install wrk).
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
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ROUNDS = 5
TICK = os.sysconf("SC_CLK_TCK")
RELEASE = "/en/news/2017/06/furthering-cooperation-on-migrant-smuggling-in-myanmar/"
PAGES = {"release": RELEASE, "home": "/en/", "list": "/en/news/", "feed": "/en/news/feed.rss"}
CACHED = 1 / 0.7  # times a bare view of the same bytes
RENDERED = {"release": 5, "list": 4, "feed": 2}  # times a plain view of the same kind
TEXTS = 400
ENCODING = "br, gzip"
# Asks for the addresses in a file, one after the other, over and over.
MANY = """
local paths, n = {}, 0
for line in io.lines("%s") do paths[#paths + 1] = line end
request = function() n = n %% #paths + 1 return wrk.format("GET", paths[n]) end
"""


class Case(NamedTuple):
    """What is asked of which server; beside which other case it is put, and how many times that one's cost it may have."""

    port: int
    path: str
    server: subprocess.Popen
    beside: str = ""
    limit: float = 0
    headers: dict = {}
    script: str = ""


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


def measure(case, database, connections, seconds) -> float:
    """Milliseconds of CPU per request."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-H", f"Accept-Encoding: {ENCODING}"]
    for name, value in case.headers.items():
        command += ["-H", f"{name}: {value}"]
    if case.script:
        command += ["-s", case.script]
    before = cpu_seconds([case.server], database)
    output = subprocess.run(
        [*command, f"http://127.0.0.1:{case.port}{case.path}"], capture_output=True, text=True, check=True
    ).stdout
    spent = cpu_seconds([case.server], database) - before
    if "Non-2xx" in output and "If-None-Match" not in case.headers:
        raise SystemExit(f"{case.path} does not answer 200: there is nothing to measure.\n{output}")
    return 1000 * spent / int(re.search(r"(\d+) requests in", output)[1])


def fetch(port, path, encoding=ENCODING):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", headers={"Accept-Encoding": encoding, "Host": "127.0.0.1"}
    )
    with urllib.request.urlopen(request) as response:
        return response.read(), response.headers


def multiply():
    """Publish copies of the English texts of the demo content; run with the site's settings."""
    import uuid  # noqa: PLC0415 -- with Django, in another process than the measuring

    from newsroom import workflow  # noqa: PLC0415 -- as above
    from newsroom.models import Edition  # noqa: PLC0415 -- as above

    live = Edition.objects.live().filter(language="en").select_related("revision")
    contents = [edition.content for edition in live]
    for number in range(TEXTS):
        content = contents[number % len(contents)] | {
            "title": f"Text {number}",
            "slug": f"text-{number}",
            "translation_key": str(uuid.uuid4()),
            "originally_released_on": f"{2010 + number % 16}-{1 + number % 12:02}-15",
        }
        article, _missing = workflow.create(content, by=None)
        workflow.publish(article, by=None)


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
            ["shell", "-v0", "-c", "from bench import cost_per_request; cost_per_request.multiply()"],
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
    def start(target, **more):
        port = free_port()
        servers.append(serve(target, port, environment | more))
        return port, servers[-1]

    cached, with_cache = start("config.wsgi:application")
    uncached, without = start("config.wsgi:application", PAGE_CACHE_MB="0")
    plain, plain_views = start("bench.plain:application")
    cases = {}
    for name, path in PAGES.items():
        body, headers = fetch(cached, path)
        file = Path(folder) / f"{name}.body"
        file.write_bytes(body)
        port, bare = start("bench.bare:application", BARE_BODY=str(file))
        tag = {"If-None-Match": headers["ETag"]}
        bytes_view, plain_view = f"{name}: bare view, same bytes", f"{name}: one query, minimal template"
        cases[bytes_view] = Case(port, "/", bare)
        cases[f"{name}: cached"] = Case(cached, path, with_cache, bytes_view, CACHED)
        cases[f"{name}: not modified"] = Case(cached, path, with_cache, bytes_view, CACHED, tag)
        if name not in RENDERED:
            cases[f"{name}: rendered"] = Case(uncached, path, without, bytes_view)
            continue
        cases[plain_view] = Case(plain, path, plain_views)
        cases[f"{name}: rendered"] = Case(uncached, path, without, plain_view, RENDERED[name])
    _tag, headers = fetch(uncached, PAGES["feed"])
    tag = {"If-None-Match": headers["ETag"]}
    cases["feed: not modified, no cache"] = Case(
        uncached, PAGES["feed"], without, cases["feed: rendered"].beside, RENDERED["feed"], tag
    )
    script = many_releases(uncached, folder)
    beside = "many releases: one query, minimal template"
    cases[beside] = Case(plain, "/", plain_views, script=script)
    cases["many releases: rendered"] = Case(uncached, "/", without, beside, RENDERED["release"], {}, script)
    for (
        case
    ) in cases.values():  # every thread of every worker has its connection, its queries and its templates
        measure(case, database, 16, 1)
    figures = {}
    for _round in range(ROUNDS):
        sys.stderr.write(".")
        sys.stderr.flush()
        for name, case in cases.items():
            for connections in (1, 16):
                cost = measure(case, database, connections, seconds)
                figures.setdefault((name, connections), []).append(cost)
    sys.stderr.write("\n")
    report(cases, figures, database)


def many_releases(port, folder) -> str:
    """The path of a script for wrk that asks for the 200 newest releases in turn."""
    paths, page = [], "/en/news/"
    while page and len(paths) < 200:
        html = fetch(port, page, "identity")[0].decode()
        paths += re.findall(r'release-card__title"><a href="([^"]+)"', html)
        older = re.search(r'pager__link--older" href="([^"]+)"', html)
        page = older and older[1].replace("&amp;", "&")
    (Path(folder) / "paths").write_text("\n".join(paths))
    script = Path(folder) / "many.lua"
    script.write_text(MANY % (Path(folder) / "paths"))
    return str(script)


def report(cases, figures, database):
    print(f"{database}, 2 workers of granian, CPU milliseconds per request (times the view beside it)\n")
    print(f"{'':<44}{'1 client':>18}{'16 clients':>18}{'limit':>8}")
    for name, case in cases.items():
        cells = ""
        for connections in (1, 16):
            cost = statistics.median(figures[name, connections])
            times = cost / statistics.median(figures[case.beside or name, connections])
            cells += f"{cost:>10.3f} {f'({times:.2f})':>7}"
        print(f"{name:<44}{cells}{f'{case.limit:.2f}' if case.limit else '':>8}")


if __name__ == "__main__":
    main()
