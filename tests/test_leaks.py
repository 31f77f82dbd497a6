"""Nothing leaks: texts that are not public carry a canary, every public address is read, no canary is there."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urldefrag

from django.test import TestCase
from django.utils import timezone

from events.models import Appointment, WorkshopAgency, WorkshopSpeaker
from newsroom import workflow
from publishing.languages import Language
from tests.factory import (
    change,
    make_agency,
    make_article,
    make_country,
    make_draft,
    make_image,
    make_place,
    make_series,
    make_speaker,
    make_topic,
    make_workshop,
)

CANARY = "quetzalcoatlus"
LINK = re.compile(
    r'(?:href|src|action)="([^"]+)"|<link>([^<]+)</link>|<atom:link[^>]*href="([^"]+)"|<loc>([^<]+)</loc>'
)


def secret(**about):
    """A content in which every word that anybody wrote is a canary."""
    image = make_image(title=CANARY, alt_text=CANARY, caption=CANARY, credit=CANARY)
    return {
        "title": CANARY,
        "summary": CANARY,
        "body": f"<p>{CANARY}: “{CANARY} words”</p>",
        "contact": CANARY,
        "see_also": [{"url": f"https://{CANARY}.example.org/", "label": CANARY}],
        "images": [{"image": image.sha256, "role": "lead", "alt_text": CANARY, "caption": CANARY}],
    } | about


class LeakTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        myanmar = make_country()
        cls.place = make_place(country=myanmar)
        topic = make_topic()
        hidden_topic = make_topic(f"{CANARY} topic", is_public=False)
        agency = make_agency(country=myanmar)
        hidden_agency = make_agency(f"{CANARY} agency", country=myanmar, parent=agency, is_public=False)
        speaker = make_speaker()
        hidden_speaker = make_speaker(f"{CANARY} speaker", is_public=False)
        series = make_series()
        series.agencies.set([agency, hidden_agency])
        series.topics.set([topic, hidden_topic])
        hidden_series = make_series(f"{CANARY} series", is_public=False)
        tomorrow = timezone.localdate() + timedelta(days=1)
        session = make_workshop(series=series, place=cls.place)
        orphan = make_workshop(series=hidden_series, place=cls.place, starts_on=tomorrow, ends_on=tomorrow)
        past = make_workshop(series=hidden_series, place=cls.place)
        hidden = [
            make_workshop(f"{CANARY} past", series=series, place=cls.place, is_public=False),
            make_workshop(
                f"{CANARY} coming",
                series=series,
                place=cls.place,
                starts_on=tomorrow,
                ends_on=tomorrow,
                is_public=False,
            ),
        ]
        for workshop in (session, orphan, past, *hidden):
            workshop.topics.set([topic, hidden_topic])
            for body in (agency, hidden_agency):
                WorkshopAgency.objects.create(workshop=workshop, agency=body, role="organiser")
            for person in (speaker, hidden_speaker):
                WorkshopSpeaker.objects.create(workshop=workshop, speaker=person)
        for person in (speaker, hidden_speaker):
            for body in (agency, hidden_agency):
                role = "Head" if (person, body) == (speaker, agency) else CANARY
                Appointment.objects.create(speaker=person, agency=body, role=role)
        about = {
            "countries": ["MM"],
            "topics": sorted([topic.slug, hidden_topic.slug]),
            "agencies": sorted([agency.slug, hidden_agency.slug]),
            "workshops": sorted(w.reference for w in (session, orphan, past, *hidden)),
            "dateline": {"places": [cls.place.slug], "date": "2017-06-12", "end_date": None},
            "quotes": [
                {
                    "text": f"{CANARY} words",
                    "speaker": speaker.slug,
                    "capacity": CANARY,
                    "agency": agency.slug,
                }
            ],
        }
        cls.draft = make_draft(**secret(**about, slug="draft"))
        cls.scheduled = make_draft(**secret(**about, slug="scheduled"))
        workflow.publish(cls.scheduled, by=None, at=timezone.now() + timedelta(hours=1))
        cls.superseded = make_article(**secret(**about, slug="superseded"))
        change(
            cls.superseded,
            title="Harmless",
            summary="Plain.",
            body="<p>Plain.</p>",
            contact="",
            see_also=[],
            images=[],
            quotes=[],
        )
        workflow.correct(cls.superseded, by=None, kind="typo")
        cls.gone = make_article(**secret(**about, slug="gone"))
        workflow.withdraw(cls.gone, by=None, reason="gone", note="It was published by mistake.")
        cls.public = make_article(
            title="Public text",
            slug="public",
            **about
            | {
                "quotes": [
                    {
                        "text": "Plain words.",
                        "speaker": hidden_speaker.slug,
                        "capacity": "Head",
                        "agency": None,
                    }
                ]
            },
            see_also=[
                {"article": str(article.uid)}
                for article in (cls.draft, cls.scheduled, cls.superseded, cls.gone)
            ]
            + [{"workshop": workshop.reference} for workshop in hidden],
        )
        change(cls.public, body="<p>Not published yet: " + CANARY + "</p>")

    def crawl(self):
        """Every address of this site that can be reached from its home pages, with what it answers."""
        waiting = [f"/{language}/" for language in Language.values] + [
            "/healthz",
            "/en/feed.rss",
            "/feeds.opml",
        ]
        waiting += ["/robots.txt", "/sitemap.xml", "/news-sitemap.xml"]
        seen = {}
        while waiting:
            address = waiting.pop()
            response = self.client.get(address)
            body = b"".join(response) if response.streaming else response.content
            body = body.replace(b"\r\n ", b"")  # lines of calendars are folded
            seen[address] = response.status_code, body, response.headers
            if b"<" not in body[:200]:
                continue
            for match in LINK.finditer(body.decode()):
                link = urldefrag(unescape(next(group for group in match.groups() if group)))[0]
                link = link.removeprefix("http://testserver")
                if link.startswith("/") and not link.startswith(("/static/", "/admin/")) and link not in seen:
                    seen[link] = None
                    waiting.append(link)
        return seen

    def test_no_public_address_shows_what_is_not_public(self):
        seen = self.crawl()
        leaks = [
            address
            for address, (status, body, headers) in seen.items()
            if CANARY in f"{address} {headers}".lower() or CANARY.encode() in body.lower()
        ]
        self.assertEqual(leaks, [])
        errors = {
            address: status for address, (status, _, _) in seen.items() if status not in (200, 301, 302)
        }
        self.assertEqual(errors, {})
        # The crawl has been where it could have leaked.
        visited = set(seen)
        for needed in (
            "/en/news/",
            "/en/news/feed.rss",
            "/en/countries/myanmar/",
            "/en/countries/myanmar/feed.rss",
            "/en/countries/myanmar/feed.atom",
            "/en/topics/migrant-smuggling/feed.json",
            "/en/follow/",
            "/en/regions/south-eastern-asia/",
            "/en/topics/migrant-smuggling/",
            "/en/series/training-series/",
            "/en/agencies/border-office/",
            "/en/speakers/daw-example/",
            "/en/events/",
            "/en/events/past/",
            "/en/events/calendar.ics",
            "/en/countries/myanmar/calendar.ics",
            "/en/series/training-series/calendar.ics",
            "/en/agencies/border-office/calendar.ics",
            "/sitemaps/en-events-2017.xml",
            "/sitemaps/en-pages.xml",
            self.public.editions.get().get_absolute_url(),
        ):
            self.assertIn(needed, visited)
        for start in ("/en/events/2017/workshop-", "/sitemaps/en-20"):
            self.assertTrue(any(path.startswith(start) for path in visited), start)

    def test_guessed_addresses_answer_as_if_there_were_nothing(self):
        now = timezone.localdate()
        base = f"/en/news/{now:%Y}/{now:%m}"
        for slug, status in (("draft", 404), ("scheduled", 404), ("gone", 410)):
            with self.subTest(slug):
                response = self.client.get(f"{base}/{slug}/")
                self.assertEqual(response.status_code, status)
                self.assertNotContains(response, CANARY, status_code=status)
        self.assertContains(self.client.get(f"{base}/superseded/"), "Harmless")
        for kind in ("topics", "agencies", "speakers", "series"):
            for tail in ("", "feed.rss", "feed.atom", "feed.json", "calendar.ics"):
                with self.subTest(kind=kind, tail=tail):
                    response = self.client.get(f"/en/{kind}/{CANARY}-{_singular(kind)}/{tail}")
                    self.assertEqual(response.status_code, 404)
        for name in ("topic", "agency", "speaker", "series"):
            with self.subTest(name):
                response = self.client.get(f"/en/news/?{name}={CANARY}-{name}")
                self.assertEqual(response.status_code, 404)

    def test_files_of_what_is_not_public_are_not_served(self):
        for article in (self.draft, self.scheduled, self.superseded, self.gone):
            use = article.revisions.order_by("number").first().content["images"][0]
            path = f"images/{use['image'][:2]}/{use['image']}.png"
            with self.subTest(article.slug):
                self.assertEqual(self.client.get(f"/media/{path}").status_code, 404)


class WithdrawnFileTests(TestCase):
    def test_files_stay_while_the_text_stays_readable_and_no_longer(self):
        article = make_article(**secret())
        use = article.revisions.get().content["images"][0]
        path = f"/media/images/{use['image'][:2]}/{use['image']}.png"
        workflow.withdraw(article, by=None, reason="readable", note="Out of date.")
        response = self.client.get(path)
        self.assertTrue(b"".join(response).startswith(b"\x89PNG"))
        change(article, images=[])
        workflow.publish(article, by=None)
        self.assertEqual(self.client.get(path).status_code, 404)
        workflow.withdraw(article, by=None, reason="gone", note="A mistake.")
        self.assertEqual(self.client.get(path).status_code, 404)


def _singular(kind):
    return {"topics": "topic", "agencies": "agency", "speakers": "speaker", "series": "series"}[kind]
