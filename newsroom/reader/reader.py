"""Reading a release: the one function that turns a source into a Release, step by step."""

from __future__ import annotations

import re

from newsroom.reader.addresses import find_links
from newsroom.reader.agencies import find_mentions, gather, spans
from newsroom.reader.attribution import first_sentence
from newsroom.reader.body import safe_address, write_html
from newsroom.reader.countries import find_countries
from newsroom.reader.dateline import read_dateline
from newsroom.reader.document import Block, Document
from newsroom.reader.encoding import decode
from newsroom.reader.gazetteer import Gazetteer
from newsroom.reader.language import detect_language
from newsroom.reader.layout import Layout, lay_out
from newsroom.reader.markup import looks_like_html, read_html
from newsroom.reader.occasions import find_event
from newsroom.reader.plain import read_plain
from newsroom.reader.quotes import find_quotes
from newsroom.reader.record import Link, Place, Release, ReleaseUnreadable
from newsroom.reader.topics import find_topics

# What is looked at for names and quotes. A longer text is kept whole in the body.
LONGEST_READ = 200_000
SHORTEST = 200
MOST_BLOCKS = 10_000
CODE = re.compile(
    r"[{};]\s*$|^\s*(?:def|class|import|from|return|if|for|var|let|const|function|public|#include)\b",
    re.MULTILINE,
)
FILLER = re.compile(r"\blorem ipsum\b", re.IGNORECASE)


def read(
    source: str | bytes, *, gazetteer: Gazetteer, name: str = "", language: str | None = None
) -> Release:
    """The release that a source holds: plain text, markdown or HTML, as text or as bytes.

    `name` becomes the record's id (a file's name without its ending); `language` overrules what the text looks like.
    What was doubtful is in `warnings`. Raises ReleaseUnreadable, and nothing else, for a source without text.
    """
    text, doubts = decode(source)
    document = read_html(text) if looks_like_html(text) else read_plain(text)
    if not any(block.text.strip() for block in document.blocks):
        raise ReleaseUnreadable("There is no text here, only markup.")
    if len(document.blocks) > MOST_BLOCKS:
        raise ReleaseUnreadable(
            f"This has {len(document.blocks):,} paragraphs; a release may have {MOST_BLOCKS:,} at most."
        )
    release = Release(id=re.sub(r"\.\w{1,5}$", "", name.rsplit("/", 1)[-1]), warnings=doubts)
    _set_language(release, document, language)
    layout = lay_out(document)
    _set_title(release, layout)
    layout.text = read_dateline(release, layout.text, gazetteer, document.date)
    _set_parts(release, layout)
    _set_names(release, layout, gazetteer)
    _doubt_the_whole(release)
    return release


def _set_language(release: Release, document: Document, language: str | None) -> None:
    found, sure = detect_language(" ".join(block.text for block in document.blocks[:60]), document.language)
    release.language = language or found
    if not language and not sure:
        release.doubt("language-unsure", f"The language could not be told for sure; {found} was taken.")


def _set_title(release: Release, layout: Layout) -> None:
    release.title, release.title_alt = layout.title, layout.title_alt
    if release.title:
        return
    # A text without paragraphs: its first sentence may do until an editor gives it a title.
    first = first_sentence(layout.text[0].text[:400]) if layout.text else ""
    if 0 < len(first) <= 200:
        release.title = " ".join(first.split())
        release.doubt("title-guessed", "No line stands alone as a title; the first sentence was taken.")
    else:
        release.doubt("title-missing", "No title was found. Please give the release a title.")


def _set_parts(release: Release, layout: Layout) -> None:
    layout.text = [_without_dash(block) for block in layout.text]
    release.body_html = write_html(_with_headings(layout.text))
    release.body_text = _text_of(layout.text)
    release.contact = _text_of(layout.contact)
    release.notes_to_editors = _text_of(layout.notes)
    release.about = _text_of(layout.about)
    release.see_also = [
        Link(link.text, safe_address(link.url or "")) for link in layout.see_also if link.text
    ]
    find_links(release, [*layout.text, *layout.aside, *_marked(layout.contact)])


def _without_dash(block: Block) -> Block:
    """A paragraph without the dash or bullet that somebody typed before it."""
    dash = re.match(r"[-–—•]\s+(?=\S)", block.text) if block.kind == "p" else None
    return block.cut(dash.end()) if dash else block


def _marked(blocks: list[Block]) -> list[Block]:
    """Contact blocks with only those links that somebody set: an address written out there is no link of the release."""
    kept = []
    for block in blocks:
        marks = [mark for mark in block.marks if mark.kind == "a" and not (
            block.text[mark.start : mark.end].startswith("http") or mark.href.endswith(block.text[mark.start : mark.end].strip("/ "))
            and mark.href.startswith("http"))]  # fmt: skip
        kept.append(Block(block.kind, block.text, marks, gap=block.gap))
    return [block for block in kept if block.marks]


def _with_headings(blocks: list[Block]) -> list[Block]:
    """Short paragraphs that are bold throughout are headings between paragraphs; the lead in bold stays a paragraph."""
    made = []
    for index, block in enumerate(blocks):
        heading = index and block.kind == "p" and block.is_strong and len(block.text) < 120
        if heading and block.text.rstrip()[-1] not in '.!?:;,”"»':
            block = Block("h3", block.text, block.marks, gap=block.gap)
        made.append(block)
    return made


def _text_of(blocks: list[Block]) -> str:
    return "\n\n".join(block.text for block in blocks)


def _set_names(release: Release, layout: Layout, gazetteer: Gazetteer) -> None:
    """Everything that is found by names: in the title, the dateline and the text, one after the other."""
    text = re.sub(r"(?<!\n)\n(?!\n)|\u00a0", " ", release.body_text[:LONGEST_READ])
    if len(text) < len(release.body_text):
        release.doubt(
            "text-long", f"Only the first {LONGEST_READ:,} characters were searched for names and quotes."
        )
    mentions = find_mentions(text, gazetteer)
    gather(release, mentions, len(text))
    head = f"{release.title}\n\n{release.dateline.text}\n\n"
    in_title = find_mentions(head, gazetteer)
    inside = [*spans(in_title), *((start + len(head), end + len(head)) for start, end in spans(mentions))]
    release.countries, release.countries_optional = find_countries(
        head + text, gazetteer, inside, _city_like_a_country(release, gazetteer)
    )
    _place_the_dateline(release)
    searched = _searched(layout.text)
    find_quotes(release, searched, gazetteer)
    find_event(release, searched, gazetteer, mentions)
    links = " ".join(link.text for link in release.links)
    release.topics = find_topics(release.title, text, links, gazetteer, list(spans(mentions)))


def _city_like_a_country(release: Release, gazetteer: Gazetteer) -> str:
    """The dateline's city if another country has its name."""
    city = release.dateline.city or ""
    return city if gazetteer.country(city) not in (None, release.dateline.iso2) else ""


def _place_the_dateline(release: Release) -> None:
    """A city that nobody knows lies in the one country that the release names."""
    dateline = release.dateline
    if dateline.places and dateline.iso2 is None and len(release.countries) == 1:
        dateline.iso2 = release.countries[0]
        first = dateline.places[0]
        dateline.places[0] = Place(first.written, first.name, dateline.iso2)
        release.doubt(
            "country-guessed",
            f"{first.written} was taken to lie in {dateline.iso2}, the only country named in the release.",
        )


def _searched(blocks: list[Block]) -> list[Block]:
    """The blocks up to LONGEST_READ characters."""
    kept, length = [], 0
    for block in blocks:
        length += len(block.text)
        if length > LONGEST_READ:
            break
        kept.append(block)
    return kept


def _doubt_the_whole(release: Release) -> None:
    """Say so where this may be no release at all; an editor decides."""
    text = release.body_text
    if FILLER.search(text) or FILLER.search(release.title):
        release.doubt("filler-text", "This looks like filler text (lorem ipsum), not like a release.")
    elif len(CODE.findall(text[:20_000])) > 8:
        release.doubt("looks-like-code", "This looks like source code, not like a release.")
    if len(text) < SHORTEST:
        release.doubt("text-short", "There is very little text after the title. Is the whole release here?")
    dateline = release.dateline
    if not dateline.places and dateline.start is None:
        release.doubt(
            "dateline-missing",
            "No dateline was found: neither a place nor a date stands at the head of the text.",
        )
    elif dateline.start is None:
        release.doubt("date-missing", "The dateline gives no date.")
    elif dateline.start.year is None:
        release.doubt("year-missing", "The dateline gives no year.")
    elif not dateline.places:
        release.doubt("place-missing", "The dateline gives no place.")
    if not release.agencies and not release.countries and not release.quotes:
        release.doubt("nothing-named", "No body, country or quotation was found: this may not be a release.")
