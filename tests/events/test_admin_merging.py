"""The page on which two things become one: what it shows, what it asks, what it refuses."""

from django.test import TestCase

from events.models import Merge, Topic
from tests.desk import make_staff, messages
from tests.factory import (
    make_agency,
    make_article,
    make_country,
    make_draft,
    make_place,
    make_speaker,
    make_topic,
    make_workshop,
)

LIST = "/admin/events/topic/"


def page_of(old, new=None):
    address = f"/admin/events/{old._meta.model_name}/{old.pk}/merge/"
    return f"{address}?into={new.pk}" if new else address


class MergePageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make_staff("Editor")
        cls.old, cls.new = make_topic("Old name"), make_topic("New name")

    def setUp(self):
        self.client.force_login(self.editor)

    def test_the_form_leads_to_it(self):
        response = self.client.get(f"{LIST}{self.old.pk}/change/")
        self.assertContains(response, f'<a href="{page_of(self.old)}">Merge into another…</a>', html=True)

    def test_all_that_moves_is_shown_first(self):
        workshop = make_workshop("A workshop")
        workshop.topics.set([self.old])
        make_article(title="A text", topics=["old-name"])
        self.old.description = "Words of it."
        self.old.save()
        response = self.client.get(page_of(self.old, self.new))
        assert response.context["moving"] == [
            {"what": "workshops", "count": 1, "names": ["A workshop"]},
            {"what": "articles", "count": 1, "names": ["A text"]},
            {"what": "editions", "count": 1, "names": ["A text"]},
        ]
        self.assertContains(response, "description: Words of it.")
        assert Topic.objects.count() == 2

    def test_the_number_of_queries_does_not_grow(self):
        for _ in range(3):
            make_workshop().topics.set([self.old])
            with self.subTest(), self.assertNumQueries(14):
                self.client.get(page_of(self.old, self.new))

    def test_names_of_every_kind_of_row(self):
        speaker, agency, place = make_speaker(), make_agency(), make_place()
        quote = {"text": "Yes.", "speaker": speaker.slug, "capacity": "", "agency": agency.slug}
        make_article(
            title="A text", quotes=[quote], dateline={"places": [place.slug], "date": None, "end_date": None}
        )
        speaker.appointments.create(agency=agency, role="Director")
        for thing, other in (
            (speaker, make_speaker("B")),
            (agency, make_agency("B")),
            (place, make_place("B")),
        ):
            response = self.client.get(page_of(thing, other))
            lines = {line["what"]: line["names"] for line in response.context["moving"]}
            expected = {
                "speaker": {
                    "appointments": ["Director"],
                    "quotes": ["A text"],
                    "published quotes": ["A text"],
                },
                "agency": {
                    "appointments": ["Daw Example"],
                    "quotes": ["A text"],
                    "published quotes": ["A text"],
                },
                "place": {"places of the dateline": ["A text"], "published datelines": ["A text"]},
            }
            with self.subTest(thing):
                assert lines == expected[thing._meta.model_name]

    def test_merging(self):
        self.old.description, self.old.name_fr = "Words of it.", "Ancien"
        self.old.save()
        response = self.client.post(page_of(self.old, self.new), {"fill": ["name_fr"]}, follow=True)
        assert messages(response) == ["“Old name” is now “New name”. Its old address leads here."]
        assert response.redirect_chain == [(f"{LIST}{self.new.pk}/change/", 302)]
        self.new.refresh_from_db()
        assert (self.new.name_fr, self.new.description) == ("Ancien", "")
        history = self.client.get(f"{LIST}{self.new.pk}/history/")
        self.assertContains(history, "Merged: topic “Old name”")

    def test_the_old_form_leads_on(self):
        self.client.post(page_of(self.old, self.new), follow=True)
        for send, words in (
            (self.client.get, "“Old name” was merged into “New name”."),
            (
                self.client.post,
                "“Old name” was merged into “New name” in the meantime. What you typed was not saved.",
            ),
        ):
            response = send(f"{LIST}{self.old.pk}/change/", {"name": "Typed"}, follow=True)
            assert messages(response) == [words]
            assert response.redirect_chain == [(f"{LIST}{self.new.pk}/change/", 302)]

    def test_twice(self):
        self.client.post(page_of(self.old, self.new), follow=True)
        response = self.client.post(page_of(self.old, self.new), follow=True)
        assert messages(response) == ["“Old name” was merged into “New name” already."]
        assert Merge.objects.count() == 1

    def test_into_itself(self):
        response = self.client.post(page_of(self.old, self.old))
        self.assertContains(response, "This is the thing itself.", status_code=400)
        assert Topic.objects.count() == 2

    def test_what_is_not_there(self):
        assert self.client.get(f"{LIST}999999/merge/").status_code == 404
        for value in ("999999", "x", "", "9" * 30):
            response = self.client.post(f"{page_of(self.old)}?into={value}")
            with self.subTest(value):
                self.assertContains(response, "Choose what it is to be merged into.", status_code=400)
        assert self.client.get(f"{LIST}{'9' * 30}/change/").status_code == 302
        assert Topic.objects.count() == 2

    def test_what_was_not_offered_is_not_taken_over(self):
        self.old.description, self.old.name_fr = "Words of it.", "Ancien"
        self.old.save()
        response = self.client.post(page_of(self.old, self.new), {"fill": ["slug", "name_fr"]})
        self.assertContains(response, "Select a valid choice.", status_code=400)
        assert Topic.objects.count() == 2

    def test_what_readers_lose_has_to_be_wanted(self):
        Topic.objects.filter(pk=self.new.pk).update(is_public=False)
        response = self.client.get(page_of(self.old, self.new))
        self.assertContains(response, "readers will find nothing at the old address, and its name goes")
        response = self.client.post(page_of(self.old, self.new))
        self.assertContains(response, "Say that you want this.", status_code=400)
        assert Topic.objects.count() == 2
        self.client.post(page_of(self.old, self.new), {"although_hidden": "on"})
        assert Topic.objects.get() == self.new

    def test_places_of_two_countries(self):
        old, new = make_place("Old"), make_place("New", make_country("Fiji", "FJ"))
        self.assertContains(self.client.get(page_of(old, new)), "in different countries", status_code=400)

    def test_two_of_the_list(self):
        action = {"action": "merge_two", "_selected_action": [self.old.pk, self.new.pk]}
        response = self.client.post(LIST, action)
        assert response["Location"] == page_of(self.new, self.old)
        action["_selected_action"].append(make_topic("Third").pk)
        for chosen in (action["_selected_action"], [self.old.pk]):
            response = self.client.post(LIST, action | {"_selected_action": chosen}, follow=True)
            assert messages(response) == ["Choose exactly two to merge."]

    def test_who_may(self):
        make_draft(topics=["old-name"])
        self.client.force_login(make_staff("Writer"))
        self.assertNotContains(self.client.get(f"{LIST}{self.old.pk}/change/"), "Merge into another")
        for send in (self.client.get, self.client.post):
            assert send(page_of(self.old, self.new)).status_code == 403
        self.client.post(LIST, {"action": "merge_two", "_selected_action": [self.old.pk, self.new.pk]})
        assert Topic.objects.count() == 2
        self.client.logout()
        assert self.client.post(page_of(self.old, self.new)).status_code == 302
