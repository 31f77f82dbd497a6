"""Outside addresses that texts lead to, and whether they answered when they were last asked."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .articles import Article


class OutsideLink(models.Model):
    """An address outside. ``check_links`` alone writes these rows; saving an article never waits for a network."""

    url = models.CharField(_("address"), max_length=1000, unique=True)
    articles = models.ManyToManyField(Article, related_name="outside_links")
    checked_at = models.DateTimeField(_("checked"), null=True)
    next_check_at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)
    moved_to = models.CharField(_("moved to"), max_length=1000, blank=True, default="")
    problem = models.CharField(_("problem"), max_length=255, blank=True, default="")
    # One failure may be the network's; an address is dead when it failed several times in a row.
    failures = models.PositiveSmallIntegerField(default=0)
    is_dead = models.BooleanField(_("dead"), default=False)

    class Meta:
        verbose_name = _("outside link")
        verbose_name_plural = _("outside links")
        indexes = (
            models.Index(fields=["checked_at"], condition=Q(is_dead=True), name="newsroom_outsidelink_dead"),
        )

    def __str__(self):
        return self.url


class LinksRead(models.Model):  # noqa: DJ008 -- one row, which nobody ever sees
    """Up to which entry of the log ``check_links`` has looked for addresses."""

    last_entry = models.BigIntegerField(default=0)
