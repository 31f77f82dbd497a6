"""Many pictures at once: made, there already, or refused with the reason; then what each shows is chosen."""

from unittest import mock

from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.utils.functional import SimpleLazyObject

from newsroom import workflow
from newsroom.models import Image
from newsroom.pictures import inspecting
from publishing.requests import MAX_BODY_BYTES
from tests.desk import make_staff, messages
from tests.factory import make_country, make_image, make_place, make_user
from tests.pictures import iptc, jpeg, png, with_chunk, with_segment, xmp

URL = "/admin/newsroom/image/upload/"
ALT = "<Iptc4xmpCore:AltTextAccessibility>Two boats.</Iptc4xmpCore:AltTextAccessibility>"


def sent(data, name="boats_in_harbour.jpg"):
    return SimpleUploadedFile(name, data)


def stored():
    """Every file under the folders of pictures."""
    found = []
    for folder in ("images", "originals"):
        if default_storage.exists(folder):
            for part in default_storage.listdir(folder)[0]:
                found += [
                    f"{folder}/{part}/{name}" for name in default_storage.listdir(f"{folder}/{part}")[1]
                ]
    return sorted(found)


class UploadTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_staff("Writer")

    def setUp(self):
        self.client.force_login(self.user)

    def post(self, *files, **more):
        return self.client.post(URL, {"files": list(files)} | more)

    def outcomes(self, response):
        return [(result.outcome, result.name) for result in response.context["results"]]

    def test_a_form_with_many_files(self):
        known = make_image(title="Known")
        with known.file.open() as file:
            again = file.read()
        response = self.post(
            sent(jpeg(31, 17)),
            sent(b"<svg onload='x'/>", "evil.png"),
            sent(again, "x.png"),
            sent(png(21, 9), "b.png"),
        )
        assert self.outcomes(response) == [
            ("made", "boats_in_harbour.jpg"),
            ("refused", "evil.png"),
            ("known", "x.png"),
            ("made", "b.png"),
        ]
        self.assertContains(response, "This is an SVG drawing. It can hold scripts: export it as PNG.")
        self.assertContains(response, f'href="/admin/newsroom/image/{known.pk}/change/"')
        assert list(Image.objects.undecided().values_list("title", flat=True)) == ["b", "boats in harbour"]
        made = Image.objects.get(title="boats in harbour")
        entry = LogEntry.objects.get(object_id=str(made.pk))
        assert (entry.user, entry.is_addition()) == (self.user, True)

    def test_a_script_sends_one_file_and_gets_its_row(self):
        response = self.client.post(
            URL, {"files": sent(jpeg(32, 17))}, headers={"accept": "application/json"}
        )
        (result,) = response.json()["results"]
        image = Image.objects.get()
        assert result["outcome"] == "made"
        self.assertInHTML(f'<input type="hidden" name="image" value="{image.pk}">', result["html"])
        assert f'name="image-{image.pk}-alt_text"' in result["html"]
        response = self.client.post(URL, {"files": sent(b"no")}, headers={"accept": "application/json"})
        assert response.json()["results"][0]["outcome"] == "refused"

    def test_the_same_picture_with_other_words_is_there_already(self):
        first, second = jpeg(33, 17), with_segment(jpeg(33, 17), iptc(f120="Other words"))
        self.post(sent(first))
        assert self.outcomes(self.post(sent(second, "copy.jpg"))) == [("known", "copy.jpg")]
        self.post(sent(png(33, 18), "a.png"))
        assert self.outcomes(self.post(sent(with_chunk(png(33, 18), b"tEXt", b"a\0b"), "b.png"))) == [
            ("known", "b.png")
        ]
        assert Image.objects.count() == 2

    def test_what_the_file_says_is_offered_to_be_checked(self):
        place = make_place("Yangon", make_country())
        words = iptc(
            f120="In the harbour", f80="Jane Doe", f110="UNODC", f55="20170612", f90="Yangon", f101="Myanmar"
        )
        response = self.post(sent(with_segment(jpeg(34, 17, xmp=xmp(elements=ALT)), words)))
        image = Image.objects.get()
        assert (image.caption, image.credit, image.alt_text) == (
            "In the harbour",
            "UNODC/Jane Doe",
            "Two boats.",
        )
        assert (image.place, image.taken_on.isoformat()) == (place, "2017-06-12")
        assert image.unchecked == ["alt_text", "caption", "credit", "place", "taken_on"]
        self.assertContains(response, "Read from the file: check.", count=3)
        address = f"/admin/newsroom/image/{image.pk}/change/"
        self.assertContains(self.client.get(address), "Read from the file: check.", count=5)
        data = {
            "title": "Boats",
            "alt_text": "Two boats.",
            "caption": "Mine",
            "focal_x": "50",
            "focal_y": "50",
        }
        self.assertEqual(self.client.post(address, data).status_code, 302)
        image.refresh_from_db()
        assert (image.unchecked, image.caption) == ([], "Mine")
        self.assertNotContains(self.client.get(address), "Read from the file: check.")

    def test_the_choice(self):
        self.post(*(sent(jpeg(40 + n, 17), f"{n}.jpg") for n in range(4)))
        words, plain, both, open_one = Image.objects.order_by("pk")
        data = {"_choose": "1", "image": [str(image.pk) for image in (words, plain, both, open_one)]}
        for image in (words, plain, both, open_one):
            data[f"image-{image.pk}-title"] = f"New {image.title}"
        data |= {
            f"image-{words.pk}-alt_text": "A boat",
            f"image-{plain.pk}-is_decorative": "on",
            f"image-{both.pk}-alt_text": "A boat",
            f"image-{both.pk}-is_decorative": "on",
        }
        response = self.client.post(URL, data)
        assert messages(response) == [
            "2 pictures are ready.",
            "2 pictures still wait for the choice. Until then they cannot go out; you can also make it later.",
        ]
        self.assertContains(response, "Say what the picture shows, or mark it as decorative; not both.")
        self.assertContains(response, 'value="New 2"')
        assert [result.image.pk for result in response.context["results"]] == [both.pk, open_one.pk]
        titles = list(Image.objects.order_by("pk").values_list("title", "alt_text", "is_decorative"))
        assert titles == [
            ("New 0", "A boat", False),
            ("New 1", "", True),
            ("2", "", False),
            ("New 3", "", False),
        ]
        rest = {
            f"image-{image.pk}-{name}": value
            for image in (both, open_one)
            for name, value in (("title", "T"), ("alt_text", "A"))
        }
        response = self.client.post(URL, {"_choose": "1", "image": [str(both.pk), str(open_one.pk)]} | rest)
        self.assertRedirects(response, "/admin/newsroom/image/")
        assert not Image.objects.undecided().exists()

    def test_from_the_window_of_the_editor_the_way_leads_back_there(self):
        image = make_image(alt_text="")
        data = {
            "_choose": "1",
            "image": str(image.pk),
            f"image-{image.pk}-title": "T",
            f"image-{image.pk}-alt_text": "A",
        }
        response = self.client.post(f"{URL}?CKEditorFuncNum=-3", data)
        self.assertRedirects(response, "/admin/newsroom/image/pick/?CKEditorFuncNum=-3")

    def test_bad_choices(self):
        for keys in (["x"], ["9" * 30], ["0"], ["-1"], ["\0"]):
            self.assertRedirects(
                self.client.post(URL, {"_choose": "1", "image": keys}), "/admin/newsroom/image/"
            )
        response = self.client.post(URL, {})
        assert messages(response) == ["Choose one picture or several first."]

    def test_nothing_is_kept_of_what_is_refused(self):
        before = stored()
        self.post(sent(jpeg(35, 17)[:-30]), sent(png(35, 18) + b"PK\x03\x04", "a.png"), sent(b"", "b.png"))
        with mock.patch.object(inspecting, "MAX_BYTES", 100):
            response = self.post(sent(jpeg(36, 17)))
        self.assertContains(
            response, "This picture has 1 MB; the most is 0 MB. Save it smaller and try again."
        )
        assert (stored(), Image.objects.count()) == (before, 0)

    def test_too_large_a_request_is_refused_before_a_byte_is_read(self):
        class Unreadable:
            def read(self, *args):
                raise AssertionError("The body was read.")

            readline = read

        for name in (URL, "/admin/newsroom/article/add/"):
            response = self.client.generic(
                "POST",
                name,
                CONTENT_LENGTH=str(MAX_BODY_BYTES + 1),
                CONTENT_TYPE="multipart/form-data; boundary=x",
                **{"wsgi.input": Unreadable()},
            )
            self.assertContains(response, "Nothing was kept.", status_code=413)

    def test_who_may(self):
        for user, status in ((make_user("view_image"), 403), (make_user("add_image"), 200)):
            self.client.force_login(user)
            assert self.client.get(URL).status_code == status
            self.assertEqual(self.post(sent(jpeg(37, 17))).status_code, status)
        with self.assertRaises(PermissionDenied):
            workflow.add_image(sent(jpeg(38, 17)), by=SimpleLazyObject(lambda: make_user("view_image")))
        image = make_image(alt_text="")
        data = {
            "_choose": "1",
            "image": str(image.pk),
            f"image-{image.pk}-title": "T",
            f"image-{image.pk}-alt_text": "A",
        }
        self.assertEqual(self.client.post(URL, data).status_code, 403)
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(self.user)
        self.assertEqual(strict.post(URL, {"files": sent(jpeg(39, 17))}).status_code, 403)
        assert self.client.get(URL)["Cache-Control"].find("no-store") >= 0

    def test_queries_grow_by_what_each_file_takes(self):
        self.post(sent(jpeg(49, 17)))  # the first one of all also makes what the others find
        for number, queries in ((1, 4 + 16), (3, 4 + 3 * 16)):
            files = [sent(jpeg(50 + number * 10 + n, 17), f"{n}.jpg") for n in range(number)]
            with self.subTest(number), self.assertNumQueries(queries):
                assert len(self.post(*files).context["results"]) == number
