"""Where feeds are: the formats there are, autodiscovery, the outline, and the page that makes addresses of feeds."""

from xml.etree import ElementTree

import html5lib
from django.test import TestCase

from newsroom.feeds.browsers import ShownInBrowsers
from newsroom.feeds.formats import FORMATS
from tests.factory import (
    make_agency,
    make_article,
    make_country,
    make_series,
    make_speaker,
    make_topic,
    make_workshop,
)

LISTS = (
    "/en/",
    "/en/news/",
    "/en/news/2017/06/",
    "/en/news/?country=myanmar",
    "/en/countries/myanmar/",
    "/en/regions/south-eastern-asia/",
    "/en/topics/migrant-smuggling/",
    "/en/series/training-series/",
    "/en/agencies/border-office/",
    "/en/speakers/daw-example/",
    "/en/events/2017/session/",
    "/en/follow/?country=myanmar",
    "/en/news/2017/06/first/",
    "/en/countries/",
)


class AddressTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_country(), make_topic(), make_agency(), make_speaker()
        make_topic("Unheard of")
        make_workshop(series=make_series(), slug="session")
        make_article(
            countries=["MM"], topics=["migrant-smuggling"], originally_released_on="2017-06-12", slug="first"
        )

    def page(self, address):
        return html5lib.parse(self.client.get(address).content, namespaceHTMLElements=False)

    def test_every_page_that_lists_names_its_feeds(self):
        for address in LISTS:
            links = self.page(address).findall(".//head/link[@rel='alternate'][@title]")
            types = {known.type for known in FORMATS.values()}
            feeds = {link.get("type"): link.get("href") for link in links if link.get("type") in types}
            with self.subTest(address):
                self.assertEqual(list(feeds), [known.type for known in FORMATS.values()])
                response = self.client.get(feeds["application/atom+xml"])
                self.assertEqual(response["Content-Type"], "application/atom+xml; charset=utf-8")

    def test_there_are_no_other_formats_and_that_page_says_which_there_are(self):
        for ending in ("xyz", "RSS", "rss.gz", "atom%20"):
            response = self.client.get(f"/en/countries/myanmar/feed.{ending}")
            with self.subTest(ending):
                self.assertEqual(response.status_code, 404)
                for form in FORMATS:
                    self.assertContains(
                        response, f'href="/en/countries/myanmar/feed.{form}"', status_code=404
                    )

    def test_the_address_alone_decides_the_format(self):
        for accept in ("text/html", "application/atom+xml", "*/*;q=0", "nonsense", "\xff"):
            with self.subTest(accept):
                response = self.client.get("/en/feed.rss", headers={"accept": accept})
                self.assertEqual(response["Content-Type"], "application/rss+xml; charset=utf-8")

    def test_every_format_has_validators_of_its_own(self):
        tags = {form: self.client.get(f"/en/feed.{form}")["ETag"] for form in FORMATS}
        self.assertEqual(len(set(tags.values())), len(FORMATS))
        for form, tag in tags.items():
            with self.subTest(form):
                answer = self.client.get(f"/en/feed.{form}", headers={"if-none-match": tag})
                self.assertEqual((answer.status_code, answer.content), (304, b""))
                head = self.client.head(f"/en/feed.{form}")
                self.assertEqual((head.status_code, head.content, head["ETag"]), (200, b"", tag))
                self.assertEqual(self.client.post(f"/en/feed.{form}").status_code, 405)

    def test_validators_that_make_no_sense_are_passed_over(self):
        for headers in (
            {"if-none-match": '"x'},
            {"if-none-match": ","},
            {"if-none-match": "W/"},
            {"if-none-match": '"' + "x" * 7000 + '"'},
            {"if-modified-since": "yesterday"},
            {"if-modified-since": "Mon, 32 Feb 2026 25:61:61 GMT"},
            {"if-modified-since": "-1"},
        ):
            for form in FORMATS:
                with self.subTest(headers, form=form):
                    self.assertEqual(self.client.get(f"/en/feed.{form}", headers=headers).status_code, 200)

    def test_a_date_ahead_is_no_error(self):
        # The page cache takes a date for ours only if it is; Django, behind it, if it is no earlier.
        headers = {"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"}
        self.assertIn(self.client.get("/en/feed.atom", headers=headers).status_code, (200, 304))

    def test_a_browser_is_told_that_it_can_show_a_feed_and_nobody_else_is(self):
        answered = {}

        def application(environ, start_response):
            start_response("200 OK", [("Content-Type", environ["TYPE"]), ("Vary", "Accept-Encoding")])
            return [b"feed"]

        def called(path, kind, **headers):
            environ = {"PATH_INFO": path, "TYPE": f"{kind}; charset=utf-8", **headers}
            body = ShownInBrowsers(application)(
                environ, lambda status, fields: answered.update(fields=fields)
            )
            self.assertEqual(body, [b"feed"])
            return answered["fields"]

        opened, vary = {"HTTP_SEC_FETCH_DEST": "document"}, ("Vary", "Accept-Encoding")
        more = ("Vary", "Sec-Fetch-Dest")
        for form in ("rss", "atom"):
            kind, path = FORMATS[form].type, f"/en/feed.{form}"
            xml, own = (("Content-Type", f"{name}; charset=utf-8") for name in ("application/xml", kind))
            self.assertEqual(called(path, kind, **opened), [xml, vary, more])
            self.assertEqual(called(path, kind), [own, vary, more])
            self.assertEqual(called(path, kind, HTTP_SEC_FETCH_DEST="empty"), [own, vary, more])
        page = ("Content-Type", "text/html; charset=utf-8")
        self.assertEqual(called("/en/nothing.rss", "text/html", **opened), [page, vary, more])
        self.assertEqual(called("/en/", "text/html", **opened), [page, vary])

    def test_a_feed_has_a_style_sheet_of_ours(self):
        for form in ("rss", "atom"):
            second = self.client.get(f"/en/feed.{form}").content.decode().split("\n")[1]
            self.assertEqual(second, '<?xml-stylesheet type="text/css" href="/static/site/feed.css"?>')

    def test_the_outline_has_the_feeds_of_what_has_texts_in_every_language(self):
        make_article(language="fr", countries=["MM"])
        response = self.client.get("/feeds.opml")
        self.assertEqual(response["Content-Type"], "text/x-opml; charset=utf-8")
        opml = ElementTree.fromstring(response.content)
        self.assertEqual((opml.tag, opml.get("version")), ("opml", "2.0"))
        languages = {outline.get("text"): outline for outline in opml.find("body")}
        self.assertEqual(list(languages)[:2], ["العربية", "English"])
        feeds = {
            name: [feed.get("xmlUrl") for feed in outline.iter("outline") if feed.get("type") == "rss"]
            for name, outline in languages.items()
        }
        base = "http://testserver"
        self.assertEqual(
            feeds["English"],
            [
                f"{base}/en/news/feed.rss",
                f"{base}/en/topics/migrant-smuggling/feed.rss",
                f"{base}/en/countries/myanmar/feed.rss",
            ],
        )
        self.assertEqual(
            feeds["Français"], [f"{base}/fr/news/feed.rss", f"{base}/fr/countries/myanmar/feed.rss"]
        )
        self.assertEqual(feeds["Русский"], [f"{base}/ru/news/feed.rss"])
        for outline in opml.iter("outline"):
            self.assertTrue(outline.get("text"))

    def test_the_outline_is_the_same_whatever_language_is_preferred(self):
        bodies = {
            self.client.get("/feeds.opml", headers={"accept-language": language}).content
            for language in ("fr", "en", "ar")
        }
        self.assertEqual(len(bodies), 1)

    def test_the_page_makes_the_addresses_of_what_was_chosen(self):
        sent = self.client.get("/en/follow/?topic=migrant-smuggling&country=myanmar&kind=&language=en")
        self.assertRedirects(sent, "/en/follow/?country=myanmar&topic=migrant-smuggling", 301)
        page = self.client.get(sent["Location"])
        for form in FORMATS:
            url = f"/en/news/feed.{form}?country=myanmar&amp;topic=migrant-smuggling"
            self.assertContains(page, f'href="{url}"')
            self.assertContains(page, f"http://testserver{url}")
        self.assertContains(page, 'action="/en/follow/"')
        self.assertContains(page, 'class="chip" href="/en/follow/?country=myanmar"')

    def test_what_was_merged_or_is_unknown_is_refused_there_as_in_lists(self):
        for query in ("country=atlantis", "topic=" + "x" * 300, "year=0"):
            with self.subTest(query):
                self.assertEqual(self.client.get(f"/en/follow/?{query}").status_code, 404)
