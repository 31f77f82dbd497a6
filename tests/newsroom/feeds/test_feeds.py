"""RSS of every list: what a feed reader gets."""

import time
from datetime import timedelta
from xml.etree import ElementTree

import feedparser
from django.test import TestCase
from django.utils import timezone

from events.models import Country, Place, Topic
from newsroom import workflow
from newsroom.models import Image
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

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


class FeedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.country, cls.topic, cls.speaker = make_country(), make_topic(), make_speaker()
        cls.place, cls.agency = make_place(country=cls.country), make_agency()
        cls.workshop = make_workshop(series=make_series(), slug="session")
        cls.image = make_image(credit="Studio")
        cls.article = make_article(
            title="A & B <C>",
            slug="first-slug",
            summary="In short.",
            body='<p>Read <a href="/en/topics/">more</a> of “Plain words”.</p>',
            originally_released_on="2017-06-12",
            dateline={"places": [cls.place.slug], "date": "2017-06-12", "end_date": None},
            countries=["MM"],
            topics=[cls.topic.slug],
            agencies=[cls.agency.slug],
            workshops=[cls.workshop.reference],
            quotes=[
                {
                    "text": "Plain words",
                    "speaker": cls.speaker.slug,
                    "capacity": "",
                    "agency": cls.agency.slug,
                }
            ],
            images=[{"image": cls.image.sha256, "role": "lead", "alt_text": "", "caption": "A square"}],
        )
        cls.other = make_article(title="About nothing", originally_released_on="2016-01-01")

    def feed(self, address="/en/news/feed.rss", **headers):
        response = self.client.get(address, headers=headers)
        if response.status_code == 200:
            self.assertEqual(response["Content-Type"], "application/rss+xml; charset=utf-8")
            parsed = feedparser.parse(response.content)
            self.assertFalse(parsed.bozo, parsed.get("bozo_exception"))
            return parsed
        return response

    def test_an_entry_tells_everything(self):
        entry = self.feed().entries[0]
        self.assertEqual(
            entry.title, "A &amp; B &lt;C&gt;".replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        )
        self.assertEqual(entry.link, "http://testserver/en/news/2017/06/first-slug/")
        self.assertEqual(entry.id, f"urn:uuid:{self.article.uid}")
        self.assertEqual(entry.published, "Mon, 12 Jun 2017 00:00:00 +0000")
        self.assertEqual(entry.summary, "In short.")
        self.assertEqual(
            {(tag.term, tag.scheme) for tag in entry.tags},
            {
                ("Migrant smuggling", "http://testserver/en/topics/"),
                ("Myanmar", "http://testserver/en/countries/"),
            },
        )
        text = entry.content[0].value
        self.assertIn("Nay Pyi Taw (Myanmar), 12 June 2017", text)
        self.assertIn('href="http://testserver/en/topics/"', text)
        self.assertIn(f'src="http://testserver{self.image.url}"', text)
        self.assertIn('alt="A plain square."', text)
        self.assertIn("A square Studio", text)

    def test_the_description_stands_before_the_text(self):
        channel = ElementTree.fromstring(self.client.get("/en/news/feed.rss").content)[0]
        tags = [element.tag for element in channel.find("item")]
        self.assertLess(tags.index("description"), tags.index(CONTENT))
        self.assertEqual(channel.find("item/guid").get("isPermaLink"), "false")

    def test_the_feed_names_itself_its_page_and_its_language(self):
        channel = self.feed("/fr/countries/myanmar/feed.rss").feed
        self.assertEqual(channel.link, "http://testserver/fr/countries/myanmar/")
        self.assertEqual(channel.language, "fr")
        links = {link.rel: link.href for link in channel.links}
        self.assertEqual(links["self"], "http://testserver/fr/countries/myanmar/feed.rss")

    def test_every_list_has_a_feed_of_what_it_lists(self):
        for address in (
            "/en/countries/myanmar/feed.rss",
            "/en/regions/south-eastern-asia/feed.rss",
            "/en/topics/migrant-smuggling/feed.rss",
            "/en/series/training-series/feed.rss",
            "/en/agencies/border-office/feed.rss",
            "/en/speakers/daw-example/feed.rss",
            "/en/events/2017/session/feed.rss",
            "/en/news/2017/feed.rss",
            "/en/news/2017/06/feed.rss",
            "/en/news/feed.rss?country=myanmar&topic=migrant-smuggling",
        ):
            with self.subTest(address):
                self.assertEqual([entry.title for entry in self.feed(address).entries], ["A & B <C>"])
        for address in ("/en/feed.rss", "/en/news/feed.rss"):
            with self.subTest(address):
                self.assertEqual(len(self.feed(address).entries), 2)

    def test_the_id_survives_a_correction_and_a_new_slug(self):
        change(self.article, slug="second-slug", body="<p>New.</p>")
        workflow.correct(self.article, by=None, kind="correction", note="The first text was wrong.")
        entry = self.feed().entries[0]
        self.assertEqual(entry.id, f"urn:uuid:{self.article.uid}")
        self.assertEqual(entry.link, "http://testserver/en/news/2017/06/second-slug/")
        self.assertEqual(entry.published, "Mon, 12 Jun 2017 00:00:00 +0000")
        self.assertIn("The first text was wrong.", entry.content[0].value)
        self.assertRedirects(
            self.client.get("/en/news/2017/06/first-slug/"), "/en/news/2017/06/second-slug/", status_code=301
        )

    def test_what_has_not_changed_answers_304(self):
        response = self.client.get("/en/news/feed.rss")
        for headers in (
            {"if-none-match": response["ETag"]},
            {"if-modified-since": response["Last-Modified"]},
        ):
            with self.subTest(headers):
                again = self.client.get("/en/news/feed.rss", headers=headers)
                self.assertEqual((again.status_code, again.content), (304, b""))

    def test_a_correction_is_not_hidden_by_the_date_of_the_last_visit(self):
        before = self.client.get("/en/news/feed.rss")
        time.sleep(1)  # HTTP dates have whole seconds
        change(self.article, title="Changed")
        workflow.correct(self.article, by=None, kind="typo")
        again = self.client.get("/en/news/feed.rss", headers={"if-none-match": before["ETag"]})
        self.assertContains(again, "Changed")
        again = self.client.get("/en/news/feed.rss", headers={"if-modified-since": before["Last-Modified"]})
        self.assertContains(again, "Changed")

    def test_a_withdrawal_is_not_hidden_either(self):
        before = self.client.get("/en/news/feed.rss")
        time.sleep(1)  # HTTP dates have whole seconds
        workflow.withdraw(self.article, by=None, reason="gone", note="A mistake.")
        again = self.client.get("/en/news/feed.rss", headers={"if-modified-since": before["Last-Modified"]})
        self.assertNotContains(again, "A &amp; B")

    def test_another_country_does_not_change_the_validators_of_a_feed(self):
        before = self.client.get("/en/countries/myanmar/feed.rss")
        make_article(title="Elsewhere")
        after = self.client.get("/en/countries/myanmar/feed.rss")
        self.assertEqual((before["ETag"], before["Last-Modified"]), (after["ETag"], after["Last-Modified"]))

    def test_whatever_a_feed_shows_changes_its_tag(self):
        address = "/en/countries/myanmar/feed.rss"
        tags = {self.client.get(address)["ETag"]}
        for model, column in ((Topic, "name"), (Country, "name"), (Place, "name"), (Image, "credit")):
            model.objects.update(**{column: "Another"})
            response = self.client.get(address, headers={"if-none-match": ", ".join(tags)})
            with self.subTest(model.__name__):
                self.assertContains(response, "Another")
            tags.add(response["ETag"])
        Topic.objects.update(is_public=False)
        self.assertNotIn(self.client.get(address)["ETag"], tags)
        self.assertEqual(len(tags), 5)

    def test_as_many_queries_for_one_as_for_three_and_one_less_when_the_texts_are_known(self):
        for more in (1, 3):
            for _ in range(more):
                make_article(countries=["MM"], topics=[self.topic.slug])
            with self.subTest(more), self.assertNumQueries(6):
                tag = self.client.get("/en/news/feed.rss")["ETag"]
            with self.subTest(more), self.assertNumQueries(5):
                again = self.client.get("/en/news/feed.rss", headers={"if-none-match": tag})
            self.assertEqual((again.status_code, again.content, again["ETag"]), (304, b"", tag))

    def test_bad_validators_are_ignored(self):
        for headers in (
            {"if-none-match": '"x'},
            {"if-modified-since": "yesterday"},
            {"if-none-match": "\xff"},
        ):
            with self.subTest(headers):
                self.assertEqual(self.client.get("/en/news/feed.rss", headers=headers).status_code, 200)

    def test_characters_that_xml_cannot_hold_are_left_out(self):
        make_article(title="Tab\x0bulator \x01 😀", body="<p>a\x02b</p>", originally_released_on="2020-01-01")
        entry = self.feed().entries[0]
        self.assertEqual(entry.title, "Tabulator  😀")

    def test_no_script_reaches_a_reader(self):
        make_article(
            body='<p>x<script>alert(1)</script><a href="javascript:alert(1)" onclick="x()">y</a></p>',
            originally_released_on="2020-01-01",
        )
        text = self.feed().entries[0].content[0].value
        for bad in ("script", "onclick", "javascript"):
            self.assertNotIn(bad, text)

    def test_what_is_scheduled_is_not_in_it(self):
        workflow.publish(make_draft(title="Later"), by=None, at=timezone.now() + timedelta(hours=1))
        self.assertNotIn("Later", [entry.title for entry in self.feed().entries])
