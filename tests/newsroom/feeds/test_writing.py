"""Whatever characters a text has, every format of a feed can be read, and says what was said."""

import json
import re
from datetime import UTC, datetime
from xml.etree import ElementTree

from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.feeds.entries import Entry, Feed, Picture, Term, Withdrawn
from newsroom.feeds.formats import FORMATS
from newsroom.texts import from_xml, xml_text

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
anything = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\x00\x01\x0b\x1f\x7f\ufffe\uffff<>&\"' \n\u2028😀"),
    ),
    min_size=1,
    max_size=20,
)


def feed_of(words, number=1):
    """A feed that says the same words wherever somebody could have written any."""
    picture = Picture(f"http://testserver/{number}.png", "image/png", 8, 6, words, words, words)
    entry = Entry(
        id="urn:uuid:1",
        url="http://testserver/1/",
        title=words,
        summary=words,
        language="en",
        released_at=NOW,
        updated_at=NOW,
        change="Correction",
        note=words,
        dateline=words,
        point="19.7 96.1",
        terms=(Term("http://testserver/en/topics/", "water", words),),
        lead=picture,
        gallery=(picture,),
        text="body",
    )
    withdrawn = Withdrawn("urn:uuid:2", words, "en", NOW, words, "", "http://testserver/3/", words)
    address = "http://testserver/en/news/feed"
    return Feed(
        *(
            address,
            words,
            "http://testserver/en/news/",
            words,
            address,
            "en",
            NOW,
            "",
            (entry,),
            (withdrawn,),
        ),
        is_archive=False,
        next_url="",
        archive_url="",
    )


def as_xml_has_it(words):
    """Without what XML cannot hold; a parser reads any end of a line as one character."""
    held = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", "", words)
    return re.sub("\r\n?", "\n", held)


class WritingTests(SimpleTestCase):
    @settings(max_examples=40, deadline=None)
    @given(anything)
    def test_any_words_are_valid_and_stay_what_they_are(self, words):
        feed, texts, held = feed_of(words), {"body": xml_text(f"<p>{words}</p>")}, as_xml_has_it(words)
        rss = ElementTree.fromstring(FORMATS["rss"].write(feed, texts))
        self.assertEqual(rss.findtext("channel/item/title"), held)
        self.assertEqual(rss.findtext("channel/item/category"), held)
        atom = ElementTree.fromstring(FORMATS["atom"].write(feed, texts))
        self.assertEqual(atom.findtext(f"{ATOM}entry/{ATOM}title"), held)
        self.assertIn(f"<p>{held}</p>", atom.findtext(f"{ATOM}entry/{ATOM}content"))
        said = json.loads(FORMATS["json"].write(feed, texts))
        self.assertEqual((said["title"], said["items"][0]["title"]), (words, words))

    def test_what_is_written_for_xml_is_found_again(self):
        for text in ("&amp;lt;", "<p>&lt;b&gt; &amp; “c”</p>", "&&lt;;"):
            self.assertEqual(from_xml(xml_text(text)), text)

    def test_a_large_text_is_written_whole(self):
        text = "<p>" + "word & word " * 90_000 + "</p>"
        for form, known in FORMATS.items():
            written = known.write(feed_of("Large"), {"body": xml_text(text)})
            with self.subTest(form):
                self.assertGreater(len(written), 1_000_000)
                if form != "json":
                    ElementTree.fromstring(written)
        self.assertIn(text, json.loads(written)["items"][0]["content_html"])
