"""What was merged into what: the old slug stays taken, and leads to what took its place, for ever."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .agencies import Agency
from .geography import Place
from .reference import one_of
from .speakers import Speaker
from .topics import Topic


class MergeKind(models.TextChoices):
    """The kinds of things that can be merged, by the names of their models and of the columns below."""

    TOPIC = "topic", _("topic")
    SPEAKER = "speaker", _("speaker")
    AGENCY = "agency", _("agency")
    PLACE = "place", _("place")


def _only(kind) -> Q:
    return Q(kind=kind, **{f"{one}__isnull": one != kind for one in MergeKind.values})


class MergeQuerySet(models.QuerySet):
    def of(self, model, slugs):
        """The merges of things of a kind that had these slugs, with what took their place."""
        kind = model._meta.model_name
        if kind not in MergeKind.values:
            return self.none()
        return self.filter(kind=kind, slug__in=slugs).select_related(kind)


class Merge(models.Model):
    """A thing that is no more, since it was the same as another one of its kind.

    What took its place is a row that exists. So there are no chains and no circles: when that is merged in turn,
    this row is moved along like everything else that referred to it.
    """

    kind = models.CharField(_("kind"), max_length=8, choices=MergeKind.choices)
    slug = models.SlugField(_("old slug"), max_length=120)
    name = models.CharField(_("old name"), max_length=255)
    # The primary key it had: forms and lists that were open before still send it.
    number = models.BigIntegerField(_("old number"))
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="merges")
    speaker = models.ForeignKey(Speaker, models.PROTECT, null=True, related_name="merges")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="merges")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="merges")
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    merged_at = models.DateTimeField(_("when"))
    # The row as it was, and the numbers of all rows that were moved, dropped or filled in: ``events.merging``.
    record = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ("-merged_at", "-pk")
        verbose_name = _("merge")
        verbose_name_plural = _("old addresses")
        constraints = (
            one_of("events_merge_kind", "kind", MergeKind),
            models.UniqueConstraint(fields=["kind", "slug"], name="events_merge_slug"),
            models.UniqueConstraint(fields=["kind", "number"], name="events_merge_number"),
            models.CheckConstraint(
                condition=_only("topic") | _only("speaker") | _only("agency") | _only("place"),
                name="events_merge_survivor",
            ),
        )

    def __str__(self):
        return self.name

    @property
    def survivor(self):
        """What took its place; load it with ``of()``."""
        return getattr(self, self.kind)
