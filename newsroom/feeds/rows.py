"""The texts that a feed has entries of, as rows. What is told of a text whose last change is a typo is what was told before."""

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    TextField,
    When,
)

from newsroom.models import Edition
from newsroom.models.editions import Change
from newsroom.selection import editions_of
from publishing.clock import DatabaseNow
from publishing.prepared import Param, Params, Prepared

FEED_SIZE = 50


def _told_before(column, field):
    earlier = Edition.objects.filter(article=OuterRef("article"), number__lt=OuterRef("number"))
    last = earlier.exclude(change=Change.TYPO).order_by("-number").values(column)[:1]
    return Case(When(change=Change.TYPO, then=Subquery(last)), default=F(column), output_field=field)


_TOLD = {
    "told_number": ("number", IntegerField()),
    "told_change": ("change", CharField()),
    "told_from": ("live_from", DateTimeField()),
    "told_note": ("note", TextField()),
}
_COLUMNS = (
    *("pk", "revision_id", "revision__sha256", "uid", "article_id", "language", "title", "summary"),
    *("year", "month", "slug", "dateline_date", "dateline_end_date", "released_at"),
    *_TOLD,
)


def _editions():
    told = {name: _told_before(*column) for name, column in _TOLD.items()}
    return Edition.objects.live().annotate(**told).values_list(*_COLUMNS, named=True)


_NAMED = Prepared(lambda: _editions().filter(pk__in=Params("editions")).order_by())


def _listed(*beyond):
    """The walk along one term that most lists are, and the editions on it, in one query."""
    now = DatabaseNow()
    is_live = Q(listings__live_until__isnull=True) | Q(listings__live_until__gt=now)
    # All in one filter: another one would be about other rows of the list.
    rows = _editions().filter(is_live, *beyond, listings__term=Param("term"), listings__live_from__lte=now)
    return rows.order_by("-listings__released_at", "-listings__article")[: FEED_SIZE + 1]


def _older() -> list[Q]:
    instant = Param("released_at", DateTimeField())
    here = Q(listings__released_at=instant, listings__article__lt=Param("article"))
    return [Q(listings__released_at__lte=instant), Q(listings__released_at__lt=instant) | here]


_NEWEST = Prepared(_listed)
_BEFORE = Prepared(lambda: _listed(*_older()))


def rows_of(selection, before) -> tuple[list, tuple | None]:
    """The rows of a feed, and the position of the last one if there are more, or where the walk stopped short."""
    walks = selection.walks
    if walks.is_plain:
        rows = _BEFORE(term=walks.term, **before._asdict()) if before else _NEWEST(term=walks.term)
        last = (rows[FEED_SIZE - 1].released_at, rows[FEED_SIZE - 1].article_id) if rows[FEED_SIZE:] else None
        return rows[:FEED_SIZE], last
    found = walks.find(FEED_SIZE + 1, before=before)
    further = found.rows[FEED_SIZE - 1] if found.rows[FEED_SIZE:] else found.stopped_at
    return editions_of(found.rows[:FEED_SIZE], _NAMED), further
