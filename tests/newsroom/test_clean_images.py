"""Pictures from before the library cleaned them by itself."""

import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import TestCase

from newsroom.models import Image
from tests.factory import make_image
from tests.pictures import exif, jpeg, png


def old_image(data, extension, key):
    """A picture as the library once kept it: as it came, under its hash."""
    name = default_storage.save(f"images/{key[:2]}/{key}.{extension}", ContentFile(data))
    return Image.objects.create(file=name, sha256=key, width=1, height=1, title="Old", alt_text="Old")


class CleanImagesTests(TestCase):
    def run_command(self):
        out, errors = io.StringIO(), io.StringIO()
        call_command("clean_images", stdout=out, stderr=errors)
        return out.getvalue(), errors.getvalue()

    def test_files_are_cleaned_in_their_place_and_the_originals_kept(self):
        data = jpeg(30, 20, exif=exif(t270="Secret", t274=6))
        image, new = old_image(data, "jpg", "0a" * 32), make_image()
        unchanged = Image.objects.get(pk=new.pk).fingerprint
        assert self.run_command() == ("1 cleaned, 0 could not be.\n", "")
        image.refresh_from_db()
        assert (image.sha256, image.width, image.height) == ("0a" * 32, 20, 30)
        assert image.fingerprint
        with default_storage.open(image.original_name) as file:
            assert file.read() == data
        with image.file.open() as file:
            served = file.read()
        assert b"Exif" not in served
        assert self.run_command() == ("0 cleaned, 0 could not be.\n", "")
        assert Image.objects.get(pk=new.pk).fingerprint == unchanged

    def test_what_was_broken_off_is_taken_up_again(self):
        data = jpeg(30, 20, exif=exif(t274=6))
        image = old_image(jpeg(20, 30), "jpg", "0b" * 32)  # cleaned, but the row was not written
        default_storage.save(image.original_name, ContentFile(data))
        self.run_command()
        image.refresh_from_db()
        assert (image.width, image.height) == (20, 30)

    def test_one_that_cannot_be_cleaned_is_reported_and_the_others_go_on(self):
        old_image(png() + b"PK\x03\x04", "png", "0c" * 32)
        missing = old_image(png(), "png", "0d" * 32)
        default_storage.delete(missing.file.name)
        good = old_image(png(), "png", "0e" * 32)
        out, errors = self.run_command()
        assert out == "1 cleaned, 2 could not be.\n"
        assert "Something else is hidden behind the picture" in errors
        assert missing.file.name in errors
        assert list(Image.objects.exclude(fingerprint="")) == [good]
