"""What is kept of a workshop that is moved, and what calendars are told of a change."""

from datetime import UTC, date, datetime, time
from uuid import UUID

from django.test import TestCase

from events.models import Workshop
from events.scheduling import count_change, count_change_of_place, dates_of, record_move
from tests.factory import make_place, make_workshop

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class RecordMoveTests(TestCase):
    def move(self, workshop, note="", **values):
        """Save new values and record the move; what was kept of it, if anything."""
        previous = Workshop.objects.get(pk=workshop.pk)
        for name, value in values.items():
            setattr(workshop, name, value)
        workshop.full_clean()
        workshop.save()
        return record_move(previous, workshop, note=note)

    def make(self, first=date(2027, 6, 12), last=date(2027, 6, 14), **values):
        return make_workshop(starts_on=first, ends_on=last, status="planned", **values)

    def test_the_dates_before_are_kept_with_the_reason(self):
        workshop = self.make()
        kept = self.move(workshop, "Visas are late.", starts_on=date(2027, 9, 1), ends_on=date(2027, 9, 3))
        assert dates_of(kept) == (date(2027, 6, 12), date(2027, 6, 14), "day")
        assert kept.note == "Visas are late."
        assert workshop.year == 2017  # the address stays

    def test_other_changes_keep_nothing(self):
        assert self.move(self.make(), name="Another name", status="confirmed") is None

    def test_postponed_without_new_dates_and_moved_later_is_kept_once(self):
        workshop = self.make()
        assert self.move(workshop, "Elections.", status="postponed") is not None
        assert (
            self.move(workshop, starts_on=date(2028, 1, 1), ends_on=date(2028, 1, 2), status="planned")
            is None
        )
        assert [dates_of(row) for row in workshop.earlier_dates.all()] == [
            (date(2027, 6, 12), date(2027, 6, 14), "day")
        ]

    def test_moved_there_and_back_and_away_is_kept_each_time(self):
        workshop = self.make()
        for month in (7, 6, 8):
            self.move(workshop, starts_on=date(2027, month, 12), ends_on=date(2027, month, 14))
        assert [row.starts_on.month for row in workshop.earlier_dates.all()] == [6, 7, 6]

    def test_a_date_told_more_exactly_is_no_move(self):
        workshop = self.make(precision="month")
        assert dates_of(workshop) == (date(2027, 6, 1), date(2027, 6, 30), "month")
        assert (
            self.move(workshop, starts_on=date(2027, 6, 12), ends_on=date(2027, 6, 12), precision="day")
            is None
        )
        # Telling it less exactly again, or another month, is one.
        assert self.move(workshop, precision="month") is not None
        kept = self.move(workshop, starts_on=date(2027, 7, 2), ends_on=date(2027, 7, 2), precision="day")
        assert kept.precision == "month"

    def test_what_was_not_public_is_kept_from_readers(self):
        workshop = self.make(is_public=False)
        assert (
            self.move(workshop, starts_on=date(2027, 9, 1), ends_on=date(2027, 9, 3), is_public=True) is None
        )


class CountChangeTests(TestCase):
    def setUp(self):
        self.place = make_place()
        self.workshop = make_workshop(starts_on="2027-06-12", ends_on="2027-06-14", status="planned")
        Workshop.objects.update(changed_at=LONG_AGO)

    def change(self, **values):
        """Save new values; by how much the sequence has risen, and whether the instant of the change is another."""
        previous, workshop = (Workshop.objects.get(pk=self.workshop.pk) for _ in range(2))
        for name, value in values.items():
            setattr(workshop, name, value)
        count_change(previous, workshop, list(values))
        workshop.full_clean()
        workshop.save()
        return workshop.sequence - previous.sequence, workshop.changed_at != previous.changed_at

    def test_what_those_who_come_must_know_is_counted(self):
        for values in (
            {"starts_on": date(2027, 6, 11)},
            {"ends_on": date(2027, 6, 16)},
            {"precision": "time", "start_time": time(9)},
            {"end_time": time(17)},
            {"time_zone": "Asia/Yangon"},
            {"place": self.place},
            {"is_online": True},
            {"name": "Another"},
            {"name_fr": "Atelier"},
            {"status": "confirmed"},
            {"status": "postponed"},
            {"status": "cancelled"},
            {"status": "planned"},
            {"name": "Behind their backs", "is_public": False},
        ):
            with self.subTest(**values):
                self.assertEqual(self.change(**values), (1, True))

    def test_other_changes_are_noted(self):
        self.assertEqual(self.change(), (0, False))
        self.change(status="confirmed")
        for values in ({"description": "Words."}, {"status": "held"}, {"website": "https://example.org/"}):
            with self.subTest(**values):
                self.assertEqual(self.change(**values), (0, True))

    def test_its_name_for_calendars_stays(self):
        uid = self.workshop.uid
        self.change(slug="another", name="Another", starts_on=date(2027, 6, 11))
        self.assertEqual(Workshop.objects.get().uid, uid)
        self.assertIsInstance(uid, UUID)

    def test_it_is_cancelled_once(self):
        self.change(status="cancelled")
        instant = Workshop.objects.get().cancelled_at
        self.change(description="Why.")
        self.assertEqual(Workshop.objects.get().cancelled_at, instant)
        self.change(status="planned")
        self.assertIsNone(Workshop.objects.get().cancelled_at)

    def test_another_time_zone_of_the_place_is_another_time(self):
        timed = make_workshop(place=self.place, precision="time", start_time="09:00")
        Workshop.objects.update(changed_at=LONG_AGO, place=self.place)
        count_change_of_place(self.place, ["name"])
        timed.refresh_from_db()
        self.assertEqual(timed.sequence, 0)
        self.assertGreater(timed.changed_at, LONG_AGO)
        count_change_of_place(self.place, ["time_zone"])
        numbers = dict(Workshop.objects.values_list("pk", "sequence"))
        self.assertEqual(numbers, {timed.pk: 1, self.workshop.pk: 0})
