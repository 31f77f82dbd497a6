"""The working copy: made, saved as a revision, restored from one."""

from django.db import transaction
from django.utils.translation import gettext as _

from newsroom import content as contents
from newsroom import titles
from newsroom.editions import WorkflowError
from newsroom.likeness import remember
from newsroom.models import Article, Image, ImageMention, Revision
from newsroom.models.articles import Stage
from newsroom.models.log import Verb
from publishing.clock import database_now

from .step import demand, demand_move, lock, log


def create(content: dict, *, by, note="") -> tuple[Article, list[str]]:
    """A new article with this content and its first revision; and what the content names in vain."""
    demand(by, "add_article")
    with transaction.atomic():
        article = Article()
        missing = contents.apply(content, article)
        append_revision(article, by, note)
    return article, missing


def save(article, *, by, note="") -> Revision | None:
    """Append a revision of the working copy as it is in the database now; ``None`` if nothing changed."""
    with transaction.atomic():
        return append_revision(lock(article), by, note)


def append_revision(article, by, note, verb=Verb.SAVED) -> Revision | None:
    """The working copy, whose lock the caller holds, as a new revision; ``None`` if nothing changed.

    What was approved stays approved; the working copy that differs from it is a draft again. Raises
    ``PermissionDenied`` where the text was on no desk of ``by``, or would come to none.
    """
    content = contents.snapshot(article)
    canonical, latest = contents.dump(content), article.revisions.first()
    demand(by, "change_article" if latest else "add_article")
    if latest and (latest.canonical == canonical or contents.resolved(latest.content) == content):
        return None  # a merge of two topics, speakers, agencies or places is nobody's change of the text
    demand_move(by, "change_article" if latest else "add_article", latest and latest.content, content)
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
    _remember_images(article, content)
    if article.stage != Stage.IN_REVIEW:  # a review is of the text, and goes on
        article.stage = Stage.DRAFT
    article.last_saved_at, article.last_saved_by = now, by
    article.save(update_fields=["stage", "last_saved_at", "last_saved_by"])
    before = latest.content if latest else {}
    if any(before.get(name) != content[name] for name in ("language", "title", "body")):
        remember(article, content)
    old_title = before.get("title", "")
    if old_title != content["title"]:
        titles.index(article, old_title)
    log(article, verb, by, now, revision, note)
    return revision


def _remember_images(article, content):
    """What a text once showed stays in the library, and the library knows which text it was."""
    if keys := contents.image_keys(content):
        images = Image.objects.filter(sha256__in=keys).values_list("pk", flat=True)
        ImageMention.objects.bulk_create(
            [ImageMention(article=article, image_id=pk) for pk in images], ignore_conflicts=True
        )


def restore(article, revision: Revision, *, by) -> list[str]:
    """Make the working copy what it was in a revision, as a new revision; returns what is missing by now."""
    demand(by, "change_article", article)
    if revision.article_id != article.pk:
        raise WorkflowError(_("This is a revision of another text."))
    with transaction.atomic():
        article = lock(article)
        missing = contents.apply(revision.content, article)
        append_revision(article, by, _("as in revision %d") % revision.number, Verb.RESTORED)
    return missing


def merge(article, content: dict, *, by, seen: int, note="") -> tuple[Revision | None, list[str]]:
    """Make the working copy what somebody's changes and those up to revision ``seen`` are together.

    Returns the new revision (``None`` where it says what ``seen`` said) and what is missing by now. Raises
    ``WorkflowError`` where a newer revision than ``seen`` was saved: that one is to be merged first.
    """
    demand(by, "change_article", article)
    with transaction.atomic():
        article = lock(article)
        if article.revisions.values_list("number", flat=True).first() != seen:
            raise WorkflowError(_("Somebody saved a newer revision in the meantime."), code="stale")
        missing = contents.apply(content, article)
        revision = append_revision(article, by, note or _("merged with revision %d") % seen, Verb.MERGED)
    return revision, missing
