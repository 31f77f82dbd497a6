"""The house rules at the desk: the page, the list beside the form, and what they keep from going out."""

import json

from django.test import TestCase

from newsroom import workflow
from newsroom.models import Article, Revision
from tests.desk import WITHOUT_REVIEW, form_data, make_staff, ticks
from tests.factory import (
    make_article,
    make_content,
    make_country,
    make_draft,
    make_place,
    make_speaker,
    make_topic,
    make_user,
)

MISSING = [{"text": "Not said", "speaker": None, "capacity": "Head", "agency": None}]


def url(article, page):
    return f"/admin/newsroom/article/{article.pk}/{page}/"


class Desk(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_staff("Publisher")

    def setUp(self):
        self.client.force_login(self.user)

    def rules(self, response):
        return [finding.rule for finding, *_rest in response.context["checks"]["rows"]]


class PageTests(Desk):
    def test_page_lists_errors_first_with_their_fields(self):
        article = make_draft(quotes=MISSING)
        response = self.client.get(url(article, "checks"))
        assert self.rules(response) == [
            "quote_not_verbatim",
            "dateline_missing",
            "dateline_missing",
            "topics",
        ]
        self.assertContains(response, f'href="{url(article, "change")}#id_quotes-0-text"')
        self.assertContains(response, f'href="{url(article, "change")}#id_dateline_date"')
        self.assertContains(response, "1 error, 3 warnings")
        assert "no-store" in response["Cache-Control"]

    def test_a_text_without_fault_is_told_so(self):
        article = make_draft(
            dateline={"places": [], "date": None, "end_date": None},
            kind="statement",
            topics=[make_topic().slug],
        )
        Article.objects.filter(pk=article.pk).update(
            dateline_date="2026-01-01", originally_released_on="2026-01-01"
        )
        self.assertContains(self.client.get(url(article, "checks")), "Nothing found.")

    def test_who_may_see_it(self):
        article = make_draft()
        self.assertEqual(self.client.get("/admin/newsroom/article/999/checks/").status_code, 404)
        self.client.force_login(make_user())
        self.assertEqual(self.client.get(url(article, "checks")).status_code, 403)
        self.client.logout()
        self.assertEqual(self.client.get(url(article, "checks")).status_code, 302)

    def test_queries_do_not_grow_with_the_findings(self):
        for number in (1, 3):
            article = make_draft(quotes=MISSING * number, body='<p><a href="/en/x/">here</a></p>' * number)
            with self.subTest(number=number):
                self.client.get(url(article, "checks"))
                with self.assertNumQueries(27):
                    self.client.get(url(article, "checks"))


class TypedTests(Desk):
    def post(self, article, **typed):
        data = form_data(self.client.get(url(article, "change"))) | typed
        return self.client.post(url(article, "checks/typed"), data)

    def test_what_is_typed_is_checked_and_nothing_is_saved(self):
        article = make_draft(title="Good")
        response = self.post(
            article, title="IT IS SHOUTED NOW", body="<p>Click <a href='https://x.org/'>here</a></p>"
        )
        self.assertEqual({"title_form", "link_text"} - set(self.rules(response)), set())
        article.refresh_from_db()
        self.assertEqual((article.title, Revision.objects.count()), ("Good", 1))
        assert "no-store" in response["Cache-Control"]

    def test_typed_form_holds_what_a_saved_one_does(self):
        country, topic, place, speaker = make_country(), make_topic(), make_place(), make_speaker()
        content = make_content(
            countries=[country.iso2],
            topics=[topic.slug],
            dateline={"places": [place.slug], "date": "2017-06-12", "end_date": "2017-06-14"},
            originally_released_on="2017-06-14",
            body="<p>“Yes,” she said.</p>",
            quotes=[{"text": "Yes", "speaker": speaker.slug, "capacity": "Head", "agency": None}],
            see_also=[{"url": "https://example.org/", "label": "There"}],
        )
        article = make_draft(**content)
        from newsroom.admin.typed import read_typed  # noqa: PLC0415 -- only here

        request = self.post(article).wsgi_request
        typed, rows = read_typed(request.POST, article)
        self.assertEqual(typed, article.revisions.get().content)
        self.assertEqual(rows["quotes"], {0: 0})

    def test_finding_leads_to_the_row_as_it_stands_in_the_form(self):
        article = make_draft(body="<p>One. Two.</p>", quotes=[MISSING[0] | {"text": "Three."}, MISSING[0]])
        data = form_data(self.client.get(url(article, "change")))
        data["quotes-0-DELETE"] = "on"
        response = self.client.post(url(article, "checks/typed"), data)
        self.assertContains(response, 'href="#id_quotes-1-text"')
        self.assertNotContains(response, "#id_quotes-0-text")
        data |= {"quotes-0-position": "5", "quotes-1-position": "1"}
        del data["quotes-0-DELETE"]
        response = self.client.post(url(article, "checks/typed"), data)
        shown = [where for _finding, where in response.context["checks"]["rows"][:2]]
        self.assertEqual(shown, ["id_quotes-1-text", "id_quotes-0-text"])

    def test_a_new_article_is_checked_before_it_is_saved(self):
        response = self.client.post("/admin/newsroom/article/checks/typed/", {"title": "A TITLE IN CAPITALS"})
        self.assertLessEqual({"title_form", "body_empty"}, set(self.rules(response)))
        assert Article.objects.count() == 0

    def test_nonsense_is_as_if_it_were_empty(self):
        article = make_draft()
        for typed in (
            {},
            {"language": "xx", "kind": "?", "dateline_date": "yesterday", "dateline_end_date": "2017-99-99"},
            {
                "countries": ["x", "-1", "9" * 40],
                "quotes-x-text": "a",
                "quotes-99999999-text": "b",
                "quotes-": "",
            },
            {
                "quotes-0-text": "a",
                "quotes-0-speaker": "'; --",
                "quotes-0-position": "-3",
                "images-0-image": "9" * 30,
            },
            {"body": "<p>\x00<b><i></p></b>" * 100, "workshops": "2017/x", "see_also-0-url": "http://[x"},
        ):
            with self.subTest(typed):
                response = self.client.post(url(article, "checks/typed"), typed)
                self.assertEqual(response.status_code, 200)

    def test_who_may_ask(self):
        article = make_draft()
        self.assertEqual(self.client.get(url(article, "checks/typed")).status_code, 405)
        self.assertEqual(
            self.client.post(url(article, "checks/typed").replace(str(article.pk), "999")).status_code, 404
        )
        self.client.force_login(make_user("view_article"))
        self.assertEqual(self.client.post(url(article, "checks/typed")).status_code, 403)
        self.assertEqual(self.client.post("/admin/newsroom/article/checks/typed/").status_code, 403)


class StepTests(Desk):
    def press(self, article, step, **data):
        data = WITHOUT_REVIEW | {"revision": article.revisions.first().number} | data
        return self.client.post(url(article, step), data)

    def errors(self, response):
        return [error.code for error in response.context["form"].non_field_errors().as_data()]

    def test_an_error_blocks_whatever_is_ticked(self):
        for step in ("publish", "schedule"):
            article = make_draft(quotes=MISSING)
            response = self.press(
                article, step, at="2099-07-01T10:00", accepted=ticks(self.client, url(article, step))
            )
            with self.subTest(step):
                self.assertEqual(self.errors(response), ["errors"])
                self.assertEqual(article.editions.count(), 0)

    def test_each_warning_needs_its_tick_and_what_was_ticked_is_in_the_log(self):
        article = make_draft()
        keys = ticks(self.client, url(article, "publish"))
        self.assertEqual(len(keys), 3)
        for some in ([], keys[:2], ["nonsense"]):
            with self.subTest(some):
                response = self.press(article, "publish", accepted=some)
                self.assertEqual(self.errors(response), ["warnings"])
                self.assertEqual(response.content.decode().count(" checked>"), len(set(some) & set(keys)))
        self.press(article, "publish", accepted=keys)
        entry = article.log.get(verb="published")
        self.assertEqual(len(entry.facts["accepted"]), 3)
        self.assertIn("There is no topic.", entry.facts["accepted"][2])
        self.assertContains(self.client.get(url(article, "history")), "There is no topic.")

    def test_a_correction_is_checked_and_a_withdrawal_is_not(self):
        article = make_article()
        self.client.post(
            url(article, "change"),
            form_data(self.client.get(url(article, "change"))) | {"title": "NEW IN CAPITALS"},
        )
        response = self.press(article, "correct", kind="typo")
        self.assertEqual(self.errors(response), ["warnings"])
        self.press(article, "withdraw", reason="gone", note="Wrong.")
        self.assertFalse(article.editions.live().exists())

    def test_schedule_is_checked_against_the_planned_day(self):
        article = make_draft(
            topics=[make_topic().slug],
            kind="statement",
            dateline={"places": [], "date": "2099-07-01", "end_date": None},
        )
        self.assertEqual(ticks(self.client, url(article, "schedule")), [])
        response = self.press(article, "schedule", at="2099-06-01T10:00")
        self.assertEqual(self.errors(response), ["warnings"])
        self.assertContains(response, "1 July 2099")
        self.press(article, "schedule", at="2099-07-01T10:00")
        self.assertEqual(article.editions.count(), 1)

    def test_approval_is_checked(self):
        article = make_draft(quotes=MISSING)
        workflow.submit(article, by=None)
        response = self.press(article, "approve", accepted=ticks(self.client, url(article, "approve")))
        self.assertEqual(self.errors(response), ["errors"])
        self.assertEqual(article.reviews.get().outcome, "pending")

    def test_the_revision_that_goes_out_is_checked_not_the_working_copy(self):
        article = make_draft()
        Article.objects.filter(pk=article.pk).update(body="")
        self.press(article, "publish", accepted=ticks(self.client, url(article, "publish")))
        self.assertEqual(article.editions.count(), 1)

    def test_system_is_not_asked(self):
        article = make_article(quotes=MISSING)
        self.assertEqual(article.editions.count(), 1)
        self.assertNotIn("accepted", json.dumps(article.log.get(verb="published").facts))
