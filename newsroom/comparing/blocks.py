"""A body as a list of blocks (paragraphs, headings, lists, figures …) and back again, to the letter."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

# One tag of cleaned HTML. A ``>`` inside a quoted value does not end it; nothing here can backtrack.
TAG = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9]*+)((?:[^<>"]++|"[^"]*+")*+)>')
VOID = {"br", "hr", "img"}
INLINE = {"a", "br", "em", "img", "strong", "sub", "sup"}
_SPACE = " \t\n\r\f"


@dataclass(frozen=True)
class Block:
    """One part of the top level of a body.

    ``tag`` is the name of its element, or ``""`` for text that stands in none. ``space`` is the white space
    after it, which shows nothing: two blocks are the same when their ``html`` is.
    """

    tag: str
    html: str
    space: str = ""


def split(html: str) -> list[Block]:
    """The blocks of cleaned HTML in order; ``join`` of them is ``html`` again, character by character.

    Text and inline elements between two blocks are one block without a tag. What was never cleaned comes
    back whole as well, though perhaps as fewer blocks.
    """
    blocks, start = [], 0
    for end, tag in _cuts(html):
        piece = html[start:end]
        words = piece.strip(_SPACE)
        before, after = piece[: piece.find(words)], piece[piece.find(words) + len(words) :]
        if blocks and (before or not words):
            blocks[-1] = replace(blocks[-1], space=blocks[-1].space + (before if words else piece))
            before = ""
        if words or not blocks:
            blocks.append(Block(tag, before + words, after))
        start = end
    return blocks


def _cuts(html):
    """Where each block ends, and the name of its element."""
    depth, tag, start, outer = 0, "", 0, None
    for match in TAG.finditer(html):
        closes, name = match[1], match[2].lower()
        if closes:
            depth = max(depth - 1, 0)
        else:
            outer = outer if depth else match
            # An inline element that holds blocks, as in pages of old, is a block itself.
            if not tag and name not in INLINE:
                if outer.start() > start:
                    yield outer.start(), ""
                tag = outer[2].lower()
            depth += name not in VOID
        if tag and not depth:
            yield match.end(), tag
            tag, start = "", match.end()
    if len(html) > start:
        yield len(html), tag


def join(blocks: Iterable[Block]) -> str:
    """The HTML of some blocks: of ``split``, or a choice and a mixture of several."""
    return "".join(block.html + block.space for block in blocks)


def paragraphs(html: str) -> list[Block]:
    """The blocks that show something. Text in no element is a paragraph, so that it can stand next to another."""
    shown = [block for block in split(html) if block.html]
    return [block if block.tag else Block("p", f"<p>{block.html}</p>", block.space) for block in shown]


def has_parts(html: str) -> bool:
    """Whether there are blocks in some HTML, and not only words and inline elements."""
    return any(match[2].lower() not in INLINE for match in TAG.finditer(html))
