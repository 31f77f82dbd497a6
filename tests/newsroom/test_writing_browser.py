"""What helps in writing, in a real browser: shortcuts, counts, the address, the question before leaving, the keyboard."""

import pytest

from tests.desk import make_staff, sign_in
from tests.factory import make_article, make_draft
from tests.newsroom.test_lengths import TEXTS

ADD = "/admin/newsroom/article/add/"
EDITOR = ".part--body .tiptap"


@pytest.fixture
def desk(transactional_db, page):
    sign_in(page, make_staff("Publisher"))
    return page


def open_form(page, article):
    page.goto(f"/admin/newsroom/article/{article.pk}/change/")
    page.locator(EDITOR).wait_for()


@pytest.mark.browser
def test_save_and_preview_from_the_keyboard(desk):
    article = make_draft(title="Before")
    open_form(desk, article)
    desk.locator("#id_title").fill("After")
    desk.keyboard.press("Control+s")
    desk.get_by_text("Saved as revision 2").wait_for()
    desk.locator(EDITOR).click()
    desk.keyboard.type("More. ")
    desk.keyboard.press("Control+Shift+Enter")
    desk.wait_for_url("**/preview/")
    article.refresh_from_db()
    assert article.title == "After"
    assert "More." in article.body


@pytest.mark.browser
def test_the_list_of_shortcuts_opens_closes_and_switches_them_off(desk):
    article = make_draft(title="Before")
    open_form(desk, article)
    button = desk.get_by_role("button", name="Keyboard shortcuts")
    button.press("Enter")
    dialog = desk.get_by_role("dialog", name="Keyboard shortcuts")
    dialog.get_by_label("Use these shortcuts").press("Space")
    desk.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert button.evaluate("button => button === document.activeElement")
    desk.keyboard.press("Control+/")
    assert not dialog.is_visible()
    desk.reload()
    desk.locator(EDITOR).wait_for()
    desk.keyboard.press("Control+/")
    assert not dialog.is_visible()


@pytest.mark.browser
def test_words_minutes_and_characters_are_counted_while_typing(desk):
    open_form(desk, make_draft(title="Four", body="<p>one two three</p>"))
    writing = desk.locator(".writing__lengths")
    assert writing.locator("dd").all_inner_texts() == ["3", "1"]
    desk.locator(EDITOR).click()
    desk.keyboard.press("Control+End")
    desk.keyboard.type(" four five")
    writing.get_by_text("5", exact=True).wait_for()
    assert desk.locator("#id_title_counter").inner_text() == "4 of 300 characters"
    desk.locator("#id_summary").fill("12345")
    assert desk.locator("#id_summary_counter").inner_text() == "5 of 500 characters"
    desk.locator("#id_language").select_option("zh-hans")
    assert writing.locator("dt").first.inner_text() == "Characters"


@pytest.mark.browser
def test_script_and_server_count_alike(desk):
    desk.goto(ADD)
    count = """async ([html, language]) =>
        (await import(document.querySelector("script[src*=lengths]").src)).countWords(html, language)"""
    counts = {key: desk.evaluate(count, [key[1], key[0]]) for key in TEXTS}
    assert counts == TEXTS


@pytest.mark.browser
def test_the_address_follows_the_title_until_the_text_is_public(desk):
    draft, public = (
        make_draft(title="First title", slug="first-title"),
        make_article(title="Public", slug="public"),
    )
    chosen = make_draft(title="Another", slug="chosen")
    for article, slug in ((draft, "new-title"), (public, "public"), (chosen, "chosen")):
        open_form(desk, article)
        desk.locator("#id_title").fill("New title")
        assert desk.locator("#id_slug").input_value() == slug
        desk.keyboard.press("Control+s")
        desk.get_by_text("Saved as revision 2").wait_for()


@pytest.mark.browser
def test_leaving_asks_only_when_something_was_typed(desk):
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    open_form(desk, make_draft(body="<p>Text</p>"))
    desk.locator("#id_title").click()
    desk.get_by_role("link", name="Articles").first.click()
    desk.wait_for_url("**/article/")
    assert asked == []
    desk.go_back()
    desk.locator(EDITOR).click()
    desk.keyboard.type("typed")
    desk.get_by_role("link", name="Articles").first.click()
    desk.wait_for_url("**/article/")
    assert asked == ["beforeunload"]


@pytest.mark.browser
def test_the_keyboard_reaches_everything_and_sees_where_it_is(transactional_db, visitor):
    page = visitor(viewport={"width": 1400, "height": 600})
    sign_in(page, make_staff("Publisher"))
    quote = {"text": "Words", "speaker": None, "capacity": "", "agency": None}
    open_form(page, make_draft(quotes=[quote], body="<p>Words</p>"))
    seen, hidden = [], []
    for _step in range(160):
        page.keyboard.press("Tab")
        place = page.evaluate(
            """() => {
              const focused = document.activeElement
              if (focused === document.body) return null
              const box = focused.getBoundingClientRect()
              const bar = document.querySelector(".submit-row")
              const top = bar.contains(focused) ? innerHeight : bar.getBoundingClientRect().top
              const style = getComputedStyle(focused.closest(".select2-selection") ?? focused)
              const marked = style.outlineStyle !== "none" || style.boxShadow !== "none"
              // Tab is a character there.
              if (focused.closest(".tiptap")) document.querySelector(".part--images a").focus()
              return { name: focused.name || focused.id || focused.closest('.select2')?.previousElementSibling?.id || focused.textContent.trim().slice(0, 40),
                       isCovered: box.top >= top || box.bottom <= 0,
                       isMarked: marked }
            }"""
        )
        if place is None:
            break
        seen.append(place["name"])
        if place["isCovered"] or not place["isMarked"]:
            hidden.append(place)
    assert hidden == [], hidden
    assert {"title", "slug", "summary", "kind", "language", "_continue", "_preview"} <= set(seen)
