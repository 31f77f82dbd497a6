"""What does a feed say? Its entries, and what was withdrawn, in plain values that every format is written from.

All of it is gathered before anything is written: if the subscriber has it already, nothing is.
"""

import mimetypes
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from newsroom import rendering
from newsroom.facts import dateline, facts_of
from newsroom.models.editions import Change, Reason
from newsroom.paging import cursor_of, joined
from newsroom.selection.withdrawn import withdrawn
from newsroom.texts import texts_of
from publishing.addresses import address
from publishing.languages import Language
from publishing.site import SITE_NAME, absolute

from .rows import FEED_SIZE, rows_of


class Picture(NamedTuple):
    """A picture with its full address; its words in the language of the entry, each of them perhaps empty."""

    url: str
    type: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str


class Term(NamedTuple):
    """What an entry is about: the address of the vocabulary, the key in it, which is for ever, and the name."""

    scheme: str
    key: str
    name: str


class Entry(NamedTuple):
    """A live text. ``text`` names the body, in what ``gather`` returns beside the feed."""

    id: str
    url: str
    title: str
    summary: str
    language: str
    released_at: datetime
    updated_at: datetime
    # The last change that readers should know of, in words, and what they were told; empty if there was none.
    change: str
    note: str
    dateline: str
    # Latitude and longitude of the first place of the dateline that has them.
    point: str
    terms: tuple[Term, ...]
    lead: Picture | None
    gallery: tuple[Picture, ...]
    text: str


class Withdrawn(NamedTuple):
    """A text that is no longer live: what readers are told of it. Nothing of the text itself if that is gone."""

    id: str
    title: str
    language: str
    withdrawn_at: datetime
    note: str
    # Where it can still be read, or the text that replaces it: address and title.
    url: str
    new_url: str
    new_title: str


class Feed(NamedTuple):
    """A feed, or one page of its archive (RFC 5005)."""

    # The address of the feed, of which this may be a page.
    id: str
    title: str
    page: str
    description: str
    url: str
    language: str
    changed_at: datetime
    hub: str
    entries: tuple[Entry, ...]
    withdrawn: tuple[Withdrawn, ...]
    # Whether this is a page of its archive; the address of the entries that follow, and of the archive from here on.
    is_archive: bool
    next_url: str
    archive_url: str


def gather(selection, page, url, before=None) -> tuple[Feed, dict]:
    """The feed of a selection, or what is in it before a position; and the bodies that its entries name.

    ``page`` is where it is listed, ``url`` where the feed is, both without their host. Six queries where one term is the
    list; one less while the texts are known.
    """
    words = selection.describe()
    rows, further = rows_of(selection, before)
    facts = facts_of([row.pk for row in rows], ("places", "countries", "topics")) if rows else {}
    texts = texts_of((row.revision__sha256, row.revision_id) for row in rows)
    library = rendering.library_of(set().union(*(text.image_keys for text in texts.values())))
    # The addresses of the vocabularies: those of their pages in English, in all languages the same.
    schemes = {kind: absolute(address(f"events:{kind}-list", language="en")) for kind in ("country", "topic")}
    count, changed_at = selection.state()
    older = absolute(joined(url, f"before={cursor_of(further)}")) if further else ""
    feed = Feed(
        id=absolute(url),
        title=f"{SITE_NAME}: {words}",
        page=absolute(page),
        description=_("%(list)s, as it is published.") % {"list": words},
        url=absolute(joined(url, f"before={cursor_of(before)}") if before else url),
        language=Language(get_language()).tag,
        changed_at=changed_at,
        hub=settings.WEBSUB_HUB,
        entries=tuple(
            _entry(row, facts[row.pk], texts[row.revision__sha256], library, schemes) for row in rows
        ),
        # What was withdrawn has no words any more: a search cannot tell whether it was among what it found.
        withdrawn=() if before or selection.query else tuple(map(_told, withdrawn(selection.walks))),
        is_archive=bool(before),
        next_url=older,
        archive_url=_archive(url, rows, count) if count and older and not before else older,
    )
    return feed, {digest: text.body for digest, text in texts.items()}


def _archive(url, rows, count) -> str:
    """Where the archive of a feed begins. Its pages are counted from the oldest text, so that they stay what they are.

    Of the last of them the feed itself repeats what it has room for.
    """
    return absolute(joined(url, f"before={_cursor(rows[count % FEED_SIZE - 1])}"))


def _cursor(row) -> str:
    return cursor_of((row.released_at, row.article_id))


def _entry(row, facts, text, library, schemes) -> Entry:
    lead, gallery = rendering.pictures({"images": text.images}, library)
    is_told = row.told_change != Change.FIRST
    return Entry(
        id=f"urn:uuid:{row.uid}",
        url=absolute(
            address("newsroom:release-detail", row.year, row.month, row.slug, language=row.language)
        ),
        title=row.title,
        summary=row.summary,
        language=Language(row.language).tag,
        released_at=row.released_at,
        updated_at=_apart(
            row.told_from if is_told or row.told_number > 1 else row.released_at, row.article_id
        ),
        change=_change_in(row.language, row.told_change) if is_told else "",
        note=row.told_note if is_told else "",
        dateline=dateline(facts, row),
        point=facts.points[0] if facts.points else "",
        terms=tuple(
            Term(schemes[thing.kind], thing.slug, thing.local_name)
            for thing in facts.topics + facts.countries
        ),
        lead=_picture(lead) if lead else None,
        gallery=tuple(map(_picture, gallery)),
        text=row.revision__sha256,
    )


def _apart(instant, article) -> datetime:
    """No two entries are of one instant, however many were released on one day: they follow each other as in lists."""
    return instant if instant.microsecond else instant + timedelta(microseconds=article % 1_000_000)


def _picture(picture) -> Picture:
    image = picture["image"]
    return Picture(
        absolute(image.url),
        _type(image.file.name.rpartition(".")[2]),
        *(image.width, image.height, picture["alt"], picture["caption"], picture["credit"]),
    )


@cache
def _type(extension) -> str:
    return mimetypes.types_map[f".{extension}"]


@cache
def _change_in(language, change) -> str:
    with override(language):
        return capfirst(str(Change(change).label))


def _told(row) -> Withdrawn:
    url = new_url = new_title = ""
    with override(row.language):
        title = _("This text was withdrawn")
        if row.reason == Reason.READABLE:
            title = _("Withdrawn: %(title)s") % {"title": row.own_title}
            url = address("newsroom:release-detail", row.own_year, row.own_month, row.own_slug)
    if row.new_slug:
        new_url = address(
            "newsroom:release-detail", row.new_year, row.new_month, row.new_slug, language=row.new_language
        )
        new_title = row.new_title
    language = Language(row.language).tag
    return Withdrawn(
        f"urn:uuid:{row.uid}", title, language, row.at, row.note, absolute(url), absolute(new_url), new_title
    )
