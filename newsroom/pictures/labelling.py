"""A picture with words in its file: caption, credit and alternative text in XMP and IPTC, without touching a pixel.

The words go where programs for pictures look for them: XMP in JPEG (Adobe XMP Specification, part 3), PNG and WebP, and the
older IPTC-IIM in JPEG beside it. AVIF files stay as they are: to add a word would move what their boxes point at.
"""

import struct
import zlib
from html import escape

from .containers import READERS

_SPACES = (
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("photoshop", "http://ns.adobe.com/photoshop/1.0/"),
    ("Iptc4xmpCore", "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"),
    ("xmpRights", "http://ns.adobe.com/xap/1.0/rights/"),
)
_MAGIC = {b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG", b"RIFF": "WEBP"}
# What an APP segment of a JPEG holds at most.
_SEGMENT = 65_533


def labelled(data: bytes, *, caption="", credit="", alt="", terms="") -> bytes:
    """The same file with these words in it; as it was where its format has no safe place for them."""
    packet = xmp(caption=caption, credit=credit, alt=alt, terms=terms)
    form = next((form for magic, form in _MAGIC.items() if data.startswith(magic)), "")
    if form == "JPEG":
        own = b"http://ns.adobe.com/xap/1.0/\0" + packet
        older = _photoshop(_iptc(caption, credit, terms))
        parts = READERS[form](data).parts
        head = parts[1][2] if parts[1][0] == b"\xe0" else parts[0][2]  # JFIF stands first
        return data[:head] + _app(0xE1, own) + _app(0xED, older) + data[head:]
    if form == "PNG":
        chunk = b"XML:com.adobe.xmp\0\0\0\0\0" + packet
        head = READERS[form](data).parts[1][2]  # the end of IHDR
        return data[:head] + _png_chunk(b"iTXt", chunk) + data[head:]
    if form == "WEBP":
        return _webp(data, packet)
    return data


def xmp(*, caption, credit, alt, terms) -> bytes:
    """The packet of XMP that says this."""
    said = "".join(
        f'<{tag}><rdf:Alt><rdf:li xml:lang="x-default">{_text(words)}</rdf:li></rdf:Alt></{tag}>'
        for tag, words in (
            ("dc:description", caption),
            ("Iptc4xmpCore:AltTextAccessibility", alt),
            ("xmpRights:UsageTerms", terms),
        )
        if words
    )
    if credit:
        said += f"<photoshop:Credit>{_text(credit)}</photoshop:Credit>"
    spaces = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in _SPACES)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about=""{spaces}>{said}</rdf:Description></rdf:RDF></x:xmpmeta>'
        '<?xpacket end="r"?>'
    ).encode()


def _text(words) -> str:
    return escape(" ".join("".join(c if c.isprintable() else " " for c in words).split()), quote=False)


def _app(marker, payload) -> bytes:
    if len(payload) > _SEGMENT:
        return b""
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _iptc(caption, credit, terms) -> bytes:
    """Records of IPTC-IIM 4.2, in UTF-8."""
    records = [(1, 90, b"\x1b%G"), (2, 0, b"\0\4")]
    words = ((120, caption, 2_000), (110, credit, 32), (116, terms, 128))
    records += [(2, number, _cut(text.encode(), most)) for number, text, most in words if text]
    return b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(value)) + value for record, number, value in records
    )


def _cut(value: bytes, most: int) -> bytes:
    """As many whole characters as fit."""
    return value[:most].decode(errors="ignore").encode()


def _photoshop(iptc) -> bytes:
    padded = iptc + b"\0" * (len(iptc) % 2)
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + padded


def _png_chunk(name, payload) -> bytes:
    body = name + payload
    return struct.pack(">I", len(payload)) + body + struct.pack(">I", zlib.crc32(body))


_HAS_XMP, _HAS_ALPHA = 0x04, 0x10


def _webp(data, packet) -> bytes:
    found = READERS["WEBP"](data)
    chunks = [(name, data[start:end]) for name, start, end in found.parts]
    if chunks[0][0] == b"VP8X":
        head = bytearray(chunks.pop(0)[1])
        head[8] |= _HAS_XMP
    else:  # the plain form has no room for more than pixels
        has_alpha = chunks[0][0] == b"VP8L" and chunks[0][1][12] & 0x10
        flags = _HAS_XMP | (_HAS_ALPHA if has_alpha else 0)
        size = b"".join((side - 1).to_bytes(3, "little") for side in (found.width, found.height))
        head = b"VP8X" + struct.pack("<I", 10) + bytes([flags, 0, 0, 0]) + size
    own = b"XMP " + struct.pack("<I", len(packet)) + packet + b"\0" * (len(packet) % 2)
    body = b"WEBP" + bytes(head) + b"".join(chunk for _name, chunk in chunks) + own
    return b"RIFF" + struct.pack("<I", len(body)) + body
