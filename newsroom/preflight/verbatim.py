"""Does a quote stand in a text word for word?"""

import re
from itertools import islice

from newsroom.reader.speech_verbs import VERB

from .body import Body

# Characters of scripts without spaces, words, and each other sign by itself; "\x01" is any quotation mark.
_TOKEN = re.compile(
    r"\x01|[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|(?:[^\W_]|(?<=\w)['’\-\u0300-\u036f\u064b-\u065f](?=\w))+|\S"
)
_MARKS = re.compile(r"[“”„«»\"「」『』‟]|(?<!\w)[‘‚’](?=\S)|(?<=\S)’(?!\w)")
_MARK = "\x01"
_STOPS = frozenset(".,;:!?…،؛。，；：！？、–—-")
# An attribution between two parts of one quote, in tokens, marks left out.
_LONGEST_ATTRIBUTION = 70
_MOST_STARTS = 200
# What may begin an attribution inside of the quotation marks, as French and Spanish have it, and what may end it.
_PAUSES = frozenset(",–—-،")
_RESUMES = frozenset(".,–—-")


def tokens(text: str) -> list[str]:
    """The words and signs of a text. Spaces make no difference, nor the style of quotation marks and apostrophes."""
    return [
        token.replace("’", "'") for token in _TOKEN.findall(_MARKS.sub(f" {_MARK} ", text.replace("'", "’")))
    ]


class Verbatim:
    """A body in which quotes are looked for."""

    def __init__(self, body: Body):
        self.tokens = [
            token
            for paragraph in body.paragraphs
            # The end of a paragraph separates its words from the next one's, and no more.
            for token in tokens(paragraph.text)
        ]
        self.places: dict[str, list[int]] = {}
        for place, token in enumerate(self.tokens):
            self.places.setdefault(token, []).append(place)

    def has(self, quote: str) -> bool:
        """Whether all words stand in the text in their order, perhaps in parts with an attribution between them."""
        return self._furthest(quote)[0]

    def first_difference(self, quote: str) -> str:
        """The words of the quote where it first differs from the text."""
        _found, reached, wanted = self._furthest(quote)
        joined = wanted[max(0, reached - 2) : reached + 6]
        is_spaced = not any("\u3040" <= token[0] <= "\u9fff" for token in joined)
        return re.sub(r" ([.,;:!?…،])", r"\1", (" " if is_spaced else "").join(joined))

    def _furthest(self, quote):
        wanted = [token for token in tokens(quote) if token != _MARK]
        while wanted and wanted[-1] in _STOPS:  # what ends the sentence around it may differ
            wanted.pop()
        if not wanted:
            return True, 0, wanted
        best = 0
        for start in islice(self.places.get(wanted[0], ()), _MOST_STARTS):
            found, reached = self._follow(wanted, start)
            if found:
                return True, len(wanted), wanted
            best = max(best, reached)
        return False, best, wanted

    def _follow(self, wanted, start):
        """Walk through both from a place; at a closing mark the walk may go on at the next opening one."""
        ahead, seen, best = [(0, start)], set(), 0
        while ahead:
            at, place = ahead.pop()
            while (at, place) not in seen:
                seen.add((at, place))
                best = max(best, at)
                if at == len(wanted):
                    return True, best
                if place >= len(self.tokens):
                    break
                token = self.tokens[place]
                if token == _MARK:
                    ahead += [(at, jump) for jump in self._next_parts(place)]
                    place += 1
                    continue
                if token in _PAUSES:
                    # The full stop before the aside is the comma of the text.
                    step = wanted[at] in _STOPS
                    ahead += [(at + step, jump) for jump in self._after_aside(place)]
                if token == wanted[at]:
                    at, place = at + 1, place + 1
                elif token in _STOPS and self._is_beside_mark(place):
                    place += 1
                elif wanted[at] in _STOPS and self._is_beside_mark(place):
                    at += 1
                else:
                    break
        return False, best

    def _is_beside_mark(self, place):
        return _MARK in self.tokens[max(0, place - 1) : place + 2]

    def _after_aside(self, place):
        """Where the text may go on after “, said somebody, the director.” within the quotation marks."""
        if not VERB.search(" ".join(self.tokens[place + 1 : place + 5])):
            return
        for jump in range(place + 2, min(place + _LONGEST_ATTRIBUTION, len(self.tokens))):
            if self.tokens[jump] in _RESUMES:
                yield jump + 1

    def _next_parts(self, place):
        """Where the text after an attribution opens again: the next mark but one, and the next."""
        for jump in range(place + 1, min(place + _LONGEST_ATTRIBUTION, len(self.tokens))):
            if self.tokens[jump] == _MARK:
                yield jump + 1
                return
