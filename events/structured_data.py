"""Events, people and bodies in the terms of schema.org. What is not public the callers leave out."""

from datetime import datetime

from publishing.site import absolute
from publishing.structured_data import named, node

from .models.agencies import AgencyKind
from .models.workshops import Precision, Status

_GOVERNMENT = {AgencyKind.MINISTRY, AgencyKind.POLICE, AgencyKind.JUSTICE, AgencyKind.LEGISLATURE}
_SCHEMA = "https://schema.org/"
_MONTH = {Precision.YEAR: "%Y", Precision.MONTH: "%Y-%m"}


def event(workshop, *, series, roles, speakers, earlier_dates, topics, image="") -> dict:
    """An event. ``roles`` are rows with agencies, ``speakers`` rows with speakers, ``image`` the path of a picture."""
    earlier = [row for row in earlier_dates if row.starts_on != workshop.starts_on]
    return named(
        "Event",
        workshop,
        description=workshop.description or workshop.local_name,
        startDate=_day(workshop, workshop.starts_on, workshop.start_time),
        endDate=_day(workshop, workshop.ends_on, workshop.end_time),
        previousStartDate=[_day(row, row.starts_on) for row in earlier],
        eventStatus=_SCHEMA + _status(workshop, earlier),
        eventAttendanceMode=_SCHEMA + _attendance(workshop),
        location=_locations(workshop),
        superEvent=named("EventSeries", series) if series else None,
        organizer=_bodies(roles, "organiser", "host"),
        sponsor=_bodies(roles, "donor"),
        contributor=_bodies(roles, "participant"),
        performer=[named("Person", row.speaker, honorificPrefix=row.speaker.honorific) for row in speakers],
        about=[named("DefinedTerm", topic) for topic in topics],
        inLanguage=["zh-Hans" if code == "zh-hans" else code for code in workshop.languages],
        image=absolute(image) if image else None,
        sameAs=workshop.website,
    )


def _day(period, day, at=None) -> str:
    """A date of ISO 8601, to the year, the month, the day or the minute, as exactly as it is known."""
    if at:
        return datetime.combine(day, at, period.zone).isoformat()
    return day.strftime(_MONTH.get(period.precision, "%Y-%m-%d"))


def _status(workshop, earlier) -> str:
    if workshop.status == Status.CANCELLED:
        return "EventCancelled"
    if earlier:
        return "EventRescheduled"
    return "EventPostponed" if workshop.status == Status.POSTPONED else "EventScheduled"


def _attendance(workshop) -> str:
    if not workshop.is_online:
        return "OfflineEventAttendanceMode"
    is_somewhere = workshop.place or workshop.country
    return "MixedEventAttendanceMode" if is_somewhere else "OnlineEventAttendanceMode"


def _locations(workshop) -> list[dict]:
    place, country = workshop.place, workshop.country
    found = []
    if place:
        found.append(_place(place))
    elif country:
        found.append(node("Country", name=country.local_name, address=_address(country)))
    if workshop.is_online:
        found.append(node("VirtualLocation", url=workshop.website or absolute(workshop.get_absolute_url())))
    return found


def _place(place) -> dict:
    point = None
    if place.latitude is not None:
        point = node("GeoCoordinates", latitude=float(place.latitude), longitude=float(place.longitude))
    return node("Place", name=place.local_name, address=_address(place.country, place.local_name), geo=point)


def _address(country, locality="") -> dict:
    return node("PostalAddress", addressLocality=locality, addressCountry=country.iso2)


def _bodies(roles, *parts) -> list[dict]:
    return [named(organization_type(row.agency), row.agency) for row in roles if row.role in parts]


def organization_type(agency) -> str:
    """The type of schema.org that fits a body."""
    if agency.kind in _GOVERNMENT:
        return "GovernmentOrganization"
    return "NGO" if agency.kind == AgencyKind.NGO else "Organization"


def organization(agency, *, parent) -> dict:
    """A body; its parent if that is public."""
    return named(
        organization_type(agency),
        agency,
        alternateName=agency.acronym,
        description=agency.description,
        sameAs=agency.website,
        address=_address(agency.country) if agency.country else None,
        parentOrganization=named(organization_type(parent), parent) if parent else None,
    )


def person(speaker, *, appointments) -> dict:
    """A person with the offices that they hold or held, each from when to when."""
    return named(
        "Person",
        speaker,
        honorificPrefix=speaker.honorific,
        description=speaker.biography,
        worksFor=[
            node(
                "OrganizationRole",
                roleName=row.role,
                startDate=row.starts_on and row.starts_on.isoformat(),
                endDate=row.ends_on and row.ends_on.isoformat(),
                worksFor=named(organization_type(row.agency), row.agency),
            )
            for row in appointments
        ],
    )


def series(found, *, agencies) -> dict:
    """A series with those who run it."""
    return named(
        "EventSeries",
        found,
        description=found.description or found.local_name,
        organizer=[named(organization_type(agency), agency) for agency in agencies],
    )
