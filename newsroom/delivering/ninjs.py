"""A news object in ninjs 3.1 as a content: what has a place in ours, with things found by their keys."""

import re
from html import escape

from pydantic import BaseModel, Field

from newsroom.models.articles import Kind
from publishing.languages import Language

from .shapes import LONGEST_BODY, Content, SourceId, Text

_KEY = re.compile(r"[\w-]{1,120}")
_REFERENCE = re.compile(r"[12][0-9]{3}/[-a-zA-Z0-9_]{1,120}")


class Words(BaseModel):
    value: Text
    role: Text = ""
    contentType: Text = ""


class Named(BaseModel):
    name: Text = ""
    literal: Text = ""


class NewsObject(BaseModel):
    """What is read of a news object; the standard demands ``uri`` alone, we need a title and a language too."""

    uri: SourceId
    language: Text
    title: Text = ""
    slugline: Text = ""
    headlines: list[Words] = Field([], max_length=20)
    descriptions: list[Words] = Field([], max_length=20)
    bodies: list[Words] = Field([], max_length=20)
    genres: list[Named] = Field([], max_length=100)
    places: list[Named] = Field([], max_length=300)
    subjects: list[Named] = Field([], max_length=100)
    organisations: list[Named] = Field([], max_length=100)
    events: list[Named] = Field([], max_length=20)
    people: list[Named] = Field([], max_length=100)
    associations: list[dict] = Field([], max_length=200)

    def content(self, countries) -> tuple[Content, list[str]]:
        """The content, and what of the object has no place in it. Raises ``ValueError`` for values that no text may have.

        ``countries`` are the ISO codes of countries by their slugs.
        """
        left = [f"people: {person.name or person.literal}" for person in self.people]
        left += [f"associations: {each.get('name', '')}"[:200] for each in self.associations]
        codes = {place.literal: countries.get(place.literal, place.literal) for place in self.places}
        known = set(countries.values())
        left += [f"places: {place.name}" for place in self.places if codes[place.literal] not in known]
        said = {
            "language": _language(self.language),
            "kind": next(
                (g.literal for g in self.genres if g.literal in Kind.values), Kind.PRESS_RELEASE.value
            ),
            "title": _first(self.headlines) or self.title,
            "slug": self.slugline if re.fullmatch(r"[-a-zA-Z0-9_]{1,120}", self.slugline) else "",
            "summary": _first(self.descriptions, "summary"),
            "contact": _first(self.descriptions, "contact"),
            "body": self._body(),
            "countries": sorted(known.intersection(codes.values())),
            "topics": _keys(self.subjects, _KEY, left, "subjects"),
            "agencies": _keys(self.organisations, _KEY, left, "organisations"),
            "workshops": _keys(self.events, _REFERENCE, left, "events"),
        }
        return Content(**said), left

    def _body(self) -> str:
        html = next((body.value for body in self.bodies if body.contentType == "text/html"), None)
        if html is not None:
            return html
        paragraphs = re.split(r"\n\s*\n", _first(self.bodies)[:LONGEST_BODY])
        return "".join(f"<p>{escape(' '.join(text.split()))}</p>" for text in paragraphs if text.strip())


def _language(tag) -> str:
    """That of the site which a BCP 47 tag means; what it means to no site is refused by the content."""
    code = tag.lower()
    if code == "zh" or code.startswith(("zh-cn", "zh-hans", "zh-sg")):
        return Language.CHINESE.value
    return code.partition("-")[0]


def _first(words, role="") -> str:
    return next((each.value for each in words if not role or each.role == role), "")


def _keys(things, pattern, left, name) -> list[str]:
    keys = [thing.literal for thing in things if pattern.fullmatch(thing.literal)]
    left += [f"{name}: {thing.name or thing.literal}" for thing in things if thing.literal not in keys]
    return sorted(set(keys))
