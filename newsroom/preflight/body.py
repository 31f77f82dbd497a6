"""The body of a text as rules look at it: paragraphs with their words, links and pictures."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Whatever begins or ends a paragraph.
_BLOCKS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "figure",
        "figcaption",
        "table",
        "tbody",
        "thead",
        "tr",
        "td",
        "th",
        "hr",
        "div",
        "pre",
    ]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


# No opening mark inside: a text of nothing but marks must not take for ever.
_QUOTATION = re.compile(r"“[^“”]*”|«[^«»]*»|\"[^\"]*\"|「[^「」]*」|„[^„“”]*[“”]")


@dataclass(slots=True)
class Link:
    """A link: its words, where it leads, and the paragraph it stands in."""

    text: str
    href: str
    paragraph: int
    holds_picture: bool = False


@dataclass(slots=True)
class Picture:
    src: str
    alt: str
    paragraph: int
    caption: str = ""


@dataclass(slots=True)
class Paragraph:
    """A stretch of text without a break. ``is_quotation``: it stands in a block quotation."""

    number: int
    text: str
    tag: str
    is_quotation: bool = False

    @property
    def is_heading(self) -> bool:
        return self.tag in _HEADINGS


@dataclass(slots=True)
class Body:
    paragraphs: list[Paragraph] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    empty_headings: list[int] = field(default_factory=list)  # the number of the paragraph that follows


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.body = Body()
        self.words: list[str] = []
        self.tag = "p"
        self.quotations = 0
        self.link: Link | None = None
        self.link_words: list[str] = []
        self.figure: Picture | None = None
        self.has_picture = False

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag in _BLOCKS:
            self.flush()
            self.tag = tag
            self.quotations += tag == "blockquote"
        elif tag == "br":
            self.words.append("\n")
        elif tag == "a":
            self.end_link()
            self.link = Link("", attributes.get("href") or "", len(self.body.paragraphs))
        elif tag == "img":
            self.add_picture(attributes)

    def add_picture(self, attributes):
        self.has_picture = True
        self.figure = Picture(
            attributes.get("src") or "", attributes.get("alt") or "", len(self.body.paragraphs)
        )
        self.body.pictures.append(self.figure)
        if self.link is not None:
            self.link.holds_picture = True

    def handle_endtag(self, tag):
        if tag == "a":
            self.end_link()
        elif tag in _BLOCKS:
            self.flush()
            self.quotations = max(0, self.quotations - (tag == "blockquote"))
            if tag == "figure":
                self.figure = None
            self.tag = "p"

    def handle_data(self, data):
        self.words.append(data)
        if self.link is not None:
            self.link_words.append(data)

    def end_link(self):
        if self.link is not None:
            self.link.text = " ".join("".join(self.link_words).split())
            self.body.links.append(self.link)
        self.link, self.link_words = None, []

    def flush(self):
        self.end_link()
        text = " ".join("".join(self.words).split())
        number = len(self.body.paragraphs)
        if text:
            self.body.paragraphs.append(Paragraph(number, text, self.tag, self.quotations > 0))
            if self.tag == "figcaption" and self.figure is not None:
                self.figure.caption = text
        elif self.tag in _HEADINGS and not self.has_picture:
            self.body.empty_headings.append(number)
        self.words, self.has_picture = [], False


def without_quotations(text: str, instead: str = "") -> str:
    """The text with each quotation replaced; by as many spaces where nothing is given, so that positions stay."""
    return _QUOTATION.sub(lambda match: instead or " " * len(match[0]), text)


def read_body(html: str) -> Body:
    """The body of cleaned HTML. Every white space is one space; tags that are never closed do no harm."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.body
