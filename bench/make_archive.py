"""Makes a large archive to measure by: lifelike texts with all that the workflow would have written of them.

    .venv/bin/python bench/make_archive.py EDITIONS [--seed 1]
    .venv/bin/python bench/make_archive.py --check [--sample 200]

Fills the database that DATABASE_URL or DATA_DIR name, as for the site (see README.md). It must have no texts yet;
``migrate`` and ``load_reference`` must have run. The same number of editions and the same seed give the same texts.
A run that is broken off leaves a database that is refused from then on. ``--check`` compares a sample with what the
workflow makes of the same texts.
"""

import argparse
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

import multiprocessing

from django.db import connection, connections

from bench.archive import loading, rows, searching
from bench.archive.checking import check
from bench.archive.reference import Reference, make_reference
from bench.archive.texts import BATCH, QUIET, Maker
from bench.archive.words import VOCABULARY
from newsroom.models import Count
from newsroom.search import engine, things
from publishing.clock import database_now
from publishing.edition_clock import raise_clock


class Work(NamedTuple):
    """A batch of rows as the database takes them."""

    rows: list
    made: Counter  # how many of what
    # What ``Count`` and ``SearchWord`` hold of all batches of a process; with its last.
    counts: Counter | None = None
    words: dict[str, Counter] | None = None


def make(maker: Maker, first: int = 0, step: int = 1) -> Iterator[Work]:
    """Every so many-th batch."""
    counts, words, last = Counter(), defaultdict(Counter), range(first, maker.batches, step)[-1:]
    for number in range(first, maker.batches, step):
        batch = rows.Rows(maker.batch(number), number * BATCH + 1)
        counts.update(batch.counts)
        add(words, batch.searched.words)
        made = Counter(
            {model._meta.verbose_name_plural: len(lines) for model, lines in batch.by_model.items()}
        ) + Counter({"texts to be searched": len(batch.searched.documents)})
        packed = loading.packed(connection.vendor, batch.tables(connection.vendor))
        yield Work(packed, made, *((counts, words) if number in last else ()))


def add(words: dict[str, Counter], more: dict[str, Counter]) -> None:
    """Add numbers of words to those of the same language."""
    for language, numbers in more.items():
        words[language].update(numbers)


def batches(maker: Maker, processes: int) -> Iterator[Work]:
    """All batches in turn; with ``processes``, others make them, each a few ahead."""
    if not processes:
        yield from make(maker)
        return
    connections.close_all()  # what is forked now must not share it
    fork = multiprocessing.get_context("fork")
    queues = [fork.Queue(maxsize=3) for _ in range(processes)]
    workers = [
        fork.Process(target=put_all, args=(queue, maker, n, processes), daemon=True)
        for n, queue in enumerate(queues)
    ]
    for worker in workers:
        worker.start()
    for number in range(maker.batches):
        yield take(queues[number % processes], workers[number % processes])


def put_all(queue, maker, first, step) -> None:
    for work in make(maker, first, step):
        queue.put(work)


def take(queue, worker) -> Work:
    while True:
        try:
            return queue.get(timeout=5)
        except Empty:
            if not worker.is_alive():
                raise SystemExit("A process that made texts has died; what it said stands above.") from None


def fill(total: int, seed: int, *, processes: int, vocabulary: int = VOCABULARY, scale: float = 1) -> Counter:
    """Make the archive, and say how far it is. Returns how many rows of what it has."""
    loading.refuse_unless_empty()
    if unknown := rows.unknown_columns():
        raise SystemExit(f"bench/archive/rows.py does not know these columns: {', '.join(unknown)}")
    if database_now() < QUIET:
        raise SystemExit(f"The clock of this database is wrong: it is past {QUIET:%B %Y}.")
    begun, made = time.monotonic(), Counter()
    with loading.marked():
        make_reference(seed, scale)
        things.rebuild()
        maker = Maker(Reference(seed), total, seed, vocabulary)
        tell(begun, "the words and the reference data are there")
        with loading.bulk():
            counts, words = Counter(), defaultdict(Counter)
            for number, work in enumerate(batches(maker, processes), start=1):
                loading.write(work.rows)
                made += work.made
                counts.update(work.counts or {})
                add(words, work.words or {})
                if number % 10 == 0 or number == maker.batches:
                    progress(begun, min(number * BATCH, total), total)
            # Lists have never changed but now, when the archive came.
            now = str(connection.ops.adapt_datetimefield_value(database_now()))
            lines = [(*pair, count, None if pair[1] else now) for pair, count in sorted(counts.items())]
            columns = ("term", "other", "count", "changed_at")
            loading.write(loading.packed(connection.vendor, [(Count._meta.db_table, columns, lines)]))
            made["counts"] = len(lines)
            searching.count(words)
            made["words"] = sum(map(len, words.values()))
            tell(begun, f"{len(lines):,} counts, {made['words']:,} words; now indexes and keys")
        engine.tidy()
        raise_clock()
    tell(begun, "done")
    return made


def tell(begun: float, what: str) -> None:
    print(f"{time.monotonic() - begun:7.0f} s  {what}", flush=True)


def progress(begun: float, done: int, total: int) -> None:
    spent = time.monotonic() - begun
    left = spent / done * (total - done)
    tell(begun, f"{done:,} of {total:,} editions, {done / spent:,.0f} a second, {left / 60:.0f} min left")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("editions", type=int, nargs="?")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="that make texts; 0: this one")
    parser.add_argument("--check", action="store_true", help="only compare what is there")
    parser.add_argument("--sample", type=int, default=200, help="how many editions to compare")
    options = parser.parse_args()
    if options.check == bool(options.editions):
        parser.error("Say how many editions to make, or --check.")
    if options.editions:
        loading.quicken()
        made = fill(options.editions, options.seed, processes=options.processes)
        loading.tidy()
        for name, count in made.items():
            print(f"{count:>12,} {name}")
    wrong = check(options.sample)
    for line in wrong:
        print(line)
    print(f"{options.sample} editions compared, {len(wrong)} differ.")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
