"""Saved filters of the list of articles: kept, shared, renamed, deleted, and harmless whatever is in them."""

from django.test import TestCase

from events.merging import merge
from newsroom.admin import filters
from newsroom.models import SavedFilter
from tests.desk import make_staff, messages
from tests.factory import make_country, make_draft, make_topic, make_user

LIST = "/admin/newsroom/article/"


class SavedFilterTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.me, cls.other = make_staff("Writer", "me"), make_staff("Editor", "other")

    def setUp(self):
        self.client.force_login(self.me)

    def save(self, query, name="Mine", **data):
        return self.client.post(f"{LIST}filters/save/", {"query": query, "name": name} | data, follow=True)

    def shown(self, user=None):
        return [(one.row.name, one.url, one.hint) for one in filters.of(user or self.me)]

    def test_the_list_offers_to_keep_what_it_shows(self):
        self.assertContains(self.client.get(f"{LIST}?q=boats&p=1"), 'name="query" value="q=boats"')
        self.assertNotContains(self.client.get(LIST), "filters/save/")

    def test_keeping_and_using(self):
        make_draft(title="Boats"), make_draft(title="Trains")
        response = self.save("p=0&q=boats&nonsense=1&state=draft")
        assert messages(response) == ["Kept: Mine"]
        assert response.redirect_chain == [(f"{LIST}?q=boats&state=draft", 302)]
        assert [row.title for row in response.context["cl"].result_list] == ["Boats"]
        self.assertContains(response, "Mine")
        assert self.shown() == [("Mine", f"{LIST}?q=boats&state=draft", "")]

    def test_mine_and_the_newsrooms(self):
        self.save("q=a", "Only me")
        self.save("q=b", "For all", is_shared="on")
        assert [name for name, *_rest in self.shown()] == ["For all", "Only me"]
        assert [name for name, *_rest in self.shown(self.other)] == ["For all"]

    def test_renaming_sharing_and_deleting(self):
        self.save("q=a")
        row = SavedFilter.objects.get()
        self.client.post(f"{LIST}filters/", {"filter": row.pk, "name": " New  name ", "is_shared": "on"})
        row.refresh_from_db()
        assert (row.name, row.is_shared, row.query) == ("New name", True, "q=a")
        self.client.post(f"{LIST}filters/", {"filter": row.pk, "delete": ""})
        assert not SavedFilter.objects.exists()

    def test_nobody_touches_those_of_others(self):
        self.save("q=a", is_shared="on")
        row = SavedFilter.objects.get()
        self.client.force_login(self.other)
        for data in ({"name": "Taken"}, {"delete": ""}):
            response = self.client.post(f"{LIST}filters/", {"filter": row.pk} | data)
            assert response.status_code == 404
        assert SavedFilter.objects.get().name == "Mine"

    def test_what_cannot_be_kept(self):
        self.save("q=a")
        for query, name, words in (
            ("", "Empty", "The list shows everything. Choose or search something first."),
            ("p=3&unknown=1", "Empty", "The list shows everything. Choose or search something first."),
            ("q=b", "Mine", "You have a filter of this name already."),
            ("q=b", "", "This field is required."),
            ("q=b", "x" * 101, "Ensure this value has at most 100 characters (it has 101)."),
            (f"q={'x' * 3000}", "Long", "This is too long to be kept. Search for fewer words."),
        ):
            with self.subTest(name):
                assert messages(self.save(query, name)) == [words]
        assert SavedFilter.objects.count() == 1

    def test_a_wrong_new_name_is_shown_again(self):
        self.save("q=a", "One")
        self.save("q=b", "Two")
        row = SavedFilter.objects.get(name="Two")
        response = self.client.post(f"{LIST}filters/", {"filter": row.pk, "name": "One"})
        self.assertContains(response, "You have a filter of this name already.", status_code=400)
        for number in ("", "x", "9" * 30):
            assert self.client.post(f"{LIST}filters/", {"filter": number}).status_code == 404

    def test_garbage_is_harmless(self):
        for n, query in enumerate(
            ("topic=x&country=%00", "topic=99999999999999999999", "state=no&o=9.9", "until=no")
        ):
            SavedFilter.objects.create(user=self.me, name=str(n), query=query)
        self.assertContains(self.client.get(LIST), "saved-filters")
        for _name, url, _hint in self.shown():
            with self.subTest(url):
                assert self.client.get(url, follow=True).status_code == 200

    def test_what_it_chooses_by_is_gone_or_was_merged(self):
        gone, old, new = make_topic("Gone"), make_topic("Old"), make_topic("New")
        country = make_country()
        for name, query in (
            ("1", f"topic={gone.pk}"),
            ("2", f"topic={old.pk}"),
            ("3", f"country={country.pk}"),
        ):
            SavedFilter.objects.create(user=self.me, name=name, query=query)
        merge(old, new, by=None)
        gone.delete()
        hint = "What it chooses by is gone. Nothing will be found."
        assert [(name, hint) for name, _url, hint in self.shown()] == [("1", hint), ("2", ""), ("3", "")]
        assert self.shown()[1][1] == f"{LIST}?topic={new.pk}"
        self.assertContains(self.client.get(LIST), hint)

    def test_the_number_of_queries_does_not_grow(self):
        for n in range(3):
            topic, country = make_topic(f"Topic {n}"), make_country()
            query = f"topic={topic.pk}&country={country.pk}"
            SavedFilter.objects.create(user=self.other, name=str(n), query=query, is_shared=True)
            with self.subTest(), self.assertNumQueries(3):
                self.shown()

    def test_who_may(self):
        self.client.force_login(make_user())
        assert self.client.get(f"{LIST}filters/").status_code == 403
        assert self.client.post(f"{LIST}filters/save/", {"query": "q=a", "name": "x"}).status_code == 403
        assert self.client.get(f"{LIST}filters/save/").status_code == 405
