"""Amending the notes that readers see, and the log that keeps the old ones."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.test import TestCase
from django.utils import timezone

from newsroom import workflow
from newsroom.models import LogEntry
from newsroom.workflow import WorkflowError
from tests.desk import make_staff, messages
from tests.factory import change, make_article, make_user


def corrected(kind="correction", note="Teh date."):
    article = make_article(title="Old")
    change(article, title="New")
    return workflow.correct(article, by=None, kind=kind, note=note)


def withdrawn():
    return workflow.withdraw(make_article(), by=None, reason="readable", note="It was rong.")


class AmendTests(TestCase):
    def test_readers_see_the_new_note_and_the_log_keeps_the_old(self):
        publisher = make_user("correct_article")
        edition = corrected()
        amended = workflow.amend_note(edition, " The date. ", by=publisher, why="A slip.")
        self.assertEqual(amended.note, "The date.")
        entry = edition.article.log.first()
        self.assertEqual((entry.verb, entry.by, entry.detail), ("noted", publisher, "A slip."))
        self.assertEqual(entry.facts, {"number": 2, "old": "Teh date.", "new": "The date."})
        page = self.client.get(edition.get_absolute_url())
        self.assertContains(page, "The date.")
        self.assertNotContains(page, "Teh date.")
        self.assertContains(self.client.get("/en/news/feed.rss"), "The date.")

    def test_nothing_else_of_the_edition_changes(self):
        edition = corrected()
        edition.refresh_from_db()
        before = {f.attname: getattr(edition, f.attname) for f in edition._meta.concrete_fields}
        after = workflow.amend_note(edition, "The date.", by=None, why="A slip.")
        changed = {name for name, value in before.items() if getattr(after, name) != value}
        self.assertEqual(changed, {"note"})
        self.assertEqual(after.revision.sha256, edition.revision.sha256)

    def test_a_withdrawals_note(self):
        withdrawal = withdrawn()
        workflow.amend_note(withdrawal, "It was wrong.", by=make_user("withdraw_article"), why="A slip.")
        self.assertContains(self.client.get(withdrawal.edition.get_absolute_url()), "It was wrong.")
        facts = withdrawal.edition.article.log.first().facts
        self.assertEqual((facts["withdrawal"], facts["old"]), (True, "It was rong."))

    def test_only_a_typo_may_be_without(self):
        workflow.amend_note(corrected("typo"), "", by=None, why="Needless.")
        for target in (corrected(), withdrawn()):
            with self.assertRaisesMessage(WorkflowError, "Only a typo can be without."):
                workflow.amend_note(target, " ", by=None, why="Needless.")

    def test_what_is_refused(self):
        edition, before = corrected(), LogEntry.objects.count()
        for target, note, why, more, message in (
            (edition, "New.", " ", {}, "Say why, for the log."),
            (edition, "Teh date.", "Why.", {}, "The note is as it was."),
            (edition, "New.", "Why.", {"seen": "Older."}, "Somebody else has changed this note"),
            (edition.article.editions.get(number=1), "New.", "Why.", {}, "A first publication has no note."),
        ):
            with self.subTest(message), self.assertRaisesMessage(WorkflowError, message):
                workflow.amend_note(target, note, by=None, why=why, **more)
        for target, right in ((edition, "withdraw_article"), (withdrawn(), "correct_article")):
            with self.subTest(right), self.assertRaises(PermissionDenied):
                workflow.amend_note(target, "New.", by=make_user(right), why="Why.")
        self.assertEqual(LogEntry.objects.filter(verb="noted").count(), 0)
        self.assertGreater(LogEntry.objects.count(), before)


class PageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.publisher = make_staff("Publisher")

    def setUp(self):
        self.client.force_login(self.publisher)
        self.edition = corrected(note="One\nTwo")

    def url(self, page):
        return f"/admin/newsroom/article/{self.edition.article_id}/{page}/"

    def test_from_the_revisions_to_the_note_and_back(self):
        url = self.url("note/edition/2")
        self.assertContains(self.client.get(self.url("revisions")), url)
        form = self.client.get(url).context["form"]
        data = {"seen": form["seen"].value().replace("\n", "\r\n"), "note": "Three", "why": "Better."}
        response = self.client.post(url, data, follow=True)
        self.assertEqual(messages(response), ["The note is amended. Readers see the new one from now on."])
        self.assertContains(response, "Three")
        log = self.client.get(self.url("history"))
        self.assertContains(log, "<del>One\nTwo</del>")
        self.assertContains(log, "Better.")

    def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(self):
        workflow.amend_note(self.edition, "Theirs", by=None, why="Why.")
        data = {"seen": "One\r\nTwo", "note": "Mine", "why": "Better."}
        response = self.client.post(self.url("note/edition/2"), data)
        self.assertContains(response, "Somebody else has changed this note since you opened this page.")
        self.assertContains(response, "Theirs")
        self.assertContains(response, "Mine")
        data["seen"] = response.context["form"]["seen"].value()
        self.client.post(self.url("note/edition/2"), data)
        self.edition.refresh_from_db()
        self.assertEqual(self.edition.note, "Mine")

    def test_bad_input(self):
        for data, message in (
            ({"note": "New."}, "Say why, for the log."),
            ({"note": "", "why": "x"}, "Only a typo can be without."),
            ({"note": "x" * 2001, "why": "Why."}, "at most 2000 characters"),
        ):
            with self.subTest(message):
                response = self.client.post(self.url("note/edition/2"), {"seen": "One\nTwo"} | data)
                self.assertContains(response, message)
        for page in ("note/edition/1", "note/edition/9", "note/withdrawal/2", "note/poem/2"):
            with self.subTest(page):
                self.assertEqual(self.client.get(self.url(page)).status_code, 404)
        self.client.force_login(make_staff("Editor"))
        self.assertEqual(self.client.get(self.url("note/edition/2")).status_code, 403)
        self.assertNotContains(self.client.get(self.url("revisions")), "note/edition/2")

    def test_the_log_in_words_and_by_kind(self):
        article = self.edition.article
        change(article, title="Later")
        at = timezone.now() + timedelta(days=1)
        workflow.correct(
            article, by=self.publisher, kind="update", note="More.", at=at, unreviewed_reason="Night."
        )
        page = self.client.get(self.url("history"))
        self.assertContains(page, "edition 3 · update · for ")
        self.assertContains(page, " · without review: Night.")
        self.assertNotContains(page, at.isoformat()[:16])
        page = self.client.get(self.url("history") + "?verb=saved")
        self.assertEqual({entry.verb for entry in page.context["rows"]}, {"saved"})
        page = self.client.get(self.url("history") + "?verb=poem")
        self.assertEqual(len({entry.verb for entry in page.context["rows"]}), 3)

    def test_a_fact_that_nobody_knows_breaks_nothing(self):
        entry = self.edition.article.log.first()
        LogEntry.objects.filter(pk=entry.pk).update(facts={"planned": "never", "kind": 7, "odd": "x"})
        self.assertContains(self.client.get(self.url("history")), "7 · never")
