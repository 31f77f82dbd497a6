"""Maps, charts and lists of who is involved, on pages of countries, regions and topics."""

import re
from pathlib import Path
from xml.etree import ElementTree

from django.conf import settings
from django.test import SimpleTestCase, TestCase

from events import maps
from events.models import Country, Region
from tests.factory import (
    change,
    make_agency,
    make_article,
    make_country,
    make_draft,
    make_region,
    make_speaker,
    make_topic,
    make_workshop,
)


class DrawingTests(SimpleTestCase):
    def test_a_map_links_what_it_shows_and_says_how_much(self):
        spots = [
            maps.Spot("TH", "/en/x/?a=1&b=2", 'A <b> "c"', 3),
            maps.Spot("??", "/nowhere/", "Nowhere", 1),
        ]
        svg = maps.draw(maps.sheet(maps.WORLD), "World & more", spots)
        root = ElementTree.fromstring(svg)
        (link,) = root.findall("a")
        self.assertEqual(link.get("href"), "/en/x/?a=1&b=2")
        self.assertEqual((link.get("aria-label"), link.find("title").text), ('A <b> "c"', 'A <b> "c"'))
        self.assertIn("map__place--3", link.get("class"))
        self.assertEqual(root.get("aria-label"), "World & more")

    def test_there_is_no_map_of_what_is_no_region(self):
        self.assertIsNone(maps.sheet("999"))
        self.assertIsNone(maps.sheet("../001"))

    def test_steps_are_round_and_cover_every_number(self):
        for numbers, scale in {(): [], (0,): [], (1, 3): [1, 2, 3], (90_000,): [1, 5, 50, 500, 5000]}.items():
            with self.subTest(numbers):
                self.assertEqual(maps.steps(numbers), scale)
        self.assertEqual([maps.step_of(n, [1, 10, 100]) for n in (0, 1, 9, 10, 5000)], [0, 1, 1, 2, 3])

    def test_no_region_map_is_larger_than_the_world_and_that_is_small(self):
        sizes = {
            path.name: path.stat().st_size for path in (Path(settings.BASE_DIR) / "fixtures/maps").iterdir()
        }
        self.assertEqual(max(sizes, key=sizes.get), "001.json")
        self.assertLess(sizes["001.json"], 60_000)


class PlacePageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        world = make_region("World", "001", path="001/", level="world")
        asia = make_region("Asia", "142", path="001/142/", level="region", parent=world)
        make_region(parent=asia)
        make_country(), make_country("Thailand", "TH")
        cls.topic = make_topic()
        make_agency(), make_agency("Hidden Agency", is_public=False)
        make_speaker(), make_speaker("Hidden Speaker", is_public=False)
        make_workshop("Hidden Workshop", country=Country.objects.get(iso2="MM"), is_public=False)
        quotes = [
            {"text": "It is so.", "speaker": who, "capacity": "", "agency": agency}
            for who, agency in (("daw-example", "border-office"), ("hidden-speaker", "hidden-agency"))
        ]
        about = {"topics": [cls.topic.slug], "body": "<p>“It is so.”</p>", "quotes": quotes}
        for day in ("2016-05-01", "2017-05-01", "2017-06-01"):
            make_article(countries=["MM"], originally_released_on=day, **about)
        change(make_article(countries=["TH"], originally_released_on="2015-05-01", **about), countries=["MM"])
        make_draft(countries=["TH"], originally_released_on="2014-05-01", **about)

    def page(self, address):
        return re.sub(r"\s+", " ", self.client.get(address).content.decode())

    def test_a_country_has_its_years_topics_and_people_and_says_where_it_is(self):
        page = self.page("/en/countries/myanmar/")
        self.assertIn('href="/en/news/2017/?country=myanmar"', page)
        self.assertIn("map__here", page)
        self.assertIn('Migrant smuggling</bdi></a> <span class="count">(3)', page)
        for name in ("Border Office", "Daw Example"):
            self.assertIn(name, page)
        self.assertNotIn("Hidden", page)
        self.assertNotIn("/en/news/2015/", page)

    def test_a_topic_shows_the_countries_concerned(self):
        page = self.page("/en/topics/migrant-smuggling/")
        self.assertIn('href="/en/news/?country=myanmar&amp;topic=migrant-smuggling"', page)
        self.assertIn('aria-label="Myanmar: 3 texts"', page)
        self.assertIn('aria-label="Thailand: 1 text"', page)
        self.assertIn('href="/en/news/2015/?topic=migrant-smuggling"', page)
        self.assertNotIn("/en/news/2014/", page)
        self.assertNotIn("Hidden", page)

    def test_the_map_and_the_table_of_countries_say_the_same(self):
        page = self.page("/en/countries/")
        self.assertIn('aria-label="Myanmar: 3 texts"', page)
        row = re.search(r"<tr>(?:(?!</tr>).)*>Myanmar<.*?</tr>", page)[0]
        self.assertIn('<td class="countries__number">3</td><td class="countries__number">0</td>', row)
        self.assertIn('<time datetime="2017-06-01">', row)
        self.assertIn("designations employed", page)

    def test_a_region_counts_its_countries_and_the_regions_in_it(self):
        page = self.page("/en/regions/asia/")
        self.assertIn('aria-label="Thailand: 1 text"', page)
        self.assertIn('South-eastern Asia</bdi></a> <span class="count">(4)', page)
        self.assertEqual(Region.objects.count(), 3)
        self.assertNotIn("Hidden", page)
