"""Asking addresses: against a real server on this machine that does everything a server can do wrong."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from django.test import SimpleTestCase, override_settings

from newsroom import asking
from newsroom.asking import Answer, Asker, is_public_address


class Handler(BaseHTTPRequestHandler):
    seen: list[tuple[str, str, str]] = []

    def log_message(self, *args):
        pass

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        self.seen.append((self.command, self.path, self.headers["User-Agent"]))
        name = self.path.strip("/").partition("?")[0].replace("-", "_") or "root"
        getattr(self, f"on_{name}", self.on_other)()

    def say(self, status, **headers):
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()

    def on_other(self):
        self.say(int(self.path[1:4]) if self.path[1:4].isdecimal() else 200)

    def on_no_head(self):
        self.say(405 if self.command == "HEAD" else 200)

    def on_head_is_404(self):
        self.say(404 if self.command == "HEAD" else 200)

    def on_moved(self):
        self.say(301, Location="/there")

    def on_for_now(self):
        self.say(302, Location="/there")

    def on_away(self):
        self.say(302, Location="http://127.0.0.2:1/")

    def on_file(self):
        self.say(302, Location="file:///etc/passwd")

    def on_circle(self):
        self.say(302, Location="/circle-2")

    def on_circle_2(self):
        self.say(302, Location="/circle")

    def on_ever_on(self):
        number = int(self.path.partition("?")[2] or 0)
        self.say(302, Location=f"/ever-on?{number + 1}")

    def on_slow(self):
        time.sleep(0.8)

    def on_drip(self):
        for letter in b"HTTP/1.1 200 OK\r\nX-Long: aaaaaaaaaa":
            self.wfile.write(bytes([letter]))
            self.wfile.flush()
            time.sleep(0.1)

    def on_huge(self):
        self.say(200)
        if self.command == "GET":
            try:
                for _ in range(200):
                    self.wfile.write(b"x" * 1_000_000)
            except OSError:
                pass

    def on_nonsense(self):
        self.wfile.write(b"220 mail.example.org ESMTP\r\n\r\n")

    def on_hang_up(self):
        self.connection.close()


class QuietServer(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Some answers are broken off by who asked: that is what is tested, and no news for the console."""


class LocalServer(SimpleTestCase):
    databases: set[str] = set()

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = QuietServer(("127.0.0.1", 0), Handler)
        cls.server.daemon_threads = True
        threading.Thread(target=cls.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        cls.root = f"http://127.0.0.1:{cls.server.server_port}"

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()
        super().tearDownClass()

    def setUp(self):
        Handler.seen.clear()
        self.asker = Asker(is_allowed=lambda address: address == "127.0.0.1", timeout=0.4, pause=0)

    def ask(self, path):
        return self.asker.ask(self.root + path)


class AnswerTests(LocalServer):
    def test_each_kind_of_answer(self):
        for path, answer in {
            "/200": Answer(200),
            "/204": Answer(204),
            "/404": Answer(404, "404 Not Found"),
            "/410": Answer(410, "410 Gone"),
            "/500": Answer(500, "500 Internal Server Error"),
            "/403": Answer(403),
            "/429": Answer(429),
            "/no-head": Answer(405),
            "/head-is-404": Answer(200),
            "/moved": Answer(200, "", f"{self.root}/there"),
            "/for-now": Answer(200),
            "/circle": Answer(None, asking.CIRCLE),
            "/ever-on": Answer(None, asking.CIRCLE),
            "/file": Answer(None, asking.NO_ADDRESS),
            "/slow": Answer(None, asking.TOO_LATE),
            "/nonsense": Answer(None, asking.NO_SENSE),
            "/hang-up": Answer(None, asking.NO_SENSE),
            "/with space/é?q=ü&a=%20": Answer(200),
        }.items():
            with self.subTest(path):
                self.assertEqual(self.ask(path), answer)

    def test_server_that_sends_a_byte_now_and_then_is_cut_off(self):
        started = time.monotonic()
        self.assertEqual(self.ask("/drip"), Answer(None, asking.TOO_LATE))
        self.assertLess(time.monotonic() - started, 1.5)

    def test_a_huge_page_is_not_read(self):
        started = time.monotonic()
        self.assertEqual(self.asker._follow(self.root + "/huge", "GET"), Answer(200))
        self.assertLess(time.monotonic() - started, 0.4)

    def test_get_is_asked_only_where_head_failed(self):
        self.ask("/200")
        self.ask("/404")
        self.assertEqual(
            [(row[0], row[1]) for row in Handler.seen], [("HEAD", "/200"), ("HEAD", "/404"), ("GET", "/404")]
        )

    def test_it_says_who_it_is(self):
        with override_settings(SITE_URL="https://news.example.org"):
            self.ask("/200")
        self.assertEqual(Handler.seen[0][2], "Dateline link checker (+https://news.example.org)")

    def test_one_host_is_asked_with_a_pause(self):
        self.asker.pause = 0.2
        started = time.monotonic()
        for _number in range(3):
            self.ask("/200")
        self.assertGreaterEqual(time.monotonic() - started, 0.4)


class RefusalTests(LocalServer):
    def test_addresses_of_our_own_network_are_refused(self):
        for url in (
            self.root,
            "http://localhost/",
            "http://[::1]/",
            "http://0.0.0.0/",
            "http://169.254.169.254/latest/",
        ):
            with self.subTest(url):
                self.assertEqual(Asker(pause=0).ask(url), Answer(None, asking.REFUSED))
        self.assertEqual(Handler.seen, [])

    def test_a_redirect_does_not_lead_there_either(self):
        self.assertEqual(self.ask("/away"), Answer(None, asking.REFUSED))
        self.assertEqual([row[0] for row in Handler.seen], ["HEAD"])

    def test_what_is_public(self):
        for address, is_public in {
            "93.184.216.34": True,
            "2606:2800:220:1:248:1893:25c8:1946": True,
            "127.0.0.1": False,
            "10.1.2.3": False,
            "172.20.0.1": False,
            "192.168.1.1": False,
            "100.64.0.1": False,
            "169.254.1.1": False,
            "224.0.0.1": False,
            "0.0.0.0": False,
            "::1": False,
            "fe80::1%eth0": False,
            "fc00::1": False,
            "::ffff:10.0.0.1": False,
            "2002:0a00:0001::1": False,
        }.items():
            with self.subTest(address):
                self.assertEqual(is_public_address(address), is_public)

    def test_what_is_no_address(self):
        for url in (
            "https:///x",
            "http://[x",
            "ftp://example.org/",
            "http://example.org:99999/",
            "https://" + "a" * 70 + ".org/",
        ):
            with self.subTest(url):
                self.assertEqual(self.asker.ask(url), Answer(None, asking.NO_ADDRESS))

    def test_nobody_listens(self):
        self.assertEqual(self.asker.ask("http://127.0.0.1:1/"), Answer(None, asking.NO_CONNECTION))
        asker = Asker(pause=0)
        self.assertEqual(asker.ask("http://no-such-host.invalid/"), Answer(None, asking.NO_HOST))
