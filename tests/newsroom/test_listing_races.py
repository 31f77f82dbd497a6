"""Lists and counts while several people work: real threads, real transactions."""

import threading
from datetime import timedelta
from unittest import mock

from django.db import connection
from django.test import TransactionTestCase

from newsroom import listing, workflow
from newsroom.counting import totals
from newsroom.models import Turn
from newsroom.terms import Facet
from publishing.clock import database_now
from publishing.edition_clock import raise_clock
from tests.factory import make_draft, make_topic


class MeanwhileTests(TransactionTestCase):
    def test_what_begins_while_something_moves_is_counted_where_it_moved_to(self):
        old, new = make_topic("Old"), make_topic("New")
        tomorrow = database_now() + timedelta(days=1)
        edition = workflow.publish(make_draft(topics=[old.slug]), by=None, at=tomorrow)
        edition.topics.set([new])
        # It begins, and the clock is raised while the other is in the middle of moving it.
        Turn.objects.update(at=database_now())
        other = threading.Thread(target=self.raise_clock)
        terms_of = listing.terms_of

        def in_the_middle(editions):
            other.start()
            other.join(timeout=0.5)
            return terms_of(editions)

        with mock.patch.object(listing, "terms_of", in_the_middle):
            listing.relist(Facet.TOPIC, old.pk)
        other.join(timeout=30)
        pairs = [(Facet.TOPIC, old.pk), (Facet.TOPIC, new.pk)]
        self.assertEqual([totals(pairs, ["en"])[pair] for pair in pairs], [0, 1])

    @staticmethod
    def raise_clock():
        try:
            raise_clock()
        finally:
            connection.close()
