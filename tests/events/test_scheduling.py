"""What is kept of a workshop that is moved."""

from datetime import date

from django.test import TestCase

from events.models import Workshop
from events.scheduling import dates_of, record_move
from tests.factory import make_workshop


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
