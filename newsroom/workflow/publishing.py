"""The way to readers and back: publish, correct, unschedule, withdraw."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import approval, listing
from newsroom.content import says_the_same
from newsroom.editions import WorkflowError, make_edition
from newsroom.models import Edition, Revision, Withdrawal
from newsroom.models.editions import Change, Reason
from newsroom.models.log import Verb
from publishing.clock import database_now

from .embargoes import refuse_before_embargo
from .reviewing import ask_for_look, close_review, drop_look
from .step import demand, latest_revision, lock, log, restage


def publish(
    article, *, by, at: datetime | None = None, revision=None, unreviewed_reason="", accepted=()
) -> Edition:
    """Make a revision public now, or at an instant ahead: the one that was approved.

    Another (the latest) goes out with ``unreviewed_reason``: somebody looks at it later. The system needs neither.
    ``accepted``: the warnings of the house rules that ``by`` ticked, in words, for the log.
    """
    demand(by, "publish_article", article)
    with transaction.atomic():
        article, now = lock(article), database_now()
        if article.editions.live(now).exists():
            raise WorkflowError(_("This text is public already. Correct it instead."))
        _refuse_if_scheduled(article, now)
        revision, reason = _cleared(article, revision, by, unreviewed_reason)
        live_from = _instant(at, now)
        refuse_before_embargo(article, live_from)
        edition = make_edition(article, revision, by=by, now=now, live_from=live_from)
        _let_out(article, edition, by, now, reason)
        verb = Verb.SCHEDULED if edition.live_from > now else Verb.PUBLISHED
        facts = {"edition": edition.number, "unreviewed": bool(reason), "accepted": list(accepted) or None}
        log(article, verb, by, now, revision, reason, planned=_ahead(edition.live_from, now), **facts)
    return edition


def correct(
    article, *, by, kind, note="", at=None, revision=None, unreviewed_reason="", accepted=()
) -> Edition:
    """Replace what is public by another revision, saying what kind of change it is and telling readers.

    A typo needs no note; the other kinds do. As with ``publish``, it is the approved one or there is a reason;
    ``accepted`` as there.
    """
    demand(by, "correct_article", article)
    if kind not in Change.values or kind == Change.FIRST:
        raise WorkflowError(_("Say what kind of change it is."))
    if kind != Change.TYPO and not note.strip():
        raise WorkflowError(_("Tell readers what was changed."))
    with transaction.atomic():
        article, now = lock(article), database_now()
        live = article.editions.live(now).first()
        if live is None:
            raise WorkflowError(_("This text is not public. Publish it instead."))
        _refuse_if_scheduled(article, now)
        if live.live_until is not None:
            raise WorkflowError(_("This text is about to be withdrawn. It cannot be corrected any more."))
        revision, reason = _cleared(article, revision, by, unreviewed_reason)
        if says_the_same(revision, live.revision):
            raise WorkflowError(_("Nothing has changed since what is public."))
        live_from = _after(live, _instant(at, now))
        refuse_before_embargo(article, live_from)
        _close(live, live_from)
        edition = make_edition(
            article, revision, by=by, now=now, live_from=live_from, change=kind, note=note, released=live
        )
        _let_out(article, edition, by, now, reason)
        facts = {"edition": edition.number, "kind": kind, "unreviewed": reason}
        facts["accepted"] = list(accepted) or None
        log(article, Verb.CORRECTED, by, now, revision, note, planned=_ahead(live_from, now), **facts)
    return edition


def unschedule(article, *, by) -> datetime:
    """Take back what the clock has not done yet: an edition ahead, or a withdrawal ahead.

    Returns the instant it was planned for. The text itself stays with the article.
    """
    demand(by, "publish_article", article)
    with transaction.atomic():
        article, now = lock(article), database_now()
        edition = article.editions.filter(live_from__gt=now).first()
        ending = article.editions.live(now).filter(live_until__isnull=False).first()
        if edition is None and ending is None:
            raise WorkflowError(_("Nothing is scheduled. It may have happened in the meantime."))
        if edition is not None:
            planned, revision = edition.live_from, edition.revision
            drop_look(article, revision, by, now)
            edition.delete()
            restage(article)
        else:
            planned, revision = ending.live_until, ending.revision
            ending.withdrawal.delete()
        if ending is not None:
            _close(ending, None)
        used = article.editions.values_list("year", "month", "slug")
        for address in article.addresses.all():
            if (address.year, address.month, address.slug) not in used:
                address.delete()
        log(article, Verb.UNSCHEDULED, by, now, revision, planned=planned)
    return planned


def withdraw(article, *, by, reason, note, replaced_by=None, at=None) -> Withdrawal:
    """End what is public now, or at an instant ahead, and leave a tombstone that says why."""
    demand(by, "withdraw_article", article)
    if not note.strip():
        raise WorkflowError(_("Tell readers why it is withdrawn."))
    if reason not in Reason.values:
        raise WorkflowError(_("Choose what readers will find at the address."))
    if (reason == Reason.REPLACED) != (replaced_by is not None):
        raise WorkflowError(_("Name the text that replaces it, if and only if one does."))
    with transaction.atomic():
        article, now = lock(article), database_now()
        if replaced_by is not None and replaced_by.pk == article.pk:
            raise WorkflowError(_("A text cannot replace itself."))
        live = article.editions.live(now).first()
        if live is None:
            raise WorkflowError(_("This text is not public."))
        _refuse_if_scheduled(article, now)
        if live.live_until is not None:
            raise WorkflowError(_("It is about to be withdrawn already."))
        end = _after(live, _instant(at, now))
        _close(live, end, is_withdrawn=True)
        withdrawal = Withdrawal.objects.create(
            edition=live,
            reason=reason,
            note=note,
            replaced_by=replaced_by,
            withdrawn_at=end,
            withdrawn_by=by,
        )
        facts = {"reason": reason, "replaced_by": replaced_by and replaced_by.title}
        log(article, Verb.WITHDREW, by, now, live.revision, note, planned=_ahead(end, now), **facts)
    return withdrawal


def _cleared(article, revision, by, unreviewed_reason) -> tuple[Revision, str]:
    """The revision that goes out, and the reason where nobody else has seen it."""
    if latest_revision(article) is None:
        raise WorkflowError(_("Save the text first."))
    if revision is not None and revision.article_id != article.pk:
        raise WorkflowError(_("This is a revision of another text."))
    if by is None:
        return revision or latest_revision(article), ""
    approved, reason = approval.approved(article), unreviewed_reason.strip()
    if revision is None:
        revision = latest_revision(article) if reason or approved is None else approved
    if revision == approved:
        return revision, ""
    if not reason:
        raise WorkflowError(
            _("Nobody else has approved revision %d. Send it to review, or say why it goes out without.")
            % revision.number
        )
    return revision, reason


def _let_out(article, edition, by, now, reason):
    """The working copy is what is public or scheduled, unless something was saved since."""
    close_review(article, edition.revision, by, now)
    restage(article)
    if reason:
        ask_for_look(article, edition.revision, by, now, reason, edition.live_from)


def _ahead(instant, now) -> datetime | None:
    return instant if instant > now else None


def _instant(at, now) -> datetime:
    if at is None:
        return now
    if timezone.is_naive(at):
        raise WorkflowError(_("The time needs a time zone."))
    if at <= now:
        raise WorkflowError(_("This time has passed. Choose one ahead, or publish now."))
    return at


def _after(live, instant):
    """The instant, or the next millisecond if the edition has only just begun: it must end after it begins."""
    return max(instant, live.live_from + timedelta(milliseconds=1))


def _refuse_if_scheduled(article, now):
    if article.editions.filter(live_from__gt=now).exists():
        raise WorkflowError(_("This text is scheduled already. Take the schedule back first."))


def _close(edition, at, *, is_withdrawn=False):
    edition.live_until = at
    edition.save(update_fields=["live_until"])
    listing.end(edition, is_withdrawn=is_withdrawn)
