"""Before the page cache: how often each visitor may ask, what is told of it, and that JSON is all there is."""

import json

from django.test import SimpleTestCase

from publishing.api_gate import Gate
from publishing.visitors import Buckets

from .test_page_cache import Answer


class GateTests(SimpleTestCase):
    def setUp(self):
        self.now = 0.0
        self.asked = []

        def application(environ, start_response):
            self.asked.append(environ["PATH_INFO"])
            start_response("200 OK", [("Content-Type", "application/json")])
            return [b"{}"]

        self.gate = Gate(application, Buckets(clock=lambda: self.now))

    def get(self, path="/api/v1/topics", **headers):
        return Answer(self.gate, path, **headers)

    def test_each_answer_says_how_many_requests_are_left(self):
        with self.settings(API_REQUESTS_A_MINUTE=3):
            told = [self.get().headers for _ in range(3)]
            self.assertEqual([headers["ratelimit-remaining"] for headers in told], ["2", "1", "0"])
            self.assertEqual([headers["ratelimit-reset"] for headers in told], ["20", "40", "60"])
            self.assertEqual({headers["ratelimit-limit"] for headers in told}, {"3"})
            refused = self.get()
            self.assertEqual((refused.status, refused.headers["retry-after"]), (429, "20"))
            self.assertEqual(refused.headers["content-type"], "application/problem+json")
            self.assertEqual(json.loads(refused.body)["status"], 429)
            self.assertEqual(len(self.asked), 3)
            self.now = 20
            self.assertEqual(self.get().status, 200)

    def test_pages_and_their_readers_are_left_alone(self):
        with self.settings(API_REQUESTS_A_MINUTE=1):
            for path in ("/en/", "/api/", "/api/v1x"):
                self.assertNotIn("ratelimit-limit", self.get(path, accept="text/csv").headers)

    def test_no_limit_where_there_is_none(self):
        with self.settings(API_REQUESTS_A_MINUTE=0):
            self.assertNotIn("ratelimit-limit", self.get().headers)

    def test_whoever_wants_anything_but_json_is_told(self):
        with self.settings(API_REQUESTS_A_MINUTE=0):
            for accept, status in {
                "application/json": 200,
                "*/*": 200,
                "application/*;q=0.1, text/html": 200,
                "application/problem+json": 200,
                "text/csv": 406,
                "rubbish": 406,
                ";;;,/": 406,
                "\xff\xfe": 406,
            }.items():
                with self.subTest(accept):
                    self.assertEqual(self.get(accept=accept).status, status)
