"""Names of people: what a name looks like, the honorific before it and the letters after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsroom.reader.name_words import HONORIFICS, NO_NAME_WORDS, PARTICLES, POSTNOMINALS, RANK_PARTS

WORD = re.compile(r"[^\s]+")
LOWER_PREFIX = re.compile(r"^(?:al|el|ad|ar|as|at|an|d['’]|l['’])[-'’]?(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as written, and the honorific before it."""

    name: str
    honorific: str = ""

    @property
    def surname(self) -> str:
        return self.name.split()[-1]


def is_upper_word(word: str) -> bool:
    """Whether it begins like a name: with a capital, or in a script that has none."""
    first = next((letter for letter in word if letter.isalpha()), "")
    return bool(first) and (first.isupper() or (first.lower() == first.upper()))


def bare(word: str) -> str:
    """The word without the punctuation around it and without an English possessive."""
    word = word.strip("\"“”«»„‘’'(),;:!?*[]。，；：")
    word = re.sub(r"['’]s?$", "", word)
    return word if re.match(r"^(?:[A-ZА-Я]\.)+$", word) or word in POSTNOMINALS else word.rstrip(".")


def is_honorific(word: str) -> bool:
    return bare(word).casefold() in HONORIFICS


def is_office_word(word: str) -> bool:
    return bare(word).casefold() in NO_NAME_WORDS


def is_name_word(word: str) -> bool:
    """A capitalised word that can be part of a name: not an office, not an acronym, not a number."""
    plain = bare(word)
    if not plain or any(letter.isdigit() for letter in plain) or is_office_word(plain):
        return False
    if LOWER_PREFIX.match(plain):
        return True
    if not plain[0].isupper():
        return False
    letters = [letter for letter in plain if letter.isalpha()]
    if plain.isupper() and len(letters) > 1 and "." not in plain:
        # A surname in capitals, as French releases set it, has vowels; an acronym is short.
        return len(letters) > 5 or (len(letters) > 3 and bool(re.search("[AEIOUYАЕИОУЫЭЮЯ]", plain)))
    return True


def as_name(phrase: str) -> Name | None:
    """The phrase as a person's name, if it is nothing else: honorifics, then one to six words of a name."""
    words = phrase.replace("\n", " ").split()
    honorific: list[str] = []
    while words and (
        is_honorific(words[0])
        or (bare(words[0]).casefold() in RANK_PARTS and len(words) > 1 and is_honorific(words[1]))
    ):
        if len(words) == 1:
            return None
        honorific.append(words.pop(0).strip(","))
    while words and bare(words[-1]) in POSTNOMINALS:
        words.pop()
    if any("(" in word or ")" in word or is_honorific(word) for word in words):
        return None
    if not 1 <= len(words) <= 6 or bare(words[-1]).casefold() in PARTICLES:
        return None
    for index, word in enumerate(words):
        small = bare(word).casefold() in PARTICLES and len(words) > 1
        if not (is_name_word(word) or small or (index and word == "“")):
            return None
    name = " ".join(
        bare(word) if index == len(words) - 1 else word.strip("*") for index, word in enumerate(words)
    )
    return Name(name, " ".join(honorific))


def trailing_name(phrase: str, is_known_name) -> tuple[str, Name] | None:
    """A phrase such as `IOM Nepal Chief of Mission Paul Norton` as what stands before the name, and the name.

    `is_known_name(word)` says that a word is a country, a place or a body, at which the name cannot go on.
    """
    words = list(WORD.finditer(phrase))
    at = len(words)
    while at and bare(words[at - 1][0]) in POSTNOMINALS:
        at -= 1
    end = at
    while at and end - at < 6:
        word = words[at - 1][0]
        if word.endswith((",", ")", ";", ":")) and at != end:
            break
        small = bare(word).casefold() in PARTICLES and at != end
        if is_honorific(word) and at != end:
            while at and (is_honorific(words[at - 1][0]) or bare(words[at - 1][0]).casefold() in RANK_PARTS):
                at -= 1
            break
        if not (is_name_word(word) or small) or (is_known_name(bare(word)) and not small):
            break
        at -= 1
    while (
        at < end
        and bare(words[at][0]).casefold() in PARTICLES
        and not LOWER_PREFIX.match(words[at][0])
        and words[at][0].islower()
    ):
        at += 1
    if at == end:
        return None
    name = as_name(phrase[words[at].start() : words[end - 1].end()])
    return (phrase[: words[at].start()].strip(" ,"), name) if name else None
