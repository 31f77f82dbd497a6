"""The desk of reference data: who may change what, and the log of changes."""

import json

from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.test import TestCase

from events.models import Agency, Appointment, Speaker, Workshop
from tests.desk import ROLES, add_row, form_data, make_staff
from tests.factory import (
    make_agency,
    make_country,
    make_place,
    make_region,
    make_series,
    make_speaker,
    make_topic,
    make_workshop,
)

KINDS = ("region", "country", "place", "agency", "speaker", "series", "workshop", "topic")


def make_one_of_each():
    return {
        "region": make_region(),
        "country": make_country(),
        "place": make_place(),
        "agency": make_agency(),
        "speaker": make_speaker(),
        "series": make_series(),
        "workshop": make_workshop(),
        "topic": make_topic(),
    }


class WhoMayTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.things = make_one_of_each()
        cls.staff = {role: make_staff(role) for role in ROLES}

    def test_everybody_of_the_newsroom_looks_things_up(self):
        for role in ROLES:
            self.client.force_login(self.staff[role])
            for kind, thing in self.things.items():
                for page in ("", f"{thing.pk}/change/", f"{thing.pk}/history/"):
                    with self.subTest(role, kind=kind, page=page):
                        assert self.client.get(f"/admin/events/{kind}/{page}").status_code == 200

    def test_who_adds_what(self):
        never = {"region", "country"}
        for role, allowed in (
            ("Writer", {"speaker", "place"}),
            ("Editor", set(KINDS) - never),
            ("Publisher", set(KINDS) - never),
        ):
            self.client.force_login(self.staff[role])
            statuses = {kind: self.client.get(f"/admin/events/{kind}/add/").status_code for kind in KINDS}
            assert statuses == {kind: 200 if kind in allowed else 403 for kind in KINDS}, role

    def test_writers_change_nothing_that_is_there(self):
        self.client.force_login(self.staff["Writer"])
        for kind, thing in self.things.items():
            with self.subTest(kind):
                url = f"/admin/events/{kind}/{thing.pk}/change/"
                assert self.client.post(url, {"name": "Vandalised"}).status_code == 403

    def test_staff_without_a_group_see_nothing(self):
        self.client.force_login(get_user_model().objects.create(username="nobody", is_staff=True))
        for kind, thing in self.things.items():
            for page in ("", "add/", f"{thing.pk}/change/", f"{thing.pk}/history/"):
                with self.subTest(kind, page=page):
                    assert self.client.get(f"/admin/events/{kind}/{page}").status_code == 403

    def test_lists_cost_the_same_with_more_in_them(self):
        self.client.force_login(self.staff["Editor"])
        for number in range(3):
            country = make_country(f"Country {number}", f"A{'XYZ'[number]}")
            make_workshop(place=make_place(f"Town {number}", country), series=make_series(f"Series {number}"))
            make_agency(f"Agency {number}", country=country, parent=self.things["agency"])
            make_speaker(f"Speaker {number}")
            for kind, count in (("workshop", 8), ("agency", 6), ("place", 6), ("country", 6), ("speaker", 6)):
                with self.subTest(kind, number=number), self.assertNumQueries(count):
                    self.client.get(f"/admin/events/{kind}/")


class ChangingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_staff("Editor")

    def setUp(self):
        self.client.force_login(self.user)

    def open(self, kind, thing):
        return form_data(self.client.get(f"/admin/events/{kind}/{thing.pk}/change/"))

    def save(self, kind, thing, data):
        return self.client.post(
            f"/admin/events/{kind}/{thing.pk}/change/", data | {"_continue": "1"}, follow=True
        )

    def logged(self):
        return json.loads(LogEntry.objects.latest("pk").change_message)

    def test_codes_and_addresses_stay(self):
        for kind, thing in make_one_of_each().items():
            with self.subTest(kind):
                before = thing.slug
                data = self.open(kind, thing)
                self.assertRedirects(
                    self.save(kind, thing, data | {"slug": "stolen", "iso2": "ZZ", "m49": "999"}),
                    f"/admin/events/{kind}/{thing.pk}/change/",
                )
                codes = {name: getattr(thing, name) for name in ("iso2", "m49") if hasattr(thing, name)}
                thing.refresh_from_db()
                assert thing.slug == before
                assert {name: getattr(thing, name) for name in codes} == codes

    def test_calendars_learn_of_another_time_zone_of_a_place(self):
        place = make_place()
        workshop = make_workshop(place=place, precision="time", start_time="09:00")
        self.save("place", place, self.open("place", place) | {"time_zone": "Asia/Yangon"})
        workshop.refresh_from_db()
        assert workshop.sequence == 1

    def test_countries_come_with_the_standard(self):
        self.client.force_login(get_user_model().objects.create_superuser("root"))
        country = make_country()
        assert self.client.post("/admin/events/country/add/", {}).status_code == 403
        assert (
            self.client.post(f"/admin/events/country/{country.pk}/delete/", {"post": "yes"}).status_code
            == 403
        )

    def test_the_log_says_from_what_to_what(self):
        speaker, agency = make_speaker("Soe Win", is_public=False), make_agency()
        data = self.open("speaker", speaker) | {"honorific": "Colonel", "is_public": "on"}
        data = add_row(data, "appointments", role="Head", agency=agency.pk, starts_on="2017-01-01")
        self.save("speaker", speaker, data)
        changed, added = self.logged()
        assert changed["changed"]["values"] == [
            ["Rank or honorific", "–", "Colonel"],
            ["Public", "no", "yes"],
        ]
        assert added["added"] == {
            "name": "appointment",
            "object": "Head",
            "values": [
                ["Role", "–", "Head"],
                ["Agency", "–", "Border Office"],
                ["From", "–", "2017-01-01"],
            ],
        }
        page = self.client.get(f"/admin/events/speaker/{speaker.pk}/history/")
        self.assertContains(page, "<del>–</del>")
        self.assertContains(page, "<ins>Colonel</ins>")
        # Django's own wording of the entry still works.
        assert LogEntry.objects.latest("pk").get_change_message() == (
            "Changed Rank or honorific and Public. Added appointment “Head”."
        )

        data = self.open("speaker", speaker) | {"appointments-0-role": "Director"}
        self.save("speaker", speaker, data)
        assert self.logged()[0]["changed"]["values"] == [["Role", "Head", "Director"]]
        self.save("speaker", speaker, self.open("speaker", speaker) | {"appointments-0-DELETE": "on"})
        assert self.logged() == [{"deleted": {"name": "appointment", "object": "Director"}}]

    def test_the_log_names_choices_and_related_things(self):
        agency, parent = make_agency("Child"), make_agency("Parent")
        self.save("agency", agency, self.open("agency", agency) | {"kind": "un", "parent": str(parent.pk)})
        assert self.logged()[0]["changed"]["values"] == [
            ["Kind", "other", "UN entity"],
            ["Part of", "–", "Parent"],
        ]
        series, topic = make_series(), make_topic()
        self.save("series", series, self.open("series", series) | {"topics": [str(topic.pk)]})
        assert self.logged()[0]["changed"]["values"] == [["Topics", "–", "Migrant smuggling"]]

    def test_markup_in_the_log_is_text(self):
        agency = make_agency()
        self.save("agency", agency, self.open("agency", agency) | {"description": "<b onclick=x>bold</b>"})
        page = self.client.get(f"/admin/events/agency/{agency.pk}/history/")
        self.assertContains(page, "&lt;b onclick=x&gt;bold&lt;/b&gt;")

    def test_what_is_public_is_taken_from_view_before_it_is_deleted(self):
        agency = make_agency(is_public=True)
        url = f"/admin/events/agency/{agency.pk}/delete/"
        assert self.client.post(url, {"post": "yes"}).status_code == 403
        self.save(
            "agency", agency, {k: v for k, v in self.open("agency", agency).items() if k != "is_public"}
        )
        assert self.client.post(url, {"post": "yes"}).status_code == 302
        assert not Agency.objects.exists()
        assert ["name", "Border Office", "–"] in self.logged()[0]["deleted"]["values"]

    def test_what_others_name_is_not_deleted(self):
        agency = make_agency(is_public=False)
        Appointment.objects.create(speaker=make_speaker(), agency=agency, role="Head")
        response = self.client.post(f"/admin/events/agency/{agency.pk}/delete/", {"post": "yes"})
        self.assertContains(response, "would require deleting the following protected related objects")
        assert Agency.objects.filter(pk=agency.pk).exists()

    def test_an_agency_is_no_part_of_itself(self):
        one, two = make_agency("One"), make_agency("Two")
        self.save("agency", one, self.open("agency", one) | {"parent": str(two.pk)})
        response = self.save("agency", two, self.open("agency", two) | {"parent": str(one.pk)})
        self.assertContains(response, "An agency cannot be part of itself.")

    def test_an_address_without_a_scheme_is_https(self):
        agency = make_agency()
        self.save("agency", agency, self.open("agency", agency) | {"website": "www.unodc.org"})
        agency.refresh_from_db()
        assert agency.website == "https://www.unodc.org"


class WorkshopTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_staff("Editor")

    def setUp(self):
        self.client.force_login(self.user)

    def save(self, workshop, **changes):
        url = f"/admin/events/workshop/{workshop.pk}/change/"
        data = form_data(self.client.get(url)) | changes
        return self.client.post(url, data | {"_continue": "1"}, follow=True)

    def test_a_new_one_with_everything(self):
        url = "/admin/events/workshop/add/"
        agency, speaker = make_agency(), make_speaker()
        data = form_data(self.client.get(url)) | {
            "name": "Training",
            "slug": "training",
            "starts_on": "2027-06-12",
            "ends_on": "",
            "languages": ["en", "ar"],
        }
        data = add_row(data, "agency_roles", agency=agency.pk, role="host")
        data = add_row(data, "speaker_roles", speaker=speaker.pk, role="chair", capacity="Head")
        response = self.client.post(url, data | {"ends_on": "2027-06-12", "_continue": "1"})
        workshop = Workshop.objects.get()
        self.assertRedirects(response, f"/admin/events/workshop/{workshop.pk}/change/")
        assert (workshop.year, workshop.languages) == (2027, ["en", "ar"])
        assert [str(agency) for agency in workshop.agencies.all()] == ["Border Office"]
        assert workshop.speaker_roles.get().capacity == "Head"

    def test_moving_keeps_the_dates_before_and_the_address(self):
        workshop = make_workshop(starts_on="2017-06-12", ends_on="2017-06-14")
        response = self.save(workshop, starts_on="2018-02-01", ends_on="2018-02-02", move_note="Floods.")
        kept = workshop.earlier_dates.get()
        assert (str(kept.starts_on), str(kept.ends_on), kept.note) == ("2017-06-12", "2017-06-14", "Floods.")
        self.assertContains(response, "Floods.")
        before = workshop.changed_at
        workshop.refresh_from_db()
        assert workshop.year == 2017
        assert (workshop.sequence, workshop.changed_at > before) == (1, True)
        # Only the move itself writes there.
        self.save(workshop, **{"earlier_dates-0-note": "Forged."})
        kept.refresh_from_db()
        assert kept.note == "Floods."
        assert Workshop.objects.get().sequence == 1

    def test_saving_without_a_move_keeps_nothing(self):
        workshop = make_workshop()
        self.save(workshop, name="Renamed")
        self.save(workshop, starts_on="2017-06-13", ends_on="2017-06-12")
        assert workshop.earlier_dates.count() == 0

    def test_bad_input_is_named(self):
        workshop = make_workshop()
        for changes, message in (
            ({"starts_on": "2017-06-13", "ends_on": "2017-06-12"}, "The last day is not before the first."),
            ({"languages": ["tlh"]}, "Select a valid choice. tlh is not one of the available choices."),
            ({"time_zone": "Mars/Olympus"}, "is not a time zone."),
            ({"start_time": "10:00"}, "Times go with the precision “to the minute”, and only with it."),
        ):
            with self.subTest(message):
                self.assertContains(self.save(workshop, **changes), message)

    def test_a_speaker_added_from_a_form_is_taken_over_by_it(self):
        url = "/admin/events/speaker/add/?_popup=1"
        data = form_data(self.client.get(url)) | {"name": "Soe Win", "slug": "soe-win", "_popup": "1"}
        response = self.client.post(url, data)
        assert Speaker.objects.get().slug == "soe-win"
        self.assertContains(response, "popup_response.js")
