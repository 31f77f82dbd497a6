"""A second pair of eyes in the desk: its buttons, its pages, and every way of pressing them wrongly."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from newsroom import workflow
from newsroom.models import Article, Review
from tests.desk import WITHOUT_REVIEW, make_staff, messages, ticks
from tests.factory import make_content, make_draft

FUTURE = "2099-07-01T10:00"


class DeskCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.staff = {role: make_staff(role) for role in ("Writer", "Editor", "Publisher")}

    def setUp(self):
        self.article, _missing = workflow.create(make_content(title="Boats"), by=self.staff["Writer"])

    def url(self, page):
        return f"/admin/newsroom/article/{self.article.pk}/{page}/"

    def get(self, page, role="Writer"):
        self.client.force_login(self.staff[role])
        return self.client.get(self.url(page), follow=True)

    def press(self, step, role="Writer", revision=None, **data):
        self.client.force_login(self.staff[role])
        number = revision or self.article.revisions.first().number
        data |= {"revision": number, "accepted": ticks(self.client, self.url(step))}
        return self.client.post(self.url(step), data, follow=True)

    def type(self, title, role="Writer"):
        Article.objects.filter(pk=self.article.pk).update(title=title)
        return workflow.save(self.article, by=self.staff[role])

    def errors(self, response):
        return [message for field in response.context["form"].errors.values() for message in field]

    def offered(self, role):
        return [step.name for step in self.get("change", role).context["steps"]]


class StepTests(DeskCase):
    def test_from_draft_to_readers(self):
        self.assertEqual(self.offered("Writer"), ["submit"])
        response = self.press(
            "submit", reviewer=self.staff["Editor"].pk, due_at=FUTURE, remark="Please see the date."
        )
        self.assertEqual(messages(response), ["Sent to editor. Due 1 July 2099, 10:00."])
        self.assertContains(response, '<span class="state state--in-review">in review</span>', html=True)
        self.assertEqual(self.offered("Writer"), ["recall"])
        self.assertEqual(self.offered("Editor"), ["approve", "send-back", "recall"])
        response = self.press("send-back", "Editor", remark="The date is wrong.")
        self.assertEqual(messages(response), ["Sent back."])
        self.type("Boats at sea")
        self.press("submit", due_at="")
        response = self.press("approve", "Editor")
        self.assertEqual(messages(response), ["Revision 2 is approved."])
        self.assertContains(response, "and can be published.")
        self.assertEqual(self.offered("Publisher"), ["send-back", "publish", "schedule"])
        page = self.get("publish", "Publisher")
        self.assertContains(page, "Approved by editor on")
        self.assertNotContains(page, "unreviewed_reason")
        self.press("publish", "Publisher")
        self.assertEqual(self.article.editions.get().title, "Boats at sea")

    def test_nobody_approves_what_is_theirs(self):
        self.type("By the editor", "Editor")
        self.press("submit")
        self.assertEqual(self.offered("Editor"), ["send-back", "recall"])
        self.assertContains(self.get("approve", "Editor"), "A part of this text is yours.")
        response = self.press("approve", "Editor")
        self.assertContains(response, "A part of this text is yours.", status_code=403)
        self.assertEqual(self.press("approve", "Writer").status_code, 403)
        self.assertTrue(Review.objects.waiting(is_later=False).exists())

    def test_a_stale_approval(self):
        self.press("submit")
        self.type("Changed meanwhile")
        self.assertContains(
            self.get("approve", "Editor"), "Revision 1 was sent; since then writer saved up to revision 2."
        )
        self.assertContains(
            self.get("review", "Editor"), self.url("revisions/compare") + "?old=1&amp;new=2", count=1
        )
        response = self.press("approve", "Editor", revision=1, remark="Fine.")
        self.assertIn("saved revision 2", self.errors(response)[0])
        self.assertContains(response, "Fine.")
        self.assertContains(response, 'name="revision" value="2"')
        self.press("approve", "Editor", revision=2)
        self.assertEqual(Review.objects.get().revision.number, 2)

    def test_bad_input(self):
        past = (timezone.now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
        for data, message in (
            ({"due_at": past}, "has passed"),
            ({"due_at": "soon"}, "valid date/time"),
            ({"reviewer": self.staff["Writer"].pk}, "Select a valid choice"),
            ({"reviewer": "x"}, "Select a valid choice"),
            ({"remark": "x" * 5001}, "at most 5000 characters"),
        ):
            with self.subTest(message):
                response = self.press("submit", **data)
                self.assertIn(message, self.errors(response)[0])
        self.assertFalse(Review.objects.exists())
        self.press("submit")
        self.assertEqual(self.errors(self.press("submit")), ["This text is in review already."])
        self.assertIn("This field is required.", self.errors(self.press("send-back", "Editor", remark=" ")))
        response = self.get("submit")
        self.assertEqual(messages(response), ["This cannot be done now: the text is in review."])
        self.press("recall")
        self.assertIn("is not in review", self.errors(self.press("recall"))[0])

    def test_what_was_typed_since_does_not_go_out(self):
        self.press("submit")
        self.press("approve", "Editor")
        self.type("Typed since")
        page = self.get("publish", "Publisher")
        self.assertContains(page, "saved as revision 2 on")
        self.assertContains(page, '<a href="?revision=2">')
        self.assertContains(page, 'name="revision" value="1"')
        newer = self.client.get(self.url("publish") + "?revision=2")
        self.assertContains(newer, 'name="revision" value="2"')
        self.assertContains(newer, "unreviewed_reason")
        self.assertEqual(
            self.errors(self.press("publish", "Publisher", revision=2)),
            ["Nobody else has approved this text. Send it to review, or say why it goes out without."],
        )
        self.press("publish", "Publisher", revision=1)
        self.assertEqual(self.article.editions.get().title, "Boats")

    def test_an_approval_that_was_taken_back_meanwhile(self):
        self.press("submit")
        self.press("approve", "Editor")
        self.press("send-back", "Editor", remark="No.")
        self.assertIn("Nobody else has approved", self.errors(self.press("publish", "Publisher"))[0])
        self.assertFalse(self.article.editions.exists())

    def test_without_review_and_the_look_later(self):
        self.press("publish", "Publisher", **WITHOUT_REVIEW)
        self.assertEqual(self.offered("Editor"), ["look"])
        self.assertEqual(self.offered("Publisher"), ["correct", "withdraw"])
        self.assertContains(self.get("look", "Publisher"), "Somebody else has to look at it.")
        self.assertContains(self.get("look", "Editor"), WITHOUT_REVIEW["unreviewed_reason"])
        for data, message in (
            ({}, "This field is required."),
            ({"finding": "mend"}, "Say what has to be mended."),
            ({"finding": "odd"}, "Select a valid choice"),
        ):
            with self.subTest(message):
                self.assertIn(message, self.errors(self.press("look", "Editor", **data))[0])
        response = self.press("look", "Editor", finding="fine")
        self.assertEqual(messages(response), ["Noted: it is as it should be."])
        self.assertEqual(self.offered("Editor"), [])

    def test_overdue(self):
        self.press("submit")
        Review.objects.update(due_at=timezone.now() - timedelta(hours=1))
        self.assertContains(self.get("change"), '<strong class="overdue">Overdue</strong>', html=True)


class ReviewPageTests(DeskCase):
    def test_remarks_are_made_and_settled(self):
        self.client.force_login(self.staff["Editor"])
        response = self.client.post(self.url("review"), {"text": "Which day?\n<b>Really</b>"}, follow=True)
        self.assertContains(response, "<p>Which day?<br>&lt;b&gt;Really&lt;/b&gt;</p>")
        self.assertContains(
            response, '<span class="count">1<span class="visually-hidden"> open remark</span></span>'
        )
        remark = self.article.remarks.get()
        self.client.force_login(self.staff["Writer"])
        response = self.client.post(self.url("review"), {"settle": remark.pk}, follow=True)
        self.assertContains(response, "Settled by")
        self.assertNotContains(response, 'class="count"')
        response = self.client.post(self.url("review"), {"settle": remark.pk}, follow=True)
        self.assertEqual(messages(response), ["This remark is settled already."])

    def test_bad_input(self):
        self.client.force_login(self.staff["Editor"])
        other = workflow.remark(make_draft(), "Elsewhere.", by=None)
        for data, status, message in (
            ({"text": " "}, 200, "Write a remark first."),
            ({"text": "y" * 5001}, 200, "yyy"),
            ({"settle": "x"}, 404, ""),
            ({"settle": "9" * 30}, 404, ""),
            ({"settle": other.pk}, 404, ""),
        ):
            with self.subTest(data=str(data)[:40]):
                response = self.client.post(self.url("review"), data)
                self.assertContains(response, message, status_code=status)
        self.assertFalse(self.article.remarks.exists())

    def test_who_may_not_see_it(self):
        self.client.logout()
        self.assertEqual(self.client.get(self.url("review")).status_code, 302)
        user = make_staff("Writer", "nobody")
        user.groups.clear()
        self.client.force_login(user)
        self.assertEqual(self.client.get(self.url("review")).status_code, 403)
        self.assertEqual(self.client.post(self.url("review"), {"text": "x"}).status_code, 403)

    def test_it_costs_the_same_with_more_on_it(self):
        editor, writer = self.staff["Editor"], self.staff["Writer"]
        for number in range(3):
            workflow.submit(self.article, by=writer)
            workflow.send_back(self.article, by=editor, remark=f"Remark {number}")
            self.client.force_login(writer)
            with self.subTest(number), self.assertNumQueries(12):
                self.client.get(self.url("review"))
