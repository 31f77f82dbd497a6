"""Embargoes: what the press may read before the public, by whose link, and who did."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from events.models.reference import one_of
from publishing.clock import DatabaseNow

from .articles import Article
from .editions import Edition


class EmbargoQuerySet(models.QuerySet):
    def in_force(self):
        """Those that no publication has ended. One whose ``until`` has passed is in force until the publication."""
        return self.exclude(_published_since("set_at"))


class Embargo(models.Model):
    """The press may read the scheduled edition of an article, and promises silence until an instant."""

    article = models.OneToOneField(Article, models.PROTECT, related_name="embargo")
    until = models.DateTimeField(_("embargo until"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    objects = EmbargoQuerySet.as_manager()

    class Meta:
        verbose_name = _("embargo")
        verbose_name_plural = _("embargoes")
        indexes = (models.Index(fields=["until"], name="newsroom_embargo_by_time"),)

    def __str__(self):
        return self.until.isoformat()


class PressLinkQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody revoked, whose time is not over, and since which nothing of their article was published."""
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=DatabaseNow()), revoked_at__isnull=True
        ).exclude(_published_since("made_at"))

    def for_desk(self):
        """The newest first, with who made and revoked them, ``visit_count``, ``last_used_at`` and ``is_open``."""
        is_open = Exists(PressLink.objects.open().filter(pk=OuterRef("pk")))
        links = self.select_related("made_by", "revoked_by").annotate(is_open=is_open)
        return links.annotate(visit_count=Count("visits"), last_used_at=Max("visits__at")).order_by(
            "-made_at", "-pk"
        )


class PressLink(models.Model):
    """The link of one outlet to a text under embargo. ``key`` is what the signature in its address covers."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="press_links")
    key = models.CharField(max_length=32, unique=True)
    outlet = models.CharField(_("outlet"), max_length=255)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("made at"))
    # Empty: with the publication, whenever that is.
    expires_at = models.DateTimeField(_("expires"), null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    objects = PressLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("link for the press")
        verbose_name_plural = _("links for the press")
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="newsroom_presslink_expires"
            ),
        )

    def __str__(self):
        return self.outlet


class Result(models.TextChoices):
    READ = "read", _("read")
    EXPIRED = "expired", _("refused: the link had expired")
    REVOKED = "revoked", _("refused: the link was revoked")
    NOTHING = "nothing", _("refused: nothing was under embargo")
    PUBLIC = "public", _("sent on: the text was public")


class PressVisit(models.Model):
    """A visit by a link for the press: read, or refused and why. Rows are only ever added."""

    link = models.ForeignKey(PressLink, models.PROTECT, related_name="visits")
    at = models.DateTimeField(_("when"))
    result = models.CharField(_("result"), max_length=8, choices=Result.choices)
    address = models.GenericIPAddressField(_("address"), null=True)
    agent = models.CharField(_("program"), max_length=255, blank=True, default="")
    # An attachment that was fetched; empty for the page itself. Its pictures are not counted.
    file = models.CharField(_("file"), max_length=255, blank=True, default="")

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("visit by the press")
        verbose_name_plural = _("visits by the press")
        constraints = (one_of("newsroom_pressvisit_result", "result", Result),)

    def __str__(self):
        return self.get_result_display()

    @property
    def file_name(self) -> str:
        """The last part of the path of the file: what its uploader called it."""
        return self.file.rpartition("/")[2]


def _published_since(column):
    began = Edition.objects.filter(
        article=OuterRef("article"), live_from__gt=OuterRef(column), live_from__lte=DatabaseNow()
    )
    return Exists(began)
