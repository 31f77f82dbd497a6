"""Which sizes there are, how one is made, and that one process makes it once."""

import io
import threading

from django.conf import settings
from django.core.files.storage import default_storage
from django.test import SimpleTestCase, TestCase
from PIL import Image as Pillow
from PIL import ImageCms

from newsroom.models import Image
from newsroom.pictures import renditions
from newsroom.pictures.inspecting import decoding
from newsroom.pictures.renditions import Rendition, ensure, is_offered, make, widths
from tests.factory import make_image
from tests.pictures import encoded, exif, jpeg, png

KEY = "ab" * 32


def unsaved(width=2000, height=1000, **values):
    return Image(sha256=KEY, width=width, height=height, file=f"images/ab/{KEY}.jpg", **values)


def opened(rendition, data):
    return Pillow.open(io.BytesIO(make(rendition, io.BytesIO(data))))


class NameTests(SimpleTestCase):
    def test_a_name_says_all(self):
        for rendition, tail in (
            (Rendition(KEY, "avif", 960), "w960.avif"),
            (Rendition(KEY, "jpg", 320, 240, (0, 100)), "c320x240-0-100.jpg"),
        ):
            name = f"renditions/ab/{KEY}/{tail}"
            assert (rendition.name, Rendition.parse(name)) == (name, rendition)

    def test_what_is_no_such_name(self):
        for tail in (
            "w0960.avif",
            "w960.gif",
            "w960.jpg.png",
            "w99999.jpg",
            "c320x240.jpg",
            "c320x240-050-50.jpg",
            "W9.jpg",
        ):
            with self.subTest(tail):
                assert Rendition.parse(f"renditions/ab/{KEY}/{tail}") is None
        assert Rendition.parse(f"renditions/cd/{KEY}/w960.jpg") is None
        assert Rendition.parse(f"images/ab/{KEY}.jpg") is None

    def test_sizes_are_never_wider_than_the_picture(self):
        assert widths(unsaved(5000)) == [320, 480, 640, 960, 1280, 1920]
        assert widths(unsaved(1000)) == [320, 480, 640, 960, 1000]
        assert widths(unsaved(320)) == [320]
        assert widths(unsaved(7)) == [7]

    def test_only_the_sizes_of_our_pages_are_offered(self):
        image = unsaved(1000, focal_x=20, focal_y=30)
        for tail, offered in (
            ("w960.avif", True),
            ("w1000.jpg", True),
            ("w961.jpg", False),
            ("w1280.jpg", False),
            ("w960.png", False),
            ("c320x240-20-30.jpg", True),
            ("c1200x630-20-30.avif", True),
            ("c320x241-20-30.jpg", False),
            ("c320x240-21-30.jpg", False),
        ):
            with self.subTest(tail):
                assert is_offered(Rendition.parse(f"renditions/ab/{KEY}/{tail}"), image) is offered
        assert is_offered(Rendition(KEY, "png", 960), unsaved(is_transparent=True))

    def test_every_address_in_a_set_is_offered(self):
        for image in (unsaved(), unsaved(100, 900), unsaved(1300, 10, is_transparent=True, focal_x=0)):
            sets = (image.srcset, image.avif_srcset, image.lead_srcset, image.lead_avif_srcset)
            addresses = [entry.split()[0] for one in sets for entry in one.split(", ")]
            for address in (*addresses, image.src, image.lead_src, image.social_src, image.thumbnail_src):
                assert is_offered(Rendition.parse(address.removeprefix("/media/")), image)


class MakeTests(SimpleTestCase):
    def test_scaled(self):
        data = jpeg(900, 600, exif=exif(t270="Secret"))
        for extension, form in (("avif", "AVIF"), ("jpg", "JPEG"), ("png", "PNG")):
            with self.subTest(extension):
                made = opened(Rendition(KEY, extension, 320), data)
                assert (made.format, made.size) == (form, (320, 213))
                assert not {"exif", "xmp", "icc_profile", "comment"} & set(made.info)
        assert opened(Rendition(KEY, "jpg", 320), data).info["progressive"]

    def test_cut_around_the_focal_point(self):
        image = Pillow.new("RGB", (900, 300), "white")
        image.paste("red", (0, 0, 300, 300))
        image.paste("blue", (600, 0, 900, 300))
        data = encoded(image, "PNG")
        for focus, color in (((0, 50), "red"), ((50, 0), "white"), ((100, 100), "blue"), ((17, 50), "red")):
            with self.subTest(focus):
                made = opened(Rendition(KEY, "png", 320, 240, focus), data)
                assert made.size == (320, 240)
                assert made.getpixel((160, 120)) == Pillow.new("RGB", (1, 1), color).getpixel((0, 0))

    def test_small_pictures_are_not_blown_up(self):
        assert opened(Rendition(KEY, "png", 320, 240, (50, 50)), png(80, 90)).size == (80, 60)
        assert opened(Rendition(KEY, "png", 7), png(7, 900)).size == (7, 900)
        assert opened(Rendition(KEY, "jpg", 320), png(3000, 1)).size == (320, 1)

    def test_any_kind_of_picture(self):
        clear = Pillow.new("RGBA", (500, 400), (255, 0, 0, 128))
        assert opened(Rendition(KEY, "png", 320), encoded(clear, "PNG")).getpixel((9, 9)) == (255, 0, 0, 128)
        assert opened(Rendition(KEY, "avif", 320), encoded(clear, "WEBP")).mode == "RGBA"
        for image in (Pillow.new("P", (500, 9)), Pillow.new("1", (500, 9)), Pillow.new("I;16", (500, 9))):
            for extension in ("avif", "jpg"):
                assert opened(Rendition(KEY, extension, 320), encoded(image, "PNG")).width == 320

    def test_colours_of_other_spaces_are_those_of_the_web(self):
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
        data = png(400, 300, "gray", icc_profile=lab)
        made = opened(Rendition(KEY, "png", 320), data)
        assert "icc_profile" not in made.info


class EnsureTests(TestCase):
    def setUp(self):
        self.image = make_image()
        self.rendition = Rendition(self.image.sha256, "jpg", self.image.width)

    def test_made_once(self):
        assert ensure(self.rendition, self.image.file.name) is True
        path = default_storage.path(self.rendition.name)
        before = default_storage.get_modified_time(self.rendition.name)
        assert ensure(self.rendition, "images/not/there.png") is True
        assert default_storage.get_modified_time(self.rendition.name) == before
        assert [name for name in default_storage.listdir(path.rpartition("/")[0])[1] if "half" in name] == []

    def test_nobody_waits_while_another_makes_it_or_all_are_busy(self):
        with renditions._only_one(self.rendition.name) as is_mine:
            assert is_mine
            answers = []
            other = threading.Thread(
                target=lambda: answers.append(ensure(self.rendition, self.image.file.name))
            )
            other.start()
            other.join()
            assert answers == [False]
        with decoding, decoding:
            assert ensure(self.rendition, self.image.file.name) is False
        assert not default_storage.exists(self.rendition.name)
        assert ensure(self.rendition, self.image.file.name) is True
        assert (settings.DATA_DIR / "locks").is_dir()
