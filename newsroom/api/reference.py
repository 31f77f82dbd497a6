"""Countries, topics, agencies, series and speakers: those that readers may see, in the order of their keys."""

from django.db.models import Prefetch
from django.http import Http404
from ninja import Query, Router

from events.merging import successor
from events.models import Agency, Appointment, Country, Series, Speaker, Topic
from newsroom.data.releases import person_or_body

from . import answers, schemas
from .parameters import Fields, OnePage

router = Router(tags=["reference"])


def _thing(row, **more) -> dict:
    return {"key": row.slug, **answers.names(row), "url": answers.url(row), **more}


def named(row) -> dict | None:
    """A thing by key, name and page, if there is one."""
    return row and {"key": row.slug, "name": row.name, "url": answers.url(row)}


def country(row):
    return _thing(row, iso2=row.iso2, iso3=row.iso3, m49=row.m49, region=named(row.region))


def topic(row):
    return _thing(row, description=row.description)


def agency(row):
    return _thing(
        row,
        acronym=row.acronym,
        kind=row.kind,
        country=named(row.country),
        parent=person_or_body("agency", row.parent, "en"),
        description=row.description,
        website=row.website,
    )


def series(row):
    return _thing(
        row,
        description=row.description,
        agencies=[named(each) for each in row.agencies.all()],
        topics=[named(each) for each in row.topics.all()],
    )


def speaker(row):
    return _thing(
        row,
        honorific=row.honorific,
        biography=row.biography,
        appointments=[
            {
                "role": held.role,
                "agency": named(held.agency),
                "starts_on": held.starts_on and held.starts_on.isoformat(),
                "ends_on": held.ends_on and held.ends_on.isoformat(),
            }
            for held in row.appointments.all()
        ],
    )


def _appointments():
    rows = Appointment.objects.filter(agency__is_public=True).select_related("agency")
    return Prefetch("appointments", queryset=rows.order_by("-starts_on", "pk"))


def public(relation, model):
    """What readers may see of a relation, loaded beforehand in the order of its names."""
    return Prefetch(relation, queryset=model.objects.public().order_by("name", "pk"))


_KINDS = {
    "countries": (country, schemas.Country, lambda: Country.objects.select_related("region")),
    "topics": (topic, schemas.Topic, lambda: Topic.objects.public()),
    "agencies": (
        agency,
        schemas.Agency,
        lambda: Agency.objects.public().select_related("country", "parent"),
    ),
    "series": (
        series,
        schemas.Series,
        lambda: Series.objects.public().prefetch_related(public("agencies", Agency), public("topics", Topic)),
    ),
    "speakers": (
        speaker,
        schemas.Speaker,
        lambda: Speaker.objects.public().prefetch_related(_appointments()),
    ),
}


def _serve(kind, write, schema, rows):
    """The list of a kind, and one of it."""

    def several(request, asked: Query[OnePage]):
        found = rows()
        if asked.cursor:
            found = found.filter(slug__gt=asked.cursor)
        found = list(found.order_by("slug")[: asked.limit + 1])
        cursor = found[asked.limit - 1].slug if len(found) > asked.limit else None
        return answers.page(request, list(map(write, found[: asked.limit])), cursor, schema)

    def one(request, key: str, asked: Query[Fields]):
        row = rows().filter(slug=key).first() or _merged(rows(), key)
        if row is None:
            raise Http404(f"There is no such thing among {kind}.")
        return answers.one(request, write(row), schema)

    name = schema.__name__.lower()
    router.get(
        f"/{kind}",
        response=schemas.page_of(schema),
        operation_id=f"list_{kind}",
        summary=kind.capitalize(),
    )(several)
    router.get(
        f"/{kind}/{{key}}",
        response=schema,
        operation_id=f"get_{name}",
        summary=f"One of {kind}",
        description="What was merged into another is that other.",
    )(one)


def _merged(rows, key):
    """What something was merged into, if readers may see that."""
    there = successor(rows.model, key)
    return there and rows.filter(pk=there.pk).first()


for _kind, _parts in _KINDS.items():
    _serve(_kind, *_parts)
