"""A part of the working copy made what it was in a revision: one field, or one paragraph."""

from django.db import transaction
from django.utils.translation import gettext as _

from newsroom import content as contents
from newsroom.comparing.bodies import with_row
from newsroom.comparing.fields import label_of
from newsroom.editions import WorkflowError
from newsroom.models import Revision
from newsroom.models.log import Verb

from .saving import append_revision
from .step import demand, latest_revision, lock


def restore_field(article, revision: Revision, field: str, *, by, seen: int | None = None) -> list[str]:
    """Make one of ``content.FIELDS`` what it was in a revision, as a new revision; returns what is missing by now.

    ``seen`` is the number of the newest revision that the editor looked at: somebody's newer one is not overwritten.
    """

    if field not in contents.FIELDS:
        raise WorkflowError(_("A text has no such field."))

    def take(content):
        return contents.with_field(content, contents.complete(revision.content), field)

    note = _("%(field)s as in revision %(number)d")
    return _restore(article, revision, take, note, {"field": label_of(field)}, by, seen)


def restore_paragraph(article, revision: Revision, row: int, *, by, seen: int) -> list[str]:
    """The same for one row of the comparison of that revision's body with the one of revision ``seen``, the newest."""

    def take(content):
        try:
            return content | {"body": with_row(revision.content.get("body") or "", content["body"], row)}
        except IndexError:
            raise WorkflowError(_("There is no such paragraph any more.")) from None

    note = _("a paragraph as in revision %(number)d")
    return _restore(article, revision, take, note, {}, by, seen)


def _restore(article, revision, take, note, words, by, seen):
    demand(by, "change_article", article)
    if revision.article_id != article.pk:
        raise WorkflowError(_("This is a revision of another text."))
    with transaction.atomic():
        article = lock(article)
        latest = latest_revision(article)
        if seen is not None and latest.number != seen:
            raise WorkflowError(
                _("Revision %d was saved after you opened this page. Look at it first.") % latest.number
            )
        missing = contents.apply(take(contents.snapshot(article)), article)
        if append_revision(article, by, note % (words | {"number": revision.number}), Verb.RESTORED) is None:
            raise WorkflowError(_("Nothing changed: the working copy says that already."))
    return missing
