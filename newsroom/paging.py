"""Pages of a list that cost the same anywhere in it: each begins where the last one ended (keyset paging)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import Http404

from .selection import editions_of
from .selection.walks import Position

PAGE_SIZE = 20
_CURSOR = re.compile(r"(\d{14})(\d{6})-(\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class Page:
    """Editions, newest first, with the query strings that lead to the pages beside it (``""`` at an end)."""

    items: list
    newer: str
    older: str
    # Whether the page is short because what fits is rare among very many: the next one looks further.
    is_short: bool = False

    @property
    def is_first(self) -> bool:
        return not self.newer


def cursor_of(row) -> str:
    """A position in the order of lists as text. A correction does not move an edition."""
    released_at, article = row[:2]
    return f"{released_at.astimezone(UTC):%Y%m%d%H%M%S%f}-{article}"


def paginate(walks, query) -> Page:
    """The page of a list that ``before=`` or ``after=`` in a query asks for; the first without them.

    Raises ``Http404`` for a position that is none, and for page numbers: pages here have no numbers.
    """
    if "page" in query:
        raise Http404("Pages of this list have no numbers.")
    before, after = position_of(query.get("before")), position_of(query.get("after"))
    if before and after:
        raise Http404("Either before or after.")
    found = walks.find(PAGE_SIZE + 1, before=before, after=after)
    more = len(found.rows) > PAGE_SIZE
    if after:
        rows = found.rows[-PAGE_SIZE:]
        further = rows[0] if more else found.stopped_at
        newer = f"after={cursor_of(further)}" if further else ""
        older = f"before={cursor_of(rows[-1] if rows else after)}"
    else:
        rows = found.rows[:PAGE_SIZE]
        further = rows[-1] if more else found.stopped_at
        newer = f"after={cursor_of(rows[0] if rows else before)}" if before else ""
        older = f"before={cursor_of(further)}" if further else ""
    return Page(editions_of(rows), newer, older, is_short=bool(found.stopped_at))


def joined(url: str, position: str) -> str:
    """The address of a list at a position in it; ``""`` if there is none."""
    return url + ("&" if "?" in url else "?") + position if position else ""


def position_of(cursor: str | None) -> Position | None:
    """The position that a cursor says, if any. Raises ``Http404`` for what is none."""
    if not cursor:
        return None
    match = _CURSOR.fullmatch(cursor)
    try:
        instant = datetime.strptime(match[1] + match[2], "%Y%m%d%H%M%S%f").replace(tzinfo=UTC)
    except (TypeError, ValueError) as error:
        raise Http404("No such position in the list.") from error
    return Position(instant, int(match[3]))
