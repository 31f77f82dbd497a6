"""The picture that other sites show with a link to a page: its title, a line below it, and the sign of the house.

Drawn with the fonts in ``fonts/``; Raqm shapes Arabic and puts mixed lines in their order.
"""

import io
import unicodedata
from functools import lru_cache
from pathlib import Path

from django.utils.text import Truncator
from PIL import Image, ImageDraw, ImageFont

from publishing.languages import Language
from publishing.site import SITE_NAME

SIZE = (1200, 630)
MARGIN, SIGN = 80, 56
_PAPER, _INK = (10, 87, 136), (255, 255, 255)  # --accent of the style sheets, and white
_SIZES = (76, 68, 60, 54, 48, 42, 38)  # of the title: the largest in which it fits
_TITLE_TOP, _TITLE_HEIGHT, _LEADING = 176, 330, 1.28
_LINE_TOP, _LINE_SIZE = 534, 30
_FONTS = ("DejaVuSans-Bold.ttf", "NotoSansSC-Bold-common.woff2")
_BY_LANGUAGE = {Language.CHINESE: _FONTS[::-1]}
# The sign, as in static/site/icons/favicon.svg, in a square of 32.
_CIRCLE, _HAND = (
    (5, 5, 27, 27),
    (
        (16, 5),
        (16, 10),
        (19, 12.5),
        (13, 15.5),
        (16, 17),
        (16, 18.5),
        (21, 18.5),
        (21, 22),
        (16, 24),
        (16, 27),
    ),
)
# What is not to be seen, and pictures that no font has: a title is read without them.
_LEFT_OUT = {"Cc", "Cf", "Cn", "Co", "Cs", "So", "Sk"}
_MARKS = {"Mn", "Me", "Zs"}
_NEVER_FIRST = set("，。、；：？！）》〉」』】”’…—,.;:?!)]}»%")


def draw(title: str, line: str, language: str) -> bytes:
    """The PNG. A title with a letter that no font of ours has is left out, and so is such a line."""
    image = Image.new("L", SIZE, 0)
    pen = ImageDraw.Draw(image)
    is_rtl = language == Language.ARABIC
    _sign(pen, SIZE[0] - MARGIN - SIGN if is_rtl else MARGIN, MARGIN - 8)
    name = _Words(SITE_NAME, "en", 34)
    edge = MARGIN + SIGN + 20
    name.put(pen, SIZE[0] - edge if is_rtl else edge, MARGIN + 20, is_rtl)
    lines, size = _fitted(_plain(title), language)
    start = SIZE[0] - MARGIN if is_rtl else MARGIN
    for number, words in enumerate(lines):
        words.put(pen, start, _TITLE_TOP + size // 2 + round(number * size * _LEADING), is_rtl)
    if lower := _cut(_plain(line), language):
        pen.line((MARGIN, _LINE_TOP - 18, SIZE[0] - MARGIN, _LINE_TOP - 18), fill=110, width=2)
        lower.put(pen, start, _LINE_TOP + _LINE_SIZE // 2, is_rtl)
    return _png(image)


def _sign(pen, left, top):
    scale = SIGN / 22
    left, top = left - 5 * scale, top - 5 * scale

    def at(x, y):
        return left + x * scale, top + y * scale

    pen.ellipse((*at(*_CIRCLE[:2]), *at(*_CIRCLE[2:])), outline=255, width=5)
    pen.line([at(*point) for point in _HAND], fill=255, width=5, joint="curve")


def _png(image) -> bytes:
    """One byte a pixel: how much of it is ink."""
    shades = [round(p + (i - p) * n / 255) for n in range(256) for p, i in zip(_PAPER, _INK, strict=True)]
    image.putpalette(shades)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _plain(text) -> str:
    kept = (c for c in text if c == "\u200c" or unicodedata.category(c) not in _LEFT_OUT)
    return " ".join("".join(kept).split())


class _Words:
    """A line of text in a font that has all of its letters; ``font`` is ``None`` where there is no such font."""

    def __init__(self, text, language, size):
        self.text, self.language = text, language
        names = _BY_LANGUAGE.get(language, _FONTS)
        self.font = next((_font(name, size) for name in names if _has_all(name, text)), None)
        # A title that stands in English on an Arabic page is still English.
        is_rtl = any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)
        self.shaping = {"direction": "rtl" if is_rtl else "ltr", "language": language}

    @property
    def width(self) -> float:
        return self.font.getlength(self.text, **self.shaping)

    def put(self, pen, start, middle, is_rtl):
        """Write it from the side where one begins to read, around a height."""
        pen.text(
            (start, middle),
            self.text,
            font=self.font,
            fill=255,
            anchor="rm" if is_rtl else "lm",
            **self.shaping,
        )


def _fitted(text, language) -> tuple[list[_Words], int]:
    """The lines of a title in the largest size in which it fits, and the size; at worst its beginning."""
    if not text or _Words(text, language, _SIZES[-1]).font is None:
        return [], 0
    for size in _SIZES:
        lines = _wrapped(text, language, size)
        most = int(_TITLE_HEIGHT / (size * _LEADING))
        if len(lines) <= most:
            return [_Words(words, language, size) for words in lines], size
    last = Truncator(lines[most - 1]).chars(max(1, len(lines[most - 1]) - 2)) + "…"
    return [_Words(words, language, size) for words in [*lines[: most - 1], last.replace("……", "…")]], size


def _wrapped(text, language, size) -> list[str]:
    room = SIZE[0] - 2 * MARGIN
    lines = [""]
    for piece in _pieces(text, room, language, size):
        longer = lines[-1] + piece
        if (
            lines[-1]
            and piece[0] not in _NEVER_FIRST
            and _Words(longer.rstrip(), language, size).width > room
        ):
            lines.append(piece.lstrip())
        else:
            lines[-1] = longer
    return [line.strip() for line in lines if line.strip()]


def _pieces(text, room, language, size):
    """What a line may end after: words with the space before them, Chinese characters, parts of words that are too long."""
    for word in text.split(" "):
        first = " "
        if _is_chinese(word) or _Words(word, language, size).width > room:
            for character in word:
                yield first + character
                first = ""
        else:
            yield first + word


def _is_chinese(word) -> bool:
    return any("\u3000" <= c <= "\u9fff" for c in word)


def _cut(text, language) -> _Words | None:
    """The line below, as much of it as fits into one."""
    text = text[:200]
    words = _Words(text, language, _LINE_SIZE)
    if not text or words.font is None:
        return None
    while words.width > SIZE[0] - 2 * MARGIN:
        text = text[:-2].rstrip("… ") + "…"
        words = _Words(text, language, _LINE_SIZE)
    return words


@lru_cache(maxsize=40)
def _font(name, size):
    path = Path(__file__).parent / "fonts" / name
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)


def _has_all(name, text) -> bool:
    return all(_has(name, c) for c in set(text) if unicodedata.category(c) not in _MARKS)


@lru_cache(maxsize=20_000)
def _has(name, character) -> bool:
    """Whether a font has a character: Pillow tells only by drawing the same for all that it has not."""
    font = _font(name, 20)
    missing = font.getmask("\U0010ffff")
    mask = font.getmask(character)
    return (mask.size, bytes(mask)) != (missing.size, bytes(missing)) or character == "\u200c"
