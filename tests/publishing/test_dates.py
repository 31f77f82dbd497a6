"""Dates in words, in six languages."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.test import SimpleTestCase
from django.utils.translation import override

from publishing.dates import long_date, long_range, month_and_year, month_name

DAY = date(2017, 6, 12)


class DateTests(SimpleTestCase):
    def test_each_language_writes_dates_its_own_way(self):
        expected = {
            "ar": ("12 يونيو 2017", "يونيو 2017", "يونيو"),
            "en": ("12 June 2017", "June 2017", "June"),
            "es": ("12 de junio de 2017", "junio de 2017", "junio"),
            "fr": ("12 juin 2017", "juin 2017", "juin"),
            "ru": ("12 июня 2017", "июнь 2017", "июнь"),
            "zh-hans": ("2017年6月12日", "2017年6月", "6月"),
        }
        for language, words in expected.items():
            with self.subTest(language), override(language):
                self.assertEqual((long_date(DAY), month_and_year(DAY), month_name(DAY)), words)

    def test_french_writes_the_first_as_an_ordinal_and_no_other_day(self):
        with override("fr"):
            self.assertEqual(long_date(date(2017, 6, 1)), "1er juin 2017")
            self.assertEqual(long_date(date(2017, 6, 11)), "11 juin 2017")
            self.assertEqual(long_date(date(2017, 6, 21)), "21 juin 2017")

    def test_ranges_say_nothing_twice(self):
        for first, last, words in (
            (date(2023, 10, 9), date(2023, 10, 12), "9\u201312 October 2023"),
            (date(2017, 5, 30), date(2017, 6, 2), "30 May \u2013 2 June 2017"),
            (date(2016, 12, 30), date(2017, 1, 2), "30 December 2016 \u2013 2 January 2017"),
            (DAY, DAY, "12 June 2017"),
        ):
            with self.subTest(words):
                self.assertEqual(long_range(first, last), words)
        with override("zh-hans"):
            self.assertEqual(long_range(date(2023, 10, 9), date(2023, 10, 12)), "2023年10月9日至12日")

    def test_one_instant_is_two_days_in_two_zones(self):
        instant = datetime(2017, 6, 12, 22, tzinfo=UTC)
        self.assertEqual(long_date(instant), "12 June 2017")
        self.assertEqual(long_date(instant.astimezone(ZoneInfo("Asia/Bangkok"))), "13 June 2017")
