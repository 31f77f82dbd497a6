"""Did you mean …? A word that no text has, replaced by one that texts do have and that is spelled nearly so."""

import re

from newsroom.models import SearchWord
from newsroom.titles import begins

from .words import bare

_LOOKED_AT = 1_500  # words with the same beginning, the most frequent ones
_SHORT = 4  # letters: one of them may be wrong in a word of so many, two in a longer one


def proposal(text: str, missing, language: str) -> str:
    """A query with each of the missing words replaced; empty if for none of them there is another."""
    changed = text
    for part in missing:
        better = nearest(bare(part.text), language)
        if better:
            changed = re.sub(rf"(?<!\w){re.escape(part.text)}\*?(?!\w)", lambda _match: better, changed)  # noqa: B023 -- called at once
    return changed if changed != text else ""


def nearest(word: str, language: str) -> str:
    """The word of live texts that is spelled most nearly like this one, as it is written there; empty if none is near."""
    most = 1 if len(word) <= _SHORT else 2
    best, found = "", (most + 1, 0, "")
    if len(word) < _SHORT - 1:
        return best
    # One letter of the first two may be wrong, missing, too many, or in the other's place.
    beginnings = {word[:2], word[1] + word[0], word[0] + word[2], word[1:3]}
    for beginning in sorted(beginnings):
        rows = SearchWord.objects.filter(begins("bare", beginning), language=language).order_by(
            "-texts", "written"
        )
        for written, other, texts in rows.values_list("written", "bare", "texts")[:_LOOKED_AT]:
            if abs(len(other) - len(word)) <= most:
                rank = (distance(word, other, found[0]), -texts, written)
                if rank < found:
                    best, found = written, rank
    return best


def distance(one: str, other: str, most: int) -> int:
    """How many letters must be changed, added, left out or exchanged with their neighbour; more than ``most`` is not counted."""
    before, last = [], list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        here = [row]
        for column, against in enumerate(other, start=1):
            cost = min(last[column] + 1, here[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        if min(here) > most:
            return most + 1
        before, last = last, here
    return last[-1]
