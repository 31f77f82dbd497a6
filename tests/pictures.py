"""Picture files made for tests, good ones and such as must be refused."""

import io
import struct
import zlib

from PIL import Image as Pillow

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 {attributes}>{elements}</rdf:Description></rdf:RDF></x:xmpmeta>"""


def drawing(width, height, color="teal", mode="RGB"):
    """A picture with something in it: left and right, top and bottom can be told apart."""
    image = Pillow.new(mode, (width, height), color)
    image.paste("black" if mode != "P" else 0, (0, 0, max(width // 3, 1), max(height // 4, 1)))
    return image


def encoded(image, form="JPEG", **options) -> bytes:
    output = io.BytesIO()
    image.save(output, form, **options)
    return output.getvalue()


def jpeg(width=90, height=60, color="teal", **options) -> bytes:
    return encoded(drawing(width, height, color), "JPEG", **options)


def png(width=90, height=60, color="teal", **options) -> bytes:
    return encoded(drawing(width, height, color), "PNG", **options)


def xmp(attributes="", elements="") -> bytes:
    return XMP.format(attributes=attributes, elements=elements).encode()


def exif(**tags) -> Pillow.Exif:
    """EXIF with a place in Yangon by GPS, and ``tags`` such as ``t270="A boat"`` by their numbers."""
    data = Pillow.Exif()
    for name, value in tags.items():
        data[int(name[1:])] = value
    data[0x8825] = {1: "N", 2: (16.0, 48.0, 30.25), 3: "E", 4: (96.0, 9.0, 11.5), 29: "2017:06:12"}
    return data


def iptc(**fields) -> bytes:
    """A JPEG segment with IPTC fields of record 2: ``f120="A caption"``."""
    records = b"\x1c\x01\x5a\x00\x03\x1b%G"
    for name, value in fields.items():
        raw = value.encode() if isinstance(value, str) else value
        records += struct.pack(">BBBH", 0x1C, 2, int(name[1:]), len(raw)) + raw
    block = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(records)) + records
    block += b"\0" * (len(records) % 2)
    return b"\xff\xed" + struct.pack(">H", len(block) + 2) + block


def with_segment(data: bytes, segment: bytes) -> bytes:
    """A JPEG with one more segment at its beginning."""
    return data[:2] + segment + data[2:]


def png_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def with_chunk(data: bytes, name: bytes, content: bytes) -> bytes:
    """A PNG with one more chunk after its header."""
    return data[:33] + png_chunk(name, content) + data[33:]


def claiming(width, height) -> bytes:
    """A PNG of a few bytes that says it is as large as this."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = png_chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + rows + png_chunk(b"IEND", b"")
