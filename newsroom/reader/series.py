"""The project or run of events that an event belongs to: its name and owner, earlier sessions, sessions to come."""

from __future__ import annotations

import re

from newsroom.reader.agencies import Mention
from newsroom.reader.gazetteer import Gazetteer
from newsroom.reader.people import is_upper_word
from newsroom.reader.record import Series

FORMS = r"projects?|programmes?|programs?|series|initiatives?|campaigns?|projets?|série|proyectos?|programas?|serie|iniciativa|проект\w*|программ\w+|Projekt\w*"
NAMED = re.compile(
    rf"(?i:\b(?P<form>{FORMS})\s?,?\s?(?:(?:on|called|entitled|titled|named|known as|intitulée?|dénommée?|denominad[oa]|titulad[oa]|llamad[oa]|под названием)\s|[:,]?\s?(?=[“‘«\"„])))"
    r"\s?(?P<name>[“‘«\"„][^“”‘«»\"]{8,160}[”’»\"“]|[^\W\d_a-zа-я][^,.;:“”«»\"\n()]{8,160})"
)
WITHIN = re.compile(
    r"\b(?:part of|under|within|in the framework of|through|dans le cadre d[ue]|en el marco de(?:l)?|im Rahmen des?)\s(?:the\s|la\s|le\s|l['’]|du\s)?"
    r"(?P<name>(?:[A-ZÀ-Þ][\w’'&-]+\s(?:(?:of|on|for|and|to|in|the|de|des|du|la|y)\s){0,2}){2,9})(?P<form>[Pp]roject|[Pp]rogramme|[Pp]rogram|[Ii]nitiative|[Ss]eries|[Cc]ampaign)\b"
)
EVENTS = (
    r"workshops?|trainings?|sessions?|seminars?|courses?|meetings?|conferences?|consultations?|events|activities|instalments|ateliers?|séminaires?|formations?|sessions?"
    r"|talleres|cursos|seminarios|reuniones|capacitaciones|семинар\w*|тренинг\w*"
)
EARLIER = re.compile(
    rf"\b(?:previous|earlier|past|similar|preceding|de précédents|les précédents|d['’]autres|предыдущие)\s(?:such\s|\w+ing\s)?(?P<kind>{EVENTS})(?:\sand\s(?:{EVENTS}))?"
    r"(?P<rest>[^.]{0,260})|\b(?P<kind2>talleres|cursos|ateliers|séminaires|seminarios)\s(?:anteriores|previos|précédents)(?P<rest2>[^.]{0,260})",
    re.IGNORECASE,
)
TOOK_PLACE = re.compile(
    r"\b(?:held|organi[sz]ed|conducted|delivered|took place|place|tenus?|organisés?|celebrad\w+|realizad\w+|celebraron|состоял\w+|прошл\w+)\b",
    re.IGNORECASE,
)
COMING = re.compile(
    rf"(?<![\w-])(?P<what>(?:{EVENTS}))(?P<middle>[^.]{{0,160}}?)\s(?:(?:are|is|will be)\s(?:also\s)?(?:scheduled|planned|expected|foreseen|to be held|held|to follow|organi[sz]ed)"
    r"|will (?:follow|take place)|sont prévu\w*|auront lieu|seront organisé\w*|están previst\w+|tendrán lugar|se celebrarán|запланирован\w+)(?P<when>[^.]{0,80})",
    re.IGNORECASE,
)
MINOR = {"of", "on", "for", "and", "to", "in", "the", "a", "an", "with", "against", "de", "la", "el", "los", "las", "y", "en", "et", "du", "des", "le", "les",
         "para", "contra", "from", "by", "at"}  # fmt: skip


def find_series(text: str, gazetteer: Gazetteer, mentions: list[Mention]) -> Series | None:
    """The series named in the text, or None where neither a name nor other sessions are given."""
    series = Series()
    _set_name(series, text, gazetteer, mentions)
    earlier = next((match for match in EARLIER.finditer(text) if TOOK_PLACE.search(match[0])), None)
    if earlier:
        rest = earlier["rest"] or earlier["rest2"] or ""
        series.earlier_kind = (earlier["kind"] or earlier["kind2"]).lower()
        series.earlier_places = _places(rest, gazetteer)
    for coming in COMING.finditer(text):
        words_before = re.search(
            r"(?:[\w-]{1,30} ){0,3}$", text[max(0, coming.start() - 90) : coming.start()]
        )[0]
        what = words_before + coming["what"]
        if re.match(r"(?:previous|earlier|similar|past|other)\b", what, re.IGNORECASE):
            continue
        words = what.split()
        while (
            words
            and words[0].lower() in MINOR | {"these", "those", "such", "more", "further", "additional"}
            and len(words) > 1
        ):
            if words[0].lower() in ("more", "further", "additional"):
                break
            words.pop(0)
        first = words[0] if words[0].isupper() else words[0][0].lower() + words[0][1:]
        series.coming = " ".join([first, *words[1:]])
        series.coming_when = coming["when"].strip(" ,")
        break
    return series if series.describe() else None


def _set_name(series: Series, text: str, gazetteer: Gazetteer, mentions: list[Mention]) -> None:
    known = next(
        (hit for hit in gazetteer.series.scan(text) if is_upper_word(text[hit.start : hit.end])), None
    )
    for match in [*NAMED.finditer(text), *WITHIN.finditer(text)]:
        name = _title(match["name"])
        if not name:
            continue
        if known and not (match.start("name") <= known.start < match.end("name")):
            continue
        series.name, series.form = (
            name,
            match["form"].lower().rstrip("s") if match["form"].lower() != "series" else "series",
        )
        before = text[: match.start("form")].rstrip()
        owner = next(
            (mention for mention in _before(mentions, text, match) if before.endswith(mention.name)), None
        )
        series.owner = owner.name if owner else ""
        break
    if known:
        series.name = known.entries[0].name


def _before(mentions: list[Mention], text: str, match: re.Match) -> list[Mention]:
    """Bodies that may own the project: those whose name stands right before the word for it, in either spelling."""
    before = text[: match.start("form")].rstrip()
    return sorted((m for m in mentions if before.endswith(m.name)), key=lambda m: -len(m.name))


def _title(written: str) -> str:
    """The name as a title: without quotation marks, and with most of its words in capitals; else empty."""
    quoted = written[:1] in '“‘«"„'
    name = " ".join(written.strip(' “”‘’«»"„,.').split())
    words = [word for word in name.split() if word.lower() not in MINOR and word[0].isalpha()]
    if quoted:
        return name
    capitals = 0
    for word in words:
        if not word[0].isupper():
            break
        capitals += 1
    if len(words) < 2 or capitals < 2 or capitals / len(words) < 0.7:
        return ""
    return name


def _places(text: str, gazetteer: Gazetteer) -> list[str]:
    hits = [*gazetteer.countries.scan(text), *gazetteer.places.scan(text)]
    hits = sorted(
        (hit for hit in hits if is_upper_word(text[hit.start : hit.end])),
        key=lambda hit: (hit.start, -hit.end),
    )
    found: list[str] = []
    at = -1
    for hit in hits:
        if hit.start > at and len(text[hit.start : hit.end]) > 2:
            found.append(text[hit.start : hit.end])
            at = hit.end
    return found
