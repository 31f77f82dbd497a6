"""How long does a search take? Asks two hundred queries of an archive, rare and common, each as a whole page.

    .venv/bin/python bench/search.py DATABASE_URL [--rounds 3] [--explain "myanmar -opium"]

The archive is one that bench/make_archive.py made. Each page is rendered without the page cache, after it was asked once.
Prints the median of rounds and the least of them at four points of the set, with the limits, and the slowest queries with
what their time is spent on. Exits with 1 if a limit is missed. ``--explain`` does that for one query, or the query string
of a search, with its statements.
"""

# ruff: noqa: PLC0415 -- Django is set up only when the database is known
import argparse
import os
import statistics
import sys
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from pathlib import Path
from pkgutil import resolve_name
from unittest.mock import patch
from urllib.parse import unquote_plus, urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from bench.serving import settings

SLOWEST = 5
LIMITS = {"p50": (0.5, 60), "p90": (0.9, None), "p99": (0.99, 400), "max": (1, None)}
# Functions by what they do, as those who call them know them.
PARTS = {
    "what the query means": "newsroom.selection.hits.meaning",
    "the search index": "newsroom.search.engine.find",
    "ranking": "newsroom.views.search.ranked",
    "the texts shown": "newsroom.views.search.editions_of",
    "marking": "newsroom.views.search.found_items",
    "what it can be narrowed by": "newsroom.views.search._facets",
    "things of that name": "newsroom.views.search.things.find",
    "another spelling": "newsroom.views.search._meant",
    "the template": "newsroom.views.search.render",
}


class Parts:
    """How long each part of a page takes, without the parts in it, and each statement."""

    def __init__(self):
        self.times, self.statements, self.inside = Counter(), [], [0.0]

    @contextmanager
    def part(self, name):
        begun = time.perf_counter()
        self.inside.append(0.0)
        try:
            yield
        finally:
            spent = time.perf_counter() - begun
            self.times[name] += spent - self.inside.pop()
            self.inside[-1] += spent

    def measuring(self, name, function):
        def measured(*args, **kwargs):
            with self.part(name):
                return function(*args, **kwargs)

        return measured

    def statement(self, execute, sql, params, many, context):
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.statements.append((time.perf_counter() - begun, sql))


def parts_of(client, url) -> Parts:
    """What the time of a page is spent on."""
    from django.db import connection

    parts = Parts()
    with ExitStack() as stack:
        for name, path in PARTS.items():
            stack.enter_context(patch(path, parts.measuring(name, resolve_name(path))))
        stack.enter_context(connection.execute_wrapper(parts.statement))
        with parts.part("everything else"):
            client.get(url)
    return parts


def ask(client, url) -> float:
    """How many milliseconds a page takes."""
    begun = time.perf_counter()
    status = client.get(url).status_code
    if status != 200:
        raise SystemExit(f"{url} answered {status}")
    return (time.perf_counter() - begun) * 1000


def canonical(client, language, values) -> str:
    """The address of a search, where that of its form leads. It is asked once by that."""
    url = f"/{language}/search/?{values if isinstance(values, str) else urlencode(values)}"
    response = client.get(url, follow=True)
    return response.redirect_chain[-1][0] if response.redirect_chain else url


def measure(client, rounds: int) -> bool:
    """Print what the queries take; returns whether all limits are kept."""
    from bench.search_queries import queries

    asked = [
        (name, one, canonical(client, one.language, one.chosen | {"q": one.text})) for name, one in queries()
    ]
    taken = [[ask(client, url) for _name, _one, url in asked] for _round in range(rounds)]
    medians, least = (
        [pick(times) for times in zip(*taken, strict=True)] for pick in (statistics.median, min)
    )
    kept = True
    print(
        f"{len(asked)} queries\n\n| | median of {rounds}, ms | least, ms | at most, ms |\n| --- | ---: | ---: | ---: |"
    )
    for name, (share, limit) in LIMITS.items():
        median, best = (sorted(times)[round(share * (len(times) - 1))] for times in (medians, least))
        kept = kept and (limit is None or median <= limit)
        print(f"| {name} | {median:.1f} | {best:.1f} | {limit or ''} |")
    print("\n| kind | queries | median, ms | slowest, ms |\n| --- | ---: | ---: | ---: |")
    for kind in dict.fromkeys(name for name, _one, _url in asked):
        times = [time for time, (name, *_) in zip(medians, asked, strict=True) if name == kind]
        print(f"| {kind} | {len(times)} | {statistics.median(times):.1f} | {max(times):.1f} |")
    print()
    for milliseconds, (name, _one, url) in sorted(zip(medians, asked, strict=True), reverse=True)[:SLOWEST]:
        print(f"{milliseconds:.0f} ms  {name}  {unquote_plus(url)}")
        tell(parts_of(client, url))
    return kept


def tell(parts: Parts) -> None:
    """Print the parts of a page, what takes longest first."""
    print("".join(f"  {spent * 1000:8.1f}  {name}\n" for name, spent in parts.times.most_common()))


def explain(client, text: str) -> None:
    """Print where the time of one query goes: a text, or the address of a search without what is before the language."""
    language, query = text.strip("/").split("/search/?") if "/search/?" in text else ("en", {"q": text})
    url = canonical(client, language, query)
    print(f"{ask(client, url):.1f} ms  {unquote_plus(url)}")
    parts = parts_of(client, url)
    tell(parts)
    for spent, sql in sorted(parts.statements, reverse=True):
        print(f"  {spent * 1000:8.1f}  {sql[:300]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("database", help="of an archive, as DATABASE_URL")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--explain", metavar="QUERY", help="or /LANGUAGE/search/?…")
    options = parser.parse_args()
    with settings(options.database) as values:
        os.environ.update(values)
        import django

        django.setup()

        from django.test import Client

        client = Client(headers={"host": values["ALLOWED_HOSTS"]})
        if options.explain:
            explain(client, options.explain)
            return 0
        return not measure(client, options.rounds)


if __name__ == "__main__":
    sys.exit(main())
