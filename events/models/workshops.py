"""Workshops, trainings, conferences: when, where, by and with whom."""

import uuid
from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Count, Q, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.timezones import validate_time_zone
from publishing.addresses import address
from publishing.clock import database_now
from publishing.languages import Language, NamesInLanguages

from .agencies import Agency
from .geography import Country, Place
from .periods import Period, Precision
from .reference import PublicQuerySet, dates_in_order, one_of
from .series import Series
from .speakers import Speaker
from .topics import Topic


class WorkshopKind(models.TextChoices):
    WORKSHOP = "workshop", _("workshop")
    TRAINING = "training", _("training")
    SEMINAR = "seminar", _("seminar")
    CONFERENCE = "conference", _("conference")
    MEETING = "meeting", _("meeting")
    LAUNCH = "launch", _("launch")
    MISSION = "mission", _("mission")
    VISIT = "visit", _("visit")
    OTHER = "other", _("other event")


class Status(models.TextChoices):
    PLANNED = "planned", _("planned")
    CONFIRMED = "confirmed", _("confirmed")
    HELD = "held", _("held")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")


# For how long calendars say that an event was cancelled: one that is only gone is not heard of by those who have it.
TOLD_CANCELLED = timedelta(weeks=8)


class WorkshopQuerySet(PublicQuerySet):
    def get_by_natural_key(self, year, slug):
        return self.get(year=year, slug=slug)

    def named(self, references):
        """Those that are named by ``year/slug``."""
        pairs = (reference.split("/", 1) for reference in references)
        return self.filter(reduce(or_, (Q(year=int(y), slug=s) for y, s in pairs), Q(pk__in=[])))

    def coming(self):
        """Not over yet by the newsroom's calendar, soonest first; one that is going on counts as coming."""
        return self.filter(ends_on__gte=timezone.localdate()).in_order()

    def in_order(self):
        """By date; what is planned for some time in a month or year comes at the end of it."""
        vague = When(~Q(status=Status.HELD), precision__in=[Precision.MONTH, Precision.YEAR], then="ends_on")
        return self.order_by(Case(vague, default="starts_on"), "starts_on", "pk")

    def past(self):
        """Over by the newsroom's calendar, latest first."""
        return self.filter(ends_on__lt=timezone.localdate()).order_by("-starts_on", "-ends_on", "-pk")

    def next_boundary(self, now):
        """The instant after ``now`` at which the next event is over, by the newsroom's midnight, or leaves calendars."""
        zone = timezone.get_default_timezone()
        last_days = self.filter(ends_on__gte=now.astimezone(zone).date()).order_by("ends_on")
        day = last_days.values_list("ends_on", flat=True).first()
        over = day and datetime.combine(day + timedelta(days=1), time.min, zone)
        told = self.filter(cancelled_at__gt=now - TOLD_CANCELLED).order_by("cancelled_at")
        cancelled_at = told.values_list("cancelled_at", flat=True).first()
        return min(filter(None, (over, cancelled_at and cancelled_at + TOLD_CANCELLED)), default=None)

    def in_calendars(self):
        """Those whose days are fixed; what was cancelled is told for ``TOLD_CANCELLED``. One query for the instant."""
        told = Q(cancelled_at__isnull=True) | Q(cancelled_at__gt=database_now() - TOLD_CANCELLED)
        return self.filter(told, precision__in=[Precision.TIME, Precision.DAY])

    def concerning(self, thing):
        """Those that the page of a country, region, topic, agency, speaker or series lists."""
        kind = thing._meta.model_name
        if kind == "country":
            return self.held_in(pk=thing.pk)
        if kind == "region":
            return self.held_in(region__in=type(thing).objects.within(thing))
        paths = {"topic": "topics", "agency": "agency_roles__agency", "speaker": "speaker_roles__speaker"}
        path = paths.get(kind, kind)
        rows = self.filter(**{path: thing})
        return rows.distinct() if "roles" in path else rows  # one may play several parts

    def for_listing(self):
        """With what a line in a list shows: place, country, series."""
        return self.select_related("place__country", "country", "series")

    def held_in(self, **where):
        """Those in a country or region, given as a condition on countries, such as ``region__in=…``."""
        at_place = Q(**{f"place__country__{name}": value for name, value in where.items()})
        return self.filter(at_place | Q(**{f"country__{name}": value for name, value in where.items()}))

    def number_by_country(self) -> dict[int, int]:
        """How many there are in each country that has any, by its primary key."""
        rows = self.order_by().annotate(where=Coalesce("place__country", "country"))
        return dict(rows.filter(where__isnull=False).values_list("where").annotate(Count("pk")))


class Workshop(NamesInLanguages, Period):
    """An event of any kind: in a series, at a place, with agencies and speakers."""

    kind = models.CharField(
        _("kind"), max_length=12, choices=WorkshopKind.choices, default=WorkshopKind.WORKSHOP
    )
    name = models.CharField(_("name"), max_length=255)
    # The year in the address: that of the first date it was given. It stays when the event moves.
    year = models.PositiveSmallIntegerField(_("year in the address"), editable=False)
    slug = models.SlugField(
        _("slug"), max_length=120, help_text=_("Part of the address. It cannot be changed later.")
    )
    series = models.ForeignKey(
        Series,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="workshops",
        verbose_name=_("series"),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PLANNED)
    start_time = models.TimeField(_("starts at"), null=True, blank=True)
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        default="",
        validators=[validate_time_zone],
        help_text=_("Empty: that of the place."),
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="workshops",
        verbose_name=_("place"),
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="workshops",
        verbose_name=_("country"),
        help_text=_("Only where the place is not known; otherwise it is the place's."),
    )
    is_online = models.BooleanField(_("can be joined online"), default=False)
    participant_count = models.PositiveIntegerField(_("number of participants"), null=True, blank=True)
    participants = models.CharField(
        _("participants"),
        max_length=255,
        blank=True,
        default="",
        help_text=_("Who takes part, such as “investigators and prosecutors from Myanmar”."),
    )
    languages = models.JSONField(_("working languages"), blank=True, default=list)
    agencies = models.ManyToManyField(
        Agency, through="WorkshopAgency", related_name="workshops", verbose_name=_("agencies")
    )
    speakers = models.ManyToManyField(
        Speaker, through="WorkshopSpeaker", related_name="workshops", verbose_name=_("speakers")
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="workshops", verbose_name=_("topics"))
    description = models.TextField(_("description"), blank=True, default="")
    website = models.URLField(_("website"), blank=True, default="")
    is_public = models.BooleanField(_("public"), default=False)
    # What calendars need: a name for ever, and how often and when it was changed (events/scheduling.py).
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "name")
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        indexes = (
            models.Index(fields=["is_public", "ends_on"], name="events_workshop_when"),
            models.Index(fields=["series", "starts_on"], name="events_workshop_in_series"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["year", "slug"],
                name="events_workshop_address",
                violation_error_message=_("There is a workshop with this address in the same year."),
            ),
            one_of("events_workshop_kind", "kind", WorkshopKind),
            one_of("events_workshop_status", "status", Status),
            one_of("events_workshop_precision", "precision", Precision),
            dates_in_order(
                "events_workshop_dates", "starts_on", "ends_on", _("The last day is not before the first.")
            ),
            models.CheckConstraint(
                condition=Q(precision="time", start_time__isnull=False)
                | Q(start_time__isnull=True, end_time__isnull=True),
                name="events_workshop_times",
                violation_error_message=_("Times go with the precision “to the minute”, and only with it."),
            ),
            models.CheckConstraint(
                condition=Q(status="cancelled", cancelled_at__isnull=False)
                | (~Q(status="cancelled") & Q(cancelled_at__isnull=True)),
                name="events_workshop_cancelled",
            ),
        )

    def get_absolute_url(self):
        return address("events:workshop-detail", self.year, self.slug)

    def natural_key(self):
        return (self.year, self.slug)

    natural_key.dependencies = ["events.series", "events.place", "events.topic"]

    @property
    def reference(self) -> str:
        """The key by which texts name it: year and slug, as in its address."""
        return f"{self.year}/{self.slug}"

    @property
    def zone(self) -> ZoneInfo:
        """Its own time zone, or its place's, or the newsroom's."""
        name = self.time_zone or (self.place.time_zone if self.place else "")
        return ZoneInfo(name) if name else timezone.get_default_timezone()

    @property
    def public_series(self):
        """Its series, if readers may see it; ask for it ``for_listing()``."""
        return self.series if self.series_id and self.series.is_public else None

    def precedes(self, other) -> bool:
        """Is this session before another? If both may lie in one span, one that was held counts from its start."""
        if self.status != Status.HELD:
            return self.ends_on < other.starts_on
        return (self.starts_on, self.pk) < (other.starts_on, other.pk)

    def clean_fields(self, exclude=None):
        if self.starts_on and not self.ends_on:
            self.ends_on = self.starts_on
        if self.starts_on and not self.year:
            self.year = self.starts_on.year
        super().clean_fields(exclude=exclude)

    def clean(self):
        if self.starts_on and self.ends_on:
            self.widen()
        if self.status != Status.CANCELLED:
            self.cancelled_at = None
        elif self.cancelled_at is None:
            self.cancelled_at = database_now()
        if self.place_id and self.country_id and self.place.country_id != self.country_id:
            raise ValidationError({"country": _("The place is in another country.")})
        unknown = [code for code in self.languages if code not in Language.values]
        if unknown:
            raise ValidationError({"languages": _("Not a language of the site: %s") % ", ".join(unknown)})
        one_day = self.starts_on and self.starts_on == self.ends_on
        if one_day and self.start_time and self.end_time and self.end_time < self.start_time:
            raise ValidationError({"end_time": _("It ends before it begins.")})
