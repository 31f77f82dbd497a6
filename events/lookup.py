"""Which country, place or body is meant by a name? By any spelling, in any language that we know it in."""

import re
from functools import lru_cache

from django.db.models import F, Q

from publishing.languages import NAME_COLUMNS, OTHER_NAMES

from .models import Agency, AgencyName, Country, CountryName, Place, PlaceName
from .spelling import fold

# Translated names have no column with their folded form: they are folded when looked through, once each.
folded = lru_cache(maxsize=65536)(fold)


def find_country(name: str) -> Country | None:
    """The country of that name, or None where none or several bear it.

    The official names in the languages of the site come before other names. ISO alpha-2 and alpha-3 codes count
    when written in capitals, since "in" and "and" are words. At most four queries.
    """
    name = name.strip()
    if re.fullmatch(r"[A-Z]{2,3}", name):
        coded = Country.objects.filter(Q(iso2=name) | Q(iso3=name)).first()
        if coded is not None:
            return coded
    key = fold(name)
    if not key:
        return None
    found = _bearing(key, Country.objects.values_list("pk", *NAME_COLUMNS.values()))
    found = found or set(CountryName.objects.filter(key=key).values_list("country", flat=True))
    return Country.objects.filter(pk__in=found).first() if len(found) == 1 else None


def find_place(name: str, country: Country | None = None) -> Place | None:
    """The place of that name, with its country loaded: in the country given, or in any.

    Of several the capital, then the one with most inhabitants. Names in the other languages of the site are looked
    through only where no place bears the name in English or as another name. At most three queries.
    """
    key = fold(name)
    if not key:
        return None
    places = (
        Place.objects.select_related("country")
        if country is None
        else country.places.select_related("country")
    )
    places = places.order_by(F("is_capital").desc(), F("population").desc(nulls_last=True), "slug")
    named = Q(key=key) | Q(pk__in=PlaceName.objects.filter(key=key).values("place"))
    found = places.filter(named).first()
    if found is None:
        found = places.filter(pk__in=_bearing(key, places.values_list("pk", *OTHER_NAMES))).first()
    return found


def find_agency(name: str) -> Agency | None:
    """The body of that name or acronym, public or not, or None where none or several bear it.

    Its names come before its acronym, that before other names; of several an international body is meant rather
    than those of countries. Two to five queries.
    """
    key = fold(name)
    if not key:
        return None
    found = (
        _bearing(key, Agency.objects.values_list("pk", *NAME_COLUMNS.values()))
        or _bearing(key, Agency.objects.exclude(acronym="").values_list("pk", "acronym"))
        or set(AgencyName.objects.filter(key=key).values_list("agency", flat=True))
    )
    agencies = list(Agency.objects.filter(pk__in=found)) if found else []
    international = [agency for agency in agencies if agency.country_id is None]
    return next((rows[0] for rows in (agencies, international) if len(rows) == 1), None)


def _bearing(key: str, rows) -> set[int]:
    """The primary keys of rows (primary key, names …) that have a name with this key."""
    return {pk for pk, *names in rows if any(folded(name) == key for name in names if name)}
