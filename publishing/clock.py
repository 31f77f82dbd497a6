"""What time is it? The database says: every process and every machine asks the same clock."""

from datetime import UTC, datetime

from django.db import connection
from django.db.models.functions import Now

# The current instant in SQL of SQLite, as a stored datetime.
NOW = "STRFTIME('%Y-%m-%d %H:%M:%f000', 'NOW')"


class DatabaseNow(Now):
    """The database's current instant, comparable with stored datetimes to the last digit.

    SQLite stores datetimes as text with six decimals while Django's ``Now`` yields three, so that an
    instant would be "later than now" for the rest of its own millisecond.
    """

    def as_sqlite(self, compiler, connection, **extra_context):
        return self.as_sql(compiler, connection, template=NOW.replace("%", "%%%%"), **extra_context)


def database_now() -> datetime:
    """The database's current instant, aware, in UTC; on SQLite to the millisecond."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW')" if sqlite else "SELECT STATEMENT_TIMESTAMP()"
        )
        (now,) = cursor.fetchone()
    return datetime.fromisoformat(now).replace(tzinfo=UTC) if sqlite else now.astimezone(UTC)
