"""The buttons at suggestions, with and without a script."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from newsroom import workflow
from tests.desk import make_staff, messages
from tests.factory import make_article, make_country, make_draft, make_topic, make_user

ABOUT = {"countries": ["MM"], "topics": ["migrant-smuggling"]}


class SuggestionButtonTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_country(), make_topic()
        cls.article, cls.other = make_draft(**ABOUT), make_article(title="The other", **ABOUT)
        cls.page = f"/admin/newsroom/article/{cls.article.pk}/"
        cls.writer = make_staff("Writer")

    def setUp(self):
        self.client.force_login(self.writer)

    def post(self, follow=True, **data):
        return self.client.post(f"{self.page}suggestions/", data, follow=follow)

    def test_the_form_shows_them_with_the_reason(self):
        response = self.client.get(f"{self.page}change/")
        self.assertContains(response, 'aria-label="Pin: The other"')
        self.assertContains(response, 'aria-label="Refuse: The other"')
        self.assertContains(response, "Same country and topic")

    def test_the_form_for_a_new_article_shows_none(self):
        self.assertNotContains(self.client.get("/admin/newsroom/article/add/"), "data-suggestions")

    def test_pinning_saves(self):
        response = self.post(pin=self.other.pk)
        assert messages(response) == ["Pinned, and saved as revision 2: The other"]
        revision = self.article.revisions.first()
        assert revision.content["see_also"] == [{"article": str(self.other.uid)}]
        assert (revision.saved_by, revision.note) == (self.writer, "pinned: The other")
        assert messages(self.post(pin=self.other.pk)) == ["It is pinned already."]

    def test_refusing_and_bringing_back(self):
        assert messages(self.post(refuse=self.other.pk)) == [
            "It will not be suggested here any more: The other"
        ]
        response = self.client.get(f"{self.page}change/")
        self.assertNotContains(response, "Pin: The other")
        self.assertContains(response, "Suggest again: The other")
        assert messages(self.post(allow=self.other.pk)) == ["It may be suggested again: The other"]
        self.assertContains(self.client.get(f"{self.page}change/"), "Pin: The other")
        assert messages(self.post(allow=self.other.pk)) == ["It was not refused."]
        assert self.article.revisions.count() == 1

    def test_a_script_is_told_in_json(self):
        send = {"path": f"{self.page}suggestions/", "headers": {"Accept": "application/json"}}
        response = self.client.post(data={"refuse": self.other.pk}, **send)
        assert response.json() == {"done": "It will not be suggested here any more: The other"}
        response = self.client.post(data={"refuse": self.article.pk}, **send)
        assert (response.status_code, response.json()) == (
            409,
            {"problem": "An article cannot point to itself."},
        )

    def test_bad_input(self):
        for data in ({}, {"pin": ""}, {"pin": "x"}, {"pin": "999999"}, {"refuse": "9" * 30}, {"allow": "-1"}):
            with self.subTest(data):
                assert self.post(**data).status_code == 404
        assert messages(self.post(pin=self.article.pk)) == ["An article cannot point to itself."]
        assert self.client.get(f"{self.page}suggestions/").status_code == 405
        assert self.article.see_also.count() == 0

    def test_who_may(self):
        self.client.force_login(make_user("view_article"))
        for data in ({"pin": self.other.pk}, {"refuse": self.other.pk}, {"allow": self.other.pk}):
            assert self.post(**data).status_code == 403
        self.assertNotContains(self.client.get(f"{self.page}change/"), "data-suggestions")
        assert (self.article.see_also.count(), self.article.refused_suggestions.count()) == (0, 0)

    def test_the_number_of_queries_does_not_grow(self):
        counts = set()
        for _ in range(3):
            other = make_article(**ABOUT)
            workflow.refuse(self.article, make_article(**ABOUT), by=None)
            workflow.pin(self.article, other, by=None)
            with self.subTest(), CaptureQueriesContext(connection) as queries:
                self.client.get(f"{self.page}change/")
            counts.add(len(queries))
            make_article(**ABOUT)
        assert len(counts) == 1, counts
