"""The event that a release reports: what kind, where, when, under which name; and that there is none."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from newsroom.reader.agencies import Mention
from newsroom.reader.attribution import ABBREVIATED
from newsroom.reader.dates import FoundDate, find_dates
from newsroom.reader.document import Block
from newsroom.reader.event_words import (
    ELSEWHEN,
    ENDS,
    HELD,
    KIND,
    KINDS,
    NOT_THE_DATE,
    NOW,
    ORDINAL,
    STARTS,
    TODAY,
    UNTIL,
)
from newsroom.reader.gazetteer import Gazetteer, choose_place
from newsroom.reader.people import is_upper_word
from newsroom.reader.record import Event, PartialDate, Release
from newsroom.reader.series import find_series

PARAGRAPHS = 12  # an event that comes later is not what the release is about
WEIGHTS = (5.0, 3.0, 2.0)  # of the first paragraphs; the later ones count LATE
LATE = 0.7
TITLE_WEIGHT = 4.0
ENOUGH = 5.0
SENTENCE = re.compile(r"[.!?…]\s+(?=[^\sa-zа-я])|[。！？]|\n")
IN = re.compile(
    r"(?:\b(?:in|at|to|from|en|à|au|aux|a|dans|sur|в|во|на|nach|em|near|of)\s(?:the\s|la\s|el\s|los\s|city of\s|la ville de\s|городе\s|городу\s)?|(?:في|مدينة)\s|在)$",
    re.IGNORECASE,
)
QUOTED_NAME = re.compile(r"[“‘«\"„](?P<name>[^“”‘«»\"]{6,200})[”’»\"“]")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of the title or the text, and how much it weighs."""

    text: str
    start: int  # in the text; -1 for the title
    weight: float


@dataclass(slots=True)
class _Found:
    score: float = 0.0
    sentences: tuple[_Sentence, ...] = ()


def find_event(release: Release, blocks: list[Block], gazetteer: Gazetteer, mentions: list[Mention]) -> None:
    """Set release.event, with its series, or leave it None."""
    sentences = _sentences(release.title, blocks)
    kind, found = _kind(sentences)
    ordinal = next((match for s in sentences[:5] if (match := ORDINAL.search(s.text))), None)
    if kind is None and ordinal is None:
        return
    event = Event(kind or "session")
    telling = list(found.sentences) if found else [s for s in sentences[:5] if ORDINAL.search(s.text)]
    if ordinal and (
        kind in (None, "meeting", "conference", "mission", "summit", "forum", "launch")
        or ordinal["noun"] == "session of the"
    ):
        event.name = ordinal["name"].strip()
        noun = re.sub(r"\bsession of the\b", "", ordinal["noun"]).strip().lower()
        event.kind = "session" if noun in ("session", "") else noun if noun in KINDS else f"{noun} session"
        telling = [s for s in sentences[:5] if ordinal["name"][:20] in s.text] or telling
    else:
        event.name = _name(telling, event.kind)
    _set_place(event, _with_next(telling, sentences), release, gazetteer)
    _set_dates(event, telling, sentences, release)
    event.series = find_series(
        " ".join(block.text.replace("\n", " ") for block in blocks), gazetteer, mentions
    )
    release.event = event
    if event.start is None and event.end is None:
        release.doubt(
            "event-without-date",
            f"The release reports a {event.kind}, but does not say on which days it was held.",
        )


def _sentences(title: str, blocks: list[Block]) -> list[_Sentence]:
    made = [_Sentence(title, -1, TITLE_WEIGHT)]
    offset = 0
    for number, block in enumerate(blocks[:PARAGRAPHS]):
        weight = WEIGHTS[number] if number < len(WEIGHTS) else LATE
        at = 0
        text = block.text[:5000]
        for end in [*SENTENCE.finditer(text), None]:
            if end and ABBREVIATED.search(text[: end.start() + 1][-8:]):
                continue
            piece = text[at : end.end() if end else None]
            if piece.strip():
                made.append(_Sentence(piece, offset + at, weight))
            at = end.end() if end else at
        offset += len(block.text) + 2
    return made


def _with_next(telling: list[_Sentence], sentences: list[_Sentence]) -> list[_Sentence]:
    """The sentences, and those after them that go on: `It was held in …`."""
    order = {id(sentence): number for number, sentence in enumerate(sentences)}
    made: list[_Sentence] = []
    for sentence in telling[:5]:
        made.append(sentence)
        number = order.get(id(sentence), len(sentences)) + 1
        if number < len(sentences) and re.match(
            r"(?:This|It|The (?:event|two|three|four|five))\b", sentences[number].text
        ):
            made.append(sentences[number])
    return made


def _kind(sentences: list[_Sentence]) -> tuple[str | None, _Found | None]:
    """The kind of event that most of the beginning is about, and the sentences that tell of it, weightiest first."""
    names = list(KINDS)
    scores: dict[str, float] = defaultdict(float)
    telling: dict[str, list[tuple[float, _Sentence]]] = defaultdict(list)
    for sentence in sentences:
        elsewhen = ELSEWHEN.search(sentence.text)
        bonus = 2.0 if HELD.search(sentence.text) else 0.0
        if NOW.search(sentence.text) or next(find_dates(sentence.text), None):
            bonus += 1.5
        for match in KIND.finditer(sentence.text):
            kind = names[int(match.lastgroup[1:])] if match.lastgroup else names[0]
            score = sentence.weight * KINDS[kind][1]
            score += bonus
            if elsewhen and abs(elsewhen.start() - match.start()) < 60:
                continue
            if (
                re.search(r"\b(?:the|during)\s(?:the\s)?$", sentence.text[: match.start()], re.IGNORECASE)
                and sentence.start > 0
            ):
                score *= 0.7  # "the meeting" speaks of what was called something else before
            scores[kind] += score
            telling[kind].append((score, sentence))
    if not scores:
        return None, None
    best = max(scores, key=lambda kind: scores[kind])
    # "the training" for short, once it has been called a training course.
    if best == "training" and scores["training course"] >= 3:
        best = "training course"
    held = any(HELD.search(s.text) or NOW.search(s.text) for score, s in telling[best] if score > 1)
    if scores[best] < ENOUGH or not held:
        return None, None
    ranked = sorted(telling[best], key=lambda pair: -pair[0])
    unique = tuple(dict.fromkeys(sentence for score, sentence in ranked if score > 0.5 or not ranked))
    return best, _Found(scores[best], unique)


def _name(telling: list[_Sentence], kind: str) -> str | None:
    """A title in quotation marks right beside the word for the event."""
    for sentence in telling[:4]:
        for match in KIND.finditer(sentence.text):
            for quoted in QUOTED_NAME.finditer(sentence.text):
                if quoted.start() < match.start() < quoted.end():
                    continue
                between = (
                    sentence.text[match.end() : quoted.start()]
                    if quoted.start() >= match.end()
                    else sentence.text[quoted.end() : match.start()]
                )
                if len(between) < 25 and not re.search(r"[.;:]", between[:-1]):
                    return " ".join(quoted["name"].split()).strip(" ,.")
    return None


def _set_place(event: Event, telling: list[_Sentence], release: Release, gazetteer: Gazetteer) -> None:
    """The place named in the sentences that tell of the event; else the place of the dateline."""
    country: tuple[str, str] | None = None
    for sentence in telling[:5]:
        if sentence.start < 0 and len(telling) > 1:
            continue
        countries = {hit.start: hit for hit in gazetteer.countries.scan(sentence.text)}
        for hit in gazetteer.places.scan(sentence.text):
            written = sentence.text[hit.start : hit.end]
            here = IN.search(sentence.text[max(0, hit.start - 25) : hit.start])
            if (
                here
                and is_upper_word(written)
                and written.casefold() != "of"
                and hit.start not in countries
                and len(written) > 2
            ):
                following = next((c for start, c in countries.items() if 0 < start - hit.end < 4), None)
                iso2 = following.entries[0] if following else None
                entry = choose_place(hit.entries, iso2 or release.dateline.iso2)
                event.place, event.iso2 = written, iso2 or entry.iso2
                return
        for start, hit in countries.items():
            if (
                country is None
                and not re.match(r",\s(?!and\b)|\s(?:and|y|et)\s[A-Z]", sentence.text[hit.end :])
                and re.search(r"\b(?:in|en|au|aux|в)\s(?:the\s)?$|في\s$|在$", sentence.text[:start][-8:])
            ):
                country = (sentence.text[start : hit.end], hit.entries[0])
    dateline = release.dateline
    if dateline.city and (country is None or dateline.iso2 in (None, country[1])):
        event.place, event.iso2 = dateline.city, dateline.iso2
    elif country:
        event.place, event.iso2 = country


def _set_dates(event: Event, telling: list[_Sentence], sentences: list[_Sentence], release: Release) -> None:
    year = release.dateline.start.year if release.dateline.start else None
    for sentence in telling[:5]:
        for date in find_dates(sentence.text):
            before = sentence.text[max(0, date.start - 45) : date.start]
            starting = STARTS.search(before)
            if NOT_THE_DATE.search(before) and not starting:
                continue
            first, last = _with_year(date, year)
            if date.is_range:
                event.start, event.end = first, last
            elif UNTIL.search(before) or ENDS.search(sentence.text[: date.start]):
                event.end = last
            elif starting:
                event.start = first
                event.end = _until(sentences, year)
            else:
                event.start, event.end = first, last
            return
    lead = next((s for s in sentences if s.start >= 0), None)
    today = any(TODAY.search(s.text) for s in ([lead] if lead else []) + telling[:1])
    dateline = release.dateline
    if (today and dateline.start) or (dateline.start and dateline.start != dateline.end):
        event.start, event.end = (
            dateline.start,
            dateline.end,
        )  # a range of days at the head is that of the event


def _with_year(date: FoundDate, year: int | None) -> tuple[PartialDate, PartialDate]:
    if date.first.year or year is None:
        return date.first, date.last
    return PartialDate(year, date.first.month, date.first.day), PartialDate(
        year, date.last.month, date.last.day
    )


def _until(sentences: list[_Sentence], year: int | None) -> PartialDate | None:
    """The last day, where it is given apart from the first: `until Friday 15 December`."""
    for sentence in sentences:
        for date in find_dates(sentence.text):
            if UNTIL.search(sentence.text[max(0, date.start - 20) : date.start]):
                return _with_year(date, year)[1]
    return None
