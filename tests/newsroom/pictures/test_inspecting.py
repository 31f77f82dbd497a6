"""What is no picture, or more than one, is refused with a reason; nothing is decoded for it where that can be."""

import io
import struct
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from PIL import Image as Pillow

from newsroom.pictures import inspecting
from newsroom.pictures.inspecting import inspect_bytes
from tests.pictures import (
    claiming,
    drawing,
    encoded,
    exif,
    iptc,
    jpeg,
    png,
    png_chunk,
    with_chunk,
    with_segment,
)

BROKEN = "This {} picture is damaged or not complete. Ask for it again, or export it anew."
KIND = "This is not a JPEG, PNG, WebP or AVIF picture."
SVG = "This is an SVG drawing. It can hold scripts: export it as PNG."
MOVES = "This picture moves. Only still pictures are taken: export one frame of it."


def film(form):
    frames = [drawing(20, 10, color) for color in ("red", "blue")]
    return encoded(frames[0], form, save_all=True, append_images=frames[1:])


def webp(**options):
    return encoded(drawing(40, 30), "WEBP", **options)


def avif(**options):
    return encoded(drawing(40, 30), "AVIF", **options)


def hidden(count):
    return f"Something else is hidden behind the picture: {count} bytes after its end."


REFUSED = {
    "empty": (b"", "a.jpg", "This file is empty."),
    "svg": (b"<svg xmlns='x' onload='x'/>", "a.svg", SVG),
    "svg renamed": (b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", "a.png", SVG),
    "svg with a doctype": (b"<!DOCTYPE svg><svg/>", "a.jpg", SVG),
    "svg compressed": (b"\x1f\x8b\x08\0\0", "a.jpg", SVG),
    "page": (b"<html><script>x</script>", "a.jpg", KIND),
    "text": (b"a", "a.txt", KIND),
    "gif": (film("GIF"), "a.gif", "This is a GIF. Save it as PNG; films are not taken."),
    "gif and archive": (b"GIF89a/*PK\x03\x04", "a.png", "This is a GIF."),
    "heic": (b"\0\0\0\x18ftypheic", "a.heic", "This is a HEIC picture"),
    "tiff": (encoded(drawing(9, 9), "TIFF"), "a.tif", "This is a TIFF picture"),
    "pdf": (b"%PDF-1.7", "a.jpg", "This is a document, no picture."),
    "archive": (b"PK\x03\x04", "a.jpg", "This is a document, no picture."),
    "wrong name": (png(), "a.jpg", "Its name ends in .jpg, but it is a PNG picture. Rename it to .png."),
    "not named as a picture": (jpeg(), "a.html", "Its name ends in .html, but it is a JPEG picture."),
    "jpeg and archive": (jpeg() + b"PK\x03\x04" + b"x" * 96, "a.jpg", hidden(100)),
    "jpeg and jpeg": (jpeg() + jpeg(), "a.jpg", "Something else is hidden behind the picture"),
    "png and script": (png() + b"<script>x</script>", "a.png", hidden(18)),
    "webp and archive": (webp() + b"PK\x03\x04", "a.webp", hidden(4)),
    "avif and script": (avif() + b"<html><script>", "a.avif", hidden(14)),
    "jpeg cut short": (jpeg()[:-20], "a.jpg", BROKEN.format("JPEG")),
    "jpeg of three bytes": (jpeg()[:3], "a.jpg", BROKEN.format("JPEG")),
    "png cut short": (png()[:-20], "a.png", BROKEN.format("PNG")),
    "png of its signature": (png()[:8], "a.png", BROKEN.format("PNG")),
    "webp cut short": (webp()[:-20], "a.webp", BROKEN.format("WebP")),
    "avif cut short": (avif()[:-20], "a.avif", BROKEN.format("AVIF")),
    "png with a wrong sum": (png()[:40] + b"!" + png()[41:], "a.png", BROKEN.format("PNG")),
    "jpeg without its pixels": (jpeg()[:2] + b"\xff\xd9", "a.jpg", BROKEN.format("JPEG")),
    "png without its pixels": (
        png()[:33] + png_chunk(b"IEND", b""),
        "a.png",
        BROKEN.format("PNG"),
    ),
    "moving png": (film("PNG"), "a.png", MOVES),
    "moving webp": (film("WEBP"), "a.webp", MOVES),
    "moving avif": (film("AVIF"), "a.avif", MOVES),
    "bomb": (
        claiming(50_000, 40_000),
        "a.png",
        "This picture has 50000 × 40000 pixels; the most is 60 million.",
    ),
    "bomb without pixels": (claiming(0, 40_000), "a.png", BROKEN.format("PNG")),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name):
    data, filename, reason = REFUSED[name]
    with pytest.raises(ValidationError) as refusal:
        inspect_bytes(data, filename)
    assert refusal.value.messages[0].startswith(reason)


@pytest.mark.parametrize("name", ["bomb", "moving png", "jpeg and archive", "svg", "jpeg cut short"])
def test_refused_before_a_decoder_sees_it(name):
    with mock.patch.object(inspecting.Pillow, "open", side_effect=AssertionError):
        test_refused(name)


def test_bombs_in_every_format_say_how_large_they_are():
    wide, high = 9000, 7000
    lossy = bytearray(webp())
    struct.pack_into("<HH", lossy, 26, wide, high)
    frame = bytearray(jpeg())
    struct.pack_into(">HH", frame, frame.index(b"\xff\xc0") + 5, high, wide)
    boxed = avif().replace(struct.pack(">II", 40, 30), struct.pack(">II", wide, high))
    for name, data in (
        ("a.webp", lossy),
        ("a.jpg", frame),
        ("a.avif", boxed),
        ("a.png", claiming(wide, high)),
    ):
        with pytest.raises(ValidationError, match="has 9000 × 7000 pixels"):
            inspect_bytes(bytes(data), name)


def test_a_jpeg_with_endless_scans_is_refused():
    data = jpeg(progressive=True)
    scan = data.index(b"\xff\xda")
    end = data.index(b"\xff", scan + 20)
    with pytest.raises(ValidationError, match="damaged"):
        inspect_bytes(data[:scan] + data[scan:end] * 200 + data[scan:], "a.jpg")


def test_any_bytes_are_a_picture_or_a_refusal():
    for data in (jpeg(), png(), webp(), avif()):
        for at in range(4, len(data), 7):
            for change in (b"", b"\0", b"\xff\xff\xff\xff"):
                try:
                    inspect_bytes(data[:at] + change + data[at + len(change) + 1 :])
                except ValidationError:
                    continue


def test_taken():
    for data, name, form, size in (
        (jpeg(), "a.JPG", "JPEG", (90, 60)),
        (jpeg() + b"\0" * 40, "a.jpeg", "JPEG", (90, 60)),
        (jpeg() + b"\r\n", "upload", "JPEG", (90, 60)),
        (jpeg(progressive=True), "a.jpg", "JPEG", (90, 60)),
        (png(), "a.png", "PNG", (90, 60)),
        (webp(), "a.webp", "WEBP", (40, 30)),
        (webp(lossless=True), "a.webp", "WEBP", (40, 30)),
        (avif(), "a.avif", "AVIF", (40, 30)),
        (encoded(drawing(9, 5, 0, "P"), "PNG"), "a.png", "PNG", (9, 5)),
        (encoded(Pillow.new("I;16", (9, 5), 40_000), "PNG"), "a.png", "PNG", (9, 5)),
        (encoded(Pillow.new("CMYK", (9, 5), (0, 255, 0, 0)), "JPEG"), "a.jpg", "JPEG", (9, 5)),
        (jpeg(exif=exif(t274=6)), "a.jpg", "JPEG", (60, 90)),
    ):
        picture = inspect_bytes(data, name)
        assert (picture.format, (picture.width, picture.height), picture.data) == (form, size, data)
        with Pillow.open(io.BytesIO(picture.served)) as served:
            assert (served.format, served.size) == (form, size)


def test_transparency_is_seen():
    clear = Pillow.new("RGBA", (9, 5), (0, 0, 0, 100))
    palette = encoded(drawing(9, 5, 0, "P"), "PNG", transparency=0)
    found = [
        inspect_bytes(data).is_transparent
        for data in (encoded(clear, "PNG"), palette, encoded(clear, "WEBP"), png(), jpeg())
    ]
    assert found == [True, True, True, False, False]
    assert not inspect_bytes(encoded(drawing(9, 5).convert("RGBA"), "PNG")).is_transparent


def test_the_same_picture_in_another_file_has_the_same_fingerprint():
    plain = jpeg()
    worded = with_segment(jpeg(comment=b"Mine"), iptc(f120="Words"))
    assert inspect_bytes(plain).fingerprint == inspect_bytes(worded).fingerprint
    assert inspect_bytes(plain).sha256 != inspect_bytes(worded).sha256
    assert inspect_bytes(png()).fingerprint == inspect_bytes(with_chunk(png(), b"tEXt", b"a\0b")).fingerprint
    assert inspect_bytes(png()).fingerprint == inspect_bytes(png(compress_level=1)).fingerprint
    assert inspect_bytes(png()).fingerprint != inspect_bytes(png(color="navy")).fingerprint


def test_the_pictures_of_a_telephone_that_come_with_smaller_copies_are_taken():
    data = encoded(drawing(90, 60), "MPO", save_all=True, append_images=[drawing(30, 20)])
    picture = inspect_bytes(data, "phone.jpg")
    assert (picture.format, picture.width, picture.height) == ("JPEG", 90, 60)
    assert picture.served.count(b"\xff\xd8\xff") == 1
    with pytest.raises(ValidationError, match="Something else is hidden"):
        inspect_bytes(data + b"PK\x03\x04", "phone.jpg")
