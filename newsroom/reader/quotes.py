"""Whose words a release gives: quotations with their speakers, and what in quotation marks is none."""

from __future__ import annotations

import re

from newsroom.reader.attribution import attribution_after, attribution_before
from newsroom.reader.document import Block
from newsroom.reader.gazetteer import Gazetteer
from newsroom.reader.quote_spans import Span, quote_spans
from newsroom.reader.record import Quote, Release
from newsroom.reader.speakers import Speaker, Speakers

SHORTEST_SPEECH = 3  # words, with an attribution
SHORTEST_ALONE = 8  # words, without one
ENDS_SENTENCE = re.compile(r"[.!?…。！？]\s*[”»\"“」’]?\s*$")


def find_quotes(release: Release, blocks: list[Block], gazetteer: Gazetteer) -> None:
    """Fill release.quotes from the paragraphs. Titles, themes and single words in quotation marks are left out."""
    text = "\n\n".join(block.text for block in blocks)
    speakers = Speakers(text, gazetteer)
    quotes: list[Quote] = []
    pending: list[str] = []  # paragraphs of a quotation that goes on
    offset = 0
    for index, block in enumerate(blocks):
        previous = blocks[index - 1] if index else None
        spans = quote_spans(block.text)
        if block.kind == "quote" and not spans and len(block.text.split()) >= SHORTEST_ALONE:
            spans = [Span(0, len(block.text), [" ".join(block.text.split())])]
        if pending and not (spans and spans[0].start == 0):
            _add(
                quotes,
                _quote(pending, _introduced(blocks, index - len(pending), speakers, offset), index - 1),
            )
            pending = []
        if len(spans) == 1 and spans[0].open_ended and spans[0].start == 0 and _goes_on(blocks, index):
            pending += spans[0].parts
        else:
            pending = _read_paragraph(quotes, block, previous, spans, index, pending, speakers, offset)
        offset += len(block.text) + 2
    release.quotes = quotes
    _doubt(release)


def _goes_on(blocks: list[Block], index: int) -> bool:
    following = blocks[index + 1].text.lstrip()[:1] if index + 1 < len(blocks) else ""
    return following in ("“", "«", '"', "„", "»", "「") and bool(following)


def _introduced(blocks: list[Block], index: int, speakers: Speakers, place: int) -> Speaker | None:
    """The speaker announced at the end of the paragraph before: `Jane Roe, the director, said:`"""
    if index <= 0 or not blocks[index - 1].text.rstrip().endswith((":", "：")):
        return None
    return attribution_before(blocks[index - 1].text, speakers, place)


def _read_paragraph(
    quotes: list[Quote],
    block: Block,
    previous: Block | None,
    spans: list[Span],
    index: int,
    pending: list[str],
    speakers: Speakers,
    offset: int,
) -> list[str]:
    text = block.text
    current: Quote | None = None
    at = 0
    for number, span in enumerate(spans):
        until = spans[number + 1].start if number + 1 < len(spans) else len(text)
        gap_before, gap_after = text[at : span.start], text[span.end : until]
        speaker, own = _speaker(text, span, gap_before, gap_after, previous, speakers, offset, at == 0)
        parts = [*pending, *span.parts] if number == 0 else span.parts
        same = current is not None and (speaker is None or _is(speaker, current)) and len(gap_before) < 260
        if same and (own or _alone(span, gap_before, gap_after)) and span.words >= SHORTEST_SPEECH:
            current.parts += [part.rstrip(" ,،，") for part in parts]
        elif own and span.words >= SHORTEST_SPEECH:
            current = _add(quotes, _quote(parts, speaker, index))
        elif _alone(span, gap_before, gap_after) or (pending and number == 0) or block.kind == "quote":
            last = quotes[-1] if quotes and index - quotes[-1].block <= 3 else None
            meant = speakers.meant_in(gap_before) or (
                Speaker(last.speaker, last.role, last.affiliation) if last else None
            )
            if meant is None and gap_after.strip(" .") and block.kind != "quote":
                continue  # a question or a slogan at the head of a paragraph
            quote = _quote(parts, meant, index)
            quote.continued = True
            current = _add(quotes, quote)
        pending = [] if number == 0 else pending
        at = span.end
    return []


def _speaker(
    text, span, gap_before, gap_after, previous, speakers, offset, is_first
) -> tuple[Speaker | None, bool]:
    """Who speaks, and whether the text says so beside this run."""
    place = offset + span.start
    if span.said:
        found = attribution_after(span.said, False, speakers, place)
        if found:
            return found, True
    ended = bool(ENDS_SENTENCE.search(text[: span.end][-4:])) or gap_after[:1] in (".", "。")
    # A full stop after the quotation ends its sentence; what follows speaks of something else.
    after = None if gap_after.lstrip()[:1] == "." else attribution_after(gap_after, ended, speakers, place)
    # "… X said: “Q1” …": the verb before the run is its own, one after the run may belong to the next.
    colon = gap_before.rstrip().endswith((":", "："))
    if colon or after is None:
        before = attribution_before(gap_before, speakers, place)
        if (
            before is None
            and is_first
            and not gap_before.strip()
            and previous
            and previous.text.rstrip().endswith((":", "："))
        ):
            before = attribution_before(previous.text, speakers, place)
        if before:
            return before, True
    return after, after is not None


def _alone(span: Span, gap_before: str, gap_after: str) -> bool:
    """Whether a run is a sentence or more of its own, as only speech is: nothing before it in its sentence, nothing after."""
    if span.words < SHORTEST_ALONE:
        return False
    starts = not gap_before.strip() or bool(ENDS_SENTENCE.search(gap_before.rstrip()[-3:]))
    ends = (
        not gap_after.strip(' .,;”»"*')
        or bool(ENDS_SENTENCE.search(span.parts[-1]))
        or gap_after[:1] in ".。"
    )
    return starts and ends


def _is(speaker: Speaker, quote: Quote) -> bool:
    return (speaker.name, speaker.role) == (quote.speaker, quote.role) or bool(
        speaker.name and speaker.name == quote.speaker
    )


def _quote(parts: list[str], speaker: Speaker | None, index: int) -> Quote:
    speaker = speaker or Speaker()
    parts = [part.rstrip(" ,،，") for part in parts]
    return Quote(parts, speaker.name, speaker.role, speaker.affiliation, speaker.honorific, block=index)


def _add(quotes: list[Quote], quote: Quote) -> Quote:
    quotes.append(quote)
    return quote


def _doubt(release: Release) -> None:
    for quote in release.quotes:
        starts = quote.parts[0][:40]
        if quote.speaker is None:
            release.doubt("quote-unattributed", f"It is not clear whose words these are: “{starts}…”")
        elif quote.continued:
            release.doubt(
                "quote-continued",
                f"“{starts}…” has no attribution of its own; it was given to {quote.speaker}.",
            )
        elif quote.role is None:
            release.doubt("speaker-without-role", f"{quote.speaker} is quoted, but no role was found.")
