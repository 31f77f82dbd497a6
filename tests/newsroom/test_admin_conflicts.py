"""Two editors save one article: what goes together is saved, what overlaps is asked, and nothing is lost."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse

from newsroom import workflow
from newsroom.admin.articles import ArticleAdmin
from newsroom.models import Article, UnsavedTyping
from newsroom.workflow import writing
from tests.desk import add_row, form_data, make_staff, messages
from tests.factory import change, make_draft, make_image, make_place, make_speaker, make_topic

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


class OverlapTests(Desk):
    def conflict(self, **more):
        article = make_draft(title="Boats", body=BODY)
        data = self.open(article)
        self.theirs(article, title="Ships", body=BODY.replace("fed", "fed well"), contact="Office")
        mine = {"title": "Vessels", "body": BODY.replace("fed", "given food"), "summary": "Mine"}
        response = self.save(article, data | mine | more)
        assert article.revisions.count() == 2
        return article, response, response.redirect_chain[-1][0]

    def test_each_place_is_shown_three_times_with_its_words_marked(self):
        _article, response, _url = self.conflict()
        assert [question.label for question in response.context["questions"]] == ["Title", "Paragraph 2"]
        assert response.context["questions"][1].sides == [
            [(False, "The crew was fed.")],
            [(False, "The crew was fed"), (True, " well"), (False, ".")],
            [(False, "The crew was "), (True, "given food"), (False, ".")],
        ]
        assert response.context["merged"] == [("summary", "mine"), ("media contact", "theirs")]
        self.assertContains(response, "ann saved revision 2 on")

    def test_each_is_decided_and_all_is_one_revision(self):
        article, _response, url = self.conflict()
        answers = {
            "theirs": "2",
            "title-answer": "theirs",
            "body-2-answer": "hand",
            "body-2-hand": "<p>Fed.</p>",
        }
        response = self.client.post(url, answers, follow=True)
        self.assertRedirects(response, edit_url(article))
        content = self.content(article)
        assert (content["title"], content["summary"], content["contact"]) == ("Ships", "Mine", "Office")
        assert content["body"] == BODY.replace("The crew was fed", "Fed")
        assert (article.revisions.count(), self.kept()) == (3, [])
        self.assertContains(response, "are both in revision 3.")

    def test_what_is_not_answered_is_asked_again_and_what_was_written_stays(self):
        article, _response, url = self.conflict()
        for answers in (
            {},
            {"title-answer": "nonsense"},
            {"body-2-answer": "hand", "body-2-hand": "<p>Fed.</p>"},
        ):
            response = self.client.post(url, answers | {"theirs": "2"})
            assert response.status_code == 200
            self.assertContains(response, 'id="question-title"')
            assert article.revisions.count() == 2
        self.assertContains(response, "Choose what is to stand here.", count=1)
        self.assertContains(response, "&lt;p&gt;Fed.&lt;/p&gt;")

    def test_a_decision_that_no_article_may_have_is_refused_with_all_that_was_written(self):
        article, _response, url = self.conflict()
        answers = {"theirs": "2", "title-answer": "hand", "title-hand": "x" * 301, "body-2-answer": "mine"}
        response = self.client.post(url, answers)
        self.assertContains(response, "The two texts do not go together")
        self.assertContains(response, "x" * 301)
        assert (article.revisions.count(), len(self.kept())) == (2, 1)

    def test_somebody_saves_again_while_i_decide(self):
        article, _response, url = self.conflict()
        self.theirs(article, contact="Office, 2nd floor")
        answers = {"theirs": "2", "title-answer": "mine", "body-2-answer": "mine"}
        self.client.post(url, answers)
        content = self.content(article)
        assert (content["title"], content["contact"]) == ("Vessels", "Office, 2nd floor")
        assert article.revisions.count() == 4

    def test_somebody_saves_the_same_again_while_i_decide(self):
        article, _response, url = self.conflict()
        self.theirs(article, title="Ships again")
        answers = {"theirs": "2", "title-answer": "hand", "title-hand": "By hand", "body-2-answer": "both"}
        response = self.client.post(url, answers, follow=True)
        (question,) = response.context["questions"]
        assert question.texts == ["Ships", "Ships again", "By hand"]
        assert article.revisions.count() == 3
        self.client.post(url, {"theirs": "3", "title-answer": "mine"})
        content = self.content(article)
        assert content["title"] == "By hand"
        assert "<p>The crew was fed well.</p><p>The crew was given food.</p>" in content["body"]

    def test_it_waits_until_i_come_back(self):
        article, _response, url = self.conflict()
        response = self.client.get(edit_url(article))
        self.assertContains(response, "waits for you to say what is to stand")
        self.assertContains(response, f'href="{url}"')
        assert self.client.get(url).status_code == 200

    def test_nobody_else_sees_what_waits(self):
        _article, _response, url = self.conflict()
        self.client.force_login(self.other)
        assert self.client.get(url).status_code == 404
        assert self.client.post(url, {"theirs": "2"}).status_code == 404
        self.client.logout()
        assert self.client.get(url).status_code == 302

    def test_a_form_without_a_known_number_is_asked_about_everything(self):
        for seen in ("", "99", "x", "²", "-1", "1" * 99):
            with self.subTest(seen):
                article = make_draft(title="Old")
                response = self.save(article, self.open(article) | {"title": "New", "seen_revision": seen})
                assert [question.label for question in response.context["questions"]][0] == "Title"
                article.refresh_from_db()
                assert article.title == "Old"

    def test_what_does_not_go_together_after_all_is_asked_about_as_a_whole(self):
        article, _response, url = self.conflict()
        self.theirs(article, contact="Office, 2nd floor")
        answers = {"theirs": "2", "title-answer": "hand", "title-hand": "x" * 301, "body-2-answer": "mine"}
        response = self.client.post(url, answers, follow=True)
        self.assertRedirects(response, f"{url}?whole=1")
        self.assertContains(response, "The two texts do not go together")
        questions = {question.conflict.key: question for question in response.context["questions"]}
        assert questions["title"].texts == ["", "Ships", "x" * 301]
        answers = {f"{key}-answer": "mine" for key in questions} | {"title-answer": "theirs", "theirs": "3"}
        self.client.post(f"{url}?whole=1", answers)
        assert self.content(article)["title"] == "Ships"

    def test_the_number_of_queries_does_not_grow(self):
        for number in (1, 3):
            speakers = [make_speaker(f"Speaker {number} {n}").slug for n in range(2 * number)]
            quotes = [
                {"text": f"Number {n} {'abc'[n]}{n}", "speaker": None, "capacity": "", "agency": None}
                for n in range(number)
            ]
            article = make_draft(quotes=quotes)
            mine = [quote | {"speaker": speakers[n]} for n, quote in enumerate(quotes)]
            base, key = article.revisions.first().content, f"00000000-0000-4000-8000-00000000000{number}"
            change(article, quotes=[quote | {"speaker": speakers[-n - 1]} for n, quote in enumerate(quotes)])
            writing.keep(by=self.me, form=key, article=article, base=1, content=base | {"quotes": mine})
            url = reverse("admin:newsroom_article_merge", args=[article.pk, key])
            with self.subTest(number), self.assertNumQueries(13):
                response = self.client.get(url)
            assert len(response.context["questions"]) == number
