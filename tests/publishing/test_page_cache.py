"""Public pages from memory: the same bytes as from Django, under validators of their own, and never anything private."""

import gzip
import threading
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO

import brotli
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client, SimpleTestCase, TransactionTestCase
from django.test.utils import CaptureQueriesContext

from newsroom import workflow
from publishing.edition_clock import raise_clock
from publishing.page_cache import Entry, PageCache, _encoding
from tests.desk import make_staff
from tests.factory import change, make_article, make_draft


class Answer:
    def __init__(self, application, path, method="GET", **headers):
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "HTTP_HOST": "testserver",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
        } | {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        body = application(environ, self.start)
        self.body = b"".join(body)
        if hasattr(body, "close"):
            body.close()

    def start(self, status, headers, error=None):
        self.status = int(status[:3])
        self.headers = {name.lower(): value for name, value in headers}


class PageCacheTests(TransactionTestCase):
    def setUp(self):
        self.rendered = []
        django = get_wsgi_application()

        def counting(environ, start_response):
            self.rendered.append((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
            return django(environ, start_response)

        self.application = PageCache(counting, megabytes=5)

    def get(self, path, method="GET", **headers):
        return Answer(self.application, path, method, **headers)

    def test_a_page_is_rendered_once_and_answered_without_a_query(self):
        make_article(title="Kept whole")
        first = self.get("/en/news/")
        with CaptureQueriesContext(connection) as queries:
            second = self.get("/en/news/")
        self.assertIn(b"Kept whole", first.body)
        self.assertEqual(
            (first.status, first.headers, first.body), (second.status, second.headers, second.body)
        )
        self.assertEqual(second.body, Client().get("/en/news/").content)
        self.assertEqual(self.rendered, [("GET", "/en/news/")])
        self.assertEqual(len(queries), 0)

    def test_the_very_next_request_shows_what_was_published(self):
        self.get("/en/news/")
        article = make_article(title="First words")
        self.assertIn(b"First words", self.get("/en/news/").body)
        change(article, title="Better words")
        self.assertIn(b"First words", self.get("/en/news/").body)
        workflow.correct(article, by=None, kind="typo")
        self.assertIn(b"Better words", self.get("/en/news/").body)
        workflow.withdraw(article, by=None, reason="gone", note="An error.")
        self.assertNotIn(b"Better words", self.get("/en/news/").body)

    def test_each_encoding_holds_the_same_page_under_a_tag_of_its_own(self):
        make_article()
        plain, gzipped, brotlied = (
            self.get("/en/news/", accept_encoding=accepted) for accepted in ("", "gzip", "gzip, br")
        )
        self.assertEqual(gzip.decompress(gzipped.body), plain.body)
        self.assertEqual(brotli.decompress(brotlied.body), plain.body)
        self.assertEqual(
            [answer.headers.get("content-encoding") for answer in (plain, gzipped, brotlied)],
            [None, "gzip", "br"],
        )
        self.assertEqual(len({answer.headers["etag"] for answer in (plain, gzipped, brotlied)}), 3)
        for answer in (plain, gzipped, brotlied):
            self.assertEqual(answer.headers["vary"], "Accept-Encoding")
            self.assertEqual(answer.headers["content-length"], str(len(answer.body)))
        self.assertEqual(len(self.rendered), 1)

    def test_a_page_is_kept_compressed_and_counted_with_all_that_is_kept_of_it(self):
        make_article()
        for accepted in ("", "gzip", "br"):
            self.get("/en/news/", accept_encoding=accepted)
        (entry,) = self.application.entries.values()
        self.assertEqual(set(entry.bodies), {"br", "gzip"})
        self.assertLess(sum(map(len, entry.bodies.values())), entry.cost)

    def test_who_has_the_page_gets_304(self):
        make_article()
        page = self.get("/en/news/", accept_encoding="br")
        tag, modified = page.headers["etag"], page.headers["last-modified"]
        for headers, status in (
            ({"if_none_match": tag}, 304),
            ({"if_none_match": f'"other", W/{tag}'}, 304),
            ({"if_none_match": "*"}, 304),
            ({"if_none_match": '"other"'}, 200),
            ({"if_none_match": '"other"', "if_modified_since": modified}, 200),
            ({"if_none_match": "\x00,,,"}, 200),
            ({"if_modified_since": modified}, 304),
            ({"if_modified_since": "Fri, 01 Jan 2100 00:00:00 GMT"}, 200),
            ({"if_modified_since": "yesterday"}, 200),
        ):
            with self.subTest(headers):
                answer = self.get("/en/news/", accept_encoding="br", **headers)
                self.assertEqual(answer.status, status)
                self.assertEqual(answer.body == b"", status == 304)
                self.assertEqual(answer.headers["etag"], tag)
        make_article()
        self.assertEqual(self.get("/en/news/", accept_encoding="br", if_modified_since=modified).status, 200)
        self.assertEqual(self.get("/en/news/", accept_encoding="br", if_none_match=tag).status, 200)

    def test_no_date_to_come_is_said(self):
        make_article()
        for _ in range(60):  # in much less than a minute: each has a second of its own
            raise_clock()
        page = self.get("/en/news/")
        self.assertNotIn("last-modified", page.headers)
        self.assertEqual(self.get("/en/news/", if_none_match=page.headers["etag"]).status, 304)
        self.assertEqual(self.get("/en/news/", if_modified_since="Fri, 01 Jan 2100 00:00:00 GMT").status, 200)

    def test_a_feed_keeps_its_tag_when_something_else_was_published(self):
        make_article(language="fr")
        before = self.get("/fr/feed.rss")
        make_article(language="en")
        answer = self.get("/fr/feed.rss", if_none_match=before.headers["etag"])
        self.assertEqual(answer.status, 304)
        self.assertEqual(answer.headers["last-modified"], before.headers["last-modified"])

    def test_head_has_the_headers_of_get_and_no_body(self):
        make_article()
        for path in ("/en/news/", "/en/nothing/"):
            head, get = self.get(path, "HEAD"), self.get(path)
            with self.subTest(path):
                self.assertEqual((head.status, head.body), (get.status, b""))
                self.assertEqual(head.headers.get("etag"), get.headers.get("etag"))

    def test_nothing_private_is_kept(self):
        user = make_staff("Publisher")
        client = Client()
        client.force_login(user)
        article = make_draft(title="Not for readers")
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        path = f"/admin/newsroom/article/{article.pk}/preview/"
        self.assertIn(b"Not for readers", self.get(path, cookie=cookie).body)
        self.assertEqual(self.get(path).status, HTTPStatus.FOUND)
        self.assertIn("no-store", self.get(path, cookie=cookie).headers["cache-control"])
        self.assertEqual(self.application.entries, {})

    def test_a_missing_page_and_a_refused_one_are_not_kept(self):
        for path, status in (("/en/nothing/", 404), ("/en/news/?country=%FF", 400), ("/", 302)):
            with self.subTest(path):
                self.assertEqual(self.get(path).status, status)
        self.assertEqual(self.application.entries, {})
        self.assertEqual(self.application.rendering, {})

    def test_a_host_that_is_not_ours_gets_nothing_from_memory(self):
        self.get("/en/news/")
        self.assertEqual(self.get("/en/news/", host="evil.example.com").status, 400)

    def test_a_site_behind_tls_redirects_before_it_answers(self):
        self.get("/en/news/")
        with self.settings(
            SECURE_SSL_REDIRECT=True, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")
        ):
            application = PageCache(get_wsgi_application(), megabytes=5)
            self.assertEqual(Answer(application, "/en/news/").status, 301)
            self.assertEqual(Answer(application, "/en/news/", x_forwarded_proto="https").status, 200)
            self.assertEqual(Answer(application, "/en/news/").status, 301)

    def test_memory_is_bounded_and_the_oldest_go_first(self):
        make_article()
        self.get("/en/news/")
        (entry,) = self.application.entries.values()
        self.application.limit = 5 * entry.cost
        for year in range(2000, 2020):
            self.get(f"/en/news/?utm={year}")
            self.get(f"/en/news/{year}/")
        self.assertLessEqual(self.application.size, self.application.limit)
        self.assertEqual(
            self.application.size, sum(entry.cost for entry in self.application.entries.values())
        )
        self.assertEqual(list(self.application.entries)[-1], ("/en/news/2019/", ""))

    def test_many_who_come_at_once_wait_for_one_rendering(self):
        make_article()
        answers = []

        def visit():
            answers.append(self.get("/en/news/").status)
            connection.close()

        threads = [threading.Thread(target=visit) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual((answers, len(self.rendered)), ([200] * 6, 1))

    def test_a_rendering_that_comes_late_is_not_kept_under_a_newer_version(self):
        make_article(title="Old")
        stale = self.application._ask  # a publish happens while the page is being rendered

        def slow(environ):
            answer = stale(environ)
            if len(self.rendered) == 1:
                make_article(title="Late words")
                self.get("/en/")
            return answer

        self.application._ask = slow
        self.assertNotIn(b"Late words", self.get("/en/news/").body)
        self.assertIn(b"Late words", self.get("/en/news/").body)


class EncodingTests(SimpleTestCase):
    def test_the_best_encoding_that_is_allowed(self):
        for accepted, expected in (
            ("", ""),
            ("identity", ""),
            ("gzip, deflate, br", "br"),
            ("gzip;q=1.0, br;q=0", "gzip"),
            ("br;q=0.000", ""),
            ("BR", "br"),
            ("gzip ; q=0.5", "gzip"),
            ("*", ""),
            (";;;,,q=", ""),
        ):
            with self.subTest(accepted):
                self.assertEqual(_encoding(accepted), expected)

    def test_small_and_unpackable_bodies_stay_as_they_are(self):

        for kind, body in (("text/html", b"x"), ("image/png", b"x" * 9000)):
            entry = Entry.rendered("200 OK", [("Content-Type", kind)], body, datetime(2026, 1, 1, tzinfo=UTC))
            self.assertEqual((entry.encoding, entry.bodies), ("", {"": body}))
