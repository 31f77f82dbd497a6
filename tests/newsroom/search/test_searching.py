"""What is found: the same on both databases, newest first, by the clock, and nothing that is not public."""

from django.db import connection
from django.http import QueryDict
from django.test import TestCase

from events.models import AgencyName, CountryName, PlaceName
from newsroom import listing, workflow
from newsroom.models import SearchText, SearchWord
from newsroom.paging import paginate
from newsroom.search import proposals, rebuilding
from newsroom.search.ranking import ranked
from newsroom.selection import Selection
from tests.archive import tell_the_planner
from tests.factory import (
    change,
    make_agency,
    make_article,
    make_country,
    make_draft,
    make_place,
    make_speaker,
    make_topic,
)
from tests.plans import scans
from tests.press import goes_public, make_scheduled

# Of the first release of the issue and its like: titles by the queries that find them.
TEXTS = {
    "myanmar": {
        "title": "Officials in Myanmar trained to prosecute migrant smugglers",
        "summary": "Twenty officials took part in a workshop.",
        "body": "<p>The workshop on the smuggling of migrants was held with the Border Office.</p><p>“It is so.”</p>",
        "countries": ["MM"],
        "topics": ["migrant-smuggling"],
        "dateline": {"places": ["nay-pyi-taw-mm"], "date": "2017-06-12", "end_date": None},
        "quotes": [
            {"text": "It is so.", "speaker": "daw-example", "capacity": "", "agency": "border-office"}
        ],
        "originally_released_on": "2017-06-12",
    },
    "opium": {
        "title": "Opium survey",
        "body": "<p>Less opium poppy was cultivated in Thailand than in Myanmar.</p>",
        "countries": ["TH"],
        "originally_released_on": "2016-02-01",
    },
    "speech": {
        "title": "Speech on drug trafficking",
        "body": "<p>Trafficking in drugs, and smuggling; a hopeful year. The drugs market.</p>",
        "kind": "speech",
        "originally_released_on": "2018-03-01",
    },
    "french": {
        "title": "Enquête sur l’opium en Côte d’Ivoire",
        "body": "<p>Les négociations ont commencé.</p>",
        "language": "fr",
        "originally_released_on": "2018-04-01",
    },
    "arabic": {
        "title": "مكافحة المخدرات",
        "body": "<p>تدريب الموظفين.</p>",
        "language": "ar",
        "originally_released_on": "2018-05-01",
    },
    "chinese": {
        "title": "联合国毒品和犯罪问题办公室",
        "body": "<p>打击毒品犯罪。</p>",
        "language": "zh-hans",
        "originally_released_on": "2018-06-01",
    },
    "russian": {
        "title": "Сотрудничество в Мьянме",
        "body": "<p>Незаконный оборот наркотиков.</p>",
        "language": "ru",
        "originally_released_on": "2018-07-01",
    },
    "spanish": {
        "title": "Las investigaciones continúan",
        "body": "<p>Contra el tráfico.</p>",
        "language": "es",
        "originally_released_on": "2018-08-01",
    },
}
FOUND = {
    "officials": ["myanmar"],
    "official prosecution": ["myanmar"],
    "smuggling": ["speech", "myanmar"],
    '"migrant smugglers"': ["myanmar"],
    '"smugglers migrant"': [],
    '"smuggling of migrants"': ["myanmar"],
    '"border office it is so"': [],  # in two paragraphs
    "smuggling -migrants": ["speech"],
    '-"drug trafficking" smuggling': ["myanmar"],
    "opium OR trafficking": ["speech", "opium"],
    "Burma": ["myanmar", "opium"],
    "Union of Burma": ["myanmar", "opium"],
    "-burma": ["speech"],
    "Naypyitaw": ["myanmar"],
    "BO workshop": ["myanmar"],
    "country:mm": ["myanmar"],
    "country:myanmar OR country:xyz": ["myanmar"],
    "country:mm OR country:th": ["myanmar", "opium"],
    "speaker:example": ["myanmar"],
    "speaker:nobody": [],
    "topic:migrant-smuggling workshop": ["myanmar"],
    "kind:speech": ["speech"],
    "-kind:speech smuggling": ["myanmar"],
    "year:2016": ["opium"],
    "culti*": ["opium"],
    "cultiv": ["opium"],
    "the of": ["myanmar"],
    "hopeful years": ["speech"],
    "nothing like it": [],
    "language=fr&q=cote ivoire": ["french"],
    "language=fr&q=negociation": ["french"],
    "language=ar&q=مخدرات": ["arabic"],
    "language=ar&q=موظف": ["arabic"],
    "language=zh-hans&q=毒品": ["chinese"],
    "language=zh-hans&q=品": ["chinese"],
    'language=zh-hans&q="毒品和犯罪"': ["chinese"],
    'language=zh-hans&q="毒品犯罪问题"': [],
    "language=ru&q=мьянма сотрудничества": ["russian"],
    "language=es&q=investigacion": ["spanish"],
    "language=all&q=опиум OR opium": ["french", "opium"],
    "country=thailand&q=opium": ["opium"],
    "country.not=thailand&q=myanmar": ["myanmar"],
    "from=2017-01-01&q=smuggling&until=2017-12-31": ["myanmar"],
    "year=2018&q=smuggling": ["speech"],
    "topic=migrant-smuggling&q=opium": [],
}


def select(query) -> Selection:
    return (
        Selection.parse(QueryDict(query if "=" in query else "", mutable=False), "en")
        if "=" in query
        else of(query)
    )


def of(text) -> Selection:
    query = QueryDict(mutable=True)
    query["q"] = text
    return Selection.parse(query, "en")


def titles(selection, limit=50):
    return [edition.title for edition in selection.newest(limit)]


class SearchTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        myanmar, _thailand = make_country(), make_country("Thailand", "TH")
        for name in ("Burma", "Union of Burma"):
            CountryName.objects.create(country=myanmar, name=name)
        PlaceName.objects.create(place=make_place(), name="Naypyitaw")
        AgencyName.objects.create(agency=make_agency(acronym="BO"), name="Office of Borders")
        make_topic(), make_speaker()
        cls.articles = {name: make_article(**text) for name, text in TEXTS.items()}
        cls.names = {text["title"]: name for name, text in TEXTS.items()}

    def found(self, selection, limit=50):
        return [self.names[title] for title in titles(selection, limit)]

    def test_the_same_answers_on_every_database(self):
        for query, names in FOUND.items():
            with self.subTest(query):
                selection = select(query)
                self.assertEqual(self.found(selection), names)
                self.assertEqual(selection.walks.count(100), len(names))
                self.assertEqual(
                    sorted(ranked(selection.walks)[0]), sorted(row.pk for row in selection.newest(50))
                )

    def test_what_is_in_the_title_comes_first(self):
        make_article(title="A new text", body="<p>Of opium, once.</p>")
        keys, is_whole = ranked(of("opium").walks)
        self.assertEqual((keys[0], is_whole), (self.articles["opium"].editions.get().pk, True))

    def test_of_two_that_fit_as_well_the_newer_one_comes_first(self):
        new = make_article(title="Opium survey", body="<p>Less.</p>")
        self.assertEqual(ranked(of("opium survey").walks)[0][0], new.editions.get().pk)

    def test_a_field_that_names_nothing_is_known(self):
        self.assertEqual([part.text for part in of("speaker:nobody smuggling").walks.unknown], ["nobody"])

    def test_pages_go_on_from_any_of_them(self):
        for n in range(50):  # all in one second
            make_article(title=f"Numbered {n}", originally_released_on="2015-01-01")
        selection, query, seen = of("numbered"), QueryDict(mutable=True), []
        while True:
            page = paginate(selection.walks, query)
            seen += [edition.title for edition in page.items]
            if not page.older:
                break
            query = QueryDict(page.older)
        self.assertEqual(seen, [f"Numbered {n}" for n in reversed(range(50))])
        back = paginate(selection.walks, QueryDict(page.newer))
        self.assertEqual(
            [edition.title for edition in back.items], [f"Numbered {n}" for n in reversed(range(10, 30))]
        )

    def test_it_goes_by_the_clock(self):
        article = make_scheduled(title="Quetzal found", summary="", body="<p>Quetzal.</p>")
        self.assertEqual(titles(of("quetzal")), [])
        self.assertFalse(SearchWord.objects.filter(written="quetzal").exists())
        goes_public(article)
        self.assertEqual(titles(of("quetzal")), ["Quetzal found"])
        self.assertEqual(SearchWord.objects.get(written="quetzal").texts, 1)

    def test_what_was_corrected_or_withdrawn_is_not_found(self):
        article = make_article(title="Quetzal found", body="<p>Toucan.</p>")
        change(article, title="Macaw found", body="<p>Parrot.</p>")
        workflow.correct(article, by=None, kind="correction", note="It was another bird.")
        for word, names in {
            "quetzal": [],
            "toucan": [],
            "macaw": ["Macaw found"],
            "parrot": ["Macaw found"],
        }.items():
            self.assertEqual(titles(of(word)), names, word)
        workflow.withdraw(article, by=None, reason="gone", note="There was none.")
        self.assertEqual(titles(of("macaw OR parrot OR found")), [])
        self.assertFalse(
            SearchWord.objects.filter(written__in=["quetzal", "toucan", "macaw", "parrot"]).exists()
        )
        self.assertFalse(SearchText.objects.filter(edition__article=article).exists())

    def test_a_draft_is_not_found_and_its_words_are_not_proposed(self):
        make_draft(title="Quetzalcoatlus", body="<p>Quetzalcoatlus.</p>")
        self.assertEqual(titles(of("quetzalcoatlus")), [])
        self.assertEqual(proposals.nearest("quetzalcoatlos", "en"), "")

    def test_other_spellings_are_proposed(self):
        for typed, meant in {
            "opuim": "opium",
            "smugling": "smuggling",
            "oficials": "officials",
            "myanmr": "myanmar",
        }.items():
            self.assertEqual(proposals.nearest(typed, "en"), meant)
        self.assertEqual(proposals.nearest("xylophone", "en"), "")

    def test_a_merge_moves_what_is_found(self):
        from events.merging import merge  # noqa: PLC0415 -- only here

        other = make_topic("Smuggling of people")
        merge(make_topic(), other, by=None)
        self.assertEqual(self.found(of("topic:smuggling-of-people workshop")), ["myanmar"])

    def test_made_anew_it_is_the_same(self):
        make_scheduled(title="Later")
        before = _state()
        SearchText.objects.all().delete()
        SearchWord.objects.all().delete()
        self.assertEqual(rebuilding.rebuild(), len(TEXTS) + 1)
        self.assertEqual(_state(), before)
        self.assertEqual(rebuilding.rebuild(), len(TEXTS) + 1)
        self.assertEqual(_state(), before)
        self.assertEqual(self.found(of("country:mm smuggling")), ["myanmar"])

    def test_nothing_is_read_from_end_to_end(self):
        listing.rebuild()
        tell_the_planner()
        for text in ("smuggling", '"migrant smugglers" -opium', "country:mm", "culti*", "opuim", "burma"):
            self.assertEqual(scans(lambda text=text: of(text).newest(20)), [], text)


def _state():
    """All that the index has, as far as it can be read back."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT rowid, words, labels FROM newsroom_searchindex ORDER BY rowid")
        else:
            cursor.execute("SELECT position, vector::text FROM newsroom_searchtext ORDER BY position")
        index = cursor.fetchall()
    return (
        index,
        list(SearchText.objects.order_by("position").values_list()),
        sorted(SearchWord.objects.values_list("language", "written", "bare", "stem", "texts")),
    )
