"""Two revisions compared and one field taken back, with nothing but a keyboard."""

import pytest

from tests.desk import make_staff, sign_in
from tests.factory import change, make_draft, make_topic

ONE = "<p>Twelve boats were found at sea.</p>"
TWO = "<p>The second day was for training.</p>"


def tab_to(page, **attributes):
    """Press Tab until what has the focus is what is meant."""
    wanted = page.get_by_role(**attributes).first
    for _press in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return wanted
    raise AssertionError(f"The keyboard does not come to {attributes}")


@pytest.mark.browser
def test_by_keyboard_alone(transactional_db, page):
    article = make_draft(title="Old title", body=ONE + TWO)
    change(
        article, title="New title", body=ONE.replace("Twelve", "Thirteen") + TWO, topics=[make_topic().slug]
    )
    change(article, summary="Another summary.")
    sign_in(page, make_staff("Writer"))
    page.goto(f"/admin/newsroom/article/{article.pk}/revisions/")

    tab_to(page, role="radio", name="From revision 2")  # the one that is chosen beforehand
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("radio", name="From revision 1").is_checked()
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/?new=3&old=1")

    removed, added = (
        page.locator("#diff-title ~ .diff__rows del"),
        page.locator("#diff-title ~ .diff__rows ins"),
    )
    assert (removed.text_content(), added.text_content()) == ("[removed: Old]", "[added: New]")
    assert "line-through" in removed.evaluate("element => getComputedStyle(element).textDecorationLine")
    assert "underline" in added.evaluate("element => getComputedStyle(element).textDecorationLine")

    tab_to(page, role="link", name="Side by side")
    page.keyboard.press("Enter")
    page.locator(".diff--side").wait_for()
    tab_to(page, role="link", name="Take “Title” from revision 1…")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What changes in the working copy").wait_for()
    tab_to(page, role="button", name="Take from revision 1")
    page.keyboard.press("Enter")
    page.get_by_text("Taken from revision 1: Title.").wait_for()
    content = article.revisions.first().content
    assert (content["title"], content["topics"]) == ("Old title", ["migrant-smuggling"])
    assert content["body"] == ONE.replace("Twelve", "Thirteen") + TWO

    page.goto(f"/admin/newsroom/article/{article.pk}/revisions/compare/?old=1&new=4")
    page.get_by_role("link", name="Take this part from revision 1").press("Enter")
    page.get_by_role("button", name="Take from revision 1").press("Enter")
    page.get_by_text("Taken from revision 1: Text.").wait_for()
    assert article.revisions.first().content["body"] == ONE + TWO


@pytest.mark.browser
def test_on_a_phone_the_sides_are_stacked_and_nothing_is_cut(transactional_db, visitor):
    page = visitor(viewport={"width": 380, "height": 800})
    article = make_draft(title="Word " * 40, body=ONE)
    change(article, title="Other " * 40, body=ONE.replace("boats", "b" * 300))
    sign_in(page, make_staff("Writer"))
    page.goto(f"/admin/newsroom/article/{article.pk}/revisions/compare/?old=1&new=2&view=side")
    before, after = (page.locator(".diff__cell").nth(n).bounding_box() for n in (0, 1))
    assert after["y"] >= before["y"] + before["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == 380
    page.emulate_media(media="print")
    assert not page.locator(".diff__take").first.is_visible()
