"""Whole texts: field by field, each by the rule that fits it."""

from .body import body_of, merge_bodies
from .rows import Rows, merge_keys
from .settling import Change, Conflict, Ledger, decided

FIELDS = (
    "language",
    "kind",
    "title",
    "slug",
    "summary",
    "contact",
    "originally_released_on",
    "translation_key",
)
KEYS = ("countries", "topics", "workshops", "agencies")
ROWS = ("places", "quotes", "images", "see_also", "attachments")


def _rows(content: dict, part: str) -> list[dict]:
    if part == "places":
        return [{"place": place} for place in content["dateline"]["places"]]
    return content[part]


def _days(content: dict) -> tuple:
    return content["dateline"]["date"], content["dateline"]["end_date"]


class Merge:
    """Two texts made from one: what went in by itself (``changes``), and what must be decided (``conflicts``)."""

    def __init__(self, base: dict, theirs: dict, mine: dict):
        ledger = Ledger()
        self.conflicts: list[Conflict] = ledger.conflicts
        self.changes: list[Change] = ledger.changes
        self._schema = mine["schema"]
        self._fields = {name: ledger.settle(base[name], theirs[name], mine[name], name) for name in FIELDS}
        self._days = ledger.settle(_days(base), _days(theirs), _days(mine), "days")
        self._body = merge_bodies(base["body"], theirs["body"], mine["body"], ledger)
        self._keys = {name: merge_keys(base[name], theirs[name], mine[name], name, ledger) for name in KEYS}
        self._rows = {
            part: Rows(part, _rows(base, part), _rows(theirs, part), _rows(mine, part), ledger)
            for part in ROWS
        }

    def content(self, decisions: dict | None = None) -> dict:
        """The merged content. ``decisions`` maps the key of every conflict to the value that is to stand there.

        For the order of rows the value is ``theirs`` or ``mine``.
        """
        decisions = decisions or {}
        rows = {part: merged.result(decisions) for part, merged in self._rows.items()}
        date, end_date = decided(self._days, decisions)
        places = [row["place"] for row in rows.pop("places")]
        return {
            "schema": self._schema,
            **{name: decided(value, decisions) for name, value in self._fields.items()},
            "body": body_of(self._body, decisions),
            "dateline": {"places": places, "date": date, "end_date": end_date},
            **self._keys,
            **rows,
        }


def merge(base: dict, theirs: dict, mine: dict) -> Merge:
    """What two people made of one text, ``base``."""
    return Merge(base, theirs, mine)
