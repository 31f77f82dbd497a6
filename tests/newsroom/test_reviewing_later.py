"""What goes out with and without review, and the later look; remarks; and what keeps the log."""

from datetime import timedelta
from importlib import import_module
from unittest import mock

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from newsroom import approval, workflow
from newsroom.models import LogEntry, Review
from newsroom.workflow import WorkflowError
from tests.desk import make_staff
from tests.factory import make_draft, make_user

from .test_reviewing import REASON, ReviewCase


class OutTests(ReviewCase):
    """What a person may publish, schedule and correct."""

    def test_only_what_was_approved_or_with_a_reason(self):
        article = self.draft()
        for reason in ("", "  "):
            with self.assertRaisesMessage(WorkflowError, "Nobody else has approved revision 1."):
                workflow.publish(article, by=self.publisher, unreviewed_reason=reason)
        self.assertFalse(article.editions.exists())
        self.assertEqual(self.verbs(article), ["saved"])

    def test_what_was_approved_and_not_what_was_typed_since(self):
        article = self.approved()
        self.type(article, "Typed since")
        self.assertEqual(self.stage(article), "draft")
        edition = workflow.publish(article, by=self.publisher)
        self.assertEqual((edition.revision.number, self.stage(article)), (1, "draft"))
        self.assertFalse(Review.objects.waiting(is_later=True).exists())

    def test_newer_typing_goes_out_with_a_reason_only(self):
        article = self.approved()
        newer = self.type(article)
        with self.assertRaises(WorkflowError):
            workflow.publish(article, by=self.publisher, revision=newer)
        edition = workflow.publish(article, by=self.publisher, revision=newer, unreviewed_reason=REASON)
        self.assertEqual((edition.revision, self.stage(article)), (newer, "issued"))

    def test_an_approval_older_than_what_went_out_counts_no_more(self):
        article = self.approved()
        first = article.revisions.get()
        self.type(article)
        workflow.publish(article, by=self.publisher, unreviewed_reason=REASON)
        with self.assertRaises(WorkflowError):
            workflow.correct(article, by=self.publisher, kind="typo", revision=first)

    def test_without_review_somebody_is_asked_to_look_later(self):
        article = self.in_review(reviewer=self.editor)
        with mock.patch(
            "newsroom.approval.usual_due", return_value=timezone.now() + timedelta(days=1)
        ) as due:
            edition = workflow.publish(article, by=self.publisher, unreviewed_reason=REASON)
        due.assert_called_once_with(edition.live_from)
        look = article.reviews.waiting(is_later=True).get()
        self.assertEqual(
            (look.reason, look.asked_by, look.reviewer, look.revision),
            (REASON, self.publisher, self.editor, edition.revision),
        )
        self.assertFalse(article.reviews.waiting(is_later=False).exists())
        entry = article.log.first()
        self.assertEqual((entry.verb, entry.detail, entry.facts["unreviewed"]), ("published", REASON, True))
        self.assertEqual(self.verbs(article), ["published", "recalled", "submitted", "saved"])

    def test_a_correction_is_the_same(self):
        article = self.approved()
        workflow.publish(article, by=self.publisher)
        self.type(article)
        with self.assertRaises(WorkflowError):
            workflow.correct(article, by=self.publisher, kind="typo")
        workflow.submit(article, by=self.writer)
        workflow.approve(article, by=self.editor)
        workflow.correct(article, by=self.publisher, kind="typo")
        self.type(article, "Again")
        workflow.correct(article, by=self.publisher, kind="typo", unreviewed_reason=REASON)
        self.assertEqual(article.log.first().facts["unreviewed"], REASON)
        self.assertEqual(article.reviews.waiting(is_later=True).count(), 1)

    def test_taking_a_schedule_back_puts_the_stage_back(self):
        at = timezone.now() + timedelta(days=1)
        approved, unreviewed = self.approved(), self.draft()
        workflow.publish(approved, by=self.publisher, at=at)
        workflow.publish(unreviewed, by=self.publisher, at=at, unreviewed_reason=REASON)
        for article, stage in ((approved, "approved"), (unreviewed, "draft")):
            self.assertEqual(self.stage(article), "issued")
            workflow.unschedule(article, by=self.publisher)
            self.assertEqual(self.stage(article), stage)
        self.assertFalse(Review.objects.waiting(is_later=True).exists())
        workflow.publish(approved, by=self.publisher)


class LookTests(ReviewCase):
    def out(self, by=None):
        article = self.draft()
        workflow.publish(article, by=by or self.publisher, unreviewed_reason=REASON)
        return article

    def test_a_look_settles_it(self):
        article = self.out()
        revision = workflow.look(article, by=self.editor, is_fine=True)
        look = article.reviews.get()
        self.assertEqual((look.outcome, look.decided_by, look.revision), ("approved", self.editor, revision))
        entry = article.log.first()
        self.assertEqual((entry.verb, entry.revision, entry.facts), ("looked", revision, {"outcome": "fine"}))
        self.assertEqual(approval.approved(article), revision)
        with self.assertRaises(WorkflowError):
            workflow.look(article, by=self.editor, is_fine=True)

    def test_what_has_to_be_mended_is_said(self):
        article = self.out()
        with self.assertRaisesMessage(WorkflowError, "Say what has to be mended."):
            workflow.look(article, by=self.editor, is_fine=False, remark=" ")
        workflow.look(article, by=self.editor, is_fine=False, remark="The name.")
        self.assertEqual(article.reviews.get().outcome, "sent-back")
        self.assertEqual(article.remarks.get().text, "The name.")
        self.assertIsNone(approval.approved(article))

    def test_who_wrote_or_published_it_does_not_look(self):
        other = make_staff("Publisher", "other")
        article = self.out()
        self.type(article, by=self.editor)
        workflow.correct(article, by=other, kind="typo", unreviewed_reason=REASON)
        for by in (self.publisher, other, self.editor):
            with self.subTest(by=by), self.assertRaisesMessage(PermissionDenied, "Somebody else has to look"):
                workflow.look(article, by=by, is_fine=True)
        workflow.look(article, by=make_staff("Editor", "fresh"), is_fine=True)
        self.assertEqual([look.outcome for look in article.reviews.all()], ["approved", "approved"])

    def test_a_stale_page_settles_nothing(self):
        article = self.out()
        seen = article.revisions.get()
        self.type(article)
        workflow.correct(article, by=self.publisher, kind="typo", unreviewed_reason=REASON)
        with self.assertRaisesMessage(WorkflowError, "Another revision went out"):
            workflow.look(article, by=self.editor, is_fine=True, revision=seen)
        self.assertEqual(article.reviews.waiting(is_later=True).count(), 2)

    def test_a_right_is_needed(self):
        with self.assertRaises(PermissionDenied):
            workflow.look(self.out(), by=make_user("change_article"), is_fine=True)


class RemarkTests(ReviewCase):
    def test_anybody_who_reads_remarks_and_who_writes_settles(self):
        article, reader = self.draft(), make_user("view_article")
        remark = workflow.remark(article, " Is this the right day? ", by=reader)
        self.assertEqual(
            (remark.text, remark.made_by, remark.revision.number), ("Is this the right day?", reader, 1)
        )
        with self.assertRaises(PermissionDenied):
            workflow.settle(remark, by=make_user("view_article"))
        settled = workflow.settle(remark, by=self.writer)
        self.assertEqual(settled.settled_by, self.writer)
        with self.assertRaisesMessage(WorkflowError, "settled already"):
            workflow.settle(remark, by=self.writer)
        self.assertEqual(self.verbs(article), ["settled", "remarked", "saved"])

    def test_who_made_a_remark_may_settle_it(self):
        reader = make_user("view_article")
        workflow.settle(workflow.remark(self.draft(), "Never mind.", by=reader), by=reader)

    def test_what_is_no_remark(self):
        article = self.draft()
        for text in ("", " \n ", "x" * 5001):
            with self.assertRaises(WorkflowError):
                workflow.remark(article, text, by=self.writer)
        with self.assertRaises(PermissionDenied):
            workflow.remark(article, "Hello.", by=make_user())
        self.assertFalse(article.remarks.exists())


class LogTests(ReviewCase):
    def test_every_verb_adds_entries_and_changes_none(self):
        article = self.draft()
        later = timezone.now() + timedelta(days=1)
        seen = []
        for verb in (
            lambda: workflow.submit(article, by=self.writer),
            lambda: workflow.recall(article, by=self.writer),
            lambda: workflow.submit(article, by=self.writer),
            lambda: workflow.send_back(article, by=self.editor, remark="No."),
            lambda: workflow.settle(article.remarks.get(), by=self.writer),
            lambda: workflow.remark(article, "Well.", by=self.writer),
            lambda: self.type(article),
            lambda: workflow.submit(article, by=self.writer),
            lambda: workflow.approve(article, by=self.editor),
            lambda: workflow.publish(article, by=self.publisher, at=later),
            lambda: workflow.unschedule(article, by=self.publisher),
            lambda: workflow.publish(article, by=self.publisher),
            lambda: self.type(article, "Again"),
            lambda: workflow.correct(article, by=self.publisher, kind="typo", unreviewed_reason=REASON),
            lambda: workflow.look(article, by=self.editor, is_fine=True),
            lambda: workflow.restore(article, article.revisions.last(), by=self.writer),
            lambda: workflow.withdraw(article, by=self.publisher, reason="gone", note="Wrong."),
        ):
            verb()
            entries = list(LogEntry.objects.order_by("pk").values())
            self.assertEqual(entries[: len(seen)], seen)
            self.assertEqual(len(entries), len(seen) + 1 + (not seen))
            seen = entries
        self.assertEqual(
            {entry["by_id"] for entry in seen}, {self.writer.pk, self.editor.pk, self.publisher.pk}
        )
        self.assertEqual(
            " ".join(entry["verb"] for entry in seen),
            "saved submitted recalled submitted sent-back settled remarked saved submitted approved scheduled"
            " unscheduled published saved corrected looked restored withdrew",
        )
        self.assertFalse(any("T" in entry["detail"][10:11] for entry in seen))

    def test_the_systems_own_steps_need_no_review(self):
        article = make_draft()
        workflow.publish(article, by=None)
        self.assertFalse(article.reviews.exists())

    def test_earlier_entries_are_read_over(self):
        article, old = make_draft(), []
        for verb, detail, facts, left in (
            ("scheduled", "2099-01-02T03:04:05+00:00", {"planned": "2099-01-02T03:04:05+00:00"}, ""),
            ("published", "2020-01-02T03:04:05+00:00", {}, ""),
            ("corrected", "2020-01-02T03:04:05+00:00 typo: One: two", {"kind": "typo"}, "One: two"),
            ("withdrew", "2020-01-02T03:04:05+00:00 gone: Wrong.", {"reason": "gone"}, "Wrong."),
            ("published", "Written by hand.", {}, "Written by hand."),
        ):
            entry = LogEntry.objects.create(
                article=article, verb=verb, at=timezone.now(), revision=article.revisions.get(), detail=detail
            )
            old.append((entry, facts, left))
        import_module("newsroom.migrations.0004_review_and_log").read_facts(apps, None)
        for entry, facts, left in old:
            entry.refresh_from_db()
            self.assertEqual((entry.facts, entry.detail), (facts, left))
