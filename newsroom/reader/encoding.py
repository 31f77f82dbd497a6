"""From what somebody pasted or uploaded to clean text, or a plain refusal."""

from __future__ import annotations

import codecs
import re

from newsroom.reader.record import Doubt, ReleaseUnreadable

# A release is a few kilobytes, a saved page with its scripts a few hundred.
MAX_SIZE = 2_000_000

MAGIC = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a Word, OpenDocument or zip file",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
}
DECLARED = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{1,40})""")
# Control characters say nothing in a release; zero-width ones hide between letters and break every comparison.
# (U+200C and U+200D stay: Persian and the scripts of India are spelt with them.)
DROPPED = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069\u00ad]"
)
CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(source: str | bytes) -> tuple[str, list[Doubt]]:
    """The text of a source with `\\n` line ends and no control characters, and what was doubtful about it.

    Bytes are UTF-8, UTF-16 with a byte order mark, what the HTML declares, or else Windows-1252 with a warning.
    Raises ReleaseUnreadable for what is empty, too long or not text.
    """
    if not isinstance(source, str | bytes | bytearray):
        raise ReleaseUnreadable("A release must be given as text or as a file.")
    if len(source) > MAX_SIZE:
        raise ReleaseUnreadable(
            f"This is {len(source):,} characters long; a release may have {MAX_SIZE:,} at most. "
            "Please give one release at a time."
        )
    doubts: list[Doubt] = []
    text = source if isinstance(source, str) else _from_bytes(bytes(source), doubts)
    if "\x00" in text or len(CONTROL.findall(text[:100_000])) > max(8, len(text[:100_000]) // 50):
        raise ReleaseUnreadable(
            "This is not text: it holds binary data. Please copy the words of the release."
        )
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = DROPPED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x85", "\n")
    if not text.strip():
        raise ReleaseUnreadable("There is no text here.")
    return text, doubts


def _from_bytes(data: bytes, doubts: list[Doubt]) -> str:
    for magic, kind in MAGIC.items():
        if data.startswith(magic):
            raise ReleaseUnreadable(f"This is {kind}, not text. Please copy the words of the release.")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if b"\x00" in data:
        raise ReleaseUnreadable(
            "This is not text: it holds binary data. Please copy the words of the release."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = DECLARED.search(data[:4096])
    if declared:
        try:
            return data.decode(declared[1].decode("ascii"), "replace")
        except (LookupError, ValueError):
            pass  # an unknown name, or a codec that is not one of text
    doubts.append(
        Doubt(
            "encoding-guessed",
            "The text does not say how its letters are encoded; it was read as Western European (Windows-1252). "
            "Please check accents and quotation marks.",
        )
    )
    return data.decode("cp1252", "replace")
