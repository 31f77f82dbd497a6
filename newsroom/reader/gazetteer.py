"""The names that the reader knows: countries, places, agencies, people, series and topics, found fast in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from newsroom.reader.folding import fold, is_acronym, tokens, word_key
from newsroom.reader.known_names import BODIES, COUNTRY_NAMES

__all__ = ["AgencyEntry", "CountryEntry", "Gazetteer", "Hit", "PersonEntry", "PlaceEntry", "SeriesEntry",
           "TopicEntry", "fold"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class CountryEntry:
    iso2: str
    name: str
    names: tuple[str, ...] = ()  # in other languages, short forms, former names


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    name: str
    iso2: str | None = None
    population: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    name: str
    acronym: str = ""
    aliases: tuple[str, ...] = ()
    iso2: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class PersonEntry:
    name: str
    role: str = ""
    affiliation: str = ""
    honorific: str = ""


@dataclass(frozen=True, slots=True)
class SeriesEntry:
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicEntry:
    name: str
    terms: tuple[str, ...] = ()


class Hit(NamedTuple):
    """A known name found in a text."""

    start: int
    end: int
    entries: tuple[Any, ...]


class NameIndex:
    """Names by their folded words. A scan is one pass over the words of the text, longest name first."""

    def __init__(self) -> None:
        self._by_first: dict[str, dict[int, dict[tuple[str, ...], tuple]]] = {}

    def add(self, name: str, entry: Any) -> None:
        key = fold(name)
        if not key:
            return
        words = tuple(key.split(" "))
        bucket = self._by_first.setdefault(words[0], {}).setdefault(len(words), {})
        known = bucket.get(words, ())
        if entry not in known:
            bucket[words] = (*known, entry)

    def get(self, name: str) -> tuple:
        """The entries that bear exactly this name, in any case, accents or article."""
        key = fold(name)
        words = tuple(key.split(" "))
        return self._by_first.get(words[0], {}).get(len(words), {}).get(words, ())

    def scan(self, text: str) -> Iterator[Hit]:
        """Every known name in the text, left to right, without overlaps, the longest at each place."""
        found = list(tokens(text))
        keys = [word_key(word) for word, _, _ in found]
        at = 0
        while at < len(found):
            entries, length = self._longest(keys, at)
            if entries:
                yield Hit(found[at][1], found[at + length - 1][2], entries)
            at += length

    def _longest(self, keys: list[str], at: int) -> tuple[tuple, int]:
        for first in _readings(keys[at]):
            lengths = self._by_first.get(first)
            if lengths is None:
                continue
            for length in sorted(lengths, reverse=True) if len(lengths) > 1 else lengths:
                entries = lengths[length].get((first, *keys[at + 1 : at + length]))
                if entries:
                    return entries, length
        return (), 1


def _readings(key: str) -> tuple[str, ...]:
    """A word, and what is left of an Arabic word without the particles that are written together with it."""
    if key and "\u0621" <= key[0] <= "\u064a" and len(key) > 4:
        if key.startswith("لل"):
            return key, "ال" + key[2:], key[2:]
        if key[0] in "وفبلك":
            return key, key[1:]
    return (key,)


@dataclass(slots=True)
class Gazetteer:
    """What is known before a text is read. Build it once, use it for any number of texts; it is not changed."""

    countries: NameIndex = field(default_factory=NameIndex)
    places: NameIndex = field(default_factory=NameIndex)
    agencies: NameIndex = field(default_factory=NameIndex)
    people: NameIndex = field(default_factory=NameIndex)
    series: NameIndex = field(default_factory=NameIndex)
    topics: NameIndex = field(default_factory=NameIndex)
    country_names: dict[str, str] = field(default_factory=dict)  # ISO alpha-2 to the name used first

    @classmethod
    def build(
        cls,
        *,
        countries: Iterable = (),
        places: Iterable = (),
        agencies: Iterable = (),
        people: Iterable = (),
        series: Iterable = (),
        topics: Iterable = (),
        known_names: bool = True,
    ) -> Gazetteer:
        """A gazetteer from plain records: entries, mappings with their field names, or tuples in their order.

        With `known_names`, the usual short names of the countries given ("UAE", "Burma", "RDC") and the bodies of
        the United Nations system are added; a body that is also among `agencies` is taken from there.
        """
        made = cls()
        made._add_countries(_entries(countries, CountryEntry), known_names)
        made._add_agencies(_entries(agencies, AgencyEntry), known_names)
        for entry in _entries(places, PlaceEntry):
            _index(made.places, (entry.name, *entry.names), entry)
        for entry in _entries(people, PersonEntry):
            _index(made.people, (entry.name,), entry)
        for entry in _entries(series, SeriesEntry):
            _index(made.series, (entry.name, *entry.aliases), entry)
        for entry in _entries(topics, TopicEntry):
            _index(made.topics, (entry.name, *entry.terms), entry.name)
        return made

    def _add_countries(self, given: Iterable[CountryEntry], known_names: bool) -> None:
        for entry in given:
            self.country_names.setdefault(entry.iso2, entry.name)
            extra = COUNTRY_NAMES.get(entry.iso2, ()) if known_names else ()
            _index(self.countries, (entry.name, *entry.names, *extra), entry.iso2)

    def _add_agencies(self, given: Iterable[AgencyEntry], known_names: bool) -> None:
        taken: dict[str, AgencyEntry] = {}
        for entry in given:
            # One common word ("Immigration") is a body's name only in a list of bodies, not wherever it stands.
            for name in {entry.name, entry.acronym, *entry.aliases}:
                if name and (
                    " " in name.strip() or is_acronym(name) or not name.isascii() or name == entry.name
                ):
                    self.agencies.add(name, entry)
                    taken.setdefault(fold(name), entry)
        for names in BODIES if known_names else ():
            acronym, name, *aliases = names
            entry = next((taken[key] for key in map(fold, names) if key in taken), None)
            entry = entry or AgencyEntry(name, acronym, tuple(aliases))
            for alias in names:
                if alias and fold(alias) not in taken:
                    self.agencies.add(alias, entry)

    def country(self, name: str) -> str | None:
        """The ISO alpha-2 code of a country by any of its names."""
        return next(iter(self.countries.get(name)), None)

    def place(self, name: str, iso2: str | None = None) -> PlaceEntry | None:
        """The place of that name: in the country given, or else the largest one."""
        return choose_place(self.places.get(name), iso2)


def choose_place(entries: Iterable[PlaceEntry], iso2: str | None = None) -> PlaceEntry | None:
    """Of the places of one name, the largest in the country given; the largest of all where none lies there."""
    ranked = sorted(entries, key=lambda entry: (entry.iso2 == iso2, entry.population), reverse=True)
    return ranked[0] if ranked else None


def _index(index: NameIndex, names: Iterable[str], entry: Any) -> None:
    """Each name once, in the order given. A single letter is no name of a place or a topic."""
    for name in dict.fromkeys(names):
        if len(name) > 1:
            index.add(name, entry)


def _entries(records: Iterable, kind: type) -> Iterator:
    names = list(kind.__dataclass_fields__)
    for record in records:
        if isinstance(record, kind):
            yield record
            continue
        values = dict(record) if isinstance(record, Mapping) else dict(zip(names, record, strict=False))
        for name in ("names", "aliases", "terms"):
            if name in values:
                values[name] = tuple(value for value in values[name] if value)
        yield kind(**defaultdict(str, values))
