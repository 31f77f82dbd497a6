"""The dateline in words: ``Nay Pyi Taw (Myanmar), 12 June 2017``."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from publishing.dates import long_range
from publishing.languages import listed


def render(places, first: date | None, last: date | None, language: str) -> str:
    """Places and dates as they stand at the head of a text in its language; ``""`` where there are none.

    ``places`` have their countries loaded. Cities of one country share it: ``Yangon/Nay Pyi Taw (Myanmar)``;
    a city that is its own country is named once: ``Singapore``.
    """
    with override(language):
        where = "/".join(_group(places, language))
        when = long_range(first, last or first) if first else ""
        return listed(part for part in (where, when) if part)


def _group(places, language):
    groups = []
    for place in places:
        if groups and groups[-1][0] == place.country:
            groups[-1][1].append(place)
        else:
            groups.append((place.country, [place]))
    for country, cities in groups:
        names, land = "/".join(city.name_in(language) for city in cities), country.name_in(language)
        yield names if names == land else _("%(city)s (%(country)s)") % {"city": names, "country": land}


def of_edition(edition) -> str:
    """The dateline of an edition whose places are loaded; its dates are in the text's own content."""
    places = [row.place for row in edition.dateline_places.all()]
    return render(places, edition.dateline_date, edition.dateline_end_date, edition.language)
