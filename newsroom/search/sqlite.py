"""The search index of SQLite: a table of FTS5, walked from its newest row, so that a page never reads all that is found."""

import time
from datetime import UTC

from django.db import OperationalError, connection

from newsroom.models import SearchText
from publishing.clock import NOW

from .questions import Answer, TakesTooLong

TABLE = "newsroom_searchindex"
_STEPS = 20_000  # of SQLite's machine between two looks at the clock
_BREAK = " _ "  # a word that no phrase has


def find(question, limit, deadline, *, oldest_first):
    """See ``engine.find``."""
    now = NOW.replace("%", "%%")
    conditions, values = [f"{TABLE} MATCH %s"], [_expression(question)]
    for sign, bound in ((">=", question.first), ("<", question.following)):
        if bound is not None:
            conditions.append(f"{TABLE}.rowid {sign} %s")
            values.append(bound)
    # CROSS JOIN keeps SQLite from turning the order round: rows come out of the index sorted, and no more than are wanted.
    sql = (
        f"SELECT position, released_at, article, edition_id FROM {TABLE} CROSS JOIN newsroom_searchtext"
        f" ON position = {TABLE}.rowid WHERE {' AND '.join(conditions)}"
        f" AND live_from <= {now} AND (live_until IS NULL OR live_until > {now})"
        f" ORDER BY {TABLE}.rowid {'ASC' if oldest_first else 'DESC'} LIMIT %s"
    )
    with connection.cursor() as cursor:
        driver = connection.connection
        driver.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
        try:
            cursor.execute(sql, [*values, limit])
            rows = cursor.fetchall()
        except OperationalError as error:
            if "interrupted" not in str(error):
                raise
            raise TakesTooLong from error
        finally:
            driver.set_progress_handler(None, 0)
    return Answer([(key, released.replace(tzinfo=UTC), *rest) for key, released, *rest in rows])


def _expression(question):
    required = " AND ".join(map(_any, question.required))
    return (
        f"({required}) NOT ({' OR '.join(map(_any, question.excluded))})" if question.excluded else required
    )


def _any(leaf):
    # Quoted, nothing is an operator to FTS5; words of the index have no quotes.
    return "(" + " OR ".join(f'"{" ".join(alternative)}"' for alternative in leaf) + ")"


def write(rows):
    """See ``engine.write``."""
    SearchText.objects.bulk_create(
        SearchText(
            position=key,
            edition_id=edition,
            article=article,
            released_at=released_at,
            live_from=live_from,
            live_until=live_until,
            head=head,
        )
        for key, edition, article, released_at, live_from, live_until, head, _parts, _labels in rows
    )
    with connection.cursor() as cursor:
        # REPLACE: Django empties the table of a test, which has a row for each here, and does not know this one.
        cursor.executemany(
            f"INSERT OR REPLACE INTO {TABLE} (rowid, words, labels) VALUES (%s, %s, %s)",
            [(row[0], _BREAK.join(map(" ".join, row[7])), " ".join(row[8])) for row in rows],
        )


def relabel(labels):
    """See ``engine.relabel``."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {TABLE} SET labels = %s WHERE rowid = %s",
            [(" ".join(names), key) for key, names in labels.items()],
        )


def remove(positions):
    """See ``engine.remove``."""
    SearchText.objects.filter(position__in=positions).delete()
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(key,) for key in positions])


def tidy():
    """See ``engine.tidy``."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE rowid NOT IN (SELECT position FROM newsroom_searchtext)")
        cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")
