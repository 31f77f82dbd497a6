"""Who has an article open, and what was saved there meanwhile."""

from datetime import timedelta

from django.test import Client, TestCase
from django.urls import reverse

from newsroom import workflow
from newsroom.models import Presence
from publishing.clock import database_now
from tests.desk import make_staff
from tests.factory import make_draft


def edit_url(article):
    return reverse("admin:newsroom_article_change", args=[article.pk])


class PresenceTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.me, cls.other = make_staff("Writer", "me"), make_staff("Editor", "ann")
        cls.article = make_draft(title="Boats")

    def setUp(self):
        self.client.force_login(self.me)
        self.their_client = Client()
        self.their_client.force_login(self.other)

    def beat(self, client=None, user=None, **data):
        url = f"/admin/newsroom/article/{self.article.pk}/beat/"
        return (client or self.client).post(url, {"user": (user or self.me).pk, "seen": "1"} | data)

    def quiet(self, seconds, user):
        """So much time has passed since the user was heard of."""
        Presence.objects.filter(user=user).update(seen_at=database_now() - timedelta(seconds=seconds))

    def others(self, response):
        return [row.user.username for row in response.context["presence"]["others"]]

    def test_opening_the_form_counts_and_the_beat_shows_the_others(self):
        assert self.others(self.client.get(edit_url(self.article))) == []
        assert self.others(self.their_client.get(edit_url(self.article))) == ["me"]
        response = self.beat()
        assert self.others(response) == ["ann"]
        self.assertContains(response, "Also open with")
        assert Presence.objects.count() == 2

    def test_who_is_silent_or_has_left_is_gone_and_comes_back_with_the_next_beat(self):
        self.their_client.get(edit_url(self.article))
        self.quiet(44, self.other)
        assert self.others(self.beat()) == ["ann"]
        self.quiet(46, self.other)
        assert self.others(self.beat()) == []
        self.beat(self.their_client, self.other)
        assert self.others(self.beat()) == ["ann"]
        assert self.beat(self.their_client, self.other, leave="1").status_code == 204
        assert self.others(self.beat()) == []

    def test_since_when_is_told_anew_after_silence(self):
        self.beat()
        first = Presence.objects.get().since
        self.beat()
        assert Presence.objects.get().since == first
        Presence.objects.update(since=first - timedelta(hours=1))
        self.quiet(46, self.me)
        self.beat()
        assert Presence.objects.get().since >= first

    def test_a_newer_revision_is_told_before_anything_is_saved(self):
        content = self.article.revisions.first().content | {"title": "Ships"}
        self.assertNotContains(self.beat(), "Revision 2 was saved")
        workflow.merge(self.article, content, by=self.other, seen=1)
        self.assertContains(self.beat(), "Revision 2 was saved by ann on")
        self.assertNotContains(self.beat(seen="2"), "Revision 2 was saved")
        for garbage in ("", "x", "²", "9" * 30):
            assert self.beat(seen=garbage).status_code == 200

    def test_a_beat_is_few_queries_however_many_are_there(self):
        self.beat()
        for number in range(3):
            client, user = Client(), make_staff("Writer", f"w{number}")
            client.force_login(user)
            self.beat(client, user)
            # Session, user, rights of the user (3); then one upsert and one read.
            with self.subTest(number), self.assertNumQueries(7):
                self.beat()

    def test_who_may_not_change_it_is_not_there(self):
        for client in (Client(), self.their_client):
            assert self.beat(client).status_code in (302, 403)  # signed out; signed in as somebody else
        reader = make_staff("Writer", "reader")
        reader.groups.clear()
        client = Client()
        client.force_login(reader)
        assert self.beat(client, reader).status_code == 403
        assert self.client.get(f"/admin/newsroom/article/{self.article.pk}/beat/").status_code == 405
        assert (
            self.client.post("/admin/newsroom/article/999999/beat/", {"user": self.me.pk}).status_code == 404
        )
        assert Presence.objects.count() == 0

    def test_rights_that_were_taken_away_end_it(self):
        self.beat()
        self.me.groups.clear()
        assert self.beat().status_code == 403

    def test_a_new_article_has_a_beat_that_only_asks_who_somebody_is(self):
        url = "/admin/newsroom/article/beat/"
        assert self.client.post(url, {"user": self.me.pk}).status_code == 204
        assert Client().post(url, {"user": self.me.pk}).status_code == 302

    def test_a_forged_request_is_refused(self):
        client = Client(enforce_csrf_checks=True)
        client.force_login(self.me)
        assert self.beat(client).status_code == 403
        assert Presence.objects.count() == 0
