"""A second pair of eyes: who asked for it, who looked, what they said."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models.reference import one_of

from .articles import Article
from .revisions import Revision


class Outcome(models.TextChoices):
    PENDING = "pending", _("waiting")
    APPROVED = "approved", _("approved")
    SENT_BACK = "sent-back", _("sent back")
    RECALLED = "recalled", _("taken back")


class ReviewQuerySet(models.QuerySet):
    def waiting(self, *, is_later):
        """Those that nobody has decided yet: before publication, or after it."""
        return self.filter(outcome=Outcome.PENDING, is_later=is_later)


class Review(models.Model):
    """Somebody else looks at one revision: before it is published, or later where it went out without.

    ``revision`` is what was sent, and once decided what was decided upon.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="reviews")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="reviews")
    is_later = models.BooleanField(_("after publication"), default=False)
    reason = models.TextField(
        _("reason"), blank=True, default="", help_text=_("Why it was published without review.")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"))
    # Whom it was sent to; empty: whoever may review.
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reviewer"),
    )
    due_at = models.DateTimeField(_("due"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, default=Outcome.PENDING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        indexes = (
            models.Index(fields=["due_at"], condition=Q(outcome="pending"), name="newsroom_review_waiting"),
            models.Index(fields=["asked_by", "outcome", "-decided_at"], name="newsroom_review_asked"),
        )
        constraints = (
            one_of("newsroom_review_outcome", "outcome", Outcome),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(outcome="pending", is_later=False),
                name="newsroom_review_one_waiting",
            ),
            models.UniqueConstraint(
                fields=["revision"],
                condition=Q(outcome="pending", is_later=True),
                name="newsroom_review_one_later",
            ),
            models.CheckConstraint(
                condition=Q(outcome="pending", decided_at__isnull=True)
                | (~Q(outcome="pending") & Q(decided_at__isnull=False)),
                name="newsroom_review_decided",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="approved") | Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="newsroom_review_second_pair_of_eyes",
                violation_error_message=_("Who asks for a review does not approve."),
            ),
        )

    def __str__(self):
        return self.get_outcome_display()

    @property
    def is_waiting(self) -> bool:
        return self.outcome == Outcome.PENDING


class Remark(models.Model):
    """What somebody of the newsroom says to the others about an article. Readers never see it."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="remarks")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    text = models.TextField(_("remark"), max_length=5000)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("made_at", "pk")
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")

    def __str__(self):
        return self.text[:60]
