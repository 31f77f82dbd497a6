"""Rows into a database, fast: without the indexes that are quicker made at the end, and the foreign keys checked there."""

import io
import re
from contextlib import contextmanager
from datetime import UTC

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

MARK = "unfinished_archive"  # a table that stands in a database while an archive is being made
_PIECE = 1 << 20  # bytes
_TO_ESCAPE = re.compile(r"[\\\t\n\r]")
_ESCAPED = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def tables() -> list[str]:
    """The tables of the newsroom, those between two models among them."""
    models = apps.get_app_config("newsroom").get_models(include_auto_created=True)
    return [model._meta.db_table for model in models]


def instant(value):
    """An instant as both databases read it."""
    return value and value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def packed(vendor: str, tables: list[tuple]) -> list:
    """Tables, the names of their columns, and rows of plain values: for PostgreSQL the bytes that COPY reads."""
    if vendor == "sqlite":
        return tables
    return [(table, columns, "".join(map(_line, rows)).encode()) for table, columns, rows in tables]


def _line(row) -> str:
    return "\t".join([_cell(value) for value in row]) + "\n"


def _cell(value) -> str:
    if value is None:
        return "\\N"
    if not isinstance(value, str):
        return str(value)
    # Looked for first, and not by str.translate: that asks for each character of long texts, and takes thirty times as long.
    return _TO_ESCAPE.sub(lambda found: _ESCAPED[found[0]], value)


@transaction.atomic
def write(packed_rows: list) -> None:
    """Add what ``packed`` gave to the tables."""
    with connection.cursor() as cursor:
        for table, columns, rows in packed_rows:
            names = ", ".join(columns)
            if connection.vendor == "sqlite":
                marks = ", ".join("?" * len(columns))
                # The driver's own: Django's would format each statement anew.
                connection.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
            else:
                cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", io.BytesIO(rows), _PIECE)


def quicken() -> None:
    """Settings of this connection under which a power cut would cost the archive, and writing it takes half the time."""
    sqlite = ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -1000000", "temp_store = MEMORY")
    postgresql = ("synchronous_commit = off", "maintenance_work_mem = '512MB'", "work_mem = '256MB'")
    with connection.cursor() as cursor:
        for setting in sqlite if connection.vendor == "sqlite" else postgresql:
            cursor.execute(f"PRAGMA {setting}" if connection.vendor == "sqlite" else f"SET {setting}")


def tidy() -> None:
    """Leave the files of the database as they are after some quiet days."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM ANALYZE")


@contextmanager
def bulk():
    """Inside, the tables of the newsroom have no index but those that keep rows unique, and no foreign key is checked.

    At the end both are back, every key has been checked, and the planner knows the tables.
    """
    with connection.cursor() as cursor:
        lay_aside = _lay_aside_sqlite if connection.vendor == "sqlite" else _lay_aside_postgresql
        later = lay_aside(cursor)
    yield
    models = apps.get_app_config("newsroom").get_models(include_auto_created=True)
    later += connection.ops.sequence_reset_sql(no_style(), list(models))
    with connection.cursor() as cursor:
        for statement in [*later, "ANALYZE"]:
            cursor.execute(statement)
    connection.check_constraints()


def _lay_aside_sqlite(cursor) -> list[str]:
    """Drop the indexes; returns the statements that make them again."""
    cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    ours = [
        (name, sql) for name, table, sql in cursor.fetchall() if table in tables() and "UNIQUE" not in sql
    ]
    for name, _sql in ours:
        cursor.execute(f'DROP INDEX "{name}"')
    return [sql for _name, sql in ours]


def _lay_aside_postgresql(cursor) -> list[str]:
    """Drop the indexes and the foreign keys; returns the statements that make them again."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(
        "SELECT conname, conrelid::regclass, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)",
        [tables()],
    )
    keys = cursor.fetchall()
    cursor.execute(
        "SELECT indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE NOT indisunique AND indrelid::regclass::text = ANY(%s)",
        [tables()],
    )
    indexes = cursor.fetchall()
    for name, table, _definition in keys:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    return [
        *(definition for _name, definition in indexes),
        *(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}' for name, table, definition in keys),
        "SET CONSTRAINTS ALL DEFERRED",
    ]


def refuse_unless_empty() -> None:
    """An archive goes into a database without texts; one that is half made can only be thrown away."""
    if MARK in connection.introspection.table_names():
        raise SystemExit(
            "The archive in this database is half made: making it was broken off. Begin with a new database."
        )
    if apps.get_model("newsroom", "Article").objects.exists():
        raise SystemExit("There are texts in this database already. An archive needs a database without any.")


@contextmanager
def marked():
    """Inside, the database says that its archive is not whole yet."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {MARK} (since varchar(40))")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {MARK}")
