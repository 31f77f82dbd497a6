"""The words of titles: how they are cut, kept and found."""

from django.test import SimpleTestCase, TestCase

from newsroom import titles, workflow
from newsroom.models import Article
from tests.factory import change, make_article, make_draft


class WordTests(SimpleTestCase):
    def test_in_six_languages(self):
        for text, words in {
            "Côte d’Ivoire: UN-backed lab": {"cote", "d", "ivoire", "un", "backed", "lab"},
            "联合国毒品2026": {"联合", "合国", "国毒", "毒品", "2026"},
            "毒": {"毒"},
            "": set(),
            "– … !": set(),
            "x" * 100: {"x" * 40},
        }.items():
            with self.subTest(text):
                assert titles.words_of(text) == words

    def test_arabic_words_are_found_without_their_article(self):
        assert titles.keys_of("المخدرات والجريمة") >= {"مخدرات", "المخدرات"}


class FindTests(TestCase):
    def found(self, query):
        return sorted(titles.find(Article.objects.all(), query).values_list("title", flat=True))

    def test_by_words_of_the_title_and_their_beginnings(self):
        both = ["Drug trade on the river", "Trade in wildlife"]
        for title in (
            *both,
            "联合国毒品问题报告",
            "Контрабанда мигрантов",
            "مكافحة المخدرات",
            "100% of drafts",
        ):
            make_draft(title=title)
        for query, found in {
            "trade": both,
            "TRAD": both,
            "  trade   river ": both[:1],
            "river trade": both[:1],
            "rade": [],
            "trade penguins": [],
            "毒品": ["联合国毒品问题报告"],
            "问题报": ["联合国毒品问题报告"],
            "контрабанды": ["Контрабанда мигрантов"],
            "مخدرات": ["مكافحة المخدرات"],
            "%": [],
            "_": [],
            "100%": ["100% of drafts"],
            "' OR 1=1": [],
        }.items():
            with self.subTest(query):
                assert self.found(query) == found

    def test_by_an_address(self):
        article = make_article(title="Somewhere", slug="a-certain-address")
        url = article.editions.get().get_absolute_url()
        for query in (url, f"https://example.org{url}", "a-certain-address"):
            with self.subTest(query):
                assert self.found(query) == ["Somewhere"]

    def test_by_a_text_if_it_was_saved_lately(self):
        make_draft(title="Zoo", body="<p>All penguins swim.</p>")
        assert self.found("penguins") == ["Zoo"]
        limit = titles.TEXTS
        self.addCleanup(setattr, titles, "TEXTS", limit)
        titles.TEXTS = 1
        make_draft(title="Later")
        assert self.found("penguins") == []

    def test_a_changed_title_is_found_by_its_new_words_only(self):
        article = make_draft(title="Old words")
        change(article, title="New words")
        assert (self.found("old"), self.found("new"), self.found("words")) == (
            [],
            ["New words"],
            ["New words"],
        )
        workflow.restore(article, article.revisions.get(number=1), by=None)
        assert (self.found("old"), self.found("new")) == (["Old words"], [])
