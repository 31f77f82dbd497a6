"""Calendars: what they say of events is what the database says, in a form that calendar programs read."""

from datetime import UTC, date, datetime, timedelta

from django.test import TestCase
from django.utils import timezone
from icalendar import Calendar

from events.models import Workshop, WorkshopAgency, WorkshopSpeaker
from events.models.workshops import TOLD_CANCELLED
from publishing.edition_clock import raise_clock
from tests.factory import (
    make_agency,
    make_country,
    make_place,
    make_series,
    make_speaker,
    make_topic,
    make_workshop,
)

COMING, PAST = "/en/events/calendar.ics", "/en/events/past/calendar.ics"
TOMORROW = timezone.localdate() + timedelta(days=1)


def ahead(name="Workshop", **values):
    return make_workshop(name, **{"starts_on": TOMORROW, "ends_on": TOMORROW, "status": "planned"} | values)


class CalendarTestCase(TestCase):
    def calendar(self, address=COMING) -> Calendar:
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200, address)
        self.assertEqual(response["Content-Type"], "text/calendar; charset=utf-8")
        calendar = Calendar.from_ical(response.content)
        calendar.validate()
        self.assertEqual([event.errors for event in calendar.events], [[]] * len(calendar.events))
        return calendar

    def event(self, workshop, language="en"):
        (event,) = self.calendar(f"/{language}/events/{workshop.year}/{workshop.slug}/calendar.ics").events
        return event

    def names(self, address):
        return [str(event["summary"]) for event in self.calendar(address).events]


class EventTests(CalendarTestCase):
    def test_an_event_of_days_with_all_that_is_known_of_it(self):
        city = make_place(latitude="19.7450", longitude="96.1297")
        venue = make_place("Hall, East; 2nd floor", kind="venue", city=city)
        series = make_series()
        workshop = make_workshop(
            "Experts, prosecutors; police", description="One.\nTwo, three.", place=venue, series=series
        )
        workshop.topics.set(
            [make_topic(), make_topic("Law, and order"), make_topic("Hidden", is_public=False)]
        )
        Workshop.objects.update(sequence=3, changed_at=datetime(2026, 2, 3, 4, 5, 6, 789, tzinfo=UTC))
        event = self.event(workshop)
        instant = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
        said = {
            name: event.decoded(name) for name in event if name not in ("GEO", "CATEGORIES", "RELATED-TO")
        }
        self.assertEqual(
            {name: value.decode() if isinstance(value, bytes) else value for name, value in said.items()},
            {
                "UID": str(workshop.uid),
                "DTSTAMP": instant,
                "LAST-MODIFIED": instant,
                "SEQUENCE": 3,
                "STATUS": "CONFIRMED",
                "SUMMARY": "Experts, prosecutors; police",
                "DTSTART": date(2017, 6, 12),
                "DTEND": date(2017, 6, 15),
                "URL": f"http://testserver/en/events/2017/{workshop.slug}/",
                "DESCRIPTION": "One.\nTwo, three.",
                "LOCATION": "Hall, East; 2nd floor, Nay Pyi Taw, Myanmar",
            },
        )
        self.assertEqual(event["geo"].to_ical(), "19.745;96.1297")
        self.assertEqual(sorted(map(str, event.categories)), ["Law, and order", "Migrant smuggling"])
        self.assertEqual(
            (str(event["related-to"]), event["related-to"].params["RELTYPE"]), (str(series.uid), "PARENT")
        )

    def test_times_are_those_of_the_place(self):
        yangon = make_place("Yangon", time_zone="Asia/Yangon")
        for values, start, end in (
            (
                {"start_time": "09:00", "end_time": "16:30"},
                datetime(2027, 6, 12, 2, 30, tzinfo=UTC),
                datetime(2027, 6, 14, 10, 0, tzinfo=UTC),
            ),
            (
                {"start_time": "09:00"},  # to the end of its last day
                datetime(2027, 6, 12, 2, 30, tzinfo=UTC),
                datetime(2027, 6, 14, 17, 30, tzinfo=UTC),
            ),
            (
                {"start_time": "09:00", "ends_on": "2027-06-12"},
                datetime(2027, 6, 12, 2, 30, tzinfo=UTC),
                None,
            ),
            (
                {"start_time": "09:00", "end_time": "09:00", "ends_on": "2027-06-12"},
                datetime(2027, 6, 12, 2, 30, tzinfo=UTC),
                None,
            ),
            (
                {
                    "start_time": "23:00",
                    "end_time": "23:30",
                    "ends_on": "2027-06-12",
                    "time_zone": "America/Lima",
                },
                datetime(2027, 6, 13, 4, 0, tzinfo=UTC),
                datetime(2027, 6, 13, 4, 30, tzinfo=UTC),
            ),
        ):
            with self.subTest(**values):
                days = {"starts_on": "2027-06-12", "ends_on": "2027-06-14", "precision": "time", "year": 2027}
                event = self.event(make_workshop(place=yangon, **days | values))
                self.assertEqual(event.decoded("dtstart"), start)
                self.assertEqual(event.decoded("dtend", None), end)

    def test_status_and_its_words(self):
        for status, said, summary in (
            ("planned", "TENTATIVE", "Workshop"),
            ("confirmed", "CONFIRMED", "Workshop"),
            ("held", "CONFIRMED", "Workshop"),
            ("postponed", "TENTATIVE", "Postponed: Workshop"),
            ("cancelled", "CANCELLED", "Cancelled: Workshop"),
        ):
            with self.subTest(status):
                event = self.event(make_workshop(status=status))
                self.assertEqual((event["status"], str(event["summary"])), (said, summary))

    def test_the_last_day_there_is_has_no_day_after(self):
        workshop = make_workshop(year=1999, starts_on="9999-12-31", ends_on="9999-12-31", status="planned")
        self.assertNotIn("dtend", self.event(workshop))

    def test_long_titles_of_any_script_come_back_whole_in_short_lines(self):
        names = {
            "name_ar": "حلقة عمل عن التحقيق في تهريب المهاجرين وملاحقته قضائيا " * 4,
            "name_zh": "联合国毒品和犯罪问题办公室关于偷运移民的讲习班，" * 10,
            "name_fr": "Atelier « police »\x0b\x7f, 👩🏽‍⚖️; \\n\tfin",
        }
        workshop = make_workshop(**{key: name.strip() for key, name in names.items()})
        for language, column in (("ar", "name_ar"), ("zh-hans", "name_zh"), ("fr", "name_fr")):
            with self.subTest(language):
                content = self.client.get(f"/{language}/events/2017/{workshop.slug}/calendar.ics").content
                lines = content.split(b"\r\n")
                self.assertNotIn(b"\n", b"".join(lines))
                self.assertLessEqual(max(map(len, lines)), 75)
                wanted = getattr(workshop, column).replace("\x0b\x7f", "")
                self.assertEqual(str(self.event(workshop, language)["summary"]), wanted)

    def test_nobody_is_invited_and_nobody_is_named_as_organiser(self):
        workshop = make_workshop()
        WorkshopAgency.objects.create(workshop=workshop, agency=make_agency(), role="organiser")
        WorkshopSpeaker.objects.create(workshop=workshop, speaker=make_speaker())
        content = self.client.get(f"/en/events/2017/{workshop.slug}/calendar.ics").content
        for name in (b"ORGANIZER", b"ATTENDEE", b"METHOD"):
            self.assertNotIn(name, content)


class ListTests(CalendarTestCase):
    def test_what_a_calendar_says_of_itself(self):
        head = self.calendar()
        said = {name: head[name].to_ical().decode() for name in head if name not in ("PRODID", "VERSION")}
        self.assertEqual(
            said,
            {
                "NAME": "Dateline: Coming events",
                "X-WR-CALNAME": "Dateline: Coming events",
                "URL": "http://testserver/en/events/",
                "REFRESH-INTERVAL": "PT6H",
                "X-PUBLISHED-TTL": "PT6H",
            },
        )
        self.assertEqual(head["refresh-interval"].params["VALUE"], "DURATION")

    def test_a_calendar_without_events_is_valid(self):
        for address in (COMING, PAST):
            calendar = self.calendar(address)
            self.assertEqual(calendar.events, [])
            self.assertEqual([zone["tzid"] for zone in calendar.timezones], ["UTC"])

    def test_coming_and_past(self):
        make_workshop("Past")
        ahead("Coming")
        ahead("Going on", starts_on=TOMORROW - timedelta(days=9))
        self.assertEqual(self.names(COMING), ["Going on", "Coming"])
        self.assertEqual(self.names(PAST), ["Past"])

    def test_what_has_no_days_yet_is_left_out_and_the_page_says_so(self):
        vague = ahead("Vague", precision="month")
        self.assertEqual(self.names(COMING), [])
        self.assertEqual(self.calendar(f"{vague.get_absolute_url()}calendar.ics").events, [])
        for address in ("/en/events/", vague.get_absolute_url()):
            self.assertContains(self.client.get(address), "whose days are not fixed yet are not in calendars")
        self.assertNotContains(self.client.get(vague.get_absolute_url()), "calendar.ics")

    def test_a_cancelled_event_is_told_for_eight_weeks_by_the_clock(self):
        yesterday = TOMORROW - timedelta(days=2)
        over = ahead("Over", status="cancelled", starts_on=yesterday, ends_on=yesterday)
        ahead("Soon", status="cancelled")
        self.assertEqual(self.names(COMING), ["Cancelled: Over", "Cancelled: Soon"])
        now = timezone.now()
        Workshop.objects.update(cancelled_at=now - TOLD_CANCELLED + timedelta(hours=1))
        self.assertEqual(len(self.names(COMING)), 2)
        self.assertAlmostEqual(raise_clock().next_at, now + timedelta(hours=1), delta=timedelta(minutes=1))
        Workshop.objects.update(cancelled_at=now - TOLD_CANCELLED - timedelta(seconds=1))
        self.assertEqual(self.names(COMING), [])
        # Its own calendar still says it, and so do the pages.
        self.assertEqual(self.event(over)["status"], "CANCELLED")
        self.assertContains(self.client.get("/en/events/"), "Soon")

    def test_every_page_that_lists_events_has_them_as_a_calendar(self):
        place, topic, series = make_place(), make_topic(), make_series()
        agency, speaker = make_agency(), make_speaker()
        for name in ("Past", "Coming"):
            workshop = make_workshop(name) if name == "Past" else ahead(name)
            Workshop.objects.filter(pk=workshop.pk).update(place=place, series=series)
            workshop.topics.add(topic)
            for role in ("organiser", "host"):
                WorkshopAgency.objects.create(workshop=workshop, agency=agency, role=role)
            WorkshopSpeaker.objects.create(workshop=workshop, speaker=speaker)
        make_workshop("Elsewhere", place=make_place("Bangkok", make_country("Thailand", "TH")))
        for thing in (place.country, topic, series, agency, speaker):
            address = thing.get_absolute_url()
            with self.subTest(address):
                self.assertEqual(self.names(f"{address}calendar.ics"), ["Coming", "Past"])
                page = self.client.get(address)
                self.assertContains(
                    page,
                    f'<link rel="alternate" type="text/calendar" title="{thing.local_name}" href="{address}calendar.ics">',
                    html=True,
                )
                self.assertContains(page, f'href="webcal://testserver{address}calendar.ics"')
        region = place.country.region.get_absolute_url()
        self.assertEqual(self.names(f"{region}calendar.ics"), ["Coming", "Elsewhere", "Past"])

    def test_other_names_of_a_country_lead_to_its_calendar(self):
        make_country().other_names.create(name="Burma")
        response = self.client.get("/en/countries/burma/calendar.ics")
        self.assertRedirects(response, "/en/countries/myanmar/calendar.ics", status_code=301)

    def test_what_is_not_public_is_in_no_calendar(self):
        series = make_series("Hidden series", is_public=False)
        shown = ahead("Shown", series=series)
        hidden = ahead("Hidden", is_public=False, place=make_place())
        content = self.client.get(COMING).content
        self.assertIn(b"Shown", content)
        for secret in ("Hidden", str(series.uid), str(hidden.uid)):
            self.assertNotIn(secret.encode(), content)
        self.assertNotIn("related-to", self.event(shown))
        self.assertEqual(self.client.get("/en/series/hidden-series/calendar.ics").status_code, 404)
        self.assertEqual(self.client.get(f"/en/events/2017/{hidden.slug}/calendar.ics").status_code, 404)
