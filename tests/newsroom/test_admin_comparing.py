"""The desk compares revisions, shows what readers will see changed, and takes one field back."""

from django.test import TestCase

from events.merging import merge
from newsroom import workflow
from tests.desk import make_staff, messages
from tests.factory import change, make_article, make_draft, make_image, make_speaker, make_topic, make_user

ONE = "<p>Twelve boats were found at sea.</p>"
TWO = "<p>The second day was for training.</p>"


class CompareCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_staff("Publisher")

    def setUp(self):
        self.client.force_login(self.user)

    def url(self, article, page="revisions/compare/"):
        return f"/admin/newsroom/article/{article.pk}/{page}"

    def compare(self, article, **query):
        return self.client.get(self.url(article), query)

    def changed(self, response):
        return [field.name for field in response.context["comparison"].changed]


class CompareTests(CompareCase):
    def test_any_two_in_either_order(self):
        article = make_draft(title="One boat", body=ONE)
        change(article, body=ONE + TWO)
        change(article, title="Two boats", topics=[make_topic("Drugs").slug])
        response = self.compare(article, old="3", new="1")
        assert self.changed(response) == ["title", "body", "topics"]
        assert (response.context["old"].number, response.context["new"].number) == (1, 3)
        self.assertContains(response, "Drugs")
        assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")
        assert self.changed(self.compare(article, old="1", new="2")) == ["body"]

    def test_names_and_not_keys(self):
        topic, speaker = make_topic("Migrant smuggling"), make_speaker("Ann Other")
        article = make_draft()
        quote = {"text": "We act.", "speaker": speaker.slug, "capacity": "Head", "agency": None}
        change(article, topics=[topic.slug], quotes=[quote])
        response = self.compare(article, old="1", new="2")
        self.assertContains(response, "Migrant smuggling")
        self.assertContains(response, "Ann Other")
        self.assertNotContains(response, topic.slug)

    def test_what_was_merged_since_is_no_change(self):
        lost, kept = make_topic("Smuggling"), make_topic("Migrant smuggling")
        article = make_draft(title="One", topics=[lost.slug])
        merge(lost, kept, by=None)
        change(article, title="Two", topics=[kept.slug])
        assert self.changed(self.compare(article, old="1", new="2")) == ["title"]

    def test_side_by_side_and_on_to_the_next(self):
        article = make_draft(title="A")
        for title in ("B", "C", "D"):
            change(article, title=title)
        response = self.compare(article, old="2", new="3", view="side")
        self.assertContains(response, 'rel="prev" href="?old=1&amp;new=2&amp;view=side"')
        self.assertContains(response, 'rel="next" href="?old=3&amp;new=4&amp;view=side"')
        self.assertContains(response, "diff--side")
        self.assertContains(response, '<p class="diff__side">Revision 2</p>', html=True)
        response = self.compare(article, old="1", new="4", view="nonsense")
        self.assertNotContains(response, 'rel="prev"')
        self.assertNotContains(response, 'rel="next"')
        self.assertContains(response, "diff--inline")

    def test_unchanged_paragraphs_are_folded(self):
        same = "".join(f"<p>Paragraph number {n} stays as it is.</p>" for n in range(3))
        article = make_draft(body=same + ONE)
        change(article, body=same + TWO)
        self.assertContains(
            self.compare(article, old="1", new="2"), "<summary>3 unchanged</summary>", html=True
        )

    def test_right_to_left(self):
        article = make_draft(language="ar", body="<p>قال الوزير أمس</p>")
        change(article, body="<p>قال الوزير اليوم</p>")
        self.assertContains(self.compare(article, old="1", new="2"), 'lang="ar" dir="rtl"')

    def test_bad_numbers(self):
        article, other = make_draft(), make_draft()
        change(article, title="Two")
        change(change(other, title="Two").article, title="Three")
        for query in ({}, {"old": "1"}, {"old": "1", "new": "3"}, {"old": "x", "new": "1"}, {"old": "0", "new": "1"},
                      {"old": "1", "new": "9" * 30}, {"old": "-1", "new": "1"}, {"old": "١", "new": "2"}):  # fmt: skip
            with self.subTest(query):
                assert self.compare(article, **query).status_code == 404
        assert (
            self.client.get("/admin/newsroom/article/99999/revisions/compare/?old=1&new=2").status_code == 404
        )
        response = self.client.get(self.url(article), {"old": "2", "new": "2"}, follow=True)
        self.assertRedirects(response, self.url(article, "revisions/"))
        assert messages(response) == ["Choose two different revisions to compare."]

    def test_who_may_only_look_is_offered_nothing(self):
        article = make_draft(body=ONE)
        change(article, body=TWO)
        self.assertContains(self.compare(article, old="1", new="2"), "/take/")
        self.client.force_login(make_user("view_article"))
        self.assertNotContains(self.compare(article, old="1", new="2"), "/take/")
        assert self.client.get(self.url(article, "revisions/1/take/title/")).status_code == 403
        assert self.client.post(self.url(article, "revisions/1/take/title/")).status_code == 403
        self.client.force_login(make_user())
        assert self.compare(article, old="1", new="2").status_code == 403

    def test_queries_do_not_grow(self):
        use = {"role": "gallery", "alt_text": "", "caption": ""}
        article = make_draft(topics=[make_topic().slug], images=[use | {"image": make_image().sha256}])
        for number in range(1, 4):
            with self.subTest(number):
                change(
                    article,
                    topics=[make_topic(f"T{number}{n}").slug for n in range(number)],
                    images=[use | {"image": make_image().sha256} for _ in range(number)],
                    body="".join(f"<p>{n} {number}</p>" for n in range(9)),
                )
                last = article.revisions.first().number
                with self.assertNumQueries(17):
                    self.compare(article, old=str(last - 1), new=str(last))

    def test_the_list_leads_to_comparisons(self):
        article = make_article(title="One")
        self.assertNotContains(self.client.get(self.url(article, "revisions/")), 'type="radio"')
        change(article, title="Two")
        change(article, title="Three")
        response = self.client.get(self.url(article, "revisions/"))
        self.assertContains(response, 'type="radio" name="old"', count=3)
        self.assertContains(response, "compare/?old=2&amp;new=3")
        # Beside the standing, and in the row of revision 3.
        self.assertContains(response, "compare/?old=1&amp;new=3", count=2)
        with self.assertNumQueries(16):
            self.client.get(self.url(article, "revisions/"))
        change(article, title="Four")
        with self.assertNumQueries(16):
            self.client.get(self.url(article, "revisions/"))


class TakeTests(CompareCase):
    def take(self, article, number, field, follow=True, **data):
        return self.client.post(self.url(article, f"revisions/{number}/take/{field}/"), data, follow=follow)

    def test_one_field_after_asking(self):
        article = make_draft(title="Old", summary="Old.")
        change(article, title="New", summary="New.")
        url = self.url(article, "revisions/1/take/title/")
        self.assertContains(self.compare(article, old="1", new="2"), url)
        response = self.client.get(url)
        assert self.changed(response) == ["title"]
        assert article.revisions.count() == 2
        response = self.take(article, 1, "title", latest="2")
        self.assertRedirects(response, self.url(article, "change/"))
        assert messages(response) == ["Taken from revision 1: Title. What readers see is as it was."]
        content = article.revisions.first().content
        assert (content["title"], content["summary"]) == ("Old", "New.")

    def test_a_field_is_offered_from_each_revision_that_says_it_otherwise_than_today(self):
        article = make_draft(title="A")
        change(article, title="B")
        change(article, title="A", summary="C.")
        response = self.compare(article, old="1", new="2")
        assert {name: [row.number for row in rows] for name, rows in response.context["offers"].items()} == {
            "title": [2]
        }
        assert response.context["rows_from"] is None

    def test_one_paragraph_after_asking(self):
        article = make_draft(body=ONE + TWO)
        change(article, body=TWO)
        url = self.url(article, "revisions/1/take/body/")
        self.assertContains(self.compare(article, old="1", new="2"), f"{url}?row=0&amp;latest=2")
        response = self.client.get(url, {"row": "0", "latest": "2"})
        self.assertContains(response, "Twelve boats")
        response = self.take(article, 1, "body", latest="2", row="0")
        assert article.revisions.first().content["body"] == ONE + TWO

    def test_nobody_is_overwritten(self):
        article = make_draft(title="Old", body=ONE)
        change(article, title="New", body=TWO)
        change(article, title="Newer")
        for data in ({"latest": "2"}, {"latest": ""}, {"latest": "x"}, {}):
            with self.subTest(data):
                response = self.take(article, 1, "title", **data)
                self.assertContains(
                    response, "Revision 3 was saved after you opened this page. Look at it first."
                )
        response = self.take(article, 1, "body", latest="2", row="0")
        self.assertContains(response, "Revision 3 was saved after you opened this page.")
        response = self.client.get(self.url(article, "revisions/1/take/body/"), {"row": "0", "latest": "2"})
        self.assertContains(response, "was saved after you opened the comparison. Open it anew.")
        assert article.revisions.count() == 3
        assert article.revisions.first().content["title"] == "Newer"

    def test_what_is_not_there(self):
        article = make_draft(body=ONE)
        change(article, body=TWO)
        for path in ("revisions/9/take/title/", "revisions/1/take/nonsense/", "revisions/1/take/schema/",
                     "revisions/1/take/body/?row=9", "revisions/1/take/body/?row=x"):  # fmt: skip
            with self.subTest(path):
                assert self.client.get(self.url(article, path)).status_code == 404
        self.assertContains(
            self.client.get(self.url(article, "revisions/1/take/title/")),
            "The working copy says that already.",
        )


class PublicDifferenceTests(CompareCase):
    def difference(self, article, step):
        return self.client.get(self.url(article, f"{step}/")).context["difference"]

    def test_what_a_correction_changes_for_readers(self):
        article = make_article(title="Twelve boats", body=ONE)
        change(article, title="Thirteen boats")
        response = self.client.get(self.url(article, "correct/"))
        difference = response.context["difference"]
        assert (difference["base"].number, difference["revision"].number) == (1, 2)
        assert difference["is_live"]
        assert [field.name for field in difference["comparison"].changed] == ["title"]
        self.assertContains(response, "What changes for readers")

    def test_nothing_was_public_or_approved(self):
        article = make_draft()
        assert self.difference(article, "publish") is None

    def test_what_changed_since_it_was_approved(self):
        writer, editor = make_staff("Writer"), make_staff("Editor")
        article = make_draft(title="One")
        workflow.submit(article, by=writer)
        workflow.approve(article, by=editor)
        assert self.difference(article, "publish") is None
        change(article, title="Two")
        workflow.submit(article, by=writer)
        difference = self.difference(article, "approve")
        assert (difference["base"].number, difference["revision"].number) == (1, 2)
        assert not difference["is_live"]

    def test_after_a_withdrawal_the_last_public_text_counts(self):
        article = make_article(title="One")
        workflow.withdraw(article, by=None, reason="gone", note="Wrong.")
        change(article, title="Two")
        difference = self.difference(article, "publish")
        assert (difference["base"].number, difference["is_live"]) == (1, False)
