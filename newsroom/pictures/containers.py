"""Where does a picture end inside its file, how large is it, and what else is there? Read without decoding a pixel.

Each reader takes the whole file and gives a ``Container``; it raises ``Damaged`` where the file breaks off or does
not keep to its format. Nothing here is decompressed, so that a bomb costs nothing.
"""

import re
import struct
import zlib
from dataclasses import dataclass, field


class Damaged(ValueError):
    """The file breaks off, or is not built as its format says."""


@dataclass
class Container:
    """The outside of a picture. ``parts`` are (name, start, end) in the order of the file."""

    width: int = 0
    height: int = 0
    end: int = 0  # where the picture ends; what stands behind it is no part of it
    is_animated: bool = False
    scans: int = 1  # how often a decoder has to go over the pixels
    parts: list[tuple[bytes, int, int]] = field(default_factory=list)

    def without(self, data: bytes, keep) -> bytes:
        """The bytes of the parts for which ``keep(name, bytes)`` says so."""
        pieces = ((name, data[start:end]) for name, start, end in self.parts)
        return b"".join(piece for name, piece in pieces if keep(name, piece))


_JPEG_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)  # the next one after compressed data
_JPEG_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def read_jpeg(data: bytes) -> Container:
    """Segments by their markers (``b"\\xe1"`` …); compressed data belong to the segment before them."""
    found, at = _jpeg_image(data, 0)
    if any(name == b"\xe2" and data[start + 4 :].startswith(b"MPF\0") for name, start, _end in found.parts):
        while data.startswith(b"\xff\xd8\xff", at):  # smaller copies, depth and light of a telephone's camera
            _other, at = _jpeg_image(data, at)
    found.end = at
    return found


def _jpeg_image(data, start) -> tuple[Container, int]:
    found = Container(scans=0, parts=[(b"\xd8", start, start + 2)])
    at = start + 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if len(data) < at + 2 or data[at] != 0xFF:
            raise Damaged
        marker = data[at + 1]
        if marker == 0xD9:
            found.parts.append((b"\xd9", at, at + 2))
            return found, at + 2
        (length,) = _unpack(">H", data, at + 2)
        end = at + 2 + length
        if marker in _JPEG_FRAMES:
            found.height, found.width = _unpack(">HH", data, at + 5)
        if marker == 0xDA:
            found.scans += 1
            following = _JPEG_MARKER.search(data, end)
            end = following.start() if following else len(data)
        found.parts.append((bytes([marker]), at, end))
        at = end


def read_png(data: bytes) -> Container:
    """Chunks by their names, checked against their sums; the signature is a part without a name."""
    found, at = Container(parts=[(b"", 0, 8)]), 8
    found.width, found.height = _unpack(">II", data, 16)
    while True:
        (length,) = _unpack(">I", data, at)
        name, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]) != _unpack(">I", data, end - 4)[0]:
            raise Damaged
        found.parts.append((name, at, end))
        found.is_animated |= name == b"acTL"
        at = end
        if name == b"IEND":
            found.end = at
            return found


def read_webp(data: bytes) -> Container:
    """Chunks by their names."""
    (length,) = _unpack("<I", data, 4)
    found, at = Container(end=8 + length), 12
    if found.end > len(data):
        raise Damaged
    while at < found.end:
        (size,) = _unpack("<I", data, at + 4)
        name, end = data[at : at + 4], at + 8 + size + size % 2
        found.parts.append((name, at, end))
        if name in _WEBP_SIZES:
            size = _WEBP_SIZES[name](data, at + 8)
            found.width, found.height = max(found.width, size[0]), max(found.height, size[1])
        found.is_animated |= name == b"ANIM"
        at = end
    if at > found.end:
        raise Damaged
    return found


def _webp_canvas(data, at):
    width, height = (int.from_bytes(data[at + n : at + n + 3], "little") for n in (4, 7))
    return width + 1, height + 1


def _webp_lossy(data, at):
    width, height = _unpack("<HH", data, at + 6)
    return width & 0x3FFF, height & 0x3FFF


def _webp_lossless(data, at):
    (bits,) = _unpack("<I", data, at + 1)
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


_WEBP_SIZES = {b"VP8X": _webp_canvas, b"VP8 ": _webp_lossy, b"VP8L": _webp_lossless}


def read_avif(data: bytes) -> Container:
    """Boxes of the outermost level by their names; the size is that of the largest image that is described."""
    found, at = Container(), 0
    while at < len(data):
        (length,), name = _unpack(">I", data, at), data[at + 4 : at + 8]
        if not re.fullmatch(rb"[a-zA-Z0-9 ]{4}", name):
            break  # no box: something was hung on
        if length == 1:
            (length,) = _unpack(">Q", data, at + 8)
        end = len(data) if length == 0 else at + length
        if length in range(1, 8) or end > len(data):
            raise Damaged
        found.parts.append((name, at, end))
        at = end
    found.end = at
    found.is_animated = data[8:12] == b"avis" or any(name == b"moov" for name, _start, _end in found.parts)
    for size in re.finditer(rb"ispe\0\0\0\0(.{4})(.{4})", data, re.DOTALL):
        width, height = (int.from_bytes(side, "big") for side in size.groups())
        found.width, found.height = max(found.width, width), max(found.height, height)
    return found


def _unpack(form, data, at):
    try:
        return struct.unpack_from(form, data, at)
    except struct.error as error:
        raise Damaged from error


READERS = {"JPEG": read_jpeg, "PNG": read_png, "WEBP": read_webp, "AVIF": read_avif}
