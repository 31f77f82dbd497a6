"""What is said of an edition beside its text: places, countries, topics and agencies, by their names of today.

The names are in the language of the edition. What readers may not see is not there.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from django.db.models import Case, CharField, F, IntegerField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from publishing.addresses import address
from publishing.languages import NAME_COLUMNS
from publishing.prepared import Params, Prepared

from . import datelines
from .models import Edition
from .models.editions import EditionPlace


class Named(NamedTuple):
    """A country, a topic or an agency (its ``kind``) for a line of links."""

    kind: str
    slug: str
    local_name: str

    def get_absolute_url(self):
        return address(f"events:{self.kind}-detail", self.slug)


@dataclass
class Facts:
    """What one edition is about: each list in the order of the English names, the places in that of the dateline."""

    places: list[tuple[str, str]] = field(default_factory=list)  # each with its country
    countries: list[Named] = field(default_factory=list)
    topics: list[Named] = field(default_factory=list)
    agencies: list[Named] = field(default_factory=list)
    # Latitude and longitude of those places that have them: "19.745 96.1297".
    points: list[str] = field(default_factory=list)


PARTS = ("places", "countries", "topics", "agencies")
KINDS = {"countries": "country", "topics": "topic", "agencies": "agency"}


def facts_of(editions, parts=PARTS) -> dict[int, Facts]:
    """The facts of editions by their primary keys, or some parts of them. One query; none is missing."""
    found = defaultdict(Facts)
    for key, part, _order, _english, slug, name, country in sorted(_query(parts)(editions=list(editions))):
        if country:
            found[key].places.append((name, country))
            found[key].points += filter(None, [slug.strip()])
        else:
            getattr(found[key], PARTS[part]).append(Named(KINDS[PARTS[part]], slug, name))
    return found


def dateline(facts: Facts, edition) -> str:
    """The dateline of an edition, or of a row with its ``language`` and the dates of its dateline."""
    first, last = edition.dateline_date, edition.dateline_end_date
    return datelines.words(tuple(facts.places), first, last, edition.language)


@cache
def _query(parts):
    def build():
        first, *others = (_part(name) for name in parts)
        return first.union(*others, all=True)

    return Prepared(build)


def _part(name):
    if name == "places":
        degrees = [Cast(f"place__{name}", CharField()) for name in ("latitude", "longitude")]
        return _rows(
            EditionPlace.objects,
            name,
            "place",
            slug=Concat(degrees[0], Value(" "), degrees[1], output_field=CharField()),
            order=F("position"),
            country=_name("place__country"),
        )
    rows = Edition._meta.get_field(name).remote_field.through.objects
    thing = KINDS[name]
    return _rows(rows if name == "countries" else rows.filter(**{f"{thing}__is_public": True}), name, thing)


def _rows(rows, part, thing, slug=None, order=None, country=None):
    return (
        rows.filter(edition__in=Params("editions"))
        .order_by()
        .annotate(
            part=Value(PARTS.index(part), IntegerField()),
            order=order or Value(0, IntegerField()),
            english=F(f"{thing}__name"),
            slug=slug or F(f"{thing}__slug"),
            shown=_name(thing),
            country_shown=country or Cast(Value(""), CharField()),
        )
        .values_list("edition", "part", "order", "english", "slug", "shown", "country_shown")
    )


def _name(thing):
    """The name of a related thing in the language of the edition, or else in English."""
    column = Case(
        *(
            When(edition__language=language, then=F(f"{thing}__{column}"))
            for language, column in NAME_COLUMNS.items()
            if column != "name"
        ),
        default=Value(""),
    )
    return Coalesce(NullIf(column, Value("")), F(f"{thing}__name"))
