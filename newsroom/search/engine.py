"""The search index behind one interface: which editions have these words? Each database has a module that answers.

The answer is by words alone, newest first, and only what is live. What comes first on a page is ``ranking``'s business.
"""

import time
from collections.abc import Iterable

from django.db import connection

from . import postgresql, sqlite
from .questions import Answer, Question, TakesTooLong


def _module():
    return postgresql if connection.vendor == "postgresql" else sqlite


def find(question: Question, limit: int, deadline: float, *, oldest_first=False) -> Answer:
    """At most ``limit`` live editions, the newest first. ``deadline`` is an instant of ``time.monotonic()``."""
    if time.monotonic() >= deadline:
        raise TakesTooLong
    return _module().find(question, limit, deadline, oldest_first=oldest_first)


def write(rows: Iterable[tuple]) -> None:
    """Add rows of (position, edition, article, released_at, live_from, live_until, head, parts, labels)."""
    _module().write(list(rows))


def relabel(labels: dict[int, list[str]]) -> None:
    """Give the editions at these positions other labels."""
    _module().relabel(labels)


def remove(positions: list[int]) -> None:
    """Take editions out of the index."""
    _module().remove(positions)


def tidy() -> None:
    """Throw out what belongs to no edition, and put in order what was written piece by piece."""
    _module().tidy()
