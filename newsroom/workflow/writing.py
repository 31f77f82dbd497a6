"""While somebody writes: who has a form open, and what they have typed and not saved. None of it is a step of a text."""

from django.db import transaction

from newsroom.models import Presence, UnsavedTyping
from publishing.clock import DatabaseNow

from .step import demand

# More than anybody leaves behind; the oldest go first, so that nothing can fill the table.
KEPT_FOR_EACH = 100


def arrive(article, *, by):
    """``by`` has opened the form of an article."""
    demand(by, "change_article", article)
    Presence.objects.filter(user=by).silent().delete()
    Presence.objects.bulk_create(
        [Presence(article=article, user=by, since=DatabaseNow(), seen_at=DatabaseNow())],
        update_conflicts=True,
        unique_fields=["article", "user"],
        update_fields=["seen_at"],
    )


def stay(article_id: int, *, by) -> bool:
    """``by`` still has it open; ``False`` where nothing was heard of them for so long that they count as gone."""
    return bool(Presence.objects.heard().filter(article=article_id, user=by).update(seen_at=DatabaseNow()))


def leave(article_id: int, *, by):
    Presence.objects.filter(article=article_id, user=by).delete()


def keep(*, by, form, article=None, base=None, data=None, content=None, note=""):
    """Keep what ``by`` has typed into one opening of a form, instead of what was kept of it before."""
    demand(by, "change_article" if article else "add_article", article)
    typing = UnsavedTyping(
        user=by, form=form, article=article, base=base, data=data or {}, content=content, note=note
    )
    typing.kept_at = DatabaseNow()
    with transaction.atomic():
        UnsavedTyping.objects.bulk_create(
            [typing],
            update_conflicts=True,
            unique_fields=["user", "form"],
            update_fields=["base", "data", "content", "note", "kept_at"],
        )
        older = UnsavedTyping.objects.filter(user=by).values("pk")[KEPT_FOR_EACH:]
        UnsavedTyping.objects.filter(pk__in=older).delete()


def forget(form, *, by):
    """What was typed into it is saved, or nobody wants it."""
    UnsavedTyping.objects.filter(user=by, form=form).delete()
