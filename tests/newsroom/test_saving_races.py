"""Two editors press Save at the same instant: real threads, real transactions, the real form."""

from django.test import Client, TransactionTestCase
from django.urls import reverse

from newsroom.models import UnsavedTyping
from tests.desk import form_data, make_staff
from tests.factory import make_draft
from tests.newsroom.test_workflow_races import THREADS, at_once


class SavingRaceTests(TransactionTestCase):
    def saved_at_once(self, **fields):
        """All save one article; each writes its own number into a field. Returns the article and the answers."""
        article = make_draft(title="Old", body="<p>A</p>")
        url = reverse("admin:newsroom_article_change", args=[article.pk])
        forms = []
        for number in range(THREADS):
            client = Client()
            client.force_login(make_staff("Writer", f"writer{number}"))
            data = form_data(client.get(url)) | {"_continue": "1"}
            name = list(fields)[number % len(fields)]
            forms.append((client, data | {name: f"{fields[name]} {number}"}))
        waiting = iter(forms)

        def save():
            client, data = next(waiting)
            return client.post(url, data)

        return article, at_once(save)

    def test_different_fields_all_go_together(self):
        article, answers = self.saved_at_once(
            title="Title", summary="Summary", contact="Contact", body="<p>B</p>"
        )
        assert [answer.status_code for answer in answers] == [302] * THREADS
        assert article.revisions.count() == THREADS + 1
        content = article.revisions.first().content
        assert [content[name] for name in ("title", "summary", "contact", "body")] == [
            "Title 0",
            "Summary 1",
            "Contact 2",
            "<p>B</p> 3",
        ]
        assert UnsavedTyping.objects.count() == 0

    def test_the_same_field_is_saved_once_and_kept_for_all_others(self):
        article, answers = self.saved_at_once(title="Title")
        assert [answer.status_code for answer in answers] == [302] * THREADS
        assert article.revisions.count() == 2
        won = article.revisions.first().content["title"]
        waiting = {row.content["title"] for row in UnsavedTyping.objects.all()}
        assert {won} | waiting == {f"Title {number}" for number in range(THREADS)}
        assert len(waiting) == THREADS - 1
