"""Curating in a real browser: suggestions by the keyboard, a merge from the form to the redirect, many articles."""

import pytest

from events.models import Topic
from newsroom.models import Article
from tests.desk import make_staff, sign_in
from tests.factory import make_article, make_country, make_draft, make_topic

ABOUT = {"countries": ["MM"], "topics": ["migrant-smuggling"]}


@pytest.mark.browser
def test_suggestions_are_pinned_and_refused_by_the_keyboard(transactional_db, page):
    make_country(), make_topic()
    article = make_draft(title="Mine", **ABOUT)
    first, second = (make_article(title=title, **ABOUT) for title in ("Second", "First"))
    sign_in(page, make_staff("Editor"))
    page.goto(f"/admin/newsroom/article/{article.pk}/change/")
    page.locator("#id_title").fill("Mine, typed on")
    page.get_by_role("button", name="Refuse: First").press("Enter")
    page.get_by_text("It will not be suggested here any more: First").wait_for()
    # The focus goes on to what is left, and nothing typed is lost.
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Pin: Second"
    page.keyboard.press("Enter")
    page.get_by_text("Added below the others. Save to keep it.").wait_for()
    assert article.revisions.count() == 1
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved as revision 2").wait_for()
    content = article.revisions.first().content
    assert (content["title"], content["see_also"]) == ("Mine, typed on", [{"article": str(first.uid)}])
    assert article.refused_suggestions.get().target == second


@pytest.mark.browser
def test_without_scripts_a_suggestion_is_pinned_at_once(transactional_db, chromium, live_server):
    make_country(), make_topic()
    article, other = make_draft(**ABOUT), make_article(title="The other", **ABOUT)
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, make_staff("Editor"))
    page.goto(f"/admin/newsroom/article/{article.pk}/change/")
    page.get_by_role("button", name="Pin: The other").click()
    page.get_by_text("Pinned, and saved as revision 2: The other").wait_for()
    assert article.revisions.first().content["see_also"] == [{"article": str(other.uid)}]
    context.close()


@pytest.mark.browser
def test_a_merge_from_the_form_to_the_redirect(transactional_db, page):
    old, new = make_topic("People smuggling"), make_topic("Migrant smuggling")
    make_article(title="A text", topics=["people-smuggling"])
    sign_in(page, make_staff("Editor"))
    page.goto(f"/admin/events/topic/{old.pk}/change/")
    page.get_by_role("link", name="Merge into another…").click()
    page.locator(".select2-selection").click()
    page.locator(".select2-search__field").fill("migrant")
    page.get_by_role("option", name="Migrant smuggling").click()
    page.get_by_role("button", name="Show what will move").click()
    page.get_by_text("Articles (1):").wait_for()
    page.get_by_role("button", name="Merge", exact=True).click()
    page.get_by_text("“People smuggling” is now “Migrant smuggling”.").wait_for()
    assert Topic.objects.get() == new
    page.goto("/en/topics/people-smuggling/")
    assert page.url.endswith("/en/topics/migrant-smuggling/")
    assert page.get_by_role("link", name="A text").is_visible()


@pytest.mark.browser
def test_many_articles_are_changed_and_put_back(transactional_db, page):
    make_topic("Rescue")
    for n in range(3):
        make_draft(title=f"Text {n}")
    sign_in(page, make_staff("Editor"))
    page.goto("/admin/newsroom/article/")
    page.get_by_label("Select all").first.check()
    page.locator("select[name=action]").select_option("change_many")
    page.get_by_role("button", name="Go", exact=True).click()
    field = page.locator(".form-row", has_text="Add topics")
    field.locator(".select2-selection").click()
    page.get_by_role("option", name="Rescue").click()
    page.get_by_role("button", name="Show what changes").click()
    page.get_by_text("3 articles will change.").wait_for()
    page.get_by_role("button", name="Change them").click()
    page.get_by_text("changed: 3").wait_for()  # a script went on
    assert Article.objects.filter(topics__slug="rescue").count() == 3
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text("put back: 3").wait_for()
    assert Article.objects.filter(topics__slug="rescue").count() == 0
