"""RSS 2.0 of every list: what a page lists, in full text, under names that never change.

Written as one string: Django's syndication framework makes 1,800 small ones for fifty texts, and costs four times as
much. What a feed says is gathered first; if the subscriber has all of that already, nothing is written.
"""

import hashlib
from email.utils import format_datetime
from functools import partial
from html import escape

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing.addresses import address
from publishing.prepared import Params, Prepared
from publishing.site import SITE_NAME, absolute
from publishing.visitors import limited

from . import rendering
from .facts import dateline, facts_of
from .models import Edition
from .models.editions import Change
from .selection import Selection, encoded, has_query, key_of
from .texts import texts_of, xml_text

FEED_SIZE = 50
# Part of every ETag: raise it when the same things are written in another way.
FORM = 1
_COLUMNS = (
    *(
        "pk",
        "revision_id",
        "revision__sha256",
        "uid",
        "language",
        "title",
        "summary",
        "year",
        "month",
        "slug",
    ),
    *("dateline_date", "dateline_end_date", "released_at", "change", "note"),
)

_ROWS = Prepared(
    lambda: (
        Edition.objects.live().filter(pk__in=Params("editions")).order_by().values_list(*_COLUMNS, named=True)
    )
)


@require_safe
@partial(limited, counts=has_query)
def release_feed(request, year=0, month=0, facet="", slug="", held_in=0):
    """The newest ``FEED_SIZE`` texts of a selection. Its validators depend on nothing but what it says.

    What was merged since leads for ever to the feed of what it was merged into.
    """
    query = request.GET.copy()
    if slug:
        query[facet] = f"{held_in}/{slug}" if held_in else slug
    selection = Selection.parse(query, get_language(), year, month)
    here = _address(selection, facet)
    if request.get_full_path() != here:
        return redirect(here, permanent=True)
    feed, texts = _gather(request, selection, facet)
    tag = f'"{hashlib.sha256(repr((FORM, feed)).encode()).hexdigest()[:24]}"'
    changed = int(feed["changed_at"].timestamp())
    response = get_conditional_response(request, etag=tag, last_modified=changed)
    if response is None:
        response = HttpResponse(_write(feed, texts), content_type="application/rss+xml; charset=utf-8")
    response["ETag"], response["Last-Modified"] = tag, http_date(changed)
    return response


def _address(selection, facet) -> str:
    """The canonical address of a feed: of the home page, of what the page of one thing lists, or of a selection."""
    language, thing = get_language(), selection.single(facet) if facet else None
    if facet == "home":
        path = address("newsroom:home-feed")
    elif thing:
        path = address(f"newsroom:{facet}-feed", *key_of(thing).split("/"))
        selection = selection.only(**{facet: None})
    else:
        return selection.url(language, feed=True)
    query = encoded(selection.parameters(language))
    return f"{path}?{query}" if query else path


def _gather(request, selection, facet) -> tuple[dict, dict]:
    """What a feed says, in plain values, and the texts that it names by their hashes. At most six queries."""
    rows = selection.newest(FEED_SIZE, _ROWS)
    facts = facts_of([row.pk for row in rows], ("places", "countries", "topics")) if rows else {}
    texts = texts_of((row.revision__sha256, row.revision_id) for row in rows)
    library = rendering.library_of(set().union(*(text.image_keys for text in texts.values())))
    words = selection.describe()
    thing = selection.single(facet) if facet else None
    page = thing.get_absolute_url() if thing else selection.url(get_language())
    feed = {
        "title": f"{SITE_NAME}: {words}",
        "link": absolute(page),
        "description": _("%(list)s, as it is published.") % {"list": words},
        "address": absolute(request.get_full_path()),
        "language": get_language(),
        "changed_at": selection.changed_at(),
        "entries": [_entry(row, facts[row.pk], texts[row.revision__sha256], library) for row in rows],
    }
    return feed, texts


def _entry(row, facts, text, library) -> dict:
    lead, gallery = rendering.pictures({"images": text.images}, library)
    head = ""
    if row.note:
        head = f"<p><strong>{escape(Change(row.change).label)}:</strong> {escape(row.note)}</p>"
    if lead:
        head += _figure(lead)
    if words := dateline(facts, row):
        head += f"<p>{escape(words)} \u2013</p>"
    page = address("newsroom:release-detail", row.year, row.month, row.slug, language=row.language)
    return {
        "title": row.title,
        "link": absolute(page),
        "description": row.summary,
        "published": format_datetime(row.released_at),
        "id": f"urn:uuid:{row.uid}",
        "head": head,
        "text": row.revision__sha256,
        "tail": "".join(_figure(picture) for picture in gallery),
        "terms": [
            (absolute(thing.get_absolute_url()), thing.local_name) for thing in facts.topics + facts.countries
        ],
    }


def _figure(picture) -> str:
    image, words = picture["image"], " ".join(filter(None, (picture["caption"], picture["credit"])))
    caption = f"<figcaption>{escape(words)}</figcaption>" if words else ""
    return (
        f'<figure><img src="{escape(absolute(image.url))}" alt="{escape(picture["alt"])}"'
        f' width="{image.width}" height="{image.height}">{caption}</figure>'
    )


def _write(feed, texts) -> str:
    entries = "".join(_write_entry(entry, texts[entry["text"]].body) for entry in feed["entries"])
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{xml_text(feed['title'])}</title><link>{xml_text(feed['link'])}</link>"
        f"<description>{xml_text(feed['description'])}</description>"
        f'<atom:link href="{escape(feed["address"])}" rel="self"/><language>{feed["language"]}</language>'
        f"<lastBuildDate>{format_datetime(feed['changed_at'])}</lastBuildDate>{entries}</channel></rss>"
    )


def _write_entry(entry, body) -> str:
    terms = "".join(
        f'<category domain="{escape(domain)}">{xml_text(name)}</category>' for domain, name in entry["terms"]
    )
    return (
        f"<item><title>{xml_text(entry['title'])}</title><link>{xml_text(entry['link'])}</link>"
        f"<description>{xml_text(entry['description'])}</description><pubDate>{entry['published']}</pubDate>"
        f'<guid isPermaLink="false">{entry["id"]}</guid>'
        f"<content:encoded>{xml_text(entry['head'])}{body}{xml_text(entry['tail'])}</content:encoded>{terms}</item>"
    )
