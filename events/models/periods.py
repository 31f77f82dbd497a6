"""When something takes place, as exactly as that is known."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from .reference import dates_in_order, one_of


class Precision(models.TextChoices):
    """How exactly the dates are known. An imprecise date is stored as the whole span it may lie in."""

    TIME = "time", _("to the minute")
    DAY = "day", _("days")
    MONTH = "month", _("month only")
    YEAR = "year", _("some time in the year")


class Period(models.Model):
    """When something takes place: first and last day, and how exactly that is known."""

    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), help_text=_("The same as the first for an event of one day."))
    precision = models.CharField(
        _("precision"),
        max_length=8,
        choices=Precision.choices,
        default=Precision.DAY,
        help_text=_("For “June 2027” or “later in 2027” give any day in it and choose month or year."),
    )

    class Meta:
        abstract = True

    def widen(self):
        """Make an imprecise period span the whole months or years it may lie in."""
        if self.precision == Precision.YEAR:
            self.starts_on, self.ends_on = date(self.starts_on.year, 1, 1), date(self.ends_on.year, 12, 31)
        elif self.precision == Precision.MONTH:
            first_of_next = date(self.ends_on.year + self.ends_on.month // 12, self.ends_on.month % 12 + 1, 1)
            self.starts_on = self.starts_on.replace(day=1)
            self.ends_on = date.fromordinal(first_of_next.toordinal() - 1)


class EarlierDates(Period):
    """Dates that a workshop was announced for before it was moved."""

    workshop = models.ForeignKey("Workshop", models.CASCADE, related_name="earlier_dates")
    replaced_at = models.DateTimeField(_("moved at"))
    note = models.CharField(_("reason"), max_length=255, blank=True, default="")

    class Meta:
        ordering = ("replaced_at",)
        verbose_name = _("earlier dates")
        verbose_name_plural = _("earlier dates")
        constraints = (
            dates_in_order(
                "events_earlierdates_dates",
                "starts_on",
                "ends_on",
                _("The last day is not before the first."),
            ),
            one_of("events_earlierdates_precision", "precision", Precision),
        )

    def __str__(self):
        return f"{self.starts_on} / {self.ends_on}"
