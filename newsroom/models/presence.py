"""Who has an article open, and what they have typed and not saved."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .articles import Article


class Presence(models.Model):  # noqa: DJ008 -- nobody ever sees a row
    """An editor has an article open in a form; seen again every few seconds while they have."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["article", "user"], name="newsroom_presence_once"),)


class UnsavedTyping(models.Model):  # noqa: DJ008 -- nobody ever sees a row
    """What an editor has typed into a form and not saved: offered back when they come again, to nobody else.

    Without an article it is the form for a new one. ``base`` is the number of the revision they began with.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="unsaved")
    base = models.PositiveIntegerField(null=True)
    data = models.JSONField(help_text=_("Names of form fields to lists of values."))
    kept_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "article"], name="newsroom_unsavedtyping_once"),
            models.UniqueConstraint(
                fields=["user"], condition=Q(article__isnull=True), name="newsroom_unsavedtyping_one_new"
            ),
        )
