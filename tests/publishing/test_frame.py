"""The frame of every page: what is rendered once and kept, and what depends on the page."""

from django.test import RequestFactory, SimpleTestCase, override_settings
from django.urls import resolve, reverse, translate_url
from django.utils.translation import override

from publishing.addresses import address
from publishing.languages import Language
from publishing.templatetags.publishing import alternate_links, kept, language_links, site_nav

PAGES = (
    "/en/",
    "/en/news/",
    "/en/news/2017/06/",
    "/en/news/2017/06/a-text/",
    "/en/countries/viet-nam/",
    "/en/topics/women/",
    "/en/events/2017/a-workshop/",
    "/en/series/a-series/next/",
)


def links(path, **context):
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)
    return language_links({"request": request} | context)


class FrameTests(SimpleTestCase):
    def test_a_page_leads_to_itself_in_every_language(self):
        for path in PAGES:
            with self.subTest(path):
                expected = [translate_url(RequestFactory().get(path).path, code) for code in Language.values]
                assert [link["url"] for link in links(path)] == expected

    def test_a_text_leads_to_its_translations_and_else_home(self):
        there = links("/en/news/", language_urls={"en": "/en/a/", "fr": "/fr/b/"})
        assert [link["url"] for link in there] == ["/ar/", "/en/a/", "/es/", "/fr/b/", "/ru/", "/zh-hans/"]
        assert alternate_links(there).splitlines() == [
            '<link rel="alternate" hreflang="x-default" href="http://testserver/en/a/">',
            '<link rel="alternate" hreflang="en" href="http://testserver/en/a/">',
            '<link rel="alternate" hreflang="fr" href="http://testserver/fr/b/">',
        ]

    def test_an_address_is_text_in_html(self):
        link = {"url": '/"><b>', "lang": "en", "code": "en", "is_translation": True}
        assert "<b>" not in alternate_links([link])

    def test_the_section_that_is_read_is_marked_and_no_other(self):
        for path, marked in (
            ("/en/news/", '<a class="site-nav__link" href="/en/news/" aria-current="page">'),
            ("/en/news/2017/", '<a class="site-nav__link" href="/en/news/" aria-current="true">'),
            ("/en/topics/water/", '<a class="site-nav__link" href="/en/topics/" aria-current="true">'),
        ):
            with self.subTest(path):
                nav = site_nav(path)
                assert marked in nav
                assert nav.count("aria-current") == 1
        for path in ("/en/", '/en/"onload="x/', "/"):
            with self.subTest(path):
                assert site_nav(path) == kept("parts/site_nav.html")

    def test_what_is_kept_is_kept_by_language_and_by_its_inputs(self):
        pages = {(code, name): self.footer(code, name) for code in Language.values for name in ("One", "Two")}
        assert len(set(pages.values())) == 12
        assert self.footer("fr", "Two") is pages["fr", "Two"]
        with override_settings(DEBUG=True):
            assert self.footer("fr", "Two") is not pages["fr", "Two"]
            assert self.footer("fr", "Two") == pages["fr", "Two"]

    def footer(self, language, name):
        with override(language):
            return kept("parts/site_footer.html", name=name)


class AddressTests(SimpleTestCase):
    def test_an_address_is_what_reverse_says_in_every_language(self):
        for _ in range(2):
            for code in Language.values:
                with override(code):
                    expected = reverse("events:topic-detail", args=["women"])
                    assert address("events:topic-detail", "women") == expected
                    assert address("events:topic-detail", "women", language="ru").startswith("/ru/")
