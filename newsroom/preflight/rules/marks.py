"""Rules about quotation marks: that each is closed, and that it is said whose words they are."""

import re

from django.utils.translation import gettext as _

from newsroom.preflight.body import Paragraph, without_quotations
from newsroom.preflight.context import Context
from newsroom.preflight.finding import Finding, Findings
from newsroom.reader.document import Block
from newsroom.reader.quotes import find_quotes
from newsroom.reader.record import Release
from newsroom.reader.speech_verbs import ACCORDING, CHINESE, CHINESE_AFTER, VERB

# Pairs that are counted apart from one another. A German or Russian inner quotation is closed by the English opening mark.
_PAIRS = (("“„", "”"), ("«", "»"), ("「", "」"), ("『", "』"))
_STRAIGHT = re.compile(r"(?<!\d)\"|(?<=\d)\"(?=\s*[,.]?\s*(?:said|says|a déclaré|dijo))")
_EITHER = re.compile('[“”„"]')
_SAID_INSIDE = re.compile(r"[,،，]\s*$")
_EXCERPT = 80
SHORTEST_SPEECH = 8  # words: what is shorter may be a name, a title or a word in doubt


def quotation_marks(ctx: Context) -> Findings:
    """A quotation mark that opens and is never closed, or closes what was never opened."""
    told = set()
    # In Arabic both curly marks open and close, as fonts and typists have it.
    for opening, closing in _PAIRS[ctx.language == "ar" :]:
        for finding in _of_pair(ctx, opening, closing):
            told.add(finding.paragraph)
            yield finding
    # Where a straight mark opened and a curly one closes, once is enough.
    yield from (finding for finding in _straight(ctx) if finding.paragraph not in told)


def _of_pair(ctx, opening, closing):
    pair = opening + closing
    if not any(mark in paragraph.text for paragraph in ctx.paragraphs for mark in pair):
        return
    marked = [
        (paragraph, signs)
        for paragraph in ctx.paragraphs
        if (signs := _signs(paragraph.text, opening, closing))
    ]
    depth = 0
    for index, (paragraph, signs) in enumerate(marked):
        # A quotation that goes on in a new paragraph opens with a mark again.
        if depth and signs[0][1] > 0 and not paragraph.text[: signs[0][0]].strip():
            signs = signs[1:]
        for at, step in signs:
            depth += step
            if depth < 0:
                yield _unpaired(paragraph, at, _("This quotation mark closes what was never opened."))
                depth = 0
        if depth > 0 and not _goes_on(marked, index, depth):
            at = next(at for at, step in reversed(signs) if step > 0) if any(s > 0 for _a, s in signs) else 0
            yield _unpaired(paragraph, at, _("This quotation mark is never closed."))
            depth = 0


def _signs(text, opening, closing):
    """Where marks stand and whether each opens (1) or closes (-1). ``“`` closes what ``„`` has opened."""
    signs, low = [], 0
    for match in re.finditer(f"[{opening}{closing}]", text):
        mark = match[0]
        step = -1 if mark in closing else 1
        if mark == "„":
            low += 1
        elif mark == "“" and low:
            low, step = low - 1, -1
        elif mark == "”" and low:
            low -= 1
        signs.append((match.start(), step))
    return signs


def _goes_on(marked, index, depth) -> bool:
    """Whether what is open at the end of a paragraph is closed in a later one, as in quotations of several paragraphs."""
    paragraph, signs = marked[index]
    last = next((at for at, step in reversed(signs) if step > 0), 0)
    if depth > 1 or _says_who(paragraph.text[last:]) or index + 1 == len(marked):
        return False
    following, next_signs = marked[index + 1]
    begins = not following.text[: next_signs[0][0]].strip()
    # A quotation of several paragraphs opens each of them; a list inside of one is only closed.
    return (begins and following.number == paragraph.number + 1) or next_signs[0][1] < 0


def _says_who(text) -> bool:
    """Whether a verb of saying follows a comma in an unclosed run: the mark was forgotten before it."""
    return any(_SAID_INSIDE.search(text[: verb.start()]) for verb in VERB.finditer(text))


def _straight(ctx):
    """Straight marks open and close alike: there must be an even number of them."""
    for paragraph in ctx.paragraphs:
        pattern = _EITHER if ctx.language == "ar" else _STRAIGHT
        marks = list(pattern.finditer(paragraph.text))
        if not len(marks) % 2:
            continue
        following = _paragraph(ctx, paragraph.number + 1)
        goes_on = following is not None and following.text.startswith('"')
        if not goes_on or _says_who(paragraph.text):
            yield _unpaired(paragraph, marks[-1].start(), _("This quotation mark has no partner."))


def _paragraph(ctx, number) -> Paragraph | None:
    return ctx.paragraphs[number] if number < len(ctx.paragraphs) else None


def _unpaired(paragraph, at, sentence):
    return Finding(
        sentence + " " + _("Add the other one, or take this one away."),
        paragraph=paragraph.number,
        words=paragraph.text[at : at + _EXCERPT],
    )


def quotation_without_speaker(ctx: Context) -> Findings:
    """A whole sentence in quotation marks, and nowhere near it who said it."""
    if ctx.kind == "speech" or not any(mark in ctx.text for mark in '“«"「„'):
        return
    blocks = [
        Block("quote" if p.is_quotation else "h2" if p.is_heading else "p", p.text) for p in ctx.paragraphs
    ]
    release = Release(id="")
    find_quotes(release, blocks, ctx.gazetteer)
    known = {
        _letters(quote["text"])[:60]
        for quote in ctx.content["quotes"]
        if quote["speaker"] or quote["capacity"]
    }
    for quote in release.quotes:
        if (
            (quote.speaker is not None and not quote.continued)
            or len(quote.text.split()) < SHORTEST_SPEECH
            and ctx.language != "zh-hans"
        ):
            continue
        if _letters(quote.text)[:60] in known or _is_attributed(ctx, quote.block):
            continue
        yield Finding(
            _("It is not said whose words these are. Name the speaker beside them."),
            paragraph=quote.block,
            words=quote.parts[0][:_EXCERPT],
        )


def _letters(text) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _is_attributed(ctx, number) -> bool:
    """Whether anybody is said to speak in this paragraph or at the ends of its neighbours."""
    for near in (number - 1, number, number + 1):
        if not 0 <= near < len(ctx.paragraphs):
            continue
        text = ctx.paragraphs[near].text
        if near == number and _says_who(text):
            return True  # inside the quotation marks, as the French have it
        # What stands inside quotation marks is not about them.
        outside = without_quotations(text, "“”")
        if (
            VERB.search(outside)
            or ACCORDING.search(outside)
            or re.search(r"[:：]\s*“”|[:：]$|^\W*[–—-]", outside)
        ):
            return True
        if re.search("[\u4e00-\u9fff]", outside) and any(
            CHINESE.search(piece) or CHINESE_AFTER.search(piece) for piece in re.split("[。！？]|“”", outside)
        ):
            return True
    return False


RULES = (quotation_marks, quotation_without_speaker)
