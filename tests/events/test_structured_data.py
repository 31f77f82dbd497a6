"""Events, people and bodies say as data what their pages say in words."""

from datetime import date, time

from events.models import Appointment, EarlierDates, WorkshopAgency, WorkshopSpeaker
from tests.factory import (
    make_agency,
    make_country,
    make_place,
    make_series,
    make_speaker,
    make_topic,
    make_workshop,
)
from tests.structured import PageTestCase, missing


class EventTests(PageTestCase):
    def setUp(self):
        place = make_place(latitude="19.7450", longitude="96.1297", time_zone="Asia/Yangon")
        self.workshop = make_workshop(place=place, series=make_series(), status="planned", languages=["en"])
        self.workshop.topics.add(make_topic())
        hidden = make_agency("Hidden body", is_public=False)
        for role in ("organiser", "donor"):
            for agency in (make_agency(f"Body {role}"), hidden):
                WorkshopAgency.objects.create(workshop=self.workshop, agency=agency, role=role)
        for speaker in (make_speaker(), make_speaker("Hidden person", is_public=False)):
            WorkshopSpeaker.objects.create(workshop=self.workshop, speaker=speaker)

    def event(self, **values):
        for name, value in values.items():
            setattr(self.workshop, name, value)
        self.workshop.full_clean()
        self.workshop.save()
        return self.nodes(self.workshop.get_absolute_url())["Event"]

    def move(self):
        EarlierDates.objects.create(
            workshop=self.workshop,
            starts_on="2017-01-09",
            ends_on="2017-01-10",
            replaced_at="2017-01-01T00:00:00Z",
        )

    def test_all_that_google_asks_for(self):
        self.move()
        nodes = self.nodes(self.workshop.get_absolute_url())
        self.assertEqual({kind: missing(node) for kind, node in nodes.items()}, dict.fromkeys(nodes, set()))

    def test_what_it_says(self):
        event = self.event()
        self.assertEqual((event["startDate"], event["endDate"]), ("2017-06-12", "2017-06-14"))
        self.assertEqual(event["eventAttendanceMode"], "https://schema.org/OfflineEventAttendanceMode")
        self.assertEqual(event["superEvent"]["@type"], "EventSeries")
        self.assertEqual([body["name"] for body in event["organizer"]], ["Body organiser"])
        self.assertEqual([body["name"] for body in event["sponsor"]], ["Body donor"])
        self.assertEqual([person["name"] for person in event["performer"]], ["Daw Example"])
        (place,) = event["location"]
        self.assertEqual(
            place["address"],
            {"@type": "PostalAddress", "addressLocality": "Nay Pyi Taw", "addressCountry": "MM"},
        )
        self.assertEqual((place["geo"]["latitude"], place["geo"]["longitude"]), (19.745, 96.1297))

    def test_times_have_their_offset(self):
        event = self.event(precision="time", start_time=time(9), ends_on=date(2017, 6, 12))
        self.assertEqual(event["startDate"], "2017-06-12T09:00:00+06:30")

    def test_dates_are_as_exact_as_they_are_known(self):
        self.assertEqual(self.event(precision="month")["startDate"], "2017-06")
        self.assertEqual(self.event(precision="year")["startDate"], "2017")

    def test_status(self):
        for status, said in (
            ("planned", "EventScheduled"),
            ("held", "EventScheduled"),
            ("postponed", "EventPostponed"),
            ("cancelled", "EventCancelled"),
        ):
            with self.subTest(status):
                self.assertEqual(self.event(status=status)["eventStatus"], f"https://schema.org/{said}")
        self.move()
        event = self.event(status="planned")
        self.assertEqual(event["eventStatus"], "https://schema.org/EventRescheduled")
        self.assertEqual(event["previousStartDate"], ["2017-01-09"])

    def test_online(self):
        event = self.event(is_online=True)
        self.assertEqual(event["eventAttendanceMode"], "https://schema.org/MixedEventAttendanceMode")
        event = self.event(is_online=True, place=None)
        self.assertEqual(event["eventAttendanceMode"], "https://schema.org/OnlineEventAttendanceMode")
        self.assertEqual([place["@type"] for place in event["location"]], ["VirtualLocation"])


class OtherPageTests(PageTestCase):
    def test_a_person_with_their_offices(self):
        speaker = make_speaker(biography="Long career.")
        Appointment.objects.create(
            speaker=speaker, agency=make_agency(kind="ministry"), role="Head", starts_on="2016-01-02"
        )
        hidden = make_agency("Hidden body", is_public=False)
        Appointment.objects.create(speaker=speaker, agency=hidden, role="Secret")
        person = self.nodes(speaker.get_absolute_url())["Person"]
        (office,) = person["worksFor"]
        self.assertEqual(
            (office["roleName"], office["startDate"], office["worksFor"]["@type"]),
            ("Head", "2016-01-02", "GovernmentOrganization"),
        )

    def test_a_body_with_what_it_is_part_of(self):
        hidden = make_agency("Hidden body", is_public=False)
        office = make_agency(parent=hidden, acronym="BO", website="https://example.org/")
        body = self.nodes(office.get_absolute_url())["Organization"]
        self.assertEqual((body["alternateName"], body["sameAs"]), ("BO", "https://example.org/"))
        self.assertNotIn("parentOrganization", body)

    def test_the_way_to_every_page(self):
        country, series = make_country(), make_series()
        for thing, way in (
            (country.region, ["Countries", "South-eastern Asia"]),
            (country, ["Countries", "South-eastern Asia", "Myanmar"]),
            (make_topic(), ["Topics", "Migrant smuggling"]),
            (series, ["Series", "Training series"]),
            (make_workshop(series=series), ["Events", "Training series", "Workshop"]),
            (make_agency(), ["Agencies", "Border Office"]),
            (make_speaker(), ["Speakers", "Daw Example"]),
        ):
            with self.subTest(thing):
                trail = self.nodes(thing.get_absolute_url())["BreadcrumbList"]
                self.assertEqual([step["name"] for step in trail["itemListElement"]], way)
                self.assertEqual(missing(trail), set())
