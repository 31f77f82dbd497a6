"""The verbs of the newsroom."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.utils import timezone

from newsroom import workflow
from newsroom.models import Address, Article, Edition, LogEntry
from newsroom.workflow import WorkflowError
from tests.factory import change, make_article, make_content, make_draft, make_user


def live_titles():
    return list(Edition.objects.live().values_list("title", flat=True))


class SaveTests(TestCase):
    def test_create_makes_one_revision_with_the_hash_of_its_content(self):
        article = make_draft(title="One")
        revision = article.revisions.get()
        self.assertEqual(revision.content["title"], "One")
        self.assertEqual(len(revision.sha256), 64)

    def test_saving_unchanged_appends_nothing(self):
        article = make_draft()
        self.assertIsNone(workflow.save(article, by=None))
        self.assertEqual(article.revisions.count(), 1)

    def test_saving_a_change_appends_a_numbered_revision_and_logs_it(self):
        article = make_draft()
        user = make_user("change_article")
        Article.objects.filter(pk=article.pk).update(title="Changed")
        revision = workflow.save(article, by=user)
        self.assertEqual(
            (revision.number, revision.saved_by, revision.content["title"]), (2, user, "Changed")
        )
        entry = LogEntry.objects.first()
        self.assertEqual((entry.verb, entry.by, entry.revision), ("saved", user, revision))

    def test_saving_changes_nothing_in_public(self):
        article = make_article(title="Old")
        change(article, title="New")
        self.assertEqual(live_titles(), ["Old"])

    def test_nothing_is_kept_of_a_content_that_is_refused(self):
        with self.assertRaises(ValidationError):
            workflow.create(make_content(kind="poem"), by=None)
        with self.assertRaises(ValidationError):
            workflow.create(make_content(see_also=[{"url": "https://example.org", "label": ""}]), by=None)
        self.assertEqual(Article.objects.count(), 0)


class PublishTests(TestCase):
    def test_publish_makes_the_latest_revision_live(self):
        article = make_draft(title="Now")
        edition = workflow.publish(article, by=None)
        self.assertEqual(live_titles(), ["Now"])
        self.assertEqual((edition.number, edition.change, edition.live_until), (1, "first", None))

    def test_publish_takes_the_revision_that_was_chosen(self):
        article = make_draft(title="Approved")
        approved = article.revisions.get()
        change(article, title="Typed since")
        workflow.publish(article, by=None, revision=approved)
        self.assertEqual(live_titles(), ["Approved"])

    def test_a_revision_of_another_article_is_refused(self):
        other = make_draft().revisions.get()
        with self.assertRaises(WorkflowError):
            workflow.publish(make_draft(), by=None, revision=other)

    def test_scheduled_becomes_live_by_the_clock_alone(self):
        article = make_draft(title="Later")
        at = timezone.now() + timedelta(hours=1)
        workflow.publish(article, by=None, at=at)
        self.assertEqual(live_titles(), [])
        self.assertEqual(list(Edition.objects.live(at).values_list("title", flat=True)), ["Later"])
        just_before = at - timedelta(microseconds=1)
        self.assertFalse(Edition.objects.live(just_before).exists())

    def test_a_time_that_has_passed_or_has_no_zone_is_refused(self):
        article = make_draft()
        for at in (timezone.now() - timedelta(seconds=1), timezone.now().replace(tzinfo=None)):
            with self.subTest(at=at), self.assertRaises(WorkflowError):
                workflow.publish(article, by=None, at=at)
        self.assertFalse(Edition.objects.exists())

    def test_what_is_public_cannot_be_published_again(self):
        article = make_article()
        with self.assertRaises(WorkflowError):
            workflow.publish(article, by=None)

    def test_two_texts_cannot_have_one_address(self):
        make_article(title="First", slug="same")
        second = make_draft(title="Second", slug="same")
        with self.assertRaises(WorkflowError):
            workflow.publish(second, by=None)
        self.assertEqual(live_titles(), ["First"])

    def test_an_address_stays_taken_after_the_slug_has_changed(self):
        article = make_article(slug="old")
        change(article, slug="new")
        workflow.correct(article, by=None, kind="typo")
        with self.assertRaises(WorkflowError):
            workflow.publish(make_draft(slug="old"), by=None)

    def test_the_original_date_gives_address_and_order(self):
        article = make_draft(slug="early", originally_released_on="2017-06-12")
        edition = workflow.publish(article, by=None)
        self.assertEqual(edition.get_absolute_url(), "/en/news/2017/06/early/")

    def test_unschedule_leaves_a_draft_and_frees_the_address(self):
        article = make_draft(slug="maybe")
        workflow.publish(article, by=None, at=timezone.now() + timedelta(days=1))
        workflow.unschedule(article, by=None)
        self.assertFalse(Edition.objects.exists())
        self.assertFalse(Address.objects.exists())
        self.assertEqual(LogEntry.objects.first().verb, "unscheduled")
        with self.assertRaises(WorkflowError):
            workflow.unschedule(article, by=None)


class CorrectTests(TestCase):
    def test_a_correction_replaces_the_text_without_a_gap(self):
        article = make_article(title="Wrong")
        change(article, title="Right")
        second = workflow.correct(article, by=None, kind="correction", note="The title was wrong.")
        first = article.editions.get(number=1)
        self.assertEqual(live_titles(), ["Right"])
        self.assertEqual(first.live_until, second.live_from)
        self.assertEqual(first.released_at, second.released_at)

    def test_a_scheduled_correction_can_be_taken_back(self):
        article = make_article(title="Old")
        change(article, title="New")
        at = timezone.now() + timedelta(days=1)
        workflow.correct(article, by=None, kind="update", note="More.", at=at)
        self.assertEqual(live_titles(), ["Old"])
        self.assertEqual(Edition.objects.live(at).get().title, "New")
        workflow.unschedule(article, by=None)
        self.assertEqual(Edition.objects.live(at).get().title, "Old")

    def test_all_but_typos_need_a_note(self):
        article = make_article()
        change(article, title="New")
        for kind in ("correction", "clarification", "update"):
            with self.subTest(kind=kind), self.assertRaises(WorkflowError):
                workflow.correct(article, by=None, kind=kind, note=" ")
        workflow.correct(article, by=None, kind="typo")

    def test_drafts_unchanged_texts_and_unknown_kinds_are_refused(self):
        draft, unchanged, article = make_draft(), make_article(), make_article()
        change(article, title="New")
        for target, kind in ((draft, "typo"), (unchanged, "typo"), (article, "first"), (article, "poem")):
            with self.subTest(kind=kind), self.assertRaises(WorkflowError):
                workflow.correct(target, by=None, kind=kind, note="Note.")


class WithdrawTests(TestCase):
    def test_withdrawn_is_not_live_and_leaves_its_reason(self):
        article = make_article()
        withdrawal = workflow.withdraw(article, by=None, reason="gone", note="A mistake.")
        self.assertEqual(live_titles(), [])
        self.assertEqual(withdrawal.withdrawn_at, withdrawal.edition.live_until)

    def test_a_withdrawal_ahead_happens_by_the_clock_and_can_be_taken_back(self):
        article = make_article(title="Until then")
        at = timezone.now() + timedelta(days=1)
        workflow.withdraw(article, by=None, reason="gone", note="Ends.", at=at)
        self.assertEqual(live_titles(), ["Until then"])
        self.assertFalse(Edition.objects.live(at).exists())
        workflow.unschedule(article, by=None)
        self.assertTrue(Edition.objects.live(at).exists())

    def test_it_can_be_published_again(self):
        article = make_article(title="Back")
        workflow.withdraw(article, by=None, reason="gone", note="A mistake.")
        workflow.publish(article, by=None)
        self.assertEqual(live_titles(), ["Back"])

    def test_bad_withdrawals_are_refused(self):
        article, other = make_article(), make_article()
        bad = [
            {"reason": "gone", "note": ""},
            {"reason": "bored", "note": "Note."},
            {"reason": "replaced", "note": "Note."},
            {"reason": "gone", "note": "Note.", "replaced_by": other},
            {"reason": "replaced", "note": "Note.", "replaced_by": article},
        ]
        for values in bad:
            with self.subTest(values=values), self.assertRaises(WorkflowError):
                workflow.withdraw(article, by=None, **values)
        with self.assertRaises(WorkflowError):
            workflow.withdraw(make_draft(), by=None, reason="gone", note="Note.")


class RestoreTests(TestCase):
    def test_restore_brings_an_old_text_back_as_a_new_revision(self):
        article = make_draft(title="One")
        first = article.revisions.get()
        change(article, title="Two")
        self.assertEqual(workflow.restore(article, first, by=None), [])
        article.refresh_from_db()
        self.assertEqual(article.title, "One")
        latest = article.revisions.first()
        self.assertEqual((latest.number, latest.sha256), (3, first.sha256))
        self.assertEqual(LogEntry.objects.first().verb, "restored")

    def test_a_revision_of_another_article_is_refused(self):
        with self.assertRaises(WorkflowError):
            workflow.restore(make_draft(), make_draft().revisions.get(), by=None)


class PermissionTests(TestCase):
    def test_each_verb_asks_for_its_permission_and_changes_nothing_without(self):
        nobody, live, draft = make_user(), make_article(), make_draft()
        revision = draft.revisions.get()
        change(live, title="New")
        attempts = [
            lambda: workflow.create(make_content(), by=nobody),
            lambda: workflow.save(draft, by=nobody),
            lambda: workflow.publish(draft, by=nobody),
            lambda: workflow.unschedule(draft, by=nobody),
            lambda: workflow.correct(live, by=nobody, kind="typo"),
            lambda: workflow.withdraw(live, by=nobody, reason="gone", note="Note."),
            lambda: workflow.restore(draft, revision, by=nobody),
        ]
        before = (Article.objects.count(), LogEntry.objects.count(), Edition.objects.count())
        for number, attempt in enumerate(attempts):
            with self.subTest(number), self.assertRaises(PermissionDenied):
                attempt()
        self.assertEqual((Article.objects.count(), LogEntry.objects.count(), Edition.objects.count()), before)

    def test_a_publisher_may_publish(self):
        publisher = make_user("publish_article")
        edition = workflow.publish(make_draft(), by=publisher, unreviewed_reason="Nobody else is on duty.")
        self.assertEqual(edition.published_by, publisher)


class DatabaseTests(TestCase):
    """What the database itself refuses, whoever asks."""

    def test_two_open_editions_of_one_article(self):
        edition = make_article().editions.get()
        edition.pk, edition.number = None, 2
        edition.live_from += timedelta(days=1)
        with self.assertRaises(IntegrityError), transaction.atomic():
            edition.save(force_insert=True)

    def test_an_interval_that_ends_before_it_begins(self):
        edition = make_article().editions.get()
        edition.live_until = edition.live_from
        with self.assertRaises(IntegrityError), transaction.atomic():
            edition.save()

    def test_a_correction_without_a_note(self):
        edition = make_article().editions.get()
        edition.change = "correction"
        with self.assertRaises(IntegrityError), transaction.atomic():
            edition.save()
