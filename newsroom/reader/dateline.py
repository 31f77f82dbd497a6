"""The dateline: place, country, date and agency at the head of a release, in whatever order they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsroom.reader.dates import PLAIN_SIGNS, FoundDate, date_at, find_dates, read_iso
from newsroom.reader.document import Block
from newsroom.reader.gazetteer import Gazetteer, PlaceEntry, choose_place
from newsroom.reader.layout import is_date_line
from newsroom.reader.people import is_upper_word
from newsroom.reader.record import Dateline, PartialDate, Place, Release

HEAD = 220  # no dateline is longer
ENDING = re.compile(r"\s*(?:\.\s?)?(?:[-–—―−]{1,3}|:)\s*")
SIGN = re.compile(
    r"\s+|[,/;()•|]|\.(?=\s)|&|\b(?:and|et|y|und|и|و|en|in|le|el|den|am|the|on)\b", re.IGNORECASE
)
LABEL = re.compile(
    r"(?:date|fecha|datum|дата|日期|时间|التاريخ|published|publié le|le|el|в)\s*:?\s*", re.IGNORECASE
)
# A city and, for the second and later words, the small words inside of names: Ciudad de Guatemala, Port-au-Prince.
UNKNOWN_PLACE = re.compile(
    r"(?:[^\W\d_a-z][\w'’-]*)(?:\s(?:de|del|la|las|los|el|al|le|les|of|upon|sur)\s[^\W\d_a-z][\w'’-]*|\s[^\W\d_a-z][\w'’-]*){0,3}"
)
XINHUA = re.compile(
    r"^(?:(?P<agency>[\u4e00-\u9fff]{2,6}?社|.{0,12}?讯)\s?)(?P<rest>[\u4e00-\u9fff]{2,12}\d{1,2}月\d{1,2}日)电"
)


@dataclass(slots=True)
class _Head:
    """What has been read from the head of a paragraph so far."""

    cities: list[tuple[str, tuple[PlaceEntry, ...]]]
    iso2: str | None = None
    country: str = ""
    date: FoundDate | None = None
    agency: str = ""
    regions: int = 0
    pattern: str = ""
    end: int = 0


def read_dateline(release: Release, blocks: list[Block], gazetteer: Gazetteer, meta_date: str) -> list[Block]:
    """Fill release.dateline from the first blocks and return the blocks without it.

    A paragraph's head is taken first, then a date line of its own (which also completes a head without a date),
    and last the date in the page's metadata.
    """
    blocks = list(blocks)
    head, own_date = None, None
    for index, block in enumerate(blocks[:6]):
        if block.kind not in ("p", "quote", "li", "h2", "h3"):
            continue
        if own_date is None and is_date_line(block):
            own_date = next(find_dates(block.text), None)
            blocks[index] = block.cut(len(block.text))
            if head is None:
                continue
            break
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        # The dash may stand at the start of the next line.
        joined = (
            following is not None
            and bool(re.match(r"\s*[-–—]\s*\S", following.text))
            and len(block.text) < HEAD
        )
        text = f"{block.text}\n{following.text}" if joined else block.text
        head = head or _read_head(text, gazetteer)
        if head and head.end:
            release.dateline.text = " ".join(text[: head.end].split())
            _strip(blocks, index, head.end, joined)
            break
    dateline = release.dateline
    if head:
        _fill(dateline, head, release)
    for date in (own_date, None if dateline.start else read_iso(meta_date) if meta_date else None):
        if date and dateline.start is None:
            first, last = (date.first, date.last) if isinstance(date, FoundDate) else (date, date)
            dateline.start, dateline.end = first, last
        elif date and dateline.start.year is None and isinstance(date, FoundDate):
            dateline.start = PartialDate(date.first.year, dateline.start.month, dateline.start.day)
            dateline.end = PartialDate(date.first.year, dateline.end.month, dateline.end.day)
    return [block for block in blocks if block.text.strip() or block.cells]


def _strip(blocks: list[Block], index: int, end: int, joined: bool) -> None:
    length = len(blocks[index].text)
    if joined and end > length:
        blocks[index + 1] = blocks[index + 1].cut(end - length - 1)
        blocks[index] = blocks[index].cut(length)
    else:
        blocks[index] = blocks[index].cut(end)


def _read_head(source: str, gazetteer: Gazetteer) -> _Head | None:
    text = source[:HEAD].translate(PLAIN_SIGNS)
    agency = XINHUA.match(text)
    if agency:
        head = _pieces(agency["rest"] + " -", gazetteer)
        if head:
            head.agency, head.end, head.pattern = agency["agency"], agency.end(), "AGENCY City M月D日电"
        return head
    return _pieces(text, gazetteer)


def _pieces(text: str, gazetteer: Gazetteer) -> _Head | None:
    """Read places, dates and brackets until a dash, a colon or the end; None where something else comes first."""
    head = _Head([])
    found = list(gazetteer.countries.scan(text)) + list(gazetteer.places.scan(text))
    names: dict[int, list] = {}
    for hit in found:
        names.setdefault(hit.start, []).append(hit)
    label = LABEL.match(text)
    at = label.end() if label and date_at(text, label.end()) else 0
    depth = 0
    while at < len(text):
        if text[at] == "\n" and head.pattern:
            rest = ENDING.match(text, at)
            if rest and head.date:
                head.pattern += " NEWLINE " + rest[0].strip() + " "
                return _finished(head, rest.end())
        ending = ENDING.match(text, at)
        if ending and head.pattern and depth == 0:
            if head.date and not head.cities and _is_line_of_its_own(text, ending.end()):
                head.pattern += ending[0]
                at = ending.end()
                continue
            return _ended(head, text, at, ending)
        sign = SIGN.match(text, at)
        if sign:
            depth += (sign[0] == "(") - (sign[0] == ")")
            head.pattern += sign[0] if not sign[0].isspace() else " " if head.pattern else ""
            at = sign.end()
            continue
        step = _piece(head, text, at, names, depth)
        if step == 0:
            return None
        at += step
    complete = bool(head.date) and bool(head.cities) and len(text) < HEAD
    return _finished(head, at) if complete else None


def _ended(head: _Head, text: str, at: int, ending: re.Match) -> _Head | None:
    """What a dash or colon after the pieces means: the end of a dateline, or no dateline at all."""
    dash = ending[0]
    spaced = (
        dash.strip() in ("–", "—", "―", "−")
        or dash != dash.strip()
        or head.date
        or dash.strip().startswith(".")
    )
    if dash.strip() == ":" and not (head.date or head.pattern.strip().startswith("(")):
        return None  # "Syria: …" is a title's way of naming its subject
    if not head.date and (not head.cities or not spaced):
        return None
    if not head.date and not (head.cities[0][1] or head.agency or head.iso2):
        return None
    head.pattern = head.pattern.rstrip() + dash
    if _is_line_of_its_own(text, ending.end()):
        head.agency = text[ending.end() :].strip()
        head.pattern += "AGENCY"
        return _finished(head, len(text))
    return _finished(head, ending.end())


def _is_line_of_its_own(text: str, at: int) -> bool:
    """Whether only a few words without a sentence follow: `22 December 2017 - New York - Global Affairs Canada`."""
    rest = text[at:].strip()
    if not rest or len(rest) >= 70 or len(text) >= 130 or "\n" in rest or rest.count(" ") >= 10:
        return False
    return rest[-1] not in '.!?…”"»:。！？」' and is_upper_word(rest.split()[-1])


def _finished(head: _Head, end: int) -> _Head:
    head.end = end
    return head


def _piece(head: _Head, text: str, at: int, names: dict, depth: int) -> int:
    """Read one date, country, place or agency at this position; the number of characters taken, 0 for none."""
    date = date_at(text, at)
    if date and head.date is None:
        head.date = date
        head.pattern += date.pattern
        return date.end - at
    known = sorted(names.get(at, ()), key=lambda hit: hit.end, reverse=True)
    known = [hit for hit in known if is_upper_word(text[at : hit.end])]
    longest = [hit for hit in known if hit.end == known[0].end]
    countries = [hit for hit in longest if isinstance(hit.entries[0], str)]
    places = [hit for hit in longest if not isinstance(hit.entries[0], str)]
    if longest:
        written = text[at : longest[0].end]
        capitals = written.isupper()
        inside = re.match(r"\s?\(\s?", text[longest[0].end :])
        named_after = inside and any(
            isinstance(hit.entries[0], str) for hit in names.get(longest[0].end + inside.end(), ())
        )
        if countries and not places and not head.cities and named_after:
            # "Amman (Jordan)", where the city's name is some country's as well.
            head.cities.append((written, ()))
            head.pattern += "CITY" if capitals else "City"
        elif countries and (head.cities or not places):
            head.iso2, head.country = countries[0].entries[0], written
            head.pattern += "COUNTRY" if capitals else "Country"
        elif not head.cities or text[:at].rstrip().endswith(("/", "&", "and", "et", "y")):
            head.cities.append((written, places[0].entries))
            head.pattern += "CITY" if capitals else "City"
        else:
            head.regions += 1
            head.pattern += "Region"
        return len(written)
    unknown = UNKNOWN_PLACE.match(text, at)
    if unknown is None:
        return _bracketed(head, text, at) if depth else 0
    return _unknown(head, text, at, unknown, depth)


def _unknown(head: _Head, text: str, at: int, match: re.Match, depth: int) -> int:
    following = text[match.end() : match.end() + 40]
    if depth and (head.cities or head.date or head.iso2):
        return _bracketed(head, text, at)
    if not head.cities and (
        re.match(r"\s*(?:/|\()", following) or re.match(r",\s", following) or (head.date and _ends(following))
    ):
        if head.regions or len(match[0]) > 40:
            return 0
        head.cities.append((match[0], ()))
        head.pattern += "City"
        return len(match[0])
    if head.cities and (_ends(following) or re.match(r"\s*[,.(]", following)) and head.regions < 2:
        head.regions += 1
        head.pattern += "Region"
        return len(match[0])
    return 0


def _ends(following: str) -> bool:
    return bool(ENDING.match(following)) or not following.strip()


def _bracketed(head: _Head, text: str, at: int) -> int:
    """What stands in brackets and is neither place nor date is the agency: (ICRC), (UN Information Service)."""
    close = text.find(")", at)
    if close < 0 or close - at > 60:
        return 0
    head.agency = text[at:close]
    head.pattern += "AGENCY"
    return close - at


def _fill(dateline: Dateline, head: _Head, release: Release) -> None:
    hint = head.iso2
    for written, entries in head.cities:
        entry = choose_place(entries, hint)
        iso2 = hint if hint and not dateline.places else entry.iso2 if entry else None
        name = written.title() if written.isupper() and len(written) > 3 else written
        dateline.places.append(Place(name, entry.name if entry else "", iso2))
        if entry is None:
            release.doubt("place-unknown", f"The dateline names “{name}”, which is not a place known here.")
        elif not hint and len({candidate.iso2 for candidate in entries}) > 1:
            others = sorted({candidate.iso2 for candidate in entries} - {entry.iso2})
            release.doubt(
                "place-ambiguous",
                f"There is a {name} in more than one country; {entry.iso2} was taken, not {', '.join(others)}.",
            )
        hint = hint if len(head.cities) == 1 else None
    dateline.iso2 = head.iso2 or (dateline.places[0].iso2 if dateline.places else None)
    if dateline.places and dateline.places[0].iso2 is None:
        dateline.places[0] = Place(dateline.places[0].written, dateline.places[0].name, dateline.iso2)
    dateline.agency = head.agency
    dateline.pattern = head.pattern
    if head.date:
        dateline.start, dateline.end = head.date.first, head.date.last
        if head.date.doubtful:
            release.doubt("date-ambiguous", "Day and month of the dateline could be the other way round.")
