"""Whose eyes have seen a revision? What was approved, and who may not approve since it is their own."""

from datetime import datetime, time, timedelta

from django.contrib.auth import get_user_model
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Edition, Revision
from .models.reviews import Outcome

END_OF_WORK = time(18)
SATURDAY = 5


def approved(article) -> Revision | None:
    """The newest revision that was approved, unless a newer one was made public or scheduled since; without its text."""
    newer = Edition.objects.filter(article=OuterRef("article"), revision__number__gt=OuterRef("number"))
    return (
        article.revisions.filter(~Exists(newer), reviews__outcome=Outcome.APPROVED)
        .select_related("saved_by")
        .defer("canonical")
        .first()
    )


def hindrance(user, article, revision, review) -> str:
    """Why this user may not approve the revision that the review is about by now; empty where nothing hinders."""
    if user.pk == review.asked_by_id:
        return _("You asked for this review. Somebody else has to approve.")
    if user in authors(article, revision):
        return _("A part of this text is yours. Somebody else has to approve it.")
    return ""


def hindrance_to_look(user, article, revision) -> str:
    """Why this user may not be the one who looks at what went out without review; empty where nothing hinders."""
    if user in answerable(article, revision):
        return _("You wrote or published this text. Somebody else has to look at it.")
    return ""


def authors(article, revision) -> list:
    """Who wrote it: all who saved since the last revision before it that was approved or made public or scheduled."""
    return list(_savers(article, revision, Q(reviews__outcome=Outcome.APPROVED) | Q(editions__isnull=False)))


def answerable(article, revision) -> list:
    """Who let it out unseen: all who saved or published since the last revision before it that was approved."""
    savers = _savers(article, revision, Q(reviews__outcome=Outcome.APPROVED))
    published = article.editions.filter(
        revision__number__gt=_last(article, revision, Q(reviews__outcome=Outcome.APPROVED))
    )
    return list(savers | get_user_model().objects.filter(pk__in=published.values("published_by")))


def _savers(article, revision, is_seen):
    rows = article.revisions.filter(
        number__gt=_last(article, revision, is_seen), number__lte=revision.number, saved_by__isnull=False
    )
    return get_user_model().objects.filter(pk__in=rows.order_by().values("saved_by")).order_by("username")


def _last(article, revision, is_seen) -> int:
    before = article.revisions.filter(is_seen, number__lt=revision.number)
    return before.aggregate(last=Max("number"))["last"] or 0


def usual_due(after: datetime) -> datetime:
    """When a review is due where nobody says: the end of the next working day in the newsroom's zone."""
    zone = timezone.get_default_timezone()
    day = after.astimezone(zone).date() + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, END_OF_WORK, zone)
