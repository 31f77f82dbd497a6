import pytest
from django.contrib.auth import get_user_model


@pytest.mark.browser
def test_signing_in_works_under_the_security_policy(page):
    get_user_model().objects.create_superuser("editor", password="correct horse battery")
    page.goto("/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")
    assert page.get_by_role("button", name="Log out").is_visible()


@pytest.mark.browser
def test_the_page_fixture_fails_on_what_the_policy_forbids(chromium, live_server):
    page = chromium.new_page(base_url=live_server.url)
    errors = []
    page.on("console", lambda line: errors.append(line.text))
    page.goto("/admin/login/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    page.wait_for_timeout(100)
    page.close()
    assert any("Content Security Policy" in error for error in errors)
