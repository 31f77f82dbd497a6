"""One field or one paragraph of an earlier revision comes back; all else stays."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import TestCase

from newsroom import workflow
from newsroom.models.log import Verb
from newsroom.workflow import WorkflowError
from tests.desk import make_staff
from tests.factory import change, make_draft, make_topic, make_user

ONE = "<p>Twelve boats were found at sea.</p>"
TWO = "<p>The second day was for training.</p>"


class RestoringTests(TestCase):
    def setUp(self):
        self.writer = make_staff("Writer")
        self.article = make_draft(
            title="Old", summary="Old.", body=ONE + TWO, topics=[make_topic("Drugs").slug]
        )
        change(self.article, title="New", summary="New.", body=TWO, topics=[make_topic("Arms").slug])
        self.old = self.article.revisions.get(number=1)

    def newest(self):
        return self.article.revisions.first()

    def test_one_field(self):
        before = self.newest().content
        assert workflow.restore_field(self.article, self.old, "topics", by=self.writer) == []
        revision = self.newest()
        assert revision.content == before | {"topics": ["drugs"]}
        assert (revision.number, revision.note) == (3, "Topics as in revision 1")
        entry = self.article.log.first()
        assert (entry.verb, entry.by, entry.revision) == (Verb.RESTORED, self.writer, revision)

    def test_one_paragraph(self):
        before = self.newest().content
        workflow.restore_paragraph(self.article, self.old, 0, by=self.writer, seen=2)
        assert self.newest().content == before | {"body": ONE + TWO}
        assert self.newest().note == "a paragraph as in revision 1"

    def test_what_is_gone_is_named_and_left_out(self):
        make_topic("Drugs").delete()
        assert workflow.restore_field(self.article, self.old, "topics", by=self.writer) == ["topic drugs"]
        assert self.newest().content["topics"] == []

    def test_an_older_schema_gives_what_it_has(self):
        self.old.canonical = '{"title":"Old"}'
        self.old.__dict__.pop("content", None)
        workflow.restore_field(self.article, self.old, "topics", by=None)
        assert self.newest().content["topics"] == []
        workflow.restore_paragraph(self.article, self.old, 0, by=None, seen=3)
        assert self.newest().content["body"] == ""

    def test_what_cannot_be_done_changes_nothing(self):
        other = make_draft().revisions.get()
        for call, error in (
            (lambda: workflow.restore_field(self.article, self.old, "schema", by=None), WorkflowError),
            (lambda: workflow.restore_field(self.article, self.old, "title", by=None, seen=1), WorkflowError),
            (lambda: workflow.restore_field(self.article, other, "title", by=None), WorkflowError),
            (lambda: workflow.restore_field(self.article, self.newest(), "title", by=None), WorkflowError),
            (
                lambda: workflow.restore_field(self.article, self.old, "title", by=make_user()),
                PermissionDenied,
            ),
            (lambda: workflow.restore_paragraph(self.article, self.old, 9, by=None, seen=2), WorkflowError),
            (lambda: workflow.restore_paragraph(self.article, self.old, 0, by=None, seen=1), WorkflowError),
        ):
            with pytest.raises(error):
                call()
        # A translation has taken the language meanwhile.
        change(self.article, language="fr")
        make_draft(translation_key=self.old.content["translation_key"], language="en")
        with pytest.raises(ValidationError):
            workflow.restore_field(self.article, self.old, "language", by=None)
        assert self.newest().number == 3
        self.article.refresh_from_db()
        assert (self.article.title, self.article.language) == ("New", "fr")
