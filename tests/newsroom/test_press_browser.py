"""Real browsers: a link for the press from the desk to the reader and back; paper; the instant of a publication."""

import re
import time
import urllib.error
import urllib.request
import zlib
from datetime import timedelta

import pytest

from newsroom import press, workflow
from newsroom.models import PressLink
from publishing.clock import database_now
from tests.desk import make_staff, sign_in
from tests.factory import make_draft, make_image
from tests.press import make_embargoed, make_scheduled

LOADED = "images => images.map(image => image.complete && image.naturalWidth > 0)"


def with_pictures():
    lead, inside = make_image(title="Lead"), make_image(title="Inside")
    return {
        "images": [{"image": lead.sha256, "role": "lead", "alt_text": "", "caption": ""}],
        "body": f'<p>The harbour at night.</p><figure><img src="{inside.url}" alt="A boat"></figure>',
    }


@pytest.mark.browser
def test_the_press_reads_by_a_link_until_it_is_revoked(transactional_db, visitor, live_server, settings):
    settings.SITE_URL = live_server.url
    article = make_scheduled(title="Quiet reef", **with_pictures())
    editor, journalist = visitor(), visitor()
    sign_in(editor, make_staff("Publisher"))
    editor.goto(f"/admin/newsroom/article/{article.pk}/change/")
    editor.get_by_role("link", name="Embargo").click()
    editor.get_by_role("button", name="Put under embargo").click()
    editor.get_by_label("Outlet").fill("The Daily")
    editor.get_by_role("button", name="Make a link").click()
    address = editor.get_by_role("textbox", name="Address for The Daily").input_value()
    editor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    editor.get_by_role("button", name="Copy the address for The Daily").click()
    editor.get_by_text("Copied.").wait_for()
    assert editor.evaluate("navigator.clipboard.readText()") == address

    # Whoever has the link reads the text with its pictures; without it there is nothing.
    journalist.context.expected = "404"
    assert journalist.goto(address.partition("?")[0]).status == 404
    # What that page still asks for names it as its referer, rightly: only what comes after it is looked at.
    journalist.wait_for_load_state("networkidle")
    journalist.goto("about:blank")
    journalist.context.expected = None
    asked = []
    journalist.on("request", lambda request: asked.append((request.url, request.headers.get("referer", ""))))
    assert journalist.goto(address).status == 200
    assert journalist.locator("h1").inner_text() == "Quiet reef"
    assert journalist.get_by_role("note").is_visible()
    pictures = journalist.locator("main img")
    pictures.last.scroll_into_view_if_needed()
    journalist.wait_for_load_state("networkidle")
    assert pictures.evaluate_all(LOADED) == [True, True]
    assert [referer for _url, referer in asked if referer] == []
    journalist.get_by_role("link", name="News", exact=True).first.click()
    assert "press=" not in journalist.content()
    assert [referer for _url, referer in asked if "press=" in referer] == []

    editor.reload()
    editor.get_by_role("link", name="Visits by the link for The Daily").click()
    assert editor.get_by_role("cell", name="read", exact=True).count() == 1
    editor.go_back()
    editor.get_by_role("link", name="Revoke the link for The Daily").click()
    editor.get_by_role("button", name="Revoke").click()
    editor.get_by_text("The link for The Daily is revoked.").wait_for()

    journalist.context.expected = "403"
    assert journalist.goto(address).status == 403
    assert "revoked" in journalist.locator("main").inner_text()
    assert "Quiet reef" not in journalist.content()


@pytest.mark.browser
def test_the_banner_is_printed_on_every_sheet(transactional_db, page):
    article = make_embargoed(body="<p>A line of the text.</p>" * 120, **{"title": "Long"})
    link = workflow.make_link(article, "The Daily", by=None)
    page.goto(f"{article.editions.get().get_absolute_url()}?press={press.token(link)}")
    sheets = sheets_of(page.pdf(format="A4"))
    assert len(sheets) > 3
    # The frame of the banner is the only thing on a sheet in its red.
    assert [b".6078" in sheet for sheet in sheets] == [True] * len(sheets)


def sheets_of(pdf):
    """What is drawn on each page of a PDF of Chromium's, as its operators."""
    streams = {
        int(number): zlib.decompress(data)
        for number, data in re.findall(
            rb"(\d+) 0 obj\n<</Filter /FlateDecode\n/Length \d+>> stream\n(.*?)\nendstream", pdf, re.DOTALL
        )
    }
    pages = re.findall(rb"<</Type /Page\n.*?/Contents (\d+) 0 R", pdf, re.DOTALL)
    return [streams[int(number)] for number in pages]


@pytest.mark.browser
def test_the_times_elsewhere_are_told_while_typing(transactional_db, page, settings):
    settings.TIME_ZONE = "Europe/Vienna"
    sign_in(page, make_staff("Publisher"))
    page.goto(f"/admin/newsroom/article/{make_draft().pk}/schedule/")
    assert page.get_by_role("button", name="Show the time in other zones").count() == 0
    page.get_by_label("Publish at").fill("2099-07-01T10:00")
    page.get_by_text("Wednesday, 1 July 2099, 08:00").wait_for()
    page.get_by_label("Time zone").select_option("Asia/Yangon")
    page.get_by_text("Wednesday, 1 July 2099, 03:30").wait_for()
    page.get_by_label("Publish at").fill("2099-03-29T02:30")
    page.get_by_label("Time zone").select_option("Europe/Vienna")
    page.get_by_text("Choose 01:59 or 03:00.").wait_for()


@pytest.mark.browser
def test_a_text_is_public_at_its_instant_with_only_the_web_process_running(transactional_db, live_server):
    instant = database_now().replace(microsecond=0) + timedelta(seconds=3)
    article = make_scheduled(instant, title="On the second")
    workflow.embargo(article, instant, by=None)
    link = workflow.make_link(article, "The Daily", by=None)
    address = live_server.url + article.editions.get().get_absolute_url()
    seen = []
    while not seen or seen[-1][0] < instant + timedelta(seconds=0.5):
        asked = database_now()
        status = status_of(address)
        seen.append((asked, status, database_now()))
        time.sleep(0.02)
    # Each answer lies between two readings of the database's clock.
    assert {status for _asked, status, answered in seen if answered < instant} == {404}
    assert {status for asked, status, _answered in seen if asked >= instant} == {200}
    assert len(seen) > 20
    assert status_of(f"{address}?press={press.token(link)}") == 200  # after being sent on
    assert [visit.result for visit in PressLink.objects.get().visits.all()] == ["public"]


def status_of(address):
    try:
        with urllib.request.urlopen(address, timeout=10) as response:
            assert "press=" not in response.url
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
