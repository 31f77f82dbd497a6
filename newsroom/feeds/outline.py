"""All feeds of topics and countries that have texts, as OPML 2.0: a file that feed readers import."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from events.models import Country, Topic
from events.spelling import fold
from newsroom import counting
from newsroom.terms import Facet
from newsroom.texts import xml_text
from publishing.addresses import address
from publishing.languages import Language
from publishing.site import SITE_NAME, absolute

from .markup import attribute


@require_safe
def outline(request):
    """An outline for each language that has texts. Eight queries."""
    things = {Facet.TOPIC: list(Topic.objects.public()), Facet.COUNTRY: list(Country.objects.all())}
    body = "".join(_language(language, things) for language in Language)
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0"><head>'
        f"<title>{xml_text(SITE_NAME)}</title><docs>https://opml.org/spec2.opml</docs></head><body>{body}</body></opml>"
    )
    # It is one file, whatever language its reader prefers.
    return HttpResponse(
        text,
        content_type="text/x-opml; charset=utf-8",
        headers={"Content-Language": ", ".join(Language.values)},
    )


def _language(language, things) -> str:
    counts = counting.crossed(list(things), [language], Facet.EVERYTHING, 0)
    with override(language):
        parts = [
            _group(_("Topics"), "topic", _with_texts(things[Facet.TOPIC], counts[Facet.TOPIC]), language)
        ]
        parts += [
            _group(
                _("Countries"), "country", _with_texts(things[Facet.COUNTRY], counts[Facet.COUNTRY]), language
            )
        ]
        news = _feed(_("All news"), address("newsroom:news-feed", "rss"), address("newsroom:news"), language)
        return f'<outline text="{attribute(language.label)}">{news}{"".join(parts)}</outline>'


def _with_texts(things, counts) -> list:
    """The things that have texts, by their names in the language being spoken, whatever the accents."""
    return sorted(
        (thing for thing in things if counts.get(thing.pk)), key=lambda thing: fold(thing.local_name)
    )


def _group(title, facet, things, language) -> str:
    feeds = "".join(
        _feed(
            thing.local_name,
            address(f"newsroom:{facet}-feed", thing.slug, "rss"),
            thing.get_absolute_url(),
            language,
        )
        for thing in things
    )
    return f'<outline text="{attribute(title)}">{feeds}</outline>' if feeds else ""


def _feed(name, url, page, language) -> str:
    name = attribute(name)
    return (
        f'<outline type="rss" text="{name}" title="{name}" xmlUrl="{attribute(absolute(url))}"'
        f' htmlUrl="{attribute(absolute(page))}" language="{language.tag}"/>'
    )
