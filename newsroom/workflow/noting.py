"""The notes that readers see beside a text: amended where they are wrong, never without a trace."""

from django.db import transaction
from django.utils.translation import gettext as _

from newsroom.editions import WorkflowError
from newsroom.models import Edition, Withdrawal
from newsroom.models.editions import Change
from newsroom.models.log import Verb
from publishing.clock import database_now

from .step import demand, lock, log


def amend_note(target: Edition | Withdrawal, note: str, *, by, why: str, seen: str | None = None):
    """Change the note of a correction or of a withdrawal; the old one and why stand in the log.

    ``seen`` is the note as the editor saw it: where somebody has changed it since, nothing is done. Only a typo's
    note may be empty. Returns the edition or withdrawal as it is now.
    """
    is_edition = isinstance(target, Edition)
    edition = target if is_edition else target.edition
    demand(by, "correct_article" if is_edition else "withdraw_article", edition.article)
    note, why = note.strip(), why.strip()
    if not why:
        raise WorkflowError(_("Say why, for the log."))
    if is_edition and edition.change == Change.FIRST:
        raise WorkflowError(_("A first publication has no note."))
    if not note and not (is_edition and edition.change == Change.TYPO):
        raise WorkflowError(_("Readers need a note here. Only a typo can be without."))
    with transaction.atomic():
        article, now = lock(edition.article), database_now()
        target = type(target).objects.get(pk=target.pk)
        old = target.note
        if seen is not None and _same_lines(seen) != _same_lines(old):
            raise WorkflowError(
                _("Somebody else has changed this note since you opened this page. Read it first.")
            )
        if note == old:
            raise WorkflowError(_("The note is as it was."))
        target.note = note
        target.save(update_fields=["note"])
        facts = {"number": edition.number, "withdrawal": not is_edition, "old": old, "new": note}
        log(article, Verb.NOTED, by, now, edition.revision, why, **facts)
    return target


def _same_lines(text: str) -> str:
    """Browsers send other line ends than they were given."""
    return "\n".join(text.strip().splitlines())
