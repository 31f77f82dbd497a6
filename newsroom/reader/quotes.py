"""Whose words a release gives: quotations with their speakers, and what in quotation marks is none."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsroom.reader.attribution import attribution_after, attribution_before
from newsroom.reader.document import Block
from newsroom.reader.gazetteer import Gazetteer
from newsroom.reader.quote_spans import ENDS_SENTENCE, Span, quote_spans
from newsroom.reader.record import Quote, Release
from newsroom.reader.speakers import Speaker, Speakers

SHORTEST_SPEECH = 3  # words, with an attribution
SHORTEST_ALONE = 8  # words, without one
NEAR = 260  # characters between the runs of one quotation


def find_quotes(release: Release, blocks: list[Block], gazetteer: Gazetteer) -> None:
    """Fill release.quotes from the paragraphs. Titles, themes and single words in quotation marks are left out."""
    collector = _Collector(Speakers("\n\n".join(block.text for block in blocks), gazetteer), blocks)
    for index in range(len(blocks)):
        collector.read_paragraph(index)
    release.quotes = collector.quotes
    _doubt(release)


@dataclass(slots=True)
class _Collector:
    """Goes through the paragraphs in order; who spoke before decides whom a pronoun means."""

    speakers: Speakers
    blocks: list[Block]
    quotes: list[Quote] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)  # paragraphs of a quotation that has not ended
    index: int = 0
    offset: int = 0  # of the paragraph in the whole text

    def read_paragraph(self, index: int) -> None:
        self.index = index
        block = self.blocks[index]
        spans = quote_spans(block.text)
        if block.kind == "quote" and not spans and len(block.text.split()) >= SHORTEST_ALONE:
            spans = [Span(0, len(block.text), [" ".join(block.text.split())])]
        if self.pending and not (spans and spans[0].start == 0):
            self._add(self.pending, self._announced(index - len(self.pending)))
            self.pending = []
        if len(spans) == 1 and spans[0].open_ended and spans[0].start == 0 and self._goes_on():
            self.pending += spans[0].parts
        else:
            self._read_spans(block, spans)
        self.offset += len(block.text) + 2

    def _goes_on(self) -> bool:
        """Whether the next paragraph opens with a quotation mark again, as a quotation that goes on does."""
        following = self.blocks[self.index + 1].text.lstrip()[:1] if self.index + 1 < len(self.blocks) else ""
        return following != "" and following in '“«"„»「'

    def _read_spans(self, block: Block, spans: list[Span]) -> None:
        current: Quote | None = None
        at = 0
        for number, span in enumerate(spans):
            until = spans[number + 1].start if number + 1 < len(spans) else len(block.text)
            before, after = block.text[at : span.start], block.text[span.end : until]
            speaker = self._speaker(span, before, after, at == 0)
            continues = bool(self.pending) and number == 0
            parts = [*self.pending, *span.parts] if number == 0 else span.parts
            alone = _alone(span, before, after)
            same = current is not None and (speaker is None or _is(speaker, current)) and len(before) < NEAR
            if same and (speaker or alone) and span.words >= SHORTEST_SPEECH:
                current.parts += _cleaned(parts)
            elif speaker and span.words >= SHORTEST_SPEECH:
                current = self._add(parts, speaker)
            elif alone or continues or block.kind == "quote":
                current = self._continued(parts, before, after, block) or current
            at = span.end
        self.pending = []

    def _speaker(self, span: Span, before: str, after: str, is_first: bool) -> Speaker | None:
        """Who speaks, if the text says so beside this run.

        After a colon the verb before the run is its own. Otherwise what follows is looked at first, since a verb
        before it may belong to the run before.
        """
        place = self.offset + span.start
        found = attribution_after(span.said, False, self.speakers, place) if span.said else None
        if found:
            return found
        # A full stop after the quotation ends its sentence; what follows speaks of something else.
        if not before.rstrip().endswith((":", "：")) and not after.lstrip().startswith((".", "。")):
            found = attribution_after(after, span.ends_sentence, self.speakers, place)
        found = found or attribution_before(before, self.speakers, place)
        if found is None and before.rstrip().endswith((":", "：")):
            found = attribution_after(after, span.ends_sentence, self.speakers, place)
        if found is None and is_first and not before.strip():
            found = self._announced(self.index)
        return found

    def _announced(self, index: int) -> Speaker | None:
        """The speaker named at the end of the paragraph before this one: `Jane Roe, the director, said:`"""
        text = self.blocks[index - 1].text.rstrip() if index > 0 else ""
        return attribution_before(text, self.speakers, self.offset) if text.endswith((":", "：")) else None

    def _continued(self, parts: list[str], before: str, after: str, block: Block) -> Quote | None:
        """A quotation without an attribution: of the one named in the sentences before it, or of the last speaker."""
        last = self.quotes[-1] if self.quotes and self.index - self.quotes[-1].block <= 3 else None
        meant = self.speakers.meant_in(before)
        if meant is None and last:
            meant = Speaker(last.speaker, last.role, last.affiliation)
        if meant is None and after.strip(" .") and block.kind != "quote":
            return None  # a question or a slogan at the head of a paragraph
        quote = self._add(parts, meant)
        quote.continued = True
        return quote

    def _add(self, parts: list[str], speaker: Speaker | None) -> Quote:
        speaker = speaker or Speaker()
        quote = Quote(
            _cleaned(parts),
            speaker.name,
            speaker.role,
            speaker.affiliation,
            speaker.honorific,
            block=self.index,
        )
        self.quotes.append(quote)
        return quote


def _cleaned(parts: list[str]) -> list[str]:
    """The runs without the comma that belongs to the sentence around them."""
    return [part.rstrip(" ,،，") for part in parts]


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
    """Whether it is the same speaker; of two without a name, whether it is the same role."""
    return (speaker.name, speaker.role) == (quote.speaker, quote.role) or (
        speaker.name is not None and speaker.name == quote.speaker
    )


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
