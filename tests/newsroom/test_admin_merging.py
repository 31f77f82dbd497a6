"""Two editors save one article: what goes together is saved, whoever was first."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse

from newsroom import workflow
from newsroom.admin.articles import ArticleAdmin
from newsroom.models import Article, UnsavedTyping
from tests.desk import add_row, form_data, make_staff, messages
from tests.factory import make_draft, make_image, make_place, make_speaker, make_topic

BODY = "<p>Twelve boats were stopped.</p><p>The crew was fed.</p><p>Nobody was hurt.</p>"


def edit_url(article):
    return reverse("admin:newsroom_article_change", args=[article.pk])


class Desk(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.me, cls.other = make_staff("Writer", "me"), make_staff("Editor", "ann")

    def setUp(self):
        self.client.force_login(self.me)

    def open(self, article):
        return form_data(self.client.get(edit_url(article)))

    def save(self, article, data, **options):
        return self.client.post(edit_url(article), data | {"_continue": "1"}, follow=True, **options)

    def theirs(self, article, **changes):
        """Somebody else saves."""
        article = Article.objects.get(pk=article.pk)
        content = article.revisions.first().content | changes
        newest = article.revisions.first().number
        return workflow.merge(article, content, by=self.other, seen=newest, note="Theirs")[0]

    def content(self, article):
        return article.revisions.first().content

    def kept(self):
        return list(UnsavedTyping.objects.filter(user=self.me))


class GoesTogetherTests(Desk):
    def test_different_fields_and_paragraphs_are_both_saved(self):
        article = make_draft(title="Boats", body=BODY)
        data = self.open(article)
        self.theirs(article, title="Boats stopped", body=BODY.replace("hurt", "harmed"))
        response = self.save(
            article, data | {"summary": "About boats.", "body": BODY.replace("Twelve", "12")}
        )
        self.assertRedirects(response, edit_url(article))
        assert messages(response) == [
            "Your changes and those of ann (revision 2: title, paragraph 3) are both in revision 3."
        ]
        content = self.content(article)
        assert (content["title"], content["summary"]) == ("Boats stopped", "About boats.")
        assert content["body"] == BODY.replace("Twelve", "12").replace("hurt", "harmed")
        entry = article.log.first()
        assert (entry.verb, entry.by, entry.revision.number, entry.detail) == (
            "merged",
            self.me,
            3,
            "merged with revision 2",
        )
        assert self.kept() == []

    def test_the_note_on_a_change_stays_with_it(self):
        article = make_draft(title="Boats")
        data = self.open(article)
        self.theirs(article, title="Boats stopped")
        self.save(article, data | {"summary": "About boats.", "revision_note": "As asked"})
        assert article.revisions.first().note == "As asked"

    def test_rows_keys_and_new_files_of_both_are_there(self):
        image, other = make_image(), make_image()
        speaker, place, topic = make_speaker(), make_place(), make_topic()
        quote = {"text": "We act at sea.", "speaker": None, "capacity": "", "agency": None}
        use = {"role": "gallery", "alt_text": "", "caption": ""}
        article = make_draft(quotes=[quote], images=[use | {"image": image.sha256}])
        data = add_row(
            self.open(article), "attachments", title="Old", file=SimpleUploadedFile("o.txt", b"old")
        )
        self.save(article, data)
        data = self.open(article)
        self.theirs(
            article,
            quotes=[quote | {"speaker": speaker.slug}],
            images=[use | {"image": other.sha256}, use | {"image": image.sha256}],
            topics=[topic.slug],
        )
        data |= {"quotes-0-capacity": "Head", "images-0-caption": "Ours", "attachments-0-title": "Older"}
        data = add_row(data, "dateline_places", place=place.pk)
        data = add_row(data, "attachments", title="New", file=SimpleUploadedFile("n.txt", b"new"))
        response = self.save(article, data)
        assert messages(response)[0].startswith("Your changes and those of ann (revision 3:")
        content = self.content(article)
        assert content["quotes"] == [quote | {"speaker": speaker.slug, "capacity": "Head"}]
        assert content["images"] == [
            use | {"image": other.sha256},
            use | {"image": image.sha256, "caption": "Ours"},
        ]
        assert content["dateline"]["places"] == [place.slug]
        assert content["topics"] == [topic.slug]
        assert [entry["title"] for entry in content["attachments"]] == ["Older", "New"]
        for row, expected in zip(article.attachments.all(), (b"old", b"new"), strict=True):
            with row.file.open() as file:
                assert file.read() == expected

    def test_a_row_that_somebody_took_away_is_asked_about_where_it_was_edited(self):
        quote = {"text": "Ours.", "speaker": None, "capacity": "", "agency": None}
        article = make_draft(quotes=[quote])
        data = self.open(article)
        self.theirs(article, quotes=[])
        response = self.save(article, data | {"quotes-0-capacity": "Head"})
        (question,) = response.context["questions"]
        assert question.label == "Quote 1"
        self.client.post(response.redirect_chain[-1][0], {"theirs": "2", "quotes-1-answer": "mine"})
        assert self.content(article)["quotes"] == [quote | {"capacity": "Head"}]

    def test_nothing_of_mine_makes_no_revision(self):
        article = make_draft(title="Boats")
        data = self.open(article)
        self.theirs(article, title="Boats stopped")
        response = self.save(article, data)
        assert messages(response) == [
            "There is nothing of yours to add: the text is as in ann (revision 2: title)."
        ]
        assert article.revisions.count() == 2

    def test_a_form_with_errors_shows_them_first_and_changes_nothing(self):
        image = make_image()
        article = make_draft(
            title="Boats", images=[{"image": image.sha256, "role": "lead", "alt_text": "", "caption": ""}]
        )
        data = self.open(article)
        self.theirs(article, title="Boats stopped")
        response = self.save(article, data | {"title": "", "summary": "Mine"})
        self.assertContains(response, "This field is required.")
        again = form_data(response)
        assert (again["seen_revision"], again["summary"]) == ("1", "Mine")
        article.refresh_from_db()
        assert (article.title, article.images.count(), article.revisions.count()) == ("Boats stopped", 1, 2)
        self.save(article, again | {"title": "Boats"})
        content = self.content(article)
        assert (content["title"], content["summary"], len(content["images"])) == ("Boats stopped", "Mine", 1)

    def test_saving_an_unchanged_form_touches_nothing_that_the_workflow_wrote_meanwhile(self):
        article = make_draft()
        opened = Article.objects.get(pk=article.pk)
        Article.objects.filter(pk=article.pk).update(stage="approved", title="Not read again")
        opened.title = "Typed"
        ArticleAdmin.save_model(None, None, opened, None, True)
        article.refresh_from_db()
        assert (article.stage, article.title) == ("approved", "Typed")
