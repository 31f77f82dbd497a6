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


def write_about(language, title, images):
    """Texts in a language: one that was corrected and then had a typo, and one that was withdrawn."""
    about = {
        "language": language,
        "originally_released_on": "2017-06-12",
        "countries": ["MM"],
        "topics": ["migrant-smuggling"],
        "agencies": ["border-office"],
        "workshops": ["2017/session"],
        "dateline": {"places": ["nay-pyi-taw-mm"], "date": "2017-06-12", "end_date": None},
        "summary": f"{title}, in short.",
        "body": f'<h2>One</h2><p>“{language} words”, <a href="/en/topics/">more</a> & <b>so on</b>.</p>'
        "<table><tbody><tr><td>5 &lt; 6</td></tr></tbody></table>",
        "quotes": [{"text": f"{language} words", "speaker": "daw-example", "capacity": "", "agency": None}],
        "images": [
            {"image": image.sha256, "role": role, "alt_text": "", "caption": "<Caption>"}
            for image, role in zip(images, ("lead", "gallery"), strict=True)
        ],
    }
    article = make_article(**about | {"title": title})
    change(article, title=f"{title} (2)")
    workflow.correct(article, by=None, kind="correction", note="5 < 6 & so on.")
    change(article, title=f"{title} (3)")
    workflow.correct(article, by=None, kind="typo")
    withdrawn = make_article(**about | {"title": f"{title} was wrong"})
    workflow.withdraw(withdrawn, by=None, reason="gone", note=f"{title}: wrong.")
    return about


class RuleTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_agency(), make_speaker(), make_topic(), make_country("Thailand", "TH")
        make_place(latitude="19.7450", longitude="96.1297")
        make_workshop(slug="session", series=make_series())
        images = make_image(credit="A & B"), make_image()
        about = {language: write_about(language, TITLES[language], images) for language in Language.values}
        other = make_article(**about["en"] | {"images": []})  # of the same day
        for reason in ("readable", "replaced"):
            withdrawn = make_article(**about["en"] | {"title": f"{TITLES['en']} {reason}"})
            new = other if reason == "replaced" else None
            workflow.withdraw(withdrawn, by=None, reason=reason, note="Old.", replaced_by=new)

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
                number, told = {"?language=all": (7, 8), "?year=1999,2001": (0, 0)}.get(query, (2, 3))
                with self.subTest(query, form=form):
                    self.check(f"/en/news/{query}", form, number, told)

    def test_in_every_language(self):
        for form in RULES:
            for language in Language.values:
                for address in ("/news/", "/countries/myanmar/"):
                    with self.subTest(address, form=form, language=language):
                        numbers = (2, 3) if language == "en" else (1, 1)
                        self.check(f"/{language}{address}", form, *numbers)

    def test_archives_and_feeds_with_a_hub(self):
        position = f"{database_now() - timedelta(days=1):%Y%m%d%H%M%S%f}-1"
        with self.settings(WEBSUB_HUB="https://hub.example.org/"):
            for form in RULES:
                with self.subTest(form):
                    self.check(f"/en/news/?before={position}", form, told=0)
                    self.assertContains(self.client.get(f"/en/feed.{form}"), "https://hub.example.org/")
