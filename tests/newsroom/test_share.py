"""Pictures of releases and events are as public as their pages."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from newsroom import workflow
from tests.factory import change, make_article, make_draft, make_image, make_workshop

RELEASED = {"originally_released_on": "2017-06-12"}
PAGE = "/en/news/2017/06/text/"
CARD = f"{PAGE}card.png"


class ShareTests(TestCase):
    def test_a_release_has_one_and_its_page_names_it(self):
        make_article(slug="text", **RELEASED)
        response = self.client.get(CARD)
        self.assertEqual(response["Content-Type"], "image/png")
        self.assertIn("public", response["Cache-Control"])
        page = self.client.get(PAGE)
        self.assertContains(page, f'<meta property="og:image" content="http://testserver{CARD}">', count=1)
        self.assertContains(page, f'"image":["http://testserver{CARD}"]')
        self.assertContains(page, '<meta name="twitter:card" content="summary_large_image">')

    def test_a_picture_of_the_editors_comes_first(self):
        use = {"image": make_image().sha256, "role": "lead", "alt_text": "Alt", "caption": ""}
        make_article(slug="text", images=[use], **RELEASED)
        page = self.client.get(PAGE).content.decode()
        first, second = page.split('<meta property="og:image" content="')[1:]
        self.assertIn("/media/renditions/", first.partition('"')[0])
        self.assertEqual(second.partition('"')[0], f"http://testserver{CARD}")

    def test_it_shows_the_live_words_and_no_others(self):
        article = make_article(slug="text", title="Before", **RELEASED)
        before = self.client.get(CARD).content
        change(article, title="After")
        self.assertEqual(self.client.get(CARD).content, before)
        workflow.correct(article, by=None, kind="typo")
        self.assertNotEqual(self.client.get(CARD).content, before)

    def test_where_the_text_has_moved_it_leads_there(self):
        article = make_article(slug="text", **RELEASED)
        change(article, slug="another")
        workflow.correct(article, by=None, kind="typo")
        self.assertRedirects(self.client.get(CARD), "/en/news/2017/06/another/card.png", status_code=301)

    def test_what_is_not_public_has_none(self):
        workflow.publish(make_draft(slug="text", **RELEASED), by=None, at=timezone.now() + timedelta(hours=1))
        self.assertEqual(self.client.get(CARD).status_code, 404)
        old = make_article(slug="old", **RELEASED)
        workflow.withdraw(old, by=None, reason="readable", note="Out of date.")
        self.assertEqual(self.client.get(CARD.replace("text", "old")).status_code, 404)
        self.assertNotContains(self.client.get(PAGE.replace("text", "old")), "card.png")
        hidden = make_workshop("Hidden", is_public=False)
        self.assertEqual(self.client.get(f"/en/events/2017/{hidden.slug}/card.png").status_code, 404)

    def test_an_event_has_one_in_every_language(self):
        workshop = make_workshop(name_ar="حلقة عمل")
        pictures = {}
        for language in ("en", "ar"):
            page = f"/{language}/events/2017/{workshop.slug}/"
            self.assertContains(self.client.get(page), f'content="http://testserver{page}card.png"')
            pictures[language] = self.client.get(f"{page}card.png").content
        self.assertNotEqual(pictures["en"], pictures["ar"])
