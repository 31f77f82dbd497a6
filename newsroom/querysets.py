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

    def about(
        self, *, country=None, region=None, topic=None, series=None, agency=None, speaker=None, workshop=None
    ):
        """Those that concern a thing, each once. A region counts with all its countries."""
        rows = self
        if country is not None:
            rows = rows.filter(self._related("countries", country=country))
        if region is not None:
            rows = rows.filter(self._related("countries", country__region__path__startswith=region.path))
        if topic is not None:
            rows = rows.filter(self._related("topics", topic=topic))
        if workshop is not None:
            rows = rows.filter(self._related("workshops", workshop=workshop))
        if series is not None:
            rows = rows.filter(self._related("workshops", workshop__series=series))
        if agency is not None:
            rows = rows.filter(self._related("agencies", agency=agency) | self._quoted(agency=agency))
        if speaker is not None:
            rows = rows.filter(self._quoted(speaker=speaker))
        return rows

    def _related(self, name, **condition):
        through = self.model._meta.get_field(name).remote_field.through
        return Exists(through.objects.filter(edition=OuterRef("pk"), **condition))

    def _quoted(self, **condition):
        quotes = self.model._meta.get_field("quotes").related_model
        return Exists(quotes.objects.filter(edition=OuterRef("pk"), **condition))

    def latest_first(self):
        """The order of every list: by release date, the newest first."""
        return self.order_by("-released_at", "-article_id")

    def for_listing(self):
        """Newest first, without texts; what a card says besides, ``cards`` looks up."""
        return self.latest_first()

    def for_detail(self):
        """With the text and everything that a full feed entry names, in five queries."""
        return self.select_related("revision").prefetch_related(self._places(), "topics", "countries")

    def _places(self):
        rows = self.model._meta.get_field("dateline_places").related_model.objects
        return Prefetch("dateline_places", queryset=rows.select_related("place__country"))
