"""The desk of articles and images: who may open what, the lists, the library."""

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse

from newsroom.models import Article
from tests.desk import ROLES, make_staff
from tests.factory import (
    change,
    make_article,
    make_country,
    make_draft,
    make_image,
    make_topic,
)
from tests.pictures import png

LIST = "/admin/newsroom/article/"
ADD = "/admin/newsroom/article/add/"


def edit_url(article):
    return reverse("admin:newsroom_article_change", args=[article.pk])


class WhoMayOpenTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.draft, cls.live = make_draft(), make_article()
        cls.image = make_image()
        cls.staff = {role: make_staff(role) for role in ROLES}
        each = f"/admin/newsroom/article/{cls.draft.pk}/"
        cls.for_all = [
            "/admin/",
            LIST,
            ADD,
            "/admin/newsroom/article/paste/",
            f"{each}change/",
            f"{each}preview/",
            f"{each}preview/?revision=1",
            f"{each}revisions/",
            f"{each}revisions/1/restore/",
            f"{each}history/",
            "/admin/newsroom/image/",
            "/admin/newsroom/image/add/?_popup=1",
            "/admin/newsroom/image/upload/",
            "/admin/newsroom/image/pick/",
            f"/admin/newsroom/image/{cls.image.pk}/change/",
            f"/admin/newsroom/image/{cls.image.pk}/history/",
        ]
        cls.for_publishers = [f"{each}publish/", f"{each}schedule/"] + [
            f"/admin/newsroom/article/{cls.live.pk}/{step}/" for step in ("correct", "withdraw")
        ]

    def statuses(self, urls):
        return {url: self.client.get(url).status_code for url in urls}

    def test_everybody_of_the_newsroom_writes(self):
        for role in ROLES:
            with self.subTest(role):
                self.client.force_login(self.staff[role])
                assert self.statuses(self.for_all) == dict.fromkeys(self.for_all, 200)

    def test_only_publishers_publish(self):
        for role, status in (("Writer", 403), ("Editor", 403), ("Publisher", 200)):
            with self.subTest(role):
                self.client.force_login(self.staff[role])
                assert self.statuses(self.for_publishers) == dict.fromkeys(self.for_publishers, status)

    def test_posting_without_the_right_does_nothing_and_says_why(self):
        self.client.force_login(self.staff["Editor"])
        for url, data in (
            (self.for_publishers[0], {"revision": "1"}),
            (self.for_publishers[1], {"revision": "1", "at": "2099-01-01T10:00"}),
            (self.for_publishers[2], {"revision": "1", "kind": "typo"}),
            (self.for_publishers[3], {"revision": "1", "reason": "gone", "note": "Wrong."}),
        ):
            with self.subTest(url):
                response = self.client.post(url, data)
                self.assertContains(response, "You do not have the right to do this.", status_code=403)
        assert self.draft.editions.count() == 0
        assert self.live.editions.get().live_until is None

    def test_the_buttons_are_those_that_are_possible_and_permitted(self):
        for role, draft, live in (
            ("Editor", ["submit"], []),
            ("Publisher", ["submit", "publish", "schedule"], ["correct", "withdraw"]),
        ):
            self.client.force_login(self.staff[role])
            for article, expected in ((self.draft, draft), (self.live, live)):
                with self.subTest(role, article=article):
                    response = self.client.get(edit_url(article))
                    assert [step.name for step in response.context["steps"]] == expected

    def test_staff_without_a_group_see_nothing(self):
        nobody = get_user_model().objects.create(username="nobody", is_staff=True)
        self.client.force_login(nobody)
        urls = [url for url in self.for_all + self.for_publishers if url != "/admin/"]
        assert self.statuses(urls) == dict.fromkeys(urls, 403)
        self.assertNotContains(self.client.get("/admin/"), self.draft.title)

    def test_visitors_are_asked_who_they_are(self):
        for url in self.for_all + self.for_publishers:
            with self.subTest(url):
                response = self.client.get(url)
                assert response.status_code == 302
                assert response["Location"].startswith("/admin/login/")

    def test_nobody_deletes_an_article(self):
        root = get_user_model().objects.create_superuser("root")
        self.client.force_login(root)
        assert self.client.post(f"{LIST}{self.draft.pk}/delete/", {"post": "yes"}).status_code == 403
        assert Article.objects.filter(pk=self.draft.pk).exists()

    def test_what_is_not_there_is_not_found(self):
        self.client.force_login(self.staff["Publisher"])
        for page in ("publish/", "preview/", "revisions/", "revisions/1/restore/", "history/"):
            with self.subTest(page):
                assert self.client.get(f"{LIST}999999/{page}").status_code == 404
        for query in ("?revision=99", "?revision=x"):
            assert self.client.get(f"{LIST}{self.draft.pk}/preview/{query}").status_code == 404

    def test_the_security_policy_allows_the_import_map_of_the_editor(self):
        self.client.force_login(self.staff["Writer"])
        response = self.client.get(ADD)
        nonce = response["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
        self.assertContains(response, f'<script type="importmap" nonce="{nonce}">')


class ListTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_staff("Publisher")

    def setUp(self):
        self.client.force_login(self.user)

    def titles(self, query=""):
        response = self.client.get(LIST + query)
        assert response.status_code == 200
        return [row.title for row in response.context["cl"].result_list]

    def test_filters_and_search(self):
        country, topic = make_country("Fiji", "FJ"), make_topic("Rescue")
        make_draft(title="Draft", language="fr", kind="speech", countries=["FJ"], topics=["rescue"])
        make_article(title="Live", body="<p>Penguins are counted.</p>")
        assert self.titles() == ["Live", "Draft"]
        assert self.titles("?state=draft") == ["Draft"]
        assert self.titles("?state=live") == ["Live"]
        assert self.titles("?state=scheduled") == []
        assert self.titles("?state=nonsense") == ["Live", "Draft"]
        assert self.titles("?language__exact=fr") == ["Draft"]
        assert self.titles("?kind__exact=speech") == ["Draft"]
        assert self.titles(f"?country={country.pk}") == ["Draft"]
        assert self.titles(f"?topic={topic.pk}&country=") == ["Draft"]
        assert self.titles("?q=penguins") == ["Live"]


class ImageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.image = make_image(title="Boats", alt_text="Two boats", caption='The "Aurora"')
        cls.user = make_staff("Editor")

    def setUp(self):
        self.client.force_login(self.user)

    def test_the_picker_offers_what_the_editor_of_the_text_expects(self):
        make_image(title="Desks", alt_text="An office")
        response = self.client.get("/admin/newsroom/image/pick/", {"CKEditorFuncNum": "-3", "q": "boat"})
        self.assertContains(response, 'data-question="-3"')
        self.assertContains(response, f'data-url="{self.image.url}"')
        self.assertContains(response, 'data-alt="Two boats" data-caption="The &quot;Aurora&quot;"')
        self.assertNotContains(response, "Desks")
        assert self.image.url == f"/media/{self.image.file.name}"

    def test_a_picture_added_from_the_picker_is_offered_there(self):
        picture = ContentFile(png(9, 9, "teal"), name="new.png")
        data = {"title": "New one", "alt_text": "Something", "file": picture}
        response = self.client.post("/admin/newsroom/image/add/?CKEditorFuncNum=-1&_popup=1", data)
        self.assertRedirects(response, "/admin/newsroom/image/pick/?CKEditorFuncNum=-1&q=New+one")

    def test_a_picture_needs_words_or_to_be_decorative(self):
        data = {"title": "Boats", "alt_text": "", "_save": "1"}
        response = self.client.post(f"/admin/newsroom/image/{self.image.pk}/change/", data)
        self.assertContains(response, "Say what the picture shows, or mark it as decorative.")
        data |= {"alt_text": "Boats", "is_decorative": "on", "focal_x": "50", "focal_y": "50"}
        response = self.client.post(f"/admin/newsroom/image/{self.image.pk}/change/", data)
        self.assertContains(response, "Say what the picture shows, or mark it as decorative; not both.")

    def test_a_text_is_no_picture(self):
        data = {"title": "Fake", "alt_text": "x", "file": SimpleUploadedFile("x.png", b"<svg onload=x>")}
        response = self.client.post("/admin/newsroom/image/add/", data)
        self.assertContains(response, "This is an SVG drawing. It can hold scripts: export it as PNG.")

    def test_a_picture_that_any_text_ever_showed_is_not_deleted(self):
        url = f"/admin/newsroom/image/{self.image.pk}/delete/"
        use = {"image": self.image.sha256, "role": "lead", "alt_text": "", "caption": ""}
        article = make_draft(images=[use])
        change(article, images=[])
        assert self.client.post(url, {"post": "yes"}).status_code == 403
        other = make_image()
        assert (
            self.client.post(url.replace(str(self.image.pk), str(other.pk)), {"post": "yes"}).status_code
            == 302
        )
