"""Lists inside a text: keys without an order, and rows in an order that each are about one thing."""

import json
from collections import Counter

from newsroom.comparing.alignment import ALIKE, likeness, words

from .settling import Change, Conflict, Ledger, decided

_KEYS = ("speaker", "agency")  # fields of rows that are empty by being None


def merge_keys(base: list, theirs: list, mine: list, part: str, ledger: Ledger) -> list:
    """What both have, and what either put in; what either took out is gone. Sorted, as contents are."""
    old, one, other = set(base), set(theirs), set(mine)
    sides = [side for side, keys in (("theirs", one), ("mine", other)) if keys != old]
    if sides:
        ledger.changes.append(Change(part, 0, "both" if len(sides) == 2 else sides[0]))
    return sorted((one & other) | (one ^ other) - old)


def _about(part: str, row: dict) -> str:
    """What a row is about: two rows about the same thing are one row."""
    if part == "see_also":
        return json.dumps({name: value for name, value in row.items() if name != "label"}, sort_keys=True)
    return row[{"places": "place", "quotes": "text", "images": "image", "attachments": "file"}[part]]


def _named(part: str, rows: list[dict]) -> dict[tuple[str, int], dict]:
    """Each row under what it is about, and a number where several rows are about the same."""
    seen, result = Counter(), {}
    for row in rows:
        about = _about(part, row)
        result[about, seen[about]] = row
        seen[about] += 1
    return result


def _same_quotes(base: dict, side: dict) -> dict:
    """The quotes of one side under the names of those they were made from."""
    lost, new = ([name for name in one if name not in other] for one, other in ((base, side), (side, base)))
    pairs = [
        (likeness(words(old[0]), words(name[0])), -n, old, name) for n, old in enumerate(lost) for name in new
    ]
    names, used = {}, set()
    for share, _n, old, name in sorted(pairs, reverse=True):
        if share >= ALIKE and old not in used and name not in names:
            names[name] = old
            used.add(old)
    return {names.get(name, name): row for name, row in side.items()}


class Rows:
    """The merged rows of a list: each settled field by field, in an order that holds both orders."""

    def __init__(self, part: str, base: list[dict], theirs: list[dict], mine: list[dict], ledger: Ledger):
        self.part, self.ledger = part, ledger
        self.base, self.theirs, self.mine = (_named(part, rows) for rows in (base, theirs, mine))
        if part == "quotes":
            self.theirs, self.mine = (_same_quotes(self.base, side) for side in (self.theirs, self.mine))
        names = [*self.theirs, *(name for name in self.mine if name not in self.theirs)]
        self.order = self._order()
        places = {name: n for n, name in enumerate(self._in_order(self._some_order(), names), 1)}
        self.rows = {name: row for name in places if (row := self._row(name, places[name])) is not None}
        self.lead = self._lead() if part == "images" else None

    def _row(self, name, place):
        old, theirs, mine = (side.get(name) for side in (self.base, self.theirs, self.mine))
        if theirs is None or mine is None:
            return self.ledger.settle(old, theirs, mine, self.part, place)
        return {
            field: self.ledger.settle(
                (old or {}).get(field, None if field in _KEYS else ""),
                theirs[field],
                mine[field],
                self.part,
                place,
                field,
            )
            for field in theirs
            if field != "role"
        }

    def _order(self):
        """The side whose order it is, or the conflict where both moved rows, and differently."""
        everywhere = self.base.keys() & self.theirs.keys() & self.mine.keys()
        orders = [tuple(n for n in side if n in everywhere) for side in (self.base, self.theirs, self.mine)]
        names = [tuple(name[0] for name in order) for order in orders]
        if orders[0] == orders[1] != orders[2]:
            self.ledger.changes.append(Change(self.part, 0, "mine"))
            return "mine"
        if len(set(orders)) < 3:
            if orders[0] != orders[1]:
                side = "both" if orders[1] == orders[2] else "theirs"
                self.ledger.changes.append(Change(self.part, 0, side))
            return "theirs"
        return self.ledger.disagree(Conflict(self.part, *names, field="order"))

    def _some_order(self):
        return "theirs" if isinstance(self.order, Conflict) else self.order

    def _in_order(self, first: str, names) -> list:
        """The names in the order of one side; what only the other has stands after what it stood after there."""
        main, other = (self.mine, self.theirs) if first == "mine" else (self.theirs, self.mine)
        result = [name for name in main if name in names]
        before = None
        for name in other:
            if name in names and name not in result:
                at = result.index(before) + 1 if before in result else 0
                while at < len(result) and result[at] not in other:
                    at += 1
                result.insert(at, name)
            before = name if name in names else before
        return result

    def _lead(self):
        leads = [
            next((name for name, row in side.items() if row["role"] == "lead"), None)
            for side in (self.base, self.theirs, self.mine)
        ]
        return self.ledger.settle(*(name and name[0] for name in leads), "lead")

    def result(self, decisions: dict) -> list[dict]:
        """The rows, when everything is decided."""
        rows = {name: decided(row, decisions) for name, row in self.rows.items()}
        first = decisions[self.order.key] if isinstance(self.order, Conflict) else self.order
        result = []
        for name in self._in_order(first, {name for name, row in rows.items() if row is not None}):
            row = {field: decided(value, decisions) for field, value in rows[name].items()}
            if self.part == "images":
                row["role"] = "lead" if row["image"] == decided(self.lead, decisions) else "gallery"
            result.append(row)
        return result
