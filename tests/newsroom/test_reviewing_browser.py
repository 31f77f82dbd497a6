"""The review by a second person, in a real browser: writer, editor and publisher, each in a window of their own."""

import re

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from newsroom import workflow
from tests.desk import make_staff, sign_in
from tests.factory import make_content


@pytest.fixture
def window(transactional_db, visitor):
    """A window of somebody who is signed in: ``window("Writer", locale="ar")``."""

    def open_for(role, **options):
        page = visitor(**options)
        sign_in(page, make_staff(role))
        return page

    return open_for


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def accept_warnings(page):
    for box in page.get_by_role("checkbox", name="Looked at").all():
        box.check()


@pytest.mark.browser
def test_two_pairs_of_eyes(window, client):
    writer, editor = window("Writer"), window("Editor", viewport={"width": 380, "height": 800})
    user = get_user_model().objects.get(username="writer")
    article, _missing = workflow.create(make_content(title="Boats at sea"), by=user)
    address = f"/admin/newsroom/article/{article.pk}/"
    writer.goto(f"{address}change/")
    # What is typed is saved on the way to the page that asks.
    writer.locator("#id_summary").fill("Two boats.")
    press(writer, "Send to review…")
    writer.get_by_label("To whom").select_option(label="editor")
    writer.get_by_label("Remark").fill("Please count the boats.")
    press(writer, "Send to review")
    expect(writer.locator(".standing .state")).to_have_text("in review")

    # The author cannot approve: no button, and the page refuses.
    assert writer.get_by_role("button", name="Approve…").count() == 0
    writer.context.expected = "403"
    writer.goto(f"{address}approve/")
    expect(writer.get_by_text("You do not have the right to do this.")).to_be_visible()
    assert writer.get_by_role("button", name="Approve", exact=True).count() == 0

    # The editor reads on a phone, and sends it back with a remark.
    editor.goto(f"{address}review/")
    expect(editor.get_by_text("Please count the boats.")).to_be_visible()
    assert editor.evaluate("document.documentElement.scrollWidth <= innerWidth")
    editor.get_by_role("link", name="Send back…").click()
    press(editor, "Send back")
    expect(editor.get_by_text("This field is required.")).to_be_visible()
    editor.get_by_label("What has to be mended").fill("There are three.")
    press(editor, "Send back")
    editor.get_by_text("Sent back.").wait_for()

    # The writer finds the remarks counted, mends, settles them and sends it again.
    writer.goto(f"{address}change/")
    expect(writer.get_by_role("navigation", name="This article").locator(".count")).to_have_text(
        "2 open remarks"
    )
    writer.locator("#id_summary").fill("Three boats.")
    press(writer, "Save")
    writer.get_by_text("Saved as revision 3").wait_for()
    writer.get_by_role("navigation", name="This article").get_by_role(
        "link", name=re.compile("^Review")
    ).click()
    for left in (1, 0):
        writer.get_by_role("button", name="Settle the remark of").first.click()
        expect(writer.get_by_role("button", name="Settle the remark of")).to_have_count(left)
    writer.get_by_role("link", name="Send to review…").click()
    press(writer, "Send to review")
    writer.get_by_text("Sent to review.").wait_for()

    # The editor approves what the page shows.
    editor.goto(f"{address}approve/")
    accept_warnings(editor)
    press(editor, "Approve")
    editor.get_by_text("Revision 3 is approved.").wait_for()

    # The writer types on; the publisher publishes what was approved.
    writer.goto(f"{address}change/")
    writer.locator("#id_summary").fill("Four boats.")
    press(writer, "Save")
    writer.get_by_text("Saved as revision 4").wait_for()
    publisher = window("Publisher")
    publisher.goto(f"{address}publish/")
    expect(publisher.get_by_role("definition").filter(has_text="Approved by editor on")).to_be_visible()
    expect(publisher.get_by_text("What writer saved as revision 4")).to_be_visible()
    accept_warnings(publisher)
    press(publisher, "Publish now")
    publisher.get_by_text("Published:").wait_for()
    edition = article.editions.get()
    assert (edition.revision.number, edition.summary) == (3, "Three boats.")
    assert "Three boats." in client.get(edition.get_absolute_url()).content.decode()

    # Every step stands in the log, for whoever asks.
    publisher.goto(f"{address}history/")
    verbs = publisher.locator("table td:nth-child(3)").all_inner_texts()
    assert verbs == [
        "published", "saved", "approved", "sent to review", "settled a remark", "settled a remark", "saved",
        "sent back", "sent to review", "saved", "saved",
    ]  # fmt: skip
    publisher.get_by_label("Show").first.select_option(label="Approved")
    press(publisher, "Show")
    expect(publisher.locator("table td:nth-child(2)")).to_have_text(["editor"])
