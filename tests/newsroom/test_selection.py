"""Selections: the right texts, in order, on pages and in counts, for any query."""

from datetime import date
from random import Random

from django.db import connection
from django.http import QueryDict
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from newsroom import terms
from newsroom.models import Edition
from newsroom.models.articles import Kind
from newsroom.paging import paginate
from newsroom.selection import Selection, walks
from newsroom.selection.options import options, total
from tests.factory import make_agency, make_article, make_country, make_draft, make_speaker, make_topic

DAYS = ["2015-03-01", "2016-12-31", "2017-01-01", "2017-06-12", "2018-02-28"]
PARAMETERS = {
    "country": ["myanmar", "thailand", "yemen"],
    "topic": ["opium", "money", "prisons"],
    "kind": ["press-release", "speech"],
    "agency": ["border-office", "drug-office"],
    "speaker": ["daw-example"],
}
PERIODS = [
    "",
    "year=2017",
    "year=2015,2017",
    "year=2017&month=6",
    "from=2016-12-31&until=2017-06-12",
    "until=2015-02-01",
]
LANGUAGES = ["en", "fr", "en,fr", "all"]


def make_texts(random, count=40):
    make_country(), make_country("Thailand", "TH"), make_country("Yemen", "YE")
    for name in ("Opium", "Money", "Prisons"):
        make_topic(name)
    make_agency(), make_agency("Drug Office"), make_speaker()
    for n in range(count):
        agency = random.choice(["", "border-office", "drug-office"])
        quotes = [{"text": "It is so.", "speaker": "daw-example", "capacity": "", "agency": agency}]
        make_article(
            countries=random.sample(["MM", "TH", "YE"], random.randrange(3)),
            topics=random.sample(["opium", "money", "prisons"], random.randrange(4)),
            agencies=random.sample(["border-office", "drug-office"], random.randrange(2)),
            kind=random.choice([Kind.PRESS_RELEASE, Kind.SPEECH]),
            language=random.choice(["en", "en", "fr"]),
            body="<p>“It is so.”</p>",
            quotes=quotes if n % 3 == 0 else [],
            originally_released_on=random.choice(DAYS),
        )


def facts(edition) -> dict[str, set]:
    agencies = {agency.slug for agency in edition.agencies.all()}
    return {
        "country": {country.slug for country in edition.countries.all()},
        "topic": {topic.slug for topic in edition.topics.all()},
        "kind": {edition.kind},
        "agency": agencies | {quote.agency.slug for quote in edition.quotes.all() if quote.agency},
        "speaker": {quote.speaker.slug for quote in edition.quotes.all() if quote.speaker},
    }


def fits(edition, query) -> bool:
    """Whether a text is in a selection, read from the query by hand and from the text one by one."""
    known = facts(edition)
    for name, value in query.items():
        values, (facet, _dot, mode) = set(value.split(",")), name.partition(".")
        if facet in known:
            good = {
                "": known[facet] & values,
                "all": values <= known[facet],
                "not": not known[facet] & values,
            }[mode]
            if not good:
                return False
    day = edition.released_on
    return (
        (query.get("language", "en") == "all" or edition.language in query.get("language", "en").split(","))
        and (not query.get("year") or str(day.year) in query["year"].split(","))
        and (not query.get("month") or day.month == int(query["month"]))
        and (not query.get("from") or day >= date.fromisoformat(query["from"]))
        and (not query.get("until") or day <= date.fromisoformat(query["until"]))
    )


def any_query(random) -> QueryDict:
    query = QueryDict(random.choice(PERIODS), mutable=True)
    for name, values in PARAMETERS.items():
        for suffix in ("", ".all", ".not"):
            if random.random() < 0.2:
                query[name + suffix] = ",".join(random.sample(values, random.randrange(1, len(values) + 1)))
    query["language"] = random.choice(LANGUAGES)
    return query


def every_page(selection, *, is_the_same_back=True):
    """The texts of all pages, forwards; the way back must be the same."""
    query, found, ways = {}, [], []
    while True:
        page = paginate(selection.walks, query)
        found += page.items
        ways.append(page)
        if not page.older:
            break
        query = dict([page.older.split("=")])
    for page, before in zip(ways[:0:-1], ways[-2::-1], strict=False):
        back = paginate(selection.walks, dict([page.newer.split("=")]))
        assert back.items == before.items or not is_the_same_back
    return found


class AnySelectionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_texts(Random(4))
        make_draft(countries=["MM"], topics=["opium"])
        cls.editions = list(
            Edition.objects.live().prefetch_related(
                "countries", "topics", "agencies", "quotes__agency", "quotes__speaker"
            )
        )

    def test_it_holds_what_fits_in_order_on_pages_and_in_counts(self):
        random, sizes = Random(7), set()
        for _n in range(150):
            query = any_query(random)
            selection = Selection.parse(query, "en")
            expected = [edition for edition in self.editions if fits(edition, query)]
            sizes.add(len(expected))
            with self.subTest(query.urlencode()):
                self.assertEqual(every_page(selection), expected)
                self.assertEqual(selection.newest(7), expected[:7])
                self.assertEqual(total(selection), len(expected))
                path, _mark, rest = selection.url("en").partition("?")
                years = [int(part) for part in path.strip("/").split("/")[2:]]
                again = Selection.parse(QueryDict(rest), "en", *years)
                self.assertEqual(again.url("en"), selection.url("en"))
                self.assertEqual(every_page(again), expected)
        self.assertGreater(len(sizes), 10)

    def test_options_say_how_many_texts_they_would_leave(self):
        random = Random(8)
        for _n in range(40):
            query = any_query(random)
            selection = Selection.parse(query, "en")
            offered = options(selection)
            for name in ("country", "kind", "topic"):
                others = {key: value for key, value in query.items() if key.partition(".")[0] != name}
                expected = {}
                for value in PARAMETERS[name]:
                    number = sum(fits(edition, others | {name: value}) for edition in self.editions)
                    expected |= {value: number} if number else {}
                with self.subTest(query.urlencode(), name=name):
                    self.assertTrue(offered[name].are_counted)
                    self.assertEqual(self.by_slug(name, offered[name].counts), expected)
            years = {key: value for key, value in query.items() if key not in ("year", "month")}
            expected = {}
            for edition in self.editions:
                if fits(edition, years):
                    expected[edition.year] = expected.get(edition.year, 0) + 1
            with self.subTest(query.urlencode()):
                self.assertEqual(dict(offered["year"].counts), expected)

    @staticmethod
    def by_slug(name, numbers):
        if name == "kind":
            return {terms.kind_of(value).value: count for value, count in numbers.items()}
        model = Edition._meta.get_field({"country": "countries", "topic": "topics"}[name]).related_model
        return {model.objects.get(pk=key).slug: count for key, count in numbers.items()}

    def test_a_walk_that_finds_little_stops_and_goes_on_on_the_next_page(self):
        query = QueryDict("country=yemen&topic=opium&language=all")
        expected = [edition for edition in self.editions if fits(edition, query.dict())]
        far, walks.FAR = walks.FAR, 3
        try:
            selection = Selection.parse(query, "en")
            # A page is as far as one walk went, which is not the same from the other side.
            self.assertEqual(every_page(selection, is_the_same_back=False), expected)
            self.assertTrue(paginate(selection.walks, {}).is_short)
            self.assertIsNone(selection.walks.count(10_000))
        finally:
            walks.FAR = far
        self.assertFalse(paginate(Selection.parse(query, "en").walks, {}).is_short)

    def test_each_of_several_walks_is_limited_by_itself(self):
        selection = Selection.parse(QueryDict("country=myanmar,yemen&language=all"), "en")
        with CaptureQueriesContext(connection) as queries:
            selection.walks.find(5)
        self.assertEqual([query["sql"].count("LIMIT 5") for query in queries], [2 * 6])

    def test_too_many_texts_to_count_are_offered_without_numbers(self):
        from newsroom.selection import options as module  # noqa: PLC0415 -- to bound it

        selection = Selection.parse(QueryDict("country=myanmar,thailand&language=all"), "en")
        whole = options(selection)
        counted, module.COUNTED = module.COUNTED, 2
        try:
            cut = options(selection)
        finally:
            module.COUNTED = counted
        self.assertTrue(whole["topic"].are_counted)
        self.assertFalse(cut["topic"].are_counted)
        self.assertLessEqual(cut["topic"].counts.keys(), whole["topic"].counts.keys())
