"""The desk in a real browser, under the site's own security policy: Word, pictures, order, and no script at all."""

import pytest
from django.contrib.auth import get_user_model

from newsroom.models import Article
from tests.factory import make_draft, make_image, make_place

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {margin:0} --></style><!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->
</head><body lang=EN-GB><!--StartFragment-->
<h1><b><span lang=EN-GB>Drug report<o:p></o:p></span></b></h1>
<p class=MsoNormal><span style='font-size:12.0pt'>Text with <b>bold</b> and a <a href="https://www.unodc.org/">link</a><a
style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span>[1]</span></a>.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p><h2>Findings<o:p></o:p></h2>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span></span><![endif]>First</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>o<span>&nbsp; </span></span><![endif]>Nested</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>Second</p><p class=MsoNormal>Between</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>One</p>
<table class=MsoTableGrid border=1><tr><td width=100 style='width:100pt'><p class=MsoNormal><b>Year</b></p></td></tr>
<tr><td><p class=MsoNormal>2016</p></td></tr></table>
<p class=MsoNormal><img width=200 src="file:///C:/Users/a/clip_image001.png" v:shapes="x"></p>
<!--EndFragment--></body></html>"""

PASTE = """html => {
  const data = new DataTransfer()
  data.setData("text/html", html)
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
  document.querySelector(".tiptap").dispatchEvent(event)
}"""


def log_in(page):
    get_user_model().objects.create_superuser("editor", password="a long password")
    page.goto("/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Log in").click()


@pytest.mark.browser
def test_text_from_word_and_a_picture_from_the_library(transactional_db, page):
    image = make_image(title="Boats", alt_text="Two boats", caption="In the harbour")
    log_in(page)
    page.goto("/admin/newsroom/article/add/")
    page.get_by_label("Title:").first.fill("From Word")
    editor = page.get_by_role("textbox", name="Text:")
    editor.click()
    page.evaluate(PASTE, WORD)
    page.keyboard.press("Control+Home")
    page.locator(".prose-menubar button", has_text="image").first.click()
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Browse...").click()
    opened.value.get_by_role("button", name="Boats").click()
    page.get_by_role("button", name="Insert", exact=True).click()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved as revision 1").wait_for()
    article = Article.objects.get()
    assert article.slug == "from-word"
    figure = (
        f'<figure><img src="{image.url}" alt="Two boats"><figcaption>In the harbour</figcaption></figure>'
    )
    assert article.body.count(figure) == 1
    assert article.body.replace(figure, "").replace("<p></p>", "") == (
        '<h2>Drug report</h2><p>Text with <strong>bold</strong> and a <a href="https://www.unodc.org/">link</a>[1].</p>'
        "<h3>Findings</h3><ul><li><p>First</p><ul><li><p>Nested</p></li></ul></li><li><p>Second</p></li></ul>"
        "<p>Between</p><ol><li><p>One</p></li></ol>"
        "<table><tbody><tr><th><p>Year</p></th></tr><tr><td><p>2016</p></td></tr></tbody></table>"
    )


@pytest.mark.browser
def test_rows_are_moved_with_the_keyboard(transactional_db, page):
    places = [make_place(name).slug for name in ("Bago", "Dawei", "Loikaw")]
    article = make_draft(dateline={"places": places, "date": None, "end_date": None})
    log_in(page)
    page.goto(f"/admin/newsroom/article/{article.pk}/change/")
    group = page.locator("#dateline_places-group")
    assert not group.locator("input[name$=position]").first.is_visible()
    group.get_by_role("button", name="Up").last.press("Enter")
    assert group.get_by_role("status").inner_text() == "Now number 2 of 3."
    page.keyboard.press("Enter")  # the button still has the focus
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved as revision 2").wait_for()
    content = article.revisions.first().content
    assert content["dateline"]["places"] == ["loikaw-mm", "bago-mm", "dawei-mm"]


@pytest.mark.browser
def test_without_scripts_rows_have_numbers(transactional_db, chromium, live_server):
    places = [make_place(name).slug for name in ("Bago", "Dawei")]
    article = make_draft(dateline={"places": places, "date": None, "end_date": None}, body="<p>Text</p>")
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    log_in(page)
    page.goto(f"/admin/newsroom/article/{article.pk}/change/")
    page.locator("input[name=dateline_places-0-position]").fill("5")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved as revision 2").wait_for()
    content = article.revisions.first().content
    assert (content["dateline"]["places"], content["body"]) == (["dawei-mm", "bago-mm"], "<p>Text</p>")
    context.close()
