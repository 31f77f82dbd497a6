"""Which instants does a local time in a zone name? One; or none or two, where clocks are put forward or back."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

# The parts of the IANA database that hold places; the rest are old names and fixed offsets.
_AREAS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@dataclass(frozen=True)
class Jump:
    """Where the clocks of a zone were put forward: they never showed what lies between. Both are local times."""

    stopped: datetime
    went_on: datetime

    @property
    def last_minute(self) -> datetime:
        """The last full minute that the clocks showed before."""
        return self.stopped - timedelta(minutes=1)


def instants_of(local: datetime, zone: ZoneInfo) -> list[datetime]:
    """The instants, in UTC and the earlier first, at which the clocks of a zone show a time that has no zone.

    An empty list where they never show it. Raises ``ValueError`` for a time at the very end of the calendar,
    whose instant no ``datetime`` can hold.
    """
    return [instant for instant in sorted(set(_readings(local, zone))) if _shows(instant, zone) == local]


def jump_over(local: datetime, zone: ZoneInfo) -> Jump:
    """The jump of the clocks over a local time for which ``instants_of`` found nothing."""
    before, after = sorted(_readings(local, zone))
    old, new = (instant.astimezone(zone).utcoffset() for instant in (before, after))
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        before, after = (middle, after) if middle.astimezone(zone).utcoffset() == old else (before, middle)
    change = after.replace(tzinfo=None)
    return Jump(stopped=change + old, went_on=change + new)


def offset(instant: datetime, zone: ZoneInfo) -> str:
    """How far a zone is ahead of UTC at an instant: ``UTC+05:30``, ``UTC−03:00``, ``UTC``."""
    seconds = int(instant.astimezone(zone).utcoffset().total_seconds())
    if not seconds:
        return "UTC"
    minutes, rest = divmod(abs(seconds), 60)
    tail = f":{rest:02}" if rest else ""  # before there were zones, each town went by its sun
    sign = "+" if seconds > 0 else "\N{MINUS SIGN}"
    return f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}{tail}"


@cache
def zones_by_area() -> dict[str, list[str]]:
    """All zones of the IANA database that are named for a place, by area, both in the order of the alphabet."""
    areas = {area: [] for area in _AREAS}
    for name in sorted(available_timezones()):
        area, slash, _place = name.partition("/")
        if slash and area in areas:
            areas[area].append(name)
    return {area: names for area, names in areas.items() if names}


def _readings(local, zone):
    try:
        return [local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    except OverflowError as error:
        raise ValueError(f"{local} is too near the end of the calendar") from error


def _shows(instant, zone):
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)
