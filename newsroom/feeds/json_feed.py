"""JSON Feed 1.1. What it has no words for stands in the custom object ``_dateline``; docs/subscribers.md tells of it."""

import json

from newsroom.texts import from_xml
from publishing.addresses import address
from publishing.site import SITE_NAME, absolute

from . import markup

TYPE = "application/feed+json"


def write(feed, texts) -> str:
    """The feed as a JSON object; ``texts`` are the bodies of the entries, escaped for XML, by their names."""
    said = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url,
        "description": feed.description,
        "user_comment": markup.explanation(),
        "next_url": feed.next_url,
        "authors": [{"name": SITE_NAME, "url": absolute("/")}],
        "language": feed.language,
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
        "_dateline": {"about": absolute(address("newsroom:follow"))},
    }
    items = [_item(entry, texts[entry.text]) for entry in feed.entries]
    items += map(_withdrawn, feed.withdrawn)
    return json.dumps(_told(said) | {"items": items}, ensure_ascii=False)


def _told(said) -> dict:
    """The same without what would say nothing."""
    return {name: value for name, value in said.items() if value}


def _item(entry, body) -> dict:
    said = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "image": entry.lead.url if entry.lead else "",
        "date_published": entry.released_at.isoformat(),
        "date_modified": entry.updated_at.isoformat(),
        "tags": [term.name for term in entry.terms],
        "language": entry.language,
    }
    more = {
        "dateline": entry.dateline,
        "point": [float(degrees) for degrees in entry.point.split()],
        "change": entry.change,
        "note": entry.note,
        "terms": [term._asdict() for term in entry.terms],
        "images": [picture._asdict() for picture in markup.pictures(entry)],
    }
    html = markup.before(entry) + from_xml(body) + markup.after(entry)
    return _told(said) | {"content_html": html, "_dateline": _told(more)}


def _withdrawn(entry) -> dict:
    said = {
        "id": entry.id,
        "url": entry.url or entry.new_url,
        "title": entry.title,
        "date_published": entry.withdrawn_at.isoformat(),
        "language": entry.language,
    }
    more = {
        "withdrawn_at": entry.withdrawn_at.isoformat(),
        "note": entry.note,
        "replaced_by": entry.new_url,
    }
    return _told(said) | {"content_html": markup.reason(entry), "_dateline": _told(more)}
