"""A body falls into blocks and comes back as it was."""

import re
import time

import pytest
from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from newsroom.comparing.blocks import Block, join, split
from publishing.richtext import clean_html

BODY = (
    '<p>One<br>two</p>\n\n<h2 lang="ar" dir="rtl">Head</h2><ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>'
    '<hr> <figure><img src="/media/images/a.jpg" alt="x"><figcaption>C</figcaption></figure>'
    "<table><tbody><tr><td><p>1</p></td></tr></tbody></table>"
)
TAGS = "<p> </p> <h2> </h2> <h3> <ul> <li> </li> </ul> <ol> </ol> <blockquote> </blockquote> <figure> </figure> <table> <tr>"
TAGS += " <td> </table> <hr> <br> <strong> </strong> <em> </em> </a> words كلمة 字 &amp; &lt; &nbsp; < > \" '"
LINKS = ['<a href="https://x.org/?a>b&quot;">', '<img src="/media/images/a.jpg" alt="x">']
PIECES = st.sampled_from([*TAGS.split(), *LINKS, " ", "\n", "\x0c", "\x00"])
MARKUP = st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join)


class SplitTests(SimpleTestCase):
    def test_every_element_of_the_top_level_is_a_block(self):
        assert [(block.tag, block.space) for block in split(BODY)] == [
            ("p", "\n\n"),
            ("h2", ""),
            ("ul", ""),
            ("hr", " "),
            ("figure", ""),
            ("table", ""),
        ]
        assert split(BODY)[2].html == "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>"

    def test_text_between_blocks_is_a_block_of_its_own(self):
        assert split("Loose <strong>words</strong><br>here <p>P</p> and <em>there</em>") == [
            Block("", "Loose <strong>words</strong><br>here", " "),
            Block("p", "<p>P</p>", " "),
            Block("", "and <em>there</em>"),
        ]

    def test_an_inline_element_that_holds_blocks_is_one(self):
        assert split("a <em>b</em> <strong>c<p>d</p></strong><strong><p>e</p></strong> f") == [
            Block("", "a <em>b</em>", " "),
            Block("strong", "<strong>c<p>d</p></strong>"),
            Block("strong", "<strong><p>e</p></strong>", " "),
            Block("", "f"),
        ]

    def test_nothing_has_no_blocks(self):
        assert split("") == []
        assert split(" \n") == [Block("", "", " \n")]

    @given(MARKUP)
    def test_cleaned_html_comes_back_and_no_block_can_be_split_again(self, markup):
        html = clean_html(markup)
        blocks = split(html)
        assert join(blocks) == html
        for block in blocks:
            assert block.html.strip(" \t\n\r\f") == block.html != ""
            assert split(block.html) == [Block(block.tag, block.html)]
            assert not block.tag or re.match(f"<{block.tag}[ >]", block.html)

    @given(MARKUP)
    def test_what_was_never_cleaned_comes_back_too(self, markup):
        assert join(split(markup)) == markup

    @given(MARKUP)
    def test_blocks_stay_what_they_are_in_another_order(self, markup):
        blocks = split(clean_html(markup))[::-1]
        assert [block.html for block in split(join(blocks))] == [block.html for block in blocks]


@pytest.mark.parametrize(
    "hostile",
    [
        "<blockquote>" * 200_000,
        "<" * 500_000,
        '<a "' * 300_000,
        "<p>" + "</p>" * 200_000,
        '<a ""' * 200_000 + ">",
        "<p>x</p>" * 100_000,
    ],
)
def test_hostile_markup_takes_no_long_time(hostile):
    began = time.process_time()
    assert join(split(hostile)) == hostile
    assert time.process_time() - began < 3
