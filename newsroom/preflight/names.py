"""The names of countries and bodies that the rules look for, kept in this process for as long as they are the same."""

import hashlib
from collections import defaultdict

from events.models import Agency, AgencyName, Country, CountryName, Place, PlaceName
from newsroom.reader.gazetteer import AgencyEntry, CountryEntry, Gazetteer, PlaceEntry
from publishing.languages import NAME_COLUMNS

_NAMES = tuple(NAME_COLUMNS.values())
_ENGLISH = _NAMES.index("name")
_kept: tuple[bytes, Gazetteer] | None = None


def known_names() -> Gazetteer:
    """A gazetteer of countries, of bodies and of places. Six queries.

    Reading the names costs a tenth of sorting them, which is done again only when one of them has changed.
    """
    global _kept
    tables = [
        list(rows.order_by("pk"))
        for rows in (
            Country.objects.values_list("pk", "iso2", *_NAMES),
            CountryName.objects.values_list("country_id", "name"),
            Agency.objects.values_list("pk", "slug", "acronym", *_NAMES),
            AgencyName.objects.values_list("agency_id", "name"),
            Place.objects.values_list("pk", *_NAMES),
            PlaceName.objects.values_list("place_id", "name"),
        )
    ]
    digest = hashlib.sha256(repr(tables).encode()).digest()
    if _kept is None or _kept[0] != digest:
        _kept = (digest, _sorted(*tables))
    return _kept[1]


def _sorted(countries, country_names, agencies, agency_names, places, place_names) -> Gazetteer:
    others = (defaultdict(list), defaultdict(list), defaultdict(list))
    for table, rows in zip(others, (country_names, agency_names, place_names), strict=True):
        for key, name in rows:
            table[key].append(name)
    of_country, of_agency, of_place = others
    return Gazetteer.build(
        countries=[
            CountryEntry(iso2, names[_ENGLISH], _all(names, of_country[key]))
            for key, iso2, *names in countries
        ],
        agencies=[
            AgencyEntry(names[_ENGLISH], acronym, _all(names, of_agency[key]), key=slug)
            for key, slug, acronym, *names in agencies
        ],
        places=[PlaceEntry(names[_ENGLISH], names=_all(names, of_place[key])) for key, *names in places],
    )


def _all(names, others) -> tuple[str, ...]:
    return tuple(name for name in (*names, *others) if name)
