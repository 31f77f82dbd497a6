"""Which addresses are collected, when they are asked, and when one is dead."""

from datetime import timedelta
from io import StringIO
from unittest import mock

from django.core.management import call_command
from django.db import connection
from django.test import TestCase
from django.utils import timezone

from newsroom import links, workflow
from newsroom.asking import Answer
from newsroom.links import FAILURES, check_links
from newsroom.models import LinksRead, LogEntry, OutsideLink
from tests.factory import change, make_article, make_draft

ONE, TWO, THREE = (f"https://example.org/{name}" for name in ("one", "two", "three"))


class Told:
    """Answers as it was told to; no network."""

    def __init__(self, **problems):
        self.problems, self.asked = problems, []

    def ask(self, url):
        self.asked.append(url)
        problem = self.problems.get(url.rpartition("/")[2], "")
        return Answer(404 if problem else 200, problem)


def body(*urls):
    return "".join(f'<p><a href="{url}">a text</a></p>' for url in urls)


def due_now():
    OutsideLink.objects.update(next_check_at=timezone.now() - timedelta(seconds=1))


def linked():
    return {
        link.url: sorted(link.articles.values_list("pk", flat=True)) for link in OutsideLink.objects.all()
    }


class CollectingTests(TestCase):
    def test_working_copies_and_what_is_public_or_will_be(self):
        article = make_article(
            body=body(ONE + "#part", "/en/", "mailto:a@example.org", "http://testserver/en/")
        )
        change(article, body=body(TWO), see_also=[{"url": THREE, "label": "Three"}])
        report = check_links(asker=Told())
        self.assertEqual(linked(), {ONE: [article.pk], TWO: [article.pk], THREE: [article.pk]})
        self.assertEqual((report.texts, report.added, report.asked, report.good), (1, 3, 3, 3))
        workflow.correct(article, by=None, kind="typo")
        report = check_links(asker=Told())
        self.assertEqual(linked(), {TWO: [article.pk], THREE: [article.pk]})
        self.assertEqual((report.added, report.dropped, report.asked), (0, 1, 0))

    def test_only_what_was_changed_is_read_again(self):
        for number in range(3):
            make_draft(body=body(f"https://example.org/{number}"))
        links._OVERLAP, overlap = 0, links._OVERLAP
        self.addCleanup(setattr, links, "_OVERLAP", overlap)
        self.assertEqual(check_links(asker=Told()).texts, 3)
        self.assertEqual(LinksRead.objects.get().last_entry, LogEntry.objects.order_by("-pk").first().pk)
        self.assertEqual(check_links(asker=Told()).texts, 0)
        make_draft(body=body(ONE))
        self.assertEqual(check_links(asker=Told()).texts, 1)

    @mock.patch.object(links, "_ENTRIES", 1_000_000)  # numbers of entries go on from one test to the next
    def test_queries_do_not_grow_with_the_texts_of_a_piece(self):
        for number in (1, 3):
            for _text in range(number):
                make_draft(body=body(ONE, TWO))
            report = links.Report()
            LinksRead.objects.all().delete()
            OutsideLink.objects.all().delete()
            list(links.collect(report))
            LinksRead.objects.update(last_entry=0)
            with self.subTest(number=number), self.assertNumQueries(12):
                list(links.collect(report))

    def test_addresses_that_are_too_long_are_left_out(self):
        make_draft(body=body("https://example.org/" + "a" * 1000))
        check_links(asker=Told())
        self.assertEqual(linked(), {})


class AskingTests(TestCase):
    def setUp(self):
        make_draft(body=body(ONE, TWO))

    def test_good_ones_are_asked_again_after_a_week(self):
        check_links(asker=Told())
        link = OutsideLink.objects.get(url=ONE)
        self.assertAlmostEqual(link.next_check_at, link.checked_at + timedelta(days=7))
        self.assertEqual(check_links(asker=Told()).asked, 0)

    def test_dead_after_three_failures_that_take_more_than_a_day(self):
        spent = timedelta()
        for number in range(1, FAILURES + 1):
            asker = Told(one="404 Not Found")
            report = check_links(asker=asker)
            link = OutsideLink.objects.get(url=ONE)
            self.assertEqual((link.failures, link.is_dead), (number, number == FAILURES))
            if number < FAILURES:
                spent += link.next_check_at - link.checked_at
            OutsideLink.objects.filter(url=ONE).update(next_check_at=timezone.now() - timedelta(seconds=1))
        self.assertGreaterEqual(spent, timedelta(days=1))
        self.assertEqual((report.dead, link.problem, link.status), (1, "404 Not Found", 404))
        check_links(asker=Told())
        link.refresh_from_db()
        self.assertEqual((link.failures, link.is_dead, link.problem), (0, False, ""))

    def test_no_more_than_the_limit(self):
        asker = Told()
        check_links(asker=asker, limit=1)
        self.assertEqual(len(asker.asked), 1)

    def test_two_runs_at_once_ask_each_address_once(self):
        list(links.collect(links.Report()))
        first, second, report = Told(), Told(), links.Report()
        one = links.ask_due(report, asker=first)
        two = links.ask_due(report, asker=second)
        next(one)
        next(two)
        self.assertEqual(sorted(first.asked + second.asked), [ONE, TWO])
        self.assertEqual([*one, *two], [])

    def test_an_address_that_another_run_takes_at_this_moment_is_passed_over(self):
        list(links.collect(links.Report()))
        first = OutsideLink.objects.order_by("next_check_at", "pk").first()
        taken = []

        def other_run(execute, sql, params, many, context):
            found = execute(sql, params, many, context)
            if sql.startswith("SELECT") and "newsroom_outsidelink" in sql and not taken:
                taken.append(first.pk)
                later = timezone.now() + links.LEASE
                OutsideLink.objects.filter(pk=first.pk).update(next_check_at=later)
            return found

        with connection.execute_wrapper(other_run):
            self.assertNotEqual(links._take(), first)
        self.assertEqual(taken, [first.pk])

    def test_a_run_that_is_killed_loses_nothing(self):
        class Killed(Exception):
            pass

        class Killer:
            def ask(self, url):
                raise Killed

        with self.assertRaises(Killed):
            check_links(asker=Killer())
        due_now()
        self.assertEqual(check_links(asker=Told()).asked, 2)

    def test_it_stops_when_it_is_told_to(self):
        asker = Told()
        check_links(asker=asker, is_over=lambda: bool(asker.asked))
        self.assertEqual(len(asker.asked), 1)

    def test_command_says_what_it_did_and_asks_nobody_here(self):
        OutsideLink.objects.create(
            url="http://127.0.0.1:1/", next_check_at=timezone.now() - timedelta(days=9)
        )
        out = StringIO()
        call_command("check_links", "--limit=1", stdout=out, verbosity=2)
        self.assertIn("1 asked: 0 answered, 1 did not, 0 are dead.", out.getvalue())
        self.assertIn("private network", OutsideLink.objects.get(url="http://127.0.0.1:1/").problem)
