#!/usr/bin/env python
"""How well the house rules do on the seeded texts: precision and recall, by rule and in all.

python bench/score_preflight.py [--show]
"""

import argparse
import os
import sys
import time
from collections import Counter
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from newsroom.preflight import RULES
from tests.newsroom.preflight.seeded import score


def shares(counts: Counter) -> tuple[float, float]:
    """Precision and recall; 1.0 where there was nothing to find."""
    found, wanted = counts["right"] + counts["wrong"], counts["right"] + counts["missing"]
    return (counts["right"] / found if found else 1.0), (counts["right"] / wanted if wanted else 1.0)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", action="store_true", help="print the texts that came out otherwise")
    options = parser.parse_args()
    started = time.process_time()
    counts, differences = score()
    print(f"{'rule':<28}{'right':>7}{'wrong':>7}{'missing':>9}{'precision':>11}{'recall':>8}")
    rows = [(rule.__name__, counts.get(rule.__name__, Counter())) for rule in RULES]
    for name, row in (*rows, ("all", sum((row for _name, row in rows), Counter()))):
        precision, recall = shares(row)
        print(
            f"{name:<28}{row['right']:>7}{row['wrong']:>7}{row['missing']:>9}{precision:>11.2f}{recall:>8.2f}"
        )
    print(f"\n{time.process_time() - started:.2f} s")
    for case, expected, found in differences if options.show else ():
        print(f"\n{case}\n  expected {sorted(expected)}\n  found    {sorted(found)}")


if __name__ == "__main__":
    main()
