"""The way to readers and back: publish, correct, unschedule, withdraw."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.editions import WorkflowError, make_edition
from newsroom.models import Edition, Revision, Withdrawal
from newsroom.models.articles import Stage
from newsroom.models.editions import Change, Reason
from newsroom.models.log import Verb
from publishing.clock import database_now

from .step import demand, lock, log


def publish(article, *, by, at: datetime | None = None, revision: Revision | None = None) -> Edition:
    """Make a revision (the latest saved one) public now, or at an instant ahead."""
    demand(by, "publish_article", article)
    with transaction.atomic():
        article, now = lock(article), database_now()
        if article.editions.live(now).exists():
            raise WorkflowError(_("This text is public already. Correct it instead."))
        _refuse_if_scheduled(article, now)
        revision = _chosen(article, revision)
        edition = make_edition(article, revision, by=by, now=now, live_from=_instant(at, now))
        _issued(article, revision)
        verb = Verb.SCHEDULED if edition.live_from > now else Verb.PUBLISHED
        log(article, verb, by, now, revision, edition.live_from.isoformat())
    return edition


def correct(article, *, by, kind, note="", at=None, revision=None) -> Edition:
    """Replace what is public by a newer revision, saying what kind of change it is and telling readers.

    A typo needs no note; the other kinds do.
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
        revision = _chosen(article, revision)
        if revision.sha256 == live.revision.sha256:
            raise WorkflowError(_("Nothing has changed since what is public."))
        live_from = _after(live, _instant(at, now))
        _close(live, live_from)
        edition = make_edition(
            article, revision, by=by, now=now, live_from=live_from, change=kind, note=note, released=live
        )
        _issued(article, revision)
        log(article, Verb.CORRECTED, by, now, revision, f"{edition.live_from.isoformat()} {kind}: {note}")
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
            edition.delete()
            if article.stage == Stage.ISSUED:
                article.stage = Stage.DRAFT
                article.save(update_fields=["stage"])
        else:
            planned, revision = ending.live_until, ending.revision
            ending.withdrawal.delete()
        if ending is not None:
            _close(ending, None)
        used = article.editions.values_list("year", "month", "slug")
        for address in article.addresses.all():
            if (address.year, address.month, address.slug) not in used:
                address.delete()
        log(article, Verb.UNSCHEDULED, by, now, revision, planned.isoformat())
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
        _close(live, end)
        withdrawal = Withdrawal.objects.create(
            edition=live,
            reason=reason,
            note=note,
            replaced_by=replaced_by,
            withdrawn_at=end,
            withdrawn_by=by,
        )
        log(article, Verb.WITHDREW, by, now, live.revision, f"{end.isoformat()} {reason}: {note}")
    return withdrawal


def _chosen(article, revision) -> Revision:
    latest = article.revisions.first()
    if latest is None:
        raise WorkflowError(_("Save the text first."))
    if revision is None:
        return latest
    if revision.article_id != article.pk:
        raise WorkflowError(_("This is a revision of another text."))
    return revision


def _issued(article, revision):
    """The working copy is what is public or scheduled, unless something was saved since."""
    if not article.revisions.filter(number__gt=revision.number).exists():
        article.stage = Stage.ISSUED
        article.save(update_fields=["stage"])


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


def _close(edition, at):
    edition.live_until = at
    edition.save(update_fields=["live_until"])
