"""Saving an article at the desk: everything is kept, and nothing is public by it."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse

from newsroom.models import Article
from tests.desk import add_row, form_data, make_staff, messages
from tests.factory import (
    change,
    make_agency,
    make_article,
    make_country,
    make_draft,
    make_image,
    make_place,
    make_speaker,
    make_topic,
    make_workshop,
)

LIST = "/admin/newsroom/article/"
ADD = "/admin/newsroom/article/add/"


def edit_url(article):
    return reverse("admin:newsroom_article_change", args=[article.pk])


class SavingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_staff("Writer")

    def setUp(self):
        self.client.force_login(self.user)

    def open(self, article):
        return form_data(self.client.get(edit_url(article)))

    def save(self, article, data, button="_continue"):
        return self.client.post(edit_url(article), data | {button: "1"}, follow=True)

    def test_a_new_article_with_everything_in_it_is_one_revision(self):
        country, topic = make_country(), make_topic()
        place, other = make_place(), make_place("Yangon", country)
        speaker, agency, workshop = make_speaker(), make_agency(), make_workshop()
        image, pinned = make_image(), make_article()
        data = form_data(self.client.get(ADD)) | {
            "title": "Everything",
            "slug": "everything",
            "summary": "All of it.",
            "body": "<p>Text<script>alert(1)</script> <a href='javascript:alert(1)' onclick='x()'>link</a></p>",
            "dateline_date": "2017-06-12",
            "dateline_end_date": "2017-06-14",
            "countries": [country.pk],
            "topics": [topic.pk],
            "workshops": [workshop.pk],
            "agencies": [agency.pk],
            "contact": "Press office",
            "revision_note": "First draft",
        }
        data = add_row(data, "dateline_places", place=place.pk, position="1")
        data = add_row(data, "dateline_places", place=other.pk, position="0")
        data = add_row(data, "quotes", text="We act.", speaker=speaker.pk, capacity="Head", agency=agency.pk)
        data = add_row(data, "images", image=image.pk, role="lead", alt_text="", caption="Ours")
        data = add_row(data, "see_also", url="www.unodc.org", label="UNODC")
        data = add_row(data, "see_also", target=pinned.pk)
        data = add_row(data, "attachments", title="Facts", file=SimpleUploadedFile("Facts.txt", b"12 boats"))
        response = self.client.post(ADD, data | {"_continue": "1"}, follow=True)
        article = Article.objects.get(slug="everything")
        self.assertRedirects(response, edit_url(article))
        revision = article.revisions.get()
        content = revision.content
        assert (revision.number, revision.saved_by, revision.note) == (1, self.user, "First draft")
        assert content["dateline"] == {
            "places": [other.slug, place.slug],
            "date": "2017-06-12",
            "end_date": "2017-06-14",
        }
        assert content["body"] == "<p>Text <a>link</a></p>"
        assert content["quotes"] == [
            {"text": "We act.", "speaker": speaker.slug, "capacity": "Head", "agency": agency.slug}
        ]
        assert content["see_also"] == [
            {"url": "https://www.unodc.org", "label": "UNODC"},
            {"article": str(pinned.uid)},
        ]
        assert [use["image"] for use in content["images"]] == [image.sha256]
        assert [entry["title"] for entry in content["attachments"]] == ["Facts"]
        assert [content[key] for key in ("countries", "topics", "workshops", "agencies")] == [
            [country.iso2],
            [topic.slug],
            [workshop.reference],
            [agency.slug],
        ]

        # Saving again without a change is no revision.
        response = self.save(article, self.open(article))
        assert messages(response) == ["Nothing was changed."]
        assert article.revisions.count() == 1

    def test_saving_changes_nothing_that_readers_see(self):
        article = make_article(title="As published")
        response = self.save(article, self.open(article) | {"title": "Being written"})
        assert response.context["standing"].differs
        edition = article.editions.get()
        assert (edition.title, edition.revision.number) == ("As published", 1)
        assert [revision.content["title"] for revision in article.revisions.all()] == [
            "Being written",
            "As published",
        ]

    def test_the_buttons_save_first(self):
        publisher = make_staff("Publisher")
        self.client.force_login(publisher)
        article = make_draft()
        for button, where in (("_publish", "publish/"), ("_schedule", "schedule/"), ("_preview", "preview/")):
            with self.subTest(button):
                data = self.open(article) | {"title": f"Typed before {button}"}
                response = self.client.post(edit_url(article), data | {button: "1"})
                self.assertRedirects(response, f"{LIST}{article.pk}/{where}", fetch_redirect_response=False)
                assert article.revisions.first().content["title"] == f"Typed before {button}"
        assert article.editions.count() == 0

    def test_rows_are_ordered_swapped_and_taken_out(self):
        places = [make_place(name) for name in ("Bago", "Dawei", "Loikaw")]
        article = make_draft(
            dateline={"places": [place.slug for place in places], "date": None, "end_date": None}
        )
        data = self.open(article)
        data |= {"dateline_places-0-place": str(places[1].pk), "dateline_places-1-place": str(places[0].pk)}
        data |= {"dateline_places-2-position": "0", "dateline_places-0-position": "2"}
        self.save(article, data)
        assert article.revisions.first().content["dateline"]["places"] == ["loikaw-mm", "bago-mm", "dawei-mm"]

        # One row goes, and a new one holds what it held.
        data = self.open(article) | {"dateline_places-0-DELETE": "on"}
        self.save(article, add_row(data, "dateline_places", place=places[2].pk))
        assert article.revisions.first().content["dateline"]["places"] == ["bago-mm", "dawei-mm", "loikaw-mm"]

    def test_the_same_place_twice_is_refused(self):
        place = make_place()
        article = make_draft(dateline={"places": [place.slug], "date": None, "end_date": None})
        response = self.save(article, add_row(self.open(article), "dateline_places", place=place.pk))
        self.assertContains(response, "Please correct the duplicate")
        assert article.revisions.count() == 1

    def test_an_empty_new_row_is_no_row_whatever_its_number(self):
        article = make_draft()
        response = self.save(article, add_row(self.open(article), "quotes", text="", position="0"))
        assert messages(response) == ["Nothing was changed."]

    def test_there_is_one_lead_image_and_another_may_become_it(self):
        first, second = make_image(), make_image()
        uses = [{"image": first.sha256, "role": "lead"}, {"image": second.sha256, "role": "gallery"}]
        article = make_draft(images=[use | {"alt_text": "", "caption": ""} for use in uses])
        data = self.open(article) | {"images-1-role": "lead"}
        self.assertContains(self.save(article, data), "An article has one lead image.")
        self.save(article, data | {"images-0-role": "gallery"})
        roles = [(use["image"], use["role"]) for use in article.revisions.first().content["images"]]
        assert roles == [(first.sha256, "gallery"), (second.sha256, "lead")]

    def test_see_also_names_one_thing_and_never_the_article_itself(self):
        article, other = make_draft(), make_draft()
        for row, message in (
            ({"target": other.pk, "url": "https://example.org", "label": "x"}, "Choose exactly one"),
            ({"url": "https://example.org"}, "needs a text that says where it leads"),
            ({"target": article.pk}, "An article cannot point to itself."),
        ):
            with self.subTest(message):
                self.assertContains(
                    self.save(article, add_row(self.open(article), "see_also", **row)), message
                )
        assert article.revisions.count() == 1

    def test_translations_are_joined_and_parted(self):
        english, arabic = make_draft(title="English"), make_draft(title="Arabic", language="ar")
        self.save(arabic, self.open(arabic) | {"translation_of": str(english.pk)})
        arabic.refresh_from_db()
        assert arabic.translation_key == english.translation_key
        assert list(self.client.get(edit_url(arabic)).context["translations"]) == [english]

        third = make_draft(title="Arabic again", language="ar")
        response = self.save(third, self.open(third) | {"translation_of": str(english.pk)})
        self.assertContains(response, "There is a translation into this language already: Arabic")
        response = self.save(arabic, self.open(arabic) | {"language": "en"})
        self.assertContains(response, "There is a translation into this language already: English")

        self.save(arabic, self.open(arabic) | {"stands_alone": "on"})
        arabic.refresh_from_db()
        assert arabic.translation_key != english.translation_key

    def test_opening_the_form_costs_the_same_with_more_in_it(self):
        article = make_draft()
        for number in range(3):
            with self.subTest(number):
                quotes = [
                    {"text": f"Quote {n}", "speaker": slug, "capacity": "", "agency": None}
                    for n, slug in enumerate([make_speaker(f"Speaker {number}").slug] * (number + 1))
                ]
                use = {"role": "gallery", "alt_text": "", "caption": ""}
                change(
                    article,
                    quotes=quotes,
                    images=[use | {"image": make_image().sha256} for _ in range(number + 1)],
                    dateline={
                        "places": [make_place(f"Town {n}").slug for n in range(number + 1)],
                        "date": None,
                        "end_date": None,
                    },
                    see_also=[{"article": str(make_draft().uid)} for _ in range(number + 1)],
                )
                with self.assertNumQueries(29):
                    self.client.get(edit_url(article))

    def test_saving_a_long_text_with_many_images_costs_few_queries(self):
        use = {"role": "gallery", "alt_text": "", "caption": ""}
        body = "".join(f"<p>{'word ' * 50}{number}.</p>" for number in range(40))
        for number in (1, 20):
            images = [use | {"image": make_image().sha256} for _ in range(number)]
            article = make_draft(body=body, images=images)
            data = self.open(article) | {"body": body.replace("39.", "39!"), "_continue": "1"}
            with self.subTest(number), self.assertNumQueries(40):
                self.client.post(edit_url(article), data)
        # Rows that only moved are written at once, and nothing else is asked about them.
        data = self.open(article) | {f"images-{n}-position": str(20 - n) for n in range(20)}
        with self.assertNumQueries(40):
            self.client.post(edit_url(article), data | {"_continue": "1"})
        used = [use["image"] for use in article.revisions.first().content["images"]]
        assert used == [use["image"] for use in images[::-1]]
