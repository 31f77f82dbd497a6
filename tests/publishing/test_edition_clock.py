"""The version that every public change raises, and the instants at which the clock alone does."""

import threading
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.test import TestCase, TransactionTestCase
from django.utils import timezone

from newsroom import workflow
from newsroom.models import Edition
from publishing import clock_watch, edition_clock
from publishing.clock import database_now
from publishing.models import EditionClock
from tests.desk import make_staff
from tests.factory import change, make_article, make_draft, make_topic, make_workshop


def version() -> int:
    return edition_clock.current().version


class RaisingTests(TestCase):
    def assert_raises_clock(self, verb, by=1):
        before = version()
        result = verb()
        self.assertEqual(version() - before, by)
        return result

    def test_every_verb_that_readers_can_see_raises_it_and_no_other(self):
        article = make_draft()
        self.assert_raises_clock(lambda: change(article, title="Typed"), by=0)
        self.assert_raises_clock(lambda: workflow.publish(article, by=None))
        change(article, title="Better")
        self.assert_raises_clock(lambda: workflow.correct(article, by=None, kind="typo"))
        later = timezone.now() + timedelta(hours=1)
        self.assert_raises_clock(
            lambda: workflow.withdraw(article, by=None, reason="gone", note="An error.", at=later)
        )
        self.assert_raises_clock(lambda: workflow.unschedule(article, by=None))

    def test_what_is_rolled_back_raises_nothing(self):
        before = version()
        with transaction.atomic():
            make_article()
            transaction.set_rollback(True)
        self.assertEqual(version(), before)

    def test_a_topic_renamed_at_the_desk_raises_it(self):
        topic = make_topic()
        self.client.force_login(make_staff("Editor"))
        address = f"/admin/events/topic/{topic.pk}/change/"
        form = self.client.get(address).context["adminform"].form
        data = {name: form[name].value() or "" for name in form.fields}

        def rename():
            response = self.client.post(address, data | {"name": "Another name"})
            self.assertEqual(response.status_code, 302)

        self.assert_raises_clock(rename)

    def test_two_versions_never_share_their_second(self):
        seconds = [edition_clock.raise_clock().raised_at for _ in range(3)]
        self.assertEqual(sorted(set(seconds)), seconds)

    def test_a_row_that_got_lost_comes_back_with_a_version_never_used(self):
        before = version()
        EditionClock.objects.all().delete()
        self.assertGreater(version(), before)


class BoundaryTests(TestCase):
    def test_the_next_instant_is_the_nearest_of_all(self):
        now = timezone.now()
        make_workshop(starts_on="2099-01-02", ends_on="2099-01-03", status="planned")
        self.assertEqual(edition_clock.raise_clock().next_at, datetime(2099, 1, 4, tzinfo=UTC))
        article = make_article()
        workflow.withdraw(article, by=None, reason="gone", note="Over.", at=now + timedelta(hours=2))
        self.assertEqual(edition_clock.current().next_at, now + timedelta(hours=2))
        workflow.publish(make_draft(), by=None, at=now + timedelta(hours=1))
        self.assertEqual(edition_clock.current().next_at, now + timedelta(hours=1))

    def test_an_event_is_over_at_the_midnight_of_the_newsroom(self):
        make_workshop(starts_on="2099-06-10", ends_on="2099-06-10", status="planned")
        with self.settings(TIME_ZONE="Asia/Yangon"):
            self.assertEqual(edition_clock.raise_clock().next_at, datetime(2099, 6, 10, 17, 30, tzinfo=UTC))

    def test_a_passed_instant_raises_it_once(self):
        reading = edition_clock.raise_clock()
        EditionClock.objects.update(next_at=database_now() - timedelta(seconds=1))
        later = edition_clock.current()
        self.assertEqual((later.version, later.next_at), (reading.version + 1, None))
        self.assertEqual(edition_clock.current(), later)


class WatchTests(TransactionTestCase):
    def setUp(self):
        edition_clock.raise_clock()

    def test_the_watch_says_what_the_clock_says_after_every_change(self):
        for _ in range(3):
            raised = edition_clock.raise_clock()
            self.assertEqual(clock_watch.read(), raised)
            self.assertEqual(clock_watch.read(), raised)

    def test_a_passed_instant_is_noticed_without_a_write_by_anybody(self):
        before = clock_watch.read()
        soon = database_now() + timedelta(milliseconds=300)
        EditionClock.objects.update(next_at=soon)
        while clock_watch.read().version == before.version:
            self.assertLess(database_now(), soon + timedelta(seconds=2))
        self.assertGreaterEqual(database_now(), soon)
        self.assertEqual(clock_watch.read().version, before.version + 1)

    def test_a_lost_connection_is_made_anew(self):
        expected = clock_watch.read()
        connection.close()
        self.assertEqual(clock_watch.read(), expected)

    def test_two_who_schedule_at_once_leave_the_nearer_instant(self):
        """Whoever commits last must have seen what the other has scheduled."""
        now, barrier, errors = timezone.now(), threading.Barrier(2), []
        articles = [make_draft(), make_draft()]

        def schedule(article, hours):
            try:
                barrier.wait(5)
                workflow.publish(article, by=None, at=now + timedelta(hours=hours))
            except Exception as error:  # noqa: BLE001 -- told to the test below
                errors.append(error)
            finally:
                connection.close()

        threads = [
            threading.Thread(target=schedule, args=(article, hours))
            for hours, article in enumerate(articles, start=1)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(errors, [])
        self.assertEqual(Edition.objects.count(), 2)
        self.assertEqual(edition_clock.current().next_at, now + timedelta(hours=1))
