"""Invented texts with planted errors, and clean ones that look alike; how well the house rules do on them.

Each case is the clean text of ``base.json`` in its language with changes: ``set`` replaces parts of the content, ``add``
adds lines to the body, ``world`` is what the archive knows. ``expect`` names the rules that must speak, and no other may.
"""

import json
from collections import Counter
from datetime import date, datetime
from functools import cache
from pathlib import Path

from events.models import Agency, Appointment, Country, Place, Speaker, Workshop
from newsroom import content as contents
from newsroom.models import Image
from newsroom.preflight import Context, findings_of
from newsroom.preflight.addresses import Destination
from newsroom.preflight.body import read_body
from newsroom.preflight.context import Correction, Translation, Twin
from newsroom.reader.gazetteer import Gazetteer
from publishing.languages import NAME_COLUMNS
from publishing.richtext import clean_html

FOLDER = Path(__file__).parent
FIXTURES = FOLDER.parents[3] / "fixtures"
DAY = date(2017, 6, 12)
SUBJECTS = ("wording", "dates", "marks", "quotes", "links", "pictures", "about", "translations")


@cache
def gazetteer() -> Gazetteer:
    """The countries and bodies that ``load_reference`` brings, without a database."""

    def rows(name):
        return [row["fields"] for row in json.loads((FIXTURES / name).read_text(encoding="utf-8"))]

    names = {}
    for row in rows("country_names.json"):
        names.setdefault(row["country"][0], []).append(row["name"])
    columns = NAME_COLUMNS.values()
    return Gazetteer.build(
        countries=[
            (
                row["iso2"],
                row["name"],
                [*(row.get(column, "") for column in columns), *names.get(row["iso2"], ())],
            )
            for row in rows("countries.json")
        ],
        agencies=[(row["name"], row.get("acronym", "")) for row in rows("agencies.json")],
        places=[(row["name"],) for row in rows("places.json")],
    )


def cases(subject: str) -> list[dict]:
    return json.loads((FOLDER / f"{subject}.json").read_text(encoding="utf-8"))


def context_of(case: dict) -> Context:
    """The context of a case, made without a database."""
    language, world = case["language"], case.get("world", {})
    base = json.loads((FOLDER / "base.json").read_text(encoding="utf-8"))[language]
    content = contents.empty(language) | {
        **base,
        "body": "\n".join(base["body"]),
        "dateline": {"places": ["bangkok-th"], "date": DAY.isoformat(), "end_date": None},
        "countries": ["TH"],
        "topics": ["borders"],
        **case.get("set", {}),
    }
    content["body"] = clean_html("\n".join([content["body"], *case.get("add", ())]))
    places = [_place(slug) for slug in content["dateline"]["places"]]
    return Context(
        content=content,
        today=DAY,
        release_day=_date(world.get("release_day", DAY.isoformat())),
        is_released=world.get("is_released", False),
        has_embargo=world.get("has_embargo", False),
        places=places,
        workshops=[_workshop(row) for row in world.get("workshops", ())],
        unknown_topics=world.get("unknown_topics", []),
        appointments={
            slug: [_appointment(row) for row in rows] for slug, rows in world.get("appointments", {}).items()
        },
        images={key: Image(**values) for key, values in world.get("images", {}).items()},
        destinations={href: Destination(state) for href, state in world.get("destinations", {}).items()},
        dead_links=world.get("dead_links", {}),
        twins=[Twin(**row) for row in world.get("twins", ())],
        translations=[_translation(row) for row in world.get("translations", ())],
        gazetteer=gazetteer(),
    )


def _date(value):
    return value and date.fromisoformat(value)


def _place(slug):
    names = {
        "bangkok-th": {"name_ar": "بانكوك", "name_ru": "Бангкок", "name_zh": "曼谷"},
        "mae-sot-th": {},
    }
    name = slug.removesuffix("-th").replace("-", " ").title()
    country = Country(pk=1, iso2="TH", name="Thailand")
    return Place(pk=len(slug), slug=slug, name=name, country=country, **names[slug])


def _workshop(row):
    place = Place(pk=99, country_id=2) if row.pop("elsewhere", False) else _place("bangkok-th")
    days = {key: _date(row.pop(key)) for key in ("starts_on", "ends_on")}
    return Workshop(place=place, **days, **row)


def _appointment(row):
    days = {key: _date(row.get(key)) for key in ("starts_on", "ends_on")}
    return Appointment(
        speaker=Speaker(name="Arun Suksawat"), agency=Agency(name=row["agency"]), role=row["role"], **days
    )


def _translation(row):
    told = row.pop("correction", None)
    return Translation(
        **row | {"body": read_body(row["body"])},
        correction=told and Correction(datetime.fromisoformat(told["at"]), told["kind"], told["note"]),
    )


def score(subjects=SUBJECTS) -> tuple[dict[str, Counter], list[tuple[dict, set, set]]]:
    """By rule how often it was ``right``, ``wrong`` or ``missing``; and the cases that came out otherwise than expected."""
    counts, differences = {}, []
    for subject in subjects:
        for case in cases(subject):
            expected = set(case["expect"])
            found = {finding.rule for finding in findings_of(context_of(case))}
            for rule in expected | found:
                result = "right" if rule in expected & found else "wrong" if rule in found else "missing"
                counts.setdefault(rule, Counter())[result] += 1
            if expected != found:
                differences.append((case, expected, found))
    return counts, differences
