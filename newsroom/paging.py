"""Pages of a list that cost the same anywhere in it: each begins where the last one ended (keyset paging)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q
from django.http import Http404

PAGE_SIZE = 20
_CURSOR = re.compile(r"(\d{14})(\d{6})-(\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class Page:
    """Editions, newest first, with the query strings that lead to the pages beside it (``""`` at an end)."""

    items: list
    newer: str
    older: str

    @property
    def is_first(self) -> bool:
        return not self.newer


def cursor_of(edition) -> str:
    """The position of an edition in the order of lists. A correction does not move it."""
    return f"{edition.released_at.astimezone(UTC):%Y%m%d%H%M%S%f}-{edition.article_id}"


def paginate(queryset, query) -> Page:
    """The page of a queryset that ``before=`` or ``after=`` in a query asks for; the first without them.

    Raises ``Http404`` for a position that is none, and for page numbers: pages here have no numbers.
    """
    if "page" in query:
        raise Http404("Pages of this list have no numbers.")
    before, after = query.get("before"), query.get("after")
    if before and after:
        raise Http404("Either before or after.")
    if after:
        rows = list(queryset.filter(_beyond(after, "gt")).reverse()[: PAGE_SIZE + 1])
        more, items = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE][::-1]
        newer = f"after={cursor_of(items[0])}" if items and more else ""
        return Page(items, newer, f"before={cursor_of(items[-1])}" if items else "")
    rows = list(
        queryset.filter(_beyond(before, "lt"))[: PAGE_SIZE + 1] if before else queryset[: PAGE_SIZE + 1]
    )
    more, items = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
    older = f"before={cursor_of(items[-1])}" if more else ""
    return Page(items, f"after={cursor_of(items[0])}" if items and before else "", older)


def _beyond(cursor: str, side: str) -> Q:
    match = _CURSOR.fullmatch(cursor)
    try:
        instant = datetime.strptime(match[1] + match[2], "%Y%m%d%H%M%S%f").replace(tzinfo=UTC)
    except (TypeError, ValueError) as error:
        raise Http404("No such position in the list.") from error
    return Q(**{f"released_at__{side}": instant}) | Q(
        released_at=instant, **{f"article_id__{side}": int(match[3])}
    )
