"""What will happen by the clock in the next weeks, day by day in the newsroom's zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import groupby

from django.db.models import CharField, F, Value
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from newsroom.models import Edition, Embargo, Withdrawal
from newsroom.models.editions import Change
from publishing.dates import long_date

WEEKS = 5
MOST = 200


@dataclass(frozen=True)
class Entry:
    """Something that will happen to an article."""

    at: datetime
    what: str
    article_id: int
    title: str
    language: str

    @property
    def local(self) -> datetime:
        return self.at.astimezone(timezone.get_default_timezone())

    @property
    def day(self) -> date:
        return self.local.date()

    @property
    def time(self) -> str:
        """The time in the newsroom's zone; to the second if it is not a full minute."""
        return _time(self.local)

    @property
    def utc(self) -> str:
        """The time in UTC, with its day where that is another; empty in a newsroom that goes by UTC."""
        utc = self.at.astimezone(UTC)
        if utc.utcoffset() == self.local.utcoffset():
            return ""
        return _time(utc) if utc.date() == self.day else f"{date_format(utc, 'j M')}, {_time(utc)}"

    @property
    def label(self) -> str:
        if self.what == "withdrawal":
            return _("withdrawal")
        if self.what == "embargo":
            return _("end of the embargo")
        return str(Change(self.what).label)


def _time(instant) -> str:
    return f"{instant:%H:%M}" if not instant.second else f"{instant:%H:%M:%S}"


@dataclass(frozen=True)
class Cell:
    """A day of the month at a glance."""

    day: date
    count: int
    is_today: bool


class Calendar:
    """The five weeks from the Monday before an instant. One query."""

    def __init__(self, now: datetime):
        self.now = now
        zone = timezone.get_default_timezone()
        self.today = now.astimezone(zone).date()
        self.monday = self.today - timedelta(days=self.today.weekday())
        self.until = datetime.combine(self.monday + timedelta(weeks=WEEKS), time.min, zone)

    @cached_property
    def entries(self) -> list[Entry]:
        """What will happen, the nearest first."""
        window = (self.now, self.until - timedelta(microseconds=1))
        kind = CharField()
        editions = (
            Edition.objects.order_by()
            .filter(live_from__range=window)
            .annotate(at=F("live_from"), what=F("change"))
            .values_list("at", "what", "article_id", "title", "language")
        )
        endings = (
            Withdrawal.objects.filter(withdrawn_at__range=window)
            .annotate(at=F("withdrawn_at"), what=Value("withdrawal", kind))
            .values_list("at", "what", "edition__article_id", "edition__title", "edition__language")
        )
        embargoes = (
            Embargo.objects.in_force()
            .filter(until__range=window)
            .annotate(at=F("until"), what=Value("embargo", kind))
            .values_list("at", "what", "article_id", "article__title", "article__language")
        )
        rows = editions.union(endings, embargoes, all=True).order_by("at")[:MOST]
        return [Entry(*row) for row in rows]

    @property
    def days(self) -> list[tuple[date, str, list[Entry]]]:
        """The days on which something happens: the date, its name, and what."""
        return [
            (day, self.named(day), list(rows)) for day, rows in groupby(self.entries, lambda row: row.day)
        ]

    def named(self, day: date) -> str:
        near = {0: _("Today"), 1: _("Tomorrow")}.get((day - self.today).days)
        full = f"{date_format(day, 'l')}, {long_date(day)}"
        return f"{near}: {full}" if near else full

    @property
    def weekdays(self) -> list[tuple[str, str]]:
        """The names of the days, short and full."""
        days = (self.monday + timedelta(days=number) for number in range(7))
        return [(date_format(day, "D"), date_format(day, "l")) for day in days]

    @property
    def weeks(self) -> list[list[Cell]]:
        counts = {day: len(rows) for day, _name, rows in self.days}
        days = [self.monday + timedelta(days=number) for number in range(7 * WEEKS)]
        cells = [Cell(day, counts.get(day, 0), day == self.today) for day in days]
        return [cells[number : number + 7] for number in range(0, len(cells), 7)]
