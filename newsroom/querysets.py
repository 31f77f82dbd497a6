"""Which editions may be seen? Every public page starts here."""

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from publishing.clock import DatabaseNow


class EditionQuerySet(models.QuerySet):
    def live(self, at=None):
        """What the world reads now, by the database's clock, or read at the instant ``at``."""
        instant = DatabaseNow() if at is None else at
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=instant), live_from__lte=instant)

    def ended(self):
        """What was public once and is no longer."""
        return self.filter(live_until__lte=DatabaseNow())

    def readable(self):
        """What was withdrawn and stays readable at its address, unless its article was public again since."""
        later = self.model.objects.filter(
            article=OuterRef("article"), number__gt=OuterRef("number"), live_from__lte=DatabaseNow()
        )
        return self.ended().filter(~Exists(later), withdrawal__reason="readable")

    def for_detail(self):
        """With the text and the places of the dateline, in two queries."""
        return self.select_related("revision").prefetch_related(self._places())

    def _places(self):
        rows = self.model._meta.get_field("dateline_places").related_model.objects
        return Prefetch("dateline_places", queryset=rows.select_related("place__country"))
