"""Never stale: two web processes with a cache each answer, after every public change, as an uncached rendering does."""

import http.client
import os
import random
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import redis
from django.conf import settings
from django.db import connection
from django.test import Client, TransactionTestCase

from events.models import Topic
from newsroom import workflow
from newsroom.models import Article
from publishing.clock import database_now
from publishing.edition_clock import current, raise_clock
from tests.factory import change, make_article, make_country, make_draft, make_place, make_speaker, make_topic
from tests.redis_server import RedisServer

STEPS = 5
PAGES = (
    "/en/",
    "/en/news/",
    "/en/news/feed.rss",
    "/en/topics/migrant-smuggling/",
    "/en/countries/myanmar/",
    "/en/countries/myanmar/feed.rss",
    "/en/topics/migrant-smuggling/feed.atom",
    "/en/news/feed.json",
    "/feeds.opml",
    "/en/speakers/daw-example/",
    "/en/search/?q=body",
    "/fr/",
)


def database_url() -> str:
    """The address of the database that this test runs on, for processes of their own."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    server = urlsplit(os.environ["TEST_DATABASE_URL"])
    return server._replace(path=f"/{name}").geturl()


class WebProcess:
    """granian with one worker on a port of its own, and a connection to it that is kept."""

    def __init__(self, cache_url=""):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [
            Path(sys.executable).parent / "granian",
            "--interface",
            "wsgi",
            "--no-ws",
            "--log-level",
            "error",
        ]
        command += ["--host", "127.0.0.1", "--port", str(port), "--workers", "1", "config.wsgi:application"]
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "TEST_DATABASE_URL": database_url(),
            "TEST_CACHE_URL": cache_url,
            "PYTHONPATH": str(settings.BASE_DIR),
        }
        self.process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        until = time.monotonic() + 30
        while True:
            try:
                self.connection.connect()
                return
            except OSError:
                if time.monotonic() > until or self.process.poll() is not None:
                    raise
                time.sleep(0.1)

    def get(self, path):
        self.connection.request("GET", path, headers={"Host": "testserver"})
        response = self.connection.getresponse()
        return response.status, response.read()

    def stop(self):
        self.connection.close()
        self.process.terminate()
        self.process.wait(20)


class NeverStaleTests(TransactionTestCase):
    def setUp(self):
        make_country()
        self.topic, self.speaker, self.place = make_topic(), make_speaker(), make_place()
        raise_clock()
        self.processes = []
        self.addCleanup(lambda: [process.stop() for process in self.processes])
        self.about = {
            "countries": ["MM"],
            "topics": [self.topic.slug],
            "dateline": {"places": [self.place.slug], "date": "2026-06-12", "end_date": None},
            "quotes": [{"text": "Words.", "speaker": self.speaker.slug, "capacity": "Head", "agency": None}],
        }
        self.number = 0

    def start(self, cache_url=""):
        for _ in range(2):
            self.processes.append(WebProcess(cache_url))

    def addresses(self):
        own = {edition.get_absolute_url() for a in Article.objects.all() for edition in a.editions.live()}
        gone = {str(address) for a in Article.objects.all() for address in a.addresses.all()}
        return [*PAGES, *sorted(own | gone)]

    def check(self, done):
        for path in self.addresses():
            expected, answers = self.ask_all(path)
            self.assertEqual([status for status, _ in answers], [expected[0]] * 4, f"{path} after {done}")
            self.assertTrue(all(answer == expected for answer in answers), f"{path} is stale after {done}")

    def ask_all(self, path):
        """An uncached rendering, and what each process answers first and from memory, all of one version."""
        while True:
            version = current().version
            response = Client().get(path)
            answers = [process.get(path) for process in self.processes for _ in range(2)]
            if current().version == version:  # else an instant has passed in between
                return (response.status_code, response.content), answers

    def new_words(self):
        self.number += 1
        return f"Words number {self.number}"

    # What may happen in a newsroom.

    def publish(self, chance):
        make_article(title=self.new_words(), **self.about)

    def schedule(self, chance):
        article = make_draft(title=self.new_words(), **self.about)
        workflow.publish(article, by=None, at=database_now() + timedelta(seconds=0.6))

    def correct(self, chance):
        if live := self.settled():
            article = chance.choice(live)
            change(article, title=self.new_words())
            workflow.correct(article, by=None, kind="correction", note=self.new_words())

    def withdraw(self, chance):
        if live := self.settled():
            reason = chance.choice(["gone", "readable"])
            workflow.withdraw(chance.choice(live), by=None, reason=reason, note=self.new_words())

    def end_by_the_clock(self, chance):
        if live := self.settled():
            soon = database_now() + timedelta(seconds=0.6)
            workflow.withdraw(chance.choice(live), by=None, reason="gone", note="Over.", at=soon)

    def rename(self, chance):
        topic = Topic.objects.get()
        topic.name = self.new_words()
        topic.save()
        raise_clock()

    def wait(self, chance):
        time.sleep(0.65)

    def settled(self):
        ahead = Article.objects.filter(editions__live_from__gt=database_now())
        rows = Article.objects.filter(editions__live_until=None, editions__isnull=False).exclude(pk__in=ahead)
        return list(rows.distinct().order_by("pk"))

    def test_random_days_of_a_newsroom(self):
        """With a shared cache: what a process answers first, the other has rendered."""
        server = RedisServer()
        self.addCleanup(server.stop)
        self.start(server.url)
        seed = random.randrange(10**6)
        chance = random.Random(seed)
        self.check("nothing")
        done = [f"seed {seed}"]
        verbs = ["publish", "schedule", "correct", "withdraw", "end_by_the_clock", "rename", "wait"]
        for verb in ["publish", "schedule", "wait", *chance.choices(verbs, k=STEPS)]:
            getattr(self, verb)(chance)
            done.append(verb)
            self.check(done)
        with redis.Redis.from_url(server.url, protocol=2) as shared:
            self.assertGreater(shared.info("commandstats")["cmdstat_getrange"]["calls"], len(PAGES))

    def test_an_instant_passes_for_everybody_at_once(self):
        self.start()
        article = make_draft(title="At the second", **self.about)
        instant = database_now() + timedelta(seconds=1)
        workflow.publish(article, by=None, at=instant)
        seen = [False, False]
        while not all(seen):
            for index, process in enumerate(self.processes):
                asked = database_now()
                _, body = process.get("/en/news/")
                answered = database_now()
                shown = b"At the second" in body
                self.assertFalse(shown and answered < instant, "shown too early")
                self.assertFalse(not shown and asked > instant, "shown too late")
                seen[index] = seen[index] or shown
