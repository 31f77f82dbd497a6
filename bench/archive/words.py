"""The words of made-up archives: in each language some real ones and very many that only look so, by frequency."""

import json
import random
import re
from array import array
from bisect import bisect
from collections import Counter, defaultdict
from itertools import accumulate
from pathlib import Path

DEMO = Path(__file__).resolve().parent.parent.parent / "fixtures" / "demo" / "releases"
VOCABULARY = 100_000
_PARTICLES = 30  # characters that are the most frequent words by themselves
_BITS = 21  # of the table that words are drawn from; the rarest have a place or two in it
_WORD = re.compile(r"[^\W\d_]{2,}")
_TAG = re.compile("<[^>]*>")


class Zipf:
    """Draws places ``0 … size - 1``, the first most often: the n-th with a weight of 1 / (n + shift) ** power."""

    def __init__(self, size: int, shift: float = 2.7, power: float = 1):
        self.sums = list(accumulate((place + 1 + shift) ** -power for place in range(size)))

    def draw(self, chance: random.Random) -> int:
        return bisect(self.sums, chance.random() * self.sums[-1])


class Words:
    """The vocabulary of one language, the most frequent words first, to draw running text from."""

    def __init__(self, language: str, seed: int, size: int = VOCABULARY):
        chance = random.Random(f"words {seed} {language}")
        self.language = language
        self.all = list(_vocabulary(language, size, chance))
        self.rank = Zipf(len(self.all))
        self.table = array("I")
        bits = min(_BITS, len(self.all).bit_length() + 4)
        self.shift = 32 - bits
        slots, total, done = 1 << bits, self.rank.sums[-1], 0
        for place, weight in enumerate(self.rank.sums):
            upto = round(weight / total * slots)
            self.table.extend([place] * (upto - done))
            done = upto

    def draw(self, count: int, chance: random.Random) -> list[str]:
        """So many words as they might follow one another."""
        words, table, shift = self.all, self.table, self.shift
        return [words[table[number >> shift]] for number in array("I", chance.randbytes(4 * count))]


def _vocabulary(language, size, chance):
    """So many different words: those of the demonstration texts by frequency, then some made up after them."""
    if language == "zh-hans":
        return _chinese(size, chance)
    real = [word for word, _count in _real(language).most_common()][: size // 2]
    known, made = dict.fromkeys(real), _Imitation(real, chance)
    while len(known) < size:
        known.setdefault(made.word())
    return known


def _real(language) -> Counter:
    """The words of the demonstration texts in a language."""
    counts = Counter()
    for path in sorted(DEMO.glob("*.json")):
        if text := json.loads(path.read_text(encoding="utf-8"))["texts"].get(language):
            words = _WORD.findall(_TAG.sub(" ", " ".join(text["body"])))
            counts.update(word.lower() for word in words if word.islower() or language == "ar")
    return counts


class _Imitation:
    """Makes words whose letters follow one another as they do in given ones, endings included."""

    def __init__(self, words, chance):
        self.chance = chance
        self.after = defaultdict(list)
        for word in words:
            for place, letter in enumerate(f"{word}\n"):
                self.after[f"  {word}"[place : place + 2]].append(letter)

    def word(self) -> str:
        while True:
            letters = "  "
            while (letter := self.chance.choice(self.after[letters[-2:]])) != "\n":
                letters += letter
            if 5 <= len(letters) <= 18:
                return letters[2:]


def _chinese(size, chance):
    """Words of one to three of the 3,755 most usual characters, which stand first in the standard GB 2312.

    As in real texts, 500 characters make up three quarters of a text: so neighbours are not all that many different ones.
    """
    characters = [
        bytes([row, cell]).decode("gb2312")
        for row in range(0xB0, 0xD8)
        for cell in range(0xA1, 0xFF if row < 0xD7 else 0xFA)
    ]
    chance.shuffle(characters)
    rank, words = Zipf(len(characters), 60, 1.5), dict.fromkeys(characters[: min(_PARTICLES, size // 10)])
    while len(words) < size:
        length = chance.choices((1, 2, 3), (10, 72, 18))[0]
        words.setdefault("".join(characters[rank.draw(chance)] for _ in range(length)))
    return words
