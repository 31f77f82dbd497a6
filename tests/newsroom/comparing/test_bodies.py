"""Two bodies paragraph by paragraph: either can be read from the comparison, and any row can be taken back."""

import html5lib
import pytest
from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.comparing import marked
from newsroom.comparing.alignment import plain
from newsroom.comparing.blocks import join, split
from newsroom.comparing.bodies import body_rows, with_row
from publishing.richtext import clean_html

from .test_blocks import MARKUP

ONE = "<p>Twelve boats were found at sea.</p>"
TWO = "<p>The second day was for training.</p>"
THREE = "<p>Experts spoke of the law.</p>"


def rows(old, new):
    return [(row.kind, row.old, row.new) for row in body_rows(old, new)]


def side(old, new, name) -> str:
    """The words of one of the two bodies, read from the rows."""
    pieces = [
        piece
        for row in body_rows(old, new)
        if row.kind != {"old": "arrived", "new": "left"}[name]
        for part in row.parts
        for piece in part.pieces
    ]
    sides = (getattr(piece, name) for piece in pieces)
    return words("".join(one if isinstance(one, str) else marked.html(one) for one in sides))


def words(html) -> str:
    """All but the white space: an inline element that holds paragraphs is set apart from the words it touches."""
    return "".join(plain(html).split())


def faults(html) -> set[str]:
    """What a strict parser finds: broken tags, and tags where they may not stand."""
    parser = html5lib.HTMLParser()
    parser.parseFragment(html)
    return {fault for _place, fault, _detail in parser.errors}


class RowsTests(SimpleTestCase):
    def test_one_changed_one_removed_one_added(self):
        new = ONE.replace("Twelve", "Thirteen") + THREE + "<p>Something else altogether here.</p>"
        assert rows(ONE + TWO + THREE, new) == [
            ("changed", 1, 1),
            ("removed", 2, None),
            ("same", 3, 2),
            ("added", None, 3),
        ]

    def test_a_paragraph_that_moved_is_recognised(self):
        assert rows(ONE + TWO + THREE, TWO + THREE + ONE) == [
            ("left", 1, 3),
            ("same", 2, 1),
            ("same", 3, 2),
            ("arrived", 1, 3),
        ]

    def test_what_stands_twice_or_says_little_did_not_move(self):
        assert rows(ONE + ONE + TWO + THREE, TWO + THREE + ONE) == [
            ("removed", 1, None),
            ("removed", 2, None),
            ("same", 3, 1),
            ("same", 4, 2),
            ("added", None, 3),
        ]
        assert rows("<p>Yes.</p>" + TWO, TWO + "<p>Yes.</p>") == [
            ("removed", 1, None),
            ("same", 2, 1),
            ("added", None, 2),
        ]

    def test_white_space_that_shows_nothing_is_no_change(self):
        assert rows(f"{ONE}\n\n<p>a\nb</p>", f"{ONE}<p>a b</p>") == [("same", 1, 1), ("same", 2, 2)]
        assert rows("<ul>\n<li>a b c d</li>\n</ul>", "<ul><li>a b c d</li></ul>") == [("same", 1, 1)]

    def test_nothing_against_something(self):
        assert rows("", ONE) == [("added", None, 1)]
        assert rows(ONE, "") == [("removed", 1, None)]
        assert rows("", "") == []

    def test_what_was_never_cleaned_is_not_shown(self):
        shown = body_rows("<p onclick='x()'>a<script>y()</script></p>", "<p><iframe></iframe>b</p>")
        assert [
            marked.html(part.pieces[1].old or part.pieces[1].new) for row in shown for part in row.parts
        ] == ["a", "b"]


class TakeBackTests(SimpleTestCase):
    def test_a_row_is_as_it_was_and_the_others_stay(self):
        changed, added = ONE.replace("Twelve", "Thirteen"), "<p>Something else altogether here.</p>"
        old, new = ONE + TWO + THREE, changed + THREE + added
        assert [with_row(old, new, number) for number in range(4)] == [
            ONE + THREE + added,
            changed + TWO + THREE + added,
            new,
            changed + THREE,
        ]

    def test_what_moved_goes_back_from_either_end(self):
        old, new = ONE + TWO + THREE, TWO + THREE + ONE
        assert [with_row(old, new, number) for number in range(4)] == [old, new, new, old]

    def test_there_is_no_such_row(self):
        with pytest.raises(IndexError):
            with_row(ONE, TWO, 7)

    @settings(deadline=None)
    @given(MARKUP, MARKUP)
    def test_after_taking_back_every_row_the_body_is_the_old_one(self, old, new):
        old, new = clean_html(old), clean_html(new)
        for _ in range(45):
            results = (with_row(old, new, row.number) for row in body_rows(old, new) if row.differs)
            # An empty paragraph alone is no text: cleaning leaves nothing of it.
            new = next((html for html in map(clean_html, results) if html != new), new)
        assert words(new) == words(old)


class AnyBodyTests(SimpleTestCase):
    @settings(deadline=None)
    @given(MARKUP, MARKUP, st.lists(st.sampled_from([ONE, TWO, THREE]), max_size=3))
    def test_either_side_reads_as_it_was_and_the_html_is_sound(self, old, new, more):
        old, new = clean_html(old + "".join(more)), clean_html("".join(more[::-1]) + new)
        assert side(old, new, "old") == words(old)
        assert side(old, new, "new") == words(new)
        known = faults(old) | faults(new)
        for row in body_rows(old, new):
            for part in row.parts:
                for html in (part.inline, part.before, part.after):
                    assert faults(html) <= known


HOSTILE = [
    ("<p>" + "<em>" * 500 + "x", "<p>" + "<em>" * 500 + "y"),
    ("<blockquote>" * 500 + "x", "<blockquote>" * 500 + "y"),
    ("<p>" + "a " * 60_000, "<p>" + "a a b " * 30_000),
    ("<p>x y</p>" * 18_000, "<p>x z</p>" * 18_000),
    ("<p>" + "".join("ab c"[n * n % 4] for n in range(40_000)), "<p>" + "".join("ab c"[n * n % 3] for n in range(9_000))),
    ("<p>" + "字词" * 9_000, "<p>" + "词字字" * 6_000),
    ("".join(f"<p>{n} words of a paragraph</p>" for n in range(4_000)), "".join(f"<p>{n} words of the text</p>" for n in range(4_000))),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_bodies_are_compared_all_the_same(number):
    """How long ten times as much takes is measured in ``bench/compare.py``."""
    old, new = map(clean_html, HOSTILE[number])
    for row in body_rows(old, new):
        for part in row.parts:
            assert part.inline


def test_a_text_of_too_many_paragraphs_is_taken_back_as_a_whole():
    old, new = ("".join(f"<p>{n} {word}</p>" for n in range(2_500)) for word in ("boats", "ships"))
    last = body_rows(old, new)[-1]
    assert (last.kind, last.new) == ("changed", 2_001)
    assert with_row(old, new, last.number) == join(split(new)[:2_000] + split(old)[2_000:])
