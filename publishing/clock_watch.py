"""The edition clock, asked at every request: as cheaply as each database allows."""

import sqlite3
import threading
from datetime import UTC, datetime
from urllib.parse import quote

from django.db import Error, connection

from .edition_clock import Reading, current

_COLUMNS = "SELECT version, raised_at, next_at"
_watches = threading.local()


def read() -> Reading | None:
    """What the clock says now, as ``edition_clock.current`` does, at a tenth of its cost where nothing has changed."""
    watch = getattr(_watches, connection.vendor, None)
    name = connection.settings_dict["NAME"]
    if watch is None or watch.name != name:
        watch = {"sqlite": SqliteWatch, "postgresql": PostgresWatch}[connection.vendor](name)
        setattr(_watches, connection.vendor, watch)
    reading = watch.read()
    return reading or current()


class SqliteWatch:
    """A connection of its own, which SQLite tells with one number whether any other has written."""

    def __init__(self, name):
        self.name = name
        self.connection, self.data_version, self.reading = None, None, None

    def read(self) -> Reading | None:
        try:
            if self.connection is None:
                self.connection = sqlite3.connect(f"file:{quote(str(self.name))}?mode=ro", uri=True)
            (data_version,) = self.connection.execute("PRAGMA data_version").fetchone()
            if data_version != self.data_version:
                row = self.connection.execute(f"{_COLUMNS} FROM publishing_editionclock").fetchone()
                self.reading = row and Reading(row[0], *map(_instant, row[1:]))
                self.data_version = data_version
        except sqlite3.Error:
            self.connection, self.data_version, self.reading = None, None, None
        reading = self.reading
        # SQLite has no clock but this machine's.
        if reading and reading.next_at is not None and reading.next_at <= datetime.now(UTC):
            return None
        return reading


def _instant(text):
    return text and datetime.fromisoformat(text).replace(tzinfo=UTC)


class PostgresWatch:
    """The thread's own connection of Django, with a statement prepared once."""

    def __init__(self, name):
        self.name = name
        self.raw = None

    def read(self) -> Reading | None:
        try:
            connection.ensure_connection()
            raw = connection.connection
            with raw.cursor() as cursor:
                if raw is not self.raw:
                    cursor.execute(
                        f"PREPARE edition_clock AS {_COLUMNS}, next_at <= STATEMENT_TIMESTAMP()"
                        " FROM publishing_editionclock"
                    )
                    self.raw = raw
                cursor.execute("EXECUTE edition_clock")
                row = cursor.fetchone()
        except (Error, connection.Database.Error):
            self.raw = None
            connection.close()
            return None
        return Reading(*row[:3]) if row and not row[3] else None
