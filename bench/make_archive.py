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
from collections import Counter, deque
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

import multiprocessing

from django.db import connection, connections

from bench.archive import loading, rows
from bench.archive.checking import check
from bench.archive.reference import Reference, make_reference
from bench.archive.texts import BATCH, QUIET, Maker
from publishing.clock import database_now
from publishing.edition_clock import raise_clock

maker: Maker  # of this process; those that it forks have it too


def make(number: int) -> tuple[list, Counter]:
    """The rows of a batch as the database takes them, and how many of what there are."""
    batch = rows.Rows(maker.batch(number), number * BATCH + 1)
    counts = Counter({model._meta.verbose_name_plural: len(lines) for model, lines in batch.by_model.items()})
    return loading.packed(connection.vendor, rows.COLUMNS, batch.by_model), counts


def batches(processes: int):
    """What ``make`` gives for each batch in turn; a few are made ahead by other processes."""
    if not processes:
        yield from map(make, range(maker.batches))
        return
    connections.close_all()  # what is forked now must not share it
    with ProcessPoolExecutor(processes, multiprocessing.get_context("fork")) as pool:
        ahead = deque()
        for number in range(maker.batches):
            ahead.append(pool.submit(make, number))
            if len(ahead) > 2 * processes:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def fill(
    total: int, seed: int, *, processes: int, vocabulary: int | None = None, scale: float = 1
) -> Counter:
    """Make the archive, and say how far it is. Returns how many rows of what it has."""
    global maker
    loading.refuse_unless_empty()
    if unknown := rows.unknown_columns():
        raise SystemExit(f"bench/archive/rows.py does not know these columns: {', '.join(unknown)}")
    if database_now() < QUIET:
        raise SystemExit(f"The clock of this database is wrong: it is not {QUIET:%Y} yet.")
    begun, made = time.monotonic(), Counter()
    with loading.marked():
        make_reference(seed, scale)
        maker = Maker(Reference(seed), total, seed, **({"vocabulary": vocabulary} if vocabulary else {}))
        tell(begun, "the words and the reference data are there")
        with loading.bulk():
            for number, (packed, counts) in enumerate(batches(processes), start=1):
                loading.write(packed)
                made += counts
                if number % 10 == 0 or number == maker.batches:
                    progress(begun, min(number * BATCH, total), total)
            tell(begun, "indexes")
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
        for name, count in fill(options.editions, options.seed, processes=options.processes).items():
            print(f"{count:>12,} {name}")
    wrong = check(options.sample)
    for line in wrong:
        print(line)
    print(f"{options.sample} editions compared, {len(wrong)} differ.")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
