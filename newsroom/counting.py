"""How many texts are there? Counts of what readers see, kept exactly; none is ever counted by reading the archive."""

from django.db.models import Sum

from publishing.clock import DatabaseNow
from publishing.edition_clock import raise_clock

from . import terms
from .models import Count, Turn
from .terms import Facet


def counts(
    of: Facet, language: str, facet: Facet = Facet.EVERYTHING, value: int = 0, *, most: int | None = None
) -> dict[int, int]:
    """The number of live texts in a language by the value of a facet, within a term; those that have none are left out.

    ``counts(Facet.YEAR, "en", Facet.COUNTRY, country.pk)`` gives ``{2016: 12, 2017: 40}``. In any language if it
    is empty. With ``most``, only so many, the greatest first. One query, and one to see that nothing is due.
    """
    _bring_up_to_date()
    least, greatest = terms.span(of)
    rows = _under(facet, value, language).filter(other__range=(least, greatest))
    if most is not None:
        rows = rows.order_by("-sum", "other")[:most]
    return {terms.value_of(other): count for other, count in rows}


def total(language: str, facet: Facet = Facet.EVERYTHING, value: int = 0) -> int:
    """The number of live texts in a language under a term."""
    _bring_up_to_date()
    return sum(count for _other, count in _under(facet, value, language).filter(other=0))


def _under(facet, value, language):
    rows = Count.objects.filter(term__in=terms.terms(facet, value, language))
    return rows.values("other").annotate(sum=Sum("count")).filter(sum__gt=0).values_list("other", "sum")


def _bring_up_to_date():
    """Where an instant has passed and nobody has raised the clock, it is raised now: counts are by the clock."""
    if Turn.objects.filter(at__lte=DatabaseNow()).exists():
        raise_clock()
