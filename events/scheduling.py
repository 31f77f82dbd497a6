"""The verb that moves a workshop: what was announced before is kept, with the reason."""

from publishing.clock import database_now

from .models import EarlierDates, Workshop
from .models.workshops import Precision, Status

_DATES = ("starts_on", "ends_on", "precision")


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
