"""The texts that a process keeps for its feeds."""

from django.test import SimpleTestCase, TestCase

from newsroom import texts
from newsroom.texts import Text, texts_of, xml_text
from tests.factory import change, make_article, make_image


class TextsTests(TestCase):
    def revisions(self, article):
        return [(revision.sha256, revision.pk) for revision in article.revisions.all()]

    def test_a_text_is_read_once(self):
        image = make_image()
        shown = [{"image": image.sha256, "role": "lead", "alt_text": "", "caption": ""}]
        article = make_article(body='<p><a href="/en/">A</a> & b</p>', images=shown)
        revisions = self.revisions(article)
        with self.assertNumQueries(1):
            (text,) = texts_of(revisions * 2).values()
        assert text == Text(
            '&lt;p&gt;&lt;a href="http://testserver/en/"&gt;A&lt;/a&gt; &amp;amp; b&lt;/p&gt;',
            shown,
            {image.sha256},
        )
        with self.assertNumQueries(0):
            assert list(texts_of(revisions).values()) == [text]

    def test_only_what_is_not_kept_is_read_in_one_query(self):
        article = make_article(body="<p>One</p>")
        texts_of(self.revisions(article))
        for number in range(3):
            change(article, body=f"<p>{number}</p>")
        revisions = self.revisions(article)
        with self.assertNumQueries(1):
            found = texts_of(revisions)
        assert [found[digest].body for digest, _key in revisions] == [
            f"&lt;p&gt;{words}&lt;/p&gt;" for words in ("2", "1", "0", "One")
        ]

    def test_of_no_revisions_there_are_none(self):
        with self.assertNumQueries(0):
            assert texts_of([]) == {}


class KeptTests(SimpleTestCase):
    def test_what_was_asked_for_last_stays_within_the_limit(self):
        kept = texts._Kept(limit=3 * (4 * 100 + 2_000))
        for name in "abc":
            kept.put(name, Text("x" * 100, [], set()))
        kept.put("a", Text("x" * 100, [], set()))
        assert kept.get("a")
        kept.put("d", Text("x" * 100, [], set()))
        assert [bool(kept.get(name)) for name in "abcd"] == [True, False, True, True]
        kept.put("large", Text("x" * 10_000, [], set()))
        assert [bool(kept.get(name)) for name in ("a", "c", "d", "large")] == [False] * 4
        assert (kept.size, len(kept.texts)) == (0, 0)

    def test_xml_holds_no_control_characters(self):
        assert xml_text("a\x00\x0b\ufffe\x7fb\t\n<&>'\"") == "ab\t\n&lt;&amp;&gt;'\""
