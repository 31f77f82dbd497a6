"""The API as programs read it: the same things as pages, by the shapes of its document, and nothing that is not public."""

import json

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from events.models import Speaker
from newsroom import workflow
from newsroom.api.documentation import EXAMPLES
from newsroom.api.interface import api
from publishing import visitors
from publishing.page_cache import PageCache
from tests.factory import change, make_agency, make_article, make_country, make_topic

from .archive import make_one_of_everything

API = "/api/v1"
LISTS = ("releases", "quotes", "workshops", "countries", "topics", "agencies", "series", "speakers")
MOST = 13


def things(article):
    """Addresses of one thing of each kind."""
    release = f"{API}/releases/{article.uid}"
    return {
        release: "WholeRelease",
        f"{release}/editions": "EditionPage",
        f"{API}/workshops/2017/training": "Workshop",
        f"{API}/countries/myanmar": "Country",
        f"{API}/topics/migrant-smuggling": "Topic",
        f"{API}/agencies/border-office": "Agency",
        f"{API}/series/training-series": "Series",
        f"{API}/speakers/daw-example": "Speaker",
    }


class ApiTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make_one_of_everything()
        cls.french = make_article(slug="fr", language="fr", countries=["MM"])

    def ask(self, address, status=200, **options):
        response = self.client.get(f"{API}{address}" if address[1:4] != "api" else address, **options)
        self.assertEqual(response.status_code, status, response.content[:500])
        return response.json()

    def addresses(self):
        return [*things(self.article), *(f"{API}/{name}" for name in LISTS)]

    def test_every_answer_has_the_shape_that_the_document_says(self):
        document = self.ask("/openapi.json")
        shapes = things(self.article) | {
            f"{API}/{name}": each["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
            for name in LISTS
            if (each := document["paths"][f"{API}/{name}"])
        }
        for address, shape in shapes.items():
            with self.subTest(address):
                said = self.ask(address)
                reference = {"$ref": f"#/components/schemas/{shape.rpartition('/')[2]}"}
                Draft202012Validator(reference | {"components": document["components"]}).validate(said)
                self.assertTrue(said.get("items", True))

    def test_releases_are_those_of_the_page(self):
        for query in ("country=myanmar", "q=smugglers", "language=fr", "year=2017&topic=migrant-smuggling"):
            with self.subTest(query):
                page = "/fr/news/" if query == "language=fr" else "/en/news/"
                whole = query if "language" in query else f"{query}&language=en"
                said = [release["id"] for release in self.ask(f"/releases?{whole}")["items"]]
                data = self.client.get(f"{page}data.json?{query}", follow=True).json()["items"]
                self.assertTrue(said)
                self.assertEqual(said, [release["id"] for release in data])
        self.assertEqual(len(self.ask("/releases")["items"]), 2)

    def test_pages_lead_on_to_the_end(self):
        for number in (2, 3):
            make_one_of_everything(f"sentenced-{number}")
        for name in ("releases", "quotes", "workshops", "agencies", "series", "speakers"):
            with self.subTest(name):
                everything = self.ask(f"/{name}?limit=100")["items"]
                found, address = [], f"{API}/{name}?limit=1&fields=name"
                if name in ("releases", "quotes"):
                    address = f"{API}/{name}?limit=1"
                while address:
                    response = self.client.get(address)
                    said = response.json()
                    found += said["items"]
                    address = said["next"]
                    self.assertEqual(response.get("Link"), address and f'<{address}>; rel="next"')
                key = "id" if name in ("releases", "quotes") else "key"
                self.assertEqual([each[key] for each in found], [each[key] for each in everything])
        number = f"/releases/{self.article.uid}/editions"
        change(self.article, summary="Better.")
        workflow.correct(self.article, by=None, kind="correction", note="Better.")
        said = self.ask(f"{number}?limit=1")
        self.assertEqual(said["items"][0]["number"], 1)
        self.assertIsNotNone(said["items"][0]["live_until"])
        (last,) = self.ask(said["next"].removeprefix("http://testserver"))["items"]
        self.assertEqual((last["number"], last["live_until"], last["note"]), (2, None, "Better."))

    def test_repeated_parameters_are_led_on(self):
        make_country("Thailand", "TH"), make_article(countries=["TH"])
        following = self.ask("/releases?country=myanmar&country=thailand&limit=1")["next"]
        self.assertIn("?country=myanmar&country=thailand&limit=1&cursor=", following)
        self.assertEqual(len(self.client.get(following).json()["items"]), 1)

    def test_searches_are_limited_as_on_pages(self):
        self.addCleanup(visitors.searches.full_at.clear)
        with self.settings(SEARCHES_A_MINUTE=1):
            self.ask("/releases?q=smugglers")
            response = self.client.get(f"{API}/quotes?q=smugglers")
            self.assertEqual((response.status_code, response["Retry-After"]), (429, "60"))
            self.assertEqual(response["Content-Type"], "application/problem+json")
            self.ask("/releases")

    def test_only_the_fields_that_were_asked_for(self):
        said = self.ask("/releases?fields=title, url")["items"][0]
        self.assertEqual(set(said), {"id", "title", "url"})
        self.assertEqual(self.ask("/countries/myanmar?fields=iso2"), {"key": "myanmar", "iso2": "MM"})
        self.assertIn("There is no field body.", self.ask("/releases?fields=body", 400)["detail"])

    def test_quotes_of_chosen_speakers_are_theirs_alone(self):
        make_article(
            quotes=[
                {"text": text, "speaker": speaker, "capacity": "", "agency": None}
                for text, speaker in (("Hers.", "daw-example"), ("Nobody's.", None))
            ]
        )
        said = [quote["text"] for quote in self.ask("/quotes?speaker=daw-example")["items"]]
        self.assertEqual(said, ["Hers.", "Words."])

    def test_workshops_are_chosen(self):
        for query, number in {
            "country=myanmar&series=training-series&topic=migrant-smuggling&agency=border-office": 1,
            "speaker=daw-example&status=held&from=2017-06-14&until=2017-06-12": 1,
            "status=planned": 0,
            "from=2017-06-15": 0,
        }.items():
            with self.subTest(query):
                self.assertEqual(len(self.ask(f"/workshops?{query}")["items"]), number)

    def test_what_was_withdrawn_says_so(self):
        address = f"/releases/{self.french.uid}"
        workflow.withdraw(self.french, by=None, reason="readable", note="Out of date.")
        self.assertEqual(self.ask(address)["withdrawn"]["note"], "Out of date.")
        workflow.withdraw(
            self.article, by=None, reason="replaced", note="See there.", replaced_by=make_article()
        )
        for tail in ("", "/editions"):
            said = self.ask(f"/releases/{self.article.uid}{tail}", 410)
            self.assertEqual(said["detail"], "See there.")
            self.assertTrue(said["replaced_by"].startswith("urn:uuid:"))

    def test_errors_are_problems(self):
        for address, status in {
            "/nothing": 404,
            "/": 404,
            "/releases?country=atlantis": 404,
            "/releases?cursor=rubbish": 404,
            "/workshops?cursor=2017-02-30-1": 404,
            "/releases?kind=poem": 404,
            "/releases?from=x": 400,
            "/workshops?status=x": 400,
            "/workshops/99999/x": 404,
            "/workshops/1/x": 404,
            "/releases?limit=0": 422,
            "/releases?limit=x": 422,
            "/releases/123": 404,
            f"/releases/{self.article.uid}/editions?cursor=%D9%A2": 404,
            "/releases/00000000-0000-0000-0000-000000000000": 404,
            "/releases?q=%ff": 400,
            "/speakers/a%00b": 400,
            "/agencies/nobody": 404,
            "/releases?" + "a=" * 5_000: 400,
        }.items():
            with self.subTest(address[:60]):
                response = self.client.get(f"{API}{address}")
                self.assertEqual(response.status_code, status)
                self.assertEqual(response["Content-Type"], "application/problem+json")
                said = response.json()
                self.assertEqual(
                    (said["status"], set(said) & {"title", "detail"}), (status, {"title", "detail"})
                )
                self.assertEqual(response["Access-Control-Allow-Origin"], "*")
        response = self.client.put(f"{API}/topics")
        self.assertEqual((response.status_code, response.json()["status"]), (405, 405))
        self.assertIn("GET", response["Allow"])

    def test_pages_elsewhere_may_read_and_nobody_is_known(self):
        response = self.client.get(f"{API}/topics", headers={"accept-language": "fr", "cookie": "a=1"})
        self.assertEqual(response["Access-Control-Allow-Origin"], "*")
        self.assertNotIn("Content-Language", response)
        self.assertNotIn("Cookie", response.get("Vary", ""))
        self.assertIn("public", response["Cache-Control"])
        self.assertEqual(self.client.head(f"{API}/topics").status_code, 200)
        again = self.client.get(f"{API}/topics", headers={"if-none-match": response["ETag"]})
        self.assertEqual(again.status_code, 304)
        preflight = self.client.options(f"{API}/topics")
        self.assertEqual(preflight.status_code, 204)
        self.assertIn("If-None-Match", preflight["Access-Control-Allow-Headers"])
        self.assertTrue(PageCache._is_public("200 OK", list(response.headers.items())))

    def test_the_examples_of_the_documentation_answer_as_it_says(self):
        page = self.client.get("/api/").content.decode()
        self.assertNotIn("https://cdn", page)
        for example in EXAMPLES:
            with self.subTest(example["title"]):
                self.assertIn(example["path"].replace("&", "&amp;"), page)
                self.assertEqual(_shape(self.ask(example["path"])), _shape(example["answer"]))
        for operation in api.get_openapi_schema()["paths"]:
            self.assertIn(operation, page)

    def test_as_many_queries_with_one_row_as_with_three(self):
        def counts():
            counted = {}
            for address in self.addresses():
                with CaptureQueriesContext(connection) as queries:
                    self.client.get(address)
                counted[address] = len(queries)
            return counted

        with_one = counts()
        for number in (2, 3):
            make_one_of_everything(f"sentenced-{number}")
            make_topic(f"Topic {number}")
        self.assertEqual(counts(), with_one)
        self.assertEqual({address: n for address, n in with_one.items() if n > MOST}, {})

    def test_merged_things_are_what_they_became(self):
        from events import merging  # noqa: PLC0415 -- only here

        old, new = make_agency("Old office"), make_agency("New office")
        merging.merge(old, new, by=None)
        self.assertEqual(self.ask("/agencies/old-office")["key"], "new-office")
        Speaker.objects.update(is_public=False)
        self.ask("/speakers/daw-example", 404)


def _shape(value):
    """Names and types, of the first thing of a list."""
    if isinstance(value, dict):
        return {name: _shape(each) for name, each in value.items() if name not in ("names", "next")}
    if isinstance(value, list):
        return [_shape(each) for each in value[:1]]
    return type(json.loads(json.dumps(value))).__name__
