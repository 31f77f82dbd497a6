"""The list of checks beside the form, in a browser."""

import pytest

from newsroom.models import Revision
from tests.desk import make_staff, sign_in
from tests.factory import make_draft, make_topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EDITOR = ".field-body .ProseMirror[contenteditable]"
SENTENCES = ".finding__sentence"


@pytest.fixture
def article():
    return make_draft(
        title="Officers learn",
        kind="statement",
        topics=[make_topic().slug],
        dateline={"places": [], "date": "2099-01-01", "end_date": None},
        body="<p>Officers met in the hall.</p><p>They come back in May.</p>",
    )


@pytest.fixture
def desk(page, article):
    sign_in(page, make_staff("Editor"))
    page.goto(f"/admin/newsroom/article/{article.pk}/change/")
    page.wait_for_selector("[data-checks-count]")
    return page


def test_what_is_typed_is_checked_without_saving_and_without_moving_the_focus(desk):
    assert desk.inner_text("[data-checks-count]") == "Nothing found."
    desk.fill("#id_title", "OFFICERS LEARN A LOT")
    desk.wait_for_selector(SENTENCES)
    assert "in capitals" in desk.inner_text(SENTENCES)
    assert desk.inner_text("[data-checks-status]") == "1 warning"
    assert desk.evaluate("document.activeElement.id") == "id_title"
    assert Revision.objects.count() == 1
    desk.fill("#id_title", "Officers learn a lot")
    desk.wait_for_selector(SENTENCES, state="detached")
    assert desk.inner_text("[data-checks-status]") == "Nothing found."


def test_going_to_a_field(desk):
    desk.fill("#id_title", "OFFICERS LEARN A LOT")
    desk.wait_for_selector(SENTENCES)
    desk.focus("#id_contact")
    desk.press("[data-jump=id_title]", "Enter")
    assert desk.evaluate("document.activeElement.id") == "id_title"


def test_going_to_the_words_in_the_text(desk):
    desk.click(f"{EDITOR} p:last-child")
    desk.keyboard.press("End")
    desk.keyboard.type(" They come in the the morning.")
    desk.wait_for_selector(SENTENCES)
    desk.click("[data-jump=id_body]")
    assert desk.evaluate("getSelection().toString()") == "the the"
    assert desk.evaluate(f"document.activeElement === document.querySelector('{EDITOR}')")


def test_when_the_session_has_ended_the_editor_is_told(desk):
    desk.context.clear_cookies()
    desk.context.expected = ""  # browsers report the refused redirect, each in its own words
    desk.fill("#id_title", "OFFICERS LEARN A LOT")
    desk.wait_for_selector("[data-checks-status]:has-text('could not be made')", state="attached")
    assert desk.input_value("#id_title") == "OFFICERS LEARN A LOT"


def test_a_warning_is_ticked_with_the_keyboard(page, article):
    sign_in(page, make_staff("Publisher"))
    page.goto(f"/admin/newsroom/article/{article.pk}/publish/")
    page.fill("#id_unreviewed_reason", "Urgent.")
    page.press("[type=submit].default", "Enter")
    page.wait_for_selector(".errorlist")
    page.focus("[name=accepted]")
    page.keyboard.press("Space")
    page.press("[type=submit].default", "Enter")
    page.wait_for_selector(".messagelist .success")
    assert len(article.log.get(verb="published").facts["accepted"]) == 1
