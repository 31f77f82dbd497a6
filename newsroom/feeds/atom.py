"""Atom 1.0 (RFC 4287), with tombstones (RFC 6721), archives (RFC 5005), Media RSS and GeoRSS."""

from newsroom.texts import xml_text
from publishing.site import SITE_NAME, absolute

from . import markup
from .markup import attribute

TYPE = "application/atom+xml"
_SPACES = markup.xmlns("georss", "media")


def write(feed, texts) -> str:
    """The whole document; ``texts`` are the bodies of the entries, escaped for XML, by their names."""
    entries = "".join(_entry(entry, texts[entry.text], feed) for entry in feed.entries)
    links = "".join(f'<link rel="{rel}" href="{attribute(url)}"/>' for rel, url in markup.links(feed))
    return (
        f"{markup.prolog()}"
        f'<feed xmlns="{markup.NAMESPACES["atom"]}" xml:lang="{feed.language}"{_SPACES}>'
        f"<id>{xml_text(feed.id)}</id><title>{xml_text(feed.title)}</title>"
        f"<subtitle>{xml_text(feed.description)}</subtitle><updated>{_date(feed.changed_at)}</updated>"
        f"<author><name>{xml_text(SITE_NAME)}</name><uri>{xml_text(absolute('/'))}</uri></author>"
        f'<link rel="self" type="{TYPE}" href="{attribute(feed.url)}"/>'
        f'<link rel="alternate" type="text/html" href="{attribute(feed.page)}"/>'
        f"{links}{markup.archive(feed)}{markup.for_browsers(feed)}{entries}{''.join(map(_withdrawn, feed.withdrawn))}</feed>"
    )


def _date(instant) -> str:
    """As RFC 3339 writes it; instants are in UTC, as the database gives them."""
    return instant.isoformat().replace("+00:00", "Z")


def _entry(entry, body, feed) -> str:
    language = f' xml:lang="{entry.language}"' if entry.language != feed.language else ""
    summary = f"<summary>{xml_text(entry.summary)}</summary>" if entry.summary else ""
    terms = "".join(
        f'<category term="{attribute(term.key)}" scheme="{attribute(term.scheme)}" label="{attribute(term.name)}"/>'
        for term in entry.terms
    )
    return (
        f"<entry{language}><id>{entry.id}</id><title>{xml_text(entry.title)}</title>"
        f'<link rel="alternate" type="text/html" href="{attribute(entry.url)}"/>'
        f"<published>{_date(entry.released_at)}</published><updated>{_date(entry.updated_at)}</updated>{summary}"
        f'<content type="html">{xml_text(markup.before(entry))}{body}{xml_text(markup.after(entry))}</content>'
        f"{terms}{markup.place(entry)}{markup.media(entry)}</entry>"
    )


def _withdrawn(entry) -> str:
    links = "".join(
        f'<link rel="{rel}" type="text/html" href="{attribute(url)}"/>'
        for rel, url in (("alternate", entry.url), ("related", entry.new_url))
        if url
    )
    return (
        f'<at:deleted-entry{markup.xmlns("at")} ref="{entry.id}" when="{_date(entry.withdrawn_at)}">'
        f'<at:comment xml:lang="{entry.language}">{xml_text(f"{entry.title}. {entry.note}")}</at:comment>'
        f"{links}</at:deleted-entry>"
    )
