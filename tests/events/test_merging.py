"""Merging: whatever referred to the one refers to the other, each thing once, and nothing is forgotten."""

import json
from datetime import date

from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError
from django.test import TestCase

from events.merging import MergeError, fillable, merge, successor
from events.models import (
    Agency,
    Appointment,
    Merge,
    Place,
    Speaker,
    Topic,
    WorkshopAgency,
    WorkshopSpeaker,
)
from publishing.desk import changes
from tests.factory import (
    make_agency,
    make_country,
    make_place,
    make_speaker,
    make_topic,
    make_user,
    make_workshop,
)

MAKERS = {Topic: make_topic, Speaker: make_speaker, Agency: make_agency, Place: make_place}


def pair(model):
    return MAKERS[model]("Old name"), MAKERS[model]("New name")


class ConflictTests(TestCase):
    """What both have becomes one; no unique constraint is in the way."""

    @classmethod
    def setUpTestData(cls):
        cls.workshop = make_workshop()

    def test_the_same_part_in_the_same_workshop(self):
        old, new = pair(Speaker)
        for speaker, role, capacity in (
            (old, "chair", "Chair of the day"),
            (new, "chair", ""),
            (old, "trainer", ""),
            (new, "speaker", "Director"),
        ):
            WorkshopSpeaker.objects.create(
                workshop=self.workshop, speaker=speaker, role=role, capacity=capacity
            )
        entry = merge(old, new, by=None)
        rows = new.workshop_roles.order_by("role").values_list("role", "capacity")
        # What only the one said is kept.
        assert list(rows) == [("chair", "Chair of the day"), ("speaker", "Director"), ("trainer", "")]
        (dropped,) = entry.record["dropped"]["events.workshopspeaker.speaker"]
        assert (dropped["role"], dropped["capacity"]) == ("chair", "Chair of the day")

    def test_agencies_of_one_workshop(self):
        old, new = pair(Agency)
        for agency, role in ((old, "host"), (new, "host"), (old, "donor")):
            WorkshopAgency.objects.create(workshop=self.workshop, agency=agency, role=role)
        merge(old, new, by=None)
        rows = self.workshop.agency_roles.order_by("role").values_list("agency", "role")
        assert list(rows) == [(new.pk, "donor"), (new.pk, "host")]

    def test_equal_appointments_become_one(self):
        old, new = pair(Speaker)
        agency, day = make_agency(), date(2017, 1, 1)
        for speaker, role, start in (
            (old, "Director", None),
            (new, "Director", None),
            (old, "Director", day),
            (new, "Deputy", None),
        ):
            Appointment.objects.create(speaker=speaker, agency=agency, role=role, starts_on=start)
        merge(old, new, by=None)
        rows = new.appointments.order_by("pk").values_list("role", "starts_on")
        assert list(rows) == [("Director", None), ("Director", day), ("Deputy", None)]

    def test_pairs_of_many_to_many_fields(self):
        old, new = pair(Topic)
        self.workshop.topics.set([old, new])
        other = make_workshop()
        other.topics.set([old])
        entry = merge(old, new, by=None)
        assert [list(row.topics.all()) for row in (self.workshop, other)] == [[new], [new]]
        assert entry.record["moved"]["events.workshop.topics"] == [other.pk]

    def test_names_that_both_have(self):
        old, new = pair(Agency)
        for agency in (old, new):
            agency.other_names.create(name="The Office", kind="former")
        merge(old, new, by=None)
        names = new.other_names.values_list("name", "kind")
        assert list(names) == [("Old name", "variant"), ("The Office", "former")]

    def test_into_a_part_of_itself(self):
        above, old = make_agency("Ministry"), make_agency("Police")
        old.parent = above
        old.save()
        between = make_agency("Criminal police", parent=old)
        new = make_agency("Drug squad", parent=between)
        merge(old, new, by=None)
        parents = dict(Agency.objects.values_list("name", "parent__name"))
        assert parents == {"Ministry": None, "Criminal police": "Drug squad", "Drug squad": "Ministry"}

    def test_into_what_it_is_a_part_of(self):
        new = make_agency("Ministry")
        old = make_agency("Department", parent=new)
        make_agency("Unit", parent=old)
        merge(old, new, by=None)
        parents = dict(Agency.objects.values_list("name", "parent__name"))
        assert parents == {"Ministry": None, "Unit": "Ministry"}

    def test_a_city_into_a_venue_in_it(self):
        old = make_place("Hall")
        new = make_place("Hall of the people", city=old)
        merge(old, new, by=None)
        assert Place.objects.get().city is None


class NamesAndFieldsTests(TestCase):
    def test_a_body_keeps_every_name_it_had(self):
        old = make_agency("Border Bureau", acronym="BB", name_fr="Bureau", name_es="Oficina")
        new = make_agency("Border Office", acronym="BO", name_fr="Office")
        merge(old, new, by=None, fill=["name_es"])
        names = new.other_names.values_list("name", "kind")
        assert list(names) == [("BB", "abbreviation"), ("Border Bureau", "variant"), ("Bureau", "variant")]
        new.refresh_from_db()
        assert (new.name_es, new.name_fr, new.acronym) == ("Oficina", "Office", "BO")

    def test_a_topic_keeps_them_as_words_that_point_to_it(self):
        old = make_topic("People smuggling", terms="smuggled people\nboats")
        new = make_topic("Migrant smuggling", terms="boats\nsmugglers")
        merge(old, new, by=None)
        new.refresh_from_db()
        assert new.terms.splitlines() == ["boats", "smugglers", "People smuggling", "smuggled people"]

    def test_what_can_be_filled(self):
        old = make_place(
            "Naypyitaw", latitude="19.75", longitude="96.1", time_zone="Asia/Yangon", population=5
        )
        new = make_place("Nay Pyi Taw", time_zone="Asia/Bangkok")
        assert fillable(old, new) == {"latitude": "19.75, 96.1", "population": "5"}
        merge(old, new, by=None, fill=["latitude"])
        new.refresh_from_db()
        assert (str(new.longitude), new.population, new.time_zone) == ("96.1000", None, "Asia/Bangkok")

    def test_a_body_is_not_made_part_of_its_own_part(self):
        new = make_agency("Ministry")
        old = make_agency("Unit", parent=new, website="https://unit.example/")
        assert fillable(old, new) == {"website": "https://unit.example/"}

    def test_what_nobody_offered_is_refused(self):
        old, new = pair(Topic)
        with self.assertRaisesMessage(MergeError, "This cannot be taken over: slug."):
            merge(old, new, by=None, fill=["slug"])
        assert Topic.objects.count() == 2


class WhatRemainsTests(TestCase):
    def test_chains_collapse(self):
        first, second, third = (make_topic(name) for name in ("First", "Second", "Third"))
        merge(first, second, by=None)
        merge(second, third, by=None)
        assert [successor(Topic, slug) for slug in ("first", "second", "third")] == [third, third, None]
        assert set(Merge.objects.values_list("slug", "topic__slug")) == {
            ("first", "third"),
            ("second", "third"),
        }

    def test_the_old_slug_stays_taken(self):
        for model in MAKERS:
            with self.subTest(model.__name__):
                old, new = pair(model)
                merge(old, new, by=None)
                again = model(name="Old name", slug=old.slug)
                if model is Place:
                    again.country = make_country()
                message = "This was the slug of Old name, which was merged into New name"
                with self.assertRaisesMessage(ValidationError, message):
                    again.full_clean()

    def test_what_leads_somewhere_cannot_be_deleted(self):
        old, new = pair(Topic)
        merge(old, new, by=None)
        with self.assertRaises(ProtectedError):
            new.delete()

    def test_both_have_it_in_their_logs(self):
        old, new = pair(Topic)
        make_workshop().topics.set([old])
        number, editor = old.pk, make_user("change_topic", "delete_topic")
        old.description, new.description = "Old words", ""
        old.save()
        entry = merge(old, new, by=editor, fill=["description"])
        gone, kept = LogEntry.objects.order_by("pk")
        assert (gone.object_id, kept.object_id) == (str(number), str(new.pk))
        assert ["merged into", "–", "New name"] in json.loads(gone.change_message)[0]["deleted"]["values"]
        assert changes.read(kept.change_message) == [
            {
                "what": "Merged: topic “Old name”",
                "values": [
                    ("Merged", "Old name", "New name"),
                    ("Workshops", "Old name", "New name (1)"),
                    ("Description", "–", "Old words"),
                    ("Words that point to it", "–", "Old name"),
                ],
            }
        ]
        assert entry.record["merged"]["description"] == "Old words"
        assert entry.record["survivor"]["description"] == ""
        assert (entry.merged_by, entry.number) == (editor, number)


class RefusalTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.old, cls.new = pair(Topic)

    def refused(self, message, *args, **kwargs):
        with self.assertRaisesMessage(MergeError, message):
            merge(*args, **{"by": None} | kwargs)
        assert set(Topic.objects.all()) == {self.old, self.new}
        assert not Merge.objects.exists()

    def test_into_itself(self):
        self.refused("This is the thing itself.", self.old, self.old)

    def test_another_kind(self):
        self.refused("Only two topics, speakers, agencies or places", self.old, make_speaker())
        self.refused("Only two topics, speakers, agencies or places", make_workshop(), make_workshop())

    def test_twice(self):
        old, new = pair(Speaker)
        merge(old, new, by=None)
        old = Speaker(pk=Merge.objects.get().number, name=old.name, slug=old.slug)
        with self.assertRaisesMessage(MergeError, "One of the two is no more"):
            merge(old, new, by=None)
        with self.assertRaisesMessage(MergeError, "One of the two is no more"):
            merge(new, old, by=None)

    def test_what_readers_see_into_what_they_do_not(self):
        Topic.objects.filter(pk=self.new.pk).update(is_public=False)
        self.refused("Old name is public and New name is not", self.old, self.new)
        merge(self.old, self.new, by=None, although_hidden=True)
        assert Topic.objects.get() == self.new

    def test_places_of_two_countries(self):
        old, new = make_place("Old"), make_place("New", make_country("Fiji", "FJ"))
        self.refused("Old and New are in different countries", old, new)

    def test_without_both_rights(self):
        for permissions in ((), ("change_topic",), ("delete_topic",), ("change_agency", "delete_agency")):
            with self.subTest(permissions), self.assertRaises(PermissionDenied):
                merge(self.old, self.new, by=make_user(*permissions))
        assert Topic.objects.count() == 2
