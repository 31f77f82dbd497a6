"""Editions: what the world reads. All public pages read these rows, and only these."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Agency, Country, Place, Speaker, Topic, Workshop
from events.models.reference import one_of
from newsroom.querysets import EditionQuerySet
from publishing.addresses import address
from publishing.languages import Language

from .articles import Article, Kind
from .parts import Ordered
from .revisions import Revision


class Address(models.Model):
    """An address that an article has or had. It is nobody else's for ever."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="addresses")
    language = models.CharField(max_length=8, choices=Language.choices)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=120)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = (
            models.UniqueConstraint(
                fields=["language", "year", "month", "slug"], name="newsroom_address_belongs_to_one"
            ),
        )

    def __str__(self):
        return f"/{self.language}/news/{self.year}/{self.month:02}/{self.slug}/"


class Change(models.TextChoices):
    FIRST = "first", _("publication")
    TYPO = "typo", _("typo")
    CLARIFICATION = "clarification", _("clarification")
    CORRECTION = "correction", _("correction")
    UPDATE = "update", _("update")


class Edition(models.Model):
    """A revision made public, with the interval ``[live_from, live_until)`` in which the world reads it.

    The text is the revision's. The columns and related rows here are copies of what lists and feeds
    select by, written once when the edition is made; only ``live_until`` changes afterwards.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="editions")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("number"))
    live_from = models.DateTimeField(_("live from"))
    live_until = models.DateTimeField(_("live until"), null=True, blank=True)
    change = models.CharField(_("kind of change"), max_length=16, choices=Change.choices)
    note = models.TextField(
        _("note for readers"), blank=True, default="", help_text=_("What was changed, and why.")
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField()
    # Copies for lists.
    language = models.CharField(max_length=8, choices=Language.choices)
    # The article's name for machines.
    uid = models.UUIDField()
    translation_key = models.UUIDField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True, default="")
    dateline_date = models.DateField(null=True)
    dateline_end_date = models.DateField(null=True)
    # First publication, or the original date: lists are ordered by it, whatever is corrected later.
    released_at = models.DateTimeField()
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=120)
    places = models.ManyToManyField(Place, through="EditionPlace", related_name="editions")
    countries = models.ManyToManyField(Country, related_name="editions")
    topics = models.ManyToManyField(Topic, related_name="editions")
    workshops = models.ManyToManyField(Workshop, related_name="editions")
    agencies = models.ManyToManyField(Agency, related_name="editions")

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ("-released_at", "-article_id")
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        indexes = (
            models.Index(fields=["language", "-released_at", "-article"], name="newsroom_edition_latest"),
            models.Index(fields=["language", "year", "month", "slug"], name="newsroom_edition_address"),
            models.Index(fields=["translation_key"], name="newsroom_edition_translations"),
            models.Index(fields=["-live_from", "-id"], name="newsroom_edition_by_time"),
        )
        constraints = (
            models.UniqueConstraint(fields=["article", "number"], name="newsroom_edition_number"),
            # With the next two at most one edition of an article is open-ended and no two begin at once.
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(live_until__isnull=True),
                name="newsroom_edition_one_open",
            ),
            models.UniqueConstraint(fields=["article", "live_from"], name="newsroom_edition_one_start"),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")),
                name="newsroom_edition_interval",
            ),
            one_of("newsroom_edition_change", "change", Change),
            one_of("newsroom_edition_kind", "kind", Kind),
            models.CheckConstraint(
                condition=Q(change__in=["first", "typo"]) | ~Q(note=""),
                name="newsroom_edition_note",
                violation_error_message=_("Tell readers what was changed."),
            ),
        )

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return address("newsroom:release-detail", self.year, self.month, self.slug, language=self.language)

    @property
    def content(self) -> dict:
        """The whole text, as ``content.py`` describes it; ask for it ``for_detail()`` to load it at once."""
        return self.revision.content

    @property
    def released_on(self):
        """The release date by the newsroom's calendar."""
        return timezone.localdate(self.released_at)

    @property
    def urn(self) -> str:
        """The name of the text for machines: it stays when the address, the domain or the text changes."""
        return f"urn:uuid:{self.uid}"


class EditionPlace(Ordered):
    """A place in the dateline of an edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="dateline_places")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")

    class Meta(Ordered.Meta):
        verbose_name = _("place of a published dateline")
        verbose_name_plural = _("published datelines")
        constraints = (
            models.UniqueConstraint(fields=["edition", "place"], name="newsroom_editionplace_once"),
        )


class EditionQuote(Ordered):
    """A quote as published: what a speaker's page lists."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="quotes")
    text = models.TextField()
    speaker = models.ForeignKey(Speaker, models.PROTECT, null=True, related_name="quotes")
    capacity = models.CharField(max_length=255, blank=True, default="")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="quotes")

    class Meta(Ordered.Meta):
        verbose_name = _("published quote")
        verbose_name_plural = _("published quotes")
        constraints = (
            models.UniqueConstraint(fields=["edition", "position"], name="newsroom_editionquote_position"),
        )


class EditionFile(models.Model):  # noqa: DJ008 -- nobody ever sees a row
    """A file that an edition shows. Files are served to readers while a public text shows them."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="files")
    path = models.CharField(max_length=255, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["edition", "path"], name="newsroom_editionfile_once"),)


class Reason(models.TextChoices):
    GONE = "gone", _("gone")
    REPLACED = "replaced", _("replaced by another text")
    READABLE = "readable", _("withdrawn, still readable")


class Withdrawal(models.Model):
    """The tombstone of an article's last edition: why it is no longer live from the edition's end on."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="withdrawal")
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices)
    note = models.TextField(_("note for readers"), help_text=_("Why it was withdrawn."))
    replaced_by = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("replaced by")
    )
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        indexes = (models.Index(fields=["withdrawn_at"], name="newsroom_withdrawal_by_time"),)
        constraints = (
            one_of("newsroom_withdrawal_reason", "reason", Reason),
            models.CheckConstraint(
                condition=Q(reason="replaced", replaced_by__isnull=False)
                | (~Q(reason="replaced") & Q(replaced_by__isnull=True)),
                name="newsroom_withdrawal_replacement",
                violation_error_message=_("Name the text that replaces it, if and only if one does."),
            ),
        )

    def __str__(self):
        return self.get_reason_display()
