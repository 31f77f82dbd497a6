"""Does a page cost more in a larger archive? Renders the same kinds of pages from two databases, and compares.

    .venv/bin/python bench/growth.py SMALLER LARGER

are addresses as in DATABASE_URL, of archives that bench/make_archive.py made. Prints a table for README.md: the time
of one rendering, without the page cache, in milliseconds (median of rounds taken in turn), and how many times as long the
larger archive takes. Everything is read once before it is measured. Exits with 1 if a limit is missed.
"""

# ruff: noqa: PLC0415 -- Django is set up only in the processes that serve
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from bench.serving import settings

ROUNDS, EACH, LIMIT = 7, 5, 1.5
WORDS = {"common": 60, "rare": 20_000}  # by their rank


def addresses() -> dict[str, str | list[str]]:
    """The pages to measure, by what they are, with the names of what is common and what is rare in this archive."""
    from events.models import Country, Topic
    from newsroom.counting import counts
    from newsroom.models import Listing, SearchWord
    from newsroom.paging import cursor_of
    from newsroom.selection import Selection
    from newsroom.terms import Facet, term

    def slugs(model, facet):
        names = dict(model.objects.values_list("pk", "slug"))
        numbers = counts(facet, "en")
        return [names[pk] for pk in sorted(numbers, key=numbers.get, reverse=True)]

    everything = Listing.objects.filter(term=term(Facet.EVERYTHING, 0, "en"))
    oldest_first = everything.order_by("released_at", "article").values_list("released_at", "article")
    middle, last = (cursor_of(oldest_first[n]) for n in (everything.count() // 2, 30))
    words = SearchWord.objects.filter(language="en").order_by("-texts", "written")
    common, rare = (words[n].written for n in (WORDS["common"], WORDS["rare"]))
    countries, topics = slugs(Country, Facet.COUNTRY), slugs(Topic, Facet.TOPIC)
    two = ",".join(sorted(countries[:2]))
    return {
        "home": "/en/",
        "releases": [edition.get_absolute_url() for edition in Selection(("en",)).newest(50)],
        "list": "/en/news/",
        "page in the middle": f"/en/news/?before={middle}",
        "last page": f"/en/news/?before={last}",
        "a common country": f"/en/news/?country={countries[0]}",
        "a rare country": f"/en/news/?country={countries[-1]}",
        "a country and a topic": f"/en/news/?country={countries[0]}&topic={topics[0]}",
        "two topics at once": f"/en/news/?topic.all={','.join(sorted(topics[:2]))}",
        "either of two countries": f"/en/news/?country={two}",
        "without a topic": f"/en/news/?topic.not={topics[0]}",
        "all languages": "/en/news/?language=all",
        "a year": "/en/news/2017/",
        "feed": "/en/news/feed.rss",
        "feed of a country": f"/en/countries/{countries[0]}/feed.rss",
        "page of a country": f"/en/countries/{countries[0]}/",
        "page of a topic": f"/en/topics/{topics[0]}/",
        "page of a region": "/en/regions/asia/",
        "map of the world": "/en/countries/",
        "search, a common word": f"/en/search/?q={common}",
        "search, a rare word": f"/en/search/?q={rare}",
        "search in a country": f"/en/search/?country={countries[0]}&q={common}",
        "search in all languages": f"/en/search/?language=all&q={common}",
        "list with a word": f"/en/news/?q={common}",
        "feed with a word": f"/en/news/feed.rss?q={common}",
    }


def serve() -> None:
    """Measure the time of one rendering, by page."""
    import django

    django.setup()

    from django.conf import settings
    from django.test import Client

    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    pages = {name: [urls] if isinstance(urls, str) else urls for name, urls in addresses().items()}
    for urls in pages.values():
        for url in urls:
            if (status := client.get(url).status_code) != 200:
                raise SystemExit(f"{url} answered {status}")

    def measure():
        times = {}
        for name, urls in pages.items():
            asked = urls if len(urls) > 1 else urls * EACH
            begun = time.perf_counter()
            for url in asked:
                client.get(url)
            times[name] = (time.perf_counter() - begun) * 1000 / len(asked)
        return times

    answer(measure)


def answer(measure) -> None:
    """Answer each line with what a round has measured: milliseconds, by name."""
    print("ready", flush=True)
    for _line in sys.stdin:
        print(json.dumps(measure()), flush=True)


def main(urls, script=__file__, column="page") -> int:
    """Let a script measure in two databases in turn, and print the table."""
    with settings(urls[0]) as values:
        servers = [
            subprocess.Popen(
                [sys.executable, script, "--serve"],
                cwd=ROOT,
                env=os.environ | values | {"DATABASE_URL": url},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for url in urls
        ]
        taken = [[], []]
        for server in servers:
            server.stdout.readline()
        for number in range(ROUNDS):
            for server, rounds in zip(servers, taken, strict=True):
                print(number, file=server.stdin, flush=True)
                rounds.append(json.loads(server.stdout.readline()))
        for server in servers:
            server.stdin.close()
            server.wait()
    missed = 0
    print(f"| {column} | smaller, ms | larger, ms | times (at most {LIMIT}) |\n| --- | ---: | ---: | ---: |")
    for name in taken[0][0]:
        small, large = (statistics.median(times[name] for times in rounds) for rounds in taken)
        missed += large / small > LIMIT
        print(f"| {name} | {small:.1f} | {large:.1f} | {large / small:.2f} |")
    return bool(missed)


if __name__ == "__main__":
    if sys.argv[1:] == ["--serve"]:
        serve()
    elif len(sys.argv) == 3:
        sys.exit(main(sys.argv[1:]))
    else:
        sys.exit(__doc__)
