"""Words and minutes, in six languages."""

from django.test import SimpleTestCase

from newsroom.lengths import count_words, reading_minutes

TEXTS = {
    ("en", "<p>It’s a well-known fact: 3.5 per cent.</p><p>No more</p>"): 9,
    ("en", "<p>Un<strong>broken</strong> words<br>two&nbsp;three &amp; four</p>"): 5,
    ("fr", "<ul><li>L’Office</li><li>aujourd’hui</li></ul>"): 2,
    ("ru", "<p>Контрабанда мигрантов</p>"): 2,
    ("ar", "<p>مكافحة المُخدِّرات</p>"): 2,
    ("zh-hans", "<p>联合国毒品和犯罪问题办公室，UNODC 2026 年。</p>"): 16,
    ("en", ""): 0,
    ("en", "<p>a < b > c</p>"): 2,
}


class LengthTests(SimpleTestCase):
    def test_words(self):
        for (language, body), count in TEXTS.items():
            with self.subTest(body):
                assert count_words(body, language) == count

    def test_minutes(self):
        assert [reading_minutes(count, "en") for count in (0, 1, 228, 500, 2000)] == [0, 1, 1, 2, 9]
        assert reading_minutes(2000, "zh-hans") == 8
