"""For pages of the events app: the texts that concern a country, a series, a workshop, a speaker."""

from dataclasses import dataclass

from django import template
from django.utils.translation import get_language, override

from newsroom.cards import cards, items, see_also_items
from newsroom.counting import by_language, counts
from newsroom.feeds.formats import feeds
from newsroom.models import EditionQuote
from newsroom.selection import FACETS, Choice, Selection, key_of
from publishing.addresses import address
from publishing.languages import Language

register = template.Library()
LISTED, QUOTED = 20, 100


@dataclass(frozen=True)
class Releases:
    """The newest texts about a thing, and where the rest is."""

    items: list
    more_url: str
    feeds: list
    other_languages: list


@register.simple_tag
def release_card(edition, level="", variant=""):
    """The card of one edition. One query."""
    (card,) = cards([edition], level=level or 3, variant=variant)
    return card


register.simple_tag(see_also_items)


@register.simple_tag
def release_items(editions, level="", variant=""):
    """The lines of a list of editions. One query."""
    return items(editions, level=level or 3, variant=variant)


@register.simple_tag
def feeds_of(name, thing=None):
    """The feeds of a thing (``name`` is its facet), of the home page, or of all news, in every format."""
    key = key_of(thing).split("/") if thing else []
    return feeds(lambda form: address(f"newsroom:{name}-feed", *key, form))


@register.simple_tag
def releases(**about):
    """The live texts about one thing in the page's language; in other languages, how many and where.

    Takes exactly one of country, region, topic, series, agency, speaker, workshop. Four queries.
    """
    ((name, thing),) = about.items()
    language = get_language()
    selection = Selection.about(name, thing, language)
    items = selection.newest(LISTED + 1)
    more_url = selection.url(language) if len(items) > LISTED else ""
    numbers = by_language(FACETS[name], thing.pk)
    return Releases(
        items[:LISTED],
        more_url,
        feeds_of(name, thing),
        _elsewhere(thing, {k: v for k, v in numbers.items() if k != language}),
    )


def _elsewhere(thing, counts):
    links = []
    for language, count in sorted(counts.items()):
        with override(language):
            links.append(
                {
                    "language": language,
                    "lang": Language(language).tag,
                    "name": Language(language).label,
                    "count": count,
                    "url": thing.get_absolute_url(),
                }
            )
    return links


@register.simple_tag
def quotes_of(speaker):
    """What a person was quoted as saying in the newest live texts, newest first, each text once.

    Of a text and its translations the one in the page's language is taken, or else the first published.
    """
    texts = Selection((), {"speaker": Choice.of(any=[speaker])}).newest(QUOTED)
    rows = (
        EditionQuote.objects.filter(speaker=speaker, edition__in=texts)
        .select_related("edition", "agency")
        .order_by("-edition__released_at", "edition__article_id", "position")
    )
    chosen = {}
    for row in rows:
        best = chosen.setdefault(row.edition.translation_key, row.edition)
        if row.edition.language == get_language() != best.language:
            chosen[row.edition.translation_key] = row.edition
    return [row for row in rows if chosen[row.edition.translation_key] == row.edition]


@register.simple_tag
def count_releases(things):
    """Give each country or topic of a list its ``release_count``: live texts in the page's language. One query."""
    things = list(things)
    if not things:
        return ""
    numbers = counts(FACETS[things[0]._meta.model_name], get_language())
    for thing in things:
        thing.release_count = numbers.get(thing.pk, 0)
    return ""
