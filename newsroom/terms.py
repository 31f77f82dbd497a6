"""What editions are listed under: a thing, a kind or a period, in a language, as one number.

A list is a walk along the rows of its term; so a list of a million texts costs what a list of ten does.
"""

from enum import IntEnum

from publishing.languages import Language

from .models.articles import Kind


class Facet(IntEnum):
    """What a term is about. Numbers stand in the database: they are never used again for something else."""

    EVERYTHING = 0
    KIND = 1
    COUNTRY = 2
    REGION = 3
    TOPIC = 4
    SERIES = 5
    AGENCY = 6
    SPEAKER = 7
    WORKSHOP = 8
    YEAR = 9
    MONTH = 10
    PLACE = 11  # for search only: nothing is listed by its place


ANY = ""
_LANGUAGES = {language: n for n, language in enumerate((ANY, "ar", "en", "es", "fr", "ru", "zh-hans"))}
_KINDS = {
    Kind.PRESS_RELEASE: 1,
    Kind.NEWS_STORY: 2,
    Kind.STATEMENT: 3,
    Kind.SPEECH: 4,
    Kind.FEATURE: 5,
    Kind.ADVISORY: 6,
}
_SHIFT = 32
_VALUES = (1 << _SHIFT) - 1


def term(facet: Facet, value: int = 0, language: str = ANY) -> int:
    """The number of a term. The value is a primary key, or the number of a kind, ``year`` or ``year * 100 + month``."""
    return (facet * 8 + _LANGUAGES[language]) << _SHIFT | value


def terms(facet: Facet, value: int = 0, language: str = ANY) -> list[int]:
    """The terms of a language; those of all languages if it is any."""
    return [term(facet, value, each) for each in ([language] if language else Language.values)]


def withdrawn(number: int) -> int:
    """The term for what was withdrawn under a term; such terms stand in lists only, in no count."""
    return -number


def span(facet: Facet) -> tuple[int, int]:
    """The least and the greatest term of a facet, in no language: what counts are of."""
    return term(facet), term(facet, _VALUES)


def value_of(number: int) -> int:
    """The value in a term."""
    return number & _VALUES


def facet_of(number: int) -> Facet:
    """What a term is about."""
    return Facet(number >> _SHIFT + 3)


def kind_value(kind: str) -> int:
    """The number of a kind of text."""
    return _KINDS[Kind(kind)]


def kind_of(value: int) -> Kind:
    """The kind of text that a number stands for."""
    return next(kind for kind, number in _KINDS.items() if number == value)
