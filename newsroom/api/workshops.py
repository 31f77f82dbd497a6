"""Workshops: those that readers may see, the latest first, as far as they are asked for."""

import re
from datetime import date

from django.core.exceptions import BadRequest
from django.db.models import Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from events.models import (
    Agency,
    Country,
    EarlierDates,
    Series,
    Speaker,
    Topic,
    Workshop,
    WorkshopAgency,
    WorkshopSpeaker,
)
from events.models.workshops import Status

from . import answers, schemas
from .parameters import Fields, OnePage
from .reference import named, public

router = Router(tags=["workshops"])
_CURSOR = re.compile(r"([12]\d{3}-\d\d-\d\d)-(\d{1,15})", re.ASCII)


class Held(OnePage):
    country: str = Field("", description="Slug of the country where it takes place.")
    series: str = Field("", description="Slug.")
    topic: str = Field("", description="Slug.")
    agency: str = Field("", description="Slug of an agency that takes part.")
    speaker: str = Field("", description="Slug of a speaker.")
    status: str = Field("", description="planned, confirmed, held, postponed or cancelled.")
    since: date | None = Field(None, alias="from", description="Not over before this day.")
    until: date | None = Field(None, description="Begun by this day.")


_THINGS = {"series": Series, "topic": Topic, "agency": Agency, "speaker": Speaker}
_RELATIONS = {"series": "series", "topic": "topics", "agency": "agencies", "speaker": "speakers"}


@router.get(
    "/workshops",
    response=schemas.page_of(schemas.Workshop),
    operation_id="list_workshops",
    summary="Workshops, the latest first",
)
def workshops(request, asked: Query[Held]):
    rows = _rows().filter(_before(asked.cursor)).filter(_wanted(asked))
    rows = list(rows.order_by("-ends_on", "-pk")[: asked.limit + 1])
    last = rows[asked.limit - 1] if len(rows) > asked.limit else None
    cursor = last and f"{last.ends_on.isoformat()}-{last.pk}"
    return answers.page(request, list(map(workshop, rows[: asked.limit])), cursor, schemas.Workshop)


@router.get(
    "/workshops/{year}/{slug}", response=schemas.Workshop, operation_id="get_workshop", summary="A workshop"
)
def one_workshop(request, year: int, slug: str, asked: Query[Fields]):
    if not 1000 <= year < 3000:
        raise Http404("No such workshop.")
    return answers.one(request, workshop(get_object_or_404(_rows(), year=year, slug=slug)), schemas.Workshop)


def _rows():
    return (
        Workshop.objects.public()
        .for_listing()
        .prefetch_related(
            Prefetch(
                "agency_roles", WorkshopAgency.objects.filter(agency__is_public=True).select_related("agency")
            ),
            Prefetch(
                "speaker_roles",
                WorkshopSpeaker.objects.filter(speaker__is_public=True).select_related("speaker"),
            ),
            Prefetch("earlier_dates", EarlierDates.objects.order_by("replaced_at", "pk")),
            public("topics", Topic),
        )
    )


def _before(cursor) -> Q:
    if not cursor:
        return Q()
    match = _CURSOR.fullmatch(cursor)
    try:
        day = date.fromisoformat(match[1])
    except (TypeError, ValueError) as error:
        raise Http404("No such position in the list.") from error
    return Q(ends_on__lte=day) & (Q(ends_on__lt=day) | Q(ends_on=day, pk__lt=int(match[2])))


def _wanted(asked) -> Q:
    wanted = Q()
    if asked.status:
        if asked.status not in Status.values:
            raise BadRequest(f"No such status. There are: {', '.join(Status.values)}.")
        wanted &= Q(status=asked.status)
    if asked.country:
        found = get_object_or_404(Country, slug=asked.country)
        wanted &= Q(place__country=found) | Q(country=found)
    for name, model in _THINGS.items():
        if slug := getattr(asked, name):
            thing = get_object_or_404(model.objects.public(), slug=slug)
            through = Workshop.objects.filter(**{_RELATIONS[name]: thing}).order_by()
            wanted &= Q(pk__in=through.values("pk"))  # each once, whatever parts it takes
    if asked.since:
        wanted &= Q(ends_on__gte=asked.since)
    if asked.until:
        wanted &= Q(starts_on__lte=asked.until)
    return wanted


def workshop(row) -> dict:
    place = row.place
    return {
        "key": row.reference,
        **answers.names(row),
        "url": answers.url(row),
        **{name: getattr(row, name) for name in ("kind", "status", "precision", "is_online", "description")},
        **{
            name: getattr(row, name) for name in ("website", "participants", "participant_count", "languages")
        },
        **{name: getattr(row, name).isoformat() for name in ("starts_on", "ends_on")},
        **{name: _iso(getattr(row, name)) for name in ("start_time", "end_time")},
        "time_zone": str(row.zone),
        "place": place and {"name": place.name, "country": place.country.name},
        "country": named(place.country if place else row.country),
        "series": named(row.public_series),
        "agencies": [named(part.agency) | {"role": part.role} for part in row.agency_roles.all()],
        "speakers": [
            named(part.speaker) | {"role": part.role, "capacity": part.capacity}
            for part in row.speaker_roles.all()
        ],
        "topics": [named(each) for each in row.topics.all()],
        "earlier_dates": [
            {
                "starts_on": dates.starts_on.isoformat(),
                "ends_on": dates.ends_on.isoformat(),
                "precision": dates.precision,
                "note": dates.note,
            }
            for dates in row.earlier_dates.all()
        ],
    }


def _iso(moment):
    return moment and moment.isoformat()
