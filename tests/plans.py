"""How does the database answer a query? For tests that no list reads a whole table."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

# The tables that grow with the archive. What else is read in full is small, or has one row for each editor.
LARGE = "newsroom_(?:article|edition|revision|withdrawal|titleword|logentry|review|outsidelink|embargo|listing)(?:_[a-z]+)?"
# A walk along an index in the order of the list, which ends when the page is full.
IN_ORDER = "newsroom_article_(?:saved|by_title)|newsroom_edition_by_time"
# Indexes of few rows: of what is being worked on, and of what waits.
FEW = "newsroom_(?:article_(?:mine|by_stage|wanted|worked_on)|outsidelink_dead|image_undecided|review_(?:waiting|one_waiting|one_later))"


def scans(ask, *, in_order=False, forced=True) -> list[str]:
    """The queries made by a call that read a large table from end to end, each with its plan. Best: none.

    With ``in_order`` they may walk along the index of their order: where most rows are wanted, a page is soon full.
    Unless ``forced``, PostgreSQL plans as it likes: for tables of the size they have in life.
    """
    with CaptureQueriesContext(connection) as captured:
        ask()
    queries = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    plans = {sql: _named(sql, _plan(sql, forced)) for sql in queries}
    return [f"{sql}\n{plan}" for sql, plan in plans.items() if _reads_all(plan, in_order and "LIMIT" in sql)]


def _named(sql, plan):
    """The plan of SQLite with its short names of tables (``U0``) written out."""
    return re.sub(r"(?<=SCAN )([UV]\d+)", lambda short: _table(sql, short[1]), plan)


def _table(sql, short):
    found = re.search(rf'"(\w+)" {short}\b', sql)
    return found[1] if found else short


def _plan(sql: str, forced: bool) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            return "\n".join(row[3] for row in cursor.fetchall())
        # The tables of a test are so small that reading them is best. Here that is done where nothing else can be.
        for method in ("seqscan", "mergejoin", "hashjoin") if forced else ():
            cursor.execute(f"SET LOCAL enable_{method} = off")
        cursor.execute(f"EXPLAIN {sql}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
        for method in ("seqscan", "mergejoin", "hashjoin") if forced else ():
            cursor.execute(f"SET LOCAL enable_{method} = on")
        return plan


def _reads_all(plan: str, may_walk: bool) -> bool:
    fine = f"{FEW}|{IN_ORDER}" if may_walk else FEW
    return any(not re.fullmatch(fine, index) for index in _walked(plan))


def _walked(plan: str) -> list[str]:
    """The indexes that are read from end to end; an empty name for a table that is read without one."""
    if connection.vendor == "sqlite":
        return re.findall(rf"SCAN {LARGE}(?: USING (?:COVERING )?INDEX (\w+))?$", plan, re.MULTILINE)
    steps = re.split(r"\n\s*->  ", plan)
    tables = [step for step in steps if re.match(rf"\s*(?:Parallel )?Seq Scan on {LARGE}\b", step)]
    indexes = [
        re.match(rf"\s*Index (?:Only )?Scan (?:Backward )?using (\w+) on {LARGE} ", step) for step in steps
    ]
    return [""] * len(tables) + [
        found[1] for step, found in zip(steps, indexes, strict=True) if found and "Index Cond" not in step
    ]
