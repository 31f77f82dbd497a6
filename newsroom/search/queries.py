"""What somebody has typed, taken apart: words, phrases, ``-not``, ``OR``, ``field:value``, beginnings of words*.

Nothing that can be typed is an error: what has no meaning here is words. No database.
"""

import re
import unicodedata
from typing import NamedTuple

from publishing.languages import Language

from .words import words

LONGEST = 500  # characters; a title has at most 300
MOST = 24  # parts; what comes after them is left out, and said to be
FIELDS = ("country", "region", "topic", "agency", "speaker", "series", "kind", "year")

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"') | {"　": " "})
_PART = re.compile(
    rf"""(?P<minus>[-−]?)(?:(?P<field>{"|".join(FIELDS)}):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))""",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[\s\x00-\x1f\x7f]+")


class Part(NamedTuple):
    """A word, a phrase (several words that must follow one another), or the value of a field."""

    text: str
    field: str = ""
    is_phrase: bool = False
    is_beginning: bool = False


class Query(NamedTuple):
    """A query: of each group of ``required`` one part must be, of ``excluded`` none. ``text`` is its canonical form."""

    text: str
    required: tuple[tuple[Part, ...], ...]
    excluded: tuple[Part, ...]
    is_cut: bool

    def __bool__(self):
        return bool(self.required or self.excluded)

    @property
    def plain(self) -> list[Part]:
        """The words and phrases that must be there."""
        return [group[0] for group in self.required if len(group) == 1 and not group[0].field]


def canonical(text: str) -> str:
    """What was typed, without what makes no difference: its spaces and its kind of quotation marks."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(_QUOTES)).strip()


def parse(text: str) -> Query:
    """The query that a text is."""
    text = canonical(text)[:LONGEST].strip()
    required, excluded, is_either, is_not, count = [], [], False, False, 0
    for match in _PART.finditer(text):
        word = match["word"] or ""
        if not match["minus"] and not match["field"] and word in ("OR", "|", "AND", "NOT"):
            is_either, is_not = word in ("OR", "|"), word == "NOT"
            continue
        parts = list(_parts(match))
        count += len(parts)
        if count > MOST:
            return Query(text, tuple(required), tuple(excluded), is_cut=True)
        if match["minus"] or is_not:
            excluded += [_whole(match)] if parts else []
        elif is_either and required and parts:
            required[-1] += (_whole(match),)
        else:
            required += [(part,) for part in parts]
        is_either = is_not = False
    return Query(text, tuple(required), tuple(excluded), is_cut=False)


def _parts(match):
    """What a piece without a space is: words by themselves, if it was not in quotation marks."""
    part = _whole(match)
    if not part.text:
        return
    if part.field or match["phrase"] is not None or part.is_beginning:
        yield part
    else:
        yield from (Part(word) for word in _words(part.text))


def _whole(match):
    field, phrase = (match["field"] or "").lower(), match["phrase"]
    text = match["word"] if phrase is None else phrase
    if field:
        return Part(text.strip(' "*'), field)
    words = _words(text)
    is_beginning = phrase is None and text.endswith("*") and len(words) == 1
    return Part(" ".join(words), "", len(words) > 1 or phrase is not None, is_beginning)


def _words(text):
    """The words of a piece as they were typed; of a script without spaces its pairs of neighbours."""
    return [text[word.start : word.end] for word in words(text, Language.ENGLISH)]
