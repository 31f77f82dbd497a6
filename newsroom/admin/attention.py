"""What needs attention among the articles? The desk counts it, the list shows it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsroom.models import Article, Edition, OutsideLink, Review
from newsroom.models.reviews import Outcome
from publishing.clock import DatabaseNow
from publishing.languages import Language

from .standing import worked_on


@dataclass(frozen=True)
class Need:
    title: str | Promise
    among: Callable  # those of a queryset of articles that need it, found by indexes


def _overdue(is_later):
    def among(articles):
        waiting = Review.objects.filter(outcome=Outcome.PENDING, is_later=is_later, due_at__lt=DatabaseNow())
        return articles.filter(pk__in=waiting.order_by().values("article"))

    return among


def _with_dead_links(articles):
    links = OutsideLink.articles.through.objects.filter(outsidelink__is_dead=True)
    return articles.filter(pk__in=links.values("article"))


def _without_translations(articles):
    there = Edition.objects.live().filter(translation_key=OuterRef("translation_key")).order_by()
    missing = Q(pk__in=())
    for language in Language:
        missing |= Q(translations_wanted__contains=language) & ~Exists(there.filter(language=language))
    return articles.filter(missing, ~Q(translations_wanted=""))


def _past_their_date(articles):
    public = Edition.objects.filter(article=OuterRef("pk")).order_by()
    return worked_on(articles).filter(~Exists(public), dateline_date__lt=timezone.localdate())


NEEDS = {
    "review": Need(_("Overdue reviews"), _overdue(is_later=False)),
    "look": Need(_("Published without review, and nobody has looked yet"), _overdue(is_later=True)),
    "links": Need(_("Links that lead nowhere"), _with_dead_links),
    "translations": Need(_("Translations wanted and not public"), _without_translations),
    "date": Need(_("Drafts whose date has passed"), _past_their_date),
}


def first_of(key, count: int) -> list[Article]:
    """The articles last saved that have a need, at most ``count``; enough of them for a line each."""
    rows = NEEDS[key].among(Article.objects.only("title", "language"))
    return list(rows.order_by("-last_saved_at", "-pk")[:count])
