"""RSS 2.0, with Atom, Content, Media RSS, Dublin Core and GeoRSS where it has no words of its own.

What the RSS Advisory Board's profile and the W3C's feed validator advise is followed: what concerns the feed before the
items, the summary before the text, dates with English names, no ``author`` without an address for mail.
"""

from email.utils import format_datetime

from newsroom.counting import LONG_AGO
from newsroom.texts import xml_text
from publishing.site import SITE_NAME

from . import markup
from .markup import attribute, by_number

TYPE = "application/rss+xml"
_SPACES = markup.xmlns("atom", "content", "dc", "georss", "media")


def write(feed, texts) -> str:
    """The whole document; ``texts`` are the bodies of the entries, escaped for XML, by their names."""
    items = "".join(_item(entry, texts[entry.text], feed) for entry in feed.entries)
    items += "".join(_withdrawn(entry, feed) for entry in feed.withdrawn)
    links = "".join(f'<atom:link rel="{rel}" href="{attribute(url)}"/>' for rel, url in markup.links(feed))
    built = ""
    if feed.changed_at > LONG_AGO:
        built = f"<lastBuildDate>{_date(feed.changed_at)}</lastBuildDate>"
    return (
        f"{markup.prolog()}"
        f'<rss version="2.0" xml:lang="{feed.language}"{_SPACES}><channel>'
        f"<title>{by_number(feed.title)}</title><link>{xml_text(feed.page)}</link>"
        f"<description>{by_number(feed.description)}</description><language>{feed.language}</language>"
        f"<dc:creator>{xml_text(SITE_NAME)}</dc:creator>{built}"
        f'<atom:link rel="self" type="{TYPE}" href="{attribute(feed.url)}"/>{links}{markup.archive(feed)}{markup.for_browsers(feed)}{items}</channel></rss>'
    )


def _date(instant) -> str:
    return format_datetime(instant)


def _item(entry, body, feed) -> str:
    terms = "".join(
        f'<category domain="{attribute(term.scheme)}">{by_number(term.name)}</category>'
        for term in entry.terms
    )
    changed = f"<atom:updated>{entry.updated_at.isoformat()}</atom:updated>" if entry.change else ""
    # A summary is text, but this element is HTML to those who read it.
    return (
        f"<item><title>{by_number(entry.title)}</title><link>{xml_text(entry.url)}</link>"
        f"<description>{xml_text(xml_text(entry.summary))}</description>"
        f"<pubDate>{_date(entry.released_at)}</pubDate>"
        f'<guid isPermaLink="false">{entry.id}</guid>{changed}{_language(entry, feed)}'
        f"<content:encoded>{xml_text(markup.before(entry))}{body}{xml_text(markup.after(entry))}</content:encoded>"
        f"{terms}{markup.place(entry)}{markup.media(entry)}</item>"
    )


def _language(entry, feed) -> str:
    return f"<dc:language>{entry.language}</dc:language>" if entry.language != feed.language else ""


def _withdrawn(entry, feed) -> str:
    url = entry.url or entry.new_url
    link = f"<link>{xml_text(url)}</link>" if url else ""
    return (
        f"<item><title>{by_number(entry.title)}</title>{link}"
        f"<description>{xml_text(markup.reason(entry))}</description>"
        f"<pubDate>{_date(entry.withdrawn_at)}</pubDate>"
        f'<guid isPermaLink="false">{entry.id}</guid>{_language(entry, feed)}</item>'
    )
