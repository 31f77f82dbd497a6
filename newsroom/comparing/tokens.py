"""Words, signs and spaces of a text in any of the languages, and inline HTML as such tokens with their markup."""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from .blocks import INLINE, TAG, VOID

_SPACE = r"\s"
_SIGN = (
    r"!-/:-@\[-`{-~\u00a1-\u00bf\u00d7\u00f7\u060c\u061b\u061f\u066a-\u066d\u06d4\u2010-\u2027\u2030-\u205e"
    r"\u2060-\u2064\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
# Chinese is written without spaces: each character is a token. Kana too; Korean has spaces.
_HAN = r"\u2e80-\u2fdf\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = f"[^{_SPACE}{_SIGN}{_HAN}]+"
# Words keep what stands between their letters: o’clock, Al-Shabaab, 1,000.5.
_TOKEN = re.compile(
    rf"{_WORD}(?:(?:['’\-‐‑]|(?<=\d)[.,\u066b\u066c](?=\d)){_WORD})*|[ \t\n\r\f]+|[{_HAN}]|[\s\S]"
)
_DEEPEST = 12
_SOURCE = re.compile(r'\s(src="[^"]*")')


def tokens(text: str) -> list[str]:
    """The text cut into words, signs and white space; joined again it is the same text.

    No cut falls before a combining mark, a variation selector or a joiner: what is read as one character
    stays one.
    """
    found = []
    for match in _TOKEN.finditer(text):
        token = match[0]
        if found and not token.isascii() and _extends(token[0]):
            found[-1] += token
        else:
            found.append(token)
    return found


def _extends(character):
    return (
        unicodedata.category(character) in ("Mn", "Mc", "Me")
        or character in "\u200c\u200d"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def is_word(token: str) -> bool:
    """Whether a token says something, rather than to set words apart."""
    return token.isalnum() or any(map(str.isalnum, token))


class Atom(NamedTuple):
    """A token with its markup: ``runs`` are its stretches of text, each with the inline tags it stands in.

    A line break and a picture are atoms as well: their text is the tag.
    """

    text: str
    runs: tuple[tuple[str, tuple[str, ...]], ...]
    is_tag: bool = False

    @property
    def key(self) -> str:
        """What makes two atoms the same, whatever their markup: the words, or the address of the picture."""
        if self.is_tag:
            source = _SOURCE.search(self.text)
            return f"<{source[1]}" if source else "<"
        return " " if self.text.isspace() and self.text.isascii() else self.text

    @property
    def markup(self):
        """What it looks like, apart from the words."""
        looks = [(len(text), frozenset(tags)) for text, tags in self.runs]
        return (self.text, looks) if self.is_tag else looks if len(looks) > 1 else looks[0][1]


def atoms(text: str) -> list[Atom]:
    """A plain text as atoms without markup."""
    return [Atom(token, ((token, ()),)) for token in tokens(text)]


def stretch(text: str) -> list[str]:
    """The text as one token, where nobody asks for its words."""
    return [text] if text else []


def parts(html: str, cut=tokens) -> Iterator[str | list[Atom]]:
    """Cleaned HTML in order: the tags of its structure as they are, and between them lists of atoms.

    White space that stands alone between two structural tags is passed over. ``cut`` is ``tokens`` or ``stretch``.
    """
    context, pieces, line, at = _Context(), [], [], 0
    for match in TAG.finditer(html):
        if match.start() > at:
            pieces.append((unescape(html[at : match.start()]), context.tags()))
        at, name = match.end(), match[2].lower()
        if name in INLINE and name not in VOID:
            context.step(match)
            continue
        line += _atoms_of(pieces, cut)
        pieces = []
        if name in VOID & INLINE:
            line.append(Atom(match[0], ((match[0], context.tags()),), is_tag=True))
            continue
        if any(atom.key != " " for atom in line):
            yield line
        line = []
        yield match[0]
    line += _atoms_of([*pieces, (unescape(html[at:]), context.tags())], cut)
    if any(atom.key != " " for atom in line):
        yield line


class _Context:
    """The inline tags that are open. Nobody means more than a dozen: deeper ones are counted, not kept."""

    def __init__(self):
        self.open, self.deeper = [], 0

    def step(self, match):
        if not match[1]:
            if len(self.open) < _DEEPEST:
                self.open.append(match[0])
            else:
                self.deeper += 1
        elif self.deeper:
            self.deeper -= 1
        elif self.open:
            self.open.pop()

    def tags(self):
        return tuple(self.open)


def _atoms_of(pieces, cut):
    """The tokens of some stretches of text, cut where words end and not where markup does."""
    pieces = [piece for piece in pieces if piece[0]]
    if len(pieces) == 1:
        text, tags = pieces[0]
        return [Atom(token, ((token, tags),)) for token in cut(text)]
    found, number, offset = [], 0, 0
    for token in cut("".join(text for text, _tags in pieces)):
        runs, wanted = [], len(token)
        while wanted:
            text, tags = pieces[number]
            taken = text[offset : offset + wanted]
            wanted, offset = wanted - len(taken), offset + len(taken)
            if offset == len(text):
                number, offset = number + 1, 0
            if runs and runs[-1][1] == tags:
                taken = runs.pop()[0] + taken
            runs.append((taken, tags))
        found.append(Atom(token, tuple(runs)))
    return found
