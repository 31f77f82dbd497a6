"""A second pair of eyes: send to review, take back, approve, send back, look later; and remarks to one another."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from newsroom import approval, desks
from newsroom.editions import WorkflowError
from newsroom.models import Remark, Review, Revision
from newsroom.models.log import Verb
from newsroom.models.reviews import Outcome
from publishing.clock import database_now

from .step import demand, latest_revision, lock, log, restage


def submit(article, *, by, reviewer=None, due_at: datetime | None = None, remark="", revision=None) -> Review:
    """Ask for a second pair of eyes on the latest revision: a certain colleague's, or whose may review.

    Without ``due_at`` it is due at the end of the next working day. ``revision`` is what the asker saw.
    """
    demand(by, "change_article", article)
    with transaction.atomic():
        article, now = lock(article), database_now()
        revision = _newest(article, revision)
        _refuse_what_needs_no_review(article, revision, now)
        if due_at is not None and due_at <= now:
            raise WorkflowError(_("The time by which it is due has passed. Choose one ahead."))
        if reviewer is not None:
            _refuse_reviewer(article, revision, reviewer, by)
        review = Review.objects.create(
            article=article,
            revision=revision,
            asked_by=by,
            asked_at=now,
            reviewer=reviewer,
            due_at=due_at or approval.usual_due(now),
        )
        restage(article)
        _say(article, revision, by, now, remark)
        facts = {"reviewer": reviewer and _name(reviewer), "due": review.due_at}
        log(article, Verb.SUBMITTED, by, now, revision, remark, **facts)
    return review


def recall(article, *, by) -> Review:
    """Take a text back from review, to go on with it undisturbed."""
    demand(by, "change_article", article)
    with transaction.atomic():
        article, now = lock(article), database_now()
        review = _waiting(article)
        _decide(review, Outcome.RECALLED, by, now)
        restage(article)
        log(article, Verb.RECALLED, by, now, latest_revision(article))
    return review


def approve(article, *, by, revision: Revision | None = None, remark="", accepted=()) -> Review:
    """Say that the latest revision may go out. ``revision`` is what the approver saw: it must be that one.

    ``accepted``: the warnings that the approver ticked, in words, for the log. Who wrote a part of it may not, nor who asked for the review.
    """
    demand(by, "review_article", article)
    with transaction.atomic():
        article, now = lock(article), database_now()
        review = _waiting(article)
        revision = _newest(article, revision)
        _refuse(by is not None and approval.hindrance(by, article, revision, review))
        _decide(review, Outcome.APPROVED, by, now, revision)
        restage(article)
        _say(article, revision, by, now, remark)
        log(article, Verb.APPROVED, by, now, revision, remark, accepted=list(accepted) or None)
    return review


def send_back(article, *, by, remark: str, revision: Revision | None = None) -> Review:
    """Say what has to be mended before it may go out. Takes an approval back as well, while it is not used."""
    demand(by, "review_article", article)
    if not remark.strip():
        raise WorkflowError(_("Say what has to be mended."))
    with transaction.atomic():
        article, now = lock(article), database_now()
        review = _review_to_send_back(article, now)
        is_waiting = review.outcome == Outcome.PENDING
        revision = _newest(article, revision) if is_waiting else review.revision
        _decide(review, Outcome.SENT_BACK, by, now, revision)
        restage(article)
        _say(article, revision, by, now, remark)
        log(article, Verb.SENT_BACK, by, now, revision, remark)
    return review


def look(article, *, by, is_fine: bool, remark="", revision: Revision | None = None) -> Revision:
    """The later look at what went out without review: it is as it should be, or it needs correcting, and why.

    Settles all looks that wait; returns the newest revision looked at. Who wrote or published it unseen may not.
    """
    demand(by, "review_article", article)
    if not is_fine and not remark.strip():
        raise WorkflowError(_("Say what has to be mended."))
    with transaction.atomic():
        article, now = lock(article), database_now()
        waiting = list(article.reviews.waiting(is_later=True).order_by("-revision__number"))
        if not waiting:
            raise WorkflowError(
                _("Nothing of this text went out without review, or somebody has looked by now.")
            )
        seen = waiting[0].revision
        if revision is not None and revision != seen:
            raise WorkflowError(_("Another revision went out since you opened this page. Look at it first."))
        _refuse(by is not None and approval.hindrance_to_look(by, article, seen))
        for review in waiting:
            _decide(review, Outcome.APPROVED if is_fine else Outcome.SENT_BACK, by, now)
        _say(article, seen, by, now, remark)
        log(article, Verb.LOOKED, by, now, seen, remark, outcome="fine" if is_fine else "mend")
    return seen


def remark(article, text: str, *, by) -> Remark:
    """Say something to the others about a text. Whoever may read it may."""
    demand(by, "view_article")
    if not text.strip():
        raise WorkflowError(_("Write a remark first."))
    with transaction.atomic():
        article, now = lock(article), database_now()
        revision = latest_revision(article)
        said = _say(article, revision, by, now, text)
        log(article, Verb.REMARKED, by, now, revision, said.text)
    return said


def settle(remark: Remark, *, by) -> Remark:
    """Say that a remark is dealt with. Who made it may, and who may change the text."""
    demand(by, "view_article")
    if by is None or by.pk != remark.made_by_id:
        demand(by, "change_article", remark.article)
    with transaction.atomic():
        article, now = lock(remark.article), database_now()
        remark = article.remarks.get(pk=remark.pk)
        if remark.settled_at is not None:
            raise WorkflowError(_("This remark is settled already."))
        remark.settled_by, remark.settled_at = by, now
        remark.save(update_fields=["settled_by", "settled_at"])
        log(article, Verb.SETTLED, by, now, latest_revision(article), remark.text)
    return remark


def close_review(article, revision, by, now):
    """The review that waits for a revision is pointless now that the revision goes out. The caller holds the lock."""
    for review in article.reviews.waiting(is_later=False):
        if not article.revisions.filter(number__gt=revision.number).exists():
            _decide(review, Outcome.RECALLED, by, now, revision)
            log(article, Verb.RECALLED, by, now, revision, went_out=True)


def ask_for_look(article, revision, by, now, reason, live_from):
    """A look is due the working day after a revision goes out unseen. The caller holds the lock."""
    last = article.reviews.filter(is_later=False).first()
    asked = last.reviewer if last and last.revision_id == revision.pk else None
    is_other = asked is not None and asked not in approval.answerable(article, revision)
    Review.objects.update_or_create(
        article=article,
        revision=revision,
        is_later=True,
        outcome=Outcome.PENDING,
        defaults={
            "reason": reason,
            "asked_by": by,
            "asked_at": now,
            "reviewer": asked if is_other else None,
            "due_at": approval.usual_due(live_from),
        },
    )


def drop_look(article, revision, by, now):
    """What was to go out unseen does not. The caller holds the lock."""
    for review in article.reviews.waiting(is_later=True).filter(revision=revision):
        _decide(review, Outcome.RECALLED, by, now)


def _refuse(reason):
    if reason:
        raise PermissionDenied(reason)


def _newest(article, seen) -> Revision:
    newest = latest_revision(article)
    if newest is None:
        raise WorkflowError(_("Save the text first."))
    if seen is not None and seen.pk != newest.pk:
        raise WorkflowError(
            _("Revision %d was saved since you opened this page. Look at it first.") % newest.number
        )
    return newest


def _refuse_what_needs_no_review(article, revision, now):
    if article.reviews.waiting(is_later=False).exists():
        raise WorkflowError(_("This text is in review already."))
    if approval.approved(article) == revision:
        raise WorkflowError(_("This text is approved already."))
    ahead = article.editions.filter(live_from__gt=now)
    if (article.editions.live(now) | ahead).filter(revision=revision).exists():
        raise WorkflowError(_("Nothing has changed since what is public or scheduled."))


def _refuse_reviewer(article, revision, reviewer, by):
    if not desks.may(reviewer, "review_article", article):
        raise WorkflowError(_("%s may not review this text. Choose somebody else.") % _name(reviewer))
    if reviewer == by or reviewer in approval.authors(article, revision):
        raise WorkflowError(
            _("A part of this text is by %s. Choose somebody who has not written it.") % _name(reviewer)
        )


def _waiting(article) -> Review:
    review = article.reviews.waiting(is_later=False).first()
    if review is None:
        raise WorkflowError(
            _("This text is not in review. It may have been decided or taken back meanwhile.")
        )
    return review


def _review_to_send_back(article, now) -> Review:
    review = article.reviews.waiting(is_later=False).first()
    revision = approval.approved(article)
    if review is None and revision is not None:
        if revision.editions.filter(live_from__gt=now).exists() or revision.editions.live(now).exists():
            raise WorkflowError(_("This text is public or scheduled. Correct it, or take the schedule back."))
        review = revision.reviews.filter(outcome=Outcome.APPROVED).first()
    return review or _waiting(article)


def _decide(review, outcome, by, now, revision=None):
    review.outcome, review.decided_by, review.decided_at = outcome, by, now
    review.revision = revision or review.revision
    review.save(update_fields=["outcome", "decided_by", "decided_at", "revision"])


def _say(article, revision, by, now, text) -> Remark | None:
    if not text.strip():
        return None
    limit = Remark._meta.get_field("text").max_length
    if len(text) > limit:
        raise WorkflowError(_("A remark has at most %d characters.") % limit)
    return Remark.objects.create(
        article=article, revision=revision, text=text.strip(), made_by=by, made_at=now
    )


def _name(user) -> str:
    return user.get_full_name() or user.get_username()
