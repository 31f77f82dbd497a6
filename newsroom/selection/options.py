"""What a selection can be narrowed by, with how many texts that would leave; and how many it has."""

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from django.db.models import Count
from django.utils import timezone

from newsroom import counting, terms
from newsroom.listing import CROSSED
from newsroom.models import Listing
from newsroom.terms import Facet

from .walks import EVERYTHING

# What the form offers, by the names of parameters.
OFFERED = {
    "kind": Facet.KIND,
    "country": Facet.COUNTRY,
    "region": Facet.REGION,
    "topic": Facet.TOPIC,
    "year": Facet.YEAR,
    "month": Facet.MONTH,
}
# Where counts are not kept they are taken from the texts found, if they are no more than this.
COUNTED = 300
MOST = 10_000


class Options(NamedTuple):
    """The values of a facet that texts have, with their numbers; without numbers where there are too many texts."""

    counts: dict[int, int]
    are_counted: bool


def options(selection) -> dict[str, Options]:
    """For each parameter in ``OFFERED`` what could be chosen in place of what is chosen of it; kept counts or found ones."""
    found, rests = {}, {}
    for name in OFFERED:
        rest = _without(selection, name)
        rest = selection if _identity(rest) == _identity(selection) else rest
        rests.setdefault(_identity(rest), (rest, []))[1].append(name)
    for rest, names in rests.values():
        facets = [OFFERED[name] for name in names]
        known = _kept(rest, facets) or _sampled(rest, facets)
        found |= {name: known[OFFERED[name]] for name in names}
    return found


def total(selection) -> int | None:
    """How many texts a selection has: exact up to ``MOST``, and of any kept count; ``MOST + 1`` is more, ``None`` unknown."""
    known = _kept_total(selection)
    if known is not None:
        return known
    found = selection.walks.newest(COUNTED + 1)
    if len(found.rows) <= COUNTED and not found.stopped_at:
        return len(found.rows)
    return selection.walks.count(MOST)


def _kept_total(selection) -> int | None:
    """The number of texts from kept counts alone, or ``None``: of one thing or two, of either of two, or without one."""
    if selection.query or selection.period.since or selection.period.until:
        return None
    groups, excluded = [*selection.walks.groups], selection.walks.excluded
    if dates := selection.period.group():
        groups.append(dates)
    groups = [group for group in groups if group != [EVERYTHING]]
    single, wide = ([group for group in groups if (len(group) > 1) is is_wide] for is_wide in (False, True))
    pairs, languages = [group[0] for group in single], selection.walks.languages
    if not wide and not excluded:
        terms_of_sum = [(1, pairs)]
    elif not wide and len(excluded) == 1:
        terms_of_sum = [(1, pairs), (-1, [*pairs, *excluded])]
    elif [len(group) for group in wide] == [2] and not pairs and not excluded:
        ((one, other),) = wide
        terms_of_sum = [(1, [one]), (1, [other]), (-1, [one, other])]
    else:
        return None
    numbers = [_number_under(some, languages) for _sign, some in terms_of_sum]
    if None in numbers:
        return None
    return sum(sign * number for (sign, _some), number in zip(terms_of_sum, numbers, strict=True))


def _number_under(pairs, languages) -> int | None:
    """The kept number of texts under each of at most two pairs of facet and value; ``None`` if none is kept."""
    if len(set(pairs)) < 2:
        (pair,) = set(pairs) or {EVERYTHING}
        return counting.totals([pair], languages)[pair]
    if len(pairs) == 2:
        for (facet, value), (other, other_value) in (pairs, pairs[::-1]):
            if other in CROSSED[facet]:
                return counting.crossed([other], languages, facet, value)[other][other_value]
    return None


def _without(selection, name):
    if name == "year":
        return selection.only(period=replace(selection.period, years=(), month=0))
    if name == "month":
        return selection.only(period=replace(selection.period, month=0))
    return selection.only(**{name: None})


def _identity(selection):
    return selection.period, tuple(sorted(selection.choices))


def _kept(selection, facets):
    """Counts that are kept, or ``None``."""
    period, groups = selection.period, selection.walks.groups
    if selection.query or period.since or period.until or selection.walks.excluded:
        return None
    if dates := period.group():
        groups = [dates] if groups == [[EVERYTHING]] else [*groups, dates]
    if [len(group) for group in groups] != [1]:
        return None
    ((facet, value),) = groups[0]
    # A facet crossed with itself: a text in this country is in another one too.
    if not set(facets) <= CROSSED[facet]:
        return None
    found = counting.crossed(facets, selection.walks.languages, facet, value)
    return {each: Options(numbers, are_counted=True) for each, numbers in found.items()}


def _sampled(selection, facets):
    """What the newest texts are about; with numbers if these are all texts."""
    rows = selection.walks.newest(COUNTED + 1)
    is_whole = len(rows.rows) <= COUNTED and not rows.stopped_at
    found = {facet: Counter() for facet in facets}
    for released_at, _article, _edition in rows.rows[:COUNTED]:
        day = timezone.localdate(released_at)
        for facet, value in ((Facet.YEAR, day.year), (Facet.MONTH, day.year * 100 + day.month)):
            if facet in found:
                found[facet][value] += 1
    keys = [edition for _released_at, _article, edition in rows.rows[:COUNTED]]
    # The terms of these four facets lie beside each other.
    under = Listing.objects.filter(
        edition__in=keys, term__gte=terms.term(Facet.KIND), term__lt=terms.term(Facet.SERIES)
    )
    for number, count in under.order_by().values_list("term").annotate(Count("edition")):
        if terms.facet_of(number) in found:
            found[terms.facet_of(number)][terms.value_of(number)] += count
    return {facet: Options(numbers, is_whole) for facet, numbers in found.items()}
