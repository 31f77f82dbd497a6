"""When: years and months, or days from and until; what they are in a query string, and as instants."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import BadRequest
from django.http import Http404

from newsroom.editions import release_instant
from newsroom.terms import Facet

from .choices import YEAR, values

DAY = re.compile(r"[12]\d{3}-\d\d-\d\d", re.ASCII)
MONTH = re.compile(r"0?[1-9]|1[0-2]", re.ASCII)


@dataclass(frozen=True)
class Period:
    """Release dates, by the newsroom's calendar: in any of some years, in a month of one, between two days. Empty: ever."""

    years: tuple[int, ...] = ()
    month: int = 0
    since: date | None = None
    until: date | None = None

    @classmethod
    def read(cls, query, year: int = 0, month: int = 0) -> "Period":
        """The period that a query and the path before it ask for. Raises ``Http404`` for dates that are none."""
        years = {year} if year else {_number(text, YEAR, "year") for text in values(query, "year")}
        month = month or (_number(query["month"], MONTH, "month") if query.get("month") else 0)
        if month and not years:
            raise Http404("A month needs a year.")
        if len(years) > 1:
            month = 0  # another year was added to the one it was in
        return cls(tuple(sorted(years)), month, _day(query, "from"), _day(query, "until"))

    def written(self) -> dict[str, str]:
        """The parameters that say the period."""
        found = {"year": ",".join(map(str, self.years)), "month": str(self.month or "")}
        days = {"from": self.since, "until": self.until}
        found |= {name: day.isoformat() for name, day in days.items() if day}
        return {name: text for name, text in found.items() if text}

    @property
    def path(self) -> list[int]:
        """The year and the month that stand in the path."""
        if len(self.years) != 1:
            return []
        return [self.years[0], *([self.month] if self.month else [])]

    def spans(self) -> list[tuple[datetime | None, datetime | None]]:
        """The instants from and before which the release dates are; ``None`` for no such bound. Newest first."""
        days = [(None, None)]
        if self.month:
            year = self.years[0]
            following = date(year + self.month // 12, self.month % 12 + 1, 1)
            days = [(date(year, self.month, 1), following)]
        elif self.years:
            days = [(date(year, 1, 1), date(year + 1, 1, 1)) for year in reversed(self.years)]
        found = []
        for first, following in _joined(days):
            first = max(filter(None, (first, self.since)), default=None)
            after = self.until and self.until + timedelta(days=1)
            following = min(filter(None, (following, after)), default=None)
            if first is None or following is None or first < following:
                found.append((first and release_instant(first), following and release_instant(following)))
        return found

    def group(self) -> list[tuple[Facet, int]]:
        """The years, or the month, as pairs of facet and value: of these one. Empty if it is neither."""
        if self.month:
            return [(Facet.MONTH, self.years[0] * 100 + self.month)]
        return [(Facet.YEAR, year) for year in self.years]

    def __bool__(self):
        return bool(self.years or self.since or self.until)


def _joined(days):
    """Spans of days, the last first, with those made one that follow each other."""
    found = []
    for first, following in days:
        if found and found[-1][0] == following and first is not None:
            found[-1] = (first, found[-1][1])
        else:
            found.append((first, following))
    return found


def _day(query, name) -> date | None:
    text = query.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text if DAY.fullmatch(text) else "")
    except ValueError as error:
        raise BadRequest(f"{name} is not a day as in 2017-06-12.") from error


def _number(text: str, pattern, name: str) -> int:
    if not pattern.fullmatch(text):
        raise Http404(f"No such {name}.")
    return int(text)
