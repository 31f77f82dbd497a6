"""How much memory does a web process need, once it has answered 10,000 different pages?

    .venv/bin/python bench/memory.py ADDRESS [PAGES]

ADDRESS is as in DATABASE_URL, of an archive that bench/make_archive.py made (12,000 editions or more). Starts one worker of
granian as ``./run`` does, with the default PAGE_CACHE_MB, and asks it over four connections for releases, lists, feeds
and pages of countries, topics, speakers and agencies in six languages, in an order that is always the same. Prints the
resident memory of the worker (RSS), and its share of it where pages are shared with others (PSS), in megabytes on the way.
Exits with 1 if the last is above the limit.
"""

# ruff: noqa: PLC0415 -- Django is set up only in the process that looks for addresses
import http.client
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from bench.cost_per_request import free_port, serve

PAGES, STEPS, THREADS, LIMIT = 10_000, 10, 4, 150
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh-hans")
ENCODINGS = ("br, gzip", "br, gzip", "br, gzip", "gzip", "identity")  # browsers, programs, scripts
# As ./run has it.
ALLOCATION = {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072"}
# Of ten pages how many are of which kind.
SHARES = {"releases": 5, "lists": 2, "pages": 2, "feeds": 1}


def print_addresses(count: int) -> None:
    """So many different public addresses, mixed."""
    import django

    django.setup()

    from events.models import Agency, Country, Region, Series, Speaker, Topic
    from newsroom.models import Edition

    live = Edition.objects.live().order_by("-released_at", "-pk")[: count * SHARES["releases"] // 10]
    models = {
        "countries": Country,
        "regions": Region,
        "topics": Topic,
        "series": Series,
        "agencies": Agency,
        "speakers": Speaker,
    }
    slugs = {name: list(model.objects.values_list("slug", flat=True)) for name, model in models.items()}
    # A path for everything that has a page.
    places = [f"{name}/{slug}/" for name in models for slug in slugs[name]]
    months = [f"news/{year}/{month:02}/" for year in range(2000, 2027) for month in range(1, 13)]
    lists = [
        f"news/?country={country}&topic={topic}"
        for country, topic in product(slugs["countries"], slugs["topics"])
    ]
    chance = random.Random(1)
    found = {
        "releases": [edition.get_absolute_url() for edition in live],
        "lists": [f"/{language}/{path}" for language, path in product(LANGUAGES, lists + months)],
        "pages": [f"/{language}/{path}" for language, path in product(LANGUAGES, places)],
        "feeds": [f"/{language}/{path}feed.rss" for language, path in product(LANGUAGES, places + months)],
    }
    chosen = []
    for kind, share in SHARES.items():
        wanted = count * share // 10
        if len(found[kind]) < wanted:
            raise SystemExit(
                f"There are only {len(found[kind])} {kind}, not {wanted}: make a larger archive."
            )
        chosen += chance.sample(found[kind], wanted)
    chance.shuffle(chosen)
    print("\n".join(chosen))


def worker_of(server) -> int:
    """The process that answers: a child of the one that was started."""
    (worker,) = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    return int(worker)


def memory(pid: int) -> tuple[float, float]:
    """RSS and PSS of a process in megabytes of a million bytes."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    kilobytes = {name: int(rest.split()[0]) for name, rest in (line.split(":", 1) for line in lines)}
    return kilobytes["Rss"] * 1.024 / 1000, kilobytes["Pss"] * 1.024 / 1000


def ask(port: int, paths: list[str], wrong: list[str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for number, path in enumerate(paths):
        connection.request("GET", path, headers={"Accept-Encoding": ENCODINGS[number % len(ENCODINGS)]})
        response = connection.getresponse()
        response.read()
        if response.status != http.client.OK:
            wrong.append(f"{path} answers {response.status}")
    connection.close()


def ask_at_once(port: int, paths: list[str]) -> None:
    wrong = []
    threads = [threading.Thread(target=ask, args=(port, paths[n::THREADS], wrong)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise SystemExit(f"{len(wrong)} pages have gone wrong: {wrong[0]}")


def main(url: str, count: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "ENV_FILE": "",
            "SECRET_KEY": "for-this-measurement-only-" + "0123456789" * 5,
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": "http://127.0.0.1",
            "DATA_DIR": folder,
            "DATABASE_URL": url,
            **ALLOCATION,
        }
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
        subprocess.run(collect, cwd=ROOT, env=environment, check=True)
        listed = subprocess.run(
            [sys.executable, __file__, "--addresses", str(count)],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        paths, port = listed.stdout.split(), free_port()
        server = serve("config.wsgi:application", port, environment, workers=1)
        try:
            return report(port, server, paths)
        finally:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def report(port, server, paths) -> int:
    print(f"| different pages | RSS, MB | PSS, MB (at most {LIMIT}) |\n| ---: | ---: | ---: |")
    ask_at_once(port, paths[:1])
    for step in range(STEPS + 1):
        asked = step * len(paths) // STEPS or 1
        ask_at_once(port, paths[(step - 1) * len(paths) // STEPS : asked] if step else [])
        resident, own = memory(worker_of(server))
        print(f"| {asked:,} | {resident:.0f} | {own:.0f} |", flush=True)
    return resident > LIMIT


if __name__ == "__main__":
    if sys.argv[1:2] == ["--addresses"]:
        print_addresses(int(sys.argv[2]))
    elif len(sys.argv) in (2, 3):
        sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) == 3 else PAGES))
    else:
        sys.exit(__doc__)
