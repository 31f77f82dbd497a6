"""Lists and releases as JSON, CSV and ninjs: the same things as on the page, and nothing that a table would run."""

import csv
import io

from django.test import TestCase

from newsroom import workflow
from newsroom.data import tables, views
from newsroom.feeds.rows import FEED_SIZE
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
from tests.ninjs_rules import faults


def rows(response) -> list[dict]:
    return list(csv.DictReader(io.StringIO(response.content.decode(), newline=""), strict=True))


class DataTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        place = make_place(country=make_country())
        speaker, agency, topic = make_speaker(), make_agency(), make_topic()
        workshop = make_workshop(slug="training", series=make_series(), place=place)
        cls.article = make_article(
            title="Smugglers sentenced",
            slug="sentenced",
            body="<h2>In court</h2><p>“Words” &amp; <strong>more</strong>.</p><ul><li>One</li></ul>",
            contact="press@example.org",
            originally_released_on="2017-06-12",
            dateline={"places": [place.slug], "date": "2017-06-12", "end_date": None},
            countries=["MM"],
            topics=[topic.slug],
            agencies=[agency.slug],
            workshops=[workshop.reference],
            quotes=[{"text": "Words", "speaker": speaker.slug, "capacity": "Head", "agency": agency.slug}],
            images=[{"image": make_image().sha256, "role": "lead", "alt_text": "", "caption": "Court"}],
            see_also=[{"url": "https://example.org/", "label": "Elsewhere"}],
        )
        cls.other = make_article(slug="other", originally_released_on="2016-06-12")
        cls.french = make_article(slug="fr", language="fr", countries=["MM"])

    def test_every_list_has_its_data_with_what_its_feed_has(self):
        for page in (
            "/en/",
            "/fr/news/",
            "/en/news/2017/",
            "/en/news/2017/06/",
            "/en/countries/myanmar/",
            "/en/regions/south-eastern-asia/",
            "/en/topics/migrant-smuggling/",
            "/en/series/training-series/",
            "/en/agencies/border-office/",
            "/en/speakers/daw-example/",
            "/en/events/2017/training/",
        ):
            with self.subTest(page):
                feed = self.client.get(f"{page}feed.rss").content.decode()
                said = self.client.get(f"{page}data.json").json()["items"]
                self.assertTrue(said)
                self.assertEqual(len(said), feed.count("<item>"))
                self.assertTrue(all(release["id"] in feed for release in said))
                self.assertEqual(
                    [r["id"] for r in said], [r["id"] for r in rows(self.client.get(f"{page}data.csv"))]
                )
                objects = self.client.get(f"{page}ninjs.json").json()
                self.assertEqual([r["id"] for r in said], [each["uri"] for each in objects])
                self.assertEqual([fault for each in objects for fault in faults(each)], [])

    def test_a_release_as_data_says_what_its_page_says(self):
        release = self.client.get("/en/news/2017/06/sentenced/data.json").json()
        self.assertEqual(release["title"], "Smugglers sentenced")
        self.assertEqual(release["dateline"], "Nay Pyi Taw (Myanmar), 12 June 2017")
        self.assertEqual(release["countries"][0]["url"], "http://testserver/en/countries/myanmar/")
        self.assertEqual(release["quotes"][0]["speaker"]["name"], "Daw Example")
        self.assertEqual(release["workshops"][0]["key"], "2017/training")
        self.assertEqual(release["images"][0]["caption"], "Court")
        self.assertEqual(release["see_also"], [{"url": "https://example.org/", "title": "Elsewhere"}])
        self.assertIn("<h2>In court</h2>", release["body"])

    def test_a_release_in_ninjs_is_valid_and_has_its_words(self):
        said = self.client.get("/en/news/2017/06/sentenced/ninjs.json").json()
        self.assertEqual(faults(said), [])
        self.assertEqual(said["bodies"][1]["value"], "In court\n\n“Words” & more.\n\nOne")
        self.assertEqual(said["people"][0]["literal"], "daw-example")
        self.assertEqual(said["associations"][0]["descriptions"][0]["value"], "Court")
        self.assertNotEqual(faults(said | {"uri": 1, "invented": True}), [])

    def test_the_address_of_data_moves_and_ends_with_its_page(self):
        change(self.article, slug="moved")
        workflow.correct(self.article, by=None, kind="typo")
        old = "/en/news/2017/06/sentenced/data.json"
        self.assertRedirects(self.client.get(old), "/en/news/2017/06/moved/data.json", status_code=301)
        workflow.withdraw(self.other, by=None, reason="gone", note="By mistake.")
        response = self.client.get("/en/news/2016/06/other/ninjs.json")
        self.assertEqual(response.status_code, 410)
        self.assertEqual(response.json()["note"], "By mistake.")
        workflow.withdraw(self.article, by=None, reason="readable", note="Out of date.")
        said = self.client.get("/en/news/2017/06/moved/ninjs.json").json()
        self.assertEqual((said["pubStatus"], said["edNote"]), ("canceled", "Out of date."))

    def test_queries_lead_to_the_canonical_address(self):
        response = self.client.get("/en/news/data.csv?topic=migrant-smuggling&country=myanmar&utm_source=x")
        self.assertRedirects(
            response, "/en/news/data.csv?country=myanmar&topic=migrant-smuggling", status_code=301
        )
        response = self.client.get("/en/search/data.json?q=smugglers")
        self.assertRedirects(response, "/en/news/data.json?q=smugglers", status_code=301)
        self.assertEqual(len(self.client.get("/en/news/data.json?q=smugglers").json()["items"]), 1)

    def test_pages_follow_each_other(self):
        self.assertEqual(views.PAGE_SIZE, FEED_SIZE)
        usual, views.PAGE_SIZE = views.PAGE_SIZE, 1
        self.addCleanup(setattr, views, "PAGE_SIZE", usual)
        first = self.client.get("/en/news/data.json")
        older = first.json()["next"]
        self.assertEqual(first["Link"], f'<{older}>; rel="next"')
        second = self.client.get(older)
        self.assertIsNone(second.json()["next"])
        self.assertEqual(
            [release["id"] for page in (first, second) for release in page.json()["items"]],
            [f"urn:uuid:{article.uid}" for article in (self.article, self.other)],
        )

    def test_other_files_are_missed_with_those_that_there_are(self):
        for address in ("/en/news/data.xml", "/en/data.", "/en/news/2017/06/sentenced/data.csv"):
            with self.subTest(address):
                self.assertContains(self.client.get(address), "<h1", status_code=404)

    def test_scripts_elsewhere_may_read_them_and_head_and_conditions_work(self):
        response = self.client.get("/en/news/data.json")
        self.assertEqual(response["Access-Control-Allow-Origin"], "*")
        self.assertIn("public", response["Cache-Control"])
        again = self.client.get("/en/news/data.json", headers={"if-none-match": response["ETag"]})
        self.assertEqual(again.status_code, 304)
        self.assertEqual(self.client.head("/en/news/data.json").content, b"")


class TableTests(TestCase):
    def test_no_cell_is_a_formula_and_every_cell_comes_back(self):
        for title in ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", 'a "b", c\r\nd', "مؤتمر 🙂"):
            with self.subTest(title):
                release = dict.fromkeys(tables.COLUMNS, "") | {"title": title}
                release |= {
                    name: [{"name": "=x", "key": "x"}] for name in ("countries", "topics", "agencies")
                }
                text = tables.write([release])
                (row,) = csv.DictReader(io.StringIO(text, newline=""), strict=True)
                self.assertEqual(row["title"].removeprefix("'"), title)
                self.assertEqual(row["title"].startswith("'"), title[0] in "=+-@\t\r\n")
                self.assertEqual(row["countries"], "'=x")
                self.assertTrue(text.endswith("\r\n"))
