"""The log of the workflow: who did what to which article, when, from which revision."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.reference import one_of

from .articles import Article
from .revisions import Revision


class Verb(models.TextChoices):
    SAVED = "saved", _("saved")
    PUBLISHED = "published", _("published")
    SCHEDULED = "scheduled", _("scheduled")
    UNSCHEDULED = "unscheduled", _("unscheduled")
    CORRECTED = "corrected", _("corrected")
    WITHDREW = "withdrew", _("withdrew")
    RESTORED = "restored", _("restored")
    SUBMITTED = "submitted", _("sent to review")
    RECALLED = "recalled", _("taken back from review")
    APPROVED = "approved", _("approved")
    SENT_BACK = "sent-back", _("sent back")
    LOOKED = "looked", _("looked at after publication")
    EMBARGOED = "embargoed", _("put under embargo")
    UNEMBARGOED = "unembargoed", _("took the embargo off")
    LINKED = "linked", _("made a link for the press")
    REVOKED = "revoked", _("revoked a link for the press")
    REMARKED = "remarked", _("made a remark")
    SETTLED = "settled", _("settled a remark")
    WANTED = "wanted", _("asked for translations")
    NOTED = "noted", _("amended a public note")
    MERGED = "merged", _("merged with what somebody else saved")
    CHANGED = "changed", _("changed with others")
    UNDONE = "undone", _("took a change with others back")


class LogEntry(models.Model):
    """One step. Entries are only ever added."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="log")
    verb = models.CharField(_("what"), max_length=16, choices=Verb.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    at = models.DateTimeField(_("when"))
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+", verbose_name=_("revision"))
    # What somebody wrote for it: a note, a remark, a reason.
    detail = models.TextField(_("detail"), blank=True, default="")
    # Instants, names and choices, put into words for whoever reads the log.
    facts = models.JSONField(_("facts"), default=dict, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        constraints = (one_of("newsroom_logentry_verb", "verb", Verb),)

    def __str__(self):
        return self.get_verb_display()
