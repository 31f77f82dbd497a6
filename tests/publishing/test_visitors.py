"""Who asks, and how often one may: fair to each, exact under threads, and no more memory than was said."""

import threading

from django.http import HttpResponse
from django.test import RequestFactory, SimpleTestCase, override_settings
from django.urls import path

from config.urls import urlpatterns as pages
from publishing import visitors
from publishing.visitors import Buckets, address_of, limited, visitor_of


@limited
def searching(request, **_language):
    return HttpResponse("found")


urlpatterns = [path("<slug:language>/searching/", searching), *pages]


def request(remote="127.0.0.1", forwarded=None):
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    return RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)


class AddressTests(SimpleTestCase):
    def test_only_what_our_own_proxies_have_seen_is_believed(self):
        for proxies, remote, forwarded, expected in (
            (0, "192.0.2.7", "203.0.113.9", "192.0.2.7"),
            (1, "127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
            (1, "127.0.0.1", "2001:db8::7", "2001:db8::7"),
            (1, "192.0.2.7", None, "192.0.2.7"),
            (1, "127.0.0.1", "unknown", None),
            (1, "127.0.0.1", "", None),
            (1, "127.0.0.1", "203.0.113.9,", None),
            (2, "127.0.0.1", "1.1.1.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
            (2, "127.0.0.1", "203.0.113.9", "203.0.113.9"),
            (0, "", None, None),
            (0, "fe80::1%eth0", None, "fe80::1"),
            (0, "x" * 400, None, None),
        ):
            with self.subTest(remote=remote, forwarded=forwarded), override_settings(PROXIES=proxies):
                self.assertEqual(address_of(request(remote, forwarded)), expected)

    def test_a_visitor_is_an_address_or_a_network_of_version_6(self):
        for remote, expected in (
            ("203.0.113.9", "203.0.113.9"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
            ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
            ("nonsense", ""),
        ):
            with self.subTest(remote):
                self.assertEqual(visitor_of(request(remote)), expected)


class BucketTests(SimpleTestCase):
    def setUp(self):
        self.now = 1_000.0
        self.buckets = Buckets(most=100, clock=lambda: self.now)

    def take(self, count, visitor="a", size=30):
        """How many of so many searches at one go are allowed."""
        return sum(self.buckets.take(visitor, size) == 0 for _ in range(count))

    def test_a_minutes_worth_at_one_go_and_then_evenly(self):
        self.assertEqual(self.take(50), 30)
        self.assertAlmostEqual(self.buckets.take("a", 30), 2)
        self.now += 2
        self.assertEqual(self.take(50), 1)
        self.now += 20
        self.assertEqual(self.take(50), 10)
        self.now += 3600
        self.assertEqual(self.take(50), 30)

    def test_who_asks_steadily_is_never_refused_and_who_was_refused_loses_nothing(self):
        for _ in range(200):
            self.assertEqual(self.take(1), 1)
            self.now += 2
        self.take(300)
        self.now += 60
        self.assertEqual(self.take(50), 30)

    def test_nobody_pays_for_another(self):
        self.take(50)
        self.assertEqual(self.take(50, "b"), 30)

    def test_any_number_a_minute(self):
        for size in (1, 7, 59, 999):
            with self.subTest(size):
                self.assertEqual(self.take(1_100, str(size), size), size)
        self.assertAlmostEqual(self.buckets.take("1", 1), 60)

    def test_the_number_of_visitors_remembered_is_bounded_and_the_busy_one_is_among_them(self):
        self.take(50)
        for number in range(1_000):
            self.buckets.take(f"visitor {number}", 30)
            self.assertEqual(self.take(1), 0)
        self.assertEqual(len(self.buckets.full_at), 100)

    def test_threads_together_get_no_more(self):
        taken = []
        threads = [threading.Thread(target=lambda: taken.append(self.take(100))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sum(taken), 30)


@override_settings(ROOT_URLCONF=__name__, SEARCHES_A_MINUTE=3)
class LimitedViewTests(SimpleTestCase):
    def setUp(self):
        self.now = 0.0
        before = visitors.searches
        visitors.searches = Buckets(clock=lambda: self.now)
        self.addCleanup(setattr, visitors, "searches", before)

    def statuses(self, count, **options):
        return [self.client.get("/en/searching/", **options).status_code for _ in range(count)]

    def test_beyond_the_limit_a_page_says_when_to_come_again(self):
        self.assertEqual(self.statuses(3), [200] * 3)
        self.now += 0.5
        response = self.client.get("/fr/searching/")
        self.assertContains(response, '<html lang="fr"', status_code=429)
        self.assertTemplateUsed(response, "429.html")
        self.assertEqual((response["Retry-After"], response["Cache-Control"]), ("20", "no-store"))
        self.assertEqual(self.statuses(1, REMOTE_ADDR="203.0.113.9"), [200])
        self.now += 19.5
        self.assertEqual(self.statuses(2), [200, 429])

    def test_made_up_addresses_change_nothing(self):
        answers = [
            self.client.get("/en/searching/", headers={"x-forwarded-for": f"203.0.113.{n}"}) for n in range(4)
        ]
        self.assertEqual([answer.status_code for answer in answers], [200, 200, 200, 429])

    def test_no_limit(self):
        with self.settings(SEARCHES_A_MINUTE=0):
            self.assertEqual(self.statuses(5), [200] * 5)
