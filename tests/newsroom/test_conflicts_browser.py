"""Two editors in two browsers: who is there, what goes together, what is asked, and what survives a killed tab."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from newsroom.models import Article, Presence, UnsavedTyping
from tests.desk import make_staff, sign_in
from tests.factory import make_draft

BODY = "<p>Twelve boats were stopped.</p><p>The crew was fed.</p><p>Nobody was hurt.</p>"


def edit_url(article):
    return reverse("admin:newsroom_article_change", args=[article.pk])


def opened(visitor, user, url, **options):
    page = visitor(**options)
    sign_in(page, user)
    page.clock.install()
    page.goto(url)
    page.locator(".tiptap").first.wait_for()
    return page


def type_at_the_end_of(page, paragraph, words):
    page.locator(".part--body .tiptap p").nth(paragraph).click()
    page.keyboard.press("End")
    page.keyboard.type(words)


def wait_until_kept(page):
    with page.expect_response(lambda answer: answer.url.endswith("/typing/")) as answer:
        page.clock.run_for(7_000)
    assert answer.value.status == 204


def until(page, is_so):
    """Wait for what a page sends while it goes away: nothing tells when it has arrived."""
    for _time in range(50):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError("It did not come about.")


@pytest.fixture
def people(transactional_db):
    return make_staff("Editor", "ann"), make_staff("Writer", "ben")


@pytest.mark.browser
def test_each_sees_the_other_and_what_they_save_and_when_they_leave(people, visitor):
    article = make_draft(title="Boats", body=BODY)
    ann = opened(visitor, people[0], edit_url(article))
    expect(ann.locator("[data-presence]")).to_be_empty()
    ben = opened(visitor, people[1], edit_url(article))
    expect(ben.locator("[data-presence]")).to_contain_text("Also open with ann since")
    ann.clock.run_for(16_000)
    expect(ann.locator("[data-presence]")).to_contain_text("ben")
    ben.get_by_label("Summary:").fill("From Ben")
    ben.get_by_role("button", name="Save").click()
    ben.get_by_text("Saved as revision 2").wait_for()
    ann.clock.run_for(16_000)
    expect(ann.locator("[data-presence]")).to_contain_text("Revision 2 was saved by ben")
    ben.close()
    until(ann, lambda: Presence.objects.count() == 1)
    ann.clock.run_for(16_000)
    expect(ann.locator("[data-presence]")).not_to_contain_text("Also open with")
    assert [row.user.username for row in Presence.objects.at(article.pk)] == ["ann"]


@pytest.mark.browser
def test_different_paragraphs_go_together(people, visitor):
    article = make_draft(title="Boats", body=BODY)
    ann, ben = (opened(visitor, user, edit_url(article)) for user in people)
    type_at_the_end_of(ann, 0, " At sea.")
    type_at_the_end_of(ben, 2, " At all.")
    ann.get_by_role("button", name="Save").click()
    ann.get_by_text("Saved as revision 2").wait_for()
    ben.get_by_role("button", name="Save").click()
    ben.get_by_text(
        "Your changes and those of ann (revision 2: paragraph 1) are both in revision 3."
    ).wait_for()
    body = BODY.replace("stopped.", "stopped. At sea.").replace("hurt.", "hurt. At all.")
    assert Article.objects.get().body == body
    assert UnsavedTyping.objects.count() == 0


@pytest.mark.browser
@pytest.mark.parametrize(
    "options",
    [{}, {"viewport": {"width": 380, "height": 760}}, {"locale": "ar"}],
    ids=["wide", "phone", "arabic"],
)
def test_the_same_paragraph_is_asked_about_and_decided_with_the_keyboard(people, visitor, options):
    article = make_draft(title="Boats", body=BODY)
    ann = opened(visitor, people[0], edit_url(article))
    ben = opened(visitor, people[1], edit_url(article), **options)
    type_at_the_end_of(ann, 1, " Well.")
    type_at_the_end_of(ben, 1, " At once.")
    ann.get_by_role("button", name="Save").click()
    ann.get_by_text("Saved as revision 2").wait_for()
    ben.locator("[name=_continue]").click()
    question = ben.locator("#question-body-2")
    expect(question.locator("ins")).to_contain_text(["Well", "At once"])
    assert ben.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # Writing by hand, with nothing but keys.
    question.locator("input[value=theirs]").focus()
    for _times in range(3):
        ben.keyboard.press("ArrowDown")
    expect(question.locator("input[value=hand]")).to_be_checked()
    editor = question.locator(".tiptap")
    expect(editor).to_be_visible()
    editor.focus()
    ben.keyboard.press("Control+A")
    ben.keyboard.type("The crew was fed. At once. Well.")
    submit = ben.locator(".merge input[type=submit]")
    submit.focus()
    ben.keyboard.press("Enter")
    ben.wait_for_url(f"**{edit_url(article)}")
    assert Article.objects.get().body == BODY.replace("fed.", "fed. At once. Well.")
    assert [row.verb for row in article.log.all()] == ["merged", "saved", "saved"]


@pytest.mark.browser
def test_what_was_typed_in_a_killed_tab_is_offered_back(people, visitor):
    article = make_draft(title="Boats", body=BODY)
    page = opened(visitor, people[1], edit_url(article))
    page.get_by_label("Title:").first.fill("Boats stopped")
    type_at_the_end_of(page, 1, " Well.")
    page.locator("#quotes-group").get_by_role("button", name="Add another").or_(
        page.locator("#quotes-group .add-row a")
    ).first.click()
    page.locator("#id_quotes-0-text").fill("We act.")
    wait_until_kept(page)
    page.context.close()

    page = opened(visitor, people[1], edit_url(article))
    expect(page.get_by_label("Title:").first).to_have_value("Boats")
    page.get_by_role("link", name="Look at what differs").click()
    expect(page.locator(".differences")).to_contain_text("Boats stopped")
    page.get_by_role("link", name="Take it back").click()
    expect(page.get_by_label("Title:").first).to_have_value("Boats stopped")
    expect(page.locator(".part--body .tiptap")).to_contain_text("fed. Well.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved as revision 2").wait_for()
    content = article.revisions.first().content
    assert (content["title"], content["body"]) == ("Boats stopped", BODY.replace("fed.", "fed. Well."))
    assert [quote["text"] for quote in content["quotes"]] == ["We act."]
    expect(page.get_by_text("You typed something on")).to_have_count(0)
    assert UnsavedTyping.objects.count() == 0


@pytest.mark.browser
def test_a_new_article_is_offered_back_too(people, visitor):
    page = opened(visitor, people[1], "/admin/newsroom/article/add/")
    page.get_by_label("Title:").first.press_sequentially("Never saved")
    wait_until_kept(page)
    page.context.close()
    page = opened(visitor, people[1], "/admin/newsroom/article/add/")
    page.get_by_role("link", name="Take it back").click()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved as revision 1").wait_for()
    assert Article.objects.get().title == "Never saved"


@pytest.mark.browser
def test_looking_is_not_typing(people, visitor):
    article = make_draft(title="Boats", body="<ul><li>One</li></ul>\n<p>Two</p>")
    page = opened(visitor, people[1], edit_url(article))
    page.locator(".tiptap").first.click()
    page.clock.run_for(16_000)
    page.goto("/admin/")
    assert UnsavedTyping.objects.count() == 0


@pytest.mark.browser
def test_a_session_that_ends_in_the_middle_loses_nothing(people, visitor):
    article = make_draft(title="Boats", body=BODY)
    page = opened(visitor, people[1], edit_url(article))
    Session.objects.all().delete()
    page.context.expected = "ERR_FAILED"  # what the rules find is not asked of somebody who is signed out
    type_at_the_end_of(page, 1, " Well.")
    page.clock.run_for(7_000)
    notice = page.get_by_text("You are no longer signed in.")
    expect(notice).to_be_visible()
    page.get_by_role("button", name="Save").click()
    page.clock.run_for(1_000)
    assert page.url.endswith(edit_url(article))
    sign_in(page, people[1])
    page.clock.run_for(16_000)
    expect(notice).to_be_hidden()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved as revision 2").wait_for()
    assert Article.objects.get().body == BODY.replace("fed.", "fed. Well.")


@pytest.mark.browser
def test_what_only_this_browser_kept_is_sent_when_somebody_is_signed_in_again(people, visitor):
    article = make_draft(title="Boats", body=BODY)
    page = opened(visitor, people[1], edit_url(article))
    Session.objects.all().delete()
    page.context.expected = "ERR_FAILED"  # what the rules find is not asked of somebody who is signed out
    type_at_the_end_of(page, 1, " Well.")
    page.clock.run_for(7_000)
    expect(page.get_by_text("You are no longer signed in.")).to_be_visible()
    page.goto("/admin/login/")
    assert UnsavedTyping.objects.count() == 0
    sign_in(page, people[0])  # somebody else at the same desk sees nothing of it
    page.goto(edit_url(article))
    page.locator(".tiptap").first.wait_for()
    assert UnsavedTyping.objects.count() == 0
    sign_in(page, people[1])
    page.goto(edit_url(article))
    page.get_by_role("link", name="Take it back").click()
    expect(page.locator(".part--body .tiptap")).to_contain_text("fed. Well.")
    assert page.evaluate("localStorage.length") == 0 or not page.evaluate(
        "Object.keys(localStorage).some(name => name.startsWith('dateline-typing'))"
    )


@pytest.mark.browser
def test_a_line_that_breaks_is_told_and_mended(people, visitor):
    article = make_draft(title="Boats", body=BODY)
    page = opened(visitor, people[1], edit_url(article))
    page.context.expected = "ERR_INTERNET_DISCONNECTED"
    page.context.set_offline(True)
    page.get_by_label("Title:").first.fill("Boats stopped")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The server cannot be reached.")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved as revision 2").wait_for()
    assert Article.objects.get().title == "Boats stopped"
