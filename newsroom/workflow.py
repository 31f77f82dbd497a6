"""The verbs of the newsroom: save, publish, unschedule, correct, withdraw, restore.

Each checks the permission of ``by``, locks the article, does everything in one transaction and writes the
log. ``by=None`` is the system itself (a loader run by the operator), which may do everything. They raise
``PermissionDenied``, or ``WorkflowError`` with a message for the editor; then nothing is changed.
"""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.clock import database_now

from . import content as contents
from .editions import WorkflowError, make_edition
from .models import Article, Edition, LogEntry, Revision, Withdrawal
from .models.editions import Change, Reason
from .models.log import Verb


def _demand(by, permission):
    if by is not None and not by.has_perm(f"newsroom.{permission}"):
        raise PermissionDenied(_("You do not have the right to do this. Ask a publisher."))


def _lock(article):
    return Article.objects.select_for_update().get(pk=article.pk)


def _log(article, verb, by, at, revision, detail=""):
    LogEntry.objects.create(article=article, verb=verb, by=by, at=at, revision=revision, detail=detail)


def create(content: dict, *, by, note="") -> tuple[Article, list[str]]:
    """A new article with this content and its first revision; and what the content names in vain."""
    _demand(by, "add_article")
    with transaction.atomic():
        article = Article()
        missing = contents.apply(content, article)
        _save(article, by, note)
    return article, missing


def save(article, *, by, note="") -> Revision | None:
    """Append a revision of the working copy as it is in the database now; ``None`` if nothing changed."""
    _demand(by, "change_article" if article.revisions.exists() else "add_article")
    with transaction.atomic():
        return _save(_lock(article), by, note)


def _save(article, by, note, verb=Verb.SAVED) -> Revision | None:
    canonical = contents.dump(contents.snapshot(article))
    latest = article.revisions.first()
    if latest and latest.canonical == canonical:
        return None
    now = database_now()
    revision = Revision.objects.create(
        article=article,
        number=latest.number + 1 if latest else 1,
        canonical=canonical,
        sha256=contents.digest(canonical),
        saved_at=now,
        saved_by=by,
        note=note,
    )
    _log(article, verb, by, now, revision, note)
    return revision


def publish(article, *, by, at: datetime | None = None, revision: Revision | None = None) -> Edition:
    """Make a revision (the latest saved one) public now, or at an instant ahead."""
    _demand(by, "publish_article")
    with transaction.atomic():
        article, now = _lock(article), database_now()
        if article.editions.live(now).exists():
            raise WorkflowError(_("This text is public already. Correct it instead."))
        _refuse_if_scheduled(article, now)
        revision = _chosen(article, revision)
        edition = make_edition(article, revision, by=by, now=now, live_from=_instant(at, now))
        verb = Verb.SCHEDULED if edition.live_from > now else Verb.PUBLISHED
        _log(article, verb, by, now, revision, edition.live_from.isoformat())
    return edition


def correct(article, *, by, kind, note="", at=None, revision=None) -> Edition:
    """Replace what is public by a newer revision, saying what kind of change it is and telling readers.

    A typo needs no note; the other kinds do.
    """
    _demand(by, "correct_article")
    if kind not in Change.values or kind == Change.FIRST:
        raise WorkflowError(_("Say what kind of change it is."))
    if kind != Change.TYPO and not note.strip():
        raise WorkflowError(_("Tell readers what was changed."))
    with transaction.atomic():
        article, now = _lock(article), database_now()
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
        _log(article, Verb.CORRECTED, by, now, revision, f"{edition.live_from.isoformat()} {kind}: {note}")
    return edition


def unschedule(article, *, by) -> datetime:
    """Take back what the clock has not done yet: an edition ahead, or a withdrawal ahead.

    Returns the instant it was planned for. The text itself stays with the article.
    """
    _demand(by, "publish_article")
    with transaction.atomic():
        article, now = _lock(article), database_now()
        edition = article.editions.filter(live_from__gt=now).first()
        ending = article.editions.live(now).filter(live_until__isnull=False).first()
        if edition is None and ending is None:
            raise WorkflowError(_("Nothing is scheduled. It may have happened in the meantime."))
        if edition is not None:
            planned, revision = edition.live_from, edition.revision
            edition.delete()
        else:
            planned, revision = ending.live_until, ending.revision
            ending.withdrawal.delete()
        if ending is not None:
            _close(ending, None)
        used = article.editions.values_list("year", "month", "slug")
        for address in article.addresses.all():
            if (address.year, address.month, address.slug) not in used:
                address.delete()
        _log(article, Verb.UNSCHEDULED, by, now, revision, planned.isoformat())
    return planned


def withdraw(article, *, by, reason, note, replaced_by=None, at=None) -> Withdrawal:
    """End what is public now, or at an instant ahead, and leave a tombstone that says why."""
    _demand(by, "withdraw_article")
    if not note.strip():
        raise WorkflowError(_("Tell readers why it is withdrawn."))
    if reason not in Reason.values:
        raise WorkflowError(_("Choose what readers will find at the address."))
    if (reason == Reason.REPLACED) != (replaced_by is not None):
        raise WorkflowError(_("Name the text that replaces it, if and only if one does."))
    with transaction.atomic():
        article, now = _lock(article), database_now()
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
        _log(article, Verb.WITHDREW, by, now, live.revision, f"{end.isoformat()} {reason}: {note}")
    return withdrawal


def restore(article, revision: Revision, *, by) -> list[str]:
    """Make the working copy what it was in a revision, as a new revision; returns what is missing by now."""
    _demand(by, "change_article")
    if revision.article_id != article.pk:
        raise WorkflowError(_("This is a revision of another text."))
    with transaction.atomic():
        article = _lock(article)
        missing = contents.apply(revision.content, article)
        _save(article, by, _("as in revision %d") % revision.number, Verb.RESTORED)
    return missing


def _chosen(article, revision) -> Revision:
    latest = article.revisions.first()
    if latest is None:
        raise WorkflowError(_("Save the text first."))
    if revision is None:
        return latest
    if revision.article_id != article.pk:
        raise WorkflowError(_("This is a revision of another text."))
    return revision


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
