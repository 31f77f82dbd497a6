"""The way of an article to readers and back: every button, and every way of pressing it wrongly."""

from datetime import timedelta

from django.test import TestCase, override_settings
from django.utils import timezone

from newsroom.models import Address, Article
from tests.desk import WITHOUT_REVIEW, make_staff, messages, ticks
from tests.factory import change, make_article, make_content, make_draft, make_image

FUTURE = "2099-07-01T10:00"


class StepCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_staff("Publisher")

    def setUp(self):
        self.client.force_login(self.user)

    def url(self, article, page):
        return f"/admin/newsroom/article/{article.pk}/{page}/"

    def press(self, article, step, revision=None, **data):
        number = revision or article.revisions.first().number
        data = WITHOUT_REVIEW | {"accepted": ticks(self.client, url := self.url(article, step))} | data
        return self.client.post(url, data | {"revision": number}, follow=True)

    def errors(self, response):
        """The messages that stand in the form of the page."""
        return [message for field in response.context["form"].errors.values() for message in field]


class PublishTests(StepCase):
    def test_the_page_says_what_will_happen(self):
        article = make_draft(slug="boats")
        response = self.client.get(self.url(article, "publish"))
        today = timezone.localdate()
        self.assertContains(response, f"/en/news/{today:%Y/%m}/boats/")
        self.assertContains(response, f"({article.revisions.get().sha256[:8]}…)")
        self.assertContains(response, "Nothing. It is the first publication of this text.")
        assert article.editions.count() == 0
        assert Address.objects.count() == 0

    def test_publishing(self):
        article = make_draft(slug="boats")
        response = self.press(article, "publish")
        edition = article.editions.get()
        self.assertRedirects(response, self.url(article, "change"))
        assert messages(response) == [f"Published: {edition.get_absolute_url()}"]
        assert (edition.published_by, edition.revision.number) == (self.user, 1)
        assert self.client.get(edition.get_absolute_url()).status_code == 200
        assert [step.name for step in response.context["steps"]] == ["correct", "withdraw"]

    def test_a_newer_revision_is_looked_at_first(self):
        article = make_draft(title="Seen")
        change(article, title="Not seen")
        response = self.press(article, "publish", revision=1)
        assert "saved revision 2" in self.errors(response)[0]
        self.assertContains(response, 'name="revision" value="2"')
        assert article.editions.count() == 0
        self.press(article, "publish", revision=2)
        assert article.editions.get().title == "Not seen"

    def test_without_the_number_of_a_revision_nothing_is_published(self):
        article = make_draft()
        for number in ("", "x", "0"):
            with self.subTest(number):
                response = self.client.post(self.url(article, "publish"), {"revision": number})
                assert response.status_code == 200
        assert article.editions.count() == 0

    def test_what_is_public_cannot_be_published_again(self):
        article = make_article()
        assert self.errors(self.press(article, "publish")) == [
            "This text is public already. Correct it instead."
        ]
        response = self.client.get(self.url(article, "publish"), follow=True)
        assert messages(response) == ["This cannot be done now: the text is live."]
        assert article.editions.count() == 1

    def test_an_address_that_another_text_has_is_refused(self):
        make_article(slug="boats")
        article = make_draft(slug="boats")
        assert self.errors(self.press(article, "publish"))[0].startswith(
            "Another text has this address: boats"
        )

    def test_an_article_that_was_never_saved_has_nothing_to_publish(self):
        content = make_content()
        article = Article.objects.create(title="Bare", slug=content["slug"])
        response = self.client.post(self.url(article, "publish"), {"revision": "1"})
        assert self.errors(response) == ["Save the text first."]
        assert self.client.get(self.url(article, "publish")).status_code == 200


class ScheduleTests(StepCase):
    @override_settings(TIME_ZONE="Asia/Bangkok")
    def test_the_time_is_the_newsrooms(self):
        article = make_draft()
        response = self.press(article, "schedule", at=FUTURE)
        edition = article.editions.get()
        assert edition.live_from.isoformat() == "2099-07-01T03:00:00+00:00"
        assert messages(response) == [
            "Scheduled for 1 July 2099, 10:00 Newsroom (Asia/Bangkok); 1 July 2099, 03:00 UTC: "
            + edition.get_absolute_url()
        ]
        assert self.client.get(edition.get_absolute_url()).status_code == 404
        assert response.context["standing"].state == "scheduled"
        assert [step.name for step in response.context["steps"]] == ["unschedule"]

    @override_settings(TIME_ZONE="Europe/Vienna")
    def test_times_that_are_none(self):
        article = make_draft()
        past = f"{timezone.localtime() - timedelta(minutes=1):%Y-%m-%dT%H:%M}"
        for at, message in (
            (past, "This time has passed: in Europe/Vienna it is "),
            ("", "This field is required."),
            ("soon", "Enter a valid date/time."),
            ("2099-03-29T02:30", "On 29 March 2099 there is no 02:30 in Europe/Vienna"),
        ):
            with self.subTest(at):
                response = self.press(article, "schedule", at=at)
                assert message in self.errors(response)[0]
                self.assertContains(response, f'value="{at}"' if at else 'name="at"')
        assert article.editions.count() == 0

    def test_taking_back(self):
        article = make_draft()
        assert self.errors(self.press(article, "unschedule"))[0].startswith("Nothing is scheduled.")
        self.press(article, "schedule", at=FUTURE)
        self.assertContains(
            self.client.get(self.url(article, "unschedule")), "is approved where it was approved."
        )
        response = self.press(article, "unschedule")
        assert messages(response) == ["Taken back. Nothing will happen on 1 July 2099, 10:00 (UTC)."]
        assert article.editions.count() == 0
        assert response.context["standing"].state == "draft"


class CorrectTests(StepCase):
    def test_a_correction_replaces_and_tells(self):
        article = make_article(title="Old")
        change(article, title="New")
        page = self.client.get(self.url(article, "correct"))
        self.assertContains(page, "Edition 1, public since")
        response = self.press(article, "correct", kind="correction", note="The title was wrong.")
        new, old = article.editions.order_by("-number")
        assert (new.title, new.note, new.change, old.live_until) == (
            "New",
            "The title was wrong.",
            "correction",
            new.live_from,
        )
        assert messages(response) == [f"Corrected: {new.get_absolute_url()}"]
        self.assertContains(self.client.get(new.get_absolute_url()), "The title was wrong.")

    def test_a_moved_address_is_announced(self):
        article = make_article(slug="old")
        change(article, slug="new")
        self.assertContains(self.client.get(self.url(article, "correct")), "/old/ will lead there)")

    def test_what_cannot_be_corrected(self):
        article = make_article()
        assert self.errors(self.press(article, "correct", kind="typo")) == [
            "Nothing has changed since what is public."
        ]
        change(article, title="New")
        for data, message in (
            ({"kind": "correction", "note": " "}, "Tell readers what was changed."),
            ({"kind": "first", "note": "x"}, "Select a valid choice"),
            ({"note": "Kept."}, "This field is required."),
            ({"kind": "typo", "at": "2020-01-01T10:00"}, "This time has passed:"),
        ):
            with self.subTest(data):
                response = self.press(article, "correct", **data)
                assert message in self.errors(response)[0]
        self.assertContains(self.press(article, "correct", note="Kept."), "Kept.")
        assert article.editions.count() == 1
        assert self.errors(self.press(make_draft(), "correct", kind="typo")) == [
            "This text is not public. Publish it instead."
        ]

    def test_a_correction_ahead_and_back(self):
        article = make_article()
        change(article, title="New")
        response = self.press(article, "correct", kind="typo", at=FUTURE)
        self.assertContains(response, "On 1 July 2099, 10:00 (UTC) it will be replaced")
        assert [step.name for step in response.context["steps"]] == ["unschedule"]
        response = self.press(article, "unschedule")
        assert article.editions.get().live_until is None
        assert [step.name for step in response.context["steps"]] == ["submit", "correct", "withdraw"]


class WithdrawTests(StepCase):
    def test_each_reason(self):
        for reason, status in (("gone", 410), ("readable", 200), ("replaced", 410)):
            with self.subTest(reason):
                article, other = make_article(), make_article()
                data = {"replaced_by": other.pk} if reason == "replaced" else {}
                response = self.press(article, "withdraw", reason=reason, note="It was wrong.", **data)
                assert messages(response) == ["Withdrawn."]
                assert response.context["standing"].state == "withdrawn"
                page = self.client.get(article.editions.get().get_absolute_url())
                assert page.status_code == status
                self.assertContains(page, "It was wrong.", status_code=status)

    def test_what_cannot_be_withdrawn(self):
        article = make_article()
        for data, message in (
            ({"reason": "gone", "note": ""}, "This field is required."),
            ({"reason": "replaced", "note": "x"}, "Name the text that replaces it"),
            (
                {"reason": "gone", "note": "x", "replaced_by": make_article().pk},
                "Name the text that replaces it",
            ),
            ({"reason": "replaced", "note": "x", "replaced_by": article.pk}, "A text cannot replace itself."),
            ({"reason": "bored", "note": "x"}, "Select a valid choice"),
            ({"reason": "gone", "note": "x", "at": "2020-01-01T10:00"}, "This time has passed:"),
        ):
            with self.subTest(data):
                assert message in self.errors(self.press(article, "withdraw", **data))[0]
        assert self.errors(self.press(make_draft(), "withdraw", reason="gone", note="x")) == [
            "This text is not public."
        ]
        assert article.editions.get().live_until is None

    def test_a_withdrawal_ahead_and_back(self):
        article = make_article()
        response = self.press(article, "withdraw", reason="gone", note="Ends.", at=FUTURE)
        assert messages(response) == ["It will be withdrawn on 1 July 2099, 10:00 Newsroom (UTC)."]
        self.assertContains(response, "It will be withdrawn on 1 July 2099, 10:00 (UTC).", count=1)
        self.press(article, "unschedule")
        assert article.editions.get().live_until is None

    def test_a_withdrawn_text_may_be_published_again(self):
        article = make_article()
        self.press(article, "withdraw", reason="gone", note="Wrong.")
        page = self.client.get(self.url(article, "publish"))
        self.assertContains(page, "The notice that this text was withdrawn.")
        self.press(article, "publish")
        assert article.editions.count() == 2


class MemoryTests(StepCase):
    def test_previews_are_stored_by_nobody(self):
        article = make_article(title="Public", body="<p>Before.</p>")
        change(article, title="Working copy", body="<p>After.</p>")
        for query, title in (
            ("", "Working copy"),
            ("?revision=1", "Public"),
            ("?revision=2", "Working copy"),
        ):
            with self.subTest(query):
                response = self.client.get(self.url(article, "preview") + query)
                self.assertContains(response, title)
                self.assertContains(response, "Preview")
                assert "no-store" in response["Cache-Control"]
                assert "private" in response["Cache-Control"]
                assert response["X-Robots-Tag"] == "noindex"

    def test_restoring_brings_everything_back_as_a_new_revision(self):
        image = make_image()
        use = {"image": image.sha256, "role": "lead", "alt_text": "", "caption": ""}
        article = make_draft(title="First", images=[use])
        change(article, title="Second", images=[])
        page = self.client.get(self.url(article, "revisions"))
        self.assertContains(page, self.url(article, "revisions/1/restore"))
        response = self.client.post(self.url(article, "revisions/1/restore"), {"latest": "2"}, follow=True)
        assert messages(response) == [
            "The working copy is as in revision 1 again. What readers see is as it was."
        ]
        restored = article.revisions.first()
        assert (restored.number, restored.content["title"], restored.content["images"]) == (3, "First", [use])
        self.assertContains(self.client.get(self.url(article, "history")), "restored")

    def test_nothing_is_restored_over_a_text_not_seen(self):
        article = make_draft(title="First")
        change(article, title="Second")
        for latest in ("1", "", "x"):
            with self.subTest(latest):
                response = self.client.post(self.url(article, "revisions/1/restore"), {"latest": latest})
                self.assertContains(response, "saved revision 2")
        assert article.revisions.count() == 2

    def test_a_page_that_is_only_looked_at_changes_nothing(self):
        article = make_draft()
        change(article, title="Second")
        self.client.get(self.url(article, "revisions/1/restore"))
        assert article.revisions.count() == 2

    def test_lists_of_revisions_and_log_cost_the_same_with_more_in_them(self):
        article = make_article()
        for number in range(3):
            change(article, title=f"Title {number}")
            for page, count in (("revisions", 16), ("history", 15)):
                with self.subTest(page, number=number), self.assertNumQueries(count):
                    self.client.get(self.url(article, page))
