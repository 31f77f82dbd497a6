"""What does a picture's own file say of it? IPTC, XMP and EXIF, as proposals for the library's fields."""

import io
import re
from datetime import date
from xml.etree import ElementTree

from PIL import ExifTags, IptcImagePlugin
from PIL import Image as Pillow

from events.lookup import find_country, find_place

LENGTHS = {"title": 255, "alt_text": 255, "caption": 500, "credit": 255}
# What cameras write into each picture by themselves.
_CAMERAS = re.compile(
    r"(?:olympus|sony|samsung|minolta|konica|kodak|nikon|dcim|digital)\b.*camera|sony dsc|dcim", re.I
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff\s]+")
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XMP = {
    "title": "{http://ns.adobe.com/photoshop/1.0/}Headline",
    "caption": "{http://purl.org/dc/elements/1.1/}description",
    "by": "{http://purl.org/dc/elements/1.1/}creator",
    "credit": "{http://ns.adobe.com/photoshop/1.0/}Credit",
    "rights": "{http://purl.org/dc/elements/1.1/}rights",
    "taken_on": "{http://ns.adobe.com/photoshop/1.0/}DateCreated",
    "city": "{http://ns.adobe.com/photoshop/1.0/}City",
    "country": "{http://ns.adobe.com/photoshop/1.0/}Country",
    "alt_text": "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}AltTextAccessibility",
}
_IPTC = {
    "title": (2, 105),
    "caption": (2, 120),
    "by": (2, 80),
    "credit": (2, 110),
    "rights": (2, 116),
    "taken_on": (2, 55),
    "city": (2, 90),
    "country": (2, 101),
}
_EXIF = {
    "caption": ExifTags.Base.ImageDescription,
    "by": ExifTags.Base.Artist,
    "rights": ExifTags.Base.Copyright,
}


def read(data: bytes, form: str) -> dict:
    """Proposals by field: ``title``, ``alt_text``, ``caption``, ``credit``, ``taken_on`` and ``place``.

    Only those that the file has something for. Of several sources XMP comes before IPTC, that before EXIF. The
    place is one of the archive, and there only if the file names its city and its country. At most nine queries.
    """
    with Pillow.open(io.BytesIO(data), formats=[form]) as image:
        found = _from_exif(image) | _from_iptc(image) | _from_xmp(image)
    words = {name: found[name][:most] for name, most in LENGTHS.items() if found.get(name)}
    if credit := _credit(found):
        words["credit"] = credit[: LENGTHS["credit"]]
    if taken_on := _day(found.get("taken_on", "")):
        words["taken_on"] = taken_on
    if found.get("city") and found.get("country"):
        country = find_country(found["country"])
        place = country and find_place(found["city"], country)
        if place:
            words["place"] = place
    return words


def _credit(found) -> str:
    """Who made it and for whom; the note of copyright where neither is named."""
    by, credit = found.get("by", ""), found.get("credit", "")
    if by and credit and by.casefold() not in credit.casefold():
        return f"{credit}/{by}"
    return credit or by or found.get("rights", "")


def _day(text) -> date | None:
    match = re.match(r"(\d{4})[:-]?(\d\d)[:-]?(\d\d)", text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _tidy(found) -> dict:
    words = {name: _CONTROL.sub(" ", value).strip() for name, value in found.items() if value}
    return {name: value for name, value in words.items() if value and not _CAMERAS.fullmatch(value)}


def _text(value) -> str:
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return value.decode("latin-1")
    return value if isinstance(value, str) else ""


def _from_exif(image) -> dict:
    exif = image.getexif()
    found = {}
    for name, tag in _EXIF.items():
        # The standard knows ASCII only, and Pillow reads Latin-1; programs write UTF-8.
        found[name] = _text(_text(exif.get(tag)).encode("latin-1", "replace"))
    found["taken_on"] = _text(exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal))
    return _tidy(found)


def _from_iptc(image) -> dict:
    try:
        fields = IptcImagePlugin.getiptcinfo(image) or {}
    except (SyntaxError, OSError, ValueError, IndexError, TypeError):
        return {}  # not written as the standard says; the picture itself is fine
    values = {name: fields.get(key) for name, key in _IPTC.items()}
    return _tidy(
        {name: _text(value[0] if isinstance(value, list) else value) for name, value in values.items()}
    )


def _from_xmp(image) -> dict:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    packet = packet.encode() if isinstance(packet, str) else packet
    if b"<!" in packet.replace(b"<!--", b""):  # a document type: entities that grow without end
        return {}
    try:
        root = ElementTree.fromstring(packet.strip(b"\0 \r\n"))
    except (ElementTree.ParseError, ValueError, LookupError):
        return {}
    return _tidy({name: _xmp_value(root, tag) for name, tag in _XMP.items()})


def _xmp_value(root, tag) -> str:
    """The first value of a property, be it an element, a list or an attribute."""
    for element in root.iter(tag):
        values = [item.text or "" for item in element.iter(f"{_RDF}li")] or [element.text or ""]
        if values[0].strip():
            return values[0]
    return next((e.attrib[tag] for e in root.iter(f"{_RDF}Description") if tag in e.attrib), "")
