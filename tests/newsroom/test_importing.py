"""From a text to a draft with everything linked or proposed; from a file to what is in it."""

import json
import tempfile
from io import StringIO
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import TestCase

from events.models import Agency, Place, Series, Speaker, Workshop
from newsroom import content as contents
from newsroom.importing import import_release
from newsroom.models import Article, Edition, Revision
from newsroom.reader import ReleaseUnreadable
from tests.factory import make_agency, make_country, make_place, make_speaker, make_topic, make_user

RELEASE = """\
Harbour officers train in Kanto

Kanto (Myanmar), 12 June 2017 - Twenty harbour officers took part in a workshop on migrant smuggling this week, the
latest in the series of the project on Building Safer Harbours. Border Office (BO) and the Ministry of Tides held it.

"We learn from one another," said Colonel Aung Example, Director of the Border Office.

"The sea has no fences," said Marta Invented, Adviser to the Ministry of Tides.

Read more: https://example.org/harbours
"""


class ImportTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_country()
        make_place("Mandalay")
        cls.topic = make_topic(terms="smuggling of migrants")
        cls.agency = make_agency("Border Office", acronym="BO")
        cls.speaker = make_speaker("Aung Example")

    def test_everything_is_linked_or_proposed(self):
        result = import_release(RELEASE, by=None, is_from_archive=True)
        content = contents.snapshot(result.article)
        self.assertEqual(content["title"], "Harbour officers train in Kanto")
        self.assertEqual(content["slug"], "harbour-officers-train-in-kanto")
        self.assertEqual(content["dateline"]["date"], "2017-06-12")
        self.assertEqual(content["originally_released_on"], "2017-06-12")
        self.assertEqual(content["countries"], ["MM"])
        self.assertEqual(content["topics"], [self.topic.slug])
        self.assertIn(self.agency.slug, content["agencies"])
        self.assertEqual(content["dateline"]["places"], ["kanto-mm"])
        self.assertEqual(
            [quote["speaker"] for quote in content["quotes"]], ["aung-example", "marta-invented"]
        )
        for quote in content["quotes"]:
            self.assertIn(quote["text"].rstrip(","), content["body"])
        self.assertNotIn("12 June 2017", content["body"])
        proposed = Speaker.objects.get(slug="marta-invented")
        self.assertFalse(proposed.is_public)
        self.assertFalse(Agency.objects.get(name="Ministry of Tides").is_public)
        self.assertTrue(any("Marta Invented" in line for line in result.proposed))
        self.assertTrue(any("Kanto" in line for line in result.proposed))

    def test_the_draft_is_not_public_and_has_one_revision(self):
        result = import_release(RELEASE, by=None)
        self.assertEqual(result.article.revisions.count(), 1)
        self.assertFalse(Edition.objects.exists())

    def test_an_old_dateline_is_pointed_out_where_the_text_is_new(self):
        result = import_release(RELEASE, by=None)
        self.assertIsNone(result.article.originally_released_on)
        self.assertTrue(any("2017-06-12" in line for line in result.warnings))

    def test_the_same_text_again_links_what_the_first_proposed(self):
        import_release(RELEASE, by=None)
        count = [model.objects.count() for model in (Speaker, Agency, Place, Series, Workshop)]
        result = import_release(RELEASE, by=None)
        self.assertEqual(
            [model.objects.count() for model in (Speaker, Agency, Place, Series, Workshop)], count
        )
        self.assertEqual(result.proposed, [])
        self.assertTrue(any("title already" in line for line in result.warnings))

    def test_without_the_right_nothing_is_written(self):
        with self.assertRaises(PermissionDenied):
            import_release(RELEASE, by=make_user())
        self.assertEqual((Article.objects.count(), Speaker.objects.count()), (0, 1))

    def test_what_holds_no_text_is_refused_and_nothing_is_written(self):
        for source in (
            "",
            "   \n",
            b"\x00\x01\x02\xff\xfe" * 100,
            b"%PDF-1.7 \x00\x00\x80",
            "x" * 50_000_000,
        ):
            with self.subTest(source[:8]), self.assertRaises(ReleaseUnreadable):
                import_release(source, by=None)
        self.assertEqual((Article.objects.count(), Revision.objects.count()), (0, 0))

    def test_what_is_no_release_becomes_a_draft_with_warnings(self):
        for source in ("flour\nwater\nsalt\n", "def f(x):\n    return x\n", "<p>Hello</p>", "x" * 5000, "🙂"):
            with self.subTest(source[:8]):
                self.assertNotEqual(import_release(source, by=None).warnings, [])

    def test_scripts_never_get_into_the_draft(self):
        result = import_release(
            "<h1>Title <script>alert(1)</script></h1><p onclick=x()>Text <a href='javascript:x()'>here</a>"
            "<img src=x onerror=x()> <a href='data:text/html,x'>data</a></p><style>p{}</style>",
            by=None,
        )
        canonical = result.article.revisions.get().canonical
        for bad in ("<script", "onclick", "javascript:", "onerror", "data:text", "<style"):
            self.assertNotIn(bad, canonical)

    def test_titles_in_other_scripts_get_an_address(self):
        result = import_release(
            "联合国在曼谷举行研讨会\n\n曼谷，2026年3月2日 —— 二十名官员参加了研讨会。\n", by=None
        )
        self.assertRegex(result.article.slug, r"^release-\d{4}-\d\d-\d\d$")


class ReadReleaseTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_country()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "one.txt").write_text(RELEASE, encoding="utf-8")

    def run_command(self, *args):
        out, err = StringIO(), StringIO()
        try:
            call_command("read_release", *map(str, args), stdout=out, stderr=err)
        except CommandError as error:
            return out.getvalue(), err.getvalue() + str(error)
        return out.getvalue(), err.getvalue()

    def test_json_is_a_line_for_each_release(self):
        (self.folder / "two.html").write_text("<h1>Another</h1><p>Text.</p>", encoding="utf-8")
        (self.folder / "three.pdf").write_bytes(b"%PDF")
        (self.folder / "README.md").write_text("Where these files come from.", encoding="utf-8")
        out, err = self.run_command(self.folder, "--json")
        records = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([record["id"] for record in records], ["one", "two"])
        self.assertEqual(records[0]["dateline"]["country_iso2"], "MM")
        self.assertEqual(err, "")

    def test_save_makes_drafts_and_reports_what_it_was_unsure_of(self):
        out, _err = self.run_command(self.folder / "one.txt", "--save")
        article = Article.objects.get()
        self.assertIn(f"draft {article.pk}", out)
        self.assertIn("new speaker: Marta Invented", out)

    def test_bad_files_are_named_and_the_good_ones_are_kept(self):
        (self.folder / "empty.txt").write_bytes(b"")
        (self.folder / "binary.txt").write_bytes(bytes(range(256)) * 10)
        with (self.folder / "large.txt").open("wb") as file:
            file.truncate(50_000_000)
        out, err = self.run_command(self.folder, "--save")
        for name in ("empty.txt", "binary.txt", "large.txt"):
            self.assertIn(name, err)
        self.assertIn("3 of 4", err)
        self.assertEqual(Article.objects.count(), 1)

    def test_a_path_that_is_not_there_is_said(self):
        self.assertIn("no such file", self.run_command(self.folder / "nothing.txt")[1])
        (self.folder / "empty").mkdir()
        self.assertIn("no file here", self.run_command(self.folder / "empty")[1])


class WrappedTextTests(TestCase):
    def test_lines_that_a_mail_program_broke_are_one_paragraph(self):
        make_country()
        text = (
            "Patrols train for rescue\n\n"
            "Thirty officers of island police services have learnt this week how to save lives at\n"
            "sea and to secure evidence while they do so. The course was held in the harbour.\n\n"
            "Officers practised on two boats in the harbour, and the smuggling of migrants was the\n"
            "subject of the last day.\n"
        )
        body = import_release(text, by=None).article.body
        self.assertEqual(body.count("<p>"), 2, body)
        self.assertIn("lives at sea", " ".join(body.split()))
