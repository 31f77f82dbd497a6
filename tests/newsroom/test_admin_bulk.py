"""The pages for changing many articles: choose, look, apply, take back."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from newsroom import workflow
from newsroom.models import BulkChange, Presence
from publishing.clock import database_now
from tests.desk import make_staff, messages
from tests.factory import make_article, make_country, make_draft, make_topic, make_user

LIST = "/admin/newsroom/article/"
CHOOSE = f"{LIST}bulk/choose/"


class BulkPagesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.old, cls.new = make_topic("Old"), make_topic("New")
        cls.fiji = make_country("Fiji", "FJ")
        cls.live, cls.draft = (
            make_article(title="Live", topics=["old"]),
            make_draft(title="Draft", topics=["new"]),
        )
        cls.editor = make_staff("Editor")

    def setUp(self):
        self.client.force_login(self.editor)

    def data(self, *articles, **fields):
        return {"articles": ",".join(str(article.pk) for article in articles)} | fields

    def lines(self, response):
        return [
            (
                line.article.title,
                [str(one) for one in line.added],
                [str(one) for one in line.removed],
                line.remarks,
            )
            for line in response.context["lines"]
        ]

    def test_from_the_list(self):
        data = {"action": "change_many", "_selected_action": [self.live.pk, self.draft.pk]}
        response = self.client.post(LIST, data)
        assert response.context["form"]["articles"].value() == f"{self.live.pk},{self.draft.pk}"
        self.assertContains(response, "Change topics and countries of 2 articles")

    def test_all_that_the_filter_finds(self):
        data = {"action": "change_many", "select_across": "1", "_selected_action": [self.live.pk]}
        response = self.client.post(f"{LIST}?topic={self.new.pk}", data)
        assert response.context["form"]["articles"].value() == str(self.draft.pk)

    def test_what_changes_is_shown_first(self):
        other = make_staff("Writer")
        now = database_now()
        Presence.objects.create(article=self.draft, user=other, since=now, seen_at=now)
        data = self.data(self.live, self.draft, add_topics=[self.new.pk], remove_topics=[self.old.pk])
        response = self.client.post(CHOOSE, data)
        assert self.lines(response) == [
            ("Draft", [], [], ["Nothing to change.", "Open now by writer."]),
            ("Live", ["New"], ["Old"], ["Readers see the change when the text is corrected."]),
        ]
        assert response.context["changing"] == 1
        assert not BulkChange.objects.exists()

    def test_from_the_first_page_to_the_last(self):
        data = self.data(self.live, self.draft, add_countries=[self.fiji.pk], _apply="")
        response = self.client.post(CHOOSE, data)
        change = BulkChange.objects.get()
        page = f"{LIST}bulk/{change.pk}/"
        assert (response.status_code, response["Location"]) == (302, page)
        self.assertContains(self.client.get(page), "2 articles are still to be done.")
        response = self.client.post(page, {"_go_on": ""}, follow=True)
        assert response.context["counts"] == [("changed", 2)]
        assert [article.countries.get() for article in (self.live, self.draft)] == [self.fiji] * 2
        response = self.client.post(page, {"_undo": ""}, follow=True)
        assert response.context["counts"] == [("put back", 2)]
        assert [article.countries.count() for article in (self.live, self.draft)] == [0, 0]
        assert messages(self.client.post(page, {"_undo": ""}, follow=True)) == ["It was taken back already."]
        self.assertContains(self.client.get(f"{LIST}bulk/"), "+ Fiji")

    def test_going_back_keeps_the_choice(self):
        response = self.client.post(CHOOSE, self.data(self.live, add_topics=[self.new.pk], _back=""))
        assert response.context["form"]["add_topics"].value() == [str(self.new.pk)]

    def test_bad_input(self):
        for data, words in (
            ({}, "Choose the articles first."),
            ({"articles": "x,1"}, "Choose the articles first."),
            ({"articles": ",".join(map(str, range(1001)))}, "These are more than 1000 articles."),
        ):
            with self.subTest(str(data)[:30]):
                (message,) = messages(self.client.post(CHOOSE, data, follow=True))
                assert message.startswith(words) or message == "This field is required."
        for fields, words in (
            ({}, "Choose what to add or to take away."),
            ({"add_topics": ["999999"]}, "Select a valid choice."),
            (
                {"add_topics": [self.new.pk], "remove_topics": [self.new.pk], "_apply": ""},
                "cannot be added and",
            ),
        ):
            with self.subTest(words):
                self.assertContains(
                    self.client.post(CHOOSE, self.data(self.live, **fields)), words, status_code=400
                )
        assert not BulkChange.objects.exists()
        assert self.client.get(f"{LIST}bulk/999999/").status_code == 404
        assert self.client.get(CHOOSE).status_code == 405

    def test_what_is_gone_is_named_by_its_key(self):
        change = workflow.start_bulk_change(
            [self.live.pk], {"add": {"topics": ["gone"]}, "remove": {}}, by=None
        )
        self.assertContains(self.client.get(f"{LIST}bulk/{change.pk}/"), "+ gone")

    def test_the_numbers_of_queries_do_not_grow(self):
        articles, counts = [self.live], []
        for _ in range(3):
            articles.append(make_article(topics=["old"]))
            with CaptureQueriesContext(connection) as queries:
                self.client.post(CHOOSE, self.data(*articles, remove_topics=[self.old.pk]))
            change = workflow.start_bulk_change(
                [one.pk for one in articles], {"add": {"topics": ["new"]}, "remove": {}}, by=None
            )
            workflow.go_on(change, by=None)
            with CaptureQueriesContext(connection) as more:
                self.client.get(f"{LIST}bulk/{change.pk}/")
            with CaptureQueriesContext(connection) as list_of_all:
                self.client.get(f"{LIST}bulk/")
            counts.append((len(queries), len(more), len(list_of_all) - BulkChange.objects.count()))
        assert len(set(counts)) == 1, counts

    def test_who_may(self):
        change = workflow.start_bulk_change(
            [self.live.pk], {"add": {"topics": ["new"]}, "remove": {}}, by=None
        )
        self.client.force_login(make_user("view_article"))
        for address in (f"{LIST}bulk/", f"{LIST}bulk/{change.pk}/"):
            assert self.client.get(address).status_code == 403
        assert self.client.post(f"{LIST}bulk/{change.pk}/", {"_undo": ""}).status_code == 403
        assert (
            self.client.post(CHOOSE, self.data(self.live, add_topics=[self.new.pk], _apply="")).status_code
            == 403
        )
        self.assertNotContains(self.client.get(LIST), "change_many")
        assert BulkChange.objects.count() == 1
