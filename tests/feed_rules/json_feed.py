"""The rules of JSON Feed 1.1."""

import json
import re
from collections.abc import Iterator

from .documents import LANGUAGES, URL, html, rfc3339

FEED = {
    **dict.fromkeys(
        [
            "version",
            "title",
            "home_page_url",
            "feed_url",
            "description",
            "user_comment",
            "next_url",
            "language",
        ],
        str,
    ),
    **{"authors": list, "hubs": list, "items": list, "expired": bool, "icon": str, "favicon": str},
}
ITEM = {
    **dict.fromkeys(
        [
            "id",
            "url",
            "external_url",
            "title",
            "content_html",
            "content_text",
            "summary",
            "image",
            "banner_image",
        ],
        str,
    ),
    **dict.fromkeys(["date_published", "date_modified", "language"], str),
    **{"authors": list, "tags": list, "attachments": list},
}


def json_feed(body: bytes, url: str) -> list[str]:
    feed = json.loads(body)
    wrong = list(_typed(feed, FEED))
    if feed.get("version") != "https://jsonfeed.org/version/1.1" or next(iter(feed)) != "version":
        wrong.append("it does not begin with its version")
    if (
        not feed.get("title")
        or "items" not in feed
        or feed.get("feed_url") != url
        or "home_page_url" not in feed
    ):
        wrong.append("title, items, feed_url or home_page_url is missing or wrong")
    if feed.get("next_url") == url:
        wrong.append("next_url is the feed itself")
    for hub in feed.get("hubs", []):
        wrong += [] if hub.keys() == {"type", "url"} else [f"not a hub: {hub}"]
    for author in feed.get("authors", []):
        wrong += [] if author and author.keys() <= {"name", "url", "avatar"} else [f"not an author: {author}"]
    ids = [item.get("id") for item in feed["items"]]
    if len(ids) != len(set(ids)):
        wrong.append("two items have one id")
    for item in feed["items"]:
        wrong += _typed(item, ITEM)
        if not item.get("id") or not {"content_html", "content_text"} & item.keys():
            wrong.append("an item without id or content")
        for name in {"date_published", "date_modified"} & item.keys():
            wrong += rfc3339(item[name])
        wrong += html(item.get("content_html", ""))
        wrong += [f"not a tag: {tag}" for tag in item.get("tags", []) if not isinstance(tag, str)]
    return wrong


def _typed(said, types) -> Iterator[str]:
    for name, value in said.items():
        if name.startswith("_"):
            if not re.fullmatch(r"_[a-z]\w*", name, re.ASCII) or any("." in key for key in value):
                yield f"not the name of an extension: {name}"
        elif not isinstance(value, types.get(name, ())):
            yield f"{name} is no key, or its value is not of its type"
        elif name.endswith("url") and not URL.fullmatch(value):
            yield f"{name} is no full address: {value}"
        elif name == "language" and value not in LANGUAGES:
            yield f"no such language: {value}"
