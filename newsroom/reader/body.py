"""The only place where HTML is written: an allow-list of tags, everything else escaped."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby

from newsroom.reader.document import Block, Mark

SAFE_ADDRESS = re.compile(r"(?:https?://[^\s<>\"']+|mailto:[^\s<>\"'@]+@[^\s<>\"'@]+)\Z", re.IGNORECASE)
LISTS = {"li": "ul", "oli": "ol"}


def safe_address(href: str) -> str | None:
    """The address if it leads to a page or a mailbox; None for javascript:, data:, relative and broken ones."""
    href = href.strip()
    return href if len(href) <= 2000 and SAFE_ADDRESS.match(href) else None


def write_html(blocks: list[Block]) -> str:
    """Blocks as HTML: p, h2, h3, ul/ol/li, blockquote, table, and inside them a, strong, em."""
    out: list[str] = []
    for key, run in groupby(blocks, key=_run_key):
        members = list(run)
        kind = key[0]
        if kind in LISTS:
            items = "".join(f"<li>{_inline(block)}</li>" for block in members)
            out.append(f"<{LISTS[kind]}>{items}</{LISTS[kind]}>")
        elif kind == "row":
            rows = ("".join(f"<td>{_inline(cell)}</td>" for cell in block.cells) for block in members)
            out.append("<table><tbody>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</tbody></table>")
        elif kind == "quote":
            out.append(
                "<blockquote>" + "".join(f"<p>{_inline(block)}</p>" for block in members) + "</blockquote>"
            )
        elif kind in ("h1", "h2", "h3"):
            tag = "h2" if kind == "h1" else kind
            out += [f"<{tag}>{_inline(block, without='strong')}</{tag}>" for block in members]
        elif kind == "p":
            out += [f"<p>{_inline(block)}</p>" for block in members]
    return "\n".join(out)


def _run_key(block: Block) -> tuple:
    return (block.kind, block.group if block.kind in LISTS and block.group else 0)


def _inline(block: Block, without: str = "") -> str:
    text, out, at = block.text, [], 0
    for mark in _nested(block.marks, len(text), without):
        position, tag = mark
        out.append(_text(text[at:position]))
        out.append(tag)
        at = position
    out.append(_text(text[at:]))
    return "".join(out)


def _text(text: str) -> str:
    return escape(re.sub(r"\s+", " ", text), quote=False)


def _nested(marks: list[Mark], length: int, without: str) -> list[tuple[int, str]]:
    """Tags with their positions, properly nested: a mark that crosses the end of another is ended with it."""
    tags: list[tuple[int, str]] = []
    open_marks: list[tuple[int, str]] = []  # end, closing tag

    def close_until(position: int) -> None:
        while open_marks and open_marks[-1][0] <= position:
            tags.append(open_marks.pop())

    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.kind == without or mark.start >= mark.end or mark.start >= length:
            continue
        close_until(mark.start)
        closing = f"</{mark.kind}>"
        if any(tag == closing for _, tag in open_marks):
            continue
        opening = f"<{mark.kind}>"
        if mark.kind == "a":
            href = safe_address(mark.href)
            if href is None:
                continue
            opening = f'<a href="{escape(href)}">'
        elif mark.kind not in ("strong", "em"):
            continue
        end = min(mark.end, length, open_marks[-1][0] if open_marks else length)
        tags.append((mark.start, opening))
        open_marks.append((end, closing))
    close_until(length)
    return tags
