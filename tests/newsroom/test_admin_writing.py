"""What is kept of somebody's typing, how it is offered back, and that nobody else ever sees it."""

import json
import uuid
from datetime import timedelta

from django.conf import settings
from django.test import Client, TestCase
from django.urls import reverse

from newsroom import workflow
from newsroom.models import Article, UnsavedTyping
from newsroom.workflow import writing
from publishing.clock import database_now
from tests.desk import form_data, make_staff, messages
from tests.factory import make_draft, make_place

ADD = "/admin/newsroom/article/add/"
KEEP = "/admin/newsroom/article/typing/"


def edit_url(article):
    return reverse("admin:newsroom_article_change", args=[article.pk])


def pairs(data):
    """The fields of a form as a browser lists them."""
    return [
        [name, one] for name, value in data.items() for one in (value if isinstance(value, list) else [value])
    ]


class Desk(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.me, cls.other = make_staff("Writer", "me"), make_staff("Editor", "ann")
        cls.article = make_draft(title="Boats")

    def setUp(self):
        self.client.force_login(self.me)
        self.their_client = Client()
        self.their_client.force_login(self.other)

    def keep(self, fields, *, article=None, form=None, client=None, user=None, **changes):
        sent = {
            "user": str((user or self.me).pk),
            "article": str(article.pk) if article else "",
            "form": str(form or uuid.uuid4()),
            "base": "1" if article else "",
            "fields": pairs(fields) if isinstance(fields, dict) else fields,
        }
        return (client or self.client).post(KEEP, json.dumps(sent | changes), content_type="application/json")


class KeepingTests(Desk):
    def typed(self, article=None):
        """What the form would send, a word further on; and the key of the form."""
        data = form_data(self.client.get(edit_url(article) if article else ADD))
        return data | {"title": "Typed", "slug": "typed"}, data["form_key"]

    def test_what_was_typed_is_offered_back_and_taken_back_and_saved(self):
        data, key = self.typed(self.article)
        assert self.keep(data, article=self.article, form=key).status_code == 204
        response = self.client.get(edit_url(self.article))
        self.assertContains(response, "You typed something on")
        self.assertContains(response, f'href="?typed={key}"')
        self.assertNotContains(response, 'value="Typed"')
        response = self.client.get(f"{edit_url(self.article)}?typed={key}")
        self.assertContains(response, 'value="Typed"')
        self.assertContains(response, "It is not saved yet.")
        self.article.refresh_from_db()
        assert self.article.title == "Boats"
        back = form_data(response)
        assert (back["form_key"], back["seen_revision"]) == (key, "1")
        self.client.post(edit_url(self.article), back | {"_continue": "1"})
        self.article.refresh_from_db()
        assert (self.article.title, UnsavedTyping.objects.count()) == ("Typed", 0)

    def test_a_new_article_too_with_its_rows_and_what_is_missing_is_no_error_yet(self):
        place = make_place()
        data, key = self.typed()
        data |= {
            "title": "",
            "summary": "Only this",
            "dateline_places-TOTAL_FORMS": "1",
            "dateline_places-0-place": str(place.pk),
        }
        self.keep(data, form=key)
        self.assertContains(self.client.get(ADD), f"?typed={key}")
        self.assertNotContains(self.client.get(edit_url(self.article)), key)
        response = self.client.get(f"{ADD}?typed={key}")
        self.assertContains(response, "Only this")
        self.assertNotContains(response, "errornote")
        self.assertNotContains(response, "errorlist")
        assert Article.objects.count() == 1
        self.client.post(ADD, form_data(response) | {"title": "Now", "_continue": "1"})
        content = Article.objects.get(title="Now").revisions.get().content
        assert (content["summary"], content["dateline"]["places"]) == ("Only this", [place.slug])
        assert UnsavedTyping.objects.count() == 0

    def test_it_is_merged_where_somebody_saved_meanwhile(self):
        data, key = self.typed(self.article)
        self.keep(data, article=self.article, form=key)
        content = self.article.revisions.first().content | {"summary": "Theirs"}
        workflow.merge(self.article, content, by=self.other, seen=1)
        back = form_data(self.client.get(f"{edit_url(self.article)}?typed={key}"))
        self.client.post(edit_url(self.article), back | {"_continue": "1"})
        content = self.article.revisions.first().content
        assert (content["title"], content["summary"]) == ("Typed", "Theirs")

    def test_two_windows_keep_two_things_and_the_same_window_one(self):
        first, second = uuid.uuid4(), uuid.uuid4()
        for key, title in ((first, "a"), (second, "b"), (first, "c")):
            self.keep({"title": title}, article=self.article, form=key)
        rows = {row.form: row.data for row in UnsavedTyping.objects.all()}
        assert rows == {first: {"title": ["c"]}, second: {"title": ["b"]}}

    def test_what_differs_is_shown_field_by_field_with_names(self):
        place = make_place()
        data, key = self.typed(self.article)
        data |= {"dateline_places-TOTAL_FORMS": "1", "dateline_places-0-place": str(place.pk)}
        self.keep(data, article=self.article, form=key)
        response = self.client.get(f"{KEEP}{key}/")
        groups = dict(response.context["groups"])
        assert groups[""][0] == ["Title", "Boats", "Typed"]
        assert groups["Place of the dateline"] == [["Place", "–", "Nay Pyi Taw"]]
        self.article.refresh_from_db()
        assert self.article.title == "Boats"

    def test_it_is_thrown_away_on_request_only(self):
        self.keep({"title": "x"}, article=self.article, form=(key := uuid.uuid4()))
        self.client.get(f"{KEEP}{key}/forget/")
        assert UnsavedTyping.objects.count() == 1
        response = self.client.post(f"{KEEP}{key}/forget/", follow=True)
        assert messages(response)[0].startswith("Thrown away: what you typed on")
        self.assertRedirects(response, edit_url(self.article))
        assert UnsavedTyping.objects.count() == 0

    def test_nobody_else_ever_sees_it_or_touches_it(self):
        secret, key = "Only mine", uuid.uuid4()
        self.keep({"title": secret}, article=self.article, form=key)
        root = make_staff("Publisher", "root")
        root.is_superuser = True
        root.save()
        for user in (self.other, root):
            client = Client()
            client.force_login(user)
            assert client.get(f"{KEEP}{key}/").status_code == 404
            assert client.get(f"{edit_url(self.article)}?typed={key}").status_code == 404
            assert client.post(f"{KEEP}{key}/forget/").status_code == 404
            response = client.get(edit_url(self.article))
            self.assertNotContains(response, secret)
            self.assertNotContains(response, str(key))
            self.keep({"title": "theirs"}, article=self.article, form=key, client=client, user=user)
        assert UnsavedTyping.objects.get(user=self.me).data == {"title": [secret]}
        assert Client().get(f"{KEEP}{key}/").status_code == 302

    def test_typing_of_one_person_is_not_kept_for_another_who_signed_in_since(self):
        assert self.keep({"title": "x"}, client=self.their_client).status_code == 403
        assert Client().post(KEEP, "{}", content_type="application/json").status_code == 302
        assert UnsavedTyping.objects.count() == 0

    def test_rights_are_asked_for(self):
        self.me.groups.clear()
        assert self.keep({"title": "x"}).status_code == 403
        assert self.keep({"title": "x"}, article=self.article).status_code == 403
        self.client.force_login(self.other)
        self.article.pk = 999999
        assert self.keep({"title": "x"}, article=self.article, user=self.other).status_code == 404
        assert UnsavedTyping.objects.count() == 0

    def test_garbage_is_refused_and_nothing_of_it_is_kept(self):
        good = {"user": str(self.me.pk), "article": "", "form": str(uuid.uuid4()), "base": "", "fields": []}
        bad = [b"", b"\xff", b"[]", b"null", b'"x"', b"{}", b"[" * 100_000]
        for name, value in (
            ("form", "x"), ("form", 1), ("form", None), ("article", "x"), ("article", "²"), ("article", 5), ("article", "9" * 40),
            ("base", "-1"), ("base", []), ("fields", None), ("fields", [["a"]]), ("fields", [["a", 1]]), ("fields", {"a": "b"}),
            ("fields", [["a", "\ud800"]]), ("fields", [["a", "b"]] * (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)),
        ):  # fmt: skip
            bad.append(json.dumps(good | {name: value}).encode())
        bad.append(
            json.dumps(good | {"fields": [["a", "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE]]}).encode()
        )
        for body in bad:
            with self.subTest(body[:80]):
                assert self.client.post(KEEP, body, content_type="application/json").status_code == 400
        assert self.client.get(KEEP).status_code == 405
        assert UnsavedTyping.objects.count() == 0

    def test_what_no_form_has_does_no_harm_when_it_is_taken_back(self):
        key = uuid.uuid4()
        self.keep(
            [["title", "a\x00b"], ["quotes-TOTAL_FORMS", "x"], ["nonsense", "y"]],
            article=self.article,
            form=key,
        )
        response = self.client.get(f"{edit_url(self.article)}?typed={key}")
        self.assertContains(response, 'value="ab"')
        for typed in ("x", uuid.uuid4()):
            assert self.client.get(f"{edit_url(self.article)}?typed={typed}").status_code == 404
        assert self.client.get(f"{ADD}?typed={key}").status_code == 404
        assert self.client.get(f"{edit_url(make_draft())}?typed={key}").status_code == 404

    def test_the_oldest_goes_when_there_are_very_many(self):
        for _number in range(3):
            self.keep({"title": "x"}, form=uuid.uuid4())
        oldest = UnsavedTyping.objects.last()
        rows = [
            UnsavedTyping(user=self.me, form=uuid.uuid4(), data={}, kept_at=database_now())
            for _number in range(writing.KEPT_FOR_EACH - 3)
        ]
        UnsavedTyping.objects.bulk_create(rows)
        UnsavedTyping.objects.filter(pk=oldest.pk).update(kept_at=database_now() - timedelta(days=1))
        self.keep({"title": "one more"}, form=uuid.uuid4())
        assert UnsavedTyping.objects.count() == writing.KEPT_FOR_EACH
        assert not UnsavedTyping.objects.filter(pk=oldest.pk).exists()

    def test_a_session_that_ended_loses_nothing_that_was_kept(self):
        data, key = self.typed(self.article)
        self.keep(data, article=self.article, form=key)
        self.client.logout()
        response = self.client.post(edit_url(self.article), data)
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/")
        self.client.force_login(self.me)
        self.assertContains(self.client.get(edit_url(self.article)), f"?typed={key}")

    def test_a_forged_request_is_refused(self):
        client = Client(enforce_csrf_checks=True)
        client.force_login(self.me)
        assert self.keep({"title": "x"}, client=client).status_code == 403
        assert UnsavedTyping.objects.count() == 0
