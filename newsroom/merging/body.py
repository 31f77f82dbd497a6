"""The text, paragraph by paragraph: which paragraph of one version is which of another?"""

from collections import Counter
from difflib import SequenceMatcher
from re import compile as pattern

from newsroom.comparing.blocks import split

from .settling import Ledger, decided

ALIKE = 0.4  # two paragraphs that share this part of their words are one that was edited
MANY = 20_000  # pairs of paragraphs that are worth comparing; a text replaced as a whole is not

_WORD = pattern(r"\w+")
# The editor wraps what stands in items and cells in paragraphs; that is no change.
_WRAPPING = pattern(r"(?<=<li>)<p>|</p>(?=</li>)|(?<=<t[dh]>)<p>|</p>(?=</t[dh]>)|\s+(?=<)|(?<=>)\s+")


def blocks(html: str) -> list[str]:
    """The paragraphs of a text, each with the white space after it; joined they are the text again."""
    return [block.html + block.space for block in split(html)]


def _plain(block: str) -> str:
    return _WRAPPING.sub("", block)


def same(one: str, other: str) -> bool:
    """Whether two paragraphs differ in nothing but how the editor writes them."""
    return _plain(one) == _plain(other)


def _likeness(one: Counter, other: Counter) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _pairs(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Which of the old paragraphs became which of the new ones, in order."""
    if len(old) == len(new) == 1:
        return [(0, 0)]
    if len(old) * len(new) > MANY:
        return []
    olds, news = ([Counter(_WORD.findall(block)) for block in side] for side in (old, new))
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    taken = {}
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            likeness = _likeness(olds[i], news[j])
            together = best[i + 1][j + 1] + likeness if likeness >= ALIKE else -1.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
            taken[i, j] = together == best[i][j]
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if taken[i, j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def aligned(base: list[str], side: list[str]) -> tuple[list[str], list[str]]:
    """For each paragraph of ``base`` what it became, ``""`` where it is gone; and what was put in before each.

    The second list has one entry more than ``base``: the last is what was put in at the end.
    """
    became, before = [""] * len(base), [""] * (len(base) + 1)
    matcher = SequenceMatcher(None, [_plain(b) for b in base], [_plain(b) for b in side], autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        unchanged = [(n, n) for n in range(end - start)]
        pairs = unchanged if tag == "equal" else _pairs(base[start:end], side[first:last])
        new = first
        for old, paired in [*pairs, (end - start, last - first)]:
            before[start + old] += "".join(side[new : first + paired])
            if first + paired < last:
                became[start + old] = side[first + paired]
            new = first + paired + 1
    return became, before


def merge_bodies(base: str, theirs: str, mine: str, ledger: Ledger) -> list:
    """The pieces of the merged text, each a string or the conflict that stands there."""
    old = blocks(base)
    (their_blocks, their_new), (my_blocks, my_new) = (aligned(old, blocks(side)) for side in (theirs, mine))
    pieces, place = [], 1
    for n in range(len(old) + 1):
        versions = [("", their_new[n], my_new[n])]
        if n < len(old):
            versions.append((old[n], their_blocks[n], my_blocks[n]))
        for version in versions:
            if any(version):
                piece = ledger.settle(*version, "body", place, same=same)
                pieces.append(piece)
                place += 1 if not isinstance(piece, str) else len(blocks(piece))
    return pieces


def body_of(pieces: list, decisions: dict) -> str:
    return "".join(decided(piece, decisions) or "" for piece in pieces)
