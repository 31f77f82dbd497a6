"""A text under embargo as the press reads it; and at the instant, as everybody does."""

import re

from django.core.files.base import ContentFile
from django.test import override_settings

from newsroom import press, workflow
from newsroom.models import Embargo, Image, PressVisit
from tests.factory import change, make_article
from tests.pictures import jpeg
from tests.press import CANARY, PDF, PressCase, at, goes_public, make_embargoed, read


class ReadTests(PressCase):
    def test_the_press_reads_what_is_scheduled(self):
        response = self.get()
        self.assert_private(response)
        self.assertContains(response, f"<h1>{CANARY} title</h1>")
        self.assertContains(response, "Under embargo until ")
        self.assertContains(response, "For <bdi>The Daily</bdi> only.")
        self.assertContains(response, '<meta name="robots" content="noindex, nofollow, noarchive">')
        text = response.content.decode()
        for part in ("og:title", "og:image", "canonical", "mailto:?subject", "Preview", "article:published"):
            assert part not in text
        assert self.visits() == ["read"]

    def test_it_is_what_was_approved_and_not_what_was_typed_since(self):
        change(self.article, title="Typed since")
        self.assertNotContains(self.get(), "Typed since")

    def test_nobody_reads_it_without(self):
        response = self.client.get(self.path)
        assert response.status_code == 404
        self.assertNotContains(response, CANARY, status_code=404)
        assert self.visits() == []

    def test_the_embargo_may_end_before_the_publication(self):
        Embargo.objects.update(until=at(seconds=-1))
        response = self.get()
        self.assertContains(response, "The embargo ended on ")
        self.assertContains(response, "You may report it.")
        self.assertContains(response, f"{CANARY} body")

    def test_the_token_stands_in_the_addresses_of_files_and_nowhere_else(self):
        token, text = press.token(self.link), self.get().content.decode()
        files = re.findall(r'/media/[^\s",]+', text)
        assert len(files) == 7
        assert all(address.endswith(f"?press={token}") for address in files)
        assert text.count(token) == 7
        for address in files:
            self.assertEqual(read(self.bare.get(address.partition("?")[0])).status_code, 404)
            response = read(self.bare.get(address))
            assert response.status_code == 200
            assert "no-store" in response["Cache-Control"]

    def test_pictures_come_in_every_size_that_the_page_names(self):
        image = Image(title="Large", alt_text="Large")
        image.file = ContentFile(jpeg(1700, 900), name="large.jpg")
        image.full_clean()
        image.save()
        use = {"image": image.sha256, "role": "lead", "alt_text": "", "caption": ""}
        article = make_embargoed(images=[use], body=f'<figure><img src="{image.url}" alt=""></figure>')
        token = press.token(workflow.make_link(article, "The Daily", by=None))
        text = self.get(article.editions.get().get_absolute_url(), token).content.decode()
        files = re.findall(r"/media/[^\s\",]+", text)
        assert len(set(files)) > 4
        for address in set(files):
            with self.subTest(address[:40]):
                assert address.endswith(f"?press={token}")
                assert read(self.bare.get(address)).status_code == 200
                assert read(self.bare.get(address.partition("?")[0])).status_code == 404

    def test_a_correction_ahead_is_read_beside_what_is_public(self):
        article = make_article(title="Old words")
        change(article, title="New words")
        workflow.correct(article, by=None, kind="correction", note="It was wrong.", at=at(days=1))
        workflow.embargo(article, at(hours=1), by=None)
        link = workflow.make_link(article, "The Daily", by=None)
        path = article.editions.get(number=1).get_absolute_url()
        response = self.get(path, press.token(link))
        self.assertContains(response, "<h1>New words</h1>")
        self.assertContains(response, "It was wrong.")
        self.assertContains(self.client.get(path), "<h1>Old words</h1>")
        self.assertNotContains(self.client.get(path), "It was wrong.")

    def test_the_page_speaks_the_language_of_the_release(self):
        article = make_embargoed(language="fr", title="Le titre")
        link = workflow.make_link(article, "Le Jour", by=None)
        path = article.editions.get().get_absolute_url()
        assert path.startswith("/fr/")
        self.assertContains(self.get(path, press.token(link), accept_language="ru"), '<html lang="fr"')

    def test_head_reads_nothing_and_is_counted(self):
        response = self.get(method="head")
        self.assert_private(response)
        assert (response.status_code, response.content) == (200, b"")
        assert self.visits() == ["read"]
        assert self.client.post(f"{self.path}?press={press.token(self.link)}").status_code == 405

    def test_what_it_costs(self):
        with self.assertNumQueries(10):
            self.get()
        for number in range(3):
            workflow.make_link(self.article, f"Outlet {number}", by=None)
            self.get()
        with self.assertNumQueries(10):
            self.get()


class PublicTests(PressCase):
    def test_at_the_instant_the_same_address_is_public(self):
        goes_public(self.article)
        response = self.get()
        self.assertRedirects(response, self.path, fetch_redirect_response=False)
        self.assert_private(response)
        assert self.visits() == ["public"]
        # A token that was cut short on its way is no reason to keep a reader from what is public.
        assert self.get(token="forged").url == self.path
        self.assertContains(self.client.get(self.path), f"{CANARY} body")

    def test_a_link_outlives_no_publication(self):
        """Its outlet was let in to one text, not to the corrections of years to come."""
        goes_public(self.article)
        change(self.article, title=f"{CANARY} corrected")
        workflow.correct(self.article, by=None, kind="typo", at=at(days=1))
        workflow.embargo(self.article, at(hours=1), by=None)
        response = self.get()
        assert (response.status_code, response.url) == (302, self.path)
        use = self.article.revisions.first().content["attachments"][0]["file"]
        assert use == PDF  # the same file is public by now, whoever asks
        assert read(self.bare.get(f"/media/{PDF}")).status_code == 200

    def test_revoked_and_ended_links_lead_there_too(self):
        workflow.revoke_link(self.link, by=None)
        goes_public(self.article)
        assert self.get().status_code == 302

    def test_a_withdrawn_text_says_so_without_the_token(self):
        goes_public(self.article)
        workflow.withdraw(self.article, by=None, reason="gone", note="A mistake.")
        response = self.get()
        assert (response.status_code, response.url) == (302, self.path)
        assert self.client.get(self.path).status_code == 410


class VisitTests(PressCase):
    def test_who_came_with_what(self):
        self.get(user_agent="Reader/1.0 " + "x" * 300)
        self.get(f"/media/{PDF}")
        use = self.article.revisions.get().content["images"][0]["image"]
        self.get(f"/media/images/{use[:2]}/{use}.png")
        assert [(visit.result, visit.file, visit.address) for visit in self.link.visits.all()] == [
            ("read", PDF, "127.0.0.1"),
            ("read", "", "127.0.0.1"),
        ]
        assert [len(visit.agent) for visit in self.link.visits.all()] == [0, 255]

    def test_addresses(self):
        for remote, forwarded, expected in (
            ("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
            ("127.0.0.1", "unknown", None),
            ("192.0.2.7", None, "192.0.2.7"),
        ):
            with self.subTest(remote=remote, forwarded=forwarded), override_settings(PROXIES=1):
                headers = {"x-forwarded-for": forwarded} if forwarded else {}
                self.client.get(
                    self.path, {"press": press.token(self.link)}, headers=headers, REMOTE_ADDR=remote
                )
                assert PressVisit.objects.first().address == expected
