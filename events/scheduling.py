"""What happens when a workshop is changed: dates announced before are kept, and calendars learn of it."""

from django.db.models import F, Q

from publishing.clock import database_now
from publishing.languages import NAME_COLUMNS

from .models import EarlierDates, Place, Workshop
from .models.workshops import Precision, Status

_DATES = ("starts_on", "ends_on", "precision")
# What whoever has it in a calendar must hear of again (SEQUENCE: RFC 5545, 3.8.7.4; RFC 5546, 2.1.4).
_PLANNED_BY = (
    *(*_DATES, "start_time", "end_time", "time_zone", "place_id", "country_id", "is_online"),
    *NAME_COLUMNS.values(),
)


def dates_of(period) -> tuple:
    """First day, last day and precision of a workshop or of earlier dates, for comparison."""
    return tuple(getattr(period, name) for name in _DATES)


def record_move(previous: Workshop, workshop: Workshop, *, note: str = "") -> EarlierDates | None:
    """Keep the dates that readers knew when a workshop gets others or is postponed; ``None`` if none are lost.

    ``previous`` is the workshop as it was saved before. Nothing is kept of a workshop that was not public,
    of dates that are only told more exactly now (``June 2027`` becoming ``14 June 2027``), and of dates
    that were kept already when it was postponed. Called in the transaction that saves the workshop.
    """
    moved = dates_of(previous) != dates_of(workshop) and not _is_more_exact(previous, workshop)
    postponed = workshop.status == Status.POSTPONED and previous.status != Status.POSTPONED
    if not previous.is_public or not (moved or postponed):
        return None
    last = workshop.earlier_dates.order_by("replaced_at", "pk").last()
    if last is not None and dates_of(last) == dates_of(previous):
        return None
    return EarlierDates.objects.create(
        workshop=workshop,
        replaced_at=database_now(),
        note=note,
        **{name: getattr(previous, name) for name in _DATES},
    )


def _is_more_exact(previous, workshop) -> bool:
    return (
        previous.precision in (Precision.MONTH, Precision.YEAR)
        and previous.starts_on <= workshop.starts_on
        and workshop.ends_on <= previous.ends_on
        and _EXACTNESS.index(workshop.precision) < _EXACTNESS.index(previous.precision)
    )


_EXACTNESS = (Precision.TIME, Precision.DAY, Precision.MONTH, Precision.YEAR)


def count_change(previous: Workshop, workshop: Workshop, names):
    """Before a workshop is saved: note that these fields were changed now, and count it if one must hear of it again.

    ``previous`` is the workshop as it was saved before, locked: no two changes get one number. That a confirmed event
    was held is no change. What was changed while it was not public is one: readers may have seen it earlier.
    """
    is_news = _announced(previous) != _announced(workshop)
    workshop.sequence = previous.sequence + is_news
    workshop.changed_at = database_now() if names or is_news else previous.changed_at


def _announced(workshop):
    status = Status.CONFIRMED if workshop.status == Status.HELD else workshop.status
    return [status, *(getattr(workshop, name) for name in _PLANNED_BY)]


def count_change_of_place(place: Place, names):
    """Note in the workshops at a place, or at a venue in it, that these fields of it were changed."""
    workshops = Workshop.objects.filter(Q(place=place) | Q(place__city=place))
    workshops.update(changed_at=database_now())
    if "time_zone" in names:
        there = workshops.filter(place=place, time_zone="", precision=Precision.TIME)
        there.update(sequence=F("sequence") + 1)
