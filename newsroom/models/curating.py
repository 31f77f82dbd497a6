"""What editors decide about many articles, or about what the system proposes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models.reference import one_of

from .articles import Article
from .revisions import Revision


class RefusedSuggestion(models.Model):  # noqa: DJ008 -- nobody ever sees a row
    """An article that is not to be suggested as "see also" beside another one."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="refused_suggestions")
    target = models.ForeignKey(Article, models.CASCADE, related_name="+")
    refused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["article", "target"], name="newsroom_refusedsuggestion_once"),
            models.CheckConstraint(
                condition=~Q(target=F("article")), name="newsroom_refusedsuggestion_not_itself"
            ),
        )


class BulkChange(models.Model):
    """A change of topics or countries in many articles at once, which can be taken back as a whole."""

    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("when"))
    # {"add": {"topics": [slug], "countries": [iso2]}, "remove": {…}}
    what = models.JSONField()
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("bulk change")
        verbose_name_plural = _("bulk changes")

    def __str__(self):
        return f"{self.made_at:%Y-%m-%d %H:%M}"


class ItemOutcome(models.TextChoices):
    WAITING = "waiting", _("waiting")
    CHANGED = "changed", _("changed")
    SAME = "same", _("nothing to change")
    SKIPPED = "skipped", _("left out")
    UNDONE = "undone", _("put back")
    LEFT = "left", _("not put back")


class BulkChangeItem(models.Model):
    """What a bulk change did to one article: the revisions before and after it, if it did anything."""

    change = models.ForeignKey(BulkChange, models.CASCADE, related_name="items")
    article = models.ForeignKey(Article, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=ItemOutcome.choices, default=ItemOutcome.WAITING)
    # Why it was left out or not put back, in the language of who made the change.
    reason = models.CharField(max_length=255, blank=True, default="")
    before = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("article in a bulk change")
        verbose_name_plural = _("articles in a bulk change")
        constraints = (
            models.UniqueConstraint(fields=["change", "article"], name="newsroom_bulkchangeitem_once"),
            one_of("newsroom_bulkchangeitem_outcome", "outcome", ItemOutcome),
            models.CheckConstraint(
                condition=Q(before__isnull=False, after__isnull=False)
                | Q(outcome__in=["waiting", "same", "skipped"]),
                name="newsroom_bulkchangeitem_revisions",
            ),
        )

    def __str__(self):
        return self.get_outcome_display()


class SavedFilter(models.Model):
    """A selection of the list of articles that an editor comes back to, perhaps shared with the newsroom."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=100)
    query = models.CharField(max_length=2000)
    is_shared = models.BooleanField(_("for the whole newsroom"), default=False)

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints = (
            models.UniqueConstraint(
                fields=["user", "name"],
                name="newsroom_savedfilter_name",
                violation_error_message=_("You have a filter of this name already."),
            ),
        )

    def __str__(self):
        return self.name
