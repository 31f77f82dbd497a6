"""Pages of countries, regions, topics, events, series, agencies and speakers.

What was written about them the templates ask of the app that knows.
"""

from functools import wraps
from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing.addresses import address
from publishing.languages import Language
from publishing.structured_data import breadcrumbs, section, step

from . import structured_data
from .lookup import find_country, folded
from .merging import successor
from .models import Agency, Country, Region, Series, Speaker, Topic, Workshop

LISTED = 10
EVENTS_A_PAGE = 30


def leads_on(model):
    """For a page of one thing by its slug: what was merged leads for ever to what it was merged into, if public."""

    def decorate(view):
        @wraps(view)
        def answer(request, slug):
            try:
                return view(request, slug)
            except Http404:
                there = successor(model, slug)
                if there is None or not there.is_public:
                    raise
                return redirect(there, permanent=True)

        return answer

    return decorate


@require_safe
def country_list(request):
    """All countries by name in the reader's language, with the number of their events; and the regions."""
    countries = sorted(Country.objects.select_related("region"), key=_by_name)
    numbers = Workshop.objects.public().number_by_country()
    for country in countries:
        country.event_count = numbers.get(country.pk, 0)
    # The map is walked through region by region, in each by name.
    in_regions = sorted(countries, key=lambda country: country.region.path)
    context = {"countries": countries, "countries_in_regions": in_regions, "regions": Region.objects.all()}
    return render(request, "events/country_list.html", context)


@require_safe
def country_detail(request, slug):
    """A country, by its slug; any other name of it (``burma``) leads to it."""
    country = Country.objects.select_related(f"region__{_ABOVE}").filter(slug=slug).first()
    if country is None:
        named = find_country(slug.replace("-", " "))
        if named is None:
            raise Http404("No such country.")
        return redirect(named, permanent=True)
    workshops = Workshop.objects.public().concerning(country).for_listing()
    context = {
        "country": country,
        "regions": [*_ancestors(country.region), country.region],
        "names": [
            {
                "lang": language.tag,
                "language": language.label,
                "name": country.name_in(language),
            }
            for language in Language
            if language != get_language()
        ],
    }
    context |= _coming_and_past(workshops)
    trail = [section(_("Countries"), "events:country-list"), *map(step, context["regions"]), step(country)]
    context["structured"] = [breadcrumbs(*trail)]
    return render(request, "events/country_detail.html", context)


def _coming_and_past(workshops):
    """The next and the latest of some events, and all of these."""
    coming, past = list(workshops.coming()[:LISTED]), list(workshops.past()[:LISTED])
    return {"workshops_coming": coming, "workshops_past": past, "workshops": coming + past}


def _by_name(thing):
    """Alphabetical order in the reader's language, whatever the accents."""
    return folded(thing.local_name)


# From a region up to the world there are three steps at most.
_ABOVE = "parent__parent__parent"


def _ancestors(region):
    """The regions that a region lies in, from the world down; they are loaded with it."""
    above = region.parent
    return [*_ancestors(above), above] if above else []


@require_safe
def region_detail(request, slug):
    region = get_object_or_404(Region.objects.select_related(_ABOVE), slug=slug)
    inside = Region.objects.within(region)
    workshops = Workshop.objects.public().concerning(region).for_listing()
    context = {
        "region": region,
        "ancestors": _ancestors(region),
        "children": sorted(region.children.all(), key=_by_name),
        "countries": sorted(Country.objects.filter(region__in=inside), key=_by_name),
    }
    context |= _coming_and_past(workshops)
    trail = [section(_("Countries"), "events:country-list"), *map(step, context["ancestors"]), step(region)]
    context["structured"] = [breadcrumbs(*trail)]
    return render(request, "events/region_detail.html", context)


@require_safe
def topic_list(request):
    return render(request, "events/topic_list.html", {"topics": Topic.objects.public()})


@require_safe
@leads_on(Topic)
def topic_detail(request, slug):
    topic = get_object_or_404(Topic.objects.public(), slug=slug)
    workshops = Workshop.objects.public().concerning(topic).for_listing()
    trail = section(_("Topics"), "events:topic-list"), step(topic)
    context = {"topic": topic, "structured": [breadcrumbs(*trail)]} | _coming_and_past(workshops)
    return render(request, "events/topic_detail.html", context)


@require_safe
def event_list(request):
    """What is going on or ahead, soonest first."""
    return _events(request, Workshop.objects.public().coming(), is_coming=True)


@require_safe
def event_archive(request):
    """What is over, latest first."""
    return _events(request, Workshop.objects.public().past(), is_coming=False)


def _events(request, workshops, is_coming):
    paginator = Paginator(workshops.for_listing(), EVENTS_A_PAGE)
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdecimal() and 1 <= int(number[:9]) <= paginator.num_pages):
        raise Http404("No such page.")
    page = paginator.page(int(number))
    return render(request, "events/event_list.html", {"coming": is_coming, "workshops": page, "page": page})


@require_safe
def workshop_detail(request, year, slug):
    """An event with its earlier dates, its people, and the other sessions of its series."""
    workshop = get_object_or_404(Workshop.objects.public().for_listing(), year=year, slug=slug)
    roles = list(workshop.agency_roles.filter(agency__is_public=True).select_related("agency"))
    speakers = list(workshop.speaker_roles.filter(speaker__is_public=True).select_related("speaker"))
    series = workshop.public_series
    others = []
    if series:
        sessions = series.workshops.public().exclude(pk=workshop.pk).for_listing()
        others = list(sessions.in_order())
    earlier = [other for other in others if other.precedes(workshop)]
    context = {
        "workshop": workshop,
        "series": series,
        "organisers": [
            {"role_label": label, "agencies": [row.agency for row in rows]}
            for label, rows in groupby(
                sorted(roles, key=lambda row: ROLE_ORDER.index(row.role)), key=lambda r: r.get_role_display()
            )
        ],
        "speakers": [
            {"speaker": row.speaker, "role_label": row.get_role_display(), "capacity": row.capacity}
            for row in speakers
        ],
        "earlier_dates": workshop.earlier_dates.all(),
        "earlier": earlier,
        "coming": [other for other in others if other not in earlier],
        "topics": workshop.topics.public(),
    }
    trail = [section(_("Events"), "events:event-list"), *([step(series)] if series else []), step(workshop)]
    context["structured"] = [
        structured_data.event(
            workshop,
            roles=roles,
            speakers=speakers,
            image=address("events:workshop-card", workshop.year, workshop.slug),
            **{name: context[name] for name in ("series", "earlier_dates", "topics")},
        ),
        breadcrumbs(*trail),
    ]
    return render(request, "events/workshop_detail.html", context)


ROLE_ORDER = ["organiser", "host", "donor", "participant"]


@require_safe
def series_list(request):
    return render(request, "events/series_list.html", {"series_list": Series.objects.public()})


@require_safe
def series_detail(request, slug):
    """A series: what it is, the sessions that were and those to come."""
    series = get_object_or_404(Series.objects.public(), slug=slug)
    sessions = series.workshops.public().for_listing()
    coming = list(sessions.coming())
    context = {
        "series": series,
        "coming": coming,
        "past": sessions.past(),
        "next": _next(coming),
        "agencies": series.agencies.public(),
        "topics": series.topics.public(),
    }
    context["structured"] = [
        structured_data.series(series, agencies=context["agencies"]),
        breadcrumbs(section(_("Series"), "events:series-list"), step(series)),
    ]
    return render(request, "events/series_detail.html", context)


@require_safe
def series_next(request, slug):
    """To the next session of a series, wherever it will be; to the series itself where none is planned."""
    series = get_object_or_404(Series.objects.public(), slug=slug)
    return redirect(_next(series.workshops.public().coming()) or series)


def _next(coming):
    """The first session ahead that will take place as far as one knows."""
    return next((session for session in coming if session.status not in ("cancelled", "postponed")), None)


@require_safe
def agency_list(request):
    agencies = Agency.objects.public().select_related("country")
    return render(request, "events/agency_list.html", {"agencies": agencies})


@require_safe
@leads_on(Agency)
def agency_detail(request, slug):
    agency = get_object_or_404(Agency.objects.public().select_related("parent", "country"), slug=slug)
    workshops = Workshop.objects.public().concerning(agency).for_listing()
    context = {
        "agency": agency,
        "parent": agency.parent if agency.parent and agency.parent.is_public else None,
        "children": agency.children.public(),
        "workshops_coming": workshops.coming()[:LISTED],
        "workshops_past": workshops.past()[:LISTED],
        "appointments": agency.appointments.filter(speaker__is_public=True)
        .select_related("speaker")
        .order_by("-starts_on", "speaker__name"),
    }
    parents = [step(context["parent"])] if context["parent"] else []
    context["structured"] = [
        structured_data.organization(agency, parent=context["parent"]),
        breadcrumbs(section(_("Agencies"), "events:agency-list"), *parents, step(agency)),
    ]
    return render(request, "events/agency_detail.html", context)


@require_safe
def speaker_list(request):
    return render(request, "events/speaker_list.html", {"speakers": Speaker.objects.public()})


@require_safe
@leads_on(Speaker)
def speaker_detail(request, slug):
    """A person: what they were and when, the events they took part in; what they said the template asks."""
    speaker = get_object_or_404(Speaker.objects.public(), slug=slug)
    context = {
        "speaker": speaker,
        "appointments": speaker.appointments.filter(agency__is_public=True)
        .select_related("agency")
        .order_by("-starts_on"),
        "workshops": Workshop.objects.public().concerning(speaker).for_listing().order_by("-starts_on"),
    }
    context["structured"] = [
        structured_data.person(speaker, appointments=context["appointments"]),
        breadcrumbs(section(_("Speakers"), "events:speaker-list"), step(speaker)),
    ]
    return render(request, "events/speaker_detail.html", context)
