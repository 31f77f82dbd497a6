"""Lists of things inside a text, row by row: which came, went, changed or stands elsewhere now."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from newsroom.models import Image

from . import marked
from .alignment import likest
from .blocks import Block
from .pieces import Piece
from .sequences import Effort, rising


@dataclass(frozen=True)
class Part:
    """One line of a row: a label (``""`` where the row has one line), and its words."""

    label: str
    pieces: list[Piece]
    # Whether the words are the text's own, in its language, and not names and dates that the page says.
    is_text: bool = True

    @property
    def differs(self):
        return any(piece.differs for piece in self.pieces)

    @property
    def inline(self):
        return marked.inline(self.pieces)

    @property
    def before(self):
        return marked.before(self.pieces)

    @property
    def after(self):
        return marked.after(self.pieces)


@dataclass
class Row:
    """``kind`` is same, changed, removed, added, moved; in a body, what moved has two rows, left and arrived.

    ``old`` and ``new`` are its numbers in the two lists, from 1, or ``None``; ``number`` is its own, from 0.
    """

    kind: str
    parts: list[Part]
    old: int | None = None
    new: int | None = None
    image: Image | None = None
    notes: list[str] = field(default_factory=list)
    number: int = 0

    @property
    def differs(self):
        return self.kind != "same"

    @property
    def has_before(self):
        return self.kind not in ("added", "arrived")

    @property
    def has_after(self):
        return self.kind not in ("removed", "left")

    @property
    def shown_parts(self):
        """Of a row that changed what it is and what changed; of the others all that is not empty."""
        if self.kind == "changed":
            return [part for n, part in enumerate(self.parts) if part.differs or (part.pieces and not n)]
        return [part for part in self.parts if part.pieces]


@dataclass(frozen=True)
class Partners:
    """Which entry of two lists is which: ``pairs`` of numbers, in the order of the second list."""

    pairs: dict[int, int]  # from the number in the new list to that in the old
    moved: set[int]  # numbers in the new list


def partners(old: list, new: list, keys: list[Callable], words: Callable | None, effort: Effort) -> Partners:
    """Entries with the same key are the same thing; the first key is tried first. Those left that have most of
    their ``words`` in common are as well. What no longer stands in its order counts as moved, as few as possible."""
    pairs, free, others = {}, list(range(len(old))), list(range(len(new)))
    for key in keys:
        waiting = {}
        for i in free:
            waiting.setdefault(key(old[i]), []).append(i)
        for j in others:
            if same := waiting.get(key(new[j])):
                pairs[j] = same.pop(0)
        taken = set(pairs.values())
        free, others = [i for i in free if i not in taken], [j for j in others if j not in pairs]
    if words is not None and free and others:
        blocks = [[Block("p", escape(words(lot[n]))) for n in ns] for lot, ns in ((old, free), (new, others))]
        pairs |= {others[j]: free[i] for i, j in likest(*blocks, effort)}
    in_order = {j for j, _i in rising(sorted(pairs.items()))}
    return Partners(dict(sorted(pairs.items())), set(pairs) - in_order)


def ordered(old: list, new: list, matched: Partners):
    """``(old number or None, new number or None)`` of all entries: in the new order, and what is gone where it was."""
    kept = {j: i for j, i in matched.pairs.items() if j not in matched.moved}
    gone = [i for i in range(len(old)) if i not in set(matched.pairs.values())]
    for j in range(len(new)):
        if j not in matched.moved:
            # What is gone before the next thing that is still in its place.
            until = bisect_left(gone, min((i for k, i in kept.items() if k >= j), default=len(old)))
            yield from ((lost, None) for lost in gone[:until])
            gone = gone[until:]
        yield matched.pairs.get(j), j
    yield from ((lost, None) for lost in gone)
