"""HTML as a stream of tags and text, in one pass.

Not html.parser: in Python 3.11 its time grows with the square of a malformed input (8 s for 40 kB of `<a b='`), and
`<![` makes it raise AssertionError. What comes out of here is never trusted: body.py writes an allow-list of tags.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,30})")
ATTRIBUTE = re.compile(r"""[\s/]*([^\s=>/"'<][^\s=>/]{0,60})(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']*))?""")
RAW = {"script", "style", "textarea", "title", "noscript", "template", "svg", "math", "iframe", "object", "select",
       "button", "xmp"}  # fmt: skip


class Tag(NamedTuple):
    name: str
    closing: bool
    attributes: dict[str, str]


def stream(source: str) -> Iterator[Tag | str]:
    """Tags, and the text between them with its character references resolved. Comments and scripts are left out.

    Of the elements whose content is not text of the page (RAW), `title` comes as a tag with its text in `text`.
    """
    at, last_close = 0, source.rfind(">")
    lowered = source.lower()
    missing: set[str] = set()  # closing tags known not to come any more, so that each is looked for once
    while at < len(source):
        opening = source.find("<", at)
        if opening < 0 or opening > last_close:
            yield html.unescape(source[at:])
            return
        if opening > at:
            yield html.unescape(source[at:opening])
        match = TAG.match(source, opening)
        if match is None:
            at = _after_declaration(source, opening, missing)
            if at == opening + 1:
                yield "<"
            continue
        name = match[2].lower()
        attributes, at = _attributes(source, match.end())
        if name in RAW and not match[1]:
            end = -1 if name in missing else lowered.find(f"</{name}", at)
            if end >= 0:
                yield Tag(name, False, attributes | {"text": html.unescape(source[at:end])})
                at = source.find(">", end) + 1 or len(source)
            else:
                missing.add(name)
            continue
        yield Tag(name, bool(match[1]), attributes)


def _after_declaration(source: str, at: int, missing: set[str]) -> int:
    """Where a comment, doctype or processing instruction ends; the next character for a `<` that is only a sign."""
    if source.startswith("<!--", at):
        end = -1 if "--" in missing else source.find("-->", at + 2)
        if end >= 0:
            return end + 3
        missing.add("--")
    if source.startswith(("<!", "<?", "</"), at):
        end = source.find(">", at)
        return end + 1 if end >= 0 else len(source)
    return at + 1


def _attributes(source: str, at: int) -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    while True:
        match = ATTRIBUTE.match(source, at)
        if match is None:
            break
        if len(found) < 50:
            value = (match[2] or "").strip("\"'")
            found.setdefault(match[1].lower(), html.unescape(value) if "&" in value else value)
        at = match.end()
    # What is neither an attribute nor the end of the tag is skipped up to the end of the tag.
    end = source.find(">", at)
    return found, end + 1 if end >= 0 else len(source)
