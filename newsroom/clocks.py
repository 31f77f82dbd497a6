"""What do the clocks show at an instant: in the newsroom, at the places of a dateline, in UTC? In words."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from publishing.dates import long_date
from publishing.languages import listed
from publishing.zones import offset, zones_by_area


@cache
def known_zones() -> set[str]:
    """The names of the zones that an editor may choose."""
    return {"UTC"}.union(*zones_by_area().values())


def zones_for(places, newsroom="") -> dict[str, str]:
    """The newsroom's zone, called ``newsroom``, those of the places of a dateline, and UTC, each with its name.

    Asks the database nothing if the places come with the city that a venue is in.
    """
    named = {timezone.get_default_timezone_name(): [newsroom] if newsroom else []}
    for place in places:
        zone = place.time_zone or (place.city.time_zone if place.city else "")
        if zone in known_zones():
            named.setdefault(zone, []).append(place.name_in(get_language()))
    named.setdefault("UTC", [])
    return {zone: f"{listed(names)} ({zone})" if names else zone for zone, names in named.items()}


def exactly(instant: datetime) -> str:
    """An instant ahead, in words that leave no doubt: in the newsroom's zone, which is named, and in UTC."""
    zone = timezone.get_default_timezone()
    local, utc = instant.astimezone(zone), instant.astimezone(UTC)
    there = timezone.get_default_timezone_name()
    if there != "UTC":
        there += f"; {moment(utc, local.date())} UTC"
    return f"{moment(local)} ({there})"


def readings(instant: datetime, zones: dict[str, str]) -> list[tuple[str, str]]:
    """What the clocks show at an instant: the name of each zone, and day, time and offset there."""
    rows = []
    for zone, name in zones.items():
        local = instant.astimezone(ZoneInfo(zone))
        text = f"{date_format(local, 'l')}, {moment(local)}"
        rows.append((name, text if zone == "UTC" else f"{text} ({offset(instant, ZoneInfo(zone))})"))
    return rows


def everywhere(instant: datetime, zones: dict[str, str]) -> str:
    """The readings in one line, for a message."""
    return "; ".join(f"{moment(instant.astimezone(ZoneInfo(zone)))} {name}" for zone, name in zones.items())


def moment(local, day=None) -> str:
    """A local time in words, with its day unless that is ``day``, and with seconds if there are any."""
    time = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    return time if local.date() == day else f"{long_date(local.date())}, {time}"
