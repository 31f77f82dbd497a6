"""Which countries a text names: by a noun, not by an adjective and not inside the name of a body."""

from __future__ import annotations

import re
from bisect import bisect_right

from newsroom.reader.folding import fold
from newsroom.reader.gazetteer import Gazetteer
from newsroom.reader.people import is_upper_word

# Names that are also a person's, a bird's or a river's.
GIVEN_NAMES = {
    "jordan",
    "chad",
    "georgia",
    "israel",
    "india",
    "kenya",
    "cuba",
    "malta",
    "cyprus",
    "monaco",
    "holland",
    "france",
}
GEOGRAPHY = re.compile(
    r"\s(?:River|Lake|Delta|Gulf|Basin|Valley|Street|Avenue|Road|Strait|Ocean|Sea|Trench|Canal)\b"
)
GEOGRAPHY_BEFORE = re.compile(r"\b(?:River|Lake|Gulf of|Bay of|Strait of|Río|Lac|Golfe de|Golfo de|New)\s$")
NEXT_NAME = re.compile(r"\s[A-ZÀ-Þ][a-zà-ÿ]+")
FIRST_NAME = re.compile(r"\b[A-ZÀ-Þ][a-zà-ÿ]+\s$")
# After "US" or "UK" a noun makes an adjective of it: "US soldiers".
ABBREVIATIONS = {"US", "U.S.", "U.S", "UK", "U.K.", "U.K", "CAR"}
NOUN_BEFORE = re.compile(r"\b(?:the|in|to|from|and|of|between|with)\s(?:the\s)?$", re.IGNORECASE)
NO_NOUN_AFTER = re.compile(
    r"['’]s\b|\.?[,;:)]|\.?$|\.\s+[A-Z]|\s(?:and|or|in|has|have|had|is|was|will|to|for|as|at|on|by|with|said|says|also|which)\b"
)


def find_countries(
    text: str, gazetteer: Gazetteer, inside: list[tuple[int, int]], city: str = ""
) -> tuple[list[str], list[str]]:
    """The ISO codes of countries named by a noun, and of those that stand only inside the names `inside`, sorted.

    `city` is the dateline's: where it has the name of a country, the city is meant.
    """
    named: set[str] = set()
    optional: set[str] = set()
    spans = sorted(inside)
    starts = [start for start, _ in spans]
    places = {hit.start: hit.end for hit in gazetteer.places.scan(text)}
    for hit in gazetteer.countries.scan(text):
        written = text[hit.start : hit.end]
        if not is_upper_word(written) or places.get(hit.start, 0) > hit.end:
            continue
        if city and fold(written) == fold(city):
            continue
        if not _is_country(text, hit.start, hit.end, written):
            continue
        index = bisect_right(starts, hit.start) - 1
        held = index >= 0 and spans[index][1] >= hit.end
        adjective = written in ABBREVIATIONS and not (
            NOUN_BEFORE.search(text[max(0, hit.start - 14) : hit.start])
            and NO_NOUN_AFTER.match(text, hit.end)
        )
        (optional if held or adjective else named).add(hit.entries[0])
    return sorted(named), sorted(optional - named)


def _is_country(text: str, start: int, end: int, written: str) -> bool:
    before, after = text[max(0, start - 25) : start], text[end : end + 25]
    if GEOGRAPHY.match(after) or GEOGRAPHY_BEFORE.search(before):
        return False
    if written.isascii() and len(written) <= 3 and not written.isupper():
        return False
    if written.casefold() in GIVEN_NAMES:
        if FIRST_NAME.search(before) and not re.search(
            r"[.!?]\s\w+\s$|\b(?:In|From|To|And|Both|Of)\s$", before
        ):
            return False
        if NEXT_NAME.match(after) and re.match(r"\s\w+\s(?:said|says|told|added)", after):
            return False
    return True
