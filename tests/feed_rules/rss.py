"""The rules of RSS 2.0 and of its Advisory Board's profile."""

import re
from collections.abc import Iterator

from .documents import (
    LANGUAGES,
    MARKUP,
    URL,
    UUID,
    children,
    document,
    html,
    linked,
    named,
    once,
    rfc2822,
    rfc3339,
)


def rss(body: bytes, url: str) -> list[str]:
    tree, wrong = document(body, "rss")
    (channel,) = tree
    tags = children(channel)
    wrong += once(channel, "title", "link", "description", "language")
    if "item" in tags and set(tags[tags.index("item") :]) != {"item"}:
        wrong.append("MisplacedItem")
    wrong += linked(tree, channel, url)
    wrong += [f"ContainsHTML: {raw}" for raw in _raw(body) if re.search(r"&(?!#x)", raw)]
    if channel.findtext("language") not in LANGUAGES:
        wrong.append("InvalidLanguage")
    if built := channel.findtext("lastBuildDate"):
        wrong += rfc2822(built)
    guids = [item.findtext("guid") for item in channel.findall("item")]
    if len(guids) != len(set(guids)):
        wrong.append("DuplicateValue: guid")
    for item in channel.findall("item"):
        wrong += _item(item)
    return wrong


def _raw(body) -> list[str]:
    """What is written between the tags of elements that hold plain text: CharacterData is a warning about it."""
    return re.findall(r"<(?:title|category|media:\w+)\b[^>]*>([^<]*)</", body.decode())


def _item(item) -> Iterator[str]:
    tags = children(item)
    yield from once(item, "title", "description", "guid", "pubDate")
    if len(set(tags) & {"author", "dc:creator"}) > 0 and "@" not in item.findtext("author", "@"):
        yield "InvalidContact"
    if "content:encoded" in tags and tags.index("description") > tags.index("content:encoded"):
        yield "NeedDescriptionBeforeContent"
    if item.find("guid").get("isPermaLink") != "false" or not UUID.fullmatch(item.findtext("guid")):
        yield f"InvalidPermalink, InvalidUUID: {item.findtext('guid')}"
    if not item.findtext("title").strip() or MARKUP.search(item.findtext("title")):
        yield f"NotBlank, ContainsHTML: {item.findtext('title')}"
    if item.find("link") is not None and not URL.fullmatch(item.findtext("link")):
        yield f"InvalidFullLink: {item.findtext('link')}"
    yield from rfc2822(item.findtext("pubDate"))
    for element in item:
        if named(element) in ("description", "content:encoded"):
            yield from html(element.text or "")
        elif named(element) == "atom:updated":
            yield from rfc3339(element.text)
        elif element.tag == "category" and not (element.text or "").strip():
            yield "NotBlank: category"
