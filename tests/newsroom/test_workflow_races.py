"""Two people press the same button at once: real threads, real transactions."""

import threading

from django.db import connection
from django.test import TransactionTestCase

from newsroom import workflow
from newsroom.models import Edition, LogEntry
from newsroom.workflow import WorkflowError
from tests.factory import change, make_article, make_draft

THREADS = 4


def at_once(action):
    """Run ``action`` in several threads that start together; returns what each gave or raised."""
    barrier, results = threading.Barrier(THREADS), []

    def run():
        try:
            connection.ensure_connection()
            barrier.wait(timeout=10)
            results.append(action())
        except Exception as error:  # noqa: BLE001 -- the test asserts which
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(results) == THREADS
    return results


class RaceTests(TransactionTestCase):
    def assert_one_won(self, results, loser=WorkflowError):
        losers = [result for result in results if isinstance(result, Exception)]
        self.assertEqual([type(error) for error in losers], [loser] * (THREADS - 1), results)

    def test_of_simultaneous_publishes_one_is_live(self):
        article = make_draft()
        self.assert_one_won(at_once(lambda: workflow.publish(article, by=None)))
        self.assertEqual(Edition.objects.live().count(), 1)
        self.assertEqual(LogEntry.objects.filter(verb="published").count(), 1)

    def test_of_simultaneous_corrections_one_is_made(self):
        article = make_article()
        change(article, title="New")
        self.assert_one_won(at_once(lambda: workflow.correct(article, by=None, kind="typo")))
        self.assertEqual(Edition.objects.live().get().number, 2)

    def test_of_two_texts_one_gets_the_address(self):
        drafts = [make_draft(slug="same") for _ in range(THREADS)]
        taken = iter(drafts)
        self.assert_one_won(at_once(lambda: workflow.publish(next(taken), by=None)))
        self.assertEqual(Edition.objects.live().count(), 1)
