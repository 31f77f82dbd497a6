"""Releases in ninjs 3.1, the news in JSON of the International Press Telecommunications Council."""

import mimetypes
import re
from html import unescape

from publishing.site import SITE_NAME

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"
_BREAK = re.compile(r"</(?:p|h2|h3|li|tr|blockquote|figure)>|<br>|<hr>")
_TAG = re.compile(r"<[^>]*>")
_LINES = re.compile(r"\s*\n\s*")


def write(release: dict) -> dict:
    """A news object from what ``releases.wholes`` says."""
    text = plain_text(release["body"])
    said = {
        "uri": release["id"],
        "standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA},
        "type": "text",
        "representationType": "full",
        "pubStatus": "canceled" if release.get("withdrawn") else "usable",
        "version": str(release["edition"]),
        "firstCreated": release["released_at"],
        "versionCreated": release["live_from"],
        "language": release["language"],
        "title": release["title"],
        "headlines": [{"role": "main", "contentType": "text/plain", "value": release["title"]}],
        "descriptions": _texts(("summary", release["summary"]), ("contact", release["contact"])),
        "bodies": [
            {"role": "main", "contentType": "text/html", **_lengths(text), "value": release["body"]},
            {"role": "main", "contentType": "text/plain", **_lengths(text), "value": text},
        ],
        "edNote": (release.get("withdrawn") or release)["note"],
        "located": ", ".join(_once(place["name"] for place in release["places"])),
        "genres": [{"name": release["kind"].replace("-", " "), "literal": release["kind"]}],
        "people": _named(filter(None, (quote["speaker"] for quote in release["quotes"])), rel="quoted"),
        "organisations": _named(release["agencies"]),
        "places": _named(release["countries"]),
        "subjects": _named(release["topics"]),
        "events": _named(release["workshops"]),
        "infoSources": [{"name": SITE_NAME, "role": "publisher"}],
        "renditions": [{"name": "web", "href": release["url"], "contentType": "text/html"}],
        "associations": [
            *(_picture(number, image) for number, image in enumerate(release["images"], start=1)),
            *map(_file, release["attachments"]),
        ],
        "altIds": [{"role": "url", "value": release["url"]}],
    }
    return {name: value for name, value in said.items() if value}


def plain_text(html: str) -> str:
    """The words of a clean body, a paragraph a line, with an empty line between two."""
    text = unescape(_TAG.sub("", _BREAK.sub("\n", html.replace("\n", " "))))
    return _LINES.sub("\n\n", text).strip()


def _texts(*pairs) -> list[dict]:
    return [{"role": role, "contentType": "text/plain", "value": text} for role, text in pairs if text]


def _lengths(text) -> dict:
    return {"charCount": len(text), "wordCount": len(text.split())}


def _once(values) -> list:
    return list(dict.fromkeys(values))


def _named(things, rel="about") -> list[dict]:
    """Things by name, address and the key by which the archive knows them; each once."""
    found = {thing["url"]: thing for thing in things}
    return [
        {"name": thing["name"], "rel": rel, "uri": url, "literal": thing["key"]}
        for url, thing in found.items()
    ]


def _picture(number, image) -> dict:
    file = {
        "name": "original",
        "href": image["url"],
        "contentType": type_of(image["url"]),
        "width": image["width"],
        "height": image["height"],
    }
    said = {
        "name": f"picture-{number}",
        "rel": image["role"],
        "uri": image["url"],
        "type": "picture",
        "by": image["credit"],
        "descriptions": _texts(("caption", image["caption"]), ("alternative", image["alt"])),
        "renditions": [file],
    }
    return {name: value for name, value in said.items() if value}


def _file(file) -> dict:
    return {
        "name": file["title"],
        "rel": "attachment",
        "uri": file["url"],
        "type": "component",
        "renditions": [{"name": "original", "href": file["url"], "contentType": type_of(file["url"])}],
    }


def type_of(path: str) -> str:
    """The media type of a file by how its name ends."""
    return mimetypes.guess_type(path)[0] or "application/octet-stream"
