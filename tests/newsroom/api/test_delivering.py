"""Releases that other systems deliver: drafts, each once, or a problem that says what is wrong and nothing written."""

import json

from django.test import TestCase, TransactionTestCase
from django.urls import reverse

from newsroom.data import ninjs, releases
from newsroom.delivering import receiving
from newsroom.models import Article, Delivery, Edition, Revision, Token
from tests.factory import make_agency, make_country, make_topic, make_user
from tests.newsroom.test_workflow_races import THREADS, at_once

from .archive import make_one_of_everything

URL = "/api/v1/releases"
RELEASE = {
    "language": "en",
    "title": "A new office opens",
    "body": "<p>It <strong>opens</strong>.</p><script>alert(1)</script>",
    "countries": ["MM"],
    "topics": ["migrant-smuggling", "unheard-of"],
    "agencies": ["border-office"],
    "dateline": {"date": "2026-06-12"},
    "see_also": [{"url": "https://example.org/"}],
}


class DeliveringTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_country(), make_topic(), make_agency()
        cls.user = make_user("add_article")
        cls.token, cls.secret = receiving.make_token("Partner", cls.user)
        cls.token.save()

    def post(self, said, *, status, secret=None, **options):
        body = said if isinstance(said, bytes | str) else json.dumps(said)
        headers = {"authorization": f"Bearer {secret or self.secret}"} | options.pop("headers", {})
        options = {"content_type": "application/json"} | options
        response = self.client.post(URL, body, headers=headers, **options)
        self.assertEqual(response.status_code, status, response.content)
        if status >= 400:
            self.assertEqual(response["Content-Type"], "application/problem+json")
        return response.json()

    def deliver(self, status=201, source_id="partner-1", **changes):
        return self.post({"source_id": source_id, "release": RELEASE | changes}, status=status)

    def test_a_release_becomes_a_draft_of_the_owner(self):
        receipt = self.deliver()
        article = Article.objects.get()
        self.assertEqual(receipt["id"], f"urn:uuid:{article.uid}")
        self.assertEqual(
            receipt["desk_url"], f"http://testserver/admin/newsroom/article/{article.pk}/change/"
        )
        self.assertEqual(receipt["missing"], ["topic unheard-of"])
        self.assertEqual((article.stage, article.last_saved_by), ("draft", self.user))
        self.assertEqual(article.body, "<p>It <strong>opens</strong>.</p>")
        self.assertEqual(article.slug, "a-new-office-opens")
        self.assertEqual(article.keys()["agencies"], ["border-office"])
        self.assertFalse(Edition.objects.exists())
        self.assertEqual(self.client.get(f"{URL}/{article.uid}").status_code, 404)
        self.token.refresh_from_db()
        self.assertIsNotNone(self.token.last_used_at)

    def test_the_same_source_id_never_makes_a_second(self):
        first = self.deliver()
        again = self.deliver(200)
        self.assertEqual((again["id"], again["is_new"]), (first["id"], False))
        self.assertEqual(self.deliver(409, title="Changed")["desk_url"], first["desk_url"])
        self.assertEqual((Article.objects.count(), Revision.objects.count()), (1, 1))
        self.deliver(source_id="partner-2")
        self.assertEqual(Article.objects.count(), 2)

    def test_our_own_news_objects_come_in_as_they_went_out(self):
        release = make_one_of_everything("sentenced-2")
        whole = releases.whole(release.editions.get())
        sent = ninjs.write(whole)
        receipt = self.post(sent, status=201)
        article = Article.objects.latest("pk")
        self.assertEqual((article.title, article.contact), ("Smugglers sentenced", "press@example.org"))
        self.assertEqual(article.body, whole["body"])
        self.assertEqual(article.keys(), release.keys())
        self.assertEqual(receipt["missing"], ["people: Daw Example-2", "associations: picture-1"])
        self.assertEqual(Delivery.objects.get().source_id, whole["id"])

    def test_plain_text_becomes_paragraphs(self):
        said = {"uri": "tag:x", "language": "fr-CH", "headlines": [{"value": "Titre"}]}
        self.post(said | {"bodies": [{"value": "Un <b>\nmot.\n\nDeux."}]}, status=201)
        article = Article.objects.get()
        self.assertEqual((article.language, article.body), ("fr", "<p>Un &lt;b&gt; mot.</p><p>Deux.</p>"))

    def test_without_a_valid_token_nothing_is_read(self):
        self.post(RELEASE, status=401, secret="x")
        self.assertEqual(self.client.post(URL, RELEASE, content_type="application/json").status_code, 401)
        self.client.force_login(self.user)
        response = self.client.post(URL, RELEASE, content_type="application/json")
        self.assertEqual((response.status_code, response["WWW-Authenticate"]), (401, "Bearer"))
        self.user.is_active = False
        self.user.save()
        self.deliver(401)
        self.user.is_active = True
        self.user.save()
        Token.objects.update(revoked_at="2026-01-01T00:00:00Z")
        self.deliver(401)

    def test_a_token_may_do_what_its_owner_may(self):
        token, secret = receiving.make_token("Other", make_user())
        token.save()
        self.post({"source_id": "x", "release": RELEASE}, status=403, secret=secret)
        self.assertFalse(Article.objects.exists())

    def test_bad_deliveries_are_told_what_is_wrong_and_leave_nothing(self):
        deep = "[" * 100_000
        for said, status in (
            (" ", 400),
            ("{", 400),
            (deep, 400),
            (b"\xff\xfe", 400),
            ("[]", 400),
            ('{"source_id": "\\ud800", "release": {}}', 400),
            ({"source_id": "x"}, 422),
            ({"source_id": "", "release": RELEASE}, 422),
            ({"source_id": "a\x00", "release": RELEASE}, 422),
            ({"source_id": "x" * 256, "release": RELEASE}, 422),
            ({"uri": "x", "language": "tlh", "title": "T"}, 422),
            ({"uri": "x", "language": "en"}, 422),
            ({"uri": "x", "language": "en", "bodies": 7}, 422),
            *(
                ({"source_id": "x", "release": RELEASE | change}, 422)
                for change in (
                    {"language": "de"},
                    {"title": "x" * 301},
                    {"title": "a\x01"},
                    {"title": "  "},
                    {"slug": "a b"},
                    {"kind": "poem"},
                    {"invented": 1},
                    {"schema": 2},
                    {"body": 7},
                    {"dateline": {"date": "2026-02-30"}},
                    {"dateline": {"date": "2026-02-02", "end_date": "2026-02-01"}},
                    {"workshops": ["99999999999999999999/x"]},
                    {"countries": ["Myanmar"]},
                    {"see_also": [{}]},
                    {"see_also": [{"url": "javascript:alert(1)"}]},
                    {"attachments": ["../settings.py"]},
                    {"images": [{"image": "../x"}]},
                    {"quotes": [{"text": ""}]},
                    {"translation_key": "x"},
                )
            ),
        ):
            with self.subTest(str(said)[:80]):
                problem = self.post(said, status=status)
                self.assertTrue(problem["detail"])
        self.post("{}", status=415, content_type="text/plain")
        self.post(b"x" * 2_000_001, status=413)
        self.assertEqual((Article.objects.count(), Delivery.objects.count()), (0, 0))

    def test_a_translation_that_is_there_already_is_refused(self):
        key = "0b0e2a5e-5d3c-4d0b-9a53-2f6f0d1f5c11"
        self.deliver(translation_key=key)
        self.assertIn("translation", self.deliver(422, "partner-2", translation_key=key)["detail"])
        self.assertEqual(Delivery.objects.count(), 1)


class TokenAdminTests(TestCase):
    def test_a_token_is_shown_once_and_revoked(self):
        admin = make_user(is_superuser=True)
        self.client.force_login(admin)
        response = self.client.post(
            reverse("admin:newsroom_token_add"), {"name": "Partner", "owner": admin.pk}, follow=True
        )
        token = Token.objects.get()
        secret = str(next(iter(response.context["messages"]))).rpartition(" ")[2]
        self.assertEqual(receiving.owner_of(secret), admin)
        self.assertNotContains(
            self.client.get(reverse("admin:newsroom_token_change", args=[token.pk])), secret
        )
        self.client.post(
            reverse("admin:newsroom_token_changelist"),
            {"action": "revoke", "_selected_action": token.pk},
        )
        self.assertIsNone(receiving.owner_of(secret))
        response = self.client.post(reverse("admin:newsroom_token_delete", args=[token.pk]), {"post": "yes"})
        self.assertEqual(response.status_code, 403)


class RaceTests(TransactionTestCase):
    def test_the_same_release_twice_at_once_is_one_draft(self):
        make_country(), make_topic(), make_agency()
        user = make_user(is_superuser=True)
        raw = json.dumps({"source_id": "x", "release": RELEASE}).encode()
        results = at_once(lambda: receiving.receive(raw, by=user))
        self.assertEqual(Article.objects.count(), 1)
        self.assertEqual(sorted(result.is_new for result in results), [False] * (THREADS - 1) + [True])
