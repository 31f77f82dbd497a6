"""The text, paragraph by paragraph: what became of each on either side, and what was put between them."""

from re import compile as pattern

from newsroom.comparing.alignment import pair
from newsroom.comparing.blocks import Block, split
from newsroom.comparing.sequences import Effort, gaps, matches

from .settling import Ledger, decided

# The editor wraps what stands in items and cells in paragraphs; that is no change.
_WRAPPING = pattern(r"(?<=<li>)<p>|</p>(?=</li>)|(?<=<t[dh]>)<p>|</p>(?=</t[dh]>)|\s+(?=<)|(?<=>)\s+")


def _plain(html: str) -> str:
    return _WRAPPING.sub("", html)


def same(one: str, other: str) -> bool:
    """Whether two paragraphs differ in nothing but how the editor writes them."""
    return _plain(one) == _plain(other)


def _html(block: Block) -> str:
    return block.html + block.space


def _partners(base: list[Block], side: list[Block]):
    """Pairs of places of a paragraph of ``base`` and what it became, in order."""
    effort = Effort()
    runs = matches([_plain(block.html) for block in base], [_plain(block.html) for block in side], effort)
    for number, (old, new) in enumerate(gaps(runs, len(base), len(side))):
        if len(old) == len(new) == 1:  # written anew, with whatever words
            yield old[0], new[0]
        else:
            pairs = pair([base[i] for i in old], [side[j] for j in new], effort)
            yield from ((old[i], new[j]) for i, j in pairs)
        if number < len(runs):
            i, j, length = runs[number]
            yield from ((i + k, j + k) for k in range(length))


def aligned(base: list[Block], side: list[Block]) -> tuple[list[str], list[str]]:
    """For each paragraph of ``base`` what it became, ``""`` where it is gone; and what was put in before each.

    The second list has one entry more than ``base``: the last is what was put in at the end.
    """
    became, before = [""] * len(base), [""] * (len(base) + 1)
    new = 0
    for i, j in [*_partners(base, side), (len(base), len(side))]:
        before[i] = "".join(map(_html, side[new:j]))
        if i < len(base):
            became[i] = _html(side[j])
        new = j + 1
    return became, before


def merge_bodies(base: str, theirs: str, mine: str, ledger: Ledger) -> list:
    """The pieces of the merged text, each a string or the conflict that stands there."""
    old = split(base)
    (their_blocks, their_new), (my_blocks, my_new) = (aligned(old, split(side)) for side in (theirs, mine))
    pieces, place = [], 1
    for n in range(len(old) + 1):
        versions = [("", their_new[n], my_new[n])]
        if n < len(old):
            versions.append((_html(old[n]), their_blocks[n], my_blocks[n]))
        for version in versions:
            if any(version):
                piece = ledger.settle(*version, "body", place, same=same)
                pieces.append(piece)
                place += len(split(piece)) if isinstance(piece, str) else 1
    return pieces


def body_of(pieces: list, decisions: dict) -> str:
    return "".join(decided(piece, decisions) or "" for piece in pieces)
