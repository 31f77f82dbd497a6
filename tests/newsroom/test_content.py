"""Article to JSON and back loses nothing."""

import json
import uuid
from datetime import date

from django.core.exceptions import ValidationError
from django.test import TestCase
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as PropertyTestCase

from events.models import Agency, Speaker
from newsroom import content as contents
from newsroom.models import Article
from publishing.languages import Language
from publishing.richtext import clean_html
from tests.factory import (
    make_agency,
    make_content,
    make_country,
    make_draft,
    make_image,
    make_place,
    make_speaker,
    make_topic,
    make_workshop,
)

words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40
).filter(lambda text: text.strip())
days = st.dates(date(1990, 1, 1), date(2040, 1, 1))
slugs = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,3}", fullmatch=True).filter(lambda slug: len(slug) <= 100)
bodies = st.lists(words.map(lambda text: clean_html(f"<p>{contents_escape(text)}</p>")), max_size=4).map(
    "".join
)


def contents_escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def some(keys):
    return st.lists(st.sampled_from(keys), unique=True)


@st.composite
def content_of(draw, keys):
    first = draw(st.none() | days)
    last = draw(st.none() | days.map(lambda day: max(day, first))) if first else None
    nobody = [None]
    quotes = st.fixed_dictionaries(
        {
            "text": words,
            "speaker": st.sampled_from(keys["speakers"] + nobody),
            "capacity": st.just("") | words,
            "agency": st.sampled_from(keys["agencies"] + nobody),
        }
    )
    links = st.one_of(
        st.sampled_from(keys["articles"]).map(lambda uid: {"article": uid}),
        st.sampled_from(keys["workshops"]).map(lambda reference: {"workshop": reference}),
        words.map(lambda label: {"url": "https://example.org/a?b=c&d", "label": label}),
    )
    images = draw(some(keys["images"]))
    return contents.empty(draw(st.sampled_from(Language.values))) | {
        "translation_key": str(draw(st.uuids())),
        "kind": draw(st.sampled_from(["press-release", "speech", "advisory"])),
        "title": draw(words),
        "slug": draw(slugs),
        "summary": draw(st.just("") | words),
        "body": draw(bodies),
        "contact": draw(st.just("") | words),
        "dateline": {
            "places": draw(some(keys["places"])),
            "date": first and first.isoformat(),
            "end_date": last and last.isoformat(),
        },
        "originally_released_on": draw(st.none() | days.map(date.isoformat)),
        "countries": sorted(draw(some(keys["countries"]))),
        "topics": sorted(draw(some(keys["topics"]))),
        "workshops": sorted(draw(some(keys["workshops"]))),
        "agencies": sorted(draw(some(keys["agencies"]))),
        "quotes": draw(st.lists(quotes, max_size=3)),
        "see_also": draw(st.lists(links, max_size=3)),
        "images": [
            {
                "image": image,
                "role": "lead" if n == 0 and draw(st.booleans()) else "gallery",
                "alt_text": draw(st.just("") | words),
                "caption": draw(st.just("") | words),
            }
            for n, image in enumerate(images)
        ],
    }


class RoundTripTests(PropertyTestCase):
    @given(st.data())
    @settings(max_examples=25, deadline=None)
    def test_content_to_article_to_content_is_the_same(self, data):
        myanmar, thailand = make_country(), make_country("Thailand", "TH")
        keys = {
            "countries": ["MM", "TH"],
            "places": [make_place().slug, make_place("Bangkok", thailand).slug],
            "topics": [make_topic().slug, make_topic("Corruption").slug],
            "agencies": [make_agency("Agency One").slug, make_agency("Agency Two", country=myanmar).slug],
            "speakers": [make_speaker("Speaker One").slug, make_speaker("Speaker Two").slug],
            "workshops": [make_workshop().reference, make_workshop(year=2018).reference],
            "articles": [str(make_draft().uid), str(make_draft().uid)],
            "images": [make_image().sha256, make_image().sha256],
        }
        content = data.draw(content_of(keys))
        article = Article()
        self.assertEqual(contents.apply(content, article), [])
        again = contents.snapshot(Article.objects.get(pk=article.pk))
        self.assertEqual(again, content)
        self.assertEqual(contents.dump(again), contents.dump(json.loads(contents.dump(content))))


class DumpTests(TestCase):
    def test_the_order_of_keys_does_not_matter(self):
        content = make_content()
        backwards = dict(reversed(content.items()))
        self.assertEqual(contents.dump(content), contents.dump(backwards))

    def test_the_hash_of_a_known_text(self):
        # printf '{"a":"é"}' | sha256sum
        known = "b3a092a6af48807fa9482b2ee140105575daa26d5b24b3c0e60a7e2dee6683b1"
        self.assertEqual(contents.digest(contents.dump({"a": "é"})), known)


class ApplyTests(TestCase):
    def test_what_the_archive_does_not_have_is_named_and_left_out(self):
        content = make_content(
            countries=["XX"],
            topics=["nothing"],
            workshops=["2017/none", "rubbish"],
            quotes=[{"text": "Words.", "speaker": "nobody", "capacity": "", "agency": None}],
            see_also=[{"article": str(uuid.uuid4())}, {"workshop": "1999/none"}],
        )
        article = Article()
        missing = contents.apply(content, article)
        self.assertEqual(
            sorted(line.rsplit(" ", 1)[-1] for line in missing if "-" not in line or "none" in line),
            ["1999/none", "2017/none", "XX", "nobody", "nothing", "rubbish"],
        )
        self.assertEqual(contents.snapshot(article)["quotes"][0]["speaker"], None)

    def test_applying_replaces_what_was_there(self):
        speaker, agency = make_speaker(), make_agency()
        quote = {"text": "Words.", "speaker": speaker.slug, "capacity": "", "agency": agency.slug}
        article = make_draft(quotes=[quote, quote | {"text": "More."}])
        contents.apply(article.revisions.first().content | {"quotes": [quote]}, article)
        self.assertEqual(article.quotes.count(), 1)
        self.assertEqual((Speaker.objects.count(), Agency.objects.count()), (1, 1))

    def test_nothing_is_changed_by_a_content_that_is_refused(self):
        article = make_draft(title="Before")
        bad = article.revisions.first().content | {
            "title": "After",
            "dateline": {"places": [], "date": "2017-06-12", "end_date": "2017-06-11"},
        }
        with self.assertRaises(ValidationError):
            contents.apply(bad, article)
        self.assertEqual(Article.objects.get().title, "Before")

    def test_script_in_a_body_is_gone_before_it_is_saved(self):
        article = make_draft(body='<p onclick="x()">Hello<script>alert(1)</script></p>')
        self.assertEqual(article.revisions.first().content["body"], "<p>Hello</p>")
