"""The figures and dates of a text, comparable between the six languages."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from newsroom.reader.dates import MONTH_YEAR, find_dates

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９٫٬", "012345678901234567890123456789.,")
_FIGURE = re.compile(r"(?<![\w.,:/-])(?:\d{1,3}(?:[.,\u00a0\u202f ’']\d{3})+|\d+)(?:[.,]\d+)?(?![\d:])")
_CHINESE_YEAR_MONTH = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月(?!\s?\d{1,2}\s?日)")
_TIME = re.compile(
    r"(?<!\d)\d{1,2}\s?(?:[:.h]\s?\d{2}\s?(?:a\.?m\.?|p\.?m\.?|hours|heures|horas|uhr)?|h(?:eures)?\b|a\.m\.|p\.m\.|am\b|pm\b|点|时)(?:\d{1,2}分)?(?!\d)",
    re.IGNORECASE,
)
_DECIMAL_COMMA = frozenset(("es", "fr", "ru"))
# In the order in which they are tried; Chinese ones need no space after them.
_SCALES = (
    (r"(?:thousand|mille|mil(?! millones)|тыс\.?|тысяч\w*|ألفا?|آلاف)(?!\w)|千", 10**3),
    (r"万", 10**4),
    (r"亿", 10**8),
    (r"(?:billion|bn|milliards?|mil millones|миллиард\w*|млрд\.?|مليار\w*|بليون)(?!\w)", 10**9),
    (r"(?:million|millions|millones|millón|mn|миллион\w*|млн\.?|ملايين|مليون\w*)(?!\w)|百万", 10**6),
    (r"(?:trillion|billones|трлн\.?|триллион\w*|تريليون)(?!\w)", 10**12),
)
_SCALE = [(re.compile(rf"[\s\u00a0\u202f-]?(?:{words})", re.IGNORECASE), factor) for words, factor in _SCALES]


@dataclass(frozen=True, slots=True)
class Number:
    """A figure or a date, and the words that say it. ``values``: what it may mean, since commas differ."""

    kind: str  # figure, date
    values: frozenset
    words: str

    def matches(self, other: "Number") -> bool:
        if self.kind == "date" == other.kind:
            (mine,), (theirs,) = self.values, other.values
            return mine[1:] == theirs[1:] and (mine[0] == theirs[0] or None in (mine[0], theirs[0]))
        return self.kind == other.kind and bool(self.values & other.values)


def numbers(text: str, language: str) -> list[Number]:
    """The dates, then the figures of a text. Times of the day, which every language writes differently, are left out."""
    plain = text.translate(_DIGITS)
    found, covered = [], []
    for one in find_dates(plain):
        values = {(one.first.year, one.first.month, one.first.day, one.last.month, one.last.day)}
        found.append(Number("date", frozenset(values), text[one.start : one.end].strip()))
        covered.append((one.start, one.end))
    for pattern in (_CHINESE_YEAR_MONTH, MONTH_YEAR, _TIME):
        covered += [match.span() for match in pattern.finditer(plain)]
    letters = list(plain)
    for start, end in covered:
        letters[start:end] = " " * (end - start)
    plain = "".join(letters)
    for match in _FIGURE.finditer(plain):
        values, end = _values(match[0], language), match.end()
        for pattern, factor in _SCALE:
            if scale := pattern.match(plain, end):
                values, end = {value * factor for value in values}, scale.end()
                break
        if values:
            found.append(Number("figure", frozenset(values), text[match.start() : end].strip()))
    return found


def _values(written: str, language: str) -> set[Decimal]:
    """What the digits may mean: 1,234 is a thousand in English and less than two in French, and editors slip."""
    bare = re.sub(r"[\u00a0\u202f ’']", "", written)
    readings = {bare.replace(",", "")}
    if "," in bare or "." in bare:
        comma = bare.replace(".", "").replace(",", ".")
        readings = {comma} if language in _DECIMAL_COMMA else {bare.replace(",", "")}
        if re.fullmatch(r"\d{1,3}([.,]\d{3})+", bare):
            readings.add(re.sub(r"[.,]", "", bare))
        elif re.fullmatch(r"\d+[.,]\d{1,2}", bare):
            readings.add(bare.replace(",", "."))
    found = set()
    for reading in readings:
        try:
            found.add(Decimal(reading))
        except InvalidOperation:
            continue
    return found
