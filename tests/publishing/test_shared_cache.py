"""Pages that another process has rendered: the same answers, never an old one, and never an error for the sake of Redis."""

import logging
from contextlib import contextmanager

import redis
from django.core.wsgi import get_wsgi_application
from django.test import SimpleTestCase, TransactionTestCase, override_settings

from config.environment import is_redis
from newsroom import workflow
from publishing import shared_cache
from publishing.edition_clock import current
from publishing.page_cache import PageCache
from publishing.shared_cache import SharedCache
from tests.factory import change, make_article, make_country
from tests.publishing.test_page_cache import Answer
from tests.redis_server import RedisServer

KEY = b"k" * 32


class Process:
    """What one web process has: a page cache, with a shared one behind it whose clock the test moves."""

    def __init__(self, url, key=KEY, patience=20):
        self.rendered, self.now = [], 1_000.0
        self.shared = SharedCache(shared_cache.client(url, patience), key, clock=lambda: self.now)
        self.django = get_wsgi_application()
        self.cache = PageCache(self.render, megabytes=5, shared=self.shared)

    def render(self, environ, start_response):
        self.rendered.append(environ["PATH_INFO"])
        return self.django(environ, start_response)

    def get(self, path="/en/news/", method="GET", **headers):
        return Answer(self.cache, path, method, **headers)


class SharedCacheTests(TransactionTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = RedisServer()
        cls.addClassCleanup(cls.server.stop)

    def setUp(self):
        self.redis = redis.Redis.from_url(self.server.url, protocol=2)
        self.addCleanup(self.redis.close)
        self.redis.flushall()
        make_country()
        self.article = make_article(title="First words")
        self.first, self.second = self.process(), self.process()

    def process(self, **options):
        process = Process(self.server.url, **options)
        self.addCleanup(process.shared.client.close)
        return process

    @contextmanager
    def warnings(self, count):
        with self.assertLogs("publishing.shared_cache", logging.WARNING) as logs:
            yield
        self.assertEqual(len(logs.output), count, logs.output)

    def test_what_one_has_rendered_the_other_finds(self):
        for path in ("/en/news/", "/en/news/feed.rss", "/en/news/?country=myanmar"):
            for headers in ({}, {"accept_encoding": "gzip"}, {"accept_encoding": "br"}):
                with self.subTest(path, headers=headers):
                    ours, theirs = self.first.get(path, **headers), self.second.get(path, **headers)
                    self.assertEqual(
                        (ours.status, ours.headers, ours.body), (theirs.status, theirs.headers, theirs.body)
                    )
                    again = self.second.get(path, if_none_match=ours.headers["etag"], **headers)
                    self.assertEqual((again.status, again.body), (304, b""))
        self.assertIn(b"First words", self.second.get().body)
        self.assertEqual((len(self.first.rendered), self.second.rendered), (3, []))

    def test_the_very_next_request_shows_what_was_published(self):
        self.first.get()
        change(self.article, title="Better words")
        workflow.correct(self.article, by=None, kind="typo")
        self.assertIn(b"Better words", self.second.get().body)
        self.assertIn(b"Better words", self.first.get().body)
        self.assertEqual((len(self.first.rendered), len(self.second.rendered)), (1, 1))

    def test_a_version_that_is_given_out_again_finds_nothing(self):
        self.first.get()
        reading, address = current(), ("/en/news/", "")
        self.assertIsNotNone(self.second.shared.find(reading, address))
        other = reading._replace(raised_at=reading.raised_at.replace(year=2001))
        self.assertIsNone(self.second.shared.find(other, address))

    def test_only_what_is_public_is_kept_and_not_for_ever(self):
        for path in ("/", "/en/nothing/", "/admin/", "/en/news/?country=%FF", "/healthz"):
            self.first.get(path)
        self.assertEqual(self.redis.dbsize(), 0)
        self.first.get("/en/news/", "HEAD")
        (name,) = self.redis.keys()
        self.assertTrue(0 < self.redis.ttl(name) <= shared_cache.KEPT_SECONDS)
        self.assertIn(b"First words", self.second.get().body)

    def test_other_sites_and_other_keys_find_nothing(self):
        self.first.get()
        self.process(key=b"other" * 8).get()
        self.assertEqual(self.redis.dbsize(), 2)

    def test_what_is_not_ours_is_rendered_and_replaced(self):
        self.first.get()
        self.first.get("/en/")
        value, other = (self.redis.get(self.name_of(path)) for path in ("/en/news/", "/en/"))
        for bad in (
            b"",
            b"nonsense",
            b"\0" * 600_000,
            value[:-1],
            value + b"x",
            value[:40] + b"x" + value[41:],
            other,  # under a name that is not its own
        ):
            with self.subTest(bad[:10]):
                self.redis.set(self.name_of("/en/news/"), bad)
                process = self.process()
                self.assertIn(b"First words", process.get().body)
                self.assertEqual(len(process.rendered), 1)
                self.assertEqual(self.redis.get(self.name_of("/en/news/")), value)

    def test_a_value_of_another_type_is_no_error_of_the_page(self):
        name = self.name_of("/en/news/")
        self.redis.rpush(name, "a list")
        with self.warnings(1):
            self.assertIn(b"First words", self.first.get().body)

    def name_of(self, path):
        return self.first.shared._name(current(), (path, ""))

    def test_very_large_pages_are_left_to_each_process(self):
        size = len(self.first.get("/en/news/feed.rss").body)
        self.redis.flushall()
        most, shared_cache.MOST_BYTES = shared_cache.MOST_BYTES, size // 20
        try:
            process = self.process()
            self.assertEqual(process.get("/en/news/feed.rss").status, 200)
        finally:
            shared_cache.MOST_BYTES = most
        self.assertEqual(self.redis.dbsize(), 0)

    def test_a_server_that_dies_is_told_once_left_alone_and_found_again(self):
        self.first.get()
        self.server.kill()
        try:
            with self.warnings(1):
                for path in ("/en/", "/en/news/feed.rss", "/en/countries/myanmar/"):
                    self.assertEqual(self.first.get(path).status, 200)
                    self.first.now += 2 * shared_cache.REST
        finally:
            self.server.start()
        self.first.now -= 2 * shared_cache.REST
        self.first.get("/en/topics/")
        self.assertEqual(self.redis.dbsize(), 0)
        self.first.now += 2 * shared_cache.REST
        self.first.get("/en/countries/")
        self.assertEqual(self.redis.dbsize(), 1)
        self.assertEqual(len(self.first.rendered), 6)

    def test_a_server_that_hangs_holds_up_one_page_and_no_more(self):
        self.first.get()
        hasty = self.process(patience=0.05)
        self.server.freeze()
        try:
            with self.warnings(1):
                self.assertIn(b"First words", hasty.get().body)
            asked = []
            hasty.shared.client.execute_command = lambda *command: asked.append(command)
            hasty.get("/en/")
            self.assertEqual(asked, [])
        finally:
            self.server.thaw()

    def test_an_answer_that_came_late_is_taken_and_the_server_left_alone(self):
        self.first.get()
        ticks = iter(range(100))
        self.second.shared.clock = lambda: next(ticks)
        with self.warnings(1):
            self.assertIn(b"First words", self.second.get().body)
        self.assertEqual(self.second.rendered, [])
        self.assertFalse(self.second.shared.works)


class ConfigurationTests(SimpleTestCase):
    def test_no_address_no_cache(self):
        self.assertIsNone(shared_cache.connect())
        with override_settings(CACHE_URL="unix:///nobody/listens"):
            self.assertIsInstance(shared_cache.connect(), SharedCache)

    def test_the_key_is_that_of_this_site_and_its_secret(self):
        keys = {shared_cache.site_key(), shared_cache.site_key()}
        for changed in (
            {"SITE_URL": "http://other.example"},
            {"SECRET_KEY": "x" * 50},
            {"TIME_ZONE": "Asia/Yangon"},
        ):
            with self.settings(**changed):
                keys.add(shared_cache.site_key())
        self.assertEqual(len(keys), 4)

    def test_addresses(self):
        for address in (
            "redis://localhost",
            "redis://localhost:6379/",
            "redis://:p%40ss@[::1]:6380/3",
            "rediss://dateline:pass@cache.example.org/0",
            "unix:///run/redis/redis.sock",
            "unix://dateline:pass@/run/redis.sock?db=2",
        ):
            with self.subTest(address):
                self.assertTrue(is_redis(address))
                redis.Redis.from_url(
                    address
                ).connection_pool.make_connection()  # and the client thinks so too
        for address in (
            "localhost:6379",
            "redis:localhost",
            "redis://",
            "redis://:6379/0",
            "redis://localhost:port",
            "redis://localhost:0",
            "redis://localhost:70000",
            "redis://localhost/dateline",
            "redis://localhost/0?socket_timeout=60",
            "redis://localhost/0#1",
            "REDIS://localhost",
            "redis://[::1",
            "memcached://localhost",
            "http://localhost:6379",
            "unix://",
            "unix:///",
            "unix://run/redis.sock",
            "unix:///run/redis.sock?db=x",
            "unix:///run/redis.sock?timeout=60",
        ):
            with self.subTest(address):
                self.assertFalse(is_redis(address))

    def test_one_thread_finds_out_whether_a_server_is_there(self):
        now = [0.0]
        shared = SharedCache(None, KEY, clock=lambda: now[0])
        self.assertEqual([shared._may_ask() for _thread in range(3)], [True, False, False])
        now[0] += shared_cache.REST
        self.assertEqual([shared._may_ask() for _thread in range(3)], [True, False, False])
