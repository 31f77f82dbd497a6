"""Chromium for the tests marked ``browser``; every other test needs no fixture from here."""

import os
import shutil

import pytest
from django.utils import translation
from playwright.sync_api import sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


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
def page(chromium, live_server):
    """An empty page of a visitor who was never here; ``page.goto("/admin/")`` is on our live server.

    The test fails when the browser reported an error: a script that broke, a file that was not there,
    something that the security policy forbids.
    """
    context = chromium.new_context(base_url=live_server.url)
    context.set_default_timeout(10_000)
    page = context.new_page()
    errors = []

    def listen(line):
        # Browsers ask for this by themselves where a page names no icon.
        if line.type == "error" and not line.location["url"].endswith("/favicon.ico"):
            errors.append(f"{page.url}: {line.text}")

    page.on("console", listen)
    page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
    yield page
    context.close()
    assert errors == []
