"""The edition clock, the only table of this app."""

from django.db import models
from django.db.models import Q


class EditionClock(models.Model):  # noqa: DJ008 -- nobody ever sees the row
    """One row: which state of the public site this is, and when the clock alone will make another of it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    version = models.BigIntegerField()
    raised_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="publishing_editionclock_one_row"),)
