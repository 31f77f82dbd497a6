"""The shapes of what the API gives and takes, for its OpenAPI document. Answers hold what these say, or fewer of it."""

from datetime import date, datetime, time

from ninja import Schema
from pydantic import ConfigDict, Field, create_model


def _optional(schema):
    """All fields but the key may have been left out by ``fields=``."""
    schema["required"] = schema["required"][:1]


class Sparse(Schema):
    """A thing of which ``fields=`` may take a part; the first field is its key, which is always there."""

    model_config = ConfigDict(json_schema_extra=_optional)


def key_of(schema: type[Sparse]) -> str:
    """The name of the field that is always there."""
    return next(iter(schema.model_fields))


def page_of(item: type[Schema]) -> type[Schema]:
    """The shape of one page of a list."""
    return create_model(
        f"{item.__name__}Page",
        __base__=Schema,
        items=(list[item], Field(description="Some of the list, in its order.")),
        next=(str | None, Field(description="The address of what follows; null at the end.")),
    )


class Named(Schema):
    key: str = Field(description="The name by which parameters and addresses know it; it never changes.")
    name: str
    url: str


class NamedPlace(Schema):
    name: str
    country: str


class Quote(Schema):
    text: str
    capacity: str
    speaker: Named | None
    agency: Named | None


class ReleaseWorkshop(Named):
    starts_on: date
    ends_on: date
    precision: str
    status: str


class Image(Schema):
    url: str
    role: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str


class Link(Schema):
    url: str
    title: str


class Withdrawn(Schema):
    at: datetime
    note: str


class Release(Sparse):
    id: str = Field(description="A URN that never changes, whatever is corrected.")
    url: str
    language: str = Field(description="BCP 47: ar, en, es, fr, ru or zh-Hans.")
    kind: str
    title: str
    summary: str
    released_at: datetime = Field(description="Its place in all lists; corrections do not change it.")
    edition: int = Field(description="The number of the edition: 1, and one more with each change.")
    live_from: datetime = Field(description="Since when this edition has been public.")
    change: str = Field(description="first, typo, clarification, correction or update.")
    note: str = Field(description="What readers are told of the last change.")
    dateline: str
    places: list[NamedPlace]
    countries: list[Named]
    topics: list[Named]
    agencies: list[Named]


class WholeRelease(Release):
    body: str = Field(description="HTML, clean, with full addresses.")
    contact: str
    quotes: list[Quote]
    workshops: list[ReleaseWorkshop]
    images: list[Image]
    attachments: list[Link]
    see_also: list[Link]
    withdrawn: Withdrawn | None = Field(description="Of a release that was withdrawn and stays readable.")


class Edition(Sparse):
    number: int
    live_from: datetime
    live_until: datetime | None = Field(
        description="When it was superseded or withdrawn; null while it is live."
    )
    change: str
    note: str


class ReleasedQuote(Sparse):
    id: str = Field(description="The URN of its release, and the number of the quote in it.")
    text: str
    capacity: str
    speaker: Named | None
    agency: Named | None
    language: str
    release: Link
    released_at: datetime


class Thing(Sparse):
    key: str = Field(description="The name by which parameters and addresses know it; it never changes.")
    name: str = Field(description="In English.")
    names: dict[str, str] = Field(description="By language, as far as they are known.")
    url: str


class Country(Thing):
    iso2: str
    iso3: str
    m49: str
    region: Named


class Topic(Thing):
    description: str


class Agency(Thing):
    acronym: str
    kind: str
    country: Named | None
    parent: Named | None
    description: str
    website: str


class Series(Thing):
    description: str
    agencies: list[Named]
    topics: list[Named]


class Appointment(Schema):
    role: str
    agency: Named
    starts_on: date | None
    ends_on: date | None


class Speaker(Thing):
    honorific: str
    biography: str
    appointments: list[Appointment]


class AgencyPart(Named):
    role: str


class SpeakerPart(AgencyPart):
    capacity: str


class EarlierDates(Schema):
    starts_on: date
    ends_on: date
    precision: str
    note: str


class Workshop(Thing):
    kind: str
    status: str
    starts_on: date
    ends_on: date
    precision: str = Field(description="time, day, month or year: how exactly the days are known.")
    start_time: time | None
    end_time: time | None
    time_zone: str
    place: NamedPlace | None
    country: Named | None
    is_online: bool
    series: Named | None
    description: str
    website: str
    participants: str
    participant_count: int | None
    languages: list[str]
    agencies: list[AgencyPart]
    speakers: list[SpeakerPart]
    topics: list[Named]
    earlier_dates: list[EarlierDates]


class Problem(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
