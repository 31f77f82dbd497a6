"""The words of two texts in one line: what stayed, came, went, or only looks different."""

from dataclasses import dataclass
from itertools import accumulate, groupby

from .alignment import Step, align
from .blocks import INLINE, TAG, VOID, has_parts, split
from .sequences import Effort, gaps, matches
from .tokens import Atom, is_word, parts, stretch

_DEEPEST = 8
# Characters of HTML; a text of 2,000 words has about 15,000. Longer blocks are shown whole, before and after.
_LONGEST = 200_000


@dataclass(frozen=True)
class Piece:
    """``kind`` is same, added, removed, restyled (the same words with other markup), or tag.

    ``old`` and ``new`` are lists of atoms; of a tag of the structure, the tag on either side or ``""``.
    The old sides of all pieces of a text are the old text, and the new sides the new.
    """

    kind: str
    old: list[Atom] | str
    new: list[Atom] | str

    @property
    def differs(self) -> bool:
        return self.kind != "same" and (self.kind != "tag" or self.old != self.new)


def compare_words(old: list[Atom], new: list[Atom], effort: Effort) -> list[Piece]:
    """The pieces of two lines. Equal words that are too few to be a hold between two changes count as changed."""
    runs = matches([atom.key for atom in old], [atom.key for atom in new], effort)
    runs = _holds(runs, old, new)
    pieces = []
    for number, (before, after) in enumerate(gaps(runs, len(old), len(new))):
        if before:
            pieces.append(Piece("removed", old[before.start : before.stop], []))
        if after:
            pieces.append(Piece("added", [], new[after.start : after.stop]))
        if number < len(runs):
            i, j, n = runs[number]
            pieces += _equal(old[i : i + n], new[j : j + n])
    return pieces


def _equal(old, new):
    together = list(zip(old, new, strict=True))
    for is_same, group in groupby(
        together, key=lambda two: two[0].runs == two[1].runs or two[0].markup == two[1].markup
    ):
        before, after = zip(*group, strict=True)
        yield Piece("same" if is_same else "restyled", list(before), list(after))


def _weight(atom):
    if atom.is_tag:
        return 20 if atom.text.startswith("<img") else 1
    return len(atom.text) if is_word(atom.text) else 0


def _holds(runs, old, new):
    before = list(accumulate(map(_weight, old), initial=0))
    after = list(accumulate(map(_weight, new), initial=0))
    kept, shared = [], sum(before[i + n] - before[i] for i, _j, n in runs)
    if 6 * shared < min(before[-1], after[-1]):
        return []
    for number, (i, j, n) in enumerate(runs):
        low, other_low = (kept[-1][0] + kept[-1][2], kept[-1][1] + kept[-1][2]) if kept else (0, 0)
        high, other_high = runs[number + 1][:2] if number + 1 < len(runs) else (len(old), len(new))
        changed_before = max(before[i] - before[low], after[j] - after[other_low])
        changed_after = max(before[high] - before[i + n], after[other_high] - after[j + n])
        has_neighbours = (i > low or j > other_low) and (high > i + n or other_high > j + n)
        weight = before[i + n] - before[i]
        if not has_neighbours or 3 * weight > min(changed_before, changed_after):
            kept.append((i, j, n))
    return kept


def compare_blocks(old: str, new: str, effort: Effort, depth: int = 0) -> list[Piece]:
    """The pieces of two blocks of a body. Lists, tables and figures are compared by their parts."""
    if old == new:
        return whole(old, "same")
    if len(old) + len(new) > _LONGEST:
        return [*whole(old, "removed"), *whole(new, "added")]
    before, after = _Element(old), _Element(new)
    if not before.has_parts and not after.has_parts:
        inside = compare_words(before.line, after.line, effort)
    elif before.name == after.name != "" and before.has_parts and after.has_parts and depth < _DEEPEST:
        inside = _compare_parts(before.inner, after.inner, effort, depth + 1)
    else:
        return [*whole(old, "removed"), *whole(new, "added")]
    opened, closed = Piece("tag", before.opening, after.opening), Piece("tag", before.closing, after.closing)
    return [piece for piece in (opened, *inside, closed) if piece.old or piece.new]


def _compare_parts(old, new, effort, depth):
    olds, news = ([block for block in split(html) if block.html] for html in (old, new))
    steps = align(olds, news, effort)
    if len(olds) == len(news) and [block.tag for block in olds] == [block.tag for block in news]:
        # As many cells or items as before: where nothing says otherwise, each is what stands in its place.
        kinds = {step.kind for step in steps}
        if kinds <= {"same", "changed", "removed", "added"} and _in_place(steps):
            steps = [Step("changed", number, number) for number in range(len(olds))]
    pieces = []
    for step in steps:
        if step.kind in ("removed", "left"):
            pieces += whole(olds[step.old].html, "removed")
        elif step.kind in ("added", "arrived"):
            pieces += whole(news[step.new].html, "added")
        else:
            pieces += compare_blocks(olds[step.old].html, news[step.new].html, effort, depth)
    return pieces


def _in_place(steps):
    return all(step.old == step.new for step in steps if step.kind in ("same", "changed"))


class _Element:
    """A block taken apart: its tags, and what is between them."""

    def __init__(self, html):
        match = TAG.match(html)
        self.name = match[2].lower() if match and not match[1] and match[2].lower() not in INLINE else ""
        self.opening = match[0] if self.name else ""
        self.closing = f"</{self.name}>" if self.name and self.name not in VOID else ""
        self.inner = html[len(self.opening) : len(html) - len(self.closing)]
        self.has_parts = has_parts(self.inner)

    @property
    def line(self):
        return next(parts(self.inner), [])


def whole(html: str, kind: str) -> list[Piece]:
    """All of a block as same, added or removed."""
    pieces = []
    for part in parts(html, stretch):
        old, new = part if kind != "added" else part[:0], part if kind != "removed" else part[:0]
        pieces.append(Piece("tag" if isinstance(part, str) else kind, old, new))
    return pieces
