"""The demonstration archive has nothing that a house rule would point out, but in its two unfinished drafts."""

from io import StringIO

from django.core.management import call_command
from django.test import TestCase

from newsroom import demo
from newsroom.models import Article, Edition
from newsroom.preflight import check


class DemoTextsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("load_reference", verbosity=0, stdout=StringIO())
        demo.load()

    def test_no_rule_finds_anything_in_a_finished_text(self):
        editions = Edition.objects.select_related("article", "revision")
        for edition in editions.filter(live_until__isnull=True):
            with self.subTest(slug=edition.slug, language=edition.language):
                self.assertEqual(
                    [finding.sentence for finding in check(edition.content, article=edition.article)], []
                )

    def test_drafts_are_told_what_is_not_finished(self):
        drafts = Article.objects.filter(editions__isnull=True)
        found = {
            article.slug: {
                finding.rule for finding in check(article.revisions.first().content, article=article)
            }
            for article in drafts
        }
        self.assertEqual(
            found,
            {
                "the-year-2026-in-figures": {"dateline_missing", "left_for_later"},
                "convocatoria-noveno-coloquio": {"dateline_missing", "left_for_later"},
            },
        )
