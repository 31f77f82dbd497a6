"""What a link for the press does not open: forged, ended, revoked, or for another text."""

from datetime import timedelta

from django.core import signing
from django.core.wsgi import get_wsgi_application
from django.test import TransactionTestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from newsroom import press, workflow
from newsroom.models import Embargo, PressLink
from publishing.page_cache import PageCache
from tests.factory import change, make_article, make_draft, make_image
from tests.press import CANARY, PDF, PressCase, at, make_embargoed, make_scheduled
from tests.publishing.test_page_cache import Answer


class RefusalTests(PressCase):
    def test_a_forged_signature_tells_nothing(self):
        good = press.token(self.link)
        others = signing.Signer(salt="another").sign(self.link.key)
        for token in (
            "x",
            self.link.key,
            good[:-1],
            good + "x",
            good.upper(),
            good.replace(".", ":"),
            others,
            others.replace(":", "."),
            press._signer().sign("0" * 32),
            "é" * 50,
            "\ud83d\ude00",
            ".",
            "x" * 5000,
        ):
            with self.subTest(token[:20].encode(errors="replace")):
                response = self.bare.get(
                    self.path, {"press": token.encode("utf-16", "surrogatepass").decode("utf-16")}
                )
                assert response.status_code == 404
                nowhere = self.bare.get("/en/news/2017/06/nothing/", {"press": "x"})
                assert response.content.replace(self.path.encode(), b"") == nowhere.content.replace(
                    b"/en/news/2017/06/nothing/", b""
                )
        for query in ("?press=", "?press=x&press=", "?press"):
            assert self.bare.get(self.path + query).status_code == 404
        assert self.visits() == []

    def test_the_key_of_another_installation(self):
        token = press.token(self.link)
        with override_settings(SECRET_KEY="another-key-" + "0123456789" * 5):
            assert self.get(token=token).status_code == 404
        with override_settings(
            SECRET_KEY="another-key-" + "0123456789" * 5,
            SECRET_KEY_FALLBACKS=["for-tests-only-" + "0123456789" * 4],
        ):
            assert self.get(token=token).status_code == 200

    def test_a_revoked_link(self):
        workflow.revoke_link(self.link, by=None)
        self.assert_refused(
            self.get(), "It was revoked by those who sent it.", "Ask the newsroom of Dateline"
        )
        assert self.visits() == ["revoked"]

    def test_a_link_after_its_end(self):
        now = timezone.now()
        PressLink.objects.update(made_at=now - timedelta(hours=2), expires_at=now - timedelta(seconds=1))
        self.assert_refused(self.get(), "It was good until ", "(UTC).")
        assert self.visits() == ["expired"]

    def test_what_is_not_scheduled_any_more(self):
        workflow.unschedule(self.article, by=None)
        self.assert_refused(self.get(), "is not available at present")
        assert self.visits() == ["nothing"]
        # Scheduled again for another month, the old address leads to the new one.
        workflow.publish(self.article, by=None, at=at(days=40))
        response = self.get()
        new = self.article.editions.get().get_absolute_url()
        assert (response.status_code, new != self.path) == (302, True)
        self.assert_private(response)
        assert response.url == f"http://testserver{new}?press={press.token(self.link)}"
        self.assertContains(self.client.get(response.url), f"{CANARY} body")
        assert self.visits() == ["read", "nothing"]

    def test_without_an_embargo(self):
        Embargo.objects.all().delete()
        self.assert_refused(self.get(), "is not available at present")
        workflow.embargo(self.article, at(hours=1), by=None)
        workflow.lift_embargo(self.article, by=None)
        self.assert_refused(self.get(), "It was revoked")

    def test_nothing_of_another_text(self):
        other = make_scheduled(title="Second secret", slug="second", images=[])
        image = make_image(title="Second")
        shown = make_embargoed(
            images=[{"image": image.sha256, "role": "lead", "alt_text": "", "caption": ""}]
        )
        workflow.make_link(shown, "The Daily", by=None)
        draft = make_draft(title="Third secret", slug="third")
        for path in (other.editions.get().get_absolute_url(), shown.editions.get().get_absolute_url()):
            response = self.get(path)
            assert response.status_code == 404
            self.assertNotContains(response, "secret", status_code=404)
        for path in (image.url, reverse("admin:newsroom_article_preview", args=[draft.pk])):
            assert self.get(path).status_code in (302, 404)
        public = make_article(title="Public").editions.get().get_absolute_url()
        assert self.get(public).url == public
        # An address of nobody's leads to the text of the link.
        assert self.get("/en/news/1999/01/nothing/").url.endswith(
            f"{self.path}?press={press.token(self.link)}"
        )
        assert self.visits() == []

    def test_lists_and_feeds_take_no_token(self):
        for path in ("/en/", "/en/news/", "/en/news/feed.rss", f"{self.path.rsplit('/', 2)[0]}/"):
            with self.subTest(path):
                response = self.get(path)
                assert CANARY not in response.content.decode()

    def test_files_of_a_link_that_shows_nothing(self):
        use = self.article.revisions.get().content["images"][0]["image"]
        files = [f"/media/images/{use[:2]}/{use}.png", f"/media/{PDF}"]
        assert [self.get(path).status_code for path in files] == [200, 200]
        for token in ("forged", ""):
            assert [self.bare.get(path, {"press": token}).status_code for path in files] == [404, 404]
        workflow.revoke_link(self.link, by=None)
        assert [self.get(path).status_code for path in files] == [404, 404]

    def test_files_that_were_taken_out_of_the_edition(self):
        picture = make_image(title="Typed since")
        change(
            self.article, images=[{"image": picture.sha256, "role": "lead", "alt_text": "", "caption": ""}]
        )
        assert self.get(picture.url).status_code == 404


class PageCacheTests(TransactionTestCase):
    """What the press reads is in no cache: each visit is counted, and a revocation holds at once."""

    def test_every_request_is_decided_anew(self):
        application = PageCache(get_wsgi_application(), megabytes=5)
        article = make_embargoed(title="Secret")
        link = workflow.make_link(article, "The Daily", by=None)
        path = article.editions.get().get_absolute_url()
        for _ in range(2):
            answer = Answer(application, f"{path}?press={press.token(link)}")
            assert (answer.status, b"Secret" in answer.body) == (200, True)
            bare = Answer(application, path)
            assert (bare.status, b"Secret" in bare.body) == (404, False)
        workflow.revoke_link(link, by=None)
        assert Answer(application, f"{path}?press={press.token(link)}").status == 403
        assert link.visits.count() == 3
        workflow.lift_embargo(article, by=None)
        workflow.unschedule(article, by=None)
        workflow.publish(article, by=None)
        path = article.editions.get().get_absolute_url()  # perhaps in another month than it was planned for
        assert Answer(application, path).status == 200
        for _ in range(2):
            assert Answer(application, f"{path}?press={press.token(link)}").status == 302
        assert link.visits.count() == 5
