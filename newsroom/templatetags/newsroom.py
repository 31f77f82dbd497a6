"""For pages of the events app: the texts that concern a country, a series, a workshop, a speaker."""

from dataclasses import dataclass

from django import template
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import get_language, override

from newsroom.cards import cards, items
from newsroom.models import Edition, EditionQuote
from newsroom.selection import Selection, key_of
from publishing.languages import Language

register = template.Library()
LISTED = 20


@dataclass(frozen=True)
class Releases:
    """The newest texts about a thing, and where the rest is."""

    items: list
    more_url: str
    feed_url: str
    other_languages: list


@register.simple_tag
def release_card(edition, level="", variant=""):
    """The card of one edition. One query."""
    (card,) = cards([edition], level=level or 3, variant=variant)
    return card


@register.simple_tag
def release_items(editions, level="", variant=""):
    """The lines of a list of editions. One query."""
    return items(editions, level=level or 3, variant=variant)


@register.simple_tag
def releases(**about):
    """The live texts about one thing in the page's language; in other languages, how many and where.

    Takes exactly one of country, region, topic, series, agency, speaker, workshop. Four queries.
    """
    ((name, thing),) = about.items()
    language = get_language()
    rows = Edition.objects.live().about(**about)
    items = list(rows.filter(language=language).for_listing()[: LISTED + 1])
    more_url = ""
    if len(items) > LISTED:
        more_url = Selection(language=language, things={name: thing}).url(language)
    feed_url = reverse(f"newsroom:{name}-feed", args=key_of(thing).split("/"))
    counts = dict(rows.exclude(language=language).order_by().values_list("language").annotate(Count("pk")))
    return Releases(items[:LISTED], more_url, feed_url, _elsewhere(thing, counts))


def _elsewhere(thing, counts):
    links = []
    for language, count in sorted(counts.items()):
        with override(language):
            links.append(
                {
                    "language": language,
                    "lang": "zh-Hans" if language == "zh-hans" else language,
                    "name": Language(language).label,
                    "count": count,
                    "url": thing.get_absolute_url(),
                }
            )
    return links


@register.simple_tag
def quotes_of(speaker):
    """Everything a person was quoted as saying in live texts, newest first, each text once.

    Of a text and its translations the one in the page's language is taken, or else the first published.
    """
    rows = (
        EditionQuote.objects.filter(speaker=speaker, edition__in=Edition.objects.live())
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
    name = {"country": "countries", "topic": "topics"}[things[0]._meta.model_name]
    live = Edition.objects.live().filter(language=get_language()).order_by()
    counts = dict(live.values_list(name).annotate(Count("pk")))
    for thing in things:
        thing.release_count = counts.get(thing.pk, 0)
    return ""
