"""The names the archive knows, for the release reader."""

from collections import defaultdict

from events.models import (
    Agency,
    AgencyName,
    Country,
    CountryName,
    Place,
    PlaceName,
    Series,
    Speaker,
    SpeakerName,
    Topic,
)
from publishing.languages import OTHER_NAMES, NamesInLanguages

from .reader.gazetteer import (
    AgencyEntry,
    CountryEntry,
    Gazetteer,
    PersonEntry,
    PlaceEntry,
    SeriesEntry,
    TopicEntry,
)


def from_database() -> Gazetteer:
    """A gazetteer of everything there is now, public or not. Eleven queries, about a second: build it once a run."""
    country_names = _others(CountryName, "country_id")
    place_names = _others(PlaceName, "place_id")
    agency_names = _others(AgencyName, "agency_id")
    speaker_names = _others(SpeakerName, "speaker_id")
    codes = dict(Country.objects.values_list("pk", "iso2"))
    return Gazetteer.build(
        countries=[
            CountryEntry(row.iso2, row.name, (*_names(row), *country_names[row.pk]))
            for row in Country.objects.all()
        ],
        places=[
            PlaceEntry(
                row.name, codes[row.country_id], row.population or 0, (*_names(row), *place_names[row.pk])
            )
            for row in Place.objects.all()
        ],
        agencies=[
            AgencyEntry(
                row.name,
                row.acronym,
                (*_names(row), *agency_names[row.pk]),
                codes.get(row.country_id),
                row.slug,
            )
            for row in Agency.objects.all()
        ],
        people=[
            PersonEntry(name, honorific=row.honorific)
            for row in Speaker.objects.all()
            for name in (row.name, *speaker_names[row.pk])
        ],
        series=[SeriesEntry(row.name, _names(row)) for row in Series.objects.all()],
        topics=[TopicEntry(row.name, (*_names(row), *row.terms.splitlines())) for row in Topic.objects.all()],
    )


def _names(row: NamesInLanguages) -> tuple[str, ...]:
    return tuple(name for name in (getattr(row, column) for column in OTHER_NAMES) if name)


def _others(model, owner):
    names = defaultdict(list)
    for key, name in model.objects.values_list(owner, "name"):
        names[key].append(name)
    return names
