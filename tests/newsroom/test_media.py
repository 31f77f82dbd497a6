"""A size of a picture is as public as the picture; nothing but the picture is in it; others are not to be had."""

import re

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import TestCase

from newsroom import workflow
from newsroom.models import Image
from newsroom.pictures.inspecting import decoding
from newsroom.pictures.renditions import CROPS, Rendition, widths
from tests.desk import make_staff
from tests.factory import change, make_article, make_draft, make_image
from tests.pictures import exif, iptc, jpeg, with_segment, xmp

SECRETS = (b"Exif", b"GPS", b"Photoshop", b"http://ns.adobe.com", b"Canary", b"2017:06:12")


def canary():
    """A JPEG with a word and a place in every part of it that can hold one."""
    data = jpeg(1400, 900, comment=b"Canary", exif=exif(t270="Canary"), xmp=xmp(elements="<a>Canary</a>"))
    return with_segment(data, iptc(f120="Canary", f90="Canary"))


def use(image, role="lead"):
    return {"image": image.sha256, "role": role, "alt_text": "", "caption": ""}


def read(response):
    """What was sent; reading to the end closes the file behind it."""
    return response.getvalue()


def status(response):
    read(response)
    return response.status_code


def sizes(image):
    boxes = [
        Rendition(image.sha256, e, *box, focus=(50, 50)) for box in sorted(CROPS) for e in ("avif", "jpg")
    ]
    return [*(Rendition(image.sha256, e, width) for width in widths(image) for e in ("avif", "jpg")), *boxes]


class ServedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.data = canary()
        assert all(secret in cls.data for secret in (b"Exif", b"Photoshop", b"Canary", b"2017:06:12"))
        cls.image, is_new = workflow.add_image(ContentFile(cls.data, name="canary.jpg"), by=None)
        assert is_new
        Image.objects.update(alt_text="A square", caption="", credit="")
        cls.image.refresh_from_db()
        body = f'<p>Text</p><figure><img src="{cls.image.url}" alt="A &quot;b&quot;"></figure>'
        cls.article = make_article(images=[use(cls.image)], body=body)
        cls.path = cls.article.editions.get().get_absolute_url()

    def test_no_served_byte_tells_where_it_was_taken(self):
        addresses = [self.image.url, *(f"/media/{size.name}" for size in sizes(self.image))]
        for page in (self.path, "/en/", "/en/news/feed.rss"):
            addresses += re.findall(r"/media/[\w/.-]+", self.client.get(page).content.decode())
        assert len(set(addresses)) == 1 + 2 * (len(widths(self.image)) + len(CROPS))
        for address in sorted(set(addresses)):
            with self.subTest(address):
                response = self.client.get(address)
                data = read(response)
                assert response.status_code == 200
                assert [secret for secret in SECRETS if secret in data] == []

    def test_the_original_keeps_its_bytes_for_the_newsroom_only(self):
        with default_storage.open(self.image.original_name) as file:
            assert file.read() == self.data
        tail = self.image.original_name
        desk = f"/admin/newsroom/image/{self.image.pk}/original/"
        paths = [f"/media/{tail}", f"/media/images/../{tail}", f"/media/./{tail}", f"/media//{tail}"]
        for address in paths:
            assert status(self.client.get(address)) == 404
        assert status(self.client.get(desk)) == 302
        self.client.force_login(make_staff("Writer"))
        for address in paths:
            assert status(self.client.get(address)) == 404
        response = self.client.get(desk)
        assert read(response) == self.data
        assert "no-store" in response["Cache-Control"]
        assert response["Content-Disposition"].startswith("attachment")

    def test_a_browser_that_has_it_is_sent_nothing_again(self):
        address = f"/media/{Rendition(self.image.sha256, 'avif', 640).name}"
        response = self.client.get(address)
        assert b"ftypavif" in read(response)[:16]
        headers = (response["Content-Type"], response["Cache-Control"])
        assert headers == ("image/avif", "public, max-age=3600")
        again = self.client.get(address, headers={"if-none-match": response["ETag"]})
        assert (again.status_code, read(again)) == (304, b"")

    def test_a_size_takes_two_queries(self):
        address = f"/media/{Rendition(self.image.sha256, 'jpg', 640).name}"
        for number in range(3):
            change(self.article, title=f"Text {number}")
            workflow.correct(self.article, by=None, kind="typo", note="")
            with self.subTest(number), self.assertNumQueries(2):
                assert status(self.client.get(address)) == 200

    def test_sizes_that_no_page_uses_are_not_made(self):
        base = f"/media/renditions/{self.image.sha256[:2]}/{self.image.sha256}"
        for tail in (
            "w641.jpg",
            "w640.png",
            "c320x240-49-50.jpg",
            "c100x100-50-50.jpg",
            "w1920.jpg",
            "x.jpg",
        ):
            with self.subTest(tail):
                assert status(self.client.get(f"{base}/{tail}")) == 404
        other = "0" * 64
        assert status(self.client.get(f"/media/renditions/00/{other}/w640.jpg")) == 404

    def test_an_old_cut_stays_where_pages_that_are_kept_name_it(self):
        old = f"/media/{Rendition(self.image.sha256, 'jpg', 320, 240, (50, 50)).name}"
        read(self.client.get(old))
        Image.objects.update(focal_x=10)
        assert status(self.client.get(old)) == 200
        assert status(self.client.get(old.replace("-50-50", "-10-50"))) == 200
        assert status(self.client.get(old.replace("-50-50", "-11-50"))) == 404

    def test_while_all_are_busy_the_whole_picture_is_sent_this_once(self):
        address = f"/media/{Rendition(self.image.sha256, 'avif', 480).name}"
        default_storage.delete(address.removeprefix("/media/"))
        with decoding, decoding:
            response = self.client.get(f"{address}?press=x")
        self.assertRedirects(response, f"{self.image.url}?press=x", fetch_redirect_response=False)
        assert "no-store" in response["Cache-Control"]

    def test_pages_offer_sizes_in_both_formats(self):
        response = self.client.get(self.path)
        self.assertContains(response, f'<source type="image/avif" srcset="{self.image.avif_srcset}"', count=2)
        self.assertContains(response, f'srcset="{self.image.srcset}"', count=2)
        self.assertContains(
            response, 'alt="A &quot;b&quot;" width="1400" height="900" loading="lazy"', count=1
        )
        self.assertContains(response, f'content="http://testserver{self.image.social_src}"')
        self.assertContains(self.client.get("/en/"), f'srcset="{self.image.lead_avif_srcset}"')
        self.assertContains(self.client.get("/en/news/feed.rss"), f"http://testserver{self.image.url}")

    def test_a_picture_that_is_not_clean_yet_is_not_for_readers(self):
        Image.objects.update(fingerprint="")
        assert status(self.client.get(self.image.url)) == 404
        self.client.force_login(make_staff("Writer"))
        assert status(self.client.get(self.image.url)) == 200


class LeakTests(TestCase):
    def test_a_size_is_as_public_as_its_picture(self):
        image = make_image()
        addresses = [f"/media/{size.name}" for size in sizes(image)]
        article = make_draft(images=[use(image)])

        def statuses():
            return {status(self.client.get(address)) for address in addresses}

        assert statuses() == {404}
        workflow.publish(article, by=None)
        assert statuses() == {200}
        workflow.withdraw(article, by=None, reason="gone", note="A mistake.")
        assert statuses() == {404}
        self.client.force_login(make_staff("Writer"))
        response = self.client.get(addresses[0])
        assert (status(response), "no-store" in response["Cache-Control"]) == (200, True)
