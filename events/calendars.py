"""Events in calendars: iCalendar (RFC 5545, RFC 7986) of each list of events, of a series and of one event.

Nothing is sent to anybody, so there is neither METHOD nor ORGANIZER, and DTSTAMP is when the event was last changed
(RFC 5545, 3.8.7.2). Times are written in UTC: whoever subscribes asks again, and gets them by the rules of that day.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event, Timezone, TimezoneStandard, vText

from publishing.addresses import address
from publishing.languages import listed
from publishing.site import SITE_NAME, absolute

from .lookup import find_country
from .merging import successor
from .models import Agency, Country, Region, Series, Speaker, Topic, Workshop
from .models.workshops import Precision, Status

# A calendar holds no more, the latest: a client reads all of it each time.
MOST = 200
ASKED_AGAIN = timedelta(hours=6)
STATUS = {
    Status.PLANNED: "TENTATIVE",
    Status.POSTPONED: "TENTATIVE",
    Status.CONFIRMED: "CONFIRMED",
    Status.HELD: "CONFIRMED",
    Status.CANCELLED: "CANCELLED",
}
# Those of which many programs show nothing but the title.
_SAID_IN_TITLE = {Status.POSTPONED, Status.CANCELLED}
_THINGS = {
    "country": Country.objects.all,
    "region": Region.objects.all,
    "topic": Topic.objects.public,
    "series": Series.objects.public,
    "agency": Agency.objects.public,
    "speaker": Speaker.objects.public,
}
_NOT_TEXT = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f]"
)  # RFC 5545, 3.1: no control characters but tab and line end


@require_safe
def event_list(request):
    """What is ahead, and what was cancelled lately even if its day has passed: who subscribes has it still."""
    rows = Workshop.objects.public().in_calendars()
    rows = rows.filter(Q(ends_on__gte=timezone.localdate()) | Q(cancelled_at__isnull=False))
    return _answer(_("Coming events"), address("events:event-list"), rows.in_order())


@require_safe
def event_archive(request):
    rows = Workshop.objects.public().in_calendars().past()
    return _answer(_("Past events"), address("events:event-archive"), rows)


@require_safe
def of_workshop(request, year, slug):
    """One event; it says for ever that it was cancelled. Without fixed days it is in no calendar, and this is empty."""
    found = get_object_or_404(Workshop.objects.public(), year=year, slug=slug)
    rows = Workshop.objects.filter(pk=found.pk, precision__in=[Precision.TIME, Precision.DAY])
    response = _answer(found.local_name, found.get_absolute_url(), rows)
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.ics"'
    return response


@require_safe
def about(request, slug, kind):
    """The events that the page of a country, region, topic, series, agency or speaker lists, past and coming."""
    thing = _THINGS[kind]().filter(slug=slug).first()
    if thing is None:
        thing = find_country(slug.replace("-", " ")) if kind == "country" else _successor(kind, slug)
        if thing is None:
            raise Http404("No such calendar.")
        return redirect(f"events:{kind}-calendar", thing.slug, permanent=True)
    rows = Workshop.objects.public().in_calendars().concerning(thing)
    return _answer(thing.local_name, thing.get_absolute_url(), rows.order_by("-starts_on", "-pk"))


def _successor(kind, slug):
    there = successor(_THINGS[kind]().model, slug)
    return there if there and there.is_public else None


def _answer(name, page, workshops):
    workshops = workshops.select_related("place__country", "place__city", "country", "series")
    workshops = workshops.prefetch_related(Prefetch("topics", Topic.objects.public()))[:MOST]
    return HttpResponse(write(name, page, workshops), content_type="text/calendar; charset=utf-8")


def write(name: str, page: str, workshops) -> bytes:
    """A calendar of events, in the language being spoken; ``page`` is the path of the page that lists them."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{SITE_NAME}//{SITE_NAME}//EN")
    calendar.add("version", "2.0")
    title = _text(f"{SITE_NAME}: {name}")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("url", absolute(page))
    calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{ASKED_AGAIN // timedelta(hours=1)}H")
    for workshop in workshops:
        calendar.add_component(_event(workshop))
    if not calendar.subcomponents:
        calendar.add_component(_utc())  # RFC 5545, 3.6: one component at least
    return calendar.to_ical()


def _event(workshop) -> Event:
    event = Event()
    name = workshop.local_name
    if workshop.status in _SAID_IN_TITLE:
        name = f"{capfirst(workshop.get_status_display())}: {name}"
    event.add("uid", str(workshop.uid))
    event.add("dtstamp", workshop.changed_at)
    event.add("last-modified", workshop.changed_at)
    event.add("sequence", workshop.sequence)
    event.add("status", STATUS[workshop.status])
    event.add("summary", _text(name))
    for key, value in zip(("dtstart", "dtend"), _when(workshop), strict=True):
        if value is not None:
            event.add(key, value)
    event.add("url", absolute(workshop.get_absolute_url()))
    if workshop.description:
        event.add("description", _text(workshop.description))
    if where := _where(workshop):
        event.add("location", _text(where))
    if point := _point(workshop.place):
        event.add("geo", point)
    if topics := [_text(topic.local_name) for topic in workshop.topics.all()]:
        event.add("categories", topics)
    if workshop.public_series:
        event.add("related-to", str(workshop.series.uid), parameters={"RELTYPE": "PARENT"})
    return event


def _when(workshop) -> tuple[date | datetime, date | datetime | None]:
    """Start and end. The end of days is the day after the last; where no end is known, and one day, there is none."""
    day_after = workshop.ends_on + timedelta(days=1) if workshop.ends_on < date.max else None
    if workshop.precision != Precision.TIME:
        return workshop.starts_on, day_after
    start = _instant(workshop, workshop.starts_on, workshop.start_time)
    if workshop.end_time:
        end = _instant(workshop, workshop.ends_on, workshop.end_time)
    elif workshop.ends_on > workshop.starts_on and day_after:
        end = _instant(workshop, day_after, time.min)
    else:
        end = None
    return start, end if end and end > start else None


def _instant(workshop, day, at) -> datetime:
    return datetime.combine(day, at, workshop.zone).astimezone(UTC)


def _where(workshop) -> str:
    place, country = workshop.place, workshop.country
    names = []
    if place:
        names, country = [place.local_name, place.city.local_name if place.city else ""], place.country
    names += [country.local_name if country else "", _("online") if workshop.is_online else ""]
    return listed(dict.fromkeys(filter(None, names)))


def _point(place) -> tuple[float, float] | None:
    known = [spot for spot in (place, place and place.city) if spot and spot.latitude is not None]
    return (float(known[0].latitude), float(known[0].longitude)) if known else None


def _text(words: str) -> vText:
    return vText(_NOT_TEXT.sub("", words.replace("\r\n", "\n")))


def _utc() -> Timezone:
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "UTC")
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 -- local time, as RFC 5545 wants it here
    standard.add("tzoffsetfrom", timedelta())
    standard.add("tzoffsetto", timedelta())
    zone.add_component(standard)
    return zone
