"""The drawn pictures: every script, whatever the length, and never a box in place of a letter."""

import io

from django.test import SimpleTestCase
from PIL import Image, features

from publishing.share_image import MARGIN, SIZE, draw

TITLES = {
    "en": "Furthering cooperation on migrant smuggling in Myanmar",
    "fr": "Coopération élargie contre le trafic illicite de migrants : « une œuvre commune »",
    "es": "¿Cómo se coopera? Año tras año",
    "ru": "Сотрудничество в борьбе с незаконным ввозом мигрантов",
    "ar": "UNODC وشركاؤه يعززون التعاون في مكافحة تهريب المهاجرين (2017)",
    "zh-hans": "联合国毒品和犯罪问题办公室与缅甸合作打击偷运移民",
}
LINE = "Nay Pyi Taw (Myanmar), 12 June 2017"
TITLE = (0, 150, SIZE[0], 510)


def picture(title, line=LINE, language="en"):
    return Image.open(io.BytesIO(draw(title, line, language)))


def inked(image, box=TITLE):
    """The box in which something is drawn within another; ``None`` if nothing is."""
    return image.crop(box).getbbox()  # of what is not of the first colour, the paper


class ShareImageTests(SimpleTestCase):
    def test_letters_can_be_shaped_here(self):
        self.assertTrue(features.check("raqm"))

    def test_a_title_of_every_language_is_drawn_in_the_room_it_has(self):
        for language, title in TITLES.items():
            for text in (title, title * 4) if language in ("ar", "zh-hans") else (title,):
                with self.subTest(language, length=len(text)):
                    image = picture(text, LINE * 9, language)
                    self.assertEqual((image.format, image.size), ("PNG", SIZE))
                    left, _top, right, _bottom = inked(image)
                    self.assertGreaterEqual(left, MARGIN - 4)
                    self.assertLessEqual(right, SIZE[0] - MARGIN + 40)  # a stop may hang out

    def test_a_word_without_end_is_broken_and_a_title_without_end_is_cut(self):
        for text in ("Donaudampfschifffahrt" * 4, "Cooperation " * 25):
            left, _top, right, bottom = inked(picture(text))
            self.assertLessEqual((right, bottom), (SIZE[0] - MARGIN, TITLE[3] - TITLE[1]))

    def test_arabic_begins_on_the_right(self):
        left, _top, right, _bottom = inked(picture("تعاون", language="ar"))
        self.assertGreater(left, SIZE[0] / 2)
        self.assertGreater(right, SIZE[0] - MARGIN - 10)
        left, *_rest = inked(picture("Cooperation"))
        self.assertLess(left, MARGIN + 10)

    def test_arabic_letters_are_joined(self):
        joined, apart = (inked(picture(text, language="ar")) for text in ("تعاون", "ت ع ا و ن"))
        self.assertLess(joined[2] - joined[0], apart[2] - apart[0])

    def test_a_title_that_cannot_be_written_is_left_out_whole(self):
        for title in ("\u9f98 rare", "ဟယ်လို", "\U00012000"):
            with self.subTest(title):
                image = picture(title)
                self.assertIsNone(inked(image))
                self.assertIsNotNone(inked(image, (0, 520, SIZE[0], SIZE[1])))

    def test_what_is_no_letter_does_not_count(self):
        plain = draw("Plain title", LINE, "en")
        for title in (
            "Plain\x00 title\x1f",
            "🎉 Plain title 👩🏽‍⚖️",
            "Plain\u200f\u2060 title",
            "  Plain\n title",
        ):
            with self.subTest(title):
                self.assertEqual(draw(title, LINE, "en"), plain)

    def test_with_nothing_to_say_there_is_the_sign(self):
        for text in ("", "🎉", " "):
            image = picture(text, text)
            self.assertIsNone(inked(image))
            self.assertIsNotNone(inked(image, (0, 0, SIZE[0], 150)))

    def test_the_same_words_are_the_same_bytes(self):
        self.assertEqual(draw("Title", LINE, "en"), draw("Title", LINE, "en"))
