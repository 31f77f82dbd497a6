"""How many texts are there? Counts of what readers see, kept exactly; none is ever counted by reading the archive.

They hold by the clock because the edition clock is asked before each public page: where an instant has passed, it is
raised, and what has begun or ended is counted in that transaction (``listing.settle``).
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from publishing.languages import Language
from publishing.prepared import Params, Prepared

from . import terms
from .models import Count
from .terms import Facet

# Before anything here can have changed; dates before 1990 are taken for mistakes by those who check feeds.
LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)


_PIECE = 500


def counts(of: Facet, language: str, facet: Facet = Facet.EVERYTHING, value: int = 0) -> dict[int, int]:
    """The number of live texts in a language by the value of a facet, within a term; those that have none are left out.

    ``counts(Facet.YEAR, "en", Facet.COUNTRY, country.pk)`` gives ``{2016: 12, 2017: 40}``. In any language if it
    is empty. One query.
    """
    return _crossed((of,), terms.terms(facet, value, language))[of]


def crossed(facets: Sequence[Facet], languages, facet: Facet, value: int) -> dict[Facet, Counter]:
    """The same for several facets and languages at once. One query."""
    return _crossed(tuple(facets), [terms.term(facet, value, language) for language in languages])


def _crossed(facets, numbers):
    found = {facet: Counter() for facet in facets}
    for other, count in _rows_of(facets)(terms=numbers):
        found[terms.facet_of(other)][terms.value_of(other)] += count
    return found


@cache
def _rows_of(facets):
    spans = Q()
    for facet in facets:
        spans |= Q(other__range=terms.span(facet))
    rows = Count.objects.filter(spans, term__in=Params("terms"), count__gt=0)
    return Prepared(lambda: rows.order_by().values_list("other", "count"))


def totals(pairs, languages) -> Counter:
    """The number of live texts in some languages under each of several pairs of facet and value. One query."""
    numbers = {terms.term(*pair, language): pair for pair in pairs for language in languages}
    found = Counter()
    for number, _other, count, _changed in _TOTALS(terms=list(numbers)):
        found[numbers[number]] += count
    return found


def by_language(facet: Facet, value: int) -> dict[str, int]:
    """The number of live texts under a term in each language that has any. One query."""
    numbers = {terms.term(facet, value, language): language for language in Language.values}
    return {numbers[row.term]: row.count for row in _TOTALS(terms=list(numbers)) if row.count}


class State(NamedTuple):
    """Of a list: how many texts it has at most, and the instant at which it last changed; long ago if it never did."""

    count: int | None
    changed_at: datetime


def state(groups, languages) -> State:
    """The state of the list of what is under one term of each group. One query.

    Where there are several groups, the instant is one at which each of them had changed: never earlier than the list did.
    """
    wanted = {
        terms.term(*pair, language): n
        for n, group in enumerate(groups)
        for pair in group
        for language in languages
    }
    latest, counted = [LONG_AGO] * len(groups), [0] * len(groups)
    for number, _other, count, instant in _TOTALS(terms=list(wanted)):
        latest[wanted[number]] = max(latest[wanted[number]], instant)
        counted[wanted[number]] += count
    return State(min(counted), min(latest))


_TOTALS = Prepared(
    lambda: (
        Count.objects.filter(term__in=Params("terms"), other=0)
        .order_by()
        .values_list("term", "other", "count", "changed_at")
    )
)


def add(change: Counter, instants: dict):
    """Add to the counts: pairs of ``term`` and ``other`` with what each grows by, and when the list changed."""
    table = Count._meta.db_table
    stored = connection.ops.adapt_datetimefield_value
    rows = [
        (*pair, change[pair], None if pair[1] else stored(instant))
        for pair, instant in sorted(instants.items())
        if change[pair] or not pair[1]
    ]
    for start in range(0, len(rows), _PIECE):
        piece = rows[start : start + _PIECE]
        places = ", ".join(["(%s, %s, %s, %s)"] * len(piece))
        # Django's upsert can set a column, not add to it.
        sql = (
            f"INSERT INTO {table} (term, other, count, changed_at) VALUES {places} ON CONFLICT (term, other)"
            f" DO UPDATE SET count = {table}.count + excluded.count, changed_at = excluded.changed_at"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, list(chain.from_iterable(piece)))
