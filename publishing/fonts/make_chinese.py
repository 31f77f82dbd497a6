"""Makes the Chinese font from Noto Sans CJK. Run by hand: see PROVENANCE.md, beside this file."""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NAME = "Noto Sans CJK SC Bold"


def gb2312(first: int, last: int) -> set[str]:
    """The characters of some rows of GB 2312."""
    pairs = (bytes([row, cell]) for row in range(first, last + 1) for cell in range(0xA1, 0xFF))
    return set("".join(pair.decode("gb2312", "ignore") for pair in pairs))


def used() -> set[str]:
    """Chinese characters and marks that the site itself writes."""
    files = [*(ROOT / "fixtures").rglob("*.json"), *(ROOT / "locale").rglob("zh_Hans/**/*.po")]
    text = set("".join(file.read_text(encoding="utf-8") for file in files))
    return {
        c for c in text if "\u2010" <= c <= "\u2040" or "\u3000" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef"
    }


def main(source: str):
    font = next(font for font in TTCollection(source).fonts if font["name"].getDebugName(4) == NAME)
    wanted = (
        set(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180)]))
        | gb2312(0xA1, 0xA9)
        | gb2312(0xB0, 0xD7)
        | used()
    )
    options = subset.Options()
    options.layout_features = ["kern", "locl"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True  # share_image.py tells by its look what is missing
    options.hinting = False
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=map(ord, wanted))
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(HERE / "NotoSansSC-Bold-common.woff2")


if __name__ == "__main__":
    main(*sys.argv[1:])
