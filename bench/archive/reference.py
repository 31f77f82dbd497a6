"""Whom and what made-up texts are about: the reference data of the site, and a few thousand bodies, people and events more."""

import datetime
import random
from collections import defaultdict
from typing import NamedTuple

from django.db import transaction
from django.utils.text import slugify

from events.models import (
    Agency,
    Appointment,
    Country,
    Place,
    Region,
    Series,
    Speaker,
    Topic,
    Workshop,
    WorkshopAgency,
    WorkshopSpeaker,
)
from events.models.agencies import AgencyKind
from events.models.workshops import Status, WorkshopKind
from publishing.languages import Language

from .words import Words, Zipf

AGENCIES, SPEAKERS, SERIES, WORKSHOPS = 2000, 3000, 300, 4000
YEARS = range(1990, 2027)
NO_REFERENCE = "There is no reference data yet. Run first: manage.py load_reference"
_BODIES = ("Ministry for", "National Office against", "Police Service for", "Commission on", "Institute for")
_ROLES = ("Director", "Regional Representative", "Chief of Staff", "Head of Unit", "Minister", "Spokesperson")
_EVENTS = ("Workshop on", "Training in", "Conference on", "Meeting about")


class Thing(NamedTuple):
    """A row that texts name, with what a text about it needs to know and its lists."""

    pk: int
    key: str
    names: dict  # by language
    slug: str = ""
    of: object = (
        None  # a country's regions, a place's country, a workshop's series, a speaker's agency and role
    )


class Ranked(list):
    """Things of one kind, to pick from: the first most often."""

    def __init__(self, things, chance):
        super().__init__(
            sorted(things, key=lambda thing: thing.key)
        )  # whatever order the database has them in
        chance.shuffle(self)
        self.rank = Zipf(len(self)) if self else None

    def pick(self, chance, count: int = 1) -> list[Thing]:
        """So many at most, each once."""
        draw = self.rank.draw
        return list({thing.pk: thing for thing in (self[draw(chance)] for _ in range(count))}.values())


class Reference:
    """Everything that texts may name. It holds plain values, no connection."""

    def __init__(self, seed: int):
        chance = random.Random(f"reference {seed}")
        self.countries = Ranked(_countries(), chance)
        self.topics = Ranked(_things(Topic, "slug", is_public=True), chance)
        self.agencies = Ranked(_things(Agency, "slug", is_public=True), chance)
        self.speakers = Ranked(_speakers(), chance)
        if not (self.countries and self.topics and self.agencies and self.speakers):
            raise SystemExit(NO_REFERENCE)
        self.workshops, self.places = defaultdict(list), defaultdict(list)
        for workshop in _things(Workshop, "slug", of="series", is_public=True):
            self.workshops[int(workshop.key.partition("/")[0])].append(workshop)
        for place in _things(Place, "slug", of="country"):
            self.places[place.of].append(place)
        for groups in (self.workshops, self.places):
            for key, things in groups.items():
                groups[key] = Ranked(things, chance)


def _things(model, key, of="", **where):
    columns = [column for column in (key, of) if column]
    more = {row["pk"]: row for row in model.objects.filter(**where).values("pk", *columns)}
    return [
        Thing(
            row.pk,
            row.reference if model is Workshop else more[row.pk][key],
            {language: row.name_in(language) for language in Language.values},
            row.slug,
            more[row.pk][of] if of else None,
        )
        for row in model.objects.filter(**where)
    ]


def _countries():
    """Each with the regions that it lies in."""
    regions = Region.objects.values_list("path", "pk")
    return [
        country._replace(of=[pk for path, pk in regions if country.of.startswith(path)])
        for country in _things(Country, "iso2", of="region__path")
    ]


def _speakers():
    """Those who are public, each with an agency and a role; the last that they were given."""
    held = {
        speaker: ((agency, slug), role)
        for speaker, agency, slug, role in Appointment.objects.filter(agency__is_public=True)
        .order_by("pk")
        .values_list("speaker", "agency", "agency__slug", "role")
    }
    return [
        speaker._replace(of=held.get(speaker.pk, (None, "Expert")))
        for speaker in _things(Speaker, "slug", is_public=True)
    ]


@transaction.atomic
def make_reference(seed: int, scale: float = 1) -> None:
    """Agencies, speakers with an appointment each, series, and workshops over all years with agencies and speakers."""
    chance = random.Random(f"more reference {seed}")
    words = Words("en", seed, 3000)
    countries, topics = list(Country.objects.order_by("iso2")), list(Topic.objects.order_by("slug"))
    places = list(Place.objects.select_related("country").order_by("slug"))
    if not (countries and topics and places):
        raise SystemExit(NO_REFERENCE)

    def word():
        return words.all[chance.randrange(len(words.all) // 2, len(words.all))].title()

    def many(count):
        return range(1, max(1, round(count * scale)) + 1)

    def named(name, number):
        return {"name": name, "slug": f"{slugify(name)[:100]}-{number}", "is_public": True}

    agencies = Agency.objects.bulk_create(
        Agency(
            kind=chance.choice(AgencyKind.values),
            country=country,
            acronym="".join(chance.choices("ABCDEFGHIKLMNOPRSTUV", k=5)) if number % 2 else "",
            **named(f"{chance.choice(_BODIES)} {word()}, {country.name}"[:200], number),
        )
        for number, country in ((number, chance.choice(countries)) for number in many(AGENCIES))
    )
    speakers = Speaker.objects.bulk_create(
        Speaker(**named(f"{word()} {word()}-{word()}", number)) for number in many(SPEAKERS)
    )
    Appointment.objects.bulk_create(
        Appointment(speaker=speaker, agency=chance.choice(agencies), role=chance.choice(_ROLES))
        for speaker in speakers
    )
    series = Series.objects.bulk_create(
        Series(**named(f"{word()} programme on {chance.choice(topics).name}"[:200], number))
        for number in many(SERIES)
    )
    workshops = Workshop.objects.bulk_create(
        _workshop(
            chance, places, series, named(f"{chance.choice(_EVENTS)} {word()} {word()}", number), number
        )
        for number in many(WORKSHOPS)
    )
    WorkshopAgency.objects.bulk_create(
        WorkshopAgency(workshop=workshop, agency=agency, role="organiser")
        for workshop in workshops
        for agency in set(chance.choices(agencies, k=2))
    )
    WorkshopSpeaker.objects.bulk_create(
        WorkshopSpeaker(workshop=workshop, speaker=chance.choice(speakers), capacity="Facilitator")
        for workshop in workshops
    )


def _workshop(chance, places, series, names, number):
    year = YEARS[number % len(YEARS)]
    day = datetime.date(year, 1, 1) + datetime.timedelta(days=chance.randrange(160))
    return Workshop(
        kind=chance.choice(WorkshopKind.values),
        status=Status.HELD,
        starts_on=day,
        ends_on=day + datetime.timedelta(days=chance.randrange(5)),
        year=year,
        place=chance.choice(places),
        series=chance.choice(series) if chance.random() < 0.7 else None,
        languages=["en"],
        **names,
    )
