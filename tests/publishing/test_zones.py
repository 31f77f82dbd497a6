"""Local times and instants, at the worst hours of the year and of history."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.test import SimpleTestCase

from publishing.zones import instants_of, jump_over, offset, zones_by_area

GAPS = (
    # Zone, a time that never was, the jump over it.
    ("Europe/Vienna", "2027-03-28T02:30", "2027-03-28T02:00", "2027-03-28T03:00"),
    ("Europe/Vienna", "2027-03-28T02:00", "2027-03-28T02:00", "2027-03-28T03:00"),
    ("Europe/Vienna", "2027-03-28T02:59:59", "2027-03-28T02:00", "2027-03-28T03:00"),
    # Brazil changed its clocks at midnight, until 2019: the gap begins a day.
    ("America/Sao_Paulo", "2018-11-04T00:30", "2018-11-04T00:00", "2018-11-04T01:00"),
    ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04T02:00", "2026-10-04T02:30"),
    # Burma gave up the sun of Rangoon, and in the war went by the clocks of Tokyo.
    ("Asia/Yangon", "1920-01-01T00:03", "1920-01-01T00:00", "1920-01-01T00:05"),
    ("Asia/Yangon", "1942-05-01T00:30", "1942-05-01T00:00", "1942-05-01T02:30"),
    # Samoa left out a whole day.
    ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T00:00", "2011-12-31T00:00"),
)
REPEATS = (
    # Zone, a time that was twice, the two instants in UTC.
    ("Europe/Vienna", "2026-10-25T02:30", "2026-10-25T00:30", "2026-10-25T01:30"),
    ("Europe/Vienna", "2026-10-25T02:00", "2026-10-25T00:00", "2026-10-25T01:00"),
    ("America/Sao_Paulo", "2019-02-16T23:30", "2019-02-17T01:30", "2019-02-17T02:30"),
    ("Asia/Yangon", "1945-05-02T22:00", "1945-05-02T13:00", "1945-05-02T15:30"),
    ("Australia/Lord_Howe", "2027-04-04T01:45", "2027-04-03T14:45", "2027-04-03T15:15"),
)
ONCE = (
    ("Europe/Vienna", "2026-10-25T01:59", "2026-10-24T23:59"),
    ("Europe/Vienna", "2026-10-25T03:00", "2026-10-25T02:00"),
    ("Europe/Vienna", "2027-03-28T01:59", "2027-03-28T00:59"),
    ("Europe/Vienna", "2027-03-28T03:00", "2027-03-28T01:00"),
    # Brazil keeps one time all the year round since 2019: what would have been a gap is none.
    ("America/Sao_Paulo", "2026-11-01T00:30", "2026-11-01T03:30"),
    ("America/Sao_Paulo", "2018-11-04T01:00", "2018-11-04T03:00"),
    ("Asia/Yangon", "2026-12-01T10:00", "2026-12-01T03:30"),
    ("Asia/Kathmandu", "2026-12-01T10:00", "2026-12-01T04:15"),
    ("Australia/Lord_Howe", "2026-12-01T10:00", "2026-11-30T23:00"),
    ("Australia/Lord_Howe", "2026-07-01T10:00", "2026-06-30T23:30"),
    ("Pacific/Apia", "2011-12-31T00:00", "2011-12-30T10:00"),
    ("UTC", "2026-03-29T02:30", "2026-03-29T02:30"),
    ("Europe/Vienna", "2099-07-01T10:00", "2099-07-01T08:00"),
)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("name", "local", "stopped", "went_on"), GAPS)
def test_a_time_that_never_was_names_no_instant(name, local, stopped, went_on):
    local, zone = datetime.fromisoformat(local), ZoneInfo(name)
    assert instants_of(local, zone) == []
    jump = jump_over(local, zone)
    assert (jump.stopped.isoformat("T", "minutes"), jump.went_on.isoformat("T", "minutes")) == (
        stopped,
        went_on,
    )
    # What the desk offers instead are times that exist, and one is right after the other.
    (before,), (after,) = (instants_of(time, zone) for time in (jump.last_minute, jump.went_on))
    assert after - before == timedelta(minutes=1)


@pytest.mark.parametrize(("name", "local", "earlier", "later"), REPEATS)
def test_a_time_that_was_twice_names_two_instants(name, local, earlier, later):
    found = instants_of(datetime.fromisoformat(local), ZoneInfo(name))
    assert found == [utc(earlier), utc(later)]


@pytest.mark.parametrize(("name", "local", "instant"), ONCE)
def test_any_other_time_names_one_instant(name, local, instant):
    assert instants_of(datetime.fromisoformat(local), ZoneInfo(name)) == [utc(instant)]


class ZoneTests(SimpleTestCase):
    def test_every_quarter_of_an_hour_of_a_year_comes_back(self):
        """Each instant is among those that its own local time names, in zones that change their clocks and not."""
        start = utc("2026-01-01T00:00")
        for name in ("Europe/Vienna", "Australia/Lord_Howe", "Asia/Yangon", "America/St_Johns"):
            zone = ZoneInfo(name)
            for step in range(0, 365 * 96, 7):
                instant = start + timedelta(minutes=15 * step)
                local = instant.astimezone(zone).replace(tzinfo=None, fold=0)
                assert instant in instants_of(local, zone), (name, instant)

    def test_a_local_day_has_as_many_minutes_as_passed(self):
        for name, day, hours in (
            ("Europe/Vienna", "2027-03-28", 23),
            ("Europe/Vienna", "2026-10-25", 25),
            ("Europe/Vienna", "2026-10-26", 24),
            ("Australia/Lord_Howe", "2026-10-04", 23.5),
            ("Pacific/Apia", "2011-12-30", 0),
        ):
            with self.subTest(name=name, day=day):
                midnight, zone = datetime.fromisoformat(day), ZoneInfo(name)
                minutes = [midnight + timedelta(minutes=number) for number in range(24 * 60)]
                found = sorted(instant for minute in minutes for instant in instants_of(minute, zone))
                assert len(found) == hours * 60
                assert all(b - a == timedelta(minutes=1) for a, b in pairwise(found))

    def test_the_end_of_the_calendar(self):
        for name, local in (
            ("America/New_York", "9999-12-31T23:59"),
            ("Asia/Tokyo", "0001-01-01T00:00"),
        ):
            with self.subTest(name), self.assertRaises(ValueError):
                instants_of(datetime.fromisoformat(local), ZoneInfo(name))

    def test_offsets_in_words(self):
        for name, instant, expected in (
            ("UTC", "2026-01-01T00:00", "UTC"),
            ("Europe/London", "2026-01-01T00:00", "UTC"),
            ("Europe/London", "2026-07-01T00:00", "UTC+01:00"),
            ("Asia/Yangon", "2026-01-01T00:00", "UTC+06:30"),
            ("America/Sao_Paulo", "2026-01-01T00:00", "UTC\N{MINUS SIGN}03:00"),
            ("America/St_Johns", "2026-01-01T00:00", "UTC\N{MINUS SIGN}03:30"),
            ("Europe/Vienna", "1890-01-01T00:00", "UTC+01:05:21"),
        ):
            with self.subTest(name, instant=instant):
                assert offset(utc(instant), ZoneInfo(name)) == expected

    def test_all_zones_that_are_named_for_a_place(self):
        areas = zones_by_area()
        names = [name for area in areas.values() for name in area]
        assert {"Europe/Vienna", "America/Argentina/Buenos_Aires", "Asia/Yangon", "Pacific/Apia"} <= set(
            names
        )
        assert not {"UTC", "EST", "Etc/GMT+5", "US/Eastern", "posixrules"} & set(names)
        assert all(name.startswith(f"{area}/") for area, names in areas.items() for name in names)
        assert list(areas) == sorted(areas)
