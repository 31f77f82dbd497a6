"""The bodies of two texts, paragraph by paragraph; and how to take one paragraph back."""

from publishing.richtext import clean_html

from .alignment import align
from .blocks import Block, join, paragraphs
from .marked import structure
from .pieces import compare_blocks, whole
from .rows import Part, Row
from .sequences import Effort

# A long text has a hundred blocks. What comes after so many is compared as one.
_MOST = 2_000


def _blocks(html):
    blocks = paragraphs(clean_html(html))  # cleaned at this moment, as on the readers' page
    return blocks if len(blocks) <= _MOST else [*blocks[:_MOST], Block("", join(blocks[_MOST:]))]


def body_rows(old: str, new: str) -> list[Row]:
    """A row for each paragraph, heading, list, table or figure of either text, in an order that keeps both."""
    olds, news, effort = _blocks(old), _blocks(new), Effort()
    rows = []
    for step in align(olds, news, Effort()):
        kind, notes = step.kind, []
        if kind == "changed":
            pieces = compare_blocks(olds[step.old].html, news[step.new].html, effort)
            notes = structure(pieces)
            kind = "changed" if any(piece.differs for piece in pieces) else "same"
        else:
            block = olds[step.old] if kind in ("removed", "left") else news[step.new]
            pieces = whole(block.html, kind if kind in ("removed", "added") else "same")
        numbers = [None if number is None else number + 1 for number in (step.old, step.new)]
        rows.append(Row(kind, [Part("", pieces)], *numbers, notes=notes, number=len(rows)))
    return rows


def with_row(old: str, new: str, number: int) -> str:
    """The new body with one row of ``body_rows`` as it was in the old one. Raises ``IndexError`` for another number.

    What was added goes, what was removed comes back where it stood, what moved goes back.
    """
    olds, news = _blocks(old), _blocks(new)
    steps = align(olds, news, Effort())
    chosen, kept = steps[number], []
    pair = (chosen.old, chosen.new)
    for step in steps:
        takes_old = step is chosen or (None not in pair and (step.old, step.new) == pair)
        if step.kind in ("arrived", "left"):
            shows = takes_old == (step.kind == "left")
        else:
            shows = (step.old if takes_old else step.new) is not None
        if shows:
            kept.append(olds[step.old] if takes_old else news[step.new])
    return join(kept)
