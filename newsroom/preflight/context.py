"""All that the house rules ask about a text, fetched once. The rules themselves ask the database nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from events.models import Appointment, Place, Workshop
from newsroom.models import Image
from newsroom.reader.gazetteer import Gazetteer

from .addresses import Destination
from .body import Body, Paragraph, read_body

# A longer text is published as well; what comes after is not looked at word by word.
LONGEST_READ = 100_000


@dataclass(frozen=True, slots=True)
class Twin:
    """Another article in the same language that says nearly the same. ``likeness`` is 0 to 1."""

    title: str
    pk: int
    has_same_title: bool
    likeness: float


@dataclass(frozen=True, slots=True)
class Correction:
    """The last change of a public text that readers were told of."""

    at: datetime
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Translation:
    """The same text in another language, as last saved. ``correction`` is what it says anew since this one was saved."""

    language: str
    title: str
    body: Body
    is_original: bool
    correction: Correction | None = None


@dataclass
class Context:
    """A content and what the archive knows about the things that it names.

    ``release_day`` is the day on which readers first see it, by the newsroom's calendar: long ago, now, or planned;
    ``None`` while it is a draft and nobody has said. ``today`` is the same calendar's; ``local_days`` are those of the
    same instant at the places of the dateline.
    """

    content: dict
    today: date
    release_day: date | None = None
    local_days: frozenset[date] = frozenset()
    is_released: bool = False
    has_embargo: bool = False
    places: list[Place] = field(default_factory=list)
    workshops: list[Workshop] = field(default_factory=list)
    unknown_topics: list[str] = field(default_factory=list)
    appointments: dict[str, list[Appointment]] = field(default_factory=dict)  # by the speaker's slug
    images: dict[str, Image] = field(default_factory=dict)  # by hash and by path
    destinations: dict[str, Destination] = field(default_factory=dict)  # of addresses of this site
    dead_links: dict[str, str] = field(default_factory=dict)  # of addresses outside: the problem
    twins: list[Twin] = field(default_factory=list)
    translations: list[Translation] = field(default_factory=list)
    gazetteer: Gazetteer = field(default_factory=Gazetteer)

    @property
    def language(self) -> str:
        return self.content["language"]

    @property
    def kind(self) -> str:
        return self.content["kind"]

    @cached_property
    def body(self) -> Body:
        return read_body(self.content["body"])

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs that are looked at word by word."""
        kept, length = [], 0
        for paragraph in self.body.paragraphs:
            kept.append(
                Paragraph(
                    paragraph.number, paragraph.text[:LONGEST_READ], paragraph.tag, paragraph.is_quotation
                )
            )
            length += len(paragraph.text)
            if length > LONGEST_READ:
                break
        return kept

    @cached_property
    def text(self) -> str:
        """The words of these paragraphs."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)

    @cached_property
    def first_day(self) -> date | None:
        """The date of the dateline."""
        return _day(self.content["dateline"]["date"])

    @cached_property
    def last_day(self) -> date | None:
        """The last date of the dateline; the same as the first where it is one day."""
        return _day(self.content["dateline"]["end_date"]) or self.first_day

    @property
    def day(self) -> date:
        """The day the text speaks of: that of the dateline, or of the release, or today."""
        return self.first_day or self.release_day or self.today

    def texts(self) -> Iterator[tuple[str, int | None, str]]:
        """Everything in words that readers see at the head and in the body: field, paragraph, text."""
        yield "title", None, self.content["title"]
        yield "summary", None, " ".join(self.content["summary"].split())
        for paragraph in self.paragraphs:
            yield "body", paragraph.number, paragraph.text


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
