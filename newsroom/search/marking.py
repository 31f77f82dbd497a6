"""Where does a text say what was asked for? The words, marked, with some of the text around them."""

from html import escape
from itertools import islice

from django.utils.safestring import SafeString

from newsroom.models import Edition
from publishing.prepared import Params, Prepared

from .words import found_in, plain_text

# Editions with their texts, for ``editions_of``.
WITH_TEXT = Prepared(
    lambda: Edition.objects.live().filter(pk__in=Params("editions")).select_related("revision").order_by()
)

_PIECE = 400  # words that are looked at together: nearly always the whole text, or what matters of it
_PIECES = 10
_WINDOW = 40  # words that are shown


def wanted(meaning) -> set[str]:
    """The stems to mark, from what a query means."""
    return {
        word
        for leaf, _weight in meaning.plain
        for words in leaf
        for word in words
        if not word.startswith("_")
    }


def marked(text: str, language: str, stems: set[str]) -> SafeString:
    """A text as HTML, with the words that have one of the stems in ``<mark>``."""
    return _marked(text, [word for word in found_in(text, language) if word.stem in stems])


def excerpt(html: str, language: str, stems: set[str]) -> SafeString:
    """The part of a body that has most different ones of the stems, marked; empty if none is in it."""
    text = " ".join(plain_text(html).split())
    words, start = found_in(text, language), 0
    for _ in range(_PIECES):
        piece = list(islice(words, _PIECE))
        if not piece:
            break
        hits = [n for n, word in enumerate(piece) if word.stem in stems]
        if hits:
            return _cut(text, piece, hits, is_first=not start)
        start += len(piece)
    return SafeString("")


def _cut(text, piece, hits, *, is_first):
    def different(place):
        return len({piece[n].stem for n in hits if place <= n < place + _WINDOW})

    best = max(hits, key=lambda place: (different(place), -place))
    first = max(best - _WINDOW // 5, 0)
    last = min(first + _WINDOW, len(piece))
    begin = 0 if is_first and not first else piece[first].start
    end = piece[last - 1].end if last < len(piece) else min(piece[-1].end + 1, len(text))
    shown = [
        word._replace(start=word.start - begin, end=word.end - begin)
        for word in (piece[n] for n in hits if first <= n < last)
    ]
    before, after = "… " if begin else "", " …" if end < len(text) else ""
    return SafeString(before + _marked(text[begin:end], shown) + after)


def _marked(text, words):
    pieces, here = [], 0
    for word in words:
        start = max(word.start, here)  # pairs of neighbours overlap
        if start < word.end:
            pieces += [escape(text[here:start]), "<mark>", escape(text[start : word.end]), "</mark>"]
            here = word.end
    return SafeString("".join([*pieces, escape(text[here:])]).replace("</mark><mark>", ""))
