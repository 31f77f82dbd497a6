"""What the fields of a form offer while somebody types: things by any name they have or had."""

from django.test import TestCase

from events.models import AgencyName, Appointment, CountryName, PlaceName
from tests.desk import make_staff
from tests.factory import (
    make_agency,
    make_country,
    make_place,
    make_series,
    make_speaker,
    make_topic,
    make_workshop,
)


class FindingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_staff("Writer")
        cls.burma = make_country("Myanmar", "MM", name_fr="Birmanie")
        CountryName.objects.create(country=cls.burma, name="Burma", kind="former")
        cls.ivory = make_country("Côte d'Ivoire", "CI")
        cls.yangon = make_place("Yangon", cls.burma, name_ru="Янгон")
        PlaceName.objects.create(place=cls.yangon, name="Rangoon", kind="former")
        cls.agency = make_agency("Office on Drugs and Crime", acronym="UNODC", name_es="Oficina")
        AgencyName.objects.create(agency=cls.agency, name="UNDCP", kind="former")
        cls.speaker = make_speaker("Zoë Ångström")
        Appointment.objects.create(speaker=cls.speaker, agency=cls.agency, role="Country Manager")
        cls.topic = make_topic(
            "Migrant smuggling", name_ar="تهريب المهاجرين", terms="people smuggling\nboats"
        )
        cls.series = make_series("Building capacity", name_zh="能力建设")
        cls.workshop = make_workshop("Second training", series=cls.series, place=cls.yangon)

    def setUp(self):
        self.client.force_login(self.user)

    def offered(self, field, term):
        model, name = field.split(".")
        app = "events" if model in ("workshop", "place") else "newsroom"
        query = {"app_label": app, "model_name": model, "field_name": name, "term": term}
        response = self.client.get("/admin/autocomplete/", query)
        return [row["text"] for row in response.json()["results"]]

    def test_by_any_name(self):
        for field, thing, terms in (
            ("article.countries", self.burma, ("myanmar", "BIRMANIE", "Burma", "mm")),
            ("article.countries", self.ivory, ("cote d", "Côte d’Ivoire", "ci")),
            ("articleplace.place", self.yangon, ("yangon", "Янгон", "Rangoon", "rangóon")),
            ("article.agencies", self.agency, ("unodc", "crime", "Oficina", "undcp")),
            ("quote.speaker", self.speaker, ("zoe angstrom", "Ångström", "manager", "UNODC")),
            ("article.topics", self.topic, ("smuggling", "تهريب", "boats")),
            ("workshop.series", self.series, ("capacity", "能力")),
            ("article.workshops", self.workshop, ("second", "building", "yangon", "myanmar")),
        ):
            for term in terms:
                with self.subTest(field, term=term):
                    assert self.offered(field, term) == [str(thing)]
            assert self.offered(field, "no such thing") == []

    def test_the_likeliest_comes_first(self):
        for name, code in (("Nigeria", "NG"), ("Niger", "NE"), ("Great Niger", "GN")):
            make_country(name, code)
        assert self.offered("article.countries", "niger") == ["Niger", "Nigeria", "Great Niger"]
        make_place("Yangon Bay", self.burma)
        make_place("Old Yangon", self.burma, is_capital=True)
        assert self.offered("articleplace.place", "yangon") == [
            "Yangon (MM)",
            "Yangon Bay (MM)",
            "Old Yangon (MM)",
        ]

    def test_offering_costs_the_same_with_more_found(self):
        for number in range(3):
            make_place(f"Yangon {number}", self.burma)
            with self.subTest(number), self.assertNumQueries(6):
                self.offered("articleplace.place", "yangon")

    def test_odd_terms_break_nothing(self):
        for term in ("%", "_", "''", '"', "\\", "١", "x" * 500):
            with self.subTest(term):
                assert isinstance(self.offered("article.countries", term), list)
