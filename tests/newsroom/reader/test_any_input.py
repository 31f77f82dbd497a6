"""Whatever comes in: a record or a plain refusal, safe HTML, and time that grows no faster than the text."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.reader import Gazetteer, Release, ReleaseUnreadable, read

GAZETTEER = Gazetteer.build(
    countries=[("MM", "Myanmar"), ("TH", "Thailand")],
    places=[("Nay Pyi Taw", "MM", 930_000), ("Bangkok", "TH", 8_000_000)],
    topics=[("drugs", ["narcotics"])],
)
TAGS = re.compile(r"<[^>]*>")
ALLOWED = re.compile(
    r'</?(?:p|h2|h3|ul|ol|li|blockquote|table|tbody|tr|td|strong|em|a)>|<a href="(?:https?://|mailto:)[^"<>]*">',
    re.IGNORECASE,
)
PIECES = st.sampled_from(
    ["Nay Pyi Taw", " (Myanmar)", ", ", "12 June 2017", " - ", "\n", "\n\n", "“", "”", '"', "«", "»", " said ", "Mr. Aye Aye", "the Director",
     "UNODC", " (ABC)", "the departments of ", "Police", "and", "See also:", "Contact:", "<p>", "</p>", "<a href='", "javascript:x", "https://a.b/", "'>",
     "</a>", "<b>", "</i>", "<!--", "-->", "<script>", "<table><tr><td>", "**", "_", "[x](", ")", "# ", "* ", "Click here", "workshop", " held in ",
     "project on Big Words", "2017年6月12日", "表示：", "قال", "، ", "сказал", "&#0;", "&lt;", "\x00", "\ud800", "\u202e"]
)  # fmt: skip
SOUPS = st.lists(PIECES, max_size=60).map("".join)


def outcome(source):
    try:
        return read(source, gazetteer=GAZETTEER)
    except ReleaseUnreadable as refused:
        assert str(refused)
        return None


def check(release: Release | None) -> None:
    if release is None:
        return
    assert set(release.to_json()) >= {
        "title",
        "dateline",
        "quotes",
        "agencies",
        "countries",
        "event",
        "warnings",
    }
    for tag in TAGS.findall(release.body_html):
        assert ALLOWED.fullmatch(tag), tag
    opened = []
    for tag in TAGS.findall(release.body_html):
        name = re.match(r"</?(\w+)", tag)[1]
        if tag.startswith("</"):
            assert opened.pop() == name
        else:
            opened.append(name)
    assert opened == []


@settings(max_examples=80, deadline=None)
@given(st.one_of(st.text(max_size=400), SOUPS))
def test_any_text(source):
    check(outcome(source))


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(source):
    check(outcome(source))


@settings(max_examples=40, deadline=None)
@given(SOUPS)
def test_reading_twice_gives_the_same(source):
    first, second = outcome(source), outcome(source)
    assert first == second


LONG = {
    "unclosed attributes": "<p>" + "<a b='" * 9_000,
    "unclosed comments": "<p>" + "<!-- >" * 100_000,
    "open elements": "<div>" * 12_000 + "x",
    "open marks": "<b><p>x" * 1_000,
    "links without sentences": "<p>" + "<a href=https://x.y/z>here</a> " * 1_800,
    "opening quotes": "“" * 60_000,
    "quotes and names": "“a b c d e f g h i,” said Mr. John Smith, Director of X. " * 1_050,
    "capitals without spaces": "A'" * 30_000,
    "capitals with small words": "Aa of " * 9_900,
    "acronyms in brackets": "Aa Bb (AB) " * 5_400,
    "ministries": "Ministry of Foreign Affairs and " * 1_800,
    "dates": "1-1-" * 15_000,
    "slashes": "A/" * 30_000,
    "brackets": "[" * 60_000,
    "stars": "**a" * 18_000,
    "spaces": "a" + " " * 60_000 + "b",
    "characters without spaces": "外交部" * 18_000,
    "addresses": "http://" + "a" * 60_000,
    "sessions": "Previous workshops " * 3_000,
    "one word": "a" * 60_000,
}


@pytest.mark.parametrize("name", LONG)
def test_time_grows_with_the_length_and_no_faster(name):
    """Twenty times a long release. What is linear takes half a second at most, what is quadratic minutes."""
    source = LONG[name]
    started = time.process_time()
    outcome(source)
    spent = time.process_time() - started
    assert spent < 2, f"{spent:.1f} s for {len(source):,} characters"


def test_release_of_usual_length_is_read_at_once():
    paragraph = (
        "“Nobody can do this alone,” said Ms. Rosa Tan, Deputy Head of UNODC, in Bangkok on 12 June 2017. "
        * 3
    )
    source = "A title\n\nNay Pyi Taw (Myanmar), 12 June 2017 - " + "\n\n".join([paragraph] * 16)
    outcome(source)
    started = time.process_time()
    outcome(source)
    assert time.process_time() - started < 0.25  # 0.03 s on an idle machine
