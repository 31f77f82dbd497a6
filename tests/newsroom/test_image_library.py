"""The library: what an undecided picture may not, where each is used, how it is found again."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import TestCase

from events.models import Speaker
from newsroom import workflow
from newsroom.admin.usages import MOST, usages
from newsroom.models import Image, ImageMention
from publishing.models import EditionClock
from tests.desk import make_staff
from tests.factory import change, make_article, make_draft, make_image, make_place, make_speaker
from tests.pictures import exif, jpeg

LIST = "/admin/newsroom/image/"


def use(image, role="lead"):
    return {"image": image.sha256, "role": role, "alt_text": "In this text", "caption": ""}


def figure(image):
    return f'<p>Text</p><figure><img src="{image.url}" alt=""></figure>'


class UndecidedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.image = make_image(title="Boats", alt_text="")

    def test_undecided(self):
        make_image(), make_image(alt_text="", is_decorative=True)
        assert list(Image.objects.undecided()) == [self.image]
        with self.assertRaises(IntegrityError), transaction.atomic():
            Image.objects.update(is_decorative=True, alt_text="Both")

    def test_it_cannot_go_out_beside_a_text_or_in_it(self):
        for content in ({"images": [use(self.image)]}, {"body": figure(self.image)}):
            article = make_draft(**content)
            with self.assertRaises(workflow.WorkflowError) as refusal:
                workflow.publish(article, by=None)
            assert refusal.exception.messages == [
                "Say in the image library what these pictures show, or that they are decorative: Boats."
            ]
            assert not article.editions.exists()
        Image.objects.update(is_decorative=True)
        workflow.publish(article, by=None)

    def test_the_desk_says_so(self):
        self.client.force_login(make_staff("Writer"))
        self.assertContains(
            self.client.get(LIST), "no alternative text yet", count=2
        )  # the filter and the picture
        page = self.client.get(f"{LIST}{self.image.pk}/change/")
        self.assertContains(page, "Nobody has said yet what this picture shows. Until then it cannot go out.")
        response = self.client.get(f"{LIST}pick/")
        self.assertContains(response, "Say what it shows first")
        self.assertNotContains(response, "data-url")


class LibraryTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.boats = make_image(title="Boats", place=make_place("Yangon"), credit="UN", license="own")
        cls.boats.people.add(make_speaker("Daw Example"), make_speaker("U Example"))
        cls.desks = make_image(title="Desks", alt_text="", is_decorative=True, unchecked=["caption"])
        cls.user = make_staff("Editor")

    def setUp(self):
        self.client.force_login(self.user)

    def titles(self, **query):
        return [image.title for image in self.client.get(LIST, query).context["cl"].result_list]

    def test_found_by_words_people_place_and_what_is_missing(self):
        make_draft(images=[use(self.boats)])
        for query, found in (
            ({}, ["Desks", "Boats"]),
            ({"q": "boat"}, ["Boats"]),
            ({"q": "example"}, ["Boats"]),
            ({"q": "yangon"}, ["Boats"]),
            ({"q": "myanmar"}, ["Boats"]),
            ({"kind": "undecided"}, []),
            ({"kind": "uncredited"}, ["Desks"]),
            ({"kind": "unlicensed"}, ["Desks"]),
            ({"kind": "unchecked"}, ["Desks"]),
            ({"kind": "rubbish"}, ["Desks", "Boats"]),
            ({"use": "decorative"}, ["Desks"]),
            ({"use": "unused"}, ["Desks"]),
            ({"license__exact": "own"}, ["Boats"]),
        ):
            with self.subTest(query):
                assert self.titles(**query) == found
        response = self.client.get(f"{LIST}pick/", {"q": "example"})
        assert [image.title for image in response.context["images"]] == ["Boats"]

    def test_list_picker_and_page_take_as_many_queries_for_three_as_for_one(self):
        for number in range(3):
            make_image(title=f"More {number}", alt_text="")
            article = make_article(images=[use(self.boats)], body=figure(self.boats))
            change(article, images=[])
            for address, queries in ((LIST, 6), (f"{LIST}pick/", 6), (f"{LIST}{self.boats.pk}/change/", 11)):
                with self.subTest(number=number, address=address), self.assertNumQueries(queries):
                    self.client.get(address)

    def test_the_file_of_a_picture_is_shown_and_not_changed(self):
        page = self.client.get(f"{LIST}{self.boats.pk}/change/")
        self.assertNotContains(page, 'type="file"')
        self.assertContains(page, f"{LIST}{self.boats.pk}/original/")
        self.assertContains(page, self.boats.thumbnail_src)

    def test_the_focal_point_is_two_numbers_in_percent(self):
        address = f"{LIST}{self.boats.pk}/change/"
        data = {"title": "Boats", "alt_text": "A", "focal_x": "12", "focal_y": "100"}
        self.assertRedirects(self.client.post(address, data), LIST)
        self.boats.refresh_from_db()
        assert (self.boats.focal_x, self.boats.focal_y) == (12, 100)
        assert self.boats.thumbnail_src.endswith("/c320x240-12-100.jpg")
        for value in ("101", "-1", "x", ""):
            with self.subTest(value):
                self.assertEqual(self.client.post(address, data | {"focal_x": value}).status_code, 200)
        with self.assertRaises(IntegrityError), transaction.atomic():
            Image.objects.update(focal_y=101)

    def test_one_picture_beside_an_article_is_read_as_well(self):
        file = ContentFile(jpeg(61, 19, exif=exif(t270="From the camera", t315="Jane")), name="a.jpg")
        data = {"file": file, "title": "T", "alt_text": "A", "credit": "Mine", "_popup": "1"}
        response = self.client.post(f"{LIST}add/?_popup=1", data)
        assert response.status_code == 200
        image = Image.objects.get(title="T")
        assert (image.caption, image.credit, image.unchecked) == ("From the camera", "Mine", ["caption"])
        again = ContentFile(jpeg(61, 19), name="b.jpg")
        response = self.client.post(f"{LIST}add/?_popup=1", data | {"file": again})
        self.assertContains(response, "This picture is in the library: T")

    def test_people_and_places_that_pictures_show_stay(self):
        with self.assertRaises(ProtectedError):
            self.boats.place.delete()
        Speaker.objects.all().delete()
        assert list(self.boats.people.all()) == []


class ClockTests(TestCase):
    def test_kept_pages_become_old_only_by_pictures_that_texts_show(self):
        shown, other = make_image(), make_image()
        make_article(images=[use(shown)])
        self.client.force_login(make_staff("Writer"))
        for image, raised in ((other, False), (shown, True)):
            before = EditionClock.objects.get().version
            data = {"title": "New", "alt_text": "New", "focal_x": "1", "focal_y": "1"}
            self.assertRedirects(self.client.post(f"{LIST}{image.pk}/change/", data), LIST)
            assert (EditionClock.objects.get().version != before) is raised


class UsageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.image = make_image()

    def found(self):
        return [(a.title, a.in_copy, a.is_live, a.was_public) for a in usages(self.image).articles]

    def test_working_copies_live_editions_and_past_revisions(self):
        make_draft(title="Draft", images=[use(self.image)])
        make_article(title="Live", body=figure(self.image))
        past = make_draft(title="Past", images=[use(self.image)])
        change(past, images=[])
        gone = make_article(title="Gone", images=[use(self.image)])
        workflow.withdraw(gone, by=None, reason="gone", note="A mistake.")
        make_article(title="Other", images=[use(make_image())])
        with self.assertNumQueries(2):
            assert self.found() == [
                ("Gone", True, False, True),
                ("Past", False, False, False),
                ("Live", True, True, True),
                ("Draft", True, False, False),
            ]
        self.client.force_login(make_staff("Editor"))
        page = self.client.get(f"{LIST}{self.image.pk}/change/")
        for words in ("in the working copy", "in earlier revisions", "once public or scheduled"):
            self.assertContains(page, words)

    def test_a_great_many_are_counted_no_further(self):
        article = make_draft()
        with self.subTest("each article once"):
            change(article, images=[use(self.image)])
            change(article, title="Again")
            assert ImageMention.objects.count() == 1
        drafts = [make_draft() for _ in range(MOST)]
        ImageMention.objects.bulk_create(ImageMention(article=draft, image=self.image) for draft in drafts)
        found = usages(self.image)
        assert (len(found.articles), found.has_more) == (MOST, True)

    def test_what_any_text_ever_showed_is_not_deleted(self):
        article = make_draft(images=[use(self.image)])
        change(article, images=[])
        self.client.force_login(make_staff("Editor"))
        self.assertEqual(self.client.post(f"{LIST}{self.image.pk}/delete/", {"post": "yes"}).status_code, 403)
        with self.assertRaises(ProtectedError):
            self.image.delete()
        unused = make_image()
        self.assertEqual(self.client.post(f"{LIST}{unused.pk}/delete/", {"post": "yes"}).status_code, 302)
        assert list(Image.objects.all()) == [self.image]


class TwinTests(TestCase):
    def test_the_same_bytes_are_one_picture(self):
        image = make_image()
        with image.file.open() as file:
            twin = Image(title="Twin", alt_text="A", file=ContentFile(file.read(), name="a.png"))
        with self.assertRaises(ValidationError) as refusal:
            twin.full_clean()
        assert refusal.exception.message_dict["file"] == [f"This picture is in the library: {image.title}"]
