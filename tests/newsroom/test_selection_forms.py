"""Selections: every way to say one leads to its one address; its words, its parts and its periods."""

from datetime import date
from random import Random

import html5lib
from django.core.exceptions import BadRequest
from django.http import Http404, QueryDict
from django.test import SimpleTestCase, TestCase
from django.utils.translation import override

from newsroom.selection import Selection
from newsroom.selection.periods import Period
from tests.factory import make_agency

from .test_selection import make_texts


class CanonicalTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_texts(Random(1), count=2)

    def url(self, query, language="en"):
        return Selection.parse(QueryDict(query), language).url(language)

    def test_every_way_to_say_a_selection_leads_to_one(self):
        for query, address in {
            "country=thailand&country=myanmar": "/en/news/?country=myanmar,thailand",
            "country=thailand,%20myanmar,": "/en/news/?country=myanmar,thailand",
            "country=myanmar,myanmar": "/en/news/?country=myanmar",
            "country.all=myanmar": "/en/news/?country=myanmar",
            "topic.all=opium&topic=money": "/en/news/?topic.all=money,opium",
            "topic.not=opium&topic=": "/en/news/?topic.not=opium",
            "language=fr,en": "/en/news/?language=en,fr",
            "language=en": "/en/news/",
            "language=all,fr": "/en/news/?language=all",
            "language=ar,en,es,fr,ru,zh-hans": "/en/news/?language=all",
            "year=2017": "/en/news/2017/",
            "year=2017&month=06&kind=speech": "/en/news/2017/06/?kind=speech",
            "year=2017,2015,2015": "/en/news/?year=2015,2017",
            "year=2016&month=6&year=2017": "/en/news/?year=2016,2017",
            "from=2017-01-01&until=&utm_source=x": "/en/news/?from=2017-01-01",
        }.items():
            with self.subTest(query):
                self.assertEqual(self.url(query), address)
                self.assertRedirects(
                    self.client.get(f"/en/news/?{query}"), address, 301, fetch_redirect_response=False
                ) if f"/en/news/?{query}" != address else None
                self.assertEqual(self.client.get(address).status_code, 200)
        self.assertEqual(self.url("language=fr", "fr"), "/fr/news/")

    def test_what_names_nothing_is_refused(self):
        many = ",".join(f"2{n:03}" for n in range(21))
        for query, error in {
            "country=atlantis": Http404,
            "country=myanmar,atlantis": Http404,
            "country.not=atlantis": Http404,
            "kind=poem": Http404,
            "language=xx": Http404,
            "year=999": Http404,
            "year=3000": Http404,
            "year=²017": Http404,
            "month=6": Http404,
            "year=2017&month=13": Http404,
            "from=2017-02-30": BadRequest,
            "from=0001-01-01": BadRequest,
            "until=yesterday": BadRequest,
            f"year={many}": BadRequest,
            "language=all&year=2001,2003,2005,2007,2009,2011,2013,2015,2017,2019,2021,2023&country=myanmar,thailand,yemen": BadRequest,
        }.items():
            with self.subTest(query), self.assertRaises(error):
                Selection.parse(QueryDict(query), "en")
            self.assertIn(self.client.get(f"/en/news/?{query}").status_code, (400, 404))

    def test_what_is_not_public_is_not_chosen(self):
        make_agency("Secret Office", is_public=False)
        with self.assertRaises(Http404):
            Selection.parse(QueryDict("agency=secret-office"), "en")


class FormTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_texts(Random(1), count=2)

    def fields(self, query):
        """What the form at an address sends where nothing is chosen in it."""
        page = html5lib.parse(self.client.get(f"/en/news/{query}").content, namespaceHTMLElements=False)
        form = page.find(".//form[@class='filter']")
        hidden = form.findall(".//input[@type='hidden']")
        return {field.get("name"): field.get("value") for field in hidden}, {
            select.get("name") for select in form.findall(".//select")
        }

    def test_a_language_is_added_to_that_of_the_page(self):
        hidden, selects = self.fields("?country=myanmar")
        self.assertEqual(hidden, {"country": "myanmar", "language": "en"})
        self.assertIn("language", selects)
        sent = self.client.get("/en/news/?country=myanmar&country=thailand&language=en&language=fr")
        self.assertEqual(sent["Location"], "/en/news/?country=myanmar,thailand&language=en,fr")

    def test_to_all_languages_none_is_added(self):
        hidden, selects = self.fields("?language=all")
        self.assertEqual(hidden, {"language": "all"})
        self.assertNotIn("language", selects)


class WordsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_texts(Random(1), count=2)

    def words(self, query):
        return Selection.parse(QueryDict(query), "en").describe()

    def test_a_selection_says_what_it_is(self):
        for query, words in {
            "": "News",
            "kind=speech&country=myanmar": "Speeches: Myanmar",
            "kind=speech,press-release": "Press releases, Speeches",
            "country=myanmar,thailand,yemen": "News: Myanmar, Thailand or Yemen",
            "topic.all=opium,money&topic.not=prisons": "News: Money and Opium, not Prisons",
            "kind.not=speech&year=2017&month=6": "News: not speech, June 2017",
            "year=2015,2017": "News, 2015 or 2017",
            "from=2017-01-01&until=2017-06-12": "News, from 1 January 2017, until 12 June 2017",
        }.items():
            with self.subTest(query):
                self.assertEqual(self.words(query), words)
        with override("fr"):
            self.assertNotEqual(self.words("country=myanmar,yemen&year=2017"), "News: Myanmar or Yemen, 2017")

    def test_each_part_can_be_taken_away(self):
        selection = Selection.parse(
            QueryDict(
                "country=myanmar,thailand&topic.not=opium&year=2017&month=6&language=fr&from=2017-01-01"
            ),
            "en",
        )
        base = "country=myanmar,thailand&from=2017-01-01&language=fr&topic.not=opium"
        self.assertEqual(
            {chip["label"]: chip["remove_url"] for chip in selection.chips("en")},
            {
                "Myanmar": "/en/news/2017/06/?country=thailand&from=2017-01-01&language=fr&topic.not=opium",
                "Thailand": "/en/news/2017/06/?country=myanmar&from=2017-01-01&language=fr&topic.not=opium",
                "not Opium": "/en/news/2017/06/?country=myanmar,thailand&from=2017-01-01&language=fr",
                "2017": f"/en/news/?{base}",
                "June": f"/en/news/2017/?{base}",
                "from 1 January 2017": "/en/news/2017/06/?country=myanmar,thailand&language=fr&topic.not=opium",
                "Français": f"/en/news/2017/06/?{base.replace('&language=fr', '')}",
            },
        )


class PeriodTests(SimpleTestCase):
    def test_neighbouring_years_are_one_walk(self):
        spans = Period(years=(2014, 2016, 2017)).spans()
        self.assertEqual([(a.year, b.year) for a, b in spans], [(2016, 2018), (2014, 2015)])

    def test_bounds_cut_a_period_or_leave_nothing_of_it(self):
        cut = Period(years=(2016, 2017), since=date(2017, 3, 1), until=date(2017, 3, 1)).spans()
        self.assertEqual([(a.date(), b.date()) for a, b in cut], [(date(2017, 3, 1), date(2017, 3, 2))])
        self.assertEqual(Period(years=(2016,), since=date(2017, 1, 1)).spans(), [])
        self.assertEqual(Period(since=date(2017, 1, 2), until=date(2017, 1, 1)).spans(), [])
        self.assertEqual(Period(years=(2016,), month=12).spans()[0][1].year, 2017)
