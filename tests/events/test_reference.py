"""What loading the reference data does: adds, leaves alone, updates when told to, refuses what is damaged."""

import json
import shutil
import tempfile
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import TestCase

from events.models import Agency, AgencyName, Country, CountryName, Place, PlaceName, Region, Topic
from events.reference import KINDS, DamagedFixture, load_reference
from events.spelling import fold

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


def rows(name, folder=FIXTURES):
    return [item["fields"] for item in json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))]


def write(folder, name, fields):
    model = next(kind.model._meta.label_lower for kind in KINDS if kind.name == name)
    text = json.dumps([{"model": model, "fields": row} for row in fields], ensure_ascii=False)
    (folder / f"{name}.json").write_text(text, encoding="utf-8")


def make_excerpt(test):
    """A folder with a few rows of each fixture, deleted after the test."""
    folder = Path(tempfile.mkdtemp())
    test.addCleanup(shutil.rmtree, folder)
    wanted = {
        "countries": ("MM", "CH", "GB"),
        "agencies": ("un", "unodc"),
        "topics": ("corruption", "migrant-smuggling"),
    }
    wanted["places"] = ("nay-pyi-taw-mm", "yangon-mm", "bern-ch", "geneva-ch", "london-gb")
    write(folder, "regions", rows("regions"))
    for name, keys in wanted.items():
        write(folder, name, [row for row in rows(name) if row.get("iso2", row.get("slug")) in keys])
    for name, owner, plural in (
        ("country_names", "country", "countries"),
        ("place_names", "place", "places"),
        ("agency_names", "agency", "agencies"),
    ):
        write(folder, name, [row for row in rows(name) if row[owner][0] in wanted[plural]])
    return folder


class LoadTests(TestCase):
    """What loading does, with a few rows."""

    def setUp(self):
        self.folder = make_excerpt(self)

    def load(self, **options):
        """What was created, updated and unchanged in all."""
        reports = load_reference(self.folder, **options).values()
        return tuple(
            sum(getattr(report, part) for report in reports) for part in ("created", "updated", "unchanged")
        )

    def change(self, name, key, values):
        """Change a row of a fixture."""
        fields = rows(name, self.folder)
        next(row for row in fields if key in (row.get("slug"), row.get("iso2"), row["name"])).update(values)
        write(self.folder, name, fields)

    def test_a_second_load_changes_nothing(self):
        count = sum(len(rows(kind.name, self.folder)) for kind in KINDS)
        self.assertEqual(self.load(), (count, 0, 0))
        with self.assertNumQueries(13):  # a look at each table and at what was merged, and the transaction
            self.assertEqual(self.load(), (0, 0, count))
        self.assertEqual(self.load(update=True), (0, 0, count))

    def test_what_is_missing_is_added(self):
        self.load()
        CountryName.objects.filter(name="Burma").delete()
        Place.objects.get(slug="london-gb").delete()
        names = sum(row["place"] == ["london-gb"] for row in rows("place_names", self.folder))
        self.assertEqual(self.load()[:2], (2 + names, 0))
        self.assertEqual(Place.objects.get(slug="london-gb").country.iso2, "GB")
        self.assertEqual(str(CountryName.objects.get(name="Burma").valid_until), "1989-06-18")

    def test_references_are_resolved(self):
        self.load()
        self.assertEqual(Country.objects.get(iso2="MM").region.parent.parent.parent, None)
        self.assertEqual(Region.objects.within(Region.objects.get(m49="142")).count(), 6)
        self.assertEqual(Agency.objects.get(slug="unodc").parent.slug, "un")
        self.assertEqual(PlaceName.objects.get(key="naypyitaw").place.slug, "nay-pyi-taw-mm")
        self.assertEqual(AgencyName.objects.get(key="onudc").agency.slug, "unodc")

    def test_what_editors_changed_stays(self):
        self.load()
        Country.objects.filter(iso2="MM").update(name_fr="Birmanie")
        Topic.objects.filter(slug="corruption").update(is_public=False)
        self.assertEqual(self.load()[:2], (0, 0))
        self.assertEqual(Country.objects.get(iso2="MM").name_fr, "Birmanie")
        self.assertFalse(Topic.objects.get(slug="corruption").is_public)

    def test_update_brings_the_values_of_the_fixtures_and_only_those(self):
        self.load()
        Country.objects.filter(iso2="MM").update(name_fr="Birmanie", is_lldc=True)
        Place.objects.filter(slug="yangon-mm").update(name="Rangoon", key="rangoon", latitude="1.5")
        Topic.objects.filter(slug="corruption").update(
            is_public=False
        )  # a field that the fixture does not give
        self.assertEqual(self.load(update=True)[:2], (0, 2))
        country, place = Country.objects.get(iso2="MM"), Place.objects.get(slug="yangon-mm")
        self.assertEqual((country.name_fr, country.is_lldc), ("Myanmar", True))
        self.assertEqual((place.name, place.key, str(place.latitude)), ("Yangon", "yangon", "16.7830"))
        self.assertFalse(Topic.objects.get(slug="corruption").is_public)

    def test_a_row_whose_name_an_editor_has_used_is_left_out(self):
        mine = Topic.objects.create(name="Corruption", slug="bribery")
        report = load_reference(self.folder)["topics"]
        self.assertEqual(
            (report.created, report.left_out), (1, ["corruption: another row has the name Corruption"])
        )
        self.assertEqual(list(Topic.objects.filter(name="Corruption")), [mine])

    def test_names_of_a_row_that_was_left_out_go_to_the_one_that_is_there(self):
        self.load()
        CountryName.objects.filter(country__iso2="CH").delete()
        Place.objects.filter(country__iso2="CH").delete()
        Country.objects.filter(iso2="CH").update(iso2="QZ")
        reports = load_reference(self.folder)
        self.assertEqual(reports["countries"].left_out, ["CH: another row has the iso3 CHE"])
        self.assertEqual(Place.objects.get(slug="bern-ch").country.iso2, "QZ")

    def test_a_damaged_fixture_is_named_and_nothing_is_loaded(self):
        for name, key, change, message in (
            ("countries", "CH", {"region": ["999"]}, "countries.json: CH: there is no region ['999']"),
            ("countries", "CH", {"iso2": "ch"}, "countries.json: ch: iso2: Two capital letters."),
            ("countries", "CH", {"m49": "104"}, "countries.json: "),
            ("countries", "CH", {"capital": "Bern"}, "has unknown fields: capital"),
            (
                "country_names",
                "Burma",
                {"valid_until": "someday"},
                "country_names.json: MM Burma: valid_until: ",
            ),
            ("country_names", "Burma", {"kind": "nickname"}, "country_names.json: MM Burma: kind: "),
            ("places", "bern-ch", {"time_zone": "Europe/Bern"}, "places.json: bern-ch: time_zone: "),
            ("places", "bern-ch", {"latitude": "91"}, "places.json: bern-ch: latitude: "),
            ("places", "bern-ch", {"slug": "geneva-ch"}, "has no key of its own"),
            ("places", "bern-ch", {"country": None}, "places.json: "),
            ("places", "bern-ch", {"country": "CH"}, "country is not a list of one name"),
            ("agencies", "un", {"parent": [["unodc"]]}, "parent is not a list of one name"),
            ("agencies", "un", {"parent": ["unodc"]}, "agencies.json: un: the row it is part of is missing"),
            ("agencies", "un", {"name": None}, "agencies.json: un: name: "),
        ):
            with self.subTest(key, change=change):
                self.folder = make_excerpt(self)
                self.change(name, key, change)
                with self.assertRaises(DamagedFixture) as caught:
                    self.load()
                self.assertIn(message, str(caught.exception))
                self.assertEqual([kind.model.objects.count() for kind in KINDS], [0] * len(KINDS))

    def test_a_file_that_is_no_fixture_is_named(self):
        for text in (
            "",
            "[{",
            "{}",
            "[1]",
            '[{"model": "events.topic"}]',
            '[{"model": "events.place", "fields": {}}]',
        ):
            with self.subTest(text):
                (self.folder / "topics.json").write_text(text)
                with self.assertRaisesRegex(DamagedFixture, r"^topics\.json: "):
                    self.load()
        (self.folder / "topics.json").unlink()
        with self.assertRaisesRegex(DamagedFixture, r"^topics\.json: "):
            self.load()
        self.assertFalse(Region.objects.exists())

    def test_the_command_says_what_it_did(self):
        out, err = StringIO(), StringIO()
        Topic.objects.create(name="Corruption", slug="bribery")
        call_command("load_reference", folder=self.folder, stdout=out, stderr=err)
        self.assertIn("countries: 3 created, 0 updated, 0 unchanged\n", out.getvalue())
        self.assertIn("topics: left out corruption: another row has the name Corruption\n", err.getvalue())
        Country.objects.filter(iso2="MM").update(name="Burma")
        call_command("load_reference", update=True, folder=self.folder, stdout=out, stderr=err)
        self.assertIn("countries: 0 created, 1 updated, 2 unchanged\n", out.getvalue())

    def test_the_command_fails_on_a_damaged_fixture(self):
        (self.folder / "agencies.json").write_text("[")
        with self.assertRaisesRegex(CommandError, r"^Nothing was loaded\. agencies\.json: ") as caught:
            call_command("load_reference", folder=self.folder)
        self.assertEqual(caught.exception.returncode, 1)
        self.assertFalse(Region.objects.exists())

    def test_loaddata_does_the_same(self):
        call_command("loaddata", *(str(self.folder / f"{kind.name}.json") for kind in KINDS), verbosity=0)
        count = sum(len(rows(kind.name, self.folder)) for kind in KINDS)
        self.assertEqual(self.load(update=True), (0, 0, count))
        for model in (CountryName, Place, PlaceName, AgencyName):
            self.assertEqual([row.name for row in model.objects.all() if row.key != fold(row.name)], [])


class CompleteLoadTests(TestCase):
    def test_all_of_it_loads(self):
        reports = load_reference()
        self.assertEqual(
            {name: (report.created, report.left_out) for name, report in reports.items()},
            {kind.name: (len(rows(kind.name)), []) for kind in KINDS},
        )
        self.assertEqual(
            [kind.model.objects.count() for kind in KINDS], [len(rows(kind.name)) for kind in KINDS]
        )
        again = load_reference(update=True)
        self.assertEqual({(report.created, report.updated) for report in again.values()}, {(0, 0)})
