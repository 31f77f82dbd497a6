"""Chromium for the tests marked ``browser``; every other test needs no fixture from here."""

import os
import shutil

import pytest
from django.test import SimpleTestCase, TransactionTestCase
from django.utils import translation
from playwright.sync_api import sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_collection_modifyitems(config, items):
    """Tests that ask no database say the same on every one: they run on SQLite only."""
    if not os.environ.get("TEST_DATABASE_URL"):
        return
    kept, left_out = [], []
    for item in items:
        (kept if _asks_a_database(item) else left_out).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


def _asks_a_database(item) -> bool:
    if item.cls is not None and issubclass(item.cls, SimpleTestCase):
        return issubclass(item.cls, TransactionTestCase) or bool(item.cls.databases)
    fixtures = {"db", "transactional_db", "live_server"} & set(item.fixturenames)
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True)
def in_english():
    """Each test begins in English: a request leaves its thread in the language of its page."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def chromium():
    """A headless browser: the one in CHROMIUM, the system's, or Playwright's own."""
    # Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox"] if os.geteuid() == 0 else [],  # Chromium's sandbox refuses root
        )
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium, live_server):
    """Makes an empty page of a visitor who was never here, as often as it is called: ``visitor(**options)``.

    ``page.goto("/admin/")`` is on our live server. The test fails when a browser reported an error: a script that
    broke, a file that was not there, something that the security policy forbids. A test that expects one says so:
    ``page.context.expected = "a part of its text"``.
    """
    contexts, errors = [], []

    def make(**options):
        context = chromium.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(10_000)
        context.expected = None
        contexts.append(context)
        page = context.new_page()

        def report(text):
            if context.expected is None or context.expected not in text:
                errors.append(f"{page.url}: {text}")

        def listen(line):
            # Browsers ask for this by themselves where a page names no icon.
            if line.type == "error" and not line.location["url"].endswith("/favicon.ico"):
                report(line.text)

        page.on("console", listen)
        page.on("pageerror", lambda error: report(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def page(visitor):
    """An empty page of one visitor."""
    return visitor()
