"""The search page, as a reader gets it."""

import re
from html import unescape
from xml.etree import ElementTree

import feedparser
import html5lib
from django.conf import settings
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from newsroom import workflow
from newsroom.views.search import PAGE_SIZE
from tests.archive import make_archive
from tests.factory import (
    change,
    make_agency,
    make_article,
    make_country,
    make_draft,
    make_place,
    make_series,
    make_speaker,
    make_topic,
    make_workshop,
)
from tests.plans import scans
from tests.press import make_scheduled

MOST = 30  # queries: a few for each kind of thing that bears the name
CANARY = "quetzalcoatlus"
OPEN_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def shown(response) -> list[str]:
    """The titles that a page lists."""
    titles = re.findall(r'release-card__title"><a href="[^"]*">(.*?)</a>', response.text)
    return [unescape(re.sub("</?mark>", "", title)) for title in titles]


class SearchPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        myanmar = make_country()
        make_place(country=myanmar), make_topic(), make_agency(), make_speaker(), make_series()
        make_workshop("Smuggling workshop", place=make_place())
        for n in range(3):
            make_article(
                title=f"Smuggling <{n}> & more",
                body="<p>First &lt;b&gt;.</p><p>Then smuggling went on.</p>",
                countries=["MM"] if n else [],
                topics=["migrant-smuggling"],
                kind="speech" if n else "press-release",
                originally_released_on=f"201{n}-02-03",
            )

    def get(self, query, **more):
        return self.client.get("/en/search/" + (f"?{query}" if query else ""), **more)

    def test_without_a_query_it_tells_how_to_search(self):
        with self.assertNumQueries(0):
            response = self.get("")
        self.assertContains(response, "opium -poppy")

    def test_what_is_found_is_marked_and_escaped(self):
        response = self.get("q=smuggling")
        self.assertEqual(shown(response), [f"Smuggling <{n}> & more" for n in (2, 1, 0)])
        self.assertContains(response, "<mark>Smuggling</mark> &lt;2&gt; &amp; more</a>")
        self.assertContains(response, "First &lt;b&gt;. Then <mark>smuggling</mark> went on.")
        html5lib.HTMLParser(strict=True).parse(response.content)

    def test_a_query_is_text_wherever_it_is_shown(self):
        for query in ("<script>alert(1)</script>", "\"'><b>x", "{{ 7*7 }}", "%s %(x)s", "smuggling <b>"):
            response = self.client.get("/en/search/", {"q": query}, follow=True)
            self.assertNotContains(response, "<script>alert", msg_prefix=query)
            self.assertNotContains(response, "<b>", msg_prefix=query)
            html5lib.HTMLParser(strict=True).parse(response.content)

    def test_things_of_that_name_are_shown(self):
        for query, link in {
            "smuggling": '/en/topics/migrant-smuggling/"><bdi>Migrant smuggling',
            "myanm": '/en/countries/myanmar/"><bdi>Myanmar',
            "nay pyi taw": '/en/countries/myanmar/"><bdi>Nay Pyi Taw (Myanmar)',
            "example": '/en/speakers/daw-example/"><bdi>Daw Example',
            "border office": '/en/agencies/border-office/"><bdi>Border Office',
            "training": '/en/series/training-series/"><bdi>Training series',
            "workshop 2017 myanmar": "Smuggling workshop",
        }.items():
            with self.subTest(query):
                self.assertContains(self.client.get("/en/search/", {"q": query}), link)

    def test_it_can_be_narrowed_and_widened_again(self):
        response = self.get("q=smuggling")
        for link in (
            '/en/search/?country=myanmar&amp;q=smuggling">Myanmar</a> <span class="count">(2)',
            '/en/search/?kind=speech&amp;q=smuggling">Speech</a> <span class="count">(2)',
            '/en/search/?q=smuggling&amp;year=2012">2012</a> <span class="count">(1)',
            '/en/news/?q=smuggling">The same by date',
            '/en/search/?language=all&amp;q=smuggling">The same in all languages',
        ):
            self.assertContains(response, link)
        # All are about it: it would not narrow anything.
        self.assertNotContains(response, "topic=migrant-smuggling")
        response = self.get("country=myanmar&q=smuggling&year=2012")
        self.assertEqual(shown(response), ["Smuggling <2> & more"])
        self.assertContains(response, 'class="chip" href="/en/search/?country=myanmar&amp;q=smuggling"')
        self.assertContains(response, '<input type="hidden" name="country" value="myanmar">')

    def test_one_address_for_one_search(self):
        for query, canonical in {
            "q=++smuggling+": "q=smuggling",
            "q=smuggling&utm_source=x": "q=smuggling",
            "year=2012&q=x": "q=x&year=2012",
            "q=": "",
            "q=%2A%2A": "",
            "q=x&page=1": "q=x",
        }.items():
            address = "/en/search/" + (f"?{canonical}" if canonical else "")
            self.assertRedirects(self.get(query), address, status_code=301, msg_prefix=query)

    def test_what_is_no_page_or_no_value(self):
        for query in (
            "page=0&q=smuggling",
            "page=2&q=smuggling",
            "page=x&q=smuggling",
            "page=" + "9" * 30 + "&q=a",
            "q=a&country=nowhere",
        ):
            self.assertEqual(self.get(query).status_code, 404, query)
        self.assertEqual(self.get("q=a&from=yesterday").status_code, 400)
        self.assertEqual(self.get("q=" + "x" * 9000).status_code, 400)

    def test_pages(self):
        for n in range(PAGE_SIZE):
            make_article(title=f"Smuggling {n}")
        first, second = self.get("q=smuggling"), self.get("page=2&q=smuggling")
        self.assertEqual(len(shown(first)), PAGE_SIZE)
        self.assertContains(first, 'href="/en/search/?page=2&amp;q=smuggling" rel="next"')
        self.assertEqual(len({*shown(first), *shown(second)}), PAGE_SIZE + 3)
        self.assertContains(second, 'href="/en/search/?q=smuggling" rel="prev"')

    def test_nothing_found_gives_advice(self):
        response = self.get("q=smugglign")
        self.assertContains(response, '<a href="/en/search/?q=smuggling"><bdi>smuggling</bdi></a>')
        self.assertContains(response, "No text has all of these words")
        self.assertContains(self.get("q=speaker%3Anobody"), "nothing called “nobody” for speaker:")

    def test_nothing_leaks(self):
        """Neither as a result, nor as another spelling, nor by its name, nor as a number."""
        make_draft(title=CANARY)
        make_scheduled(title=CANARY, body=f"<p>{CANARY}</p>")
        corrected = make_article(title=CANARY, body=f"<p>{CANARY}</p>")
        change(corrected, title="Bird", body="<p>Bird.</p>")
        workflow.correct(corrected, by=None, kind="correction", note="It was a bird.")
        workflow.withdraw(make_article(title=CANARY), by=None, reason="gone", note="Wrong.")
        make_speaker(CANARY, is_public=False), make_agency(CANARY, is_public=False)
        make_topic(CANARY, is_public=False), make_series(CANARY, is_public=False)
        make_workshop(CANARY, is_public=False)
        nothing = self.get("q=xylophone").text.replace("xylophone", "")
        for query in (CANARY, CANARY[:8] + "*", CANARY[:-1] + "x", f"speaker:{CANARY}", CANARY[:8]):
            for language in ("", "all"):
                with self.subTest(query):
                    response = self.client.get(
                        "/en/search/", ({"language": language} if language else {}) | {"q": query}
                    )
                    self.assertEqual(shown(response), [])
                    text = response.text.replace(query, "").replace(
                        CANARY if "speaker" in query else "\0", ""
                    )
                    self.assertNotIn(CANARY, text)
                    if not language and query.isalpha():
                        self.assertEqual(text, nothing)
        self.assertEqual(shown(self.get("q=bird")), ["Bird"])

    def test_no_more_queries_for_more_texts(self):
        for query in (
            "q=smuggling",
            "q=smuggling+myanmar",
            "q=%22smuggling+workshop%22+-opium",
            "country=myanmar&q=smug",
        ):
            numbers = []
            for _ in (1, 3):
                with CaptureQueriesContext(connection) as captured:
                    self.get(query)
                numbers.append(len(captured))
                make_article(title="Smuggling in Myanmar", countries=["MM"])
                make_article(title="Smuggling workshop", countries=["MM"])
            self.assertEqual(numbers[0], numbers[1], query)
            self.assertLessEqual(numbers[1], MOST, query)

    def test_no_search_reads_the_archive(self):
        make_archive(300)  # of a few rows every database reads all
        for query in (
            "q=smuggling",
            "q=smugglign",
            "q=%22smuggling+workshop%22+-opium",
            "language=all&q=smug",
        ):
            self.assertEqual(scans(lambda query=query: self.get(query)), [], query)

    def test_results_are_a_feed(self):
        self.assertRedirects(
            self.client.get("/en/search/feed.rss?q=smuggling"),
            "/en/news/feed.rss?q=smuggling",
            status_code=301,
        )
        feed = feedparser.parse(self.client.get("/en/news/feed.rss?q=smuggling+country%3Amm").content)
        self.assertEqual(
            [entry.title for entry in feed.entries], ["Smuggling <2> & more", "Smuggling <1> & more"]
        )
        self.assertIn("“smuggling country:mm”", feed.feed.title)

    def test_a_list_can_be_narrowed_by_words(self):
        response = self.client.get("/en/news/?country=myanmar&q=smuggling")
        self.assertEqual(shown(response), ["Smuggling <2> & more", "Smuggling <1> & more"])
        self.assertContains(response, '<input type="hidden" name="q" value="smuggling">')
        self.assertContains(response, "“smuggling”</span></a>")

    def test_browsers_can_add_it_to_their_searches(self):
        self.assertContains(self.client.get("/fr/"), 'href="/fr/search/opensearch.xml"')
        response = self.client.get("/fr/search/opensearch.xml")
        root = ElementTree.fromstring(response.content)
        self.assertEqual(
            root.find(f"{OPEN_SEARCH}Url").get("template"),
            f"{settings.SITE_URL}/fr/search/?q={{searchTerms}}",
        )
        self.assertLessEqual(len(root.find(f"{OPEN_SEARCH}ShortName").text), 16)

    def test_searches_are_limited(self):
        with self.settings(SEARCHES_A_MINUTE=2):
            codes = [self.get(f"q=smuggling+{n}", REMOTE_ADDR="192.0.2.7").status_code for n in range(3)]
            self.assertEqual(codes, [200, 200, 429])
            for address in ("/en/news/?q=smuggling", "/en/news/feed.rss?q=smuggling"):
                self.assertEqual(self.client.get(address, REMOTE_ADDR="192.0.2.7").status_code, 429, address)
            self.assertEqual(self.client.get("/en/news/", REMOTE_ADDR="192.0.2.7").status_code, 200)

    def test_a_search_that_takes_too_long_is_cut_and_says_so(self):
        from unittest import mock  # noqa: PLC0415 -- only here

        with mock.patch("newsroom.selection.hits.SECONDS", -1):
            self.assertContains(self.get("q=smuggling+OR+the+OR+first"), "This search takes too long")
            self.assertEqual(self.client.get("/en/news/?q=smuggling").status_code, 400)
