"""What the search index is asked and what it answers, and the order of its rows."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.core.exceptions import BadRequest

# Alternatives, each a word of the index or several that follow one another: ``(("burma",), ("nay", "pyi", "taw"))``.
Leaf = tuple[tuple[str, ...], ...]

_FIRST = datetime(1000, 1, 1, tzinfo=UTC)
_ARTICLES, _NUMBERS = 24, 3  # bits; with 36 for seconds they fill what both databases can hold
_LAST = (1 << 36) - 1


class Question(NamedTuple):
    """What must be in a text, each with one of its alternatives, and what must not; in a language and a span of positions.

    ``expected`` is about how many texts there will be, and never much less.
    """

    language: str
    required: list[Leaf]
    excluded: list[Leaf]
    first: int | None  # the least position, itself included
    following: int | None  # the first one that is too great
    expected: int


class Answer(NamedTuple):
    """Rows of (position, when it was released, article, edition); and where the search was cut short, if it was."""

    rows: list[tuple]
    cut_at: int | None = None


class TakesTooLong(BadRequest):
    """The database has found nothing yet in the time that a search may take."""


def position(released_at: datetime, article: int = 0, number: int = 0) -> int:
    """Where an edition stands in the order of lists: by the second of its release, then by its article and its number."""
    seconds = min(max((released_at - _FIRST) // timedelta(seconds=1), 0), _LAST)
    key = seconds << _ARTICLES | article & (1 << _ARTICLES) - 1
    return key << _NUMBERS | number & (1 << _NUMBERS) - 1


def instant_of(number: int) -> datetime:
    """The second in a position."""
    return _FIRST + timedelta(seconds=number >> _ARTICLES + _NUMBERS)
