"""What a house rule has to say about a text."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    ERROR = "error"  # it may not go out like this
    WARNING = "warning"  # somebody has to look at it and say that it may


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: what, where, and what to do, in the language that is being spoken.

    ``field`` is a key of the content; ``row`` counts the entries of a list from 0, ``paragraph`` the paragraphs of
    the body from 0; ``part`` is the column of the row; ``words`` are those in question, as they stand there.
    """

    sentence: str
    field: str = "body"
    row: int | None = None
    part: str = ""
    paragraph: int | None = None
    words: str = ""
    level: Level = Level.WARNING
    rule: str = ""  # set by whoever runs the rule

    @property
    def is_error(self) -> bool:
        return self.level == Level.ERROR

    @property
    def excerpt(self) -> str:
        """The words of the body in question, unless the sentence has them."""
        return self.words if self.field == "body" and self.words not in self.sentence else ""

    @property
    def key(self) -> str:
        """What a tick stands for: this rule about these words, in whatever language the desk speaks."""
        parts = (self.rule, self.field, self.row, self.part, self.paragraph, self.words)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


Findings = Iterator[Finding]
