"""Every public page: at most thirteen queries however much there is to show, and valid HTML."""

from datetime import timedelta

import html5lib
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import Appointment, EarlierDates, WorkshopAgency, WorkshopSpeaker
from newsroom import listing, workflow
from tests.archive import make_archive, tell_the_planner
from tests.factory import (
    change,
    make_agency,
    make_article,
    make_country,
    make_image,
    make_place,
    make_series,
    make_speaker,
    make_topic,
    make_workshop,
)
from tests.plans import scans

MOST = 13

PAGES = {
    "home": "/en/",
    "news": "/en/news/",
    "news of a country and a topic": "/en/news/?country=myanmar&topic=migrant-smuggling",
    "month": "/en/news/2017/06/",
    "release": "/en/news/2017/06/first/",
    "countries": "/en/countries/",
    "country": "/en/countries/myanmar/",
    "region": "/en/regions/south-eastern-asia/",
    "topics": "/en/topics/",
    "topic": "/en/topics/migrant-smuggling/",
    "events": "/en/events/",
    "past events": "/en/events/past/",
    "workshop": "/en/events/2017/first/",
    "all series": "/en/series/",
    "series": "/en/series/training-series/",
    "agencies": "/en/agencies/",
    "agency": "/en/agencies/border-office/",
    "speakers": "/en/speakers/",
    "speaker": "/en/speakers/daw-example/",
    "feed": "/en/news/feed.rss",
    "feed of a country": "/en/countries/myanmar/feed.rss",
    "feed as Atom": "/en/feed.atom",
    "feed as JSON Feed": "/en/topics/migrant-smuggling/feed.json",
    "follow": "/en/follow/",
    "all feeds": "/feeds.opml",
    "calendar": "/en/events/calendar.ics",
    "calendar of the past": "/en/events/past/calendar.ics",
    "calendar of a country": "/en/countries/myanmar/calendar.ics",
    "calendar of a region": "/en/regions/south-eastern-asia/calendar.ics",
    "calendar of a topic": "/en/topics/migrant-smuggling/calendar.ics",
    "calendar of a series": "/en/series/training-series/calendar.ics",
    "calendar of an agency": "/en/agencies/border-office/calendar.ics",
    "calendar of a speaker": "/en/speakers/daw-example/calendar.ics",
    "calendar of an event": "/en/events/2017/first/calendar.ics",
    "sitemap index": "/sitemap.xml",
    "sitemap of a month": "/sitemaps/en-2017-06.xml",
    "sitemap of a day": "/sitemaps/en-2017-06-12.xml",
    "sitemap of events": "/sitemaps/en-events-2017.xml",
    "sitemap of pages": "/sitemaps/en-pages.xml",
    "news sitemap": "/news-sitemap.xml",
    "picture of a release": "/en/news/2017/06/first/card.png",
    "picture of an event": "/en/events/2017/first/card.png",
    "embedding": "/oembed?url=http://testserver/en/news/2017/06/first/",
}

SELECTIONS = {
    "further on": "/en/news/?before=20170612000000000000-99999",
    "back": "/en/news/?after=20160612000000000000-1",
    "any language": "/en/news/?language=all",
    "any of two": "/en/news/?country=myanmar,thailand",
    "all of two, and not a third": "/en/news/?country.not=thailand&topic.all=migrant-smuggling,topic-first",
    "days of a region": "/en/news/?from=2016-01-01&region=south-eastern-asia&until=2017-12-31",
    "years": "/en/news/?agency=border-office&year=2015,2017",
    "feed of a selection": "/en/news/feed.rss?country=myanmar,thailand&topic=migrant-smuggling",
    "feed of a year without a topic": "/en/news/2017/feed.atom?topic.not=migrant-smuggling",
    "archive of a feed": "/en/news/feed.json?before=20170612000000000000-99999",
}


class PageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.myanmar = make_country()
        cls.place, cls.topic = make_place(country=cls.myanmar), make_topic()
        cls.agency = make_agency(country=cls.myanmar)
        cls.speaker, cls.series = make_speaker(), make_series()
        cls.series.agencies.add(cls.agency)
        cls.series.topics.add(cls.topic)
        Appointment.objects.create(speaker=cls.speaker, agency=cls.agency, role="Head")

    def add_one_of_everything(self, slug):
        thailand = make_country("Thailand", "TH")
        tomorrow = timezone.localdate() + timedelta(days=1)
        first = make_workshop(slug=slug, series=self.series, place=self.place)
        coming = make_workshop(series=self.series, place=self.place, starts_on=tomorrow, ends_on=tomorrow)
        agency = make_agency(f"Agency {slug}", country=self.myanmar, parent=self.agency)
        speaker = make_speaker(f"Speaker {slug}")
        topic = make_topic(f"Topic {slug}")
        Appointment.objects.create(speaker=speaker, agency=self.agency, role="Deputy")
        Appointment.objects.create(speaker=self.speaker, agency=agency, role="Adviser")
        for workshop in (first, coming):
            workshop.topics.add(self.topic, topic)
            EarlierDates.objects.create(
                workshop=workshop, starts_on="2017-01-01", ends_on="2017-01-02", replaced_at=timezone.now()
            )
            for body in (self.agency, agency):
                WorkshopAgency.objects.create(workshop=workshop, agency=body, role="organiser")
            for person in (self.speaker, speaker):
                WorkshopSpeaker.objects.create(workshop=workshop, speaker=person)
        pinned = make_article(title=f"Pinned {slug}", originally_released_on="2016-01-01")
        about = {
            "slug": slug,
            "originally_released_on": "2017-06-12",
            "dateline": {
                "places": [self.place.slug, make_place("Bangkok", thailand).slug],
                "date": "2017-06-12",
                "end_date": None,
            },
            "countries": ["MM", "TH"],
            "topics": sorted([self.topic.slug, topic.slug]),
            "agencies": sorted([self.agency.slug, agency.slug]),
            "workshops": sorted([first.reference, coming.reference]),
            "quotes": [
                {"text": "Words.", "speaker": person.slug, "capacity": "Head", "agency": body.slug}
                for person, body in ((self.speaker, self.agency), (speaker, agency))
            ],
            "images": [
                {"image": make_image().sha256, "role": role, "alt_text": "", "caption": "Caption"}
                for role in ("lead", "gallery")
            ],
            "see_also": [{"article": str(pinned.uid)}, {"workshop": coming.reference}],
        }
        article = make_article(**about)
        change(article, summary="Corrected.")
        workflow.correct(article, by=None, kind="correction", note="A word was wrong.")
        make_article(**about | {"language": "fr", "translation_key": str(article.translation_key)})

    def counts(self):
        counted = {}
        for name, address in PAGES.items():
            with CaptureQueriesContext(connection) as queries:
                response = self.client.get(address)
            self.assertEqual(response.status_code, 200, address)
            counted[name] = len(queries)
        return counted

    def test_as_many_queries_with_one_row_as_with_three_and_at_most_thirteen(self):
        self.add_one_of_everything("first")
        with_one = self.counts()
        self.add_one_of_everything("second")
        self.add_one_of_everything("third")
        self.assertEqual(self.counts(), with_one)
        self.assertEqual({name: n for name, n in with_one.items() if n > MOST}, {})

    def test_no_page_reads_a_large_table_from_end_to_end(self):
        self.add_one_of_everything("first")
        self.add_one_of_everything("second")
        make_archive(1000)  # of tables with a handful of rows PostgreSQL may read any index
        listing.rebuild()
        tell_the_planner()
        for name, address in (PAGES | SELECTIONS).items():
            with self.subTest(page=name):
                self.assertEqual(scans(lambda address=address: self.client.get(address)), [])

    def test_every_page_is_valid_html_with_one_heading_and_its_landmarks(self):
        self.add_one_of_everything("first")
        for language in ("en", "ar"):
            for name, address in PAGES.items():
                response = self.client.get(address.replace("/en/", f"/{language}/"))
                if response.status_code == 404 or not response["Content-Type"].startswith("text/html"):
                    continue  # there is no Arabic text; feeds have tests of their own
                with self.subTest(page=name, language=language):
                    document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
                        response.content
                    )
                    self.assertEqual(len(document.findall(".//h1")), 1)
                    for landmark in ("header", "nav", "main", "footer"):
                        self.assertIsNotNone(document.find(f".//{landmark}"))
                    self.assertEqual(document.find(".//a").get("href"), "#content")
                    ids = [element.get("id") for element in document.iter() if element.get("id")]
                    self.assertEqual(len(ids), len(set(ids)))
