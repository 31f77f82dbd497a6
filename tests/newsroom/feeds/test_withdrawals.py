"""Withdrawn texts are told of: in the feeds that had them, for eight weeks, and never more of them than readers may know."""

import json
from datetime import timedelta

import feedparser
from django.test import TestCase

from newsroom import listing, workflow
from newsroom.feeds.formats import FORMATS
from newsroom.listing import TOLD
from newsroom.models import Listing
from publishing.clock import database_now
from tests.factory import change, make_article, make_country, make_draft, make_topic

AT = "{http://purl.org/atompub/tombstones/1.0}"


def ago(weeks):
    """Move all withdrawals back, as if so many weeks had passed."""
    for row in Listing.objects.filter(term__lt=0):
        row.live_from -= timedelta(weeks=weeks)
        row.live_until -= timedelta(weeks=weeks)
        row.save(update_fields=["live_from", "live_until"])


class WithdrawalTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_country(), make_country("Thailand", "TH"), make_topic()
        cls.stays = make_article(title="Stays", countries=["MM"])
        cls.article = make_article(
            title="Never to be seen",
            slug="secret-words",
            summary="Never",
            body="<p>Never.</p>",
            countries=["MM"],
        )
        cls.urn = f"urn:uuid:{cls.article.uid}"

    def withdraw(self, reason="gone", note="It was <wrong> & old.", **more):
        workflow.withdraw(self.article, by=None, reason=reason, note=note, **more)

    def bodies(self, path="/en/countries/myanmar/"):
        return {form: self.client.get(f"{path}feed.{form}").content.decode() for form in FORMATS}

    def items(self, path="/en/countries/myanmar/"):
        return {item["id"]: item for item in json.loads(self.client.get(f"{path}feed.json").content)["items"]}

    def test_what_is_gone_is_told_and_nothing_of_it(self):
        self.withdraw()
        for form, body in self.bodies().items():
            with self.subTest(form):
                self.assertIn(self.urn, body)
                self.assertIn("Stays", body)
                for word in ("Never", "secret-words"):
                    self.assertNotIn(word, body)
        item = self.items()[self.urn]
        self.assertEqual(item["title"], "This text was withdrawn")
        self.assertEqual(item["content_html"], "<p><strong>Why:</strong> It was &lt;wrong&gt; &amp; old.</p>")
        self.assertEqual(item["_dateline"]["note"], "It was <wrong> & old.")
        self.assertNotIn("url", item)
        entry = feedparser.parse(self.bodies()["rss"]).entries[-1]
        self.assertEqual((entry.id, entry.title), (self.urn, "This text was withdrawn"))
        self.assertNotIn("link", entry)

    def test_atom_has_a_tombstone(self):
        from xml.etree import ElementTree  # noqa: PLC0415 -- only here

        self.withdraw()
        feed = ElementTree.fromstring(self.bodies()["atom"])
        (stone,) = feed.findall(f"{AT}deleted-entry")
        self.assertEqual(stone.get("ref"), self.urn)
        ended = self.article.editions.get().live_until
        self.assertEqual(stone.get("when"), ended.isoformat().replace("+00:00", "Z"))
        self.assertEqual(stone.findtext(f"{AT}comment"), "This text was withdrawn. It was <wrong> & old.")

    def test_what_stays_readable_is_named_and_linked(self):
        self.withdraw("readable")
        item, page = self.items()[self.urn], self.article.editions.get().get_absolute_url()
        self.assertEqual(item["title"], "Withdrawn: Never to be seen")
        self.assertEqual(item["url"], f"http://testserver{page}")
        self.assertIn(
            f'rel="alternate" type="text/html" href="http://testserver{page}"', self.bodies()["atom"]
        )

    def test_what_was_replaced_leads_on_while_that_is_public(self):
        self.withdraw("replaced", replaced_by=self.stays)
        page = f"http://testserver{self.stays.editions.get().get_absolute_url()}"
        self.assertEqual(self.items()[self.urn]["url"], page)
        self.assertIn(f'<a href="{page}">Stays</a>', self.items()[self.urn]["content_html"])
        self.assertIn(f'rel="related" type="text/html" href="{page}"', self.bodies()["atom"])
        workflow.withdraw(self.stays, by=None, reason="gone", note="Too.")
        self.assertNotIn("url", self.items()[self.urn])
        self.assertNotIn("Stays", "".join(self.bodies().values()))

    def test_it_is_told_where_the_text_was_listed_and_nowhere_else(self):
        self.withdraw()
        year = self.article.editions.get().year
        for path, is_told in {
            "/en/": True,
            f"/en/news/{year}/": True,
            "/en/regions/south-eastern-asia/": True,
            "/en/countries/thailand/": False,
            "/en/topics/migrant-smuggling/": False,
            "/en/news/2017/": False,
            "/fr/news/": False,
        }.items():
            with self.subTest(path):
                self.assertEqual(self.urn in self.items(path), is_told)
        for query, is_told in {
            "country=myanmar,thailand": True,
            "country=myanmar&topic.not=migrant-smuggling": True,
            "country.not=myanmar": False,
            "country=myanmar&topic=migrant-smuggling": False,
            "language=all": True,
        }.items():
            with self.subTest(query):
                body = self.client.get(f"/en/news/feed.json?{query}").json()
                self.assertEqual([item["id"] for item in body["items"]].count(self.urn), int(is_told))

    def test_it_is_told_for_eight_weeks(self):
        self.withdraw()
        ago(weeks=7.9)
        self.assertIn(self.urn, self.items())
        ago(weeks=0.2)
        self.assertNotIn(self.urn, self.items())
        listing.settle(database_now() + TOLD)
        self.assertFalse(Listing.objects.filter(term__lt=0).exists())

    def test_what_is_public_again_is_not_told_as_withdrawn(self):
        self.withdraw()
        before = self.items()[self.urn]["date_published"]
        workflow.publish(self.article, by=None)
        item = self.items()[self.urn]
        self.assertEqual(item["title"], "Never to be seen")
        self.assertGreater(item["date_modified"], before)
        self.assertNotIn("deleted-entry", self.bodies()["atom"])

    def test_a_withdrawal_ahead_is_not_told_yet_nor_one_that_was_taken_back(self):
        at = database_now() + timedelta(hours=1)
        self.withdraw(at=at)
        self.assertEqual(self.items()[self.urn]["title"], "Never to be seen")
        self.assertEqual(Listing.objects.filter(term__lt=0).first().live_from, at)
        workflow.unschedule(self.article, by=None)
        self.assertFalse(Listing.objects.filter(term__lt=0).exists())

    def test_a_correction_leaves_no_tombstone(self):
        change(self.article, title="Mended")
        workflow.correct(self.article, by=None, kind="correction", note="Mended.")
        self.assertFalse(Listing.objects.filter(term__lt=0).exists())

    def test_an_amended_note_is_told(self):
        self.withdraw()
        first = self.client.get("/en/feed.atom")
        workflow.amend_note(self.article.editions.get().withdrawal, "Better words.", by=None, why="Clearer.")
        second = self.client.get("/en/feed.atom", headers={"if-none-match": first["ETag"]})
        self.assertContains(second, "Better words.")

    def test_one_query_however_many(self):
        self.withdraw()
        self.bodies("/en/")
        with self.assertNumQueries(4):
            self.client.get("/en/feed.atom")
        for _ in range(2):
            workflow.withdraw(make_article(), by=None, reason="readable", note="Old.")
        with self.assertNumQueries(4):
            self.client.get("/en/feed.atom")

    def test_drafts_have_nothing_to_tell(self):
        draft = make_draft(title="Draft")
        self.assertNotIn(f"urn:uuid:{draft.uid}", "".join(self.bodies("/en/").values()))
