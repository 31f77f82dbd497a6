"""For pages of countries, regions and topics: how much was written where and when, and who is involved."""

from dataclasses import dataclass

from django import template
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from events import maps
from events.models import Agency, Appointment, Country, Series, Speaker, Topic
from newsroom.counting import counts, crossed
from newsroom.models import Listing
from newsroom.selection import FACETS, Choice, Period, Selection
from newsroom.terms import Facet, term
from publishing.addresses import address
from publishing.clock import DatabaseNow

register = template.Library()
INVOLVED, TOPICS, FIRST_YEARS, FIRST_COUNTRIES = 12, 15, 12, 10
CROSSED = (Facet.YEAR, Facet.COUNTRY, Facet.REGION, Facet.TOPIC, Facet.SERIES, Facet.AGENCY, Facet.SPEAKER)


@register.filter
def grouped(number: int) -> str:
    """A number with its thousands apart, as the reader's language writes it."""
    return number_format(number, force_grouping=True)


@register.simple_tag
def count_countries(countries):
    """Give countries ``release_count`` and ``latest_on``: live texts in the page's language, and the latest's date.

    Two queries; the second looks up one row for each country that has texts.
    """
    language = get_language()
    numbers = counts(Facet.COUNTRY, language)
    newest = Listing.objects.filter(
        Q(live_until__isnull=True) | Q(live_until__gt=DatabaseNow()),
        term=OuterRef("pk") + term(Facet.COUNTRY, 0, language),
        live_from__lte=DatabaseNow(),
    ).order_by("-released_at", "-article")
    rows = Country.objects.annotate(latest=Subquery(newest.values("released_at")[:1])).order_by()
    latest = dict(rows.values_list("pk", "latest"))
    for country in countries:
        country.release_count, instant = numbers.get(country.pk, 0), latest.get(country.pk)
        country.latest_on = instant and localdate(instant)
    return ""


@dataclass(frozen=True)
class Map:
    """A drawn map, and what its colours stand for: pairs of a step and its numbers in words."""

    svg: str
    legend: list


@register.simple_tag
def country_map(m49, countries, title):
    """The map of a region, its countries coloured by their ``release_count``, each a link to its page."""
    on = maps.sheet(m49)
    if on is None or not countries:
        return None
    scale = maps.steps(country.release_count for country in countries)
    spots = [
        maps.Spot(
            country.iso2,
            address("events:country-detail", country.slug),
            _said(country.local_name, country.release_count),
            maps.step_of(country.release_count, scale),
        )
        for country in countries
    ]
    return Map(maps.draw(on, title, spots), _legend(scale, [country.release_count for country in countries]))


def _said(name, count):
    number = ngettext("%(count)s text", "%(count)s texts", count) % {"count": grouped(count)}
    return _("%(name)s: %(number)s") % {"name": name, "number": number}


def _legend(scale, numbers):
    legend = [(0, grouped(0))]
    ends = [*(begins - 1 for begins in scale[1:]), max(numbers, default=0)]
    for step, (first, last) in enumerate(zip(scale, ends, strict=False), start=1):
        words = grouped(first) if first == last else f"{grouped(first)}\u2013{grouped(last)}"
        legend.append((step, words))
    return legend


@register.simple_tag
def locator(country):
    """A small map that shows where a country is; empty if there is none."""
    title = _("Map: %(country)s in %(region)s") % {
        "country": country.local_name,
        "region": country.region.local_name,
    }
    return maps.locate(country, title)


@register.simple_tag
def written(**about):
    """What was written about a country, region or topic: live texts in the page's language by facet. One query."""
    ((name, thing),) = about.items()
    language = get_language()
    return Written(name, thing, language, crossed(CROSSED, [language], FACETS[name], thing.pk))


@dataclass(frozen=True)
class Written:
    """Counts of the texts about one thing, and lists made of them; only what is public is in a list."""

    name: str
    thing: object
    language: str
    numbers: dict

    def years(self):
        """The years with texts, newest first, each with its number, its part of a hundred and its list."""
        numbers = self.numbers[Facet.YEAR]
        greatest = max(numbers.values(), default=0)
        here = Choice.of(any=[self.thing])
        rows = [
            {
                "year": year,
                "count": count,
                "part": max(round(100 * count / greatest), 1),
                "url": Selection((self.language,), {self.name: here}, Period((year,))).url(self.language),
            }
            for year, count in sorted(numbers.items(), reverse=True)
            if count > 0
        ]
        return {"recent": rows[:FIRST_YEARS], "earlier": rows[FIRST_YEARS:]} if rows else None

    def topics(self):
        """The public topics most written about. One query."""
        return self._most(Topic.objects.public(), Facet.TOPIC)[:TOPICS]

    def _most(self, rows, facet):
        greatest = dict(self.numbers[facet].most_common(3 * TOPICS))
        return _ranked(rows.filter(pk__in=greatest), greatest)

    def count(self, countries, regions=()):
        """Give countries and regions their ``release_count`` here."""
        for facet, things in ((Facet.COUNTRY, countries), (Facet.REGION, regions)):
            for thing in things:
                thing.release_count = max(self.numbers[facet][thing.pk], 0)


@register.simple_tag
def count_inside(found, countries, regions):
    """Give the countries and regions of a page their ``release_count`` from what was ``written``."""
    found.count(countries, regions)
    return ""


@register.simple_tag
def countries_concerned(found):
    """The countries that texts on a topic concern, the most concerned first, with a map of the world. One query."""
    numbers = {pk: count for pk, count in found.numbers[Facet.COUNTRY].items() if count > 0}
    countries = _ranked(Country.objects.filter(pk__in=numbers), numbers)
    if not countries:
        return None
    scale, here, spots = maps.steps(numbers.values()), Choice.of(any=[found.thing]), []
    for country in countries:
        choices = {found.name: here, "country": Choice.of(any=[country])}
        country.news_url = Selection((found.language,), choices).url(found.language)
        label = _said(country.local_name, country.release_count)
        spots.append(
            maps.Spot(country.iso2, country.news_url, label, maps.step_of(country.release_count, scale))
        )
    title = _("Map: countries concerned by %(topic)s") % {"topic": found.thing.local_name}
    on = maps.sheet(maps.WORLD)
    drawn = maps.draw(on, title, spots) if on else ""
    return {
        "map": Map(drawn, _legend(scale, numbers.values())),
        "first": countries[:FIRST_COUNTRIES],
        "others": countries[FIRST_COUNTRIES:],
    }


@register.simple_tag
def involved(found, workshops=()):
    """The public series, agencies and speakers that have to do with a place or topic. Three queries.

    Those that texts about it name most, those of the workshops shown, and a country's own agencies and their people.
    """
    keys = [workshop.pk for workshop in workshops]
    own_series, own_agencies = Q(workshops__in=keys, workshops__is_public=True), Q(workshops__in=keys)
    own_speakers = Q(pk__in=Speaker.objects.filter(workshops__in=keys).values("pk"))
    if found.name == "country":
        own_agencies |= Q(country=found.thing)
        posts = Appointment.objects.filter(agency__country=found.thing, agency__is_public=True)
        own_speakers |= Q(pk__in=posts.values("speaker"))
    if found.name == "topic":
        own_series |= Q(topics=found.thing)
    return {
        "series": _with_own(Series, own_series, found.numbers[Facet.SERIES]),
        "agencies": _with_own(Agency, own_agencies, found.numbers[Facet.AGENCY]),
        "speakers": _with_own(Speaker, own_speakers, found.numbers[Facet.SPEAKER]),
    }


def _with_own(model, own, numbers):
    """Public rows: the most written about first, then others by name."""
    greatest = dict(numbers.most_common(3 * INVOLVED))
    own = model.objects.filter(own).values("pk")
    rows = model.objects.public().filter(Q(pk__in=greatest) | Q(pk__in=own))
    counted = Case(When(pk__in=greatest, then=0), default=1)
    return _ranked(rows.order_by(counted, F("name"))[: 4 * INVOLVED], greatest)[:INVOLVED]


def _ranked(rows, numbers):
    """Rows with their ``release_count``, the greatest first, then by name."""
    rows = list(rows)
    for row in rows:
        row.release_count = numbers.get(row.pk, 0)
    return sorted(rows, key=lambda row: (-row.release_count, row.local_name))
