"""Pasting a release: a draft with what the reader was not sure of, and clear words for what cannot be read."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase

from newsroom.models import Article
from tests.desk import make_staff, messages
from tests.factory import make_country, make_place

PASTE = "/admin/newsroom/article/paste/"
RELEASE = """\
Harbour officers train in Mandalay

Mandalay (Myanmar), 12 June 2017 - Twenty harbour officers took part in a workshop on rescue at sea this week.

"The sea has no fences," said Marta Invented, Adviser to the Ministry of Tides.
"""


class PasteTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_country()
        make_place("Mandalay")
        cls.user = make_staff("Writer")

    def setUp(self):
        self.client.force_login(self.user)

    def test_a_text_becomes_a_draft_that_is_opened(self):
        response = self.client.post(PASTE, {"source": RELEASE}, follow=True)
        article = Article.objects.get()
        self.assertRedirects(response, f"/admin/newsroom/article/{article.pk}/change/")
        assert article.title == "Harbour officers train in Mandalay"
        assert article.revisions.get().saved_by == self.user
        assert article.editions.count() == 0
        told = messages(response)
        assert told[0] == "This draft was made of the release. Read it before you publish it."
        assert "new speaker: Marta Invented" in told

    def test_a_file_and_a_language(self):
        file = SimpleUploadedFile("release.txt", RELEASE.encode("utf-16"))
        self.client.post(PASTE, {"file": file, "language": "fr"})
        article = Article.objects.get()
        assert (article.title, article.language) == ("Harbour officers train in Mandalay", "fr")

    def test_what_cannot_be_read_is_said_and_nothing_typed_is_lost(self):
        file = SimpleUploadedFile("release.txt", RELEASE.encode())
        for data, message in (
            ({"source": " \n "}, "Paste a text or choose a file: one of the two."),
            ({"source": RELEASE, "file": file}, "Paste a text or choose a file: one of the two."),
            ({"source": "<p></p>", "language": "tlh"}, "Select a valid choice."),
            ({"file": SimpleUploadedFile("r.txt", b"x" * 2_000_001)}, "This file is larger than 2 MB."),
            ({"source": "x" * 2_000_001}, "Ensure this value has at most 2000000 characters"),
            ({"file": SimpleUploadedFile("r.txt", b"")}, "The submitted file is empty."),
        ):
            with self.subTest(message):
                response = self.client.post(PASTE, data)
                self.assertContains(response, message)
        response = self.client.post(PASTE, {"source": "<script>alert(1)</script>"})
        assert response.context["form"].non_field_errors()
        self.assertContains(response, "&lt;script&gt;alert(1)&lt;/script&gt;")
        assert Article.objects.count() == 0
