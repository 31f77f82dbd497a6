"""Who has an article open, and what they have typed and not saved."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from publishing.clock import DatabaseNow

from .articles import Article
from .revisions import Revision

SILENCE = timedelta(seconds=45)  # who has not been heard of for so long has closed the form, or lost the line


class PresenceQuerySet(models.QuerySet):
    def heard(self):
        """Those who are there now, by the database's clock."""
        return self.filter(seen_at__gte=DatabaseNow() - SILENCE)

    def silent(self):
        return self.filter(seen_at__lt=DatabaseNow() - SILENCE)

    def at(self, article_id):
        """Who has an article open, the first comer first, with their user, and the article with ``newest``, the
        number of its newest revision, and who saved it: one query."""
        revisions = Revision.objects.filter(article=OuterRef("article")).order_by("-number")
        return (
            self.heard()
            .filter(article=article_id)
            .select_related("user", "article__last_saved_by")
            .defer("article__body")
            .annotate(newest=Subquery(revisions.values("number")[:1]))
            .order_by("since", "pk")
        )


class Presence(models.Model):  # noqa: DJ008 -- nobody ever sees a row
    """An editor has an article open in a form; seen again every few seconds while they have."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["article", "user"], name="newsroom_presence_once"),)


class UnsavedTypingQuerySet(models.QuerySet):
    def of(self, user, article):
        """What an editor left in forms of an article (``None``: of new ones), the newest first, without its text.

        ``is_save`` says whether it is a save that is to be merged.
        """
        rows = self.filter(user=user, article=article).annotate(is_save=Q(content__isnull=False))
        return rows.defer("data", "content")


class UnsavedTyping(models.Model):  # noqa: DJ008 -- nobody ever sees a row
    """What an editor has typed into a form and not saved: offered back when they come again, to nobody else.

    Each opening of a form has its own key (``form``), so that two windows never overwrite one another. Without an
    article it is the form for a new one. ``base`` is the number of the revision they began with. A save that met
    a newer revision and must be merged is kept as ``content`` until it is.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    form = models.UUIDField()
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="unsaved")
    base = models.PositiveIntegerField(null=True)
    data = models.JSONField(help_text="Names of form fields to lists of values.")
    content = models.JSONField(null=True)
    note = models.CharField(max_length=255, default="")
    kept_at = models.DateTimeField()

    objects = UnsavedTypingQuerySet.as_manager()

    class Meta:
        ordering = ("-kept_at", "-pk")
        constraints = (models.UniqueConstraint(fields=["user", "form"], name="newsroom_unsavedtyping_once"),)
