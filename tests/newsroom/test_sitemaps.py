"""Sitemaps list what readers see, where it is, in which languages, and when it last changed; and nothing else."""

from datetime import timedelta
from unittest.mock import patch
from xml.etree import ElementTree

from django.test import TestCase
from django.utils import timezone

from events.models import Workshop
from newsroom import sitemaps, workflow
from newsroom.models import Edition
from tests.factory import change, make_agency, make_article, make_draft, make_speaker, make_workshop

S, X, N = (
    "{http://www.sitemaps.org/schemas/sitemap/0.9}",
    "{http://www.w3.org/1999/xhtml}",
    "{http://www.google.com/schemas/sitemap-news/0.9}",
)
HOST = "http://testserver"
IN_JUNE = {"originally_released_on": "2017-06-12"}
JUNE = "/sitemaps/en-2017-06.xml"


class Reading(TestCase):
    def read(self, address) -> ElementTree.Element:
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200, address)
        self.assertEqual(response["Content-Type"], "text/xml; charset=utf-8")
        return ElementTree.fromstring(response.content)

    def rows(self, address) -> dict:
        """What a file lists: the instant of the last change by path."""
        return {
            row.find(f"{S}loc").text.removeprefix(HOST): row.findtext(f"{S}lastmod")
            for row in self.read(address)
        }


class SitemapTests(Reading):
    def test_what_is_live_stands_in_the_file_of_its_language_and_month(self):
        make_article(slug="one", **IN_JUNE)
        make_article(slug="two", originally_released_on="2017-06-30")
        make_article(slug="later", originally_released_on="2017-07-01")
        make_article(slug="autre", language="fr", **IN_JUNE)
        make_draft(slug="draft", **IN_JUNE)
        workflow.publish(make_draft(slug="ahead", **IN_JUNE), by=None, at=timezone.now() + timedelta(hours=1))
        workflow.withdraw(make_article(slug="gone", **IN_JUNE), by=None, reason="gone", note="Wrong.")
        workflow.withdraw(make_article(slug="old", **IN_JUNE), by=None, reason="readable", note="Old.")
        self.assertEqual(list(self.rows(JUNE)), ["/en/news/2017/06/two/", "/en/news/2017/06/one/"])
        self.assertEqual(list(self.rows("/sitemaps/fr-2017-06.xml")), ["/fr/news/2017/06/autre/"])
        files = self.rows("/sitemap.xml")
        for file in (JUNE, "/sitemaps/fr-2017-06.xml", "/sitemaps/en-2017-07.xml", "/sitemaps/ar-pages.xml"):
            self.assertIn(file, files)
        for file in files:
            self.read(file)

    def test_the_last_change_is_the_last_that_was_public(self):
        article = make_article(slug="one", **IN_JUNE)
        first = self.rows(JUNE)["/en/news/2017/06/one/"]
        self.assertEqual(first, Edition.objects.get().live_from.isoformat(timespec="seconds"))
        change(article, body="<p>Not public yet.</p>")
        self.assertEqual(self.rows(JUNE)["/en/news/2017/06/one/"], first)
        workflow.correct(article, by=None, kind="typo")
        Edition.objects.filter(number=1).update(live_from=timezone.now() - timedelta(hours=1))
        live = Edition.objects.live().get().live_from.isoformat(timespec="seconds")
        self.assertEqual(self.rows(JUNE), {"/en/news/2017/06/one/": live})

    def test_the_index_says_when_a_month_last_changed(self):
        article = make_article(slug="one", **IN_JUNE)
        before = self.rows("/sitemap.xml")[JUNE]
        self.assertTrue(before)
        make_article(slug="another", originally_released_on="2017-07-01")
        self.assertEqual(self.rows("/sitemap.xml")[JUNE], before)
        workflow.withdraw(article, by=None, reason="gone", note="Wrong.")
        self.assertNotIn(JUNE, self.rows("/sitemap.xml"))

    def test_translations_name_one_another(self):
        article = make_article(slug="one", **IN_JUNE)
        key = {"translation_key": str(article.translation_key)}
        make_article(slug="yi", language="zh-hans", **key, originally_released_on="2017-07-01")
        make_draft(slug="un", language="fr", **key, **IN_JUNE)
        wanted = {
            "en": "/en/news/2017/06/one/",
            "x-default": "/en/news/2017/06/one/",
            "zh-Hans": "/zh-hans/news/2017/07/yi/",
        }
        for file in (JUNE, "/sitemaps/zh-hans-2017-07.xml"):
            (row,) = self.read(file)
            links = {
                link.get("hreflang"): link.get("href").removeprefix(HOST) for link in row.iter(f"{X}link")
            }
            self.assertEqual(links, wanted)

    def test_a_month_of_very_many_texts_has_a_file_for_each_day(self):
        for number, day in enumerate(("2017-06-01", "2017-06-30", "2017-06-30")):
            make_article(slug=f"text-{number}", originally_released_on=day)
        with patch.object(sitemaps, "A_FILE", 2):
            files = [name for name in self.rows("/sitemap.xml") if "2017" in name]
        self.assertEqual(files, ["/sitemaps/en-2017-06-30.xml", "/sitemaps/en-2017-06-01.xml"])
        listed = [path for name in files for path in self.rows(name)]
        self.assertEqual(listed, [f"/en/news/2017/06/text-{number}/" for number in (2, 1, 0)])

    def test_events_and_other_pages(self):
        shown, hidden = make_workshop(), make_workshop(is_public=False)
        make_agency()
        make_speaker("Hidden", is_public=False)
        self.assertEqual(
            self.rows("/sitemaps/fr-events-2017.xml"),
            {
                f"/fr/events/2017/{shown.slug}/": Workshop.objects.get(pk=shown.pk).changed_at.isoformat(
                    timespec="seconds"
                )
            },
        )
        pages = self.rows("/sitemaps/fr-pages.xml")
        self.assertLess({"/fr/", "/fr/news/", "/fr/events/past/", "/fr/agencies/border-office/"}, set(pages))
        self.assertFalse([path for path in pages if "hidden" in path or hidden.slug in path])
        (row, *_others) = self.read("/sitemaps/fr-pages.xml")
        links = {link.get("hreflang"): link.get("href") for link in row.iter(f"{X}link")}
        self.assertEqual(set(links), {"ar", "en", "es", "fr", "ru", "zh-Hans", "x-default"})
        self.assertEqual(links["x-default"], f"{HOST}/en/")

    def test_every_page_that_is_listed_is_there_and_is_canonical(self):
        make_article(slug="one", **IN_JUNE)
        make_workshop()
        make_agency()
        files = [name for name in self.rows("/sitemap.xml") if name.startswith("/sitemaps/en-")]
        for path in [path for name in files for path in self.rows(name)]:
            with self.subTest(path):
                self.assertContains(self.client.get(path), f'<link rel="canonical" href="{HOST}{path}">')

    def test_whatever_language_is_asked_for_the_answer_is_the_same(self):
        make_article(slug="one", **IN_JUNE)
        make_workshop()
        for address in ("/sitemap.xml", JUNE, "/sitemaps/en-events-2017.xml", "/sitemaps/en-pages.xml"):
            answers = {
                self.client.get(address, headers={"accept-language": code}).content for code in ("en", "ar")
            }
            self.assertEqual(len(answers), 1, address)


class NewsTests(Reading):
    def test_the_texts_of_two_days(self):
        make_article(title="Old", **IN_JUNE)
        title = "News <& \x0b“more”"
        make_article(title=title, slug="new", language="zh-hans")
        older = make_article(title="Three days ago")
        Edition.objects.filter(article=older).update(released_at=timezone.now() - timedelta(days=3))
        (row,) = self.read("/news-sitemap.xml")
        news = row.find(f"{N}news")
        self.assertEqual(news.findtext(f"{N}title"), title.replace("\x0b", ""))
        self.assertEqual(news.findtext(f"{N}publication/{N}name"), "Dateline")
        self.assertEqual(news.findtext(f"{N}publication/{N}language"), "zh-cn")
        published = Edition.objects.get(title=title).released_at
        self.assertEqual(news.findtext(f"{N}publication_date"), published.isoformat(timespec="seconds"))

    def test_without_news_it_is_empty_and_it_is_kept_by_nobody(self):
        self.assertEqual(len(self.read("/news-sitemap.xml")), 0)
        self.assertEqual(self.client.get("/news-sitemap.xml")["Cache-Control"], "no-cache")

    def test_robots_find_the_sitemaps(self):
        response = self.client.get("/robots.txt")
        self.assertEqual(
            response.content.decode(),
            "User-agent: *\nDisallow: /admin/\n\n"
            "Sitemap: http://testserver/sitemap.xml\nSitemap: http://testserver/news-sitemap.xml\n",
        )
