"""Which row is meant by a name? By any spelling in any language."""

from .models import Agency, Country, Place
from .spelling import fold


def find_country(name):
    for country in Country.objects.prefetch_related("other_names"):
        names = [
            country.name,
            country.name_ar,
            country.name_es,
            country.name_fr,
            country.name_ru,
            country.name_zh,
        ]
        names += [other.name for other in country.other_names.all()]
        if name in (country.iso2, country.iso3) or fold(name) in map(fold, filter(None, names)):
            return country
    return None


def find_place(name, country=None):
    from django.db.models import Q

    rows = Place.objects.filter(Q(key=fold(name)) | Q(other_names__key=fold(name)))
    if country:
        rows = rows.filter(country=country)
    return rows.order_by("-is_capital", "-population").first()


def find_agency(name):
    from django.db.models import Q

    return Agency.objects.filter(
        Q(name__iexact=name) | Q(acronym=name) | Q(other_names__key=fold(name))
    ).first()
