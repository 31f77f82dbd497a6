"""What two sequences have in common, in order: of words, of paragraphs, of anything that can be hashed."""

from bisect import bisect_left
from difflib import SequenceMatcher
from itertools import pairwise

# A stretch without any unique thing in it is compared thing by thing only up to this many pairs.
SMALL = 10_000
DEPTH = 32


class Effort:
    """How much work a comparison may still do. When it is used up, what is left counts as replaced."""

    def __init__(self, left: int = 2_000_000):
        self.left = left

    def spend(self, amount: int) -> bool:
        """Whether that much may be done; it is then taken as done."""
        if amount > self.left:
            return False
        self.left -= amount
        return True


def matches(a: list, b: list, effort: Effort) -> list[tuple[int, int, int]]:
    """Runs ``(i, j, n)`` with ``a[i:i+n] == b[j:j+n]``, both in order, none overlapping, none touching the next.

    What occurs once on either side is matched first, since it is what a reader would look for; only what lies
    between is searched more closely. Time grows as n log n, whatever the input.
    """
    found, ranges = [], [(0, len(a), 0, len(b), 0)]
    while ranges:
        low, high, other_low, other_high, depth = ranges.pop()
        start = low
        while low < high and other_low < other_high and a[low] == b[other_low]:
            low, other_low = low + 1, other_low + 1
        found.append((start, other_low - (low - start), low - start))
        end = high
        while low < high and other_low < other_high and a[high - 1] == b[other_high - 1]:
            high, other_high = high - 1, other_high - 1
        found.append((high, other_high, end - high))
        if low == high or other_low == other_high:
            continue
        anchors = _anchors(a[low:high], b[other_low:other_high]) if depth < DEPTH else []
        if anchors:
            bounds = [(low, other_low), *((low + i, other_low + j) for i, j in anchors), (high, other_high)]
            ranges += [(i, k, j, m, depth + 1) for (i, j), (k, m) in pairwise(bounds)]
        elif effort.spend(size := (high - low) * (other_high - other_low)) and size <= SMALL:
            for i, j, n in SequenceMatcher(
                None, a[low:high], b[other_low:other_high], autojunk=False
            ).get_matching_blocks():
                found.append((low + i, other_low + j, n))
    return _joined(sorted(run for run in found if run[2]))


def _anchors(a, b):
    """The longest list of pairs, in order on both sides, of what occurs once on either side."""
    places, others = _once(a), _once(b)
    return rising([(i, others[thing]) for thing, i in places.items() if thing in others])


def _once(things):
    places, repeated = {}, set()
    for place, thing in enumerate(things):
        if thing in places:
            repeated.add(thing)
        places[thing] = place
    return {thing: place for thing, place in places.items() if thing not in repeated}


def rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs whose second numbers rise; the first numbers rise already."""
    tops, ends, before = [], [], []
    for number, (_first, second) in enumerate(pairs):
        pile = bisect_left(tops, second)
        before.append(ends[pile - 1] if pile else None)
        tops[pile : pile + 1] = [second]
        ends[pile : pile + 1] = [number]
    chosen, number = [], ends[-1] if ends else None
    while number is not None:
        chosen.append(pairs[number])
        number = before[number]
    return chosen[::-1]


def _joined(runs):
    joined = []
    for i, j, n in runs:
        if joined and (joined[-1][0] + joined[-1][2], joined[-1][1] + joined[-1][2]) == (i, j):
            i, j, n = joined[-1][0], joined[-1][1], joined.pop()[2] + n
        joined.append((i, j, n))
    return joined


def gaps(runs, length: int, other_length: int):
    """What lies before, between and after the runs, as ``(range, other range)``, each before its run; the last
    gap is after the last run. Gaps may be empty."""
    low = other_low = 0
    for i, j, n in (*runs, (length, other_length, 0)):
        yield range(low, i), range(other_low, j)
        low, other_low = i + n, j + n
