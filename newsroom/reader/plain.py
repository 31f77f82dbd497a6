"""From plain text and light markdown to a Document."""

from __future__ import annotations

import re
from itertools import accumulate

from newsroom.reader.document import Block, Document, Mark

HEADING = re.compile(r"^(#{1,6})\s+(\S.*)$")
RULE = re.compile(r"^\s*(?:[*_=#~-]\s?){3,}\s*$")
BULLET = re.compile(r"^\s{0,8}[-*•·–▪►+]\s+(?=\S)")
NUMBERED = re.compile(r"^\s{0,8}\d{1,2}[.)]\s+(?=\S)")
LINK = re.compile(r"!?\[([^\[\]]{1,400})\]\(\s?(https?://[^\s()<>]{1,1000}|mailto:[^\s()<>]{1,200})\s?\)")
ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"“”«»]{1,1000}")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
SIGN = re.compile(r"\*\*|__|\*|_|\\.|!?\[")
SENTENCE_ENDS = '.!?:;…"”»。！？؟'
WRAPPED_WIDTH = 125  # a text with no longer line was broken into lines by its program, not by its author


def read_plain(source: str) -> Document:
    """Blocks of a text: by empty lines where lines are wrapped, else by lines; markdown's marks become marks."""
    lines = [line.rstrip() for line in source.expandtabs(4).replace("\u00a0", " ").split("\n")]
    chunks = _chunks(lines)
    wrapped = _is_wrapped(chunks)
    blocks: list[Block] = []
    for number, chunk in enumerate(chunks):
        alone = len(chunk) == 1 and not any(
            BULLET.match(chunks[near][0]) for near in (number - 1, number + 1) if 0 <= near < len(chunks)
        )
        made = _blocks_of(chunk, wrapped, alone)
        for block in made[1:]:
            block.gap = False
        blocks += made
    return Document([block for block in blocks if block.text or block.kind == "rule"])


def _chunks(lines: list[str]) -> list[list[str]]:
    chunks: list[list[str]] = [[]]
    for line in lines:
        if not line.strip():
            chunks.append([])
        else:
            chunks[-1].append(line)
    return [chunk for chunk in chunks if chunk]


def _is_wrapped(chunks: list[list[str]]) -> bool:
    """Whether a line end is only a place where the line was full."""
    inner = [line for chunk in chunks for line in chunk[:-1]]
    longest = max((len(line) for chunk in chunks for line in chunk), default=0)
    if longest > WRAPPED_WIDTH or len(inner) < 2 or sum(map(len, inner)) / len(inner) <= 45:
        return False
    # Few line ends prove little, unless most of them stand in the middle of a sentence.
    return len(inner) > 3 or sum(line[-1] not in SENTENCE_ENDS for line in inner) > len(inner) / 2


def _blocks_of(chunk: list[str], wrapped: bool, alone: bool) -> list[Block]:
    bullets = sum(bool(BULLET.match(line)) for line in chunk)
    numbered = sum(bool(NUMBERED.match(line)) for line in chunk)
    listed = bullets if bullets >= 2 or (bullets == 1 and BULLET.match(chunk[0]) and not alone) else 0
    ordered = numbered if numbered >= 2 else 0
    blocks: list[Block] = []
    for line in chunk:
        heading = HEADING.match(line)
        if RULE.match(line):
            blocks.append(Block("rule"))
        elif heading:
            blocks.append(inline(f"h{min(len(heading[1]), 3)}", heading[2].rstrip("# ")))
        elif listed and BULLET.match(line):
            blocks.append(inline("li", BULLET.sub("", line)))
        elif ordered and NUMBERED.match(line):
            blocks.append(inline("oli", NUMBERED.sub("", line)))
        elif line.lstrip().startswith(">"):
            _continue_or_add(blocks, "quote", line.lstrip(" >"), joins=True)
        else:
            indented = line[:1] == " " and bool(blocks) and blocks[-1].kind in ("li", "oli")
            _continue_or_add(blocks, "p", line.strip(), joins=wrapped or indented)
    return [inline(block.kind, block.text) if block.kind in ("p", "quote") else block for block in blocks]


def _continue_or_add(blocks: list[Block], kind: str, line: str, *, joins: bool) -> None:
    if joins and blocks and blocks[-1].kind not in ("rule", "h1", "h2", "h3"):
        blocks[-1].text += "\n" + line
    else:
        blocks.append(Block(kind, line))


def inline(kind: str, text: str) -> Block:
    """A block whose `**strong**`, `*em*`, `_em_` and `[link](https://…)` have become marks."""
    pieces: list[str] = []
    pairs: list[tuple[int, int, str, str]] = []  # first piece, the piece after the last, kind, address
    open_at: dict[str, int] = {}  # a sign that may begin a mark: its piece
    at = 0
    for sign in SIGN.finditer(text):
        if sign.start() < at:
            continue
        pieces.append(text[at : sign.start()])
        at, mark = sign.end(), sign[0]
        if mark.startswith("\\"):
            pieces.append(ESCAPED.sub(r"\1", mark))
        elif mark.endswith("["):
            link = LINK.match(text, sign.start())
            if link and mark == "[":
                pairs.append((len(pieces), len(pieces) + 1, "a", link[2]))
                pieces.append(link[1].strip("*_"))
            elif not link:
                pieces.append(mark)
            at = link.end() if link else at
        else:
            before, after = text[sign.start() - 1 : sign.start()], text[sign.end() : sign.end() + 1]
            if mark in open_at and not before.isspace() and not ("_" in mark and after.isalnum()):
                first = open_at.pop(mark)
                pairs.append((first, len(pieces), "strong" if len(mark) == 2 else "em", ""))
                pieces[first] = mark = ""
            elif mark not in open_at and after.strip() and not (before.isalnum() and len(mark) == 1):
                open_at[mark] = len(pieces)
            pieces.append(mark)
    pieces.append(text[at:])
    offsets = [0, *accumulate(map(len, pieces))]
    marks = [Mark(offsets[first], offsets[last], mark, href) for first, last, mark, href in pairs]
    plain = "".join(pieces)
    return Block(kind, plain, marks + _addresses(plain, marks)).cut(0)


def _addresses(text: str, marks: list[Mark]) -> list[Mark]:
    """Marks for the addresses that are written out in the text and are not yet part of a link."""
    if "://" not in text:
        return []
    links = sorted((mark.start, mark.end) for mark in marks if mark.kind == "a")
    found, at = [], 0
    for address in ADDRESS.finditer(text):
        while at < len(links) and links[at][1] <= address.start():
            at += 1
        end = address.start() + len(address[0].rstrip(".,;:!?'*_"))
        if at == len(links) or links[at][0] >= end:
            found.append(Mark(address.start(), end, "a", text[address.start() : end]))
    return found
