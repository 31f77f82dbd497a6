"""Dates in words, as the UN writes them in its six languages."""

from datetime import date, datetime
from functools import lru_cache, wraps

from django.utils.formats import date_format
from django.utils.translation import get_language

# Day and month; month and year; all three. Russian takes the month in the genitive (E) after a day.
_FORMATS = {
    "ar": ("j F", "F Y", "j F Y"),
    "en": ("j F", "F Y", "j F Y"),
    "es": (r"j \d\e F", r"F \d\e Y", r"j \d\e F \d\e Y"),
    "fr": ("j F", "F Y", "j F Y"),
    "ru": ("j E", "F Y", "j E Y"),
    "zh-hans": ("n月j日", "Y年n月", "Y年n月j日"),
}


def _formats():
    return _FORMATS.get(get_language() or "en", _FORMATS["en"])


def _remembered(words):
    """A function from days to words that says each once in each language: a list says the same dates over and over."""
    known = lru_cache(maxsize=5_000)(lambda _language, *days: words(*days))

    @wraps(words)
    def say(*days):
        # Two equal instants may be two days, in two zones: what has a time gives its own day.
        days = [day.date() if isinstance(day, datetime) else day for day in days]
        return known(get_language(), *days)

    return say


@_remembered
def long_date(day: date) -> str:
    """``12 June 2017``, in the language being spoken."""
    text = date_format(day, _formats()[2])
    # French writes the first of a month as an ordinal.
    return text.replace("1 ", "1er ", 1) if get_language() == "fr" and day.day == 1 else text


@_remembered
def month_and_year(day: date) -> str:
    """``June 2017``, in the language being spoken."""
    return _lower(date_format(day, _formats()[1]))


@_remembered
def month_name(day: date) -> str:
    """``June``, in the language being spoken."""
    return date_format(day, "n月") if get_language() == "zh-hans" else _lower(date_format(day, "F"))


def _lower(text: str) -> str:
    """Russian writes months small; Django's table has them as they begin a sentence."""
    return text.lower() if get_language() == "ru" else text


@_remembered
def long_range(first: date, last: date) -> str:
    """``9–12 October 2023``, ``30 May – 2 June 2017`` or two full dates; one date where both are the same."""
    if first == last:
        return long_date(first)
    if (first.year, first.month) == (last.year, last.month):
        if get_language() == "zh-hans":
            return f"{long_date(first)}至{last.day}日"
        return f"{first.day}\u2013{long_date(last)}"
    if first.year == last.year and get_language() != "zh-hans":
        return f"{date_format(first, _formats()[0])} \u2013 {long_date(last)}"
    return f"{long_date(first)} \u2013 {long_date(last)}"
