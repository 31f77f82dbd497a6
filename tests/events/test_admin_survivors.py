"""Two things are merged while somebody has a form open in which the one is chosen."""

from django.http import QueryDict
from django.test import TestCase

from events.admin.survivors import with_survivors
from events.merging import merge
from tests.desk import form_data, make_staff
from tests.factory import make_agency, make_draft, make_place, make_speaker, make_topic, make_workshop


class OpenFormTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.pairs = [
            [maker(name) for name in ("Old", "New")]
            for maker in (make_topic, make_agency, make_place, make_speaker)
        ]
        cls.editor = make_staff("Editor")

    def setUp(self):
        self.client.force_login(self.editor)

    def merge_all(self):
        for old, new in self.pairs:
            merge(old, new, by=None)

    def test_an_article(self):
        quote = {"text": "Yes.", "speaker": "old", "capacity": "", "agency": "old"}
        article = make_draft(
            topics=["new", "old"],
            agencies=["old"],
            quotes=[quote],
            dateline={"places": ["old-mm"], "date": None, "end_date": None},
        )
        page = f"/admin/newsroom/article/{article.pk}/change/"
        data = form_data(self.client.get(page)) | {"title": "Typed meanwhile"}
        self.merge_all()
        assert self.client.post(page, data).status_code == 302
        content = article.revisions.first().content
        assert (content["title"], content["topics"], content["agencies"]) == (
            "Typed meanwhile",
            ["new"],
            ["new"],
        )
        assert content["quotes"] == [quote | {"speaker": "new", "agency": "new"}]
        assert content["dateline"]["places"] == ["new-mm"]

    def test_a_workshop(self):
        topic, agency, place, speaker = (old for old, _new in self.pairs)
        workshop = make_workshop(place=place)
        workshop.topics.set([topic])
        workshop.agency_roles.create(agency=agency)
        workshop.speaker_roles.create(speaker=speaker)
        page = f"/admin/events/workshop/{workshop.pk}/change/"
        data = form_data(self.client.get(page)) | {"name": "Typed meanwhile"}
        self.merge_all()
        assert self.client.post(page, data).status_code == 302
        workshop.refresh_from_db()
        assert (workshop.name, workshop.place.name) == ("Typed meanwhile", "New")
        assert [
            row.name for row in (workshop.topics.get(), workshop.agencies.get(), workshop.speakers.get())
        ] == ["New"] * 3

    def test_what_is_in_no_field_of_that_kind_stays(self):
        old, _new = self.pairs[0]
        self.merge_all()
        query = f"title={old.pk}&workshops={old.pk}&quotes-0-agency=x&topics={'9' * 30}&countries={old.pk}"
        data = QueryDict(query)
        with self.assertNumQueries(0):
            assert with_survivors(data) is data
