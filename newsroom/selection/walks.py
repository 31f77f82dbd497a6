"""Finding the editions of a selection: a walk along the rows of its rarest term, newest first, that looks up the others.

So the first page of a million costs what the first page of ten does, and so does any other page: each begins at a
position in the order, not at a number.
"""

from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from newsroom import counting, terms
from newsroom.models import Listing
from newsroom.terms import Facet
from publishing.clock import DatabaseNow
from publishing.languages import Language
from publishing.prepared import Param, Prepared

# Of a term with more rows than this, a walk that looks for several things at once looks at so many, and says where it
# stopped: two common things that hardly ever come together would otherwise have the whole archive read.
FAR = 20_000
EVERYTHING = Facet.EVERYTHING, 0
# The most walks that one list may need: any of twenty countries in six languages.
MOST = 200


class Position(NamedTuple):
    """A place in the order of lists, beside any edition or at one."""

    released_at: datetime
    article: int


class Found(NamedTuple):
    """Editions in order, newest first, as their positions and primary keys; and where the walk stopped short, if it did."""

    rows: list
    stopped_at: Position | None = None


class Walks:
    """The walks that find what fits: groups of pairs of facet and value, one of each group; none of the excluded ones."""

    def __init__(self, languages, groups, excluded, spans):
        self.languages = languages or Language.values
        self.groups = groups or [[EVERYTHING]]
        self.excluded = excluded
        self.spans = spans
        self.leading = self._rarest()
        self._edges, self._newest = {}, {}

    def _rarest(self):
        if len(self.groups) == 1:
            return self.groups[0]
        totals = counting.totals([pair for group in self.groups for pair in group], self.languages)
        sums = [sum(totals.get(pair, 0) for pair in group) for group in self.groups]
        least = min(range(len(sums)), key=lambda n: (sums[n], n))
        self.is_common = sums[least] > FAR
        return self.groups[least]

    is_common = False

    @property
    def is_plain(self) -> bool:
        """Whether the rows of one term are the list."""
        alone = len(self.languages) == len(self.groups) == len(self.leading) == 1
        return alone and not self.excluded and self.spans == [(None, None)]

    @property
    def term(self) -> int:
        """That term."""
        return terms.term(*self.leading[0], self.languages[0])

    def find(self, limit: int, *, before=None, after=None) -> Found:
        """At most ``limit`` editions beyond a position: the newest ``before`` it, or the oldest ``after`` it."""
        if self.is_plain and limit <= PREPARED and not after:
            return Found(self._listed(limit, before))
        edge = self._edge(before, after) if self.is_common or self.excluded else None
        walks = [
            self._walk(pair, language, span, before, after, edge)
            for language in self.languages
            for pair in self.leading
            for span in self.spans
        ]
        if not walks:
            return Found([])
        # What is under two of the leading terms is found twice.
        rows = _merged(walks, limit, most=limit * len(self.leading), newest_first=not after)
        found = list(dict.fromkeys(rows))[:limit]
        if after:
            found.reverse()
        return Found(found, edge if len(found) < limit else None)

    def _listed(self, limit, before):
        if before:
            return BEFORE(term=self.term, **before._asdict())[:limit]
        return NEWEST(term=self.term)[:limit]

    def _walk(self, pair, language, span, before, after, edge):
        rows = _rows_of(terms.term(*pair, language), span, before, after)
        if edge:
            rows = rows.filter(
                beyond(edge, "lt" if after else "gt") | Q(released_at=edge.released_at, article=edge.article)
            )
        for group in self.groups:
            if group != self.leading:
                rows = rows.filter(_is_under(group, language))
        if self.excluded:
            rows = rows.filter(~_is_under(self.excluded, language))
        return rows.values_list("released_at", "article", "edition")

    def _edge(self, before, after) -> Position | None:
        """Where a walk that may find nothing stops: ``FAR`` rows from where it begins, on the way that has most of them."""
        if (before, after) in self._edges:
            return self._edges[before, after]
        edges, span = [], (self.spans[-1][0], self.spans[0][1])
        order = ("released_at", "article") if after else ("-released_at", "-article")
        for language in self.languages:
            for pair in self.leading:
                rows = _rows_of(terms.term(*pair, language), span, before, after).order_by(*order)
                edges += rows.values_list("released_at", "article")[FAR : FAR + 1]
        edge = Position(*(min(edges) if after else max(edges))) if edges else None
        self._edges[before, after] = edge
        return edge

    def newest(self, limit: int) -> Found:
        """What ``find`` says of the first so many; asked once, however often it is needed."""
        if limit not in self._newest:
            self._newest[limit] = self.find(limit)
        return self._newest[limit]

    def count(self, most: int) -> int | None:
        """How many fit, if it is no more than ``most``; ``most + 1`` if it is, ``None`` if only a longer walk could tell."""
        if len(self.languages) > 1 or len(self.leading) > 1 or len(self.spans) != 1:
            found = self.find(most + 1)
            return None if found.stopped_at else len(found.rows)
        edge = self._edge(None, None) if self.is_common or self.excluded else None
        rows = self._walk(self.leading[0], self.languages[0], self.spans[0], None, None, edge)
        number = rows[: most + 1].count()
        return None if edge and number <= most else number


def _merged(walks, each: int, *, most: int, newest_first: bool) -> list:
    """The rows of several walks in one order: at most so many of each, and of all."""
    order = ("-released_at", "-article") if newest_first else ("released_at", "article")
    walks = [walk.order_by(*order)[:each] for walk in walks]
    if len(walks) == 1:
        return list(walks[0])
    # Each walk is limited by itself: Django's union() would have the database sort all that is under all terms.
    compilers = [walk.query.get_compiler(connection=connection) for walk in walks]
    parts = [compiler.as_sql() for compiler in compilers]
    way = "DESC" if newest_first else "ASC"
    sql = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS walk{n}" for n, (sql, _params) in enumerate(parts))
    with connection.cursor() as cursor:
        cursor.execute(
            f"{sql} ORDER BY released_at {way}, article {way} LIMIT {most:d}",
            [value for _sql, params in parts for value in params],
        )
        rows = cursor.fetchall()
    first = compilers[0]
    converters = first.get_converters([column for column, *_rest in first.select])
    return [tuple(row) for row in first.apply_converters(rows, converters)]


def live_rows():
    """Rows of lists that hold now."""
    return Listing.objects.filter(
        Q(live_until__isnull=True) | Q(live_until__gt=DatabaseNow()), live_from__lte=DatabaseNow()
    ).order_by()


def _rows_of(number, span, before, after):
    """The live rows of a term in a span of instants, beyond a position."""
    rows = live_rows().filter(term=number)
    first, following = span
    if first:
        rows = rows.filter(released_at__gte=first)
    if following:
        rows = rows.filter(released_at__lt=following)
    if before or after:
        rows = rows.filter(beyond(before or after, "gt" if after else "lt"))
    return rows


def beyond(position: Position, side: str) -> Q:
    """What lies beyond a position in the order of lists: ``lt`` for older, ``gt`` for newer."""
    # The first condition follows from the second; it is what an index can be entered by.
    return Q(**{f"released_at__{side}e": position.released_at}) & (
        Q(**{f"released_at__{side}": position.released_at})
        | Q(released_at=position.released_at, **{f"article__{side}": position.article})
    )


def _is_under(group, language):
    numbers = [terms.term(*pair, language) for pair in group]
    return Exists(Listing.objects.filter(edition=OuterRef("edition"), term__in=numbers))


def _newest():
    rows = live_rows().filter(term=Param("term")).order_by("-released_at", "-article")
    return rows.values_list("released_at", "article", "edition")


_INSTANT = Listing._meta.get_field("released_at")


def _before():
    here = Position(Param("released_at", _INSTANT), Param("article"))
    return _newest().filter(beyond(here, "lt"))


# The walks of nearly every list there is: a page, and one row more.
PREPARED = 51
NEWEST = Prepared(lambda: _newest()[:PREPARED])
BEFORE = Prepared(lambda: _before()[:PREPARED])
