"""The words of texts as the index knows them."""

from django.test import SimpleTestCase
from hypothesis import example, given
from hypothesis import strategies as st

from newsroom.search.words import LONGEST, bare, plain_text, stems, words
from publishing.languages import Language


class WordsTests(SimpleTestCase):
    def test_inflected_forms_are_one_word(self):
        for language, forms in {
            "ar": "مخدرات المخدرات والمخدرات بالمخدرات المُخدِّرات",
            "en": "prosecuted prosecuting Prosecution PROSECUTES",
            "es": "investigación investigaciones",
            "fr": "négociation négociations NÉGOCIATION",
            "ru": "Мьянма Мьянме Мьянмы",
        }.items():
            with self.subTest(language):
                self.assertEqual(len(set(stems(forms, language))), 1, stems(forms, language))

    def test_a_word_of_another_script_is_known_in_every_language(self):
        for language in Language.values:
            self.assertEqual(stems("UNODC", language), ["unodc"])

    def test_case_accents_and_possessives_make_no_difference(self):
        for one, other in (
            ("Côte", "cote"),
            ("Ørsted", "Orsted"),
            ("Myanmar's", "Myanmar"),
            ("Myanmar’s", "Myanmar"),
        ):
            self.assertEqual(stems(one, "en"), stems(other, "en"))

    def test_chinese_is_found_by_pairs_of_neighbours(self):
        self.assertEqual(stems("联合国毒品问题", "zh-hans"), ["联合", "合国", "国毒", "毒品", "品问", "问题"])
        self.assertEqual(stems("毒 UNODC 品", "zh-hans"), ["毒", "unodc", "品"])

    def test_digits_of_all_scripts_are_the_same(self):
        self.assertEqual(stems("٢٠١٧ 2017 ۲۰۱۷", "ar"), ["2017"] * 3)

    def test_what_stands_in_different_paragraphs_does_not_touch(self):
        self.assertEqual(
            stems(plain_text("<p>one</p><p>two<strong>s</strong> &amp; 3</p>"), "en"), ["one", "twos", "3"]
        )

    def test_places_are_those_of_the_text(self):
        text = "The Côte d’Ivoire’s 毒品问题, al-Said"
        for word in words(text, "en"):
            self.assertEqual(bare(text[word.start : word.end].replace("’s", "")), bare(word.written))

    @example("İ" * 40, "en")
    @example("ﷺ" * 10, "ar")
    @given(st.text(max_size=80), st.sampled_from(Language.values))
    def test_whatever_is_written(self, text, language):
        found = words(text, language)
        self.assertEqual([word.stem for word in found], stems(text, language))
        for word in found:
            # What both databases take for one token.
            self.assertTrue(word.stem and not set(word.stem) & set("_'\"\\ \t\n\x00&|!():*<>"), word)
            # What the tables of words have room for.
            self.assertLessEqual(max(map(len, (word.written, word.stem, bare(word.written)))), LONGEST)
