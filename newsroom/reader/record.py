"""What a release looks like once it has been read: plain dataclasses, and the JSON that the archive exchanges."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# A quote is found again in the text by its first words: whole words, as few as reach this many characters.
STARTS_LENGTH = 31


class ReleaseUnreadable(ValueError):
    """The source holds no text that could be read as a release. The message is written for an editor."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the reader was not sure of. `code` is stable, `message` is a sentence for an editor."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date of which the year or the day may be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def iso(self) -> str | None:
        """`2017-06-12`, `2017-06`, `--06-12` (no year given), or None where it says too little to be used."""
        if self.month is None:
            return None
        if self.year is None:
            return f"--{self.month:02d}-{self.day:02d}" if self.day else None
        return f"{self.year:04d}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a dateline or an event: as written (capitals undone), and as the gazetteer knows it."""

    written: str
    name: str = ""  # the gazetteer's canonical name; empty when the place is not known
    iso2: str | None = None


@dataclass(slots=True)
class Dateline:
    """Where and when a release was issued. `start` and `end` are the same unless a range of days was given."""

    places: list[Place] = field(default_factory=list)
    iso2: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    agency: str = ""
    pattern: str = "none"
    text: str = ""

    @property
    def city(self) -> str | None:
        return self.places[0].written if self.places else None

    def to_json(self) -> dict:
        out = {
            "city": self.city,
            "country_iso2": self.iso2,
            "date": self.start.iso() if self.start else None,
            "city_alt": [{"city": place.written, "country_iso2": place.iso2} for place in self.places[1:]],
            "pattern": self.pattern,
        }
        if self.end and self.end != self.start:
            out["date_end"] = self.end.iso()
        return out


@dataclass(slots=True)
class Quote:
    """Somebody's exact words. `parts` are its runs, where an attribution stands in the middle."""

    parts: list[str]
    speaker: str | None = None
    role: str | None = None
    affiliation: str | None = None
    honorific: str | None = None
    continued: bool = False  # no attribution of its own: the speaker is the one of the quote before
    block: int = 0  # the paragraph in which it stands

    @property
    def text(self) -> str:
        return " ".join(self.parts)

    def to_json(self) -> dict:
        out = {
            "starts": first_words(self.parts[0]),
            "speaker": self.speaker,
            "role": self.role,
            "affiliation": self.affiliation,
        }
        if self.honorific:
            out["honorific"] = self.honorific
        if len(self.parts) > 1:
            out["also"] = [first_words(part) for part in self.parts[1:]]
        if self.continued:
            out["continued"] = True
        return out | {"text": self.text}


@dataclass(slots=True)
class Agency:
    """A body that acts or is described in the text. `key` is the gazetteer's own key when it is known there."""

    name: str
    aliases: list[str] = field(default_factory=list)
    key: str | None = None
    iso2: str | None = None
    optional: bool = False  # a unit inside another body, or a government as such
    mentions: int = 1

    def to_json(self) -> dict:
        return {"name": self.name, "aliases": self.aliases}


@dataclass(slots=True)
class Series:
    """The run of events that an event belongs to."""

    name: str | None = None
    form: str = ""  # project, programme, series …
    owner: str = ""
    earlier_kind: str = ""  # "workshops"
    earlier_places: list[str] = field(default_factory=list)
    coming: str = ""  # "sub-regional sessions"
    coming_when: str = ""

    def describe(self) -> str | None:
        """One line: name (owner and form); earlier sessions and where; sessions to come. None if all is empty."""
        parts = []
        if self.name:
            label = f"{self.owner} {self.form}".strip()
            parts.append(f"{self.name} ({label})" if label else self.name)
        if self.earlier_kind:
            where = _and(self.earlier_places)
            parts.append(f"earlier {self.earlier_kind}" + (f" in {where}" if where else ""))
        if self.coming:
            parts.append(f"{self.coming} to follow")
        return "; ".join(parts) or None


@dataclass(slots=True)
class Event:
    """The workshop, meeting or visit that the release reports."""

    kind: str
    name: str | None = None
    place: str | None = None
    iso2: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    series: Series | None = None

    def to_json(self) -> dict:
        return {
            "kind": self.kind,
            "name": self.name,
            "place": self.place,
            "country_iso2": self.iso2,
            "start": self.start.iso() if self.start else None,
            "end": self.end.iso() if self.end else None,
            "series": self.series.describe() if self.series else None,
        }


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str | None = None

    def to_json(self) -> dict:
        return {"text": self.text, "url": self.url}


@dataclass(slots=True)
class Release:
    """A release as data. Lists are in the order of the text; agencies begin with the one named most."""

    id: str = ""
    language: str = "en"
    title: str = ""
    title_alt: list[str] = field(default_factory=list)
    dateline: Dateline = field(default_factory=Dateline)
    body_html: str = ""  # p h2 h3 ul ol li blockquote table a strong em, nothing else
    body_text: str = ""
    quotes: list[Quote] = field(default_factory=list)
    agencies: list[Agency] = field(default_factory=list)
    agencies_optional: list[Agency] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)  # ISO alpha-2, sorted
    countries_optional: list[str] = field(default_factory=list)
    event: Event | None = None
    topics: list[str] = field(default_factory=list)
    see_also: list[Link] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    contact: str = ""
    notes_to_editors: str = ""
    about: str = ""  # "About UNX": what the issuer says of itself every time
    warnings: list[Doubt] = field(default_factory=list)

    def doubt(self, code: str, message: str) -> None:
        """Note something for the editor, once."""
        note = Doubt(code, message)
        if note not in self.warnings:
            self.warnings.append(note)

    def to_json(self) -> dict:
        return {
            "id": self.id,
            "lang": self.language,
            "title": self.title,
            "title_alt": self.title_alt,
            "dateline": self.dateline.to_json(),
            "quotes": [quote.to_json() for quote in self.quotes],
            "agencies": [agency.to_json() for agency in self.agencies],
            "agencies_optional": [agency.to_json() for agency in self.agencies_optional],
            "countries": self.countries,
            "countries_optional": self.countries_optional,
            "event": self.event.to_json() if self.event else None,
            "topics": [_common_noun(topic) for topic in self.topics],
            "see_also": [link.to_json() for link in self.see_also],
            "links": [link.to_json() for link in self.links],
            "notes": None,
            "body_html": self.body_html,
            "contact": self.contact,
            "notes_to_editors": self.notes_to_editors,
            "about": self.about,
            "warnings": [{"code": doubt.code, "message": doubt.message} for doubt in self.warnings],
        }


def _common_noun(topic: str) -> str:
    """A topic as it stands inside a sentence: ``Human trafficking`` loses its capital, ``HIV`` keeps it."""
    return topic[:1].lower() + topic[1:] if topic[1:2].islower() else topic


def first_words(text: str) -> str:
    """The first whole words of a text, at least STARTS_LENGTH characters of them, without a final comma."""
    taken = ""
    for word in re.split(r"\s+", text.strip()[:400]):
        taken = f"{taken} {word}".strip()
        if len(taken) >= STARTS_LENGTH:
            break
    return taken.rstrip(" .,;:!?…。，；：！？،؛؟") or taken


def _and(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
