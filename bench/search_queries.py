"""Two hundred queries of an archive, rare and common: from its own words by their frequency, its names and its texts."""

import random
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from events.models import Country, Topic
from newsroom.counting import counts
from newsroom.models import Edition, SearchWord, ThingName
from newsroom.search.words import plain_text
from newsroom.terms import Facet
from publishing.languages import Language

WORDS = 50_000  # of each language, the most frequent ones
OTHERS = ("ar", "es", "fr", "ru", "zh-hans")


class Asked(NamedTuple):
    """A query of the page in a language, and what is chosen beside it."""

    language: str
    text: str
    chosen: dict = {}


def queries(seed: int = 1) -> list[tuple[str, Asked]]:
    """The queries, each with what kind of query it is; the same for the same archive and seed."""
    source = Source(seed)
    return [(name, asked) for name, (number, make) in KINDS.items() for asked in _some(make, source, number)]


def _some(make, source, number) -> Iterator[Asked]:
    for place in range(number):
        made = make(source, (place + source.chance.random()) / number)
        yield made if isinstance(made, Asked) else Asked("en", made)


class Source:
    """Words, names and texts of the archive to draw from."""

    def __init__(self, seed: int):
        self.chance = random.Random(f"queries {seed}")
        self.words = {language: self._words(language) for language in Language.values}
        self.texts = Edition.objects.live().order_by("-pk")
        self.turn = count()
        self.slugs = {
            facet: [row.slug for row in model.objects.filter(pk__in=_frequent(facet)).order_by("slug")]
            for facet, model in ((Facet.COUNTRY, Country), (Facet.TOPIC, Topic))
        }
        self.last = self.texts.values_list("pk", flat=True).first()

    def _words(self, language):
        rows = SearchWord.objects.filter(language=language).order_by("-texts", "written")
        return list(rows.values_list("written", flat=True)[:WORDS])

    def word(self, rarity: float, language: str = "en") -> str:
        """A word; 0 is the most frequent one, 1 the rarest, and each rank is twice as far from the one at half the way."""
        words = self.words[language]
        return words[min(int(len(words) ** rarity), len(words)) - 1]

    def any_word(self, language: str = "en") -> str:
        return self.word(self.chance.random(), language)

    def run(self, length: int, language: str = "en") -> str:
        """Words that follow one another in some text."""
        rows = self.texts.filter(pk__lte=self.chance.randint(1, self.last), language=language)
        words = plain_text(rows.select_related("revision").first().content["body"]).replace('"', " ").split()
        start = self.chance.randrange(max(len(words) - length, 1))
        run = " ".join(words[start : start + length])
        return run if language != "zh-hans" else run.strip("。")[: 3 * length]

    def name(self, facet: Facet) -> str:
        """A name of a thing of that kind, in any language."""
        rows = ThingName.objects.filter(facet=facet).order_by("value", "name")
        return self.chance.choice(rows.values_list("name", flat=True))

    def name_of_frequent(self, facet: Facet) -> str:
        """A name of one of the dozen things of that kind with most texts."""
        value = self.chance.choice(_frequent(facet))
        rows = ThingName.objects.filter(facet=facet, value=value).order_by("name")
        return self.chance.choice(rows.values_list("name", flat=True))

    def misspelt(self, word: str) -> str:
        """The word with a letter left out, doubled, or exchanged with the next one."""
        place = self.chance.randrange(1, max(len(word) - 1, 2))
        head, letter, tail = word[:place], word[place : place + 1], word[place + 1 :]
        return self.chance.choice(
            (head + tail, head + letter * 2 + tail, head + tail[:1] + letter + tail[1:])
        )


def _frequent(facet) -> list[int]:
    numbers = counts(facet, "en")
    return sorted(numbers, key=lambda value: (-numbers[value], value))[:12]


def _several(number):
    def make(source, rarity, language="en"):
        others = (source.any_word(language) for _ in range(number - 1))
        return " ".join([source.word(rarity, language), *others])

    return make


def _phrase_of_common_words(source, rarity):
    return f'"{source.word(rarity / 3)} {source.word(source.chance.random() / 3)}"'


def _field(name, facet):
    return lambda source, rarity: f'{name}:"{source.name_of_frequent(facet)}" {source.word(rarity)}'


def _chosen(**chosen):
    """A word, with a facet chosen: of countries and topics one of the most frequent."""

    def make(source, rarity):
        values = {
            name: source.chance.choice(source.slugs[value]) if value in source.slugs else value
            for name, value in chosen.items()
        }
        return Asked("en", source.word(rarity), values)

    return make


def _in_other_languages(make):
    def ask(source, rarity):
        language = OTHERS[next(source.turn) % len(OTHERS)]
        return Asked(language, make(source, rarity, language))

    return ask


def _name(facet):
    return lambda source, _rarity: source.name(facet)


# What kinds of queries, how many of each, and how one is made from a source and a rarity between 0 and 1.
KINDS = {
    "a word": (40, _several(1)),
    "two words": (20, _several(2)),
    "three words": (14, _several(3)),
    "a phrase of a text": (8, lambda source, _rarity: f'"{source.run(source.chance.randint(2, 4))}"'),
    "a phrase of common words": (4, _phrase_of_common_words),
    "minus": (8, lambda source, rarity: f"{source.word(rarity)} -{source.any_word()}"),
    "OR": (8, lambda source, rarity: f"{source.word(rarity)} OR {source.any_word()}"),
    "country:": (6, _field("country", Facet.COUNTRY)),
    "topic:": (6, _field("topic", Facet.TOPIC)),
    "year:": (4, lambda source, rarity: f"{source.word(rarity)} year:{source.chance.randint(1992, 2025)}"),
    "a beginning": (8, lambda source, rarity: f"{source.word(rarity)[: source.chance.randint(3, 5)]}*"),
    "misspelt": (12, lambda source, rarity: source.misspelt(source.word(rarity))),
    "a country": (8, _name(Facet.COUNTRY)),
    "a place": (4, _name(Facet.PLACE)),
    "a speaker": (3, _name(Facet.SPEAKER)),
    "an agency": (3, _name(Facet.AGENCY)),
    "a word of another language": (15, _in_other_languages(_several(1))),
    "two words of another language": (5, _in_other_languages(_several(2))),
    "a text of another language": (
        5,
        _in_other_languages(lambda source, _r, language: source.run(2, language)),
    ),
    "in a country": (5, _chosen(country=Facet.COUNTRY)),
    "in a country, on a topic": (4, _chosen(country=Facet.COUNTRY, topic=Facet.TOPIC)),
    "in a year": (4, _chosen(year="2017")),
    "in all languages": (3, _chosen(language="all")),
    "the third page": (3, _chosen(page="3")),
}
