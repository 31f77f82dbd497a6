"""What is older than a feed is in its archive (RFC 5005): every text, on pages that stay what they are."""

import json
import re
from html import unescape

from django.test import TestCase

from newsroom import listing
from newsroom.feeds.rows import FEED_SIZE
from newsroom.models import Edition
from newsroom.selection import Selection
from tests.archive import make_archive
from tests.factory import make_article


class ArchiveTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_archive(300)
        listing.rebuild()
        editions = Edition.objects.live().filter(language="en").order_by("-released_at", "-article")
        cls.ids = [f"urn:uuid:{uid}" for uid in editions.values_list("uid", flat=True)]

    def get(self, url):
        body = self.client.get(unescape(url).removeprefix("http://testserver")).content.decode()
        links = dict(re.findall(r'<link rel="([\w-]+)"(?: type="[^"]+")? href="([^"]+)"', body))
        return re.findall(r"<entry[^>]*><id>([^<]+)", body), links, body

    def chain(self, url, relation):
        """The entries of all pages from one on, and their addresses."""
        found, seen = [], []
        while url:
            seen.append(url)
            ids, links, _body = self.get(url)
            found.append(ids)
            url = links.get(relation)
        return found, seen

    def test_the_pages_that_follow_hold_the_rest(self):
        self.assertGreater(len(self.ids), 2 * FEED_SIZE)
        pages, _addresses = self.chain("/en/news/feed.atom", "next")
        self.assertEqual(sum(pages, []), self.ids)
        self.assertEqual({len(page) for page in pages[:-1]}, {FEED_SIZE})
        for query in ("?language=en,fr", "?from=2000-01-01", "?kind.not=speech", "?country=land-1"):
            with self.subTest(query):
                pages, _addresses = self.chain(f"/en/news/feed.atom{query}", "next")
                rows = Selection.parse(self.query(query), "en").newest(300)
                self.assertEqual(sum(pages, []), [edition.urn for edition in rows])

    @staticmethod
    def query(text):
        from django.http import QueryDict  # noqa: PLC0415 -- only here

        return QueryDict(text[1:])

    def test_the_archive_has_every_text_and_its_pages_stay_when_something_is_published(self):
        pages, addresses = self.chain("/en/news/feed.atom", "prev-archive")
        self.assertEqual(list(dict.fromkeys(sum(pages, []))), self.ids)
        self.assertEqual({len(page) for page in pages}, {FEED_SIZE})
        for _ in range(2):
            make_article()
            later, moved = self.chain("/en/news/feed.atom", "prev-archive")
            self.assertEqual((later[1:], moved[1:]), (pages[1:], addresses[1:]))

    def test_a_page_of_the_archive_says_what_it_is(self):
        _ids, links, body = self.get("/en/news/feed.atom")
        self.assertNotIn("archive/>", body)
        self.assertNotIn("current", links)
        _ids, older, body = self.get(links["prev-archive"])
        self.assertIn('<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>', body)
        self.assertEqual(older["current"], "http://testserver/en/news/feed.atom")
        self.assertEqual(older["self"], links["prev-archive"])
        self.assertIn(f"<id>{older['current']}</id>", body)

    def test_the_other_formats_lead_on_too(self):
        feed = json.loads(self.client.get("/en/news/feed.json").content)
        _ids, links, _body = self.get("/en/news/feed.atom")
        self.assertEqual(feed["next_url"], links["next"].replace("feed.atom", "feed.json"))
        rss = self.client.get("/en/news/feed.rss").content.decode()
        self.assertIn(f'<atom:link rel="next" href="{links["next"].replace("feed.atom", "feed.rss")}"/>', rss)

    def test_the_last_page_leads_nowhere(self):
        _pages, addresses = self.chain("/en/news/feed.atom", "next")
        feed = self.client.get(addresses[-1].removeprefix("http://testserver").replace(".atom", ".json"))
        self.assertNotIn("next_url", feed.json())

    def test_every_way_to_write_a_position_leads_to_one(self):
        position = "before=20170612000000000000-7"
        self.assertRedirects(
            self.client.get(f"/en/news/feed.rss?{position}&country=land-1&x=1"),
            f"/en/news/feed.rss?country=land-1&{position}",
            301,
        )
