"""Revisions: what was once saved, for ever."""

import json

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .articles import Article


class Revision(models.Model):
    """An immutable copy of an article's whole content as once saved: canonical JSON and its SHA-256."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    # The canonical text itself, not a JSON column: PostgreSQL would reorder it, and the hash is of the text.
    canonical = models.TextField(_("content"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    saved_at = models.DateTimeField(_("saved at"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("saved by"),
    )
    note = models.CharField(_("note"), max_length=255, blank=True, default="")

    class Meta:
        ordering = ("-number",)
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = (
            models.UniqueConstraint(fields=["article", "number"], name="newsroom_revision_number"),
        )

    def __str__(self):
        return _("revision %d") % self.number

    @cached_property
    def content(self) -> dict:
        """The content as ``content.py`` describes it."""
        return json.loads(self.canonical)
