"""The desk's page of an embargo: set, changed, lifted; links made, copied, revoked; who used them."""

import re
from datetime import UTC, datetime

from django.test import TestCase, override_settings

from events.models import Country
from newsroom import press, workflow
from newsroom.models import Desk, Edition, Embargo, PressLink, PressVisit
from tests.desk import make_staff, messages, ticks
from tests.factory import make_article, make_draft
from tests.press import at, goes_public, make_embargoed, make_scheduled

JULY = datetime(2099, 7, 1, 10, tzinfo=UTC)


class EmbargoCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_staff("Publisher")

    def setUp(self):
        self.client.force_login(self.user)

    def url(self, article, tail=""):
        return f"/admin/newsroom/article/{article.pk}/embargo/{tail}"

    def send(self, article, form, **data):
        return self.client.post(self.url(article), data | {"form": form}, follow=True)

    def errors(self, response, form):
        return [message for field in response.context[f"{form}_form"].errors.values() for message in field]


class SetTests(EmbargoCase):
    @override_settings(TIME_ZONE="Europe/Vienna")
    def test_the_form_offers_the_instant_of_the_publication(self):
        article = make_scheduled(JULY)
        page = self.client.get(self.url(article))
        self.assertContains(page, 'value="2099-07-01T12:00"')
        self.assertContains(page, "Nobody outside the newsroom reads the text before it is public.")
        assert "link_form" not in page.context
        response = self.send(article, "embargo", until="2099-07-01T12:00", until_zone="Europe/Vienna")
        assert messages(response) == [
            "Under embargo until 1 July 2099, 12:00 Newsroom (Europe/Vienna); 1 July 2099, 10:00 UTC."
        ]
        assert (Embargo.objects.get().until, Embargo.objects.get().set_by) == (JULY, self.user)
        self.assertContains(response, "Wednesday, 1 July 2099, 12:00 (UTC+02:00)")
        self.assertContains(response, "Under embargo until 1 July 2099, 12:00 (Europe/Vienna; 10:00 UTC).")
        assert "link_form" in response.context

    def test_what_is_not_scheduled_has_no_form(self):
        for article in (make_draft(), make_article()):
            page = self.client.get(self.url(article))
            self.assertContains(page, "schedule its publication first")
            assert "embargo_form" not in page.context
            response = self.send(article, "embargo", until="2099-07-01T12:00")
            assert self.errors(response, "embargo")[0].startswith("Schedule the publication first")
            self.assertContains(response, 'value="2099-07-01T12:00"')
        assert not Embargo.objects.exists()

    @override_settings(TIME_ZONE="Europe/Vienna")
    def test_instants_that_are_none(self):
        article = make_scheduled(datetime(2099, 12, 1, tzinfo=UTC))
        for until, message in (
            (
                "2099-12-01T01:01",
                "The embargo would end after the publication, which is on 1 December 2099, 01:00",
            ),
            ("2020-01-01T10:00", "This time has passed: in Europe/Vienna it is "),
            ("2099-03-29T02:30", "Choose 01:59 or 03:00."),
            ("2099-10-25T02:30", "comes twice"),
            ("", "This field is required."),
            ("soon", "Enter a valid date/time."),
        ):
            with self.subTest(until):
                response = self.send(article, "embargo", until=until)
                assert message in self.errors(response, "embargo")[0]
                if until:
                    self.assertContains(response, f'value="{until}"')
        assert not Embargo.objects.exists()
        self.send(article, "embargo", until="2099-10-25T02:30", until_fold="0")
        assert Embargo.objects.get().until.isoformat() == "2099-10-25T00:30:00+00:00"

    def test_looking_at_the_time_elsewhere_sets_nothing(self):
        article = make_scheduled(JULY)
        response = self.send(
            article, "embargo", until="2099-06-01T12:00", until_zone="Asia/Tokyo", _look="until"
        )
        self.assertContains(response, "Monday, 1 June 2099, 03:00")
        assert not Embargo.objects.exists()

    def test_lifting_asks_once(self):
        article = make_embargoed()
        workflow.make_link(article, "The Daily", by=None)
        page = self.client.get(self.url(article, "lift/"))
        self.assertContains(page, "1 link is revoked.")
        assert Embargo.objects.exists()
        response = self.client.post(self.url(article, "lift/"), follow=True)
        assert messages(response) == ["The embargo is lifted."]
        assert not Embargo.objects.exists()
        assert self.client.get(self.url(article, "lift/")).status_code == 404

    def test_the_steps_say_that_there_is_an_embargo(self):
        article = make_embargoed()
        steps = f"/admin/newsroom/article/{article.pk}"
        self.assertContains(
            self.client.get(f"{steps}/unschedule/"), "the press cannot read the text meanwhile"
        )
        workflow.unschedule(article, by=None)
        self.assertContains(self.client.get(self.url(article)), "Nothing is scheduled any more")
        self.assertContains(self.client.get(f"{steps}/publish/"), "It cannot be public before.")
        data = {"revision": 1, "unreviewed_reason": "Urgent."}
        data["accepted"] = ticks(self.client, f"{steps}/publish/")
        response = self.client.post(f"{steps}/publish/", data)
        self.assertContains(response, "The text is under embargo until ")
        self.assertContains(response, "or lift the embargo first.")
        response = self.client.post(f"{steps}/schedule/", data | {"at": f"{at(hours=5):%Y-%m-%dT%H:%M}"})
        self.assertContains(response, "The text is under embargo until ")
        assert Edition.objects.count() == 0

    def test_after_the_publication_nothing_is_left_of_it(self):
        article = make_embargoed()
        workflow.make_link(article, "The Daily", by=None)
        goes_public(article)
        page = self.client.get(self.url(article))
        self.assertNotContains(page, "Under embargo until")
        self.assertContains(page, "ended")
        assert page.context["standing"].embargo_until is None
        assert "press=" not in page.content.decode()


class LinkTests(EmbargoCase):
    def test_making_a_link(self):
        article = make_embargoed()
        response = self.send(article, "link", outlet="The Daily")
        assert messages(response) == ["The link for The Daily is made. Copy its address below and send it."]
        link = PressLink.objects.get()
        assert (link.made_by, link.expires_at) == (self.user, None)
        address = press.address(link, article.editions.get())
        assert address.startswith("http://testserver/en/news/")
        self.assertContains(response, f'value="{address}"')
        self.assertContains(self.client_class().get(address), "Under embargo until")
        self.assertContains(self.client.get(self.url(article)), "1, last on ")

    def test_what_is_no_link(self):
        article = make_embargoed()
        for data, message in (
            ({"outlet": ""}, "This field is required."),
            ({"outlet": "x" * 100_000}, "Ensure this value has at most 255 characters (it has 100000)."),
            ({"outlet": "a\0b"}, "Null characters are not allowed."),
            ({"outlet": "Late", "expires_at": "2020-01-01T10:00"}, "This time has passed: in UTC it is "),
        ):
            with self.subTest(data["outlet"][:9]):
                response = self.send(article, "link", **data)
                assert message in self.errors(response, "link")[0]
        self.assertContains(response, 'value="Late"')
        assert not PressLink.objects.exists()
        self.send(article, "link", outlet="The Daily")
        assert "has a link" in self.errors(self.send(article, "link", outlet="The daily"), "link")[0]
        workflow.lift_embargo(article, by=None)
        assert self.errors(self.send(article, "link", outlet="Another"), "link") == [
            "Put the text under embargo first."
        ]

    def test_outlets_are_text(self):
        article = make_embargoed()
        response = self.send(article, "link", outlet="<b>Daily & sons</b>")
        self.assertContains(response, "&lt;b&gt;Daily &amp; sons&lt;/b&gt;")
        self.assertNotContains(response, "<b>Daily")

    def test_revoking_asks_once(self):
        article = make_embargoed()
        link = workflow.make_link(article, "The Daily", by=None)
        tail = f"{link.pk}/revoke/"
        self.assertContains(self.client.get(self.url(article, tail)), "Revoke the link for The Daily")
        assert PressLink.objects.open().exists()
        response = self.client.post(self.url(article, tail), follow=True)
        assert messages(response) == ["The link for The Daily is revoked."]
        self.assertContains(response, "revoked by publisher on ")
        assert "press=" not in response.content.decode()
        response = self.client.post(self.url(article, tail))
        self.assertContains(response, "This link has ended already, or was revoked.")

    def test_a_link_of_another_article(self):
        link = workflow.make_link(make_embargoed(), "The Daily", by=None)
        for tail in (f"{link.pk}/", f"{link.pk}/revoke/", "999/"):
            assert self.client.get(self.url(make_draft(), tail)).status_code == 404
            assert self.client.post(self.url(make_draft(), tail)).status_code == 404
        assert PressLink.objects.open().exists()

    def test_the_log_of_visits(self):
        article = make_embargoed()
        link = workflow.make_link(article, "The Daily", by=None)
        url = self.url(article, f"{link.pk}/")
        self.assertContains(self.client.get(url), "Nobody has used this link.")
        values = {"link": link, "at": at(seconds=-1), "address": "192.0.2.1", "agent": "<Reader>"}
        PressVisit.objects.bulk_create(PressVisit(result="read", **values) for _ in range(50))
        PressVisit.objects.create(result="expired", file="attachments/a/annex.pdf", **values)
        first, second = self.client.get(url), self.client.get(f"{url}?page=2")
        self.assertContains(first, "192.0.2.1", count=50)
        self.assertContains(first, "&lt;Reader&gt;", count=50)
        self.assertContains(first, "annex.pdf", count=1)
        self.assertContains(first, "refused: the link had expired", count=1)
        self.assertContains(second, "192.0.2.1", count=1)

    def test_pages_cost_the_same_with_more_in_them(self):
        article = make_embargoed()
        for number in range(3):
            link = workflow.make_link(article, f"Outlet {number}", by=self.user)
            PressVisit.objects.create(link=link, at=at(), result="read")
            for tail, count in (("", 15), (f"{link.pk}/", 11)):
                with self.subTest(tail, number=number), self.assertNumQueries(count):
                    self.client.get(self.url(article, tail))


class PermissionTests(EmbargoCase):
    def test_others_see_who_may_read_it_and_no_address(self):
        article = make_embargoed()
        link = workflow.make_link(article, "The Daily", by=None)
        self.client.force_login(make_staff("Editor"))
        page = self.client.get(self.url(article))
        self.assertContains(page, "The Daily")
        assert "press=" not in page.content.decode()
        assert "embargo_form" not in page.context
        assert "link_form" not in page.context
        self.assertContains(self.client.get(self.url(article, f"{link.pk}/")), "Nobody has used this link.")
        for tail in ("", "lift/", f"{link.pk}/revoke/"):
            with self.subTest(tail):
                response = self.client.post(self.url(article, tail), {"form": "link", "outlet": "Mine"})
                assert response.status_code == 403
        assert list(PressLink.objects.open()) == [link]

    def test_only_on_ones_own_desk(self):
        article = make_embargoed(language="fr")
        desk = Desk.objects.create(group=self.user.groups.get(), languages=["en"])
        assert desk.countries.count() == Country.objects.count() == 0
        assert self.client.post(self.url(article, "lift/")).status_code == 403
        assert self.send(article, "link", outlet="Le Jour").status_code == 403
        assert Embargo.objects.exists()

    def test_strangers(self):
        article = make_embargoed()
        link = workflow.make_link(article, "The Daily", by=None)
        outsider = make_staff("Writer")
        outsider.groups.clear()
        for user, status in ((None, 302), (outsider, 403)):
            self.client.logout()
            if user:
                self.client.force_login(user)
            for tail in ("", "lift/", f"{link.pk}/", f"{link.pk}/revoke/"):
                assert self.client.get(self.url(article, tail)).status_code == status

    def test_nonsense(self):
        article = make_embargoed()
        assert self.client.post(self.url(article), {"form": "x"}).status_code == 403
        assert self.client.post(self.url(article)).status_code == 403
        assert self.client.get("/admin/newsroom/article/999999/embargo/").status_code == 404

    def test_forms_bear_the_token_that_they_need(self):
        client, article = self.client_class(enforce_csrf_checks=True), make_embargoed()
        client.force_login(self.user)
        page = client.get(self.url(article))
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
        assert len(token) == 3  # one to log out, and two of ours
        data = {"form": "link", "outlet": "The Daily"}
        assert client.post(self.url(article), data).status_code == 403
        assert client.post(self.url(article), data | {"csrfmiddlewaretoken": token[-1]}).status_code == 302
