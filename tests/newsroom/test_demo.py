"""The demonstration archive: it loads, it loads once, and it shows what the site can do."""

import json
import re
import shutil
import tempfile
from datetime import timedelta
from html import unescape
from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command
from django.test import TestCase
from django.utils import timezone
from django.utils.html import strip_tags

from events.models import EarlierDates, Workshop
from newsroom import demo
from newsroom.models import Article, ArticleImage, Edition, EditionQuote, Image, Revision, Withdrawal
from newsroom.models.articles import Kind
from publishing.languages import Language
from publishing.richtext import clean_html

KYAW_ZEYA = (
    "It is not enough to work on preventing serious cases of migrant smuggling in isolation. Cooperation is necessary "
    "among law enforcement and prosecution agencies, as well as among governments across the region."
)
BENJAMIN_SMITH = (
    "By encouraging the use of proactive, intelligence-led investigations by law enforcement agencies, we aim to "
    "facilitate effective prosecutions in serious cases of migrant smuggling"
)


def words_of(html):
    """The text without tags, entities and differences of white space."""
    return re.sub(r"\s+", " ", unescape(strip_tags(html))).strip()


def counts():
    return [model.objects.count() for model in (Article, Revision, Edition, Withdrawal, Image, Workshop)]


class DemoTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("load_reference", verbosity=0, stdout=StringIO())
        cls.report = demo.load()

    def test_everything_is_loaded(self):
        self.assertEqual(self.report.failed, [])
        self.assertEqual(self.report.unchanged.total(), 0)

    def test_loading_again_adds_nothing(self):
        before = counts()
        report = demo.load()
        self.assertEqual(report.created.total(), 0)
        self.assertEqual(report.unchanged, self.report.created)
        self.assertEqual(counts(), before)

    def test_archive_is_large_enough_to_be_looked_at(self):
        self.assertGreaterEqual(Article.objects.values("translation_key").distinct().count(), 29)
        self.assertGreaterEqual(Workshop.objects.count(), 18)
        live = Edition.objects.live()
        self.assertEqual(set(live.values_list("language", flat=True)), set(Language.values))
        self.assertEqual(set(live.values_list("kind", flat=True)), set(Kind.values))
        self.assertGreaterEqual(live.values("year").distinct().count(), 10)
        self.assertGreaterEqual(live.values("topics").distinct().count(), 15)
        self.assertGreaterEqual(live.values("countries").distinct().count(), 25)

    def test_every_state_of_a_text_occurs(self):
        self.assertEqual(
            set(Edition.objects.values_list("change", flat=True)),
            {"first", "typo", "clarification", "correction", "update"},
        )
        self.assertEqual(
            sorted(Withdrawal.objects.values_list("reason", flat=True)), ["gone", "readable", "replaced"]
        )
        drafts = Article.objects.filter(editions__isnull=True)
        self.assertEqual(sorted(drafts.values_list("stage", flat=True)), ["draft", "in-review"])
        self.assertEqual(Article.objects.exclude(translations_wanted="").count(), 1)
        ahead = Edition.objects.filter(live_from__gt=timezone.now() + timedelta(hours=20))
        self.assertGreaterEqual(ahead.values("translation_key").distinct().count(), 2)

    def test_every_state_of_a_workshop_occurs(self):
        public = Workshop.objects.public()
        self.assertEqual(
            set(public.values_list("status", flat=True)),
            {"planned", "confirmed", "held", "postponed", "cancelled"},
        )
        self.assertEqual(set(public.values_list("precision", flat=True)), {"time", "day", "month", "year"})
        self.assertTrue(EarlierDates.objects.filter(workshop__status="postponed").exists())
        self.assertTrue(public.filter(is_online=True, place__isnull=True).exists())

    def test_quotes_are_verbatim_in_their_texts(self):
        for edition in Edition.objects.select_related("revision"):
            text = words_of(edition.content["body"])
            for quote in edition.content["quotes"]:
                with self.subTest(edition=edition.slug, language=edition.language):
                    self.assertIn(words_of(quote["text"]), text)

    def test_quotations_of_real_officials_are_exact(self):
        for speaker, said in (("kyaw-zeya", KYAW_ZEYA), ("benjamin-smith", BENJAMIN_SMITH)):
            quotes = EditionQuote.objects.filter(speaker__slug=speaker)
            self.assertEqual(quotes.get(edition__language="en").text, said)
            # Nobody real says anything else than what was said on that day.
            self.assertEqual(
                set(quotes.values_list("edition__translation_key", flat=True)),
                {
                    Edition.objects.get(
                        slug="furthering-cooperation-on-migrant-smuggling-in-myanmar", language="en"
                    ).translation_key
                },
            )

    def test_every_picture_says_what_it_shows(self):
        self.assertEqual(Image.objects.filter(alt_text="").count(), 0)
        self.assertEqual(Image.objects.exclude(credit="Illustration: Dateline").count(), 0)
        translated = ArticleImage.objects.exclude(article__language="en")
        self.assertEqual(translated.filter(alt_text="").count(), 0)

    def test_nothing_is_lost_when_texts_are_cleaned(self):
        for path in (demo.FOLDER / "releases").glob("*.json"):
            for language, text in json.loads(path.read_text(encoding="utf-8"))["texts"].items():
                with self.subTest(path=path.name, language=language):
                    html = "\n".join(text["body"])
                    if "image:" not in html:
                        self.assertEqual(unescape(clean_html(html)), unescape(html))


class BrokenDemoTests(TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "releases").mkdir()
        for name in (*demo.REFERENCE_DATA, "images"):
            (self.folder / f"{name}.json").write_text("[]")

    def write(self, name, see_also=(), **shared):
        release = {
            "translation_key": f"00000000-0000-4000-8000-{len(name):012}",
            "directive": {"publish": "now"},
            "shared": shared,
            "texts": {"en": {"title": name, "slug": name, "body": ["<p>Text.</p>"], "see_also": see_also}},
        }
        (self.folder / "releases" / f"{name}.json").write_text(json.dumps(release))

    def test_one_bad_release_is_reported_and_leaves_nothing_behind(self):
        self.write("bad", countries=["ZZ"])
        self.write("good")
        report = demo.load(self.folder)
        self.assertEqual(report.failed, [("releases: bad (en)", "LookupError('country ZZ')")])
        self.assertEqual([article.slug for article in Article.objects.all()], ["good"])

    def test_release_is_loaded_after_the_one_it_names(self):
        self.write("a", see_also=[{"article": "later"}])
        self.write("later")
        self.assertEqual(demo.load(self.folder).failed, [])
        self.assertEqual(Article.objects.get(slug="a").see_also.get().target.slug, "later")

    def test_circle_of_releases_is_reported(self):
        self.write("a", see_also=[{"article": "bb"}])
        self.write("bb", see_also=[{"article": "a"}])
        self.assertEqual(len(demo.load(self.folder).failed), 1)
        self.assertFalse(Article.objects.exists())

    def test_misspelt_key_is_reported(self):
        self.write("a", contry=["MM"])
        self.assertIn("contry", demo.load(self.folder).failed[0][1])

    def test_command_without_reference_data_says_what_to_do(self):
        with self.assertRaisesMessage(CommandError, "load_reference"):
            call_command("load_demo", stdout=StringIO())
