"""Which paragraph of one text became which of the other: by what they say, in the order they stand."""

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape

from .blocks import INLINE, TAG, VOID, Block
from .sequences import Effort, gaps, matches
from .tokens import is_word, tokens

# Two paragraphs that share this much of their words are one paragraph that was changed.
ALIKE = 0.4
_GAP = re.compile(r"[ \t\n\r\f]+")
_WIDEST = 1_000
_LONGEST = 20_000  # characters of a block that tell whether it is like another


@dataclass(frozen=True)
class Step:
    """One line of a comparison; ``old`` and ``new`` are the numbers of the blocks, from 0, or ``None``.

    ``kind`` is same, changed, removed, added, arrived (moved, unchanged, and here now) or left (where it was
    before). ``arrived`` and ``left`` come in pairs with both numbers.
    """

    kind: str
    old: int | None
    new: int | None


def align(old: list[Block], new: list[Block], effort: Effort) -> list[Step]:
    """Every block of both lists in one order that keeps the order of either.

    A block counts as moved only where it says something and stands once among what was removed and once among
    what was added, word for word.
    """
    keys, others = [_key(block) for block in old], [_key(block) for block in new]
    runs = matches(keys, others, effort)
    moved = _moved(keys, others, runs)
    arrived = {new_place: old_place for old_place, new_place in moved.items()}
    steps = []
    for number, (before, after) in enumerate(gaps(runs, len(old), len(new))):
        free = [i for i in before if i not in moved]
        pairs = pair([old[i] for i in free], [new[j] for j in after if j not in arrived], effort)
        steps += _gap(before, after, moved, arrived, pairs)
        if number < len(runs):
            i, j, n = runs[number]
            steps += [Step("same", i + k, j + k) for k in range(n)]
    return steps


def _gap(before, after, moved, arrived, pairs):
    free, others = [i for i in before if i not in moved], [j for j in after if j not in arrived]
    partner = {free[i]: others[j] for i, j in pairs}
    waiting = iter(after)
    for i in before:
        if i in partner:
            for j in waiting:
                if j == partner[i]:
                    break
                yield _new(j, arrived)
            yield Step("changed", i, partner[i])
        else:
            yield Step("left", i, moved[i]) if i in moved else Step("removed", i, None)
    for j in waiting:
        yield _new(j, arrived)


def _new(j, arrived):
    return Step("arrived", arrived[j], j) if j in arrived else Step("added", None, j)


def _key(block):
    return _GAP.sub(" ", block.html)


def _moved(keys, others, runs):
    """The old places of what moved, with the new ones."""
    gone, come = [], []
    for before, after in gaps(runs, len(keys), len(others)):
        gone += before
        come += after
    counts, other_counts = Counter(keys[i] for i in gone), Counter(others[j] for j in come)
    places = {others[j]: j for j in come}
    return {
        i: places[keys[i]]
        for i in gone
        if counts[keys[i]] == other_counts[keys[i]] == 1 and _says_something(keys[i])
    }


def _says_something(html):
    return "<img" in html or sum(map(is_word, tokens(plain(html[:_LONGEST])))) >= 4


def plain(html: str) -> str:
    """The words of cleaned HTML; a space stands for each tag that parts them."""
    return unescape(TAG.sub(lambda tag: "" if tag[2].lower() in INLINE - VOID else " ", html))


def words(html: str) -> Counter:
    """How many characters each word gives to a text."""
    counts = Counter()
    for token in tokens(plain(html[:_LONGEST]).casefold()):
        if is_word(token):
            counts[token] += len(token)
    return counts


def likeness(one: Counter, other: Counter) -> float:
    """From 0 to 1: what part of two texts' words they share."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def pair(old: list[Block], new: list[Block], effort: Effort) -> list[tuple[int, int]]:
    """Which of two short lists of blocks belong together, in order: the choice with the most in common."""
    if not old or not new:
        return []
    size = len(old) * len(new)
    if size > _WIDEST or not effort.spend(20 * size):
        return _side_by_side(old, new, effort)
    counts, others = [words(block.html) for block in old], [words(block.html) for block in new]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = {}
    for i, one in enumerate(counts):
        for j, other in enumerate(others):
            alike[i, j] = share = likeness(one, other)
            together = best[i][j] + share if share >= ALIKE else 0.0
            best[i + 1][j + 1] = max(together, best[i][j + 1], best[i + 1][j])
    pairs, i, j = [], len(old), len(new)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def likest(old: list[Block], new: list[Block], effort: Effort) -> list[tuple[int, int]]:
    """The same in any order: those that have the most in common first."""
    size = len(old) * len(new)
    if size > _WIDEST or not effort.spend(20 * size):
        return _side_by_side(old, new, effort)
    counts, others = [words(block.html) for block in old], [words(block.html) for block in new]
    shares = {(i, j): likeness(one, other) for i, one in enumerate(counts) for j, other in enumerate(others)}
    pairs, taken, others_taken = [], set(), set()
    for (i, j), share in sorted(shares.items(), key=lambda item: -item[1]):
        if share >= ALIKE and i not in taken and j not in others_taken:
            pairs.append((i, j))
            taken.add(i)
            others_taken.add(j)
    return pairs


def _side_by_side(old, new, effort):
    """Two lists too long to try every pair: those at the same place, where they are alike."""
    return [
        (number, number)
        for number, (one, other) in enumerate(zip(old, new, strict=False))
        if effort.spend(20) and likeness(words(one.html), words(other.html)) >= ALIKE
    ]
