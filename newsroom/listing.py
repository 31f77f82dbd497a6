"""Keeping lists and counts right: editions under their terms, and how many live ones there are under each.

Rows of lists say themselves from when to when they hold, so lists need no upkeep. Counts do: ``settle`` brings them up
to an instant, in the transaction that raises the edition clock.

What was withdrawn stays listed for some weeks, under the same terms with another sign (``terms.withdrawn``) and in the
order of the withdrawals: feeds tell of it. No list and no count has to do with these rows.
"""

from collections import Counter, defaultdict
from datetime import timedelta
from itertools import chain

from django.db import transaction
from django.db.models import CharField, Min, Q, Value
from django.db.models.functions import Cast

from events.models import Region
from publishing.clock import database_now
from publishing.edition_clock import hold, raise_clock

from . import counting, terms
from .models import Count, Edition, Listing, Turn, Withdrawal
from .search import index
from .terms import Facet, kind_value, term

# What a count can be crossed with, by what it is a count of. The form that narrows lists needs the first of these.
_FORM = {Facet.KIND, Facet.COUNTRY, Facet.REGION, Facet.TOPIC, Facet.YEAR, Facet.MONTH}
_INVOLVED = {Facet.SERIES, Facet.AGENCY, Facet.SPEAKER}
CROSSED = {
    Facet.EVERYTHING: _FORM | _INVOLVED,
    Facet.KIND: _FORM,
    Facet.COUNTRY: _FORM | _INVOLVED,
    Facet.REGION: _FORM | _INVOLVED,
    Facet.TOPIC: _FORM | _INVOLVED,
    Facet.SERIES: {Facet.YEAR},
    Facet.AGENCY: _FORM,
    Facet.SPEAKER: {Facet.YEAR},
    Facet.WORKSHOP: set(),
    Facet.YEAR: _FORM,
    Facet.MONTH: _FORM,
}
PIECE = 500
# Whoever looks at their feeds once in eight weeks hears of every withdrawal.
TOLD = timedelta(weeks=8)


def enlist(edition):
    """Write down what a new edition is listed under, and when it will be counted. Its related rows are there."""
    hold()
    numbers = terms_of([edition])[edition.pk]
    Listing.objects.bulk_create(_rows(edition, numbers))
    index.add(edition, numbers)
    Turn.objects.create(edition=edition, begins=True, at=edition.live_from)


def end(edition, *, is_withdrawn=False):
    """Write down that an edition ends when its ``live_until`` says, or not any more if that says nothing."""
    hold()
    edition.listings.filter(term__lt=0).delete()
    edition.listings.update(live_until=edition.live_until)
    index.end(edition)
    edition.turns.filter(begins=False).delete()
    if edition.live_until is not None:
        Turn.objects.create(edition=edition, begins=False, at=edition.live_until)
    if is_withdrawn:
        Listing.objects.bulk_create(_told_rows(edition, listed_terms([edition.pk])[edition.pk]))


def settle(now):
    """Count what has begun and what has ended by ``now``; returns the next instant at which there is something to count.

    Call it with the edition clock locked: no two do this at once.
    """
    begun, ended = _count(now)
    index.settle(begun, ended)
    return Turn.objects.aggregate(next=Min("at"))["next"]


def _count(now):
    """Bring the counts up to an instant; returns the editions that have begun and those that have ended."""
    turns = Turn.objects.filter(at__lte=now).select_related("edition__revision").order_by("at", "-begins")
    due = list(turns)
    begun, ended = ([turn.edition for turn in due if turn.begins is begins] for begins in (True, False))
    if due:
        listed = listed_terms([turn.edition_id for turn in due])
        change, instants = Counter(), {}
        for turn in due:  # of what was told long enough nothing is listed any more, and so nothing counted
            sign = 1 if turn.begins else -1
            for pair in pairs(turn.edition, listed[turn.edition_id]) if listed[turn.edition_id] else ():
                change[pair] += sign
                instants[pair] = turn.at
        counting.add(change, instants)
        Turn.objects.filter(pk__in=[turn.pk for turn in due]).delete()
        _forget([edition.pk for edition in ended], now)
        # What was told long enough had ended before.
        ended = [edition for edition in ended if listed[edition.pk]]
    return begun, ended


def _forget(ended, now):
    """Let go what was listed of editions that ended; what is told of them stays until the clock says so."""
    rows = Listing.objects.filter(edition__in=ended)
    rows.filter(Q(term__gt=0) | Q(live_until__lte=now)).delete()
    told = rows.values_list("edition", "live_until").distinct()
    Turn.objects.bulk_create(Turn(edition_id=key, begins=False, at=until) for key, until in told)


@transaction.atomic
def relist(facet: Facet, value: int):
    """Look again at what the editions under a thing are listed under: it was merged, deleted, or moved."""
    hold()  # nothing is to be settled between what is read here and what is written
    under = Listing.objects.filter(term__in=terms.terms(facet, value)).values_list("edition", flat=True)
    editions = list(under)
    for start in range(0, len(editions), PIECE):
        _relist(editions[start : start + PIECE])
    told = [terms.withdrawn(number) for number in terms.terms(facet, value)]
    _tell(Edition.objects.filter(pk__in=Listing.objects.filter(term__in=told).values("edition")))


def _tell(withdrawn):
    """List withdrawn editions among those that feeds tell of, anew."""
    editions = list(withdrawn)
    if not editions:
        return
    Listing.objects.filter(edition__in=editions, term__lt=0).delete()
    found = terms_of(editions)
    Listing.objects.bulk_create(chain.from_iterable(_told_rows(it, found[it.pk]) for it in editions))


def _relist(keys):
    before = listed_terms(keys)
    uncounted = set(Turn.objects.filter(edition__in=keys, begins=True).values_list("edition", flat=True))
    editions = list(Edition.objects.filter(pk__in=keys))
    after, change, moved, now = terms_of(editions), Counter(), {}, database_now()
    for edition in editions:
        old, new = before[edition.pk], after[edition.pk]
        if old == new:
            continue
        Listing.objects.filter(edition=edition, term__in=old - new).delete()
        Listing.objects.bulk_create(_rows(edition, new - old))
        moved[edition] = new
        if edition.pk not in uncounted:
            change.update(pairs(edition, new))
            change.subtract(pairs(edition, old))
    index.relabel(moved)
    counting.add(change, {pair: now for pair, number in change.items() if number})


@transaction.atomic
def rebuild(report=lambda done, all_of_them: None) -> int:
    """Make all rows of lists and all counts anew from the editions; returns how many editions are listed.

    Readers see the old ones until it is done; nobody can publish meanwhile. ``report`` hears how far it is.
    """
    hold()
    now = database_now()
    for model in (Turn, Count, Listing):
        model.objects.all().delete()
    keys = list(Edition.objects.exclude(live_until__lte=now).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), PIECE):
        editions = list(Edition.objects.filter(pk__in=keys[start : start + PIECE]))
        found = terms_of(editions)
        Listing.objects.bulk_create(chain.from_iterable(_rows(it, found[it.pk]) for it in editions))
        Turn.objects.bulk_create(
            Turn(edition=it, begins=begins, at=at)
            for it in editions
            for begins, at in ((True, it.live_from), (False, it.live_until))
            if at is not None
        )
        _count(now)
        report(min(start + PIECE, len(keys)), len(keys))
    lately = Withdrawal.objects.filter(withdrawn_at__gt=now - TOLD)
    _tell(Edition.objects.filter(withdrawal__in=lately))
    _forget(Edition.objects.filter(withdrawal__in=lately, live_until__lte=now).values("pk"), now)
    raise_clock()
    return len(keys)


def listed_terms(keys) -> dict[int, set[int]]:
    """The terms that editions are listed under now, by their primary keys. One query."""
    found = defaultdict(set)
    rows = Listing.objects.filter(edition__in=keys, term__gt=0)
    for edition, number in rows.values_list("edition", "term"):
        found[edition].add(number)
    return found


def terms_of(editions) -> dict[int, set[int]]:
    """The terms that editions belong under by what they are related to, by their primary keys. Two queries."""
    editions = {edition.pk: edition for edition in editions}
    ancestors = _ancestors()
    found = {
        key: {term(Facet.EVERYTHING, 0, it.language), term(Facet.KIND, kind_value(it.kind), it.language)}
        for key, it in editions.items()
    }
    for key, facet, value, path in _related(list(editions)):
        language = editions[key].language
        found[key].add(term(Facet(facet), value, language))
        found[key].update(term(Facet.REGION, region, language) for region in ancestors.get(path, ()))
    return found


def _related(keys):
    """Rows of (edition, facet, value, path of the region) for everything that editions are about."""

    def rows(model, facet, column, path=None, **conditions):
        return (
            model.objects.filter(edition__in=keys, **{f"{column}__isnull": False}, **conditions)
            .order_by()
            .values_list("edition", Value(int(facet)), column, Cast(path or Value(""), CharField()))
        )

    through = {name: Edition._meta.get_field(name).remote_field.through for name in _THROUGH}
    quotes = Edition._meta.get_field("quotes").related_model
    first, *others = (
        rows(through["countries"], Facet.COUNTRY, "country", "country__region__path"),
        rows(through["topics"], Facet.TOPIC, "topic"),
        rows(through["agencies"], Facet.AGENCY, "agency"),
        rows(quotes, Facet.AGENCY, "agency"),
        rows(quotes, Facet.SPEAKER, "speaker"),
        rows(through["workshops"], Facet.WORKSHOP, "workshop"),
        rows(through["workshops"], Facet.SERIES, "workshop__series"),
    )
    return first.union(*others, all=True)


_THROUGH = ("countries", "topics", "agencies", "workshops")


def _ancestors() -> dict[str, list[int]]:
    """The primary keys of a region and all it lies in, by its path."""
    keys = {path: key for key, path in Region.objects.values_list("pk", "path")}
    return {path: [keys[above] for above in _paths(path) if above in keys] for path in keys}


def _paths(path):
    """``001/142/`` gives ``001/`` and ``001/142/``."""
    codes = path.strip("/").split("/")
    return ["/".join(codes[: n + 1]) + "/" for n in range(len(codes))]


def _rows(edition, numbers):
    return [
        Listing(
            edition=edition,
            term=number,
            released_at=edition.released_at,
            article=edition.article_id,
            live_from=edition.live_from,
            live_until=edition.live_until,
        )
        for number in sorted(numbers)
    ]


def _told_rows(edition, numbers):
    """The rows of an edition that is withdrawn when it ends."""
    end = edition.live_until
    return [
        Listing(
            edition=edition,
            term=terms.withdrawn(number),
            released_at=end,
            article=edition.article_id,
            live_from=end,
            live_until=end + TOLD,
        )
        for number in sorted(numbers)
    ]


def pairs(edition, listed):
    """The counts that an edition is in, as pairs of ``term`` and ``other`` of ``Count``, from its terms."""
    year, month = edition.year, edition.year * 100 + edition.month
    named = [(terms.facet_of(number), terms.value_of(number)) for number in listed]
    named += [(Facet.YEAR, year), (Facet.MONTH, month)]
    mine = [(facet, term(facet, value, edition.language), term(facet, value)) for facet, value in named]
    for facet, own, itself in mine:
        crossed = CROSSED[facet]
        yield own, 0
        for other, _term, other_term in mine:
            if other in crossed and other_term != itself:
                yield own, other_term
