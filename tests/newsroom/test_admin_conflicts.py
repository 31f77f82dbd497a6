"""Two editors changed the same thing: it is asked what is to stand, and nothing is lost meanwhile."""

from django.urls import reverse

from newsroom.workflow import writing
from tests.factory import change, make_draft, make_speaker
from tests.newsroom.test_admin_merging import BODY, Desk, edit_url


def ins(words):
    """Words marked as new, for eyes and for ears."""
    return (
        '<ins><bdi class="visually-hidden" lang="en">[added: </bdi>'
        f'{words}<bdi class="visually-hidden" lang="en">]</bdi></ins>'
    )


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
            "<p>The crew was fed.</p>",
            f"<p>The crew was fed{ins(' well')}.</p>",
            f"<p>The crew was {ins('given food')}.</p>",
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
            with self.subTest(number), self.assertNumQueries(15):
                response = self.client.get(url)
            assert len(response.context["questions"]) == number
