"""What an editor says to a suggestion: pin it, refuse it, let it be suggested again."""

from django.db import transaction
from django.utils.translation import gettext as _

from newsroom.editions import WorkflowError
from newsroom.models import RefusedSuggestion, Revision, SeeAlso
from publishing.clock import database_now
from publishing.edition_clock import raise_clock

from .saving import append_revision
from .step import demand, lock


def pin(article, target, *, by) -> Revision:
    """Add a text at the end of "see also" and save that as a revision."""
    demand(by, "change_article", article)
    with transaction.atomic():
        article = lock(article)
        _refuse_itself(article, target)
        if article.see_also.filter(target=target).exists():
            raise WorkflowError(_("It is pinned already."))
        last = article.see_also.order_by("position").last()
        SeeAlso.objects.create(article=article, target=target, position=last.position + 1 if last else 0)
        article.refused_suggestions.filter(target=target).delete()
        return append_revision(article, by, (_("pinned: %s") % target.title)[:255])


@transaction.atomic
def refuse(article, target, *, by) -> None:
    """Do not suggest a text beside this one any more, to editors or to readers. Refusing twice changes nothing."""
    demand(by, "change_article", article)
    _refuse_itself(article, target)
    _refusal, is_new = RefusedSuggestion.objects.get_or_create(
        article=article, target=target, defaults={"refused_by": by, "refused_at": database_now()}
    )
    if is_new:
        raise_clock()


@transaction.atomic
def allow(article, target, *, by) -> None:
    """Let a text that was refused be suggested again."""
    demand(by, "change_article", article)
    if not article.refused_suggestions.filter(target=target).delete()[0]:
        raise WorkflowError(_("It was not refused."))
    raise_clock()


def _refuse_itself(article, target):
    if article.pk == target.pk:
        raise WorkflowError(_("An article cannot point to itself."))
