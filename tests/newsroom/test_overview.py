"""The first page of the desk: what concerns whom, how many queries, and that none of them reads the whole archive."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.test import TestCase
from django.utils import timezone

from newsroom import workflow
from newsroom.admin.calendar import Calendar, Entry
from newsroom.admin.overview import Overview
from newsroom.models import Article, OutsideLink, Review
from publishing.clock import database_now
from tests.archive import make_archive
from tests.desk import make_staff
from tests.factory import change, make_article, make_content, make_draft
from tests.plans import scans

DESK = "/admin/"


class OverviewTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.writer = make_staff("Writer")
        cls.editor, cls.other = make_staff("Editor"), make_staff("Editor", "other")

    def of(self, user):
        return Overview(type(user).objects.get(pk=user.pk))

    def written(self, title, by=None):
        return workflow.create(make_content(title=title), by=by or self.writer)[0]

    def titles(self, rows):
        return [getattr(row, "article", row).title for row in rows]

    def test_a_text_on_its_way_through_review(self):
        article = self.written("Way")
        assert self.titles(self.of(self.writer).mine) == ["Way"]
        workflow.submit(article, by=self.writer, reviewer=self.editor)
        writer = self.of(self.writer)
        assert (self.titles(writer.mine), self.titles(writer.asked)) == ([], ["Way"])
        assert self.titles(self.of(self.editor).waiting) == ["Way"]
        assert self.titles(self.of(self.other).waiting) == []
        workflow.send_back(article, by=self.editor, remark="Mend the second paragraph.")
        writer = self.of(self.writer)
        assert [(row.article.title, row.remark) for row in writer.sent_back] == [
            ("Way", "Mend the second paragraph.")
        ]
        assert (self.titles(writer.mine), self.titles(writer.asked)) == (["Way"], [])
        workflow.submit(article, by=self.writer)
        assert self.of(self.writer).sent_back == []
        workflow.approve(article, by=self.other)
        assert [(row.title, row.stage) for row in self.of(self.writer).mine] == [("Way", "approved")]
        workflow.publish(article, by=None)
        assert self.titles(self.of(self.writer).mine) == []
        assert self.titles(self.of(self.editor).lately) == ["Way"]

    def test_what_waits_for_me_is_what_i_may_take_and_did_not_write(self):
        for title, by, reviewer in (
            ("Open", self.writer, None),
            ("Mine", self.editor, None),
            ("Theirs", self.writer, self.other),
        ):
            workflow.submit(self.written(title, by), by=by, reviewer=reviewer)
        both = self.written("Both")
        change(both, title="Both of us")
        both.revisions.filter(number=2).update(saved_by=self.editor)
        workflow.submit(both, by=self.writer)
        sent = self.written("To me")
        workflow.submit(
            sent, by=self.writer, reviewer=self.editor, due_at=timezone.now() + timedelta(days=30)
        )
        assert self.titles(self.of(self.editor).waiting) == ["To me", "Open"]
        assert self.titles(self.of(self.other).waiting) == ["Theirs", "Open", "Mine", "Both of us"]
        assert self.titles(self.of(self.writer).waiting) == []

    def test_what_was_written_before_somebody_saw_it_is_no_hindrance(self):
        article = self.written("Old", by=self.editor)
        workflow.publish(article, by=None)
        change(article, title="New")
        article.revisions.filter(number=2).update(saved_by=self.writer)
        workflow.submit(article, by=self.writer)
        assert self.titles(self.of(self.editor).waiting) == ["New"]

    def test_needs_are_counted_and_lead_to_the_list(self):
        late = self.written("Late")
        workflow.submit(late, by=self.writer)
        Review.objects.update(due_at=timezone.now() - timedelta(days=1))
        wanted = make_article(title="Wanted")
        Article.objects.filter(pk=wanted.pk).update(translations_wanted=["en", "fr"])
        there = make_article(title="There", translation_key=str(wanted.translation_key), language="ar")
        Article.objects.filter(pk=there.pk).update(translations_wanted=["en"])
        dated = make_draft(title="Dated", dateline={"places": [], "date": "2020-01-01", "end_date": None})
        make_article(title="Public", dateline={"places": [], "date": "2020-01-01", "end_date": None})
        link = OutsideLink.objects.create(
            url="https://example.org/", next_check_at=timezone.now(), is_dead=True
        )
        link.articles.add(dated)
        needs = self.of(self.editor).needs
        assert [(need.key, self.titles(need.rows), need.count) for need in needs] == [
            ("review", ["Late"], 1),
            ("links", ["Dated"], 1),
            ("translations", ["Wanted"], 1),
            ("date", ["Dated"], 1),
        ]
        self.client.force_login(self.editor)
        for need in needs:
            page = self.client.get(f"/admin/newsroom/article/?needs={need.key}")
            assert self.titles(page.context["cl"].result_list) == self.titles(need.rows)
        self.assertContains(self.client.get(DESK), "?needs=translations")

    def test_who_let_a_text_out_unseen_is_not_asked_to_look(self):
        publisher, second = make_staff("Publisher"), make_staff("Publisher", "second")
        article = self.written("Hurried")
        workflow.publish(article, by=publisher, unreviewed_reason="Breaking news.")
        assert [(row.article.title, row.is_later) for row in self.of(second).waiting] == [("Hurried", True)]
        assert self.of(publisher).waiting == []
        assert self.of(self.writer).asked == []


class CalendarTests(TestCase):
    def test_what_the_clock_will_do_day_by_day(self):
        now = timezone.now()
        in_days = {days: now + timedelta(days=days) for days in (1, 2, 3, 20, 60)}
        first, ending, corrected = (
            make_draft(title="First"),
            make_article(title="Ending"),
            make_article(title="Old"),
        )
        workflow.publish(first, by=None, at=in_days[2])
        workflow.withdraw(ending, by=None, reason="gone", note="Wrong.", at=in_days[1])
        change(corrected, title="Corrected")
        workflow.correct(corrected, by=None, kind="typo", at=in_days[20])
        far = make_draft(title="Far")
        workflow.publish(far, by=None, at=in_days[60])
        workflow.embargo(first, by=None, until=in_days[2])
        calendar = Calendar(database_now())
        with self.assertNumQueries(1):
            happens = [(entry.what, entry.title) for entry in calendar.entries]
        assert happens == [
            ("withdrawal", "Ending"),
            ("first", "First"),
            ("embargo", "First"),
            ("typo", "Corrected"),
        ]
        assert [day for day, _name, _entries in calendar.days] == [in_days[n].date() for n in (1, 2, 20)]
        assert calendar.days[0][1].startswith("Tomorrow: ")
        counts = {cell.day: cell.count for week in calendar.weeks for cell in week if cell.count}
        assert counts == {in_days[1].date(): 1, in_days[2].date(): 2, in_days[20].date(): 1}
        assert sum(cell.is_today for week in calendar.weeks for cell in week) == 1

    def test_days_are_the_newsrooms_and_utc_is_named(self):
        with self.settings(TIME_ZONE="Asia/Bangkok"):
            instant = timezone.datetime(2026, 11, 25, 1, 30, tzinfo=ZoneInfo("Asia/Bangkok"))
            entry = Entry(instant, "first", 1, "Title", "en")
            assert (entry.day.isoformat(), entry.time, entry.utc) == ("2026-11-25", "01:30", "24 Nov, 18:30")
            entry = Entry(instant + timedelta(hours=9), "first", 1, "Title", "en")
            assert (entry.time, entry.utc) == ("10:30", "03:30")
        assert Entry(instant, "first", 1, "Title", "en").utc == ""


class PageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make_staff("Editor")

    def setUp(self):
        self.client.force_login(self.editor)

    def test_an_empty_desk_says_what_will_stand_there(self):
        response = self.client.get(DESK)
        for words in (
            "Nothing waits for you.",
            "A text you saved stands here",
            "Nothing is public yet.",
            "Overdue reviews",
        ):
            self.assertContains(response, words)

    def test_the_number_of_queries_does_not_grow(self):
        writer = make_staff("Writer")
        for number in range(3):
            with self.subTest(number):
                make_article(title=f"Public {number}")
                mine, theirs = make_draft(title=f"Mine {number}"), make_draft(title=f"Theirs {number}")
                Article.objects.filter(pk=mine.pk).update(last_saved_by=self.editor)
                workflow.submit(theirs, by=writer)
                workflow.publish(
                    make_draft(title=f"Soon {number}"), by=None, at=timezone.now() + timedelta(hours=1)
                )
                with self.assertNumQueries(16):
                    response = self.client.get(DESK)
                for title in ("Public", "Mine", "Theirs", "Soon"):
                    self.assertContains(response, f"{title} {number}")

    def test_no_query_reads_the_whole_archive(self):
        make_archive(3000, until=timezone.now() + timedelta(days=1))
        Article.objects.filter(stage="draft").update(last_saved_by=self.editor)
        assert scans(lambda: self.client.get(DESK), in_order=True) == []
