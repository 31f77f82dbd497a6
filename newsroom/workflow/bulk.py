"""The same change of topics or countries in many articles, and its undoing: each article by itself, through revisions."""

import time

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Country, Topic
from newsroom import content as contents
from newsroom.editions import WorkflowError
from newsroom.models import Article, BulkChange, BulkChangeItem
from newsroom.models.curating import ItemOutcome
from newsroom.models.log import Verb
from publishing.clock import database_now

from .saving import append_revision
from .step import demand, latest_revision, lock

MOST = 1000  # articles in one change
SECONDS = 5.0  # that one request works on it
FIELDS = {"topics": (Topic, "slug"), "countries": (Country, "iso2")}


def start_bulk_change(articles, what: dict, *, by) -> BulkChange:
    """Note down a change of articles (their keys): ``{"add": {"topics": […], "countries": […]}, "remove": …}``.

    Nothing is changed yet: ``go_on`` does it, as often as it is called until nothing waits.
    """
    demand(by, "change_article")
    wanted = {(verb, name): set(what[verb].get(name, ())) for verb in ("add", "remove") for name in FIELDS}
    if not any(wanted.values()):
        raise WorkflowError(_("Choose what to add or to take away."))
    if any(wanted["add", name] & wanted["remove", name] for name in FIELDS):
        raise WorkflowError(_("The same thing cannot be added and taken away."))
    numbers = sorted(set(articles))
    if not numbers:
        raise WorkflowError(_("Choose the articles first."))
    if len(numbers) > MOST:
        raise WorkflowError(_("These are more than %d articles. Choose fewer, or narrow the list.") % MOST)
    with transaction.atomic():
        change = BulkChange.objects.create(made_by=by, made_at=database_now(), what=what)
        BulkChangeItem.objects.bulk_create(
            BulkChangeItem(change=change, article_id=number) for number in numbers
        )
    return change


def undo_bulk_change(change, *, by) -> None:
    """Note down that a change is to be taken back; ``go_on`` does it. What still waits is not changed any more."""
    demand(by, "change_article")
    with transaction.atomic():
        change = BulkChange.objects.select_for_update().get(pk=change.pk)
        if change.undone_at is not None:
            raise WorkflowError(_("It was taken back already."))
        change.undone_by, change.undone_at = by, database_now()
        change.save(update_fields=["undone_by", "undone_at"])
        change.items.filter(outcome=ItemOutcome.WAITING).update(
            outcome=ItemOutcome.SKIPPED, reason=_("Taken back before its turn came.")
        )


def waiting(change):
    """What of a change is still to be done or, if it was taken back, to be put back."""
    return change.items.filter(outcome=ItemOutcome.CHANGED if change.undone_at else ItemOutcome.WAITING)


def go_on(change, *, by, seconds: float = SECONDS) -> int:
    """Work on a change for so long, at least on one article; returns how many are still to be done.

    Each article is changed in a transaction of its own. One that ``by`` may not change, or that cannot be saved, is
    left out, with the reason.
    """
    demand(by, "change_article")
    change = BulkChange.objects.get(pk=change.pk)  # it may have been taken back since
    step, end = _put_back if change.undone_at else _change, time.monotonic() + seconds
    for number in waiting(change).order_by("pk").values_list("pk", flat=True):
        _take(number, step, change, by)
        if time.monotonic() > end:
            break
    return waiting(change).count()


def _take(number, step, change, by):
    try:
        with transaction.atomic():
            item = waiting(change).select_for_update().filter(pk=number).first()
            if item is None:  # another request was quicker
                return
            article = lock(Article(pk=item.article_id))
            demand(by, "change_article", article)
            step(item, article, change.what, by)
            item.save()
    except (PermissionDenied, ValidationError) as error:
        reason = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        left = ItemOutcome.LEFT if change.undone_at else ItemOutcome.SKIPPED
        BulkChangeItem.objects.filter(pk=number).update(outcome=left, reason=reason[:255])


def _change(item, article, what, by):
    before = latest_revision(article)
    for name, (model, key) in FIELDS.items():
        for verb in ("add", "remove"):
            keys = what[verb].get(name, ())
            if keys:
                rows = contents.References().find(model, keys, key)
                getattr(getattr(article, name), verb)(*rows)
    after = append_revision(article, by, _("changed together with others"), Verb.CHANGED)
    if after is None:
        item.outcome = ItemOutcome.SAME
    else:
        item.outcome, item.before, item.after = ItemOutcome.CHANGED, before, after


def _put_back(item, article, what, by):
    """Each field that still holds what the change made of it is again what it was before."""
    before, after, now = (
        contents.resolved(revision.content)
        for revision in (item.before, item.after, latest_revision(article))
    )
    touched = [name for name in FIELDS if before[name] != after[name]]
    free = [name for name in touched if now[name] == after[name]]
    for name in free:
        model, key = FIELDS[name]
        getattr(article, name).set(contents.References().find(model, before[name], key))
    if free:
        note = _("as before the change together with others")
        append_revision(article, by, note, Verb.UNDONE)
    item.outcome = ItemOutcome.UNDONE if free else ItemOutcome.LEFT
    kept = [str(type(article)._meta.get_field(name).verbose_name) for name in touched if name not in free]
    item.reason = _("Changed again since: %s.") % ", ".join(kept) if kept else ""
