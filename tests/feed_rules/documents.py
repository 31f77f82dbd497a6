"""The rules that feeds of more than one format share: of XML, namespaces, HTML, dates, addresses and links."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import html5lib

KNOWN = {
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.georss.org/georss": "georss",
    "http://search.yahoo.com/mrss/": "media",
    "http://purl.org/syndication/history/1.0": "fh",
    "http://www.w3.org/1999/xhtml": "xhtml",
    # Not known to the validator, which warns of it; RFC 6721 is the only way to tell of what is gone.
    "http://purl.org/atompub/tombstones/1.0": "at",
}
XML = "{http://www.w3.org/XML/1998/namespace}"
LANGUAGES = {"ar", "en", "es", "fr", "ru", "zh-Hans"}
RELATIONS = {"self", "alternate", "hub", "current", "next", "prev-archive", "related"}
URL = re.compile(r"https?://[^/]+[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]*")
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
RFC2822 = re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d\d[03]0")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
MARKUP = re.compile(r"</\w+>|&#?\w+;")
ALLOWED = re.compile(
    "a|b|blockquote|br|caption|cite|code|col|colgroup|em|figcaption|figure|h[23]|hr|i|img|li|ol|p|q|s|span|strong|sub|sup"
    "|table|tbody|td|th|thead|tr|ul"
)
ATTRIBUTES = {
    "href",
    "src",
    "alt",
    "width",
    "height",
    "class",
    "id",
    "lang",
    "dir",
    "title",
    "colspan",
    "rowspan",
}


def html(text: str) -> Iterator[str]:
    """NotHtml, SecurityRisk, SecurityRiskAttr, ContainsRelRef."""
    try:
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        elements = list(parser.parseFragment(text).iter())
    except html5lib.html5parser.ParseError as error:
        yield f"NotHtml: {error}"
        return
    for element in elements:
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        if not ALLOWED.fullmatch(element.tag):
            yield f"SecurityRisk: {element.tag}"
        if others := element.attrib.keys() - ATTRIBUTES:
            yield f"SecurityRiskAttr: {sorted(others)}"
        address = element.get("href" if element.tag == "a" else "src", "https:")
        if not re.match(r"(https?|mailto):", address):
            yield f"ContainsRelRef: {address}"
        if element.tag == "img" and element.get("alt") is None:
            yield "a picture without alternative text"


def plausible(instant: datetime) -> Iterator[str]:
    """ImplausibleDate."""
    if instant.year < 1990 or instant > datetime.now(UTC) + timedelta(minutes=10):
        yield f"ImplausibleDate: {instant}"


def rfc2822(text: str) -> Iterator[str]:
    """InvalidRFC2822Date, ProblematicalRFC822Date, IncorrectDOW."""
    if not RFC2822.fullmatch(text):
        yield f"InvalidRFC2822Date: {text}"
        return
    instant = parsedate_to_datetime(text)
    if text[:3] != ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[instant.weekday()]:
        yield f"IncorrectDOW: {text}"
    yield from plausible(instant)


def rfc3339(text: str) -> Iterator[str]:
    """InvalidRFC3339Date."""
    if not RFC3339.fullmatch(text):
        yield f"InvalidRFC3339Date: {text}"
        return
    yield from plausible(datetime.fromisoformat(text))


def named(element) -> str:
    """``media:title``; elements without a namespace by their names."""
    uri, brace, name = element.tag[1:].rpartition("}")
    return f"{KNOWN.get(uri, uri)}:{name}" if brace else element.tag


def children(element) -> list[str]:
    return [named(child) for child in element]


def attributes(element) -> Iterator[str]:
    """InvalidLanguage, UseOfExtensionAttr, InvalidFullLink."""
    for key, value in element.attrib.items():
        if key == XML + "lang":
            if value not in LANGUAGES:
                yield f"InvalidLanguage: {value}"
        elif key.startswith("{"):
            yield f"UseOfExtensionAttr: {key}"
        elif key in ("href", "url", "domain", "scheme") and not URL.fullmatch(value):
            yield f"InvalidFullLink: {value}"


def picture(element) -> Iterator[str]:
    """Media RSS: InvalidMediaMedium, InvalidMIMEAttribute, InvalidPositiveInteger, ContainsUndeclaredHTML."""
    if element.get("medium") != "image" or not re.fullmatch(r"image/[a-z+]+", element.get("type", "")):
        yield f"InvalidMediaMedium, InvalidMIMEAttribute: {element.attrib}"
    if not all(int(element.get(side, 0)) > 0 for side in ("width", "height")):
        yield f"InvalidPositiveInteger: {element.attrib}"
    for child in element:
        if MARKUP.search(child.text or ""):
            yield f"ContainsUndeclaredHTML: {child.text}"


def document(body: bytes, root: str) -> tuple[ElementTree.Element, list[str]]:
    """A parsed document, with what is wrong whatever its format: characters, namespaces, languages, addresses, pictures."""
    tree, text, wrong = ElementTree.fromstring(body), body.decode(), []
    if not text.startswith('<?xml version="1.0" encoding="utf-8"?>\n') or named(tree) != root:
        wrong.append("SAXError: not the document that it should be")
    if found := re.search("[\x7f-\x9f\ufffd]", text):
        wrong.append(f"BadCharacters: {found[0]!r}")
    for prefix, uri in re.findall(r'xmlns:?(\w*)="([^"]*)"', text):
        if KNOWN.get(uri, "") != (prefix or KNOWN.get(uri)):
            wrong.append(f"UnknownNamespace, NonstdPrefix: {prefix} {uri}")
    for element in tree.iter():
        wrong += attributes(element)
        name = named(element)
        if name == "atom:link" and element.get("rel") not in RELATIONS:
            wrong.append(f"UnregisteredAtomLinkRel: {element.get('rel')}")
        if name == "media:content":
            wrong += picture(element)
        if name == "georss:point":
            latitude, longitude = map(float, element.text.split(" "))
            wrong += [f"InvalidCoord: {element.text}"] if abs(latitude) > 90 or abs(longitude) > 180 else []
    return tree, wrong


def once(element, *names) -> Iterator[str]:
    """MissingElement, DuplicateElement."""
    counted = Counter(children(element))
    yield from (f"{element.tag} has {counted[name]} of {name}" for name in names if counted[name] != 1)


def linked(tree, parent, url) -> Iterator[str]:
    """MissingCurrentInArchive, DuplicateAtomLink, SelfDoesntMatchLocation, MissingSelf."""
    links = [element for element in parent if named(element) == "atom:link"]
    relations = [link.get("rel") for link in links]
    if [link.get("href") for link in links if link.get("rel") == "self"] != [url]:
        yield "MissingSelf, SelfDoesntMatchLocation"
    if "fh:archive" in [named(element) for element in tree.iter()] and "current" not in relations:
        yield "MissingCurrentInArchive"
    if any(number > 1 for number in Counter(relations).values()):
        yield f"DuplicateAtomLink: {relations}"
