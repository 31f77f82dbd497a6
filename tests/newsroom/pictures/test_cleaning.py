"""Nothing of what stands in a file but the picture reaches readers; the picture itself stays as it was."""

import io

from PIL import Image as Pillow
from PIL import ImageChops, ImageCms, ImageOps, ImageStat

from newsroom.pictures.cleaning import in_srgb
from newsroom.pictures.inspecting import inspect_bytes
from tests.pictures import (
    drawing,
    encoded,
    exif,
    iptc,
    jpeg,
    png,
    png_chunk,
    with_chunk,
    with_segment,
    xmp,
)

WORDS = [b"Secret", b"Exif", b"GPS", b"xmp", b"Photoshop", b"2017:06:12", b"Yangon"]
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def opened(data):
    image = Pillow.open(io.BytesIO(data))
    image.load()
    return image


def assert_bare(data):
    for word in WORDS:
        assert word not in data
    image = opened(data)
    assert not image.getexif()
    assert set(image.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "dpi",
        "icc_profile",
        "progressive",
        "progression",
        "adobe",
        "adobe_transform",
        "background",
        "timestamp",
        "loop",
        "duration",
    }


def secrets(**tags):
    return {"exif": exif(t270="Secret boat", **tags), "xmp": xmp('photoshop:City="Yangon"')}


def difference(one, other):
    return max(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean)


def test_a_jpeg_loses_its_words_and_not_a_bit_of_its_pixels():
    bare = jpeg(icc_profile=PROFILE)
    full = with_segment(
        jpeg(icc_profile=PROFILE, comment=b"Secret", **secrets()), iptc(f120="Secret", f90="Yangon")
    )
    served = inspect_bytes(full + b"\0\0").served
    assert served == bare
    assert_bare(served)
    assert opened(served).info["icc_profile"] == PROFILE


def test_segments_that_no_decoder_needs_are_gone():
    for marker in (b"\xff\xe5", b"\xff\xee", b"\xff\xef"):
        segment = marker + (8).to_bytes(2, "big") + b"Secret"
        assert inspect_bytes(with_segment(jpeg(), segment)).served == jpeg()


def test_a_thumbnail_of_before_the_picture_was_cut_is_gone():
    small = b"JFIF\0\x01\x01\0\0\x01\0\x01\x02\x01" + b"Secret"
    data = jpeg()
    served = inspect_bytes(
        with_segment(data, b"\xff\xe0" + (len(small) + 2).to_bytes(2, "big") + small)
    ).served
    assert served == data


def test_a_jpeg_taken_sideways_is_served_upright():
    data = jpeg(60, 40, quality=95, **secrets(t274=6))
    served = inspect_bytes(data).served
    assert_bare(served)
    assert opened(served).size == (40, 60)
    assert difference(opened(served), ImageOps.exif_transpose(opened(data))) < 1
    assert len(served) < 2 * len(data)


def test_a_png_loses_its_words_and_not_a_bit_of_its_pixels():
    bare = png(icc_profile=PROFILE)
    data = with_chunk(bare, b"tEXt", b"Author\0Secret")
    data = with_chunk(data, b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0Secret")
    data = with_chunk(data, b"eXIf", exif().tobytes()[6:])
    data = with_chunk(data, b"teST", b"<script>Secret</script>")
    assert b"Secret" in data
    assert inspect_bytes(data + b"\n").served == bare


def test_a_png_turned_by_its_exif_is_served_upright():
    data = png(30, 20, exif=exif(t274=8))
    served = inspect_bytes(data).served
    assert_bare(served)
    assert difference(opened(served), ImageOps.exif_transpose(opened(data))) == 0


def test_what_is_clear_stays_clear_when_a_picture_is_turned():
    for image, options in (
        (drawing(9, 5, 3, "P"), {"transparency": 0}),
        (Pillow.new("LA", (9, 5), (9, 0)), {}),
    ):
        picture = inspect_bytes(encoded(image, "PNG", exif=exif(t274=6), **options))
        assert (picture.is_transparent, opened(picture.served).size) == (True, (5, 9))
        assert opened(picture.served).convert("RGBA").getchannel("A").getextrema()[0] == 0


def test_webp_and_avif_lose_their_words():
    for form, options in (("WEBP", {}), ("WEBP", {"lossless": True}), ("AVIF", {})):
        for more in ({}, {"icc_profile": PROFILE}):
            data = encoded(drawing(60, 40), form, **options, **more)
            assert inspect_bytes(data).served == data
            data = encoded(drawing(60, 40), form, **options, **more, **secrets())
            served = inspect_bytes(data).served
            assert_bare(served)
            assert difference(opened(served), opened(data)) < 3
            assert opened(served).info.get("icc_profile") == more.get("icc_profile")


def test_colours_for_print_become_colours_of_the_web():
    data = encoded(Pillow.new("CMYK", (20, 10), (0, 255, 255, 0)), "JPEG", quality=95)
    served = opened(inspect_bytes(data).served)
    assert served.mode == "RGB"
    red, green, blue = served.getpixel((5, 5))
    assert red > 200 > 80 > max(green, blue)


def test_other_depths_and_palettes_become_eight_bits():
    grey = opened(encoded(Pillow.new("I;16", (4, 4), 257 * 100), "PNG"))
    assert (in_srgb(grey, None).mode, in_srgb(grey, None).getpixel((0, 0))) == ("L", 100)
    assert in_srgb(drawing(4, 4, 1, "P"), None).mode == "RGB"
    assert in_srgb(Pillow.new("1", (4, 4)), None).mode == "RGB"
    assert in_srgb(Pillow.new("LA", (4, 4)), None).mode == "RGBA"
    assert in_srgb(drawing(4, 4), b"no profile").mode == "RGB"
    assert in_srgb(drawing(4, 4), PROFILE).getpixel((3, 3)) == drawing(4, 4).getpixel((3, 3))


def test_what_stands_behind_the_end_of_a_png_chunk_list_is_not_served():
    data = png()
    assert inspect_bytes(data + b"\0" * 9).served == data
    assert png_chunk(b"IEND", b"") == data[-12:]
