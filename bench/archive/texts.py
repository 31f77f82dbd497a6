"""What made-up texts say: releases in several languages, their corrections and their ends, always the same for a seed."""

import random
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape

from django.utils import timezone

from newsroom import content as contents
from newsroom.editions import release_instant
from newsroom.listing import TOLD
from newsroom.models.articles import Kind
from publishing.languages import Language

from .reference import Reference
from .words import VOCABULARY, Words

BATCH = 1000  # editions
LENGTHS = 180, 720  # words: releases of the houses that this is for have some 450
FIRST, LAST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2026, 6, 30, tzinfo=UTC)
# What is older was first published elsewhere, and came into the archive from this instant on, one each second.
IMPORTED = datetime(2000, 1, 3, tzinfo=UTC)
AHEAD = datetime(2060, 1, 1, tzinfo=UTC)
# The last text may be corrected twice and withdrawn, each after four weeks, and feeds tell of that for eight: from here on
# nothing happens until AHEAD.
QUIET = LAST + timedelta(days=84) + TOLD
LANGUAGES = {"en": 75, "fr": 8, "es": 7, "ar": 4, "ru": 4, "zh-hans": 2}  # of texts that are not translated
IS_TRANSLATED = 0.13  # of releases, into so many languages: a third of all texts, three in five are English
INTO = {1: 30, 2: 30, 3: 20, 4: 12, 5: 8}
KINDS = dict(zip(Kind.values, (45, 30, 9, 6, 6, 4), strict=True))
CORRECTED, CORRECTED_TWICE, WITHDRAWN, AHEAD_OF_TIME = 0.071, 0.008, 0.0109, 0.0011  # of articles
NOTES = {
    "typo": "",
    "clarification": "It now says more clearly what was agreed.",
    "correction": "An earlier version gave a wrong figure.",
    "update": "The outcome of the meeting was added.",
}


@dataclass
class Version:
    """A content as it was once saved and made public."""

    content: dict
    saved_at: datetime
    live_from: datetime
    change: str = "first"
    canonical: str = ""

    def __post_init__(self):
        self.canonical = contents.dump(self.content)


@dataclass
class Text:
    """An article with its whole life."""

    pk: int
    uid: uuid.UUID
    released_at: datetime
    about: dict  # lists of ``Thing`` by what they are
    versions: list[Version] = field(default_factory=list)
    reason: str = ""  # why it was withdrawn
    ended_at: datetime | None = None
    replaced_by: "Text | None" = None

    @property
    def is_ahead(self) -> bool:
        return self.released_at >= AHEAD

    def until(self, number: int) -> datetime | None:
        """When the edition of that number ends: at the next one's beginning, or when the text was withdrawn."""
        return self.versions[number].live_from if number < len(self.versions) else self.ended_at


def _uuid(chance) -> uuid.UUID:
    return uuid.UUID(int=chance.getrandbits(128), version=4)


def _one(weights: dict, chance):
    return chance.choices(list(weights), list(weights.values()))[0]


class Maker:
    """Makes the batches of an archive of so many editions; any batch, in any process, without a database."""

    def __init__(self, reference: Reference, total: int, seed: int, vocabulary: int = VOCABULARY):
        self.reference, self.total, self.seed = reference, total, seed
        self.words = {language: Words(language, seed, vocabulary) for language in Language.values}

    @property
    def batches(self) -> int:
        return -(-self.total // BATCH)

    def batch(self, number: int) -> list[Text]:
        """The texts of a batch: so many that they have ``BATCH`` editions together, or what is left of the total."""
        chance = random.Random(f"batch {self.seed} {self.total} {number}")
        start, texts, count = number * BATCH, [], 0
        size = min(BATCH, self.total - start)
        while count < size:
            for text in self._release(chance, start + count, start + len(texts) + 1, texts):
                del text.versions[size - count :]  # the last text of a batch may lose its corrections
                if text.versions:
                    texts.append(text)
                    count += len(text.versions)
        return texts

    def _release(self, chance, place, pk, before):
        """One release in its languages; the first is the original."""
        when = FIRST + (LAST - FIRST) * ((place + chance.random()) / self.total) ** 0.6
        when = when.replace(second=0, microsecond=0)
        languages = [_one(LANGUAGES, chance)]
        if chance.random() < IS_TRANSLATED:
            others = [language for language in Language.values if language != "en"]
            languages = ["en", *chance.sample(others, _one(INTO, chance))]
        shared, about = self._subject(chance, when)
        shared["translation_key"] = str(_uuid(chance))
        for number, language in enumerate(languages):
            text = Text(pk + number, _uuid(chance), when, about)
            content = contents.empty(language) | shared | self._words(chance, language, about, text.pk)
            content["see_also"] = self._see_also(chance, before)
            self._live(chance, text, content, place + number, before)
            yield text

    def _subject(self, chance, when):
        """What texts in all languages share: the part of a content, and the things themselves."""
        things = self.reference
        countries = things.countries.pick(chance, _one({1: 60, 2: 25, 3: 15}, chance))
        about = {
            "countries": countries,
            "topics": things.topics.pick(chance, _one({1: 45, 2: 35, 3: 20}, chance)),
            "agencies": things.agencies.pick(chance, _one({0: 20, 1: 40, 2: 25, 3: 15}, chance)),
            "speakers": things.speakers.pick(chance, _one({0: 35, 1: 35, 2: 20, 3: 10}, chance)),
            "workshops": [],
            "places": [],
        }
        if (held := things.workshops.get(when.year)) and chance.random() < 0.25:
            about["workshops"] = held.pick(chance)
        if (places := things.places.get(countries[0].pk)) and chance.random() < 0.8:
            about["places"] = places.pick(chance)
        day = timezone.localdate(when)
        until = day + timedelta(days=chance.randrange(1, 5)) if chance.random() < 0.1 else None
        shared = {
            name: sorted(thing.key for thing in about[name])
            for name in ("countries", "topics", "agencies", "workshops")
        } | {
            "kind": _one(KINDS, chance),
            "dateline": {
                "places": [place.key for place in about["places"]],
                "date": day.isoformat(),
                "end_date": until and until.isoformat(),
            },
            "originally_released_on": day.isoformat() if when < IMPORTED else None,
            "contact": "Press office, press@example.org" if chance.random() < 0.5 else "",
        }
        return shared, about

    def _words(self, chance, language, about, number):
        """Title, slug, summary, body and quotes in a language."""
        chinese = language == "zh-hans"
        space, stop = ("", "。") if chinese else (" ", ".")
        country, topic = about["countries"][0], about["topics"][0]
        drawn = self.words[language].draw(chance.randrange(*LENGTHS), chance)

        def sentence(words):
            text = space.join(words)
            return f"{text[0].upper()}{text[1:]}{stop}"

        sentences, place, quotes = [], 40, []
        while place < len(drawn) - 10:
            length = chance.randrange(8, 25)
            sentences.append(sentence(drawn[place : place + length]))
            place += length
        names = [
            thing.names[language] for name in ("countries", "topics", "agencies") for thing in about[name]
        ]
        sentences.insert(1, escape(sentence([*drawn[:3], ", ".join(names)]), quote=False))
        paragraphs = [sentences[n : n + 4] for n in range(0, len(sentences), 4)]
        for position, speaker in enumerate(about["speakers"], start=1):
            agency, role = speaker.of
            words = space.join(chance.choices(drawn, k=chance.randrange(12, 30)))
            quotes.append(
                {
                    "text": words,
                    "speaker": speaker.key,
                    "capacity": role,
                    "agency": agency and agency[1],
                }
            )
            said = f"“{words}”, {speaker.names[language]}, {role}{stop}"
            paragraphs.insert(position, [escape(said, quote=False)])
        title = f"{sentence(drawn[5 : 5 + chance.randrange(3, 8)])[:-1]}: {topic.names[language]}, {country.names[language]}"
        return {
            "title": title[:300],
            "slug": f"{f'{topic.slug}-{country.slug}'[:100].strip('-')}-{number}",
            "summary": sentence(drawn[15:35])[:500],
            "body": "".join(f"<p>{space.join(paragraph)}</p>" for paragraph in paragraphs),
            "quotes": quotes,
        }

    @staticmethod
    def _see_also(chance, before):
        if before and chance.random() < 0.15:
            return [{"article": str(chance.choice(before).uid)}]
        if chance.random() < 0.1:
            return [{"url": f"https://example.org/{chance.randrange(100_000)}", "label": "More about it"}]
        return []

    def _live(self, chance, text, content, place, before):
        """Publish a text, correct it, withdraw it, each as often as it happens."""
        live_from = text.released_at
        if content["originally_released_on"]:
            live_from = IMPORTED + timedelta(seconds=place)
            text.released_at = release_instant(timezone.localdate(text.released_at))
        saved_at, fate = live_from - timedelta(minutes=chance.randrange(1, 600)), chance.random()
        if fate < AHEAD_OF_TIME:
            live_from = text.released_at = AHEAD + timedelta(minutes=place)
            content |= {"originally_released_on": None}
        text.versions.append(Version(content, saved_at, live_from))
        if fate < AHEAD_OF_TIME:
            return
        corrections = chance.random()
        for _number in range((corrections < CORRECTED) + (corrections < CORRECTED_TWICE)):
            self._correct(chance, text)
        if fate > 1 - WITHDRAWN:
            text.ended_at = text.versions[-1].live_from + timedelta(minutes=chance.randrange(60, 40_000))
            text.reason = chance.choice(("gone", "replaced", "readable"))
            if text.reason == "replaced" and before:
                text.replaced_by = chance.choice(before)
            elif text.reason == "replaced":
                text.reason = "gone"

    def _correct(self, chance, text):
        last = text.versions[-1]
        live_from = last.live_from + timedelta(minutes=chance.randrange(60, 40_000))
        word = chance.choice(self.words[last.content["language"]].all)
        head, end, rest = last.content["body"].partition("</p>")
        content = last.content | {"body": f"{head} {word}{end}{rest}"}
        if chance.random() < 0.1:  # under another address
            content["slug"] = f"{content['slug'][:110]}-{len(text.versions) + 1}"
        change = _one({"typo": 30, "clarification": 15, "correction": 35, "update": 20}, chance)
        text.versions.append(Version(content, live_from - timedelta(minutes=5), live_from, change))
