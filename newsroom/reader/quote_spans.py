"""Where quoted runs begin and end in a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsroom.reader.speech_verbs import VERB

SIGN = re.compile(r"[“”„«»‹›\"「」『』‟]|(?<!\w)‘(?=\w)|(?<=[\w.,!?…])’(?!\w)")
CLOSING = {"“": '”"', "„": '“”"', "«": "»", '"': '"”', "「": "」", "『": "』", "”": "”", "‟": "”", "‘": "’"}
INCISE = re.compile(
    r"(?P<close>,)\s(?P<said>(?:a|ont)\s(?:également\s|notamment\s|aussi\s)?(?:déclaré|dit|affirmé|expliqué|souligné|ajouté|indiqué|précisé|noté|rappelé"
    r"|estimé|poursuivi|insisté|conclu)\s[^.»]{3,200})(?P<resume>[.,]\s|$)"
)
DASHED = re.compile(
    r"\s?[–—-](?P<said>(?:dijo|afirmó|aseguró|señaló|agregó|añadió|explicó|indicó|sostuvo|destacó|subrayó)[^–—-]{0,120})[–—-][.,]?\s?"
)


ENDS_SENTENCE = re.compile(r"[.!?…。！？]\s*[”»\"“」’]?\s*$")


@dataclass(slots=True)
class Span:
    """A quoted run: with its marks from start to end, without them in `parts`. `said` is an attribution inside of it."""

    start: int
    end: int
    parts: list[str]
    said: str = ""
    open_ended: bool = False  # the paragraph ends before the quotation does

    @property
    def ends_sentence(self) -> bool:
        """Whether a full stop stands inside the quotation marks, so that what follows may be a new sentence."""
        return bool(ENDS_SENTENCE.search(self.parts[-1][-4:])) if self.parts else False

    @property
    def words(self) -> int:
        return sum(len(re.findall(r"[\u4e00-\u9fff]{2}|[^\W\d_]+", part)) for part in self.parts)


def quote_spans(text: str) -> list[Span]:
    """The quoted runs of a paragraph, left to right. Quotations inside quotations stay inside."""
    spans: list[Span] = []
    opened: int | None = None
    sign_open = ""
    nested = False  # whether a second opening mark was met; only the first one is looked at
    for sign in SIGN.finditer(text):
        mark = sign[0]
        if opened is None:
            if mark in CLOSING and not (
                mark == "”" and sign.start() and not text[sign.start() - 1].isspace()
            ):
                opened, sign_open, nested = sign.start(), mark, False
        elif mark in CLOSING[sign_open]:
            if sign_open == "‘" and sign.start() - opened < 30:
                opened = None  # a name or a word, not speech
                continue
            spans.append(_span(text, opened, sign.end()))
            opened = None
        elif mark == "“" and sign_open == "“" and not nested:
            nested = True
            # The first was never closed. What follows a comma and a verb is its attribution.
            inner = text[opened + 1 : sign.start()]
            verb = next((v for v in VERB.finditer(inner) if inner[: v.start()].rstrip().endswith(",")), None)
            if verb:
                spans.append(Span(opened, opened + 1 + verb.start(), [inner[: verb.start()].strip(" ,")]))
                opened, nested = sign.start(), False
    if opened is not None and sign_open != "‘":
        whole = not text[:opened].strip() or text[:opened].rstrip().endswith((":", "："))
        if whole:
            spans.append(Span(opened, len(text), [_clean(text[opened + 1 :])], open_ended=True))
    return spans


def _span(text: str, start: int, end: int) -> Span:
    inner = text[start + 1 : end - 1]
    incise = INCISE.search(inner) if text[start] in "«“" else None
    if incise and incise.start() > 12:
        parts = [inner[: incise.start()], inner[incise.end() :].lstrip('“" ')]
        return Span(
            start, end, [_clean(part) for part in parts if part.strip(" .”“")] or [""], incise["said"]
        )
    dashed = DASHED.search(inner)
    if dashed and dashed.start() > 12:
        parts = [inner[: dashed.start()], inner[dashed.end() :]]
        return Span(
            start, end, [_clean(part) for part in parts if part.strip(" .”“")] or [""], dashed["said"].strip()
        )
    return Span(start, end, [_clean(inner)])


def _clean(text: str) -> str:
    return " ".join(text.split())
