"""Which part of a saved page is the release: its main container, its title, its real tables."""

from __future__ import annotations

import re
from itertools import groupby

from newsroom.reader.document import Block, Document

SITE_SUFFIX = re.compile(r"\s+(?:[|–—·»]|::| - )\s*")
LONG_CELL = 300  # a table with more text than this in a cell lays out the page


def main_part(blocks: list[Block], places: list[tuple[int, ...]]) -> list[Block]:
    """The blocks inside the container that holds most of the prose, and the headings and dates just above it.

    `places` has for each block the numbers of the containers around it, outermost first.
    """
    scores: dict[int, float] = {}
    for block, path in zip(blocks, places, strict=True):
        prose = len(block.text) - sum(mark.end - mark.start for mark in block.links)
        if prose < 25:
            continue
        for distance, container in enumerate(reversed(path[-4:])):
            scores[container] = scores.get(container, 0) + prose / (distance + 1)
    if not scores:
        return blocks
    best = max(scores, key=lambda container: scores[container])
    inside = [index for index, path in enumerate(places) if best in path]
    first, last = inside[0], inside[-1]
    # Title and date often stand beside the text, not inside its container.
    start = first
    while start > 0 and first - start < 6 and len(blocks[start - 1].text) < 300:
        start -= 1
    head = [block for block in blocks[start:first] if not block.links]
    return head + [blocks[index] for index in inside if index <= last]


def page_title(document: Document, headings: list[str], titles: dict[str, str]) -> str:
    """The heading that the page's own title confirms, or the page's title without the name of the site."""
    declared = titles.get("meta") or titles.get("page") or ""
    for heading in headings:
        if declared and heading[:40] in declared:
            return heading
    inside = [block.text for block in document.blocks if block.kind == "h1"]
    if inside or headings:
        return (inside or headings)[0]
    if titles.get("meta"):
        return titles["meta"]
    return max(SITE_SUFFIX.split(declared)[:2], key=len, default="").strip()


def join_rows(blocks: list[Block]) -> list[Block]:
    """Cells of one table row as one block; the cells of tables that only lay out the page as paragraphs."""
    joined: list[Block] = []
    for (kind, _), run in groupby(
        blocks, key=lambda block: (block.kind, block.group if block.kind == "row" else 0)
    ):
        cells = list(run)
        if kind != "row":
            joined += cells
        elif len(cells) == 1 or any(len(cell.text) > LONG_CELL for cell in cells):
            for cell in cells:
                cell.kind = "p"
            joined += cells
        else:
            joined.append(
                Block("row", " ".join(cell.text for cell in cells), cells=cells, group=cells[0].group)
            )
    return joined
