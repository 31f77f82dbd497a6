"""Every list in every format, with corrections and withdrawals in it, is accepted by the judges of that format."""

import json
from datetime import timedelta

import feedparser
from django.test import TestCase

from newsroom import workflow
from publishing.clock import database_now
from publishing.languages import Language
from tests.factory import (
    change,
    make_agency,
    make_article,
    make_country,
    make_image,
    make_place,
    make_series,
    make_speaker,
    make_topic,
    make_workshop,
)
from tests.feed_rules import RULES

LISTS = (
    "/",
    "/news/",
    "/news/2017/",
    "/news/2017/06/",
    "/countries/myanmar/",
    "/regions/south-eastern-asia/",
    "/topics/migrant-smuggling/",
    "/series/training-series/",
    "/agencies/border-office/",
    "/speakers/daw-example/",
    "/events/2017/session/",
)
SELECTIONS = ("?country=myanmar,thailand&topic=migrant-smuggling", "?language=all", "?year=1999,2001")
TITLES = {
    "ar": "تعزيز التعاون 😀",
    "en": "Fees & “fines” <rise>: 5 < 6",
    "es": "Año nuevo — ¿qué cambia?",
    "fr": "L’été, d’après « eux »",
    "ru": "Борьба с наркотиками",
    "zh-hans": "加强合作",
}


def write_about(language, title):
    """Texts in a language: one that was corrected and then had a typo, one of the same day, three that were withdrawn."""
    country = make_country()
    make_country("Thailand", "TH")
    place = make_place(country=country, latitude="19.7450", longitude="96.1297")
    about = {
        "language": language,
        "originally_released_on": "2017-06-12",
        "countries": [country.iso2],
        "topics": [make_topic().slug],
        "agencies": ["border-office"],
        "workshops": ["2017/session"],
        "dateline": {"places": [place.slug], "date": "2017-06-12", "end_date": None},
        "summary": f"{title}, in short.",
        "body": f'<h2>One</h2><p>“{language} words”, <a href="/en/topics/">more</a> & <b>so on</b>.</p>'
        "<table><tbody><tr><td>5 &lt; 6</td></tr></tbody></table>",
        "quotes": [{"text": f"{language} words", "speaker": "daw-example", "capacity": "", "agency": None}],
        "images": [
            {"image": make_image(credit="A & B").sha256, "role": role, "alt_text": "", "caption": "<Caption>"}
            for role in ("lead", "gallery")
        ],
    }
    corrected = make_article(**about | {"title": title})
    change(corrected, title=f"{title} (2)")
    workflow.correct(corrected, by=None, kind="correction", note="5 < 6 & so on.")
    change(corrected, title=f"{title} (3)")
    workflow.correct(corrected, by=None, kind="typo")
    other = make_article(**about | {"images": []})
    for reason in ("gone", "readable", "replaced"):
        article = make_article(**about | {"title": f"{title} {reason}"})
        new = other if reason == "replaced" else None
        workflow.withdraw(article, by=None, reason=reason, note=f"{title}: wrong.", replaced_by=new)
    return corrected, other


class RuleTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_agency(), make_speaker()
        make_workshop(slug="session", series=make_series())
        cls.texts = {language: write_about(language, TITLES[language]) for language in Language.values}

    def check(self, address, form, entries=2, told=3):
        address = f"{address.partition('?')[0]}feed.{form}?{address.partition('?')[2]}".removesuffix("?")
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200, address)
        self.assertEqual(RULES[form](response.content, f"http://testserver{address}"), [], address)
        if form == "json":
            found = len(json.loads(response.content)["items"])
        else:
            parsed = feedparser.parse(response.content)
            self.assertFalse(parsed.bozo, parsed.get("bozo_exception"))
            found = len(parsed.entries)
        self.assertEqual(found, entries + (told if form != "atom" else 0), address)

    def test_every_list_is_accepted_in_every_format(self):
        for form in RULES:
            for address in LISTS:
                with self.subTest(address, form=form):
                    self.check(f"/en{address}", form)
            for query in SELECTIONS:
                number, told = {"?language=all": (12, 18), "?year=1999,2001": (0, 0)}.get(query, (2, 3))
                with self.subTest(query, form=form):
                    self.check(f"/en/news/{query}", form, number, told)

    def test_in_every_language(self):
        for form in RULES:
            for language in Language.values:
                for address in ("/news/", "/countries/myanmar/"):
                    with self.subTest(address, form=form, language=language):
                        self.check(f"/{language}{address}", form)

    def test_archives_and_feeds_with_a_hub(self):
        position = f"{database_now() - timedelta(days=1):%Y%m%d%H%M%S%f}-1"
        with self.settings(WEBSUB_HUB="https://hub.example.org/"):
            for form in RULES:
                with self.subTest(form):
                    self.check(f"/en/news/?before={position}", form, told=0)
                    self.assertContains(self.client.get(f"/en/feed.{form}"), "https://hub.example.org/")
