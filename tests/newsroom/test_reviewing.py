"""A second pair of eyes: who may approve what, and what may go out."""

from datetime import UTC, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.test import TestCase, override_settings
from django.utils import timezone

from newsroom import approval, workflow
from newsroom.models import Article, LogEntry, Review
from newsroom.workflow import WorkflowError
from tests.desk import make_staff
from tests.factory import make_article, make_content, make_draft, make_user

REASON = "Nobody else is on duty."


class ReviewCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.writer = make_staff("Writer")
        cls.editor = make_staff("Editor")
        cls.publisher = make_staff("Publisher")

    def draft(self, **changes):
        article, _missing = workflow.create(make_content(**changes), by=self.writer)
        return article

    def in_review(self, **asked):
        article = self.draft()
        workflow.submit(article, by=self.writer, **asked)
        return article

    def approved(self):
        article = self.in_review()
        workflow.approve(article, by=self.editor)
        return article

    def type(self, article, title="Typed", by=None):
        Article.objects.filter(pk=article.pk).update(title=title)
        return workflow.save(article, by=by or self.writer)

    def stage(self, article):
        article.refresh_from_db()
        return article.stage

    def verbs(self, article):
        return [entry.verb for entry in article.log.all()]


class SubmitTests(ReviewCase):
    def test_it_asks_a_colleague_by_a_time(self):
        article, due = self.draft(), timezone.now() + timedelta(hours=3)
        review = workflow.submit(
            article, by=self.writer, reviewer=self.editor, due_at=due, remark="The figures, please."
        )
        self.assertEqual(
            (review.revision.number, review.asked_by, review.reviewer, review.due_at, review.outcome),
            (1, self.writer, self.editor, due, "pending"),
        )
        self.assertEqual(self.stage(article), "in-review")
        entry = article.log.first()
        self.assertEqual((entry.verb, entry.by, entry.revision), ("submitted", self.writer, review.revision))
        self.assertEqual((entry.detail, entry.facts["reviewer"]), ("The figures, please.", "editor"))
        self.assertEqual(article.remarks.get().text, "The figures, please.")

    @override_settings(TIME_ZONE="Asia/Bangkok")
    def test_it_is_due_at_the_end_of_the_next_working_day_of_the_newsroom(self):
        for now, due in (
            ((2026, 11, 25, 9), (2026, 11, 26, 11)),  # a Wednesday
            ((2026, 11, 27, 9), (2026, 11, 30, 11)),  # Friday to Monday
            ((2026, 11, 28, 9), (2026, 11, 30, 11)),  # Saturday
            ((2026, 11, 25, 18), (2026, 11, 27, 11)),  # Thursday already in Bangkok
        ):
            with self.subTest(now):
                self.assertEqual(approval.usual_due(datetime(*now, tzinfo=UTC)), datetime(*due, tzinfo=UTC))

    def test_what_is_not_sent(self):
        stale = self.draft().revisions.get()
        self.type(stale.article)
        past = timezone.now() - timedelta(minutes=1)
        bare = Article.objects.create(title="Bare", slug="bare")
        for article, asked, message in (
            (self.in_review(), {}, "This text is in review already."),
            (self.approved(), {}, "This text is approved already."),
            (make_article(), {}, "Nothing has changed since what is public or scheduled."),
            (self.draft(), {"due_at": past}, "has passed"),
            (self.draft(), {"reviewer": make_user()}, "may not review this text"),
            (self.draft(), {"reviewer": self.writer}, "may not review this text"),
            (stale.article, {"revision": stale}, "Revision 2 was saved since you opened this page."),
            (self.draft(), {"remark": "x" * 5001}, "at most 5000 characters"),
            (bare, {}, "Save the text first."),
        ):
            before = (Review.objects.count(), LogEntry.objects.count())
            with self.subTest(message), self.assertRaisesMessage(WorkflowError, message):
                workflow.submit(article, by=self.writer, **asked)
            self.assertEqual((Review.objects.count(), LogEntry.objects.count()), before)

    def test_an_author_is_not_asked(self):
        article = self.draft()
        self.type(article, by=self.editor)
        for by in (self.writer, self.editor):
            with self.subTest(by=by), self.assertRaisesMessage(WorkflowError, "is by editor"):
                workflow.submit(article, by=by, reviewer=self.editor)

    def test_a_withdrawn_text_can_be_sent_again(self):
        article = make_article()
        workflow.withdraw(article, by=None, reason="gone", note="Wrong.")
        workflow.submit(article, by=self.writer)
        workflow.approve(article, by=self.editor)
        workflow.publish(article, by=self.publisher)
        self.assertEqual(article.editions.count(), 2)


class RecallTests(ReviewCase):
    def test_it_is_a_draft_again(self):
        article = self.in_review()
        review = workflow.recall(article, by=self.writer)
        self.assertEqual((review.outcome, review.decided_by), ("recalled", self.writer))
        self.assertEqual((self.stage(article), article.log.first().verb), ("draft", "recalled"))
        with self.assertRaises(WorkflowError):
            workflow.recall(article, by=self.writer)
        workflow.submit(article, by=self.writer)


class ApproveTests(ReviewCase):
    def test_somebody_else_approves_the_revision_shown(self):
        article = self.in_review()
        revision = article.revisions.get()
        review = workflow.approve(article, by=self.editor, revision=revision, remark="Good.")
        self.assertEqual(
            (review.outcome, review.decided_by, review.revision), ("approved", self.editor, revision)
        )
        self.assertEqual((self.stage(article), approval.approved(article)), ("approved", revision))
        self.assertEqual((article.log.first().verb, article.log.first().detail), ("approved", "Good."))

    def test_nobody_approves_a_text_of_theirs(self):
        article = self.in_review()
        self.type(article, by=self.editor)  # a reviewer who mends a word has written it
        with self.assertRaisesMessage(PermissionDenied, "A part of this text is yours."):
            workflow.approve(article, by=self.editor)
        workflow.approve(article, by=self.publisher)

    def test_who_asks_does_not_approve_even_what_others_wrote(self):
        article = self.draft()
        workflow.submit(article, by=self.editor)
        with self.assertRaisesMessage(PermissionDenied, "You asked for this review."):
            workflow.approve(article, by=self.editor)

    def test_authors_are_those_since_the_last_that_was_approved_or_public(self):
        article = self.draft()
        self.type(article, "By the editor", by=self.editor)
        workflow.submit(article, by=self.writer)
        workflow.approve(article, by=self.publisher)
        for step in (None, lambda: workflow.publish(article, by=self.publisher)):
            if step:
                step()
            self.type(article, f"By the writer {step}")
            workflow.submit(article, by=self.writer)
            self.assertEqual(approval.authors(article, article.revisions.first()), [self.writer])
            workflow.approve(article, by=self.editor)

    def test_what_the_system_wrote_has_no_author(self):
        article = make_draft()
        workflow.submit(article, by=self.writer)
        workflow.approve(article, by=self.editor)

    def test_a_stale_page_approves_nothing(self):
        article = self.in_review()
        seen = article.revisions.get()
        self.type(article)
        self.assertEqual(self.stage(article), "in-review")
        with self.assertRaisesMessage(WorkflowError, "Revision 2 was saved since"):
            workflow.approve(article, by=self.editor, revision=seen)
        self.assertEqual(workflow.approve(article, by=self.editor).revision.number, 2)

    def test_what_is_not_in_review_is_not_approved(self):
        for article in (self.draft(), self.approved(), make_article()):
            with self.subTest(article.stage), self.assertRaisesMessage(WorkflowError, "is not in review"):
                workflow.approve(article, by=self.editor)

    def test_who_has_not_the_right(self):
        article = self.in_review()
        for attempt in (workflow.approve, lambda a, by: workflow.send_back(a, by=by, remark="No.")):
            with self.assertRaises(PermissionDenied):
                attempt(article, by=make_staff("Writer", f"writer{id(attempt)}"))
        self.assertEqual(self.stage(article), "in-review")


class SendBackTests(ReviewCase):
    def test_it_is_a_draft_with_a_remark(self):
        article = self.in_review()
        workflow.send_back(article, by=self.editor, remark=" The date is wrong. ")
        self.assertEqual(self.stage(article), "draft")
        remark = article.remarks.get()
        self.assertEqual(
            (remark.text, remark.made_by, remark.settled_at), ("The date is wrong.", self.editor, None)
        )
        self.assertEqual(
            (article.log.first().verb, article.log.first().detail), ("sent-back", "The date is wrong.")
        )
        workflow.submit(article, by=self.writer)

    def test_a_remark_is_required(self):
        article = self.in_review()
        for remark in ("", "  \n"):
            with self.assertRaisesMessage(WorkflowError, "Say what has to be mended."):
                workflow.send_back(article, by=self.editor, remark=remark)
        self.assertEqual(self.stage(article), "in-review")

    def test_an_approval_is_taken_back_while_nothing_went_out(self):
        article = self.approved()
        self.type(article)
        workflow.send_back(article, by=self.editor, remark="I was wrong.")
        self.assertIsNone(approval.approved(article))
        with self.assertRaises(WorkflowError):
            workflow.publish(article, by=self.publisher)
        published = self.approved()
        workflow.publish(published, by=self.publisher)
        with self.assertRaisesMessage(WorkflowError, "public or scheduled"):
            workflow.send_back(published, by=self.editor, remark="Too late.")
        with self.assertRaisesMessage(WorkflowError, "is not in review"):
            workflow.send_back(self.draft(), by=self.editor, remark="Why?")
