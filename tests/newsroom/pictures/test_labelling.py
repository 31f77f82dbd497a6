"""Words in the files of pictures: programs find them, and not a pixel is another."""

import io

from django.core.files.base import ContentFile
from django.test import TestCase
from PIL import Image as Pillow

from newsroom.pictures import inspect, words
from newsroom.pictures.labelling import labelled

SAID = {
    "caption": "At court <& \x0cالمحكمة",
    "credit": "UN/Jane Doe",
    "alt": "Three people",
    "terms": "CC BY",
}


def picture(form, mode="RGB", **options):
    image = Pillow.new(mode, (7, 5), (10, 200, 30, 90)[: len(mode)])
    data = io.BytesIO()
    image.save(data, form, **options)
    return data.getvalue()


class LabellingTests(TestCase):
    def test_words_are_found_and_pixels_stay(self):
        for form, mode, options in (
            ("JPEG", "RGB", {}),
            ("JPEG", "RGB", {"progressive": True}),
            ("PNG", "RGBA", {}),
            ("WEBP", "RGB", {}),
            ("WEBP", "RGBA", {"lossless": True}),
            ("WEBP", "RGBA", {"lossless": False}),
        ):
            with self.subTest(form, mode=mode, options=options):
                plain = picture(form, mode, **options)
                told = labelled(plain, **SAID)
                with Pillow.open(io.BytesIO(plain)) as before, Pillow.open(io.BytesIO(told)) as after:
                    self.assertEqual((after.format, after.mode, after.size), (form, before.mode, (7, 5)))
                    self.assertEqual(after.tobytes(), before.tobytes())
                found = words.read(told, form)
                self.assertEqual(found["caption"], "At court <& المحكمة")
                self.assertEqual((found["credit"], found["alt_text"]), ("UN/Jane Doe", "Three people"))
                self.assertEqual(labelled(plain, **SAID), told)
                if form != "WEBP":  # there the library would encode what has words in it anew
                    self.assertEqual(inspect(ContentFile(told)).served, inspect(ContentFile(plain)).served)

    def test_jpeg_has_the_older_fields_too(self):
        with Pillow.open(io.BytesIO(labelled(picture("JPEG"), **SAID))) as image:
            from PIL import IptcImagePlugin  # noqa: PLC0415 -- only here

            fields = IptcImagePlugin.getiptcinfo(image)
        self.assertEqual(fields[2, 110], b"UN/Jane Doe")
        self.assertIn("المحكمة", fields[2, 120].decode())

    def test_other_files_stay_as_they_are(self):
        avif = picture("AVIF")
        self.assertEqual(labelled(avif, **SAID), avif)
