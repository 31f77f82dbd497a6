"""From HTML, a fragment or a whole page, to a Document: which part is the text, and what its blocks are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newsroom.reader.document import Block, Document, Mark
from newsroom.reader.page import join_rows, main_part, page_title
from newsroom.reader.tags import Tag, stream

LOOKS_LIKE_HTML = re.compile(
    r"<(?:!doctype|html|head|body|script|style|meta|title|header|main|nav|time|form|img|svg|iframe|p|div|h[1-6]|ul|ol|li|table|article|section|span|a|br|strong|em|b|i|blockquote)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
WHOLE_PAGE = re.compile(r"<(?:html|body|head)\b", re.IGNORECASE)
KINDS = {"h1": "h1", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3", "blockquote": "quote"}
CONTAINERS = {
    "div",
    "section",
    "article",
    "main",
    "body",
    "td",
    "th",
    "form",
    "center",
    "header",
    "figure",
    "dl",
}
BLOCKS = CONTAINERS | set(KINDS) | {"p", "ul", "ol", "li", "table", "tr", "pre", "address", "hr", "dt", "dd", "tbody",
                                    "thead", "figcaption", "caption", "nav", "footer", "aside", "fieldset"}  # fmt: skip
VOID = {
    "br",
    "hr",
    "img",
    "input",
    "meta",
    "link",
    "wbr",
    "area",
    "base",
    "col",
    "embed",
    "source",
    "track",
    "param",
}
DROPPED = {"nav", "footer", "aside", "figcaption", "head"}
NOISE = re.compile(
    r"(?<![\w-])(?:nav|menu|navbar|footer|sidebar|breadcrumbs?|share|sharing|social|cookies?|banner|skip|pagination|toolbar"
    r"|comments?|search|adverts?|hidden|visually-hidden|sr-only)(?![\w])(?!-(?:content|text|body|main))",
    re.IGNORECASE,
)
MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
DATE_META = {"article:published_time", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued", "date", "pubdate",
             "datepublished", "publishdate", "og:published_time", "dc:date", "publication_date"}  # fmt: skip
DEEPEST_MARKS = 6
DEEPEST = 100  # nesting beyond this is not kept track of, so that no input costs the square of its length


def looks_like_html(text: str) -> bool:
    return bool(LOOKS_LIKE_HTML.search(text[:20_000]))


@dataclass(slots=True)
class _Reader:
    """The state while the tags go by."""

    page: bool
    document: Document = field(default_factory=lambda: Document(is_html=True))
    open_tags: list[tuple[str, bool]] = field(default_factory=list)  # name, whether its content is dropped
    dropped: int = 0
    path: list[int] = field(default_factory=list)  # the containers around the present place
    places: list[tuple[int, ...]] = field(default_factory=list)  # that path, for each block
    # for each container how many tags are open around it
    containers: dict[int, int] = field(default_factory=dict)
    kind: str = "p"
    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    open_marks: list[tuple[str, int, str]] = field(default_factory=list)
    lists: list[tuple[str, int, bool]] = field(
        default_factory=list
    )  # ul or ol, its number, whether only links
    quotes: int = 0
    row: tuple[int, int] | None = None  # table and row
    tables: int = 0
    rows: int = 0
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    titles: dict[str, str] = field(default_factory=dict)
    date_rank: int = 0

    def say(self, text: str) -> None:
        if self.dropped:
            return
        text = re.sub(r"[\s\u3000]+", " ", text)
        ends = self.pieces[-1][-1:] if self.pieces else " "
        if ends in " \n":
            text = text.lstrip(" ")
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def flush(self) -> None:
        """End the block that is being read, and start the next one with the marks that are still open."""
        text = "".join(self.pieces)
        self.marks += [
            Mark(start, len(text), kind, href) for kind, start, href in self.open_marks if start < len(text)
        ]
        whole = Block(self._kind(), text, self.marks, group=self._group())
        whole.aside = bool(self.lists and self.lists[-1][2])
        block = whole.cut(0)
        if block.text:
            self.document.blocks.append(block)
            self.places.append(tuple(self.path))
        self.pieces, self.length, self.marks = [], 0, []
        self.open_marks = [(kind, 0, href) for kind, _, href in self.open_marks]

    def _break_line(self) -> None:
        if self.pieces and not self.dropped:
            if self.pieces[-1].strip(" ") == "\n":
                self.flush()  # two in a row are how hurried pages write a new paragraph
            else:
                self.pieces.append("\n")
                self.length += 1

    def _kind(self) -> str:
        if self.kind in ("h1", "h2", "h3"):
            return self.kind
        if self.row:
            return "row"
        if self.lists:
            return "oli" if self.lists[-1][0] == "ol" else "li"
        return "quote" if self.quotes else "p"

    def _group(self) -> int:
        return self.row[1] if self.row else self.lists[-1][1] if self.lists else 0

    def open(self, tag: Tag) -> None:
        name = tag.name
        if name == "br":
            self._break_line()
        self._note_meta(tag)
        if name in BLOCKS and not self.dropped:
            self.flush()
        if name in VOID or "text" in tag.attributes and name not in BLOCKS:
            return
        names = f"{tag.attributes.get('class', '')} {tag.attributes.get('id', '')} {tag.attributes.get('role', '')}"
        drop = name in DROPPED or (self.page and name not in ("html", "body") and bool(NOISE.search(names)))
        self.open_tags.append((name, drop))
        self.dropped += drop
        self._enter(tag, names)

    def _enter(self, tag: Tag, names: str) -> None:
        name = tag.name
        if name in CONTAINERS and len(self.path) < DEEPEST:
            number = len(self.containers) + 1
            self.containers[number] = len(self.open_tags) - 1
            self.path.append(number)
        if name in KINDS and name != "blockquote":
            self.kind = KINDS[name]
        elif name == "blockquote":
            self.quotes += 1
        elif name in ("ul", "ol"):
            self.lists.append((name, len(self.places) + 1, bool(re.search(r"\blinks\b", names))))
        elif name == "table":
            self.tables += 1
        elif name == "tr":
            self.rows += 1
            self.row = (self.tables, self.rows)
        elif name in MARKS and len(self.open_marks) < DEEPEST_MARKS:
            self.open_marks.append((MARKS[name], self.length, ""))
        elif name == "a" and len(self.open_marks) < DEEPEST_MARKS:
            self.open_marks.append(("a", self.length, tag.attributes.get("href", "")))

    def close(self, name: str) -> None:
        if name in BLOCKS and not self.dropped:
            self.flush()
        # A closing tag without its opening one is passed over; one that closes others as well closes them.
        recent = self.open_tags[-50:]
        if not any(opened == name for opened, _ in recent):
            return
        while self.open_tags:
            opened, drop = self.open_tags.pop()
            self.dropped -= drop
            self._leave(opened)
            if opened == name:
                return

    def _leave(self, name: str) -> None:
        if name in CONTAINERS and self.path and self.containers[self.path[-1]] == len(self.open_tags):
            self.path.pop()
        if name in KINDS and name != "blockquote":
            self.kind = "p"
        elif name == "blockquote":
            self.quotes = max(0, self.quotes - 1)
        elif name in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif name in ("table", "tr"):
            self.row = None
        elif name in MARKS or name == "a":
            kind = MARKS.get(name, "a")
            for index in range(len(self.open_marks) - 1, -1, -1):
                if self.open_marks[index][0] == kind:
                    _, start, href = self.open_marks.pop(index)
                    if start < self.length:
                        self.marks.append(Mark(start, self.length, kind, href))
                    break

    def _note_meta(self, tag: Tag) -> None:
        attributes = tag.attributes
        if tag.name == "html":
            self.document.language = attributes.get("lang", "")[:2].lower()
        if tag.name == "title" and "page" not in self.titles:
            self.titles["page"] = " ".join(attributes.get("text", "").split())
        name = (
            attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        ).lower()
        content = attributes.get("content", "")
        if name in ("og:title", "dc.title", "twitter:title") and content:
            self.titles.setdefault("meta", content.strip())
        rank = 3 if name in DATE_META and content else 2 if tag.name == "time" else 0
        value = content if rank == 3 else attributes.get("datetime", "")
        if rank > self.date_rank and value:
            self.document.date, self.date_rank = value, rank


def read_html(source: str) -> Document:
    """The Document of an HTML fragment or page; of a page only the part that holds the text."""
    reader = _Reader(page=bool(WHOLE_PAGE.search(source[:5000])))
    for item in stream(source):
        if isinstance(item, str):
            reader.say(item)
        elif item.closing:
            reader.close(item.name)
        else:
            reader.open(item)
    reader.flush()
    document = reader.document
    headings = [block.text for block in document.blocks if block.kind == "h1"]
    if reader.page:
        document.blocks = main_part(document.blocks, reader.places)
    document.title = page_title(document, headings, reader.titles)
    document.blocks = join_rows(document.blocks)
    return document
