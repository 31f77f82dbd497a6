"""Dates and ranges of days as releases write them, in eight languages."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsroom.reader.record import PartialDate

MONTHS = (
    "january,jan,janvier,janv,enero,ene,января,январь,янв,januar,jänner,janeiro,gennaio,يناير,كانون الثاني",
    "february,feb,février,févr,fév,fevrier,febrero,февраля,февраль,фев,februar,fevereiro,febbraio,فبراير,شباط",
    "march,mar,mars,marzo,марта,март,märz,mär,março,مارس,آذار",
    "april,apr,avril,avr,abril,abr,апреля,апрель,апр,aprile,أبريل,إبريل,نيسان",
    "may,mai,mayo,мая,май,maio,maggio,مايو,أيار",
    "june,jun,juin,junio,июня,июнь,juni,junho,giugno,يونيو,يونيه,حزيران",
    "july,jul,juillet,juil,julio,июля,июль,juli,julho,luglio,يوليو,يوليه,تموز",
    "august,aug,août,aout,agosto,ago,августа,август,авг,أغسطس,آب",
    "september,sept,sep,septembre,septiembre,setiembre,сентября,сентябрь,сен,сент,setembro,settembre,سبتمبر,أيلول",
    "october,oct,octobre,octubre,октября,октябрь,окт,oktober,okt,outubro,ottobre,أكتوبر,تشرين الأول",
    "november,nov,novembre,noviembre,ноября,ноябрь,ноя,novembro,نوفمبر,تشرين الثاني",
    "december,dec,décembre,déc,decembre,diciembre,dic,декабря,декабрь,дек,dezember,dez,dezembro,dicembre,ديسمبر,كانون الأول",
)
MONTH_NUMBER = {name: number for number, names in enumerate(MONTHS, 1) for name in names.split(",")}
# Arabic-Indic, Persian and full-width digits and punctuation, one sign for one so that positions stay.
PLAIN_SIGNS = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９，、：（）．؛،", "012345678901234567890123456789,,:().;,"
)

_NAMES = "|".join(sorted(map(re.escape, MONTH_NUMBER), key=len, reverse=True))
_MONTH = rf"(?P<month{{n}}>{_NAMES})(?![^\W\d_])\.?(?:/(?:{_NAMES})(?![^\W\d_]))?"  # two names: حزيران/يونيه
_DAY = r"(?P<{n}>[0-3]?\d)(?!\d)(?:st|nd|rd|th|er|re|º|°|-го|-е)?\.?"
_TO = r"\s{0,2}(?:-|–|—|−|\bto\b|\band\b|&|\bau\b|\bet\b|\bal\b|\by\b|\ba\b|\be\b|\bbis\b|\bund\b|\bпо\b|\bи\b|إلى|و)\s{0,2}(?:le\s|el\s)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)(?:\s?(?:года|г\.))?"
_WEEKDAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    "|lunes|martes|miércoles|jueves|viernes|sábado|domingo|montag|dienstag|mittwoch|donnerstag|freitag|samstag"
    "|sonnabend|sonntag|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|mon|tue|wed|thu|fri|sat|sun"
)
_WEEKDAY = rf"(?:(?:{_WEEKDAYS}|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد)[.,]?\s{{1,2}})"

FORMS = {
    # 12 June 2017; 09 – 12 October 2023; 30 May to 2 June; 12 de diciembre de 2017; 19Dec.-17
    "D Month": re.compile(
        rf"(?<![\d.,/$€£]){_WEEKDAY}?(?:{_DAY.format(n='day')}(?:\s{{0,2}}(?:de\s)?{_MONTH.format(n=1)})?{_TO})?"
        rf"{_WEEKDAY}?{_DAY.format(n='last')}\s{{0,2}}(?:de\s)?{_MONTH.format(n='')}"
        rf"(?:,?\s{{0,2}}(?:del?\s)?{_YEAR}|-(?P<short>\d\d)(?!\d))?",
        re.IGNORECASE,
    ),
    # December 8, 2017; Sept. 1; May 16-20; December 6th and 7th, 2017; March 30 - April 2, 2022
    "Month D": re.compile(
        rf"(?<![^\W\d_]){_WEEKDAY}?{_MONTH.format(n='')}\s{{1,2}}{_DAY.format(n='day')}"
        rf"(?:{_TO}(?:{_MONTH.format(n=1)}\s{{1,2}})?{_DAY.format(n='last')}(?!\s?(?:{_NAMES})))?(?:,?\s{{1,2}}{_YEAR})?",
        re.IGNORECASE,
    ),
    "DD.MM.YYYY": re.compile(r"(?<![\d.])(?P<last>[0-3]?\d)\.(?P<number>[01]?\d)\.(?P<year>(?:19|20)\d\d)(?!\d)"),
    "DD/MM/YYYY": re.compile(r"(?<![\d/])(?P<last>[0-3]?\d)[/-](?P<number>[0-3]?\d)[/-](?P<year>(?:19|20)\d\d)(?![\d/])"),
    "YYYY-MM-DD": re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/](?P<number>[01]\d)[-/](?P<last>[0-3]\d)(?!\d)"),
    # 2017年6月12日至14日; 6月12日
    "YYYY年M月D日": re.compile(
        r"(?:(?P<year>(?:19|20)\d\d)\s?年\s?)?(?<!\d)(?P<number>[01]?\d)\s?月\s?(?P<day>[0-3]?\d)\s?日?"
        r"(?:\s?[至到—–-]\s?(?:(?P<number1>[01]?\d)\s?月\s?)?(?P<last>[0-3]?\d)\s?日)?"
    ),
}  # fmt: skip
MONTH_YEAR = re.compile(
    rf"(?<![^\W\d_])(?P<month>{_NAMES})(?![^\W\d_])\.?,?\s(?:de\s|del\s)?{_YEAR}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day or a range of days and where it stands. `doubtful`: day and month could be the other way round."""

    start: int
    end: int
    first: PartialDate
    last: PartialDate
    pattern: str
    doubtful: bool = False

    @property
    def is_range(self) -> bool:
        return self.first != self.last


def find_dates(text: str) -> Iterator[FoundDate]:
    """Every date in the text that names a day, left to right; impossible ones (31 June) are passed over."""
    text = text.translate(PLAIN_SIGNS)
    at, ahead = 0, {}
    while True:
        for name, form in FORMS.items():
            match = ahead.get(name, False)
            if match is False or (match and match.start() < at):
                ahead[name] = form.search(text, at)
        coming = [(match.start(), -match.end(), name) for name, match in ahead.items() if match]
        if not coming:
            return
        start, _, name = min(coming)
        match = ahead[name]
        found = _made(name, match)
        if found:
            yield found
            at = found.end
        else:
            at = start + 1


def date_at(text: str, at: int = 0) -> FoundDate | None:
    """The date that begins exactly here, the longest reading of it."""
    plain = text.translate(PLAIN_SIGNS)
    matches = [(name, form.match(plain, at)) for name, form in FORMS.items()]
    found = [date for name, match in matches if match and (date := _made(name, match))]
    return max(found, key=lambda date: date.end, default=None)


def _made(name: str, match: re.Match) -> FoundDate | None:
    got = match.groupdict()
    year = int(got["year"]) if got.get("year") else None
    if got.get("short"):
        year = 2000 + int(got["short"])
    if got.get("month"):
        month = MONTH_NUMBER[got["month"].lower()]
        other = MONTH_NUMBER[got["month1"].lower()] if got.get("month1") else None
    else:
        month, other = int(got["number"]), int(got["number1"]) if got.get("number1") else None
    first_day, last_day = got.get("day") or got.get("last"), got.get("last") or got.get("day")
    first_day, last_day = int(first_day), int(last_day)
    doubtful = False
    if name == "DD/MM/YYYY":
        if month > 12:
            month, first_day, last_day = last_day, month, month
        else:
            doubtful = last_day <= 12 and last_day != month
    # In "30 May - 2 June" the second name of a month is the main one, in "May 30 - June 2" the first.
    first_month, last_month = (other or month, month) if name == "D Month" else (month, other or month)
    turned = (first_month, first_day) > (last_month, last_day)
    if turned and first_month == last_month:
        return None
    # 30 December – 2 January 2018 began the year before.
    first = PartialDate(year - turned if year else None, first_month, first_day)
    last = PartialDate(year, last_month, last_day)
    if not (_exists(first) and _exists(last)):
        return None
    return FoundDate(match.start(), match.end(), first, last, _pattern(name, match, first != last), doubtful)


def _exists(date: PartialDate) -> bool:
    try:
        datetime.date(date.year or 2000, date.month, date.day)
    except ValueError:
        return False
    return True


def _pattern(name: str, match: re.Match, is_range: bool) -> str:
    got = match.groupdict()
    if name == "D Month":
        days = "D – D" if is_range else "D"
        comma = "," if got.get("year") and "," in match[0][match.end("month") - match.start() :] else ""
        return f"{days} Month{comma}" + (" YYYY" if got.get("year") else " YY" if got.get("short") else "")
    if name == "Month D":
        return ("Month D–D" if is_range else "Month D") + (", YYYY" if got.get("year") else "")
    if name == "YYYY年M月D日" and not got.get("year"):
        return "M月D日"
    return name


def read_iso(value: str) -> PartialDate | None:
    """The day of a machine-written date such as `2024-11-16T10:00:00Z`, or of any date in words."""
    found = next(find_dates(value[:200].replace("T", " ")), None)
    return found.first if found else None
