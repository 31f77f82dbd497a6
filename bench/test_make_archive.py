import contextlib
import io

from django.db import connection, transaction
from django.db.models import F
from django.test import TestCase

from bench import make_archive
from bench.archive import loading, rows
from bench.archive.checking import check
from bench.archive.reference import Reference, make_reference
from bench.archive.texts import Maker
from newsroom import workflow
from newsroom.models import (
    Article,
    Count,
    Edition,
    Likeness,
    Listing,
    Quote,
    Revision,
    SearchText,
    SearchWord,
    ThingName,
    TitleWord,
)
from newsroom.search import rebuilding
from publishing.clock import database_now
from tests.factory import make_agency, make_country, make_draft, make_place, make_topic
from tests.newsroom.test_listing_rows import should_be, what_is

EDITIONS = 250


def make_little_reference():
    for name, iso2 in (("Myanmar", "MM"), ("Laos", "LA"), ("Chad & Co", "TD")):
        make_place("Capital", make_country(name, iso2, slug=iso2.lower()))
    make_topic("Migrant smuggling")
    make_topic("Trade <illegal>", slug="trade-illegal")
    make_agency()


def indexes():
    """All indexes and keys, as the statements that make them."""
    sql = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'",
        "postgresql": "SELECT indexname, indexdef FROM pg_indexes UNION SELECT conname, pg_get_constraintdef(oid)"
        " FROM pg_constraint",
    }
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor])
        return set(cursor.fetchall())


def fill(count=EDITIONS, **options):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        make_archive.fill(count, 1, processes=0, vocabulary=2000, scale=0.01, **options)
    return said.getvalue()


class ArchiveTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_little_reference()
        cls.indexes = indexes()
        cls.said = fill()

    def test_so_many_editions_of_every_fate_are_made(self):
        self.assertEqual(Edition.objects.count(), EDITIONS)
        self.assertEqual(
            set(Edition.objects.values_list("language", flat=True)), {"ar", "en", "es", "fr", "ru", "zh-hans"}
        )
        self.assertTrue(Edition.objects.filter(number__gt=1).exclude(note="").exists())
        self.assertTrue(Edition.objects.filter(withdrawal__isnull=False).exists())

    def test_everything_is_as_the_workflow_would_have_made_it(self):
        self.assertEqual(check(40), [])

    def test_lists_and_counts_are_those_of_the_whole_archive(self):
        now = database_now()
        self.assertEqual(what_is(now), should_be(now))

    def test_search_is_what_a_rebuild_makes_of_the_whole_archive(self):
        def words():
            return set(SearchWord.objects.values_list("language", "written", "bare", "stem", "texts"))

        before = words(), set(SearchText.objects.values_list()), set(ThingName.objects.values_list("key"))
        rebuilding.rebuild()
        after = words(), set(SearchText.objects.values_list()), set(ThingName.objects.values_list("key"))
        self.assertEqual(before, after)

    def test_indexes_come_back_as_they_were(self):
        self.assertEqual(indexes(), self.indexes)

    def test_the_check_finds_what_is_not_as_it_should_be(self):
        damages = {
            "made other topics": lambda: Edition.topics.through.objects.all().delete(),
            "is not canonical": lambda: Revision.objects.update(sha256="0" * 64),
            "the working copy": lambda: Quote.objects.update(capacity="Nobody"),
            "the words of its title": lambda: TitleWord.objects.filter(word__gte="m").delete(),
            "fingerprint": lambda: Likeness.objects.update(title=1),
            "other terms": lambda: Listing.objects.filter(term__lt=2**37).delete(),
            "the count says": lambda: Count.objects.update(count=F("count") + 1),
            "the search index": lambda: SearchText.objects.update(head=""),
            "its number is": lambda: SearchWord.objects.update(texts=F("texts") + 1),
            "does not end": lambda: Edition.objects.filter(live_until=None).update(
                live_until="2059-01-01T00Z"
            ),
        }
        for found, damage in damages.items():
            with self.subTest(found=found):
                savepoint = transaction.savepoint()
                damage()
                self.assertIn(found, "\n".join(check(6)))
                transaction.savepoint_rollback(savepoint)

    def test_the_workflow_goes_on_after_it(self):
        before = Edition.objects.count(), Revision.objects.count()
        workflow.publish(make_draft(), by=None)
        self.assertEqual((Edition.objects.count(), Revision.objects.count()), (before[0] + 1, before[1] + 1))

    def test_a_database_with_texts_is_refused(self):
        with self.assertRaisesMessage(SystemExit, "There are texts in this database already."):
            fill()
        self.assertEqual(Edition.objects.count(), EDITIONS)


class MakingTests(TestCase):
    def test_the_same_seed_makes_the_same_texts_in_any_batch_and_another_seed_others(self):
        make_little_reference()
        make_reference(1, 0.01)
        known = Reference(1)

        def texts(seed):
            made = Maker(known, 60, seed, 500).batch(0)
            return [version.canonical for text in made for version in text.versions]

        self.assertEqual(texts(1), texts(1))
        self.assertNotEqual(texts(1), texts(2))
        self.assertEqual(len(texts(1)), 60)

    def test_an_archive_broken_off_is_refused(self):
        make_little_reference()
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE {loading.MARK} (since varchar(40))")
        with self.assertRaisesMessage(SystemExit, "half made"):
            fill()

    def test_without_reference_data_it_says_what_to_run_first(self):
        with self.assertRaisesMessage(SystemExit, "load_reference"):
            fill()
        self.assertFalse(Edition.objects.exists())

    def test_a_column_that_it_does_not_know_stops_it(self):
        known = rows.COLUMNS[Article]
        rows.COLUMNS[Article] = known[:-1]
        self.addCleanup(rows.COLUMNS.__setitem__, Article, known)
        with self.assertRaisesMessage(SystemExit, "newsroom_article.translations_wanted"):
            fill()
