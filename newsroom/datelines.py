"""The dateline in words: ``Nay Pyi Taw (Myanmar), 12 June 2017``."""

from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import override

from publishing.dates import long_range
from publishing.languages import listed


def render(places, first: date | None, last: date | None, language: str) -> str:
    """Places and dates as they stand at the head of a text in its language; ``""`` where there are none.

    ``places`` have their countries loaded.
    """
    names = tuple((place.name_in(language), place.country.name_in(language)) for place in places)
    return words(names, first, last, language)


@lru_cache(maxsize=5_000)
def words(places: tuple, first: date | None, last: date | None, language: str) -> str:
    """The same from the names of each place and its country, in that language; remembered.

    Cities of one country share it: ``Yangon/Nay Pyi Taw (Myanmar)``; a city that is its own country is named
    once: ``Singapore``.
    """
    with override(language):
        where = "/".join(_group(places))
        when = long_range(first, last or first) if first else ""
        return listed(part for part in (where, when) if part)


def _group(places):
    groups = []
    for name, country in places:
        if groups and groups[-1][0] == country:
            groups[-1][1].append(name)
        else:
            groups.append((country, [name]))
    for land, names in groups:
        cities = "/".join(names)
        yield cities if cities == land else _("%(city)s (%(country)s)") % {"city": cities, "country": land}
