"""Into which languages is a text to be translated, and which of them are there?

The texts that are translations of one another share one wish. It stands with the oldest of them; where a text has
come into a group with a wish of its own, both count.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from publishing.languages import Language

from .models import Article, Edition


def group_of(article: Article):
    """The article and its translations, the oldest first; each knows whether it ``is_live``."""
    live = Edition.objects.live().filter(article=OuterRef("pk")).order_by()
    rows = Article.objects.filter(translation_key=article.translation_key)
    return rows.annotate(is_live=Exists(live)).only("title", "language", "translations_wanted").order_by("pk")


def wanted(group) -> list[str]:
    """The languages into which the texts of a group are to be translated, in the order of the site."""
    codes = {code for article in group for code in article.translations_wanted}
    return [code for code in Language.values if code in codes]


@dataclass(frozen=True)
class Missing:
    """A translation that is wanted and not public; ``article`` is what there is of it."""

    language: Language
    article: Article | None


def missing(group) -> list[Missing]:
    """What is still to be done for the wish of a group of articles."""
    there = {article.language: article for article in group}
    return [
        Missing(Language(code), there.get(code))
        for code in wanted(group)
        if code not in there or not there[code].is_live
    ]
