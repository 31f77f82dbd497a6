"""Which state of the public site is this? One row says it, raised in the transaction of every public change.

Whoever changes what readers can see calls ``raise_clock()`` in the same transaction. What the clock alone will
change (an edition that goes live, an event that is over) is asked of the ``boundaries`` that the apps have registered.
What is rendered under one version is true until the version is another or ``next_at`` has passed.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import DatabaseError, connection, transaction

from .clock import database_now
from .models import EditionClock

# Functions from an instant to the next one at which what they know of changes by itself, or None.
boundaries: list[Callable[[datetime], datetime | None]] = []


class Reading(NamedTuple):
    """What the clock said: the version, the second since when (for Last-Modified), and how long it can be trusted."""

    version: int
    raised_at: datetime
    next_at: datetime | None


def hold() -> EditionClock | None:
    """Wait for the others that change what readers see; none of them goes on before this transaction ends.

    For what reads rows and writes what follows from them, where raising the clock settles the same rows.
    """
    return EditionClock.objects.select_for_update().first()


@transaction.atomic
def raise_clock() -> Reading:
    """Make all that was rendered so far unreachable, in every process, once the transaction is committed.

    Raised twice in one second, ``raised_at`` runs a second ahead: no two versions share a Last-Modified.
    """
    # The lock comes first: what others have just scheduled is seen when the next boundary is looked for.
    before = hold()
    now = database_now()
    second = now.replace(microsecond=0)
    if before is None:
        # Not 1: what was rendered before a row got lost must not be found again.
        row = EditionClock(version=time.time_ns() // 1000, raised_at=second)
    else:
        row = before
        row.version += 1
        row.raised_at = max(second, row.raised_at + timedelta(seconds=1))
    row.next_at = min(filter(None, (boundary(now) for boundary in boundaries)), default=None)
    row.save()
    return Reading(row.version, row.raised_at, row.next_at)


def current() -> Reading | None:
    """What holds now; raises the clock where an instant has passed. ``None`` where the clock cannot be asked."""
    try:
        row = EditionClock.objects.first()
        if row is None:
            return raise_clock()
        if row.next_at is not None and row.next_at <= database_now():
            return _passed(row.version)
        return Reading(row.version, row.raised_at, row.next_at)
    except DatabaseError:
        # A replica that cannot write, a database that restarts: pages are rendered as if there were no cache.
        connection.close_if_unusable_or_obsolete()
        return None


@transaction.atomic
def _passed(version: int) -> Reading:
    """One of the processes that notice a passed instant raises the clock; the others find it raised."""
    row = EditionClock.objects.select_for_update().get()
    if row.version != version and (row.next_at is None or row.next_at > database_now()):
        return Reading(row.version, row.raised_at, row.next_at)
    return raise_clock()
