"""WCAG 2.2 AA on every page of the desk, from left to right and from right to left: axe-core finds nothing."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import TestCase
from django.utils import timezone

from events.models import Agency, Place, Speaker, Topic
from newsroom import workflow
from newsroom.delivering.receiving import make_token
from newsroom.models import Article, Desk, Image, SavedFilter
from newsroom.workflow import writing
from tests.accessibility import NO_PAGES, addresses, problems, routes, send
from tests.desk import make_staff, sign_in
from tests.factory import (
    change,
    make_agency,
    make_content,
    make_country,
    make_draft,
    make_image,
    make_place,
    make_region,
    make_series,
    make_speaker,
    make_topic,
    make_workshop,
)
from tests.pictures import png

LONG = "A title that goes on and on as titles of international organisations sometimes do " * 2


def rich(**changes):
    """A draft with a row in each list of its form."""
    picture, speaker = (
        make_image(title=f"Picture {uuid.uuid4()}"),
        make_speaker(slug=f"speaker-{uuid.uuid4()}"),
    )
    changes = {
        "body": "<h2>Head</h2><p>Words and <a href='https://example.org/'>a link</a>.</p><ul><li><p>One</p></li></ul>",
        "quotes": [{"text": "Words", "speaker": speaker.slug, "capacity": "", "agency": None}],
        "images": [{"image": picture.sha256, "role": "lead", "alt_text": "", "caption": "Caption"}],
        "see_also": [{"url": "https://example.org/", "label": "Elsewhere"}],
        "dateline": {"places": [make_place().slug], "date": "2020-01-01", "end_date": None},
        "topics": [make_topic().slug],
        "countries": [make_country().iso2],
        **changes,
    }
    return make_draft(**changes)


def examples(user, colleague):
    """What each page is about that is about more than a row of its model."""
    soon = timezone.now() + timedelta(days=2)
    make_region(), make_agency(), make_series(), make_workshop(), make_speaker()
    Desk.objects.create(group=Group.objects.create(name="Asia"), languages=["en"])
    draft, public = rich(title=LONG.strip()), rich(title="Public")
    workflow.want_translations(draft, ["fr", "ar"], by=None)
    workflow.publish(public, by=None)
    change(public, title="Public and mended", body="<p>Other words.</p>")
    workflow.correct(public, by=None, kind="correction", note="A number was wrong.")
    change(public, title="Public and mended again")
    scheduled, asked, mine, hurried = (
        workflow.create(make_content(title=title), by=colleague)[0]
        for title in ("Scheduled", "Asked", "Mine", "Hurried")
    )
    workflow.publish(scheduled, by=None, at=soon)
    workflow.embargo(scheduled, soon, by=None)
    link = workflow.make_link(scheduled, "The Daily Example", by=user)
    workflow.submit(asked, by=colleague)
    workflow.submit(mine, by=user)
    workflow.remark(asked, "Look at the second paragraph.", by=user)
    workflow.publish(hurried, by=colleague, unreviewed_reason="Breaking news.")
    change(draft, title="Saved by somebody else")
    key = uuid.uuid4()
    typed = draft.revisions.get(number=1).content | {"title": "Saved by me", "body": "<p>Mine.</p>"}
    writing.keep(by=user, form=key, article=draft, base=1, content=typed)
    unsaved = uuid.uuid4()
    writing.keep(by=user, form=unsaved, article=draft, base=2, data={"title": ["Typed and not saved"]})
    about = {
        "submit": draft,
        "publish": draft,
        "schedule": draft,
        "approve": asked,
        "send-back": asked,
        "recall": mine,
        "look": hurried,
        "correct": public,
        "withdraw": public,
        "unschedule": scheduled,
        "embargo": scheduled,
        "lift": scheduled,
        "visits": scheduled,
        "revoke": scheduled,
        "merge": draft,
        "preview": public,
        "review": asked,
        "checks": draft,
        "revisions": public,
        "restore": public,
        "note": public,
        "duplicate": draft,
        "compare": public,
        "take": public,
    }
    given = {f"newsroom_article_{name}": {"article_id": article.pk} for name, article in about.items()}
    more = {
        "visits": {"link_id": link.pk},
        "revoke": {"link_id": link.pk},
        "merge": {"key": key},
        "restore": {"number": 1},
        "take": {"number": 1, "field": "title"},
        "note": {"what": "edition", "number": 2},
    }
    for name, arguments in more.items():
        given[f"newsroom_article_{name}"] |= arguments
    topic = make_topic("Another").slug
    bulk = workflow.start_bulk_change([draft.pk], {"add": {"topics": [topic]}, "remove": {}}, by=user)
    given["newsroom_article_bulk_one"] = {"change_id": bulk.pk}
    SavedFilter.objects.create(user=user, name="Mine", query="state=draft")
    given["newsroom_article_differences"] = {"key": unsaved}
    for model in (Agency, Place, Speaker, Topic):
        given[f"events_{model._meta.model_name}_merge"] = {"number": model.objects.earliest("pk").pk}
    given["newsroom_image_delete"] = {"object_id": make_image(title="Unused").pk}
    make_token("Partner", user)[0].save()
    assert Image.objects.exists()
    return given


# In parts, so that several cores share them.
PARTS = ("newsroom_article", "newsroom", "events", "")

QUERIES = {"newsroom_article_compare": "?old=1&new=3"}


def part_of(name):
    return next(part for part in PARTS if name.startswith(part))


@pytest.fixture
def at_the_desk(transactional_db, visitor):
    user, colleague = make_staff("Publisher"), make_staff("Publisher", "colleague")
    user.is_superuser = True
    user.save()
    given = examples(user, colleague)

    def open_as(language):
        # axe-core writes styles into the page; that ours needs none is seen in every other test.
        page = visitor(locale=language or "en", viewport={"width": 1280, "height": 900}, bypass_csp=True)
        page.context.expected = "403"  # a page that says that this is not permitted is a page
        if language:
            sign_in(page, user)
        return page

    return open_as, addresses(given)


def _is_seen_elsewhere(name):
    """Whether a page is made by the same template, of the same parts, as one of articles or topics."""
    return name.endswith(("_delete", "_history")) and not name.startswith(
        ("newsroom_article", "events_topic")
    )


@pytest.mark.browser
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing(at_the_desk, part, language):
    open_as, pages = at_the_desk
    page = open_as(language)
    found = {}
    for name, url in pages.items():
        if part_of(name) != part or _is_seen_elsewhere(name):
            continue
        shown = open_as(None) if name == "login" else page
        answer = shown.goto(url + QUERIES.get(name, ""))
        assert answer.status in (200, 403), f"{url}: {answer.status}"
        assert name == "login" or "/login/" not in shown.url, url
        # From right to left other things are where they were not: what they are is the same in every language.
        if language == "en":
            shown.wait_for_load_state("networkidle")
        if wrong := problems(shown, only_narrow=language != "en"):
            found[url] = wrong
    assert not found, _report(found)


@pytest.mark.browser
def test_axe_finds_nothing_on_pages_that_answer_what_was_sent(at_the_desk):
    open_as, pages = at_the_desk
    page = open_as("en")
    found = {}
    for url, button in (
        (pages["newsroom_article_add"], "Save"),
        (pages["newsroom_article_paste"], "Make a draft"),
        (pages["newsroom_article_withdraw"], "Withdraw"),
        (f"{pages['newsroom_image_add']}?_popup=1", "Save"),
        (pages["events_workshop_add"], "Save"),
    ):
        page.goto(url)
        page.get_by_role("button", name=button, exact=True).first.click()
        page.wait_for_load_state("networkidle")
        if wrong := problems(page):
            found[url] = wrong
    page.goto(pages["newsroom_image_upload"])
    sent = (("a.png", png()), ("b.svg", b"<svg/>"), ("c.png", png()))
    files = [{"name": name, "mimeType": "image/png", "buffer": data} for name, data in sent]
    page.get_by_label("Pictures").set_input_files(files)
    page.get_by_text("1 new, 1 in the library already, 1 refused.").wait_for()
    if wrong := problems(page):
        found["uploaded"] = wrong
    page.get_by_role("button", name="Save").click()
    page.get_by_text("still waits for the choice").wait_for()
    for query in ("?q=nothing+like+this", "?state=live&needs=date", "?p=99"):
        page.goto(f"{pages['newsroom_article_changelist']}{query}")
        if wrong := problems(page):
            found[query] = wrong
    articles, topic = (model.objects.earliest("pk").pk for model in (Article, Topic))
    choose = "/admin/newsroom/article/bulk/choose/"
    for what in ({"_back": "1"}, {"add_topics": topic}):
        send(page, choose, {"articles": articles} | what)
        if wrong := problems(page):
            found[str(what)] = wrong
    page.goto("/admin/")
    page.get_by_role("button", name="Log out").click()
    found |= {"logged out": wrong} if (wrong := problems(page)) else {}
    assert not found, _report(found)


def _report(found) -> str:
    """Each problem once, with the pages that have it."""
    where = {}
    for url, wrong in found.items():
        for problem in wrong:
            where.setdefault(problem, []).append(url)
    return "\n".join(f"{problem}\n    {', '.join(urls)}" for problem, urls in where.items())


class AddressTests(TestCase):
    def test_each_page_has_an_example(self):
        pages = addresses(examples(make_staff("Publisher"), make_staff("Publisher", "colleague")))
        assert set(pages) == set(routes())

    def test_what_is_no_page_is_there_at_all(self):
        assert set(routes(every=True)) >= NO_PAGES
