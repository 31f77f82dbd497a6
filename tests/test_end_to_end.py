"""A newsroom's first morning, in a real browser: read the site, log in, paste, publish, and see it public."""

import re
from io import StringIO

import feedparser
import pytest
from django.core.management import call_command
from django.utils import timezone

RELEASE = """\
Lagoon patrols train for rescue and evidence

Suva (Fiji), 3 March 2020 - Thirty officers of island police services have learnt this week how to save lives at
sea and to secure evidence while they do so. The course was held for the Pacific Patrol College and UNODC.

"A rescue comes first, and a good report comes right after it," said Mereoni Tavola, Dean of the Pacific Patrol College.

Officers from Fiji, Samoa and Tonga practised on two boats in the harbour. The smuggling of migrants by sea was the
subject of the last day.

See also:
UNODC on the smuggling of migrants: https://www.unodc.org/unodc/en/human-trafficking/migrant-smuggling.html
"""


@pytest.fixture
def archive(transactional_db):
    """The site as ``./run`` leaves it after its first start; gives the editor's password as printed."""
    call_command("load_reference", stdout=StringIO())
    call_command("load_demo", stdout=StringIO())
    printed = StringIO()
    call_command("create_editor", stdout=printed)
    return re.search(r"Password: +(\S+)", printed.getvalue())[1]


def heading(page):
    assert page.locator("h1").count() == 1
    return page.locator("h1").inner_text()


@pytest.mark.browser
def test_from_the_first_look_to_the_first_release(archive, page, client):
    # A reader finds the release from Nay Pyi Taw from the home page on, and all it is about.
    page.goto("/en/")
    page.get_by_role("link", name="All news", exact=True).click()
    title = "Furthering cooperation on migrant smuggling in Myanmar"
    page.goto("/en/countries/myanmar/")
    page.get_by_role("link", name=title).click()
    assert heading(page) == title
    assert "Nay Pyi Taw (Myanmar), 12 June 2017" in page.locator("main").inner_text()
    release = page.url
    for link, expected in (
        ("Migrant smuggling", "Migrant smuggling"),
        ("Building Capacity to Investigate and Prosecute Migrant Smugglers", None),
        ("Kyaw Zeya", "Kyaw Zeya"),
        ("Department of Transnational Crime", "Department of Transnational Crime"),
    ):
        page.goto(release)
        page.get_by_role("main").get_by_role("link", name=link, exact=True).first.click()
        assert expected is None or expected in heading(page)
        assert page.get_by_role("link", name=title).count() >= 1

    # An editor logs in with the password that was printed, and pastes another release.
    page.goto("/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(archive)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name="Paste a release").first.click()
    page.get_by_label("Text of the release").fill(RELEASE)
    page.get_by_role("button", name="Make a draft").click()
    assert page.locator("input[name=title]").input_value() == "Lagoon patrols train for rescue and evidence"
    address = f"/en/news/{timezone.localdate():%Y/%m}/lagoon-patrols-train-for-rescue-and-evidence/"
    assert client.get(address).status_code == 404

    # What is typed in the editor is kept when the button leads on to the page that asks for confirmation.
    editor = page.locator(".tiptap").first
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("Typed by the editor.")
    page.get_by_role("button", name="Publish…").click()
    page.wait_for_url("**/publish/")
    assert address in page.locator("#content-main").inner_text()
    # Alone in the office, the editor says why nobody else has looked; somebody will be asked to, later.
    page.get_by_label("Why without review").fill("Nobody else is in today.")
    # The text says "today", and its dateline is of another day: that is looked at, and may stay.
    for tick in page.get_by_label("Looked at").all():
        tick.check()
    page.locator("#content-main").get_by_role("button").last.click()
    page.wait_for_url("**/change/")

    # The very next request shows it, everywhere.
    for where in ("/en/", "/en/countries/fiji/"):
        page.goto(where)
        assert page.get_by_role("link", name="Lagoon patrols train for rescue and evidence").count() >= 1, (
            where
        )
    page.get_by_role("link", name="Lagoon patrols train for rescue and evidence").first.click()
    assert page.url.endswith(address)
    text = page.locator("main").inner_text()
    assert "A rescue comes first, and a good report comes right after it" in text
    assert "Typed by the editor." in text
    page.get_by_role("main").get_by_role("link", name="Mereoni Tavola").first.click()
    assert "A rescue comes first" in page.locator("main").inner_text()
    feed = feedparser.parse(client.get("/en/countries/fiji/feed.rss").content)
    assert "Lagoon patrols train for rescue and evidence" in [entry.title for entry in feed.entries]
