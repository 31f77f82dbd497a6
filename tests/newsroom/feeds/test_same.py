"""One selection, every format: a feed holds exactly what its page holds, in its order."""

import re
from random import Random

from django.test import TestCase

from newsroom import workflow
from newsroom.models import Article, Edition
from newsroom.selection import Selection
from tests.newsroom.test_selection import any_query, make_texts

RSS, ATOM = re.compile(r"<guid[^>]*>([^<]+)</guid>"), re.compile(r"<entry[^>]*><id>([^<]+)</id>")
CARD = re.compile(r'release-card__title"><a href="([^"]+)"')
OLDER = re.compile(r'pager__link--older" href="([^"]+)"')


class SameTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_texts(Random(11), count=20)
        cls.gone = set()
        for article in Article.objects.order_by("pk")[:6:2]:
            workflow.withdraw(article, by=None, reason="gone", note="Wrong.")
            cls.gone.add(f"urn:uuid:{article.uid}")
        cls.names = {edition.get_absolute_url(): edition.urn for edition in Edition.objects.live()}

    def on_pages(self, address):
        found = []
        while address:
            page = self.client.get(address).content.decode()
            found += [self.names[url] for url in CARD.findall(page)]
            older = OLDER.search(page)
            address = older and older[1].replace("&amp;", "&")
        return found

    def test_pages_rss_atom_and_json_feed_have_the_same_ids(self):
        random, sizes = Random(12), set()
        for _n in range(8):
            selection = Selection.parse(any_query(random), "en")
            bodies = {
                form: self.client.get(selection.url("en", feed=form)).content.decode()
                for form in ("rss", "atom", "json")
            }
            expected = self.on_pages(selection.url("en"))
            told = set(re.findall(r'deleted-entry[^>]* ref="([^"]+)"', bodies["atom"]))
            sizes |= {len(expected), len(told)}
            with self.subTest(selection.url("en")):
                self.assertLessEqual(told, self.gone)
                self.assertEqual(ATOM.findall(bodies["atom"]), expected)
                for ids in (RSS.findall(bodies["rss"]), re.findall(r'"id": "([^"]+)"', bodies["json"])):
                    self.assertEqual(ids[: len(expected)], expected)
                    self.assertEqual(set(ids[len(expected) :]), told)
        self.assertGreater(len(sizes), 3)
