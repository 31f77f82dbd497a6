"""A text in blocks: what is left of plain text, markdown or HTML once its form has been understood."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a block's text that is strong, emphasised or a link."""

    start: int
    end: int
    kind: str  # strong, em, a
    href: str = ""


@dataclass(slots=True)
class Block:
    """A paragraph, heading, list item, quotation or table row. A line break inside is `\\n`."""

    kind: str  # p h1 h2 h3 li oli quote row rule
    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    cells: list[Block] = field(default_factory=list)  # of a row
    gap: bool = True  # whether an empty line stands before it
    aside: bool = False  # from a list of links beside the text
    group: int = 0  # the list or table to which it belongs

    def cut(self, start: int, end: int | None = None) -> Block:
        """The same block with only the text from start to end, marks moved with it, blanks at the ends removed."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        marks = [
            Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.kind, mark.href)
            for mark in self.marks
            if mark.start < end and mark.end > start
        ]
        return Block(self.kind, self.text[start:end], marks, self.cells, self.gap, self.aside, self.group)

    @property
    def is_strong(self) -> bool:
        """Whether the whole text is set in bold."""
        strong = sum(mark.end - mark.start for mark in self.marks if mark.kind == "strong")
        return bool(self.text) and strong >= len(self.text.strip()) - 1

    @property
    def links(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.kind == "a"]


@dataclass(slots=True)
class Document:
    """The blocks of a source, and what it says about itself outside its text."""

    blocks: list[Block] = field(default_factory=list)
    title: str = ""  # the main heading, or the title of the page without the name of the site
    date: str = ""  # a published date in the metadata, as written there
    language: str = ""
    is_html: bool = False
