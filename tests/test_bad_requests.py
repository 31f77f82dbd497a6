"""Whatever address is asked for, the answer is a page: 404 or 400, never an error of ours."""

from django.test import TestCase

from tests.factory import make_article, make_country, make_topic

MISSING = [
    "/en/nothing/",
    "/de/",
    "/de/news/",
    "/xx-yy/news/",
    "/en/news/0000/",
    "/en/news/0999/",
    "/en/news/20170/",
    "/en/news/2017/00/",
    "/en/news/2017/13/",
    "/en/news/2017/6/",
    "/en/news/2017/06/unknown/",
    "/en/news/?page=9999999",
    "/en/news/?page=2",
    "/en/news/?before=rubbish",
    "/en/news/?before=99999999999999999999-1",
    "/en/news/?before=20170101000000000000-999999999999999999999",
    "/en/news/?before=20170101000000000000-1&after=20170101000000000000-1",
    "/en/news/?year=0000",
    "/en/news/?year=٢٠١٧",
    "/en/news/?year=-1",
    "/en/news/?month=6",
    "/en/news/?year=2017&month=13",
    "/en/news/?kind=poem",
    "/en/news/?language=tlh",
    "/en/news/?country=atlantis",
    "/en/news/?workshop=2017",
    "/en/news/?workshop=../x",
    "/en/news/?topic=" + "a" * 5000,
    "/en/news/feed.rss?country=atlantis",
    "/en/news/feed.xyz",
    "/en/news/feed.",
    "/en/news/feed.rss/",
    "/en/news/feed.rss?before=rubbish",
    "/en/countries/myanmar/feed.exe",
    "/en/follow/?country=atlantis",
    "/en/countries/atlantis/",
    "/en/countries/atlantis/feed.rss",
    "/en/regions/atlantis/",
    "/en/topics/unknown/",
    "/en/series/unknown/",
    "/en/series/unknown/next/",
    "/en/agencies/unknown/",
    "/en/speakers/unknown/",
    "/en/events/0000/x/",
    "/en/events/2017/unknown/",
    "/en/events/?page=9999999",
    "/en/events/?page=0",
    "/en/events/?page=x",
    "/en/events/past/?page=%D9%A2",
    "/en/events/0000/x/calendar.ics",
    "/en/events/2017/unknown/calendar.ics",
    "/en/events/past/calendar",
    "/en/calendar.ics",
    "/en/countries/atlantis/calendar.ics",
    "/en/topics/unknown/calendar.ics",
    "/en/news/2017/06/unknown/card.png",
    "/en/events/2017/unknown/card.png",
    "/oembed?url=http://testserver/en/news/",
    "/oembed?url=http://testserver/en/news/2017/06/unknown/",
    "/oembed?url=http://testserver/en/events/2017/unknown/",
    "/oembed?url=http://elsewhere.example/en/news/2017/06/text/",
    "/oembed?url=javascript:alert(1)",
    "/oembed?url=http://[::1",
    "/oembed?url=http://testserver/en/news/2017/06/%2500/",
    "/sitemaps/en.xml",
    "/sitemaps/de-2017-06.xml",
    "/sitemaps/en-2017-13.xml",
    "/sitemaps/en-2017-06-31.xml",
    "/sitemaps/en-1999-06.xml",
    "/sitemaps/en-events-1999.xml",
    "/sitemaps/en-2017-06-12-1.xml",
    "/en/sitemap.xml",
    "/media/images/00/unknown.png",
    "/media/../../etc/passwd",
    "/media//etc/passwd",
    "/media/images/%2e%2e/%2e%2e/x",
    "/en/news/2017/06/%ff%fe/",
]
BAD = [
    "/en/news/?country=%ff%fe",
    "/en/?%ff",
    "/en/news/feed.rss?%c3%28=1",
    "/en/events/calendar.ics?%ff",
    "/sitemap.xml?%ff",
    "/oembed",
    "/oembed?url=",
    "/oembed?url=http://testserver/en/&maxwidth=-1",
    "/oembed?url=http://testserver/en/&maxheight=%D9%A2",
    "/en/news/?country=a%00b",
    "/en/countries/a%00b/",
    "/en/news/?" + "x" * 100_000,
    "/en/?" + "&".join(f"a{n}=1" for n in range(2000)),
    "/en/countries/myanmar/?" + "a=" * 5_000,
]


class BadRequestTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_country()
        make_topic()
        make_article(countries=["MM"], topics=["migrant-smuggling"], originally_released_on="2017-06-12")

    def test_what_is_not_there_answers_404_with_a_helpful_page(self):
        for address in MISSING:
            with self.subTest(address[:80]):
                response = self.client.get(address)
                self.assertEqual(response.status_code, 404)
                self.assertContains(response, "<h1", status_code=404, count=1)

    def test_what_cannot_be_read_answers_400_with_a_page(self):
        for address in BAD:
            with self.subTest(address[:80]):
                response = self.client.get(address)
                self.assertIn(response.status_code, (400, 404))
                self.assertContains(response, "<h1", status_code=response.status_code, count=1)

    def test_other_methods_are_refused(self):
        for address in ("/en/", "/en/news/", "/en/countries/myanmar/", "/media/images/x.png"):
            with self.subTest(address):
                self.assertEqual(self.client.post(address).status_code, 405)

    def test_queries_in_another_form_lead_to_the_canonical_one(self):
        for given, canonical in (
            ("/en/news/?utm_source=letter", "/en/news/"),
            ("/en/news/?country=&kind=&year=", "/en/news/"),
            (
                "/en/news/?topic=migrant-smuggling&country=myanmar",
                "/en/news/?country=myanmar&topic=migrant-smuggling",
            ),
            ("/en/news/?year=2017", "/en/news/2017/"),
            ("/en/news/?year=2017&month=6&country=myanmar", "/en/news/2017/06/?country=myanmar"),
            ("/en/news/?language=en", "/en/news/"),
        ):
            with self.subTest(given):
                self.assertRedirects(self.client.get(given), canonical, status_code=301)

    def test_an_empty_selection_is_a_helpful_page(self):
        response = self.client.get("/en/news/1999/")
        self.assertContains(response, "<h1", count=1)
        self.assertContains(response, 'href="/en/news/"')
        self.assertEqual(self.client.get("/en/news/1999/feed.rss").status_code, 200)


class RootTests(TestCase):
    def test_the_bare_address_leads_to_the_language_of_the_reader(self):
        for accepted, language in (
            ("fr-CH, fr;q=0.9", "fr"),
            ("zh-CN", "zh-hans"),
            ("tlh", "en"),
            ("ar", "ar"),
        ):
            with self.subTest(accepted):
                response = self.client.get("/", headers={"accept-language": accepted})
                self.assertRedirects(response, f"/{language}/", fetch_redirect_response=False)
                self.assertIn("Accept-Language", response["Vary"])

    def test_every_language_says_which_it_is_and_which_way_it_runs(self):
        for code, lang, direction in (
            ("en", "en", "ltr"),
            ("ar", "ar", "rtl"),
            ("zh-hans", "zh-hans", "ltr"),
        ):
            with self.subTest(code):
                self.assertContains(self.client.get(f"/{code}/"), f'<html lang="{lang}" dir="{direction}">')
