"""Two people press a button of the review at once: real threads, real transactions."""

import itertools

from django.core.exceptions import PermissionDenied
from django.test import TransactionTestCase

from newsroom import approval, workflow
from newsroom.models import Article, LogEntry, Review
from newsroom.workflow import WorkflowError
from tests.desk import make_staff
from tests.factory import make_article, make_content, make_draft

from .test_workflow_races import THREADS, at_once


class RaceTests(TransactionTestCase):
    def setUp(self):
        self.writer = make_staff("Writer")
        self.editors = [make_staff("Publisher", f"editor{n}") for n in range(THREADS)]
        self.article, _missing = workflow.create(make_content(), by=self.writer)

    def each(self, action):
        """``action(editor)`` in as many threads as there are editors."""
        turn = itertools.cycle(self.editors)
        return at_once(lambda: action(next(turn)))

    def assert_one_won(self, results):
        losers = [result for result in results if isinstance(result, Exception)]
        self.assertEqual([type(error) for error in losers], [WorkflowError] * (THREADS - 1), results)

    def test_one_review_is_asked_for(self):
        self.assert_one_won(at_once(lambda: workflow.submit(self.article, by=self.writer)))
        self.assertEqual(Review.objects.count(), 1)

    def test_one_decides(self):
        workflow.submit(self.article, by=self.writer)
        self.assert_one_won(self.each(lambda editor: workflow.approve(self.article, by=editor)))
        self.assertEqual(LogEntry.objects.filter(verb="approved").count(), 1)

    def test_approved_or_sent_back_and_not_both(self):
        workflow.submit(self.article, by=self.writer)
        turn = itertools.count()

        def decide(editor):
            if next(turn) % 2:
                return workflow.approve(self.article, by=editor)
            return workflow.recall(self.article, by=editor)

        self.assert_one_won(self.each(decide))
        self.article.refresh_from_db()
        outcome = Review.objects.get().outcome
        self.assertEqual(self.article.stage, {"approved": "approved", "recalled": "draft"}[outcome])

    def test_who_saves_while_approving_never_approves_their_own(self):
        """Each editor saves a change of theirs and approves: whoever comes first, no author is the approver."""
        workflow.submit(self.article, by=self.writer)

        def save_and_approve(editor):
            Article.objects.filter(pk=self.article.pk).update(title=f"By {editor.username}")
            workflow.save(self.article, by=editor)
            return workflow.approve(self.article, by=editor)

        for result in self.each(save_and_approve):
            if not isinstance(result, PermissionDenied | WorkflowError):
                self.assertNotIn(result.decided_by, approval.authors(self.article, result.revision))
        for review in Review.objects.filter(outcome="approved"):
            self.assertNotIn(review.decided_by, approval.authors(self.article, review.revision))

    def test_a_save_that_overtakes_the_approver_is_not_approved(self):
        workflow.submit(self.article, by=self.writer)
        shown, turn = self.article.revisions.get(), itertools.count()

        def save_or_approve(editor):
            if next(turn) == 0:
                Article.objects.filter(pk=self.article.pk).update(title="Overtaking")
                return workflow.save(self.article, by=self.writer)
            return workflow.approve(self.article, by=editor, revision=shown)

        self.each(save_or_approve)
        approved = approval.approved(self.article)
        self.assertIn(approved, (None, shown))

    def test_one_looks(self):
        article = make_draft()
        workflow.publish(article, by=self.writer_with_all(), unreviewed_reason="Night.")
        self.assert_one_won(self.each(lambda editor: workflow.look(article, by=editor, is_fine=True)))

    def test_one_amends_a_note(self):
        withdrawal = workflow.withdraw(make_article(), by=None, reason="gone", note="Old.")
        turn = itertools.count()
        self.assert_one_won(
            at_once(
                lambda: workflow.amend_note(withdrawal, f"New {next(turn)}", by=None, why="Why.", seen="Old.")
            )
        )

    def writer_with_all(self):
        return make_staff("Publisher", "night")
