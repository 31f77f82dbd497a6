"""Instants typed into the forms of the desk: in any zone, at the hours when clocks are changed, in the past."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.test import TestCase, override_settings
from django.utils import timezone, translation

from events.models import Place
from newsroom.admin.instants import InstantField, offer_zones, zones_of
from newsroom.clocks import everywhere, exactly, readings
from newsroom.models import Article, ArticlePlace, Edition
from tests.desk import WITHOUT_REVIEW, make_staff, messages, ticks
from tests.factory import make_article, make_draft, make_place

JULY = datetime(2099, 7, 1, 3, 30, tzinfo=UTC)


def with_place(article, name="Yangon", time_zone="Asia/Yangon", **values):
    place = make_place(name, time_zone=time_zone, **values)
    ArticlePlace.objects.create(article=article, place=place, position=article.dateline_places.count())
    return place


@override_settings(TIME_ZONE="Europe/Vienna")
class WordsTests(TestCase):
    def test_the_zones_that_matter_are_named(self):
        article = make_draft()
        assert zones_of(article) == {"Europe/Vienna": "Newsroom (Europe/Vienna)", "UTC": "UTC"}
        city = with_place(article)
        with_place(article, "Vienna", "Europe/Vienna")
        with_place(article, "Hall of a hotel", "", kind="venue", city=city)
        with_place(article, "Nowhere", "")
        with_place(article, "Broken", "Asia/Rangoon-by-the-sea")
        with self.assertNumQueries(1):
            assert zones_of(article) == {
                "Europe/Vienna": "Newsroom, Vienna (Europe/Vienna)",
                "Asia/Yangon": "Yangon, Hall of a hotel (Asia/Yangon)",
                "UTC": "UTC",
            }
        Place.objects.filter(pk=city.pk).update(name_fr="Rangoun")
        with translation.override("fr"):
            assert "Rangoun" in zones_of(Article.objects.get(pk=article.pk))["Asia/Yangon"]

    def test_what_the_clocks_show(self):
        article = make_draft()
        with_place(article)
        zones = zones_of(article)
        assert readings(JULY, zones) == [
            ("Newsroom (Europe/Vienna)", "Wednesday, 1 July 2099, 05:30 (UTC+02:00)"),
            ("Yangon (Asia/Yangon)", "Wednesday, 1 July 2099, 10:00 (UTC+06:30)"),
            ("UTC", "Wednesday, 1 July 2099, 03:30"),
        ]
        assert everywhere(JULY, zones) == (
            "1 July 2099, 05:30 Newsroom (Europe/Vienna); 1 July 2099, 10:00 Yangon (Asia/Yangon);"
            " 1 July 2099, 03:30 UTC"
        )

    def test_an_instant_ahead_names_its_zone(self):
        assert exactly(JULY) == "1 July 2099, 05:30 (Europe/Vienna; 03:30 UTC)"
        assert exactly(JULY.replace(hour=23)) == "2 July 2099, 01:30 (Europe/Vienna; 1 July 2099, 23:30 UTC)"
        assert exactly(JULY.replace(second=7)) == "1 July 2099, 05:30:07 (Europe/Vienna; 03:30:07 UTC)"
        with self.settings(TIME_ZONE="UTC"):
            assert exactly(JULY) == "1 July 2099, 03:30 (UTC)"


@override_settings(TIME_ZONE="Europe/Vienna")
class FieldTests(TestCase):
    def field(self, **options):
        field = InstantField(**options)
        field.offer({"Europe/Vienna": "Newsroom (Europe/Vienna)", "UTC": "UTC"})
        return field

    def refusal(self, *value, **options):
        with self.assertRaises(forms.ValidationError) as caught:
            self.field(**options).clean(value)
        (message,) = caught.exception.messages
        return message

    def test_any_zone_of_the_world(self):
        for zone, instant in (
            ("", "2099-07-01T08:00:00+00:00"),
            ("Europe/Vienna", "2099-07-01T08:00:00+00:00"),
            ("UTC", "2099-07-01T10:00:00+00:00"),
            ("Asia/Yangon", "2099-07-01T03:30:00+00:00"),
            ("America/Sao_Paulo", "2099-07-01T13:00:00+00:00"),
            ("Australia/Lord_Howe", "2099-06-30T23:30:00+00:00"),
        ):
            with self.subTest(zone):
                assert self.field().clean(["2099-07-01T10:00", zone, ""]).isoformat() == instant

    def test_a_time_that_the_clocks_leave_out_is_refused_with_its_neighbours(self):
        for zone, time, message in (
            (
                "Europe/Vienna",
                "2099-03-29T02:30",
                "On 29 March 2099 there is no 02:30 in Europe/Vienna: the clocks go from 02:00 straight to 03:00."
                " Choose 01:59 or 03:00.",
            ),
            (
                "Australia/Lord_Howe",
                "2099-10-04T02:15",
                "On 4 October 2099 there is no 02:15 in Australia/Lord_Howe: the clocks go from 02:00 straight to"
                " 02:30. Choose 01:59 or 02:30.",
            ),
            (
                "America/Sao_Paulo",
                "2018-11-04T00:30",
                "On 4 November 2018 there is no 00:30 in America/Sao_Paulo: the clocks go from 00:00 straight to"
                " 01:00. Choose 3 November 2018, 23:59 or 01:00.",
            ),
        ):
            with self.subTest(zone):
                assert self.refusal(time, zone, "") == message

    def test_of_a_time_that_comes_twice_one_is_chosen(self):
        field, time = self.field(), "2099-10-25T02:30"
        with self.assertRaisesMessage(
            forms.ValidationError,
            "On 25 October 2099 the clocks of Europe/Vienna are put back, and 02:30 comes twice. Choose which one.",
        ):
            field.clean([time, "Europe/Vienna", ""])
        assert list(field.widget.widgets[2].choices) == [
            ("0", "The earlier: UTC+02:00 (00:30 UTC)"),
            ("1", "The later: UTC+01:00 (01:30 UTC)"),
        ]
        for fold, instant in (("0", "2099-10-25T00:30:00+00:00"), ("1", "2099-10-25T01:30:00+00:00")):
            assert field.clean([time, "Europe/Vienna", fold]).isoformat() == instant
        assert "comes twice" in self.refusal(time, "Europe/Vienna", "2")
        # What was chosen for one time means nothing for another.
        assert field.clean(["2099-10-25T04:30", "", "1"]).isoformat() == "2099-10-25T03:30:00+00:00"

    def test_what_is_no_time(self):
        invalid = "Enter a valid date/time."
        for text in (
            "soon",
            "2099-02-30T10:00",
            "2099-07-01",
            "10:00",
            "2099-07-01T10:00+02:00",
            "9999-12-31T23:59",
        ):
            with self.subTest(text):
                assert self.refusal(text, "America/New_York", "") == invalid
        assert self.refusal("2099-07-01T10:00", "Mars/Olympus", "") == "Choose a time zone from the list."
        assert self.refusal("2099-07-01T10:00", "../../etc/passwd", "") == "Choose a time zone from the list."
        assert self.refusal("", "UTC", "") == "This field is required."
        assert self.refusal() == "This field is required."
        assert self.field(required=False).clean([" ", "UTC", ""]) is None
        assert self.field(required=False).clean(None) is None

    def test_the_past_is_told_by_the_clock_of_the_zone_that_was_chosen(self):
        there = timezone.now().astimezone(ZoneInfo("Asia/Yangon"))
        text = f"{there - timedelta(minutes=1):%Y-%m-%dT%H:%M}"
        assert self.refusal(text, "Asia/Yangon", "").startswith("This time has passed: in Asia/Yangon it is ")
        # West of there the same hands of the clock are still ahead.
        assert self.field().clean([text, "Europe/Vienna", ""]) > timezone.now()

    def test_what_a_form_begins_with_is_shown_by_the_newsrooms_clock(self):
        class Form(forms.Form):
            at = InstantField(label="At")

        form = Form(initial={"at": JULY})
        offer_zones(form, make_draft())
        html = form.as_div()
        self.assertInHTML('<option value="Europe/Vienna" selected>Newsroom (Europe/Vienna)</option>', html)
        assert 'value="2099-07-01T05:30"' in html
        assert html.count(" selected") == 1
        assert form["at"].readings[0][1] == "Wednesday, 1 July 2099, 05:30 (UTC+02:00)"
        assert Form()["at"].readings == []


@override_settings(TIME_ZONE="Europe/Vienna")
class PageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_staff("Publisher")

    def setUp(self):
        self.client.force_login(self.user)
        self.article = make_draft()
        with_place(self.article)

    def url(self, page):
        return f"/admin/newsroom/article/{self.article.pk}/{page}/"

    def press(self, step, **data):
        data |= {"revision": 1, "accepted": ticks(self.client, self.url(step))}
        return self.client.post(self.url(step), WITHOUT_REVIEW | data, follow=True)

    def test_scheduling_by_the_clock_of_the_dateline(self):
        page = self.client.get(self.url("schedule"))
        self.assertInHTML(
            '<option value="Asia/Yangon">Yangon (Asia/Yangon)</option>', page.content.decode(), 1
        )
        response = self.press("schedule", at="2099-07-01T10:00", at_zone="Asia/Yangon")
        assert Edition.objects.get().live_from == JULY
        (message,) = messages(response)
        assert message.startswith(
            "Scheduled for 1 July 2099, 05:30 Newsroom (Europe/Vienna); 1 July 2099, 10:00 Yangon (Asia/Yangon);"
            " 1 July 2099, 03:30 UTC: /en/news/2099/07/"
        )
        self.assertContains(response, "Will be public on 1 July 2099, 05:30 (Europe/Vienna; 03:30 UTC)")

    def test_looking_at_the_time_elsewhere_takes_no_step(self):
        response = self.press("schedule", at="2099-07-01T10:00", at_zone="Asia/Yangon", _look="at")
        self.assertContains(response, "Wednesday, 1 July 2099, 05:30 (UTC+02:00)")
        self.assertContains(response, 'value="2099-07-01T10:00"')
        self.assertInHTML(
            '<option value="Asia/Yangon" selected>Yangon (Asia/Yangon)</option>', response.content.decode(), 1
        )
        assert Edition.objects.count() == 0

    def test_gap_and_repeat_in_the_forms(self):
        response = self.press("schedule", at="2099-03-29T02:30")
        self.assertContains(response, "Choose 01:59 or 03:00.")
        self.assertContains(response, 'value="2099-03-29T02:30"')
        response = self.press("schedule", at="2099-10-25T02:30")
        self.assertContains(response, "comes twice")
        html = response.content.decode()
        for number, name in enumerate(
            ("The earlier: UTC+02:00 (00:30 UTC)", "The later: UTC+01:00 (01:30 UTC)")
        ):
            (radio,) = re.findall(rf'<input type="radio" name="at_fold" value="{number}"[^>]*>', html)
            assert "aria-label" not in radio  # it would hide the words beside it from those who listen
            assert name in html
        assert Edition.objects.count() == 0
        self.press("schedule", at="2099-10-25T02:30", at_fold="1")
        assert Edition.objects.get().live_from.isoformat() == "2099-10-25T01:30:00+00:00"

    def test_corrections_and_withdrawals_take_any_zone_too(self):
        self.article = make_article()
        data = {"reason": "gone", "note": "Wrong.", "at": "2099-07-01T10:00", "at_zone": "Asia/Yangon"}
        (message,) = messages(self.press("withdraw", **data))
        assert message == (
            "It will be withdrawn on 1 July 2099, 05:30 Newsroom (Europe/Vienna); 1 July 2099, 03:30 UTC."
        )
        assert self.article.editions.get().live_until == JULY

    def test_what_the_page_asks_while_somebody_types(self):
        query = "?at=2099-07-01T10:00&zone=Asia/Yangon"
        assert self.client.get(self.url("instant") + query).json() == {
            "readings": [
                ["Newsroom (Europe/Vienna)", "Wednesday, 1 July 2099, 05:30 (UTC+02:00)"],
                ["Yangon (Asia/Yangon)", "Wednesday, 1 July 2099, 10:00 (UTC+06:30)"],
                ["UTC", "Wednesday, 1 July 2099, 03:30"],
            ]
        }
        for query, problem in (
            ("?at=2099-03-29T02:30", "Choose 01:59 or 03:00."),
            ("?at=2099-10-25T02:30", "comes twice"),
            ("?at=2020-01-01T10:00", "This time has passed"),
            ("?at=x&zone=y&fold=z", "Choose a time zone"),
            ("", "This field is required."),
        ):
            with self.subTest(query):
                (found,) = self.client.get(self.url("instant") + query).json()["problems"]
                assert problem in found

    def test_who_may_not_see_the_article_is_told_no_times(self):
        url = self.url("instant") + "?at=2099-07-01T10:00"
        self.client.logout()
        assert self.client.get(url).status_code == 302
        user = make_staff("Writer")
        user.groups.clear()
        self.client.force_login(user)
        assert self.client.get(url).status_code == 403
