"""One value, three times: as it was (base), as somebody saved it since (theirs), as it was typed (mine)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Conflict:
    """Both changed this, and differently. A side is ``None`` or ``""`` where it has no such thing.

    ``part`` is a key of the content, or ``days`` or ``lead``; ``place`` is the number of a paragraph or a row, from
    one, and 0 for a part that has no places; ``field`` is the key of a row, ``order`` for the order of rows, or ``""``.
    """

    part: str
    base: Any
    theirs: Any
    mine: Any
    place: int = 0
    field: str = ""

    @property
    def key(self) -> str:
        """A name that no other conflict of the same merge has."""
        return "-".join(str(word) for word in (self.part, self.place or "", self.field) if word)


@dataclass(frozen=True)
class Change:
    """What went in by itself, and whose it is: ``theirs``, ``mine``, or ``both`` where both did the same."""

    part: str
    place: int
    side: str


def same(one, other) -> bool:
    """Whether two values differ in nothing but how a browser ends the lines of a text."""
    if isinstance(one, str) and isinstance(other, str):
        return one.replace("\r\n", "\n") == other.replace("\r\n", "\n")
    return one == other


class Ledger:
    """Settles value after value, and remembers what was changed by whom and what nobody can settle."""

    def __init__(self):
        self.conflicts: list[Conflict] = []
        self.changes: list[Change] = []

    def settle(self, base, theirs, mine, part, place=0, field="", same: Callable = same):
        """The value that holds both changes, or the ``Conflict``. Where two are the ``same``, either may be taken."""
        if theirs == mine:
            value, side = theirs, "" if same(theirs, base) else "both"
        elif mine == base:
            value, side = theirs, "theirs"
        elif theirs == base:
            value, side = mine, "mine"
        elif same(mine, base) or same(theirs, mine):
            value, side = theirs, "both" if same(theirs, mine) else "theirs"
        elif same(theirs, base):
            value, side = mine, "mine"
        else:
            return self.disagree(Conflict(part, base, theirs, mine, place, field))
        if side and (change := Change(part, place, side)) not in self.changes:
            self.changes.append(change)
        return value

    def disagree(self, conflict: Conflict) -> Conflict:
        self.conflicts.append(conflict)
        return conflict


def decided(value, decisions: dict):
    """The value, or what was decided about the conflict that stands in its place."""
    return decisions[value.key] if isinstance(value, Conflict) else value
