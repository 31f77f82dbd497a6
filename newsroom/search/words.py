"""The words of a text as the search index knows them: the same for texts and for queries, and for both databases.

A word is folded (case, accents, vowel signs) and cut to its stem by the Snowball rules of its script and language. Where a
script has no spaces, each two neighbouring characters are a word: 毒品问题 has 毒品, 品问 and 问题.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from snowballstemmer import stemmer

from newsroom.reader.folding import INDIC, SPACELESS
from publishing.languages import Language

# No text of so many words is a press release; what is beyond is not searched.
MOST = 16_000
LONGEST = 40  # characters of a word; more is no word

_MARKS = (
    "\u0300-\u036f\u0640\u064b-\u065f\u0670"  # accents by themselves; vowel signs and lengthenings of Arabic
)
_WORD = re.compile(
    rf"[{SPACELESS}]|[{INDIC}]+|[^\W_{SPACELESS}{INDIC}]+(?:[{_MARKS}]+[^\W_{SPACELESS}{INDIC}]*)*(?:['’]s(?!\w))?"
)
_SPACELESS = re.compile(f"[{SPACELESS}]")
_MARK = re.compile(f"[{_MARKS}]")
_BREAK = re.compile(
    r"<(?:/?(?:p|h[1-6]|li|ul|ol|blockquote|table|tr|t[hd]|figure|figcaption)\b[^>]*|br ?/?)>"
)
_TAG = re.compile(r"<[^>]*>")
_ARABIC_ARTICLE = re.compile("^(?:[وفبك]?ال|لل)(?=...)")
_LETTERS = str.maketrans(
    "øłđðıœæأإآىةё٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹",
    "oldhioaاااي" + "هе" + "0123456789" * 2,
)
_ACCENTED = {"es": "spanish", "fr": "french"}  # whose rules go by accents
_KEPT = 200_000  # words of each language whose stem is remembered
_local = threading.local()  # stemmers have a state


class Word(NamedTuple):
    """A word of a text: where it stands, how it is written (folded, with its accents), and what it is found by."""

    start: int
    end: int
    written: str
    stem: str


def forms(text: str, language: str) -> list[tuple[str, str]]:
    """The words of a text in their order, each as it is written and what it is found by."""
    if _SPACELESS.search(text):
        return [(word.written, word.stem) for word in words(text, language)]
    known = _known[language]
    return [form for form in map(known.__getitem__, _WORD.findall(text)) if form[1]]


def stems(text: str, language: str) -> list[str]:
    """What the words of a text are found by, in their order."""
    return [stem for _written, stem in forms(text, language)]


def words(text: str, language: str) -> list[Word]:
    """The words of a text with their places, in their order."""
    return list(found_in(text, language))


def spelled(text: str) -> list[str]:
    """The words of a text as they are written, for what is found without stems: to find these takes longer than all else."""
    return [word.written for word in _found(text, _spellings)]


def found_in(text: str, language: str) -> Iterator[Word]:
    """The same, one after the other, for those who stop early."""
    return _found(text, _known[language])


def _found(text, known):
    last = None  # a character that may be the first of a pair
    in_pair = False
    for match in _WORD.finditer(text):
        written = match[0]
        is_spaceless = _SPACELESS.match(written)
        if last is not None:
            if is_spaceless and last.end() == match.start():
                pair = last[0] + written
                yield Word(last.start(), match.end(), pair, pair)
                last, in_pair = match, True
                continue
            if not in_pair:
                yield Word(last.start(), last.end(), last[0], last[0])
        last, in_pair = (match if is_spaceless else None), False
        if not is_spaceless and (form := known[written])[1]:
            yield Word(match.start(), match.end(), *form)
    if last is not None and not in_pair:
        yield Word(last.start(), last.end(), last[0], last[0])


def written_form(word: str) -> str:
    """A word in small letters, without the signs that most people leave out."""
    word = word[:-2] if word[-2:] in ("'s", "’s", "'S", "’S") else word
    if not word.isascii():
        word = unicodedata.normalize("NFC", _MARK.sub("", unicodedata.normalize("NFC", word)))
    return word.lower()


def bare(word: str) -> str:
    """A word as somebody types it who has no accents on his keyboard."""
    word = word.lower()
    if word.isascii():
        return word
    folded = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(c for c in folded if not (unicodedata.combining(c) and c < "\u0900")).translate(_LETTERS)


def plain_text(html: str) -> str:
    """The text of clean HTML; what stands in different paragraphs does not touch."""
    return unescape(_TAG.sub("", _BREAK.sub("\n", html)))


class _Known(dict):
    """The forms of the words of a language, found once each; of none, words are their own stems."""

    def __init__(self, language):
        self.language = language

    def __missing__(self, word):
        if len(self) > _KEPT:
            self.clear()
        written = written_form(word)
        stem = self.stem(written) if len(written) <= LONGEST else ""
        # Folding can make one letter twenty.
        form = self[word] = written, "" if max(len(stem), len(bare(written))) > LONGEST else stem
        return form

    def stem(self, written):
        return _stem(written, self.language) if self.language else written


_known = {language: _Known(language) for language in Language.values}
_spellings = _Known("")


def _stem(lowered, language):
    first = lowered[:1]
    if "\u0600" <= first <= "\u06ff":
        lowered = _ARABIC_ARTICLE.sub("", lowered.translate(_LETTERS))
        stem = _stemmer("arabic").stemWord(lowered)
    elif "\u0400" <= first <= "\u04ff":
        stem = _stemmer("russian").stemWord(lowered.replace("ё", "е"))
    elif language in _ACCENTED:
        stem = _stemmer(_ACCENTED[language]).stemWord(lowered)
    else:
        stem = _stemmer("english").stemWord(bare(lowered))
    # What is left is letters and digits: nothing in it has a meaning to an index.
    return "".join(c for c in bare(stem) if c.isalnum() or unicodedata.category(c)[0] == "M")


def _stemmer(name):
    stemmers = _local.__dict__.setdefault("stemmers", {})
    if name not in stemmers:
        stemmers[name] = stemmer(name)
    return stemmers[name]
