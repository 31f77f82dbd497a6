"""What may be delivered: an envelope with a content as ``newsroom/content.py`` has it, every value of it checked."""

import re
import uuid
from datetime import date
from typing import Annotated, Literal

from django.utils.text import slugify
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from newsroom import content as contents
from newsroom.models.articles import Kind
from publishing.languages import Language

_CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ufffe\\uffff]")
LONGEST_BODY = 1_000_000


def _without_controls(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("There is a control character in it.")
    return text


Text = Annotated[str, AfterValidator(_without_controls)]
Key = Annotated[str, Field(pattern=r"^[\w-]{1,120}$")]
Reference = Annotated[str, Field(pattern=r"^[12][0-9]{3}/[-a-zA-Z0-9_]{1,120}$")]
Day = Annotated[date, Field(strict=False)]


def _of(*, least=0, most) -> type[str]:
    return Annotated[Text, Field(min_length=least, max_length=most)]


def _list(item, most=100):
    return Annotated[list[item], Field(max_length=most)]


class Shape(BaseModel):
    """Nothing but what is named here, each of its own type."""

    model_config = ConfigDict(extra="forbid")


class Dateline(Shape):
    places: _list(Key, 20) = []
    date: Day | None = None
    end_date: Day | None = None


class Quote(Shape):
    text: _of(least=1, most=20_000)
    speaker: Key | None = None
    capacity: _of(most=255) = ""
    agency: Key | None = None


class SeeAlso(Shape):
    article: uuid.UUID | None = None
    workshop: Reference | None = None
    url: Annotated[str, Field(pattern=r"^https?://[^\s\x00-\x1f]{1,480}$")] | None = None
    label: _of(most=255) = ""

    @model_validator(mode="after")
    def _one(self):
        if sum(each is not None for each in (self.article, self.workshop, self.url)) != 1:
            raise ValueError("Give one of article, workshop and url.")
        return self

    def entry(self) -> dict:
        """As contents have it."""
        if self.url is not None:
            return {"url": self.url, "label": self.label or self.url[:255]}
        return {"article": str(self.article)} if self.article else {"workshop": self.workshop}


class Image(Shape):
    image: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    role: Literal["lead", "gallery"] = "gallery"
    alt_text: _of(most=255) = ""
    caption: _of(most=500) = ""


class Content(Shape):
    """A content without attachments: files are uploaded at the desk."""

    version: Literal[1] = Field(1, alias="schema")
    language: Literal[tuple(Language.values)]
    translation_key: uuid.UUID | None = None
    kind: Literal[tuple(Kind.values)] = Kind.PRESS_RELEASE.value
    title: Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
    slug: Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{0,120}$")] = ""
    summary: _of(most=500) = ""
    body: _of(most=LONGEST_BODY) = ""
    contact: _of(most=5_000) = ""
    dateline: Dateline = Dateline()
    originally_released_on: Day | None = None
    countries: _list(Annotated[str, Field(pattern=r"^[A-Z]{2}$")], 300) = []
    topics: _list(Key) = []
    workshops: _list(Reference, 20) = []
    agencies: _list(Key) = []
    quotes: _list(Quote) = []
    see_also: _list(SeeAlso) = []
    images: _list(Image) = []
    attachments: _list(str, 0) = []

    def content(self, source_id: str) -> dict:
        """The content; without a slug it has one of the title, or of the source id where that gives none."""
        said = self.model_dump(mode="json", exclude={"version", "see_also"})
        said["see_also"] = [link.entry() for link in self.see_also]
        slug = self.slug or slugify(self.title)[:100].strip("-_")
        return contents.complete(said | {"slug": slug or f"release-{contents.digest(source_id)[:12]}"})


SourceId = _of(least=1, most=255)


class Envelope(Shape):
    """A release under the id that its source has for it."""

    source_id: SourceId
    release: Content
