"""The press pack: all that belongs to a release, sums that are right, the same bytes each time, as public as the page."""

import hashlib
import io
import json
import zipfile

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from PIL import Image as Pillow

from newsroom import workflow
from newsroom.models import Image
from newsroom.pictures import words
from tests.factory import change, make_article, make_draft, make_image, make_speaker
from tests.ninjs_rules import faults

PACK = "/en/news/2017/06/sentenced/press-pack.zip"


class PressPackTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.images = [make_image(credit="UN/Jane Doe"), make_image(license="bought")]
        cls.article = make_article(
            title="Smugglers sentenced",
            slug="sentenced",
            body="<h2>In court</h2><p>“Words” &amp; more.</p>",
            contact="press@example.org",
            originally_released_on="2017-06-12",
            quotes=[{"text": "Words", "speaker": make_speaker().slug, "capacity": "Head", "agency": None}],
            images=[
                {"image": image.sha256, "role": "gallery", "alt_text": "", "caption": "At court"}
                for image in cls.images
            ],
        )

    def get(self, path=PACK, **options):
        response = self.client.get(path, **options)
        self.assertEqual(response.status_code, 200)
        return b"".join(response)

    def test_a_pack_has_everything_with_right_sums(self):
        with zipfile.ZipFile(io.BytesIO(self.get())) as pack:
            files = {name: pack.read(name) for name in pack.namelist()}
        manifest = json.loads(files.pop("manifest.json"))
        self.assertEqual(
            {each["name"]: each["sha256"] for each in manifest["files"]},
            {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
        )
        self.assertEqual(
            list(files),
            [
                *("contact.txt", "quotes.txt", "release.html", "release.ninjs.json", "release.txt"),
                "images/01.png",
            ],
        )
        self.assertEqual([each["name"] for each in manifest["left_out"]], ["images/02.png"])
        self.assertEqual(faults(json.loads(files["release.ninjs.json"])), [])
        self.assertEqual(files["quotes.txt"].decode(), "“Words”\n– Daw Example, Head\n")
        text = files["release.txt"].decode()
        self.assertIn(
            "In court\n\n“Words” & more.\n\npress@example.org\n\nDateline, 12 June 2017: http", text
        )
        self.assertIn(b"<h1>Smugglers sentenced</h1>", files["release.html"])
        found = words.read(files["images/01.png"], "PNG")
        self.assertEqual((found["caption"], found["credit"]), ("At court", "UN/Jane Doe"))
        with Pillow.open(io.BytesIO(files["images/01.png"])) as image:
            self.assertEqual(image.size, (8, 6))

    def test_the_same_bytes_each_time_until_something_changes(self):
        response = self.client.get(PACK)
        first = b"".join(response)
        self.assertEqual(self.get(), first)
        again = self.client.get(PACK, headers={"if-none-match": response["ETag"]})
        self.assertEqual(again.status_code, 304)
        self.assertEqual(self.client.head(PACK)["ETag"], response["ETag"])
        Image.objects.filter(pk=self.images[0].pk).update(credit="UN/Other")
        self.assertNotEqual(self.client.head(PACK)["ETag"], response["ETag"])

    def test_a_pack_is_as_public_as_the_page(self):
        make_draft(slug="draft", originally_released_on="2017-06-12")
        self.assertEqual(self.client.get(PACK.replace("sentenced", "draft")).status_code, 404)
        change(self.article, slug="moved")
        workflow.correct(self.article, by=None, kind="typo")
        moved = PACK.replace("sentenced", "moved")
        self.assertRedirects(self.client.get(PACK), moved, status_code=301, fetch_redirect_response=False)
        workflow.withdraw(self.article, by=None, reason="readable", note="Out of date.")
        self.assertIn(b"Out of date.", self.get(moved))
        workflow.publish(self.article, by=None)
        workflow.withdraw(self.article, by=None, reason="gone", note="By mistake.")
        response = self.client.get(moved)
        self.assertEqual((response.status_code, response.content), (410, b"By mistake."))

    def test_few_queries_and_a_link_on_the_page(self):
        with CaptureQueriesContext(connection) as queries:
            self.get()
        self.assertLessEqual(len(queries), 11)
        self.assertContains(self.client.get(self.article.editions.get().get_absolute_url()), PACK)
