"""What the fixtures of reference data hold: complete, consistent, in the UN's words. No database."""

import json
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.core.validators import validate_slug
from django.test import SimpleTestCase

from events.reference import KINDS
from events.spelling import fold
from events.timezones import validate_time_zone
from publishing.languages import NAME_COLUMNS


def rows(name):
    path = Path(settings.BASE_DIR) / "fixtures" / f"{name}.json"
    return [item["fields"] for item in json.loads(path.read_text(encoding="utf-8"))]


class FixtureTests(SimpleTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = {kind.name: rows(kind.name) for kind in KINDS}

    def test_there_are_the_countries_of_iso_3166_and_the_regions_of_m49(self):
        self.assertEqual(len(self.rows["countries"]), 249)
        self.assertEqual(len({row["iso2"] for row in self.rows["countries"]}), 249)
        self.assertEqual(len({row["iso3"] for row in self.rows["countries"]}), 249)
        self.assertEqual(len({row["m49"] for row in self.rows["countries"]}), 249)
        self.assertEqual(len(self.rows["regions"]), 30)

    def test_everything_but_places_has_a_name_in_each_language(self):
        for name in ("regions", "countries", "topics", "agencies"):
            for row in self.rows[name]:
                with self.subTest(name, row=row["slug"]):
                    self.assertEqual(
                        [column for column in NAME_COLUMNS.values() if not row.get(column, "").strip()], []
                    )

    def test_names_stand_without_the_marks_of_the_terminology_database(self):
        mark = r"\*|’|\s{2}|^\s|\s$|\((the|le|la|les|l'|el|los|las)\)"
        for row in self.rows["countries"] + self.rows["regions"]:
            for column in (*NAME_COLUMNS.values(), "formal_name"):
                self.assertNotRegex(row.get(column, ""), mark)

    def test_names_hold_nothing_unseen(self):
        for name in ("regions", "countries", "places", "place_names", "topics", "agencies"):
            names = [
                row[column] for row in self.rows[name] for column in NAME_COLUMNS.values() if column in row
            ]
            self.assertEqual([text for text in names if not text.isprintable() or text != text.strip()], [])

    def test_country_names_are_those_of_the_united_nations(self):
        names = {row["iso2"]: row["name"] for row in self.rows["countries"]}
        self.assertEqual(names["NL"], "Netherlands")
        self.assertEqual(names["CG"], "Congo")
        self.assertEqual(names["CD"], "Democratic Republic of the Congo")
        self.assertEqual(names["TR"], "Türkiye")
        self.assertEqual(names["CI"], "Côte d'Ivoire")

    def test_slugs_are_addresses_and_tell_rows_apart(self):
        for name in ("regions", "countries", "places", "topics", "agencies"):
            slugs = [row["slug"] for row in self.rows[name]]
            self.assertEqual([slug for slug, count in Counter(slugs).items() if count > 1], [])
            for slug in slugs:
                validate_slug(slug)
                self.assertEqual(slug, slug.lower())
        countries = {row["iso2"]: row["slug"] for row in self.rows["countries"]}
        self.assertEqual(
            [countries[code] for code in ("MM", "VN", "LA", "CI", "TR")],
            ["myanmar", "viet-nam", "lao-pdr", "cote-divoire", "turkiye"],
        )

    def test_regions_are_a_tree(self):
        paths = {row["m49"]: row["path"] for row in self.rows["regions"]}
        for row in self.rows["regions"]:
            above = paths[row["parent"][0]] if row.get("parent") else ""
            self.assertEqual(row["path"], f"{above}{row['m49']}/")
        self.assertEqual([row["m49"] for row in self.rows["regions"] if not row.get("parent")], ["001"])
        self.assertEqual(paths["035"], "001/142/035/")

    def test_countries_lie_in_the_smallest_region(self):
        regions = {row["iso2"]: row["region"][0] for row in self.rows["countries"]}
        parents = {row["parent"][0] for row in self.rows["regions"] if row.get("parent")}
        self.assertEqual([code for code, region in regions.items() if region in parents], ["AQ"])
        self.assertEqual([regions[code] for code in ("AQ", "MM", "KE", "CH")], ["001", "035", "014", "155"])

    def test_places_have_a_time_zone_and_coordinates(self):
        for row in self.rows["places"]:
            validate_time_zone(row["time_zone"])
            self.assertLessEqual(abs(float(row["latitude"])), 90)
            self.assertLessEqual(abs(float(row["longitude"])), 180)
        zones = {row["slug"]: row["time_zone"] for row in self.rows["places"]}
        for slug, zone in (
            ("yangon-mm", "Asia/Yangon"),
            ("kyiv-ua", "Europe/Kyiv"),
            ("lagos-ng", "Africa/Lagos"),
            ("santiago-cl", "America/Santiago"),
            ("moscow-ru", "Europe/Moscow"),
            ("new-york-us", "America/New_York"),
        ):
            self.assertEqual(zones[slug], zone)

    def test_a_country_has_one_capital_at_most(self):
        capitals = Counter(row["country"][0] for row in self.rows["places"] if row.get("is_capital"))
        self.assertEqual([code for code, count in capitals.items() if count > 1], [])
        without = {row["iso2"] for row in self.rows["countries"]} - set(capitals)
        self.assertEqual(without, {"AQ", "BQ", "BV", "HM", "TK", "UM"})

    def test_keys_are_the_folded_names(self):
        for name in ("country_names", "places", "place_names", "agency_names"):
            wrong = [
                row["name"] for row in self.rows[name] if row["key"] != fold(row["name"]) or not row["key"]
            ]
            self.assertEqual(wrong, [])

    def test_a_name_means_one_country_and_one_agency(self):
        for table, others, owner, code in (
            ("countries", "country_names", "country", "iso2"),
            ("agencies", "agency_names", "agency", "slug"),
        ):
            meant = {}
            for row in self.rows[table]:
                for column in (*NAME_COLUMNS.values(), "acronym"):
                    if row.get(column):
                        meant.setdefault(fold(row[column]), set()).add(row[code])
            for row in self.rows[others]:
                meant.setdefault(row["key"], set()).add(row[owner][0])
            self.assertEqual({key: codes for key, codes in meant.items() if len(codes) > 1}, {})

    def test_no_name_reads_as_the_code_of_another_country(self):
        codes = {row[code]: row["iso2"] for row in self.rows["countries"] for code in ("iso2", "iso3")}
        names = {row["name"]: row["country"][0] for row in self.rows["country_names"]}
        self.assertEqual([name for name, code in names.items() if codes.get(name, code) != code], [])

    def test_former_names_have_an_end(self):
        former = {row["name"]: row for row in self.rows["country_names"] if row["kind"] == "former"}
        self.assertEqual([name for name, row in former.items() if not row.get("valid_until")], [])
        for name, code, until in (
            ("Burma", "MM", "1989-06-18"),
            ("Swaziland", "SZ", "2018-04-19"),
            ("Macedonia", "MK", "2019-02-12"),
            ("Zaire", "CD", "1997-05-17"),
            ("Turkey", "TR", "2022-06-01"),
        ):
            self.assertEqual((former[name]["country"], former[name]["valid_until"]), ([code], until))

    def test_topics_have_terms_in_several_languages(self):
        for row in self.rows["topics"]:
            terms = row["terms"].split("\n")
            self.assertGreater(len(terms), 4)
            self.assertEqual(terms, list(dict.fromkeys(term.strip() for term in terms)))
            self.assertFalse(row["terms"].isascii())
            self.assertTrue(row["description"].endswith("."))
