"""What another site is given to show of a release or an event."""

from datetime import timedelta
from urllib.parse import urlencode
from xml.etree import ElementTree

import html5lib
from django.test import TestCase
from django.utils import timezone

from newsroom import workflow
from tests.factory import change, make_article, make_draft, make_image, make_place, make_workshop

RELEASED = {"originally_released_on": "2017-06-12"}
PAGE = "http://testserver/en/news/2017/06/text/"


class OembedTests(TestCase):
    def ask(self, url=PAGE, **more):
        return self.client.get(f"/oembed?{urlencode({'url': url} | more)}")

    def make(self, **about):
        place = make_place()
        dateline = {"places": [place.slug], "date": "2017-06-12", "end_date": None}
        title = "A & B <script>alert(1)</script>"
        return make_article(**{"title": title, "slug": "text", "dateline": dateline} | RELEASED | about)

    def test_a_release(self):
        self.make(images=[{"image": make_image().sha256, "role": "lead", "alt_text": "", "caption": ""}])
        response = self.ask()
        self.assertEqual(response["Content-Type"], "application/json")
        self.assertEqual(response["Access-Control-Allow-Origin"], "*")
        found = response.json()
        html, picture = found.pop("html"), found.pop("thumbnail_url")
        self.assertEqual(
            found,
            {
                "type": "rich",
                "version": "1.0",
                "title": "A & B <script>alert(1)</script>",
                "provider_name": "Dateline",
                "provider_url": "http://testserver/en/",
                "cache_age": 3600,
                "width": 600,
                "height": 240,
                "thumbnail_width": 1200,
                "thumbnail_height": 630,
            },
        )
        quote = html5lib.parseFragment(html, namespaceHTMLElements=False)[0]
        self.assertEqual([line.text for line in quote.findall("p")][2], "Nay Pyi Taw (Myanmar), 12 June 2017")
        self.assertEqual((quote.find(".//a").get("href"), quote.find(".//a").text), (PAGE, found["title"]))
        self.assertIsNone(quote.find(".//script"))
        self.assertTrue(picture.startswith("http://testserver/media/renditions/"))

    def test_xml_says_the_same(self):
        self.make(title="A & B \x0b")
        response = self.ask(format="xml")
        self.assertEqual(response["Content-Type"], "text/xml; charset=utf-8")
        root = ElementTree.fromstring(response.content)
        self.assertEqual(root.tag, "oembed")
        wanted = {name: str(value).replace("\x0b", "") for name, value in self.ask().json().items()}
        self.assertEqual({child.tag: child.text for child in root}, wanted)

    def test_it_is_no_larger_than_what_is_asked_for(self):
        self.make(images=[{"image": make_image().sha256, "role": "lead", "alt_text": "", "caption": ""}])
        found = self.ask(maxwidth=320, maxheight=200).json()
        self.assertEqual((found["width"], found["height"]), (320, 200))
        self.assertNotIn("thumbnail_url", found)

    def test_other_formats_are_not_there(self):
        self.make()
        for form in ("yaml", "", "JSON"):
            self.assertEqual(self.ask(format=form).status_code, 501)

    def test_an_address_of_before_leads_to_the_text(self):
        article = self.make()
        change(article, slug="another")
        workflow.correct(article, by=None, kind="typo")
        self.assertIn("/en/news/2017/06/another/", self.ask().json()["html"])

    def test_what_is_not_public_is_not_there(self):
        scheduled = make_draft(slug="text", **RELEASED)
        workflow.publish(scheduled, by=None, at=timezone.now() + timedelta(hours=1))
        self.assertEqual(self.ask().status_code, 404)
        gone = make_article(slug="gone", **RELEASED)
        workflow.withdraw(gone, by=None, reason="readable", note="Old.")
        self.assertEqual(self.ask(PAGE.replace("text", "gone")).status_code, 404)
        hidden = make_workshop("Hidden", is_public=False)
        self.assertEqual(self.ask(f"http://testserver/en/events/2017/{hidden.slug}/").status_code, 404)

    def test_an_event_in_the_language_of_its_page(self):
        workshop = make_workshop(name_ar="حلقة عمل", place=make_place())
        found = self.ask(f"http://testserver/ar/events/2017/{workshop.slug}/").json()
        self.assertEqual(found["title"], "حلقة عمل")
        self.assertIn('lang="ar" dir="rtl"', found["html"])

    def test_the_language_of_the_one_who_asks_does_not_matter(self):
        self.make()
        answers = {
            self.client.get(f"/oembed?url={PAGE}", headers={"accept-language": code}).content
            for code in ("en", "ar")
        }
        self.assertEqual(len(answers), 1)

    def test_pages_say_where_to_ask(self):
        self.make()
        workshop = make_workshop()
        for path in ("/en/news/2017/06/text/", workshop.get_absolute_url()):
            page = html5lib.parse(self.client.get(path).content, namespaceHTMLElements=False)
            links = {
                link.get("type"): link.get("href")
                for link in page.iter("link")
                if "oembed" in link.get("href")
            }
            self.assertEqual(set(links), {"application/json+oembed", "text/xml+oembed"})
            for address in links.values():
                self.assertEqual(self.client.get(address.removeprefix("http://testserver")).status_code, 200)
