"""What every verb begins and ends with: the permission, the lock on the article, the entry in the log."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from newsroom import desks
from newsroom.models import Article, LogEntry, Revision
from newsroom.models.articles import Stage
from newsroom.models.log import Verb
from newsroom.models.reviews import Outcome
from publishing.edition_clock import raise_clock

SEEN_BY_READERS = {
    Verb.PUBLISHED,
    Verb.SCHEDULED,
    Verb.UNSCHEDULED,
    Verb.CORRECTED,
    Verb.WITHDREW,
    Verb.NOTED,
}


def demand(by, permission, article=None):
    """Raise ``PermissionDenied`` where ``by`` has not the permission at all, or not for this article."""
    if by is None:
        return
    if not by.has_perm(f"newsroom.{permission}"):
        raise PermissionDenied(_("You do not have the right to do this. Ask a publisher."))
    if article is not None and not desks.may(by, permission, article):
        raise PermissionDenied(elsewhere())


def demand_move(by, permission, before, after):
    """The same for two contents: what a text said (``None`` if it is new), and what it is to say."""
    demand(by, permission)
    if by is None:
        return
    if before and not desks.covers(by, permission, before["language"], before["countries"]):
        raise PermissionDenied(elsewhere())
    if not desks.covers(by, permission, after["language"], after["countries"]):
        raise PermissionDenied(beyond(by, permission))


def elsewhere() -> str:
    """What is said of a text that is on another desk."""
    return _("This text is not on your desk. Ask those whose language or country it is.")


def beyond(by, permission) -> str:
    """What is said to somebody who would take a text to another desk."""
    return _("This would take the text to another desk. Yours has: %s.") % desks.described(by, permission)


def lock(article):
    return Article.objects.select_for_update().get(pk=article.pk)


def latest_revision(article) -> Revision | None:
    return article.revisions.first()


def restage(article):
    """Write down how far the newest revision has come. The caller holds the article's lock."""
    revision = latest_revision(article)
    if article.reviews.waiting(is_later=False).exists():
        article.stage = Stage.IN_REVIEW
    elif revision.editions.exists():
        article.stage = Stage.ISSUED
    elif revision.reviews.filter(outcome=Outcome.APPROVED).exists():
        article.stage = Stage.APPROVED
    else:
        article.stage = Stage.DRAFT
    article.save(update_fields=["stage"])


def log(article, verb, by, at, revision, detail="", **facts):
    """Add an entry: ``detail`` is what somebody wrote, ``facts`` what the log says in its reader's language.

    A verb that changes what readers see, now or by the clock, raises the edition clock with it.
    """
    if verb in SEEN_BY_READERS:
        raise_clock()
    facts = {name: fact for name, fact in facts.items() if fact not in (None, "", False)}
    LogEntry.objects.create(
        article=article, verb=verb, by=by, at=at, revision=revision, detail=detail.strip(), facts=facts
    )
