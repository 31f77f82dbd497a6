"""The HTML that stands around the text of an entry, or in place of it; and text as XML holds it."""

import re
from functools import lru_cache
from html import escape

from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import override

from newsroom.texts import without_controls, xml_text
from publishing.addresses import address
from publishing.site import absolute

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "georss": "http://www.georss.org/georss",
    "media": "http://search.yahoo.com/mrss/",
    "fh": "http://purl.org/syndication/history/1.0",
    "at": "http://purl.org/atompub/tombstones/1.0",
}


def prolog() -> str:
    """What an XML document begins with; a feed opened in a browser is a page that can be read."""
    style = escape(static("site/feed.css"))
    return f'<?xml version="1.0" encoding="utf-8"?>\n<?xml-stylesheet type="text/css" href="{style}"?>\n'


def explanation() -> str:
    """What a feed is, for somebody who opens one in a browser."""
    return _("This is a feed. Give its address to a feed reader, and you will hear of what is new here.")


def for_browsers(feed) -> str:
    """The same with links, as XHTML beside the entries: feed readers pass it over."""
    follow = f'<a href="{escape(absolute(address("newsroom:follow")))}">{escape(_("Follow"))}</a>'
    page = f'<a href="{escape(feed.page)}">{xml_text(feed.title)}</a>'
    return f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{escape(explanation())}</p><p>{page} · {follow}</p></div>'


def xmlns(*prefixes) -> str:
    """The declarations of namespaces, each after a space."""
    return "".join(f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in prefixes)


def links(feed) -> list[tuple[str, str]]:
    """What a feed links to in every format: relations and addresses."""
    known = {
        "hub": feed.hub,
        "current": feed.id if feed.is_archive else "",
        "next": feed.next_url,
        "prev-archive": feed.archive_url,
    }
    return [(rel, url) for rel, url in known.items() if url]


def archive(feed) -> str:
    """The mark of a page of an archive: RFC 5005, section 4."""
    return f"<fh:archive{xmlns('fh')}/>" if feed.is_archive else ""


# Names, credits and pictures come again and again in one feed, and in all of them.
@lru_cache(maxsize=5_000)
def attribute(text: str) -> str:
    """Text as the value of an attribute in quotation marks; its lines become one."""
    return escape(" ".join(without_controls(text).split()))


def pictures(entry) -> list:
    """All pictures of an entry that do not stand between its paragraphs."""
    return [*([entry.lead] if entry.lead else []), *entry.gallery]


def before(entry) -> str:
    """What stands above the text: how it was corrected, its picture, where and when it is from."""
    head = ""
    if entry.note:
        head = f"<p><strong>{escape(entry.change)}:</strong> {escape(entry.note)}</p>"
    if entry.lead:
        head += figure(entry.lead)
    if entry.dateline:
        head += f"<p>{escape(entry.dateline)} \u2013</p>"
    return head


def after(entry) -> str:
    """What stands below it: the other pictures."""
    return "".join(map(figure, entry.gallery))


@lru_cache(maxsize=1_000)
def figure(picture) -> str:
    words = " ".join(filter(None, (picture.caption, picture.credit)))
    caption = f"<figcaption>{escape(words)}</figcaption>" if words else ""
    return (
        f'<figure><img src="{escape(picture.url)}" alt="{escape(picture.alt)}"'
        f' width="{picture.width}" height="{picture.height}">{caption}</figure>'
    )


def reason(withdrawn) -> str:
    """Why a text was withdrawn, and what replaced it."""
    with override(withdrawn.language.lower()):
        said = f"<p><strong>{escape(_('Why'))}:</strong> {escape(withdrawn.note)}</p>"
        if withdrawn.new_url:
            link = f'<a href="{escape(withdrawn.new_url)}">{escape(withdrawn.new_title)}</a>'
            said += f"<p>{escape(_('It was replaced by'))} {link}</p>"
    return said


_MARKUP = re.compile(r"[&<>]")


@lru_cache(maxsize=5_000)
def by_number(text: str) -> str:
    """Plain text for RSS, where nobody knows whether an element is text or HTML: ``&#x26;`` is right either way.

    So says the RSS Advisory Board's profile of 2007.
    """
    return _MARKUP.sub(lambda mark: f"&#x{ord(mark[0]):X};", without_controls(text))


# Media RSS 1.5.1 has no place for alternative text: that is what the picture shows, so it is its description.


def media(entry) -> str:
    """The pictures of an entry as Media RSS, in RSS and in Atom."""
    return "".join(map(_media, pictures(entry)))


@lru_cache(maxsize=1_000)
def _media(picture) -> str:
    return (
        f'<media:content url="{attribute(picture.url)}" type="{picture.type}" medium="image"'
        f' width="{picture.width}" height="{picture.height}">'
        f"{_in('media:title', picture.caption)}{_in('media:description', picture.alt)}"
        f"{_in('media:credit', picture.credit)}</media:content>"
    )


def _in(tag, text) -> str:
    return f"<{tag}>{by_number(text)}</{tag}>" if text else ""


def place(entry) -> str:
    """Where an entry is from, as GeoRSS Simple: one point."""
    return f"<georss:point>{entry.point}</georss:point>" if entry.point else ""
