"""How two spellings of one name are made equal: letter case, accents, punctuation, articles, word endings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Scripts written without spaces between words: each character stands for itself.
SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
INDIC = "\u0900-\u0dff\u200c\u200d"  # vowel signs there are no letters to Python, but part of the word
WORD = re.compile(
    rf"[{SPACELESS}]|[{INDIC}]+|[^\W_{SPACELESS}{INDIC}]+(?:[\u0300-\u036f\u064b-\u065f]+[^\W_{SPACELESS}{INDIC}]*)*"
)
ASCII_WORD = re.compile("[a-z0-9]+")
ARTICLE = re.compile(r"\s*\((?:the|l['’]|le|la|les|el|los|las)\)\s*\*?\s*$|\s*\*\s*$", re.IGNORECASE)
LEADING = re.compile(r"^the\s+(?=\S)", re.IGNORECASE)
# Letters that are not a letter with an accent and have no decomposition.
LETTERS = str.maketrans("łøđıæœӧأإآىة", "lodiaeоااايه")
CYRILLIC = re.compile("[\u0400-\u04ff]")
# Endings of nouns and adjectives in the cases of Russian: "Мьянма", "Мьянме", "Мьянмы" are one name.
ENDINGS = re.compile(r"(?:иями|ями|ами|иях|ях|ах|ией|иям|ого|его|ому|ему|ыми|ими|ой|ей|ом|ем|ам|ям|ию|ия|ие|ии"
                     r"|ый|ий|ая|яя|ое|ее|ые|ых|их|ую|юю|[аяоеуюыиьй])$")  # fmt: skip


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text with their positions; each character of a script without spaces is one."""
    for match in WORD.finditer(text):
        yield match[0], match.start(), match.end()


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """One word as it is compared: no case, no accents, no Russian case ending."""
    if word.isascii():
        return word.lower()
    lowered = word.casefold().translate(LETTERS)
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", lowered)
        # Vowel signs of Indic and South-East Asian scripts are marks too, and must stay.
        if not (unicodedata.combining(letter) and letter < "\u0900")
    ).translate(LETTERS)
    if len(bare) > 3 and CYRILLIC.match(bare):
        stem = ENDINGS.sub("", bare)
        return stem if len(stem) >= 3 else bare
    return bare


def fold(name: str) -> str:
    """The key under which a name is found: folded words with single spaces, without article or footnote star.

    >>> fold("Netherlands (the)"), fold("Viet-Nam"), fold("Côte d’Ivoire")
    ('netherlands', 'viet nam', 'cote d ivoire')
    """
    name = LEADING.sub("", ARTICLE.sub("", name.strip()) if name[-1:] in ")*\xa0 " else name.strip())
    if name.isascii():
        return " ".join(ASCII_WORD.findall(name.lower()))
    # What ``word_key`` does with most words is quicker done here, and leaves its memory to the others.
    return " ".join([word.lower() if word.isascii() else word_key(word) for word in WORD.findall(name)])


def is_acronym(name: str) -> bool:
    """Whether a name is written mostly in capitals, as `UNODC`, `IOs`, `G-20` or `U.S.` are."""
    letters = [letter for letter in name if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return " " not in name.strip() and capitals >= 2 and capitals * 2 > len(letters)
