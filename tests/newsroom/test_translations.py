"""Translations that are wanted: one wish for all texts of a group, and what is missing of it."""

from django.core.exceptions import PermissionDenied
from django.test import TestCase

from newsroom import translations, workflow
from newsroom.models import Article
from tests.desk import form_data, make_staff, messages
from tests.factory import make_article, make_draft, make_user


def edit_url(article):
    return f"/admin/newsroom/article/{article.pk}/change/"


class WishTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.original = make_article(title="Original")
        key = str(cls.original.translation_key)
        cls.french = make_draft(title="Traduction", language="fr", translation_key=key)

    def missing(self):
        group = list(translations.group_of(self.original))
        return [
            (row.language.value, row.article and row.article.title) for row in translations.missing(group)
        ]

    def wishes(self):
        return dict(Article.objects.values_list("title", "translations_wanted"))

    def test_it_is_one_for_the_group_until_all_are_public(self):
        assert workflow.want_translations(self.french, ["fr", "ar", "en"], by=None) == ["ar", "en", "fr"]
        assert self.wishes() == {"Original": ["ar", "en", "fr"], "Traduction": []}
        assert self.missing() == [("ar", None), ("fr", "Traduction")]
        workflow.publish(self.french, by=None)
        assert self.missing() == [("ar", None)]
        workflow.want_translations(self.original, [], by=None)
        assert (self.missing(), self.wishes()["Original"]) == ([], [])

    def test_a_text_that_joins_brings_its_own(self):
        Article.objects.filter(pk=self.french.pk).update(translations_wanted=["es"])
        workflow.want_translations(self.original, ["ar"], by=None)
        assert self.wishes() == {"Original": ["ar"], "Traduction": []}

    def test_it_is_logged_and_makes_no_revision(self):
        workflow.want_translations(self.french, ["ru", "ar"], by=None)
        workflow.want_translations(self.french, ["ar", "ru"], by=None)  # nothing new
        entry = self.french.log.get(verb="wanted")
        assert (entry.detail, entry.revision.number) == ("العربية, Русский", 1)
        assert self.french.revisions.count() == 1

    def test_only_who_may_change_the_text_says_so(self):
        for user, error in ((make_user("view_article"), PermissionDenied), (None, workflow.WorkflowError)):
            with self.assertRaises(error):
                workflow.want_translations(self.original, ["xx"], by=user)
        assert self.wishes() == {"Original": [], "Traduction": []}


class FormTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make_staff("Editor")
        cls.article = make_draft(title="Text")

    def setUp(self):
        self.client.force_login(self.editor)

    def test_the_form_takes_the_wish_and_offers_what_is_missing(self):
        url = edit_url(self.article)
        data = form_data(self.client.get(url)) | {"translations_wanted": ["fr", "zh-hans"], "_continue": "1"}
        response = self.client.post(url, data, follow=True)
        assert messages(response) == ["Noted which translations are wanted."]
        assert self.article.revisions.count() == 1
        self.assertContains(response, "Make the translation: Français")
        self.assertContains(response, "Make the translation: 中文")
        self.assertContains(response, f"/admin/newsroom/article/{self.article.pk}/duplicate/?language=fr")

    def test_a_new_text_may_have_a_wish(self):
        add = "/admin/newsroom/article/add/"
        data = form_data(self.client.get(add)) | {
            "title": "New",
            "slug": "new",
            "translations_wanted": ["fr"],
        }
        self.client.post(add, data | {"_continue": "1"})
        article = Article.objects.get(title="New")
        assert article.translations_wanted == ["fr"]
        assert article.log.filter(verb="wanted").count() == 1

    def test_saving_the_text_leaves_a_wish_that_came_meanwhile(self):
        url = edit_url(self.article)
        data = form_data(self.client.get(url)) | {"title": "Other", "_continue": "1"}
        workflow.want_translations(self.article, ["ar"], by=None)
        self.client.post(url, data)
        self.article.refresh_from_db()
        assert (self.article.title, self.article.translations_wanted) == ("Other", ["ar"])

    def test_the_address_follows_the_title_until_the_text_was_public(self):
        self.assertContains(self.client.get(edit_url(self.article)), "It follows the title until")
        self.assertContains(self.client.get(edit_url(self.article)), "data-slug-follows")
        workflow.publish(self.article, by=None)
        response = self.client.get(edit_url(self.article))
        self.assertContains(response, "Once public, the old address keeps leading here.")
        self.assertNotContains(response, "data-slug-follows")
        workflow.withdraw(self.article, by=None, reason="gone", note="Wrong.")
        self.assertNotContains(self.client.get(edit_url(self.article)), "data-slug-follows")
