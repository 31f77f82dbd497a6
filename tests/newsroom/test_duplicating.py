"""New drafts made of a text: one like it, or its translation."""

from django.core.exceptions import PermissionDenied
from django.test import TestCase

from newsroom import workflow
from newsroom.models import Article, Edition
from tests.desk import make_staff, messages
from tests.factory import (
    make_agency,
    make_article,
    make_country,
    make_draft,
    make_image,
    make_place,
    make_speaker,
    make_topic,
    make_user,
    make_workshop,
)


def make_full(**changes):
    """A text in which every field says something."""
    speaker, agency, image = make_speaker(), make_agency(), make_image()
    make_country(), make_topic()
    values = {
        "title": "The title",
        "slug": "the-title",
        "contact": "press@example.org",
        "dateline": {"places": [make_place().slug], "date": "2017-06-12", "end_date": "2017-06-13"},
        "originally_released_on": "2017-06-12",
        "countries": ["MM"],
        "topics": ["migrant-smuggling"],
        "workshops": [make_workshop().reference],
        "agencies": [agency.slug],
        "quotes": [{"text": "Yes.", "speaker": speaker.slug, "capacity": "Chair", "agency": agency.slug}],
        "see_also": [{"url": "https://example.org/", "label": "Elsewhere"}],
        "images": [{"image": image.sha256, "role": "lead", "alt_text": "A boat.", "caption": "Boats"}],
    }
    return make_article(**values | changes)


class AsNewTests(TestCase):
    def test_what_is_taken_over_and_what_is_not(self):
        article = make_full()
        draft, missing = workflow.duplicate(article, by=None)
        old, new = (one.revisions.get().content for one in (article, draft))
        assert missing == []
        assert new["translation_key"] != old["translation_key"]
        assert new == old | {
            "translation_key": str(draft.translation_key),
            "title": "Copy of The title",
            "slug": "the-title-2",
            "dateline": old["dateline"] | {"date": None, "end_date": None},
            "originally_released_on": None,
        }
        assert (draft.uid == article.uid, draft.editions.count()) == (False, 0)
        assert draft.revisions.get().note == "copy of The title"

    def test_long_titles_and_slugs(self):
        article = make_draft(title="t" * 300, slug="s" * 120)
        first, _missing = workflow.duplicate(article, by=None)
        second, _missing = workflow.duplicate(article, by=None)
        assert (len(first.title), first.title[:11]) == (300, "Copy of ttt")
        assert [first.slug, second.slug] == ["s" * 118 + "-2", "s" * 118 + "-3"]


class TranslationTests(TestCase):
    def test_what_is_shared_and_what_has_to_be_said_anew(self):
        article = make_full()
        draft, missing = workflow.translate(article, "fr", by=None)
        old, new = (one.revisions.get().content for one in (article, draft))
        assert missing == []
        assert new == old | {
            "language": "fr",
            "images": [old["images"][0] | {"alt_text": "", "caption": ""}],
        }
        assert draft.revisions.get().note == "to be translated from English"

    def test_see_also_leads_to_translations(self):
        with_one, without = make_article(), make_article()
        there, _missing = workflow.translate(with_one, "fr", by=None)
        links = [{"article": str(with_one.uid)}, {"article": str(without.uid)}]
        links.append({"url": "https://example.org/", "label": "Elsewhere"})
        draft, _missing = workflow.translate(make_draft(see_also=links), "fr", by=None)
        assert draft.revisions.get().content["see_also"] == [{"article": str(there.uid)}, *links[1:]]

    def test_one_for_each_language(self):
        article = make_draft(title="Here already")
        for language, words in (
            ("en", "There is a translation into this language already: Here already"),
            ("tlh", "Choose one of the languages of the site."),
        ):
            with self.subTest(language), self.assertRaisesMessage(workflow.WorkflowError, words):
                workflow.translate(article, language, by=None)
        assert Article.objects.count() == 1


class DuplicatePageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make_full()
        cls.page = f"/admin/newsroom/article/{cls.article.pk}/duplicate/"
        cls.writer = make_staff("Writer")

    def setUp(self):
        self.client.force_login(self.writer)

    def test_the_form_leads_to_it(self):
        response = self.client.get(f"/admin/newsroom/article/{self.article.pk}/change/")
        self.assertContains(response, f'<a href="{self.page}">Duplicate or translate…</a>', html=True)

    def test_only_languages_it_is_not_in_are_offered(self):
        workflow.translate(self.article, "fr", by=None)
        form = self.client.get(self.page).context["form"]
        assert [key for key, _name in form.fields["kind"].choices] == ["new", "ar", "es", "ru", "zh-hans"]

    def test_the_draft_is_opened(self):
        for kind, language in (("new", "en"), ("es", "es")):
            response = self.client.post(self.page, {"kind": kind}, follow=True)
            draft = Article.objects.latest("pk")
            with self.subTest(kind):
                assert draft.language == language
                assert response.redirect_chain == [(f"/admin/newsroom/article/{draft.pk}/change/", 302)]
                assert messages(response) == ["This is the new draft. Nothing of it is public."]
                assert draft.last_saved_by == self.writer
        assert Edition.objects.count() == 1

    def test_bad_input(self):
        for data in ({}, {"kind": ""}, {"kind": "en"}, {"kind": "x" * 5000}):
            with self.subTest(str(data)[:20]):
                response = self.client.post(self.page, data)
                assert list(response.context["form"].errors) in ([], ["kind"])
        assert Article.objects.count() == 1
        assert self.client.get("/admin/newsroom/article/999999/duplicate/").status_code == 404

    def test_who_may(self):
        viewer = make_user("view_article")
        self.client.force_login(viewer)
        for send in (self.client.get, self.client.post):
            assert send(self.page, {"kind": "new"}).status_code == 403
        with self.assertRaises(PermissionDenied):
            workflow.duplicate(self.article, by=viewer)
        with self.assertRaises(PermissionDenied):
            workflow.translate(self.article, "fr", by=viewer)
        assert Article.objects.count() == 1
