"""Words of two paragraphs: what is marked is what changed, and either side reads as it was."""

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from newsroom.comparing import marked
from newsroom.comparing.pieces import compare_blocks, compare_words
from newsroom.comparing.sequences import Effort, gaps, matches
from newsroom.comparing.tokens import atoms, tokens

LETTERS = "a the boat boats 12 13 字 中 ل كلمة \u064f , . \u200d 👩 e\u0301 ’"
WORDS = st.lists(st.sampled_from([*LETTERS.split(), " ", "\n", "\u00a0"]))


def signs(pieces) -> str:
    """Pieces as one line: ``[-gone-]``, ``{+come+}``, ``{~restyled~}``."""
    frames = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}", "restyled": "{{~{}~}}"}
    line = ""
    for piece in pieces:
        text = piece.new or piece.old
        line += text if piece.kind == "tag" else frames[piece.kind].format("".join(a.text for a in text))
    return line


class CompareTests(SimpleTestCase):
    def compare(self, old, new):
        return signs(compare_blocks(old, new, Effort()))

    def test_words_of_each_language(self):
        for old, new, expected in (
            ("12 boats, 1,000 people", "12 boats, 2,000 people", "12 boats, [-1,000-]{+2,000+} people"),
            ("缅甸内比都举行", "缅甸仰光举行", "缅甸[-内比都-]{+仰光+}举行"),
            ("قال المُدير أمس", "قال المدير أمس", "قال [-المُدير-]{+المدير+} أمس"),
            ("l’eau est là", "l’air est là", "[-l’eau-]{+l’air+} est là"),
            (
                "пресс-служба сообщила",
                "пресс-центр сообщил",
                "[-пресс-служба сообщила-]{+пресс-центр сообщил+}",
            ),
            ("¿Qué pasó ayer?", "¿Qué pasa ayer?", "¿Qué [-pasó-]{+pasa+} ayer?"),
        ):
            with self.subTest(old):
                assert self.compare(f"<p>{old}</p>", f"<p>{new}</p>") == f"<p>{expected}</p>"

    def test_few_equal_words_between_changes_are_no_hold(self):
        old, new = "Ministers agreed on the framework yesterday", "Delegates discussed the conclusions today"
        assert self.compare(f"<p>{old}</p>", f"<p>{new}</p>") == f"<p>[-{old}-]{{+{new}+}}</p>"

        old, new = (
            f"Ministers met on Friday. {words}. They left in the afternoon, by car, for home."
            for words in ("Delegations considered the corridors", "Everybody welcomed the operations")
        )
        assert self.compare(f"<p>{old}</p>", f"<p>{new}</p>") == (
            "<p>Ministers met on Friday. [-Delegations considered the corridors-]{+Everybody welcomed the operations+}."
            " They left in the afternoon, by car, for home.</p>"
        )

    def test_lists_and_tables_are_compared_by_their_parts(self):
        assert (
            self.compare(
                "<ul><li><p>one two three</p></li><li><p>last</p></li></ul>",
                "<ul><li><p>new</p></li><li><p>one two four</p></li><li><p>last</p></li></ul>",
            )
            == "<ul><li><p>{+new+}</p></li><li><p>one two [-three-]{+four+}</p></li><li><p>last</p></li></ul>"
        )
        assert self.compare(
            "<table><tbody><tr><td>Year</td><td>12</td></tr></tbody></table>",
            "<table><tbody><tr><td>Year</td><td>14</td></tr><tr><td>x</td></tr></tbody></table>",
        ) == (
            "<table><tbody><tr><td>Year</td><td>[-12-]{+14+}</td></tr><tr><td>{+x+}</td></tr></tbody></table>"
        )

    def test_markup_alone_is_told_as_such(self):
        for old, new, words, note in (
            ("<em>a</em> b", "<em>a</em> <strong>b</strong>", "a {~b~}", ["now bold"]),
            ("<strong>bo</strong>ld", "bold", "{~bold~}", ["no longer bold"]),
            ('<a href="/a">x</a>', '<a href="/b?x&amp;y">x</a>', "{~x~}", ["link to /a, now to /b?x&y"]),
            ("x", '<a href="/b">x</a>', "{~x~}", ["now a link to /b"]),
        ):
            with self.subTest(new):
                pieces = compare_blocks(f"<p>{old}</p>", f"<p>{new}</p>", Effort())
                assert signs(pieces) == f"<p>{words}</p>"
                assert [marked.restyling(piece) for piece in pieces if piece.kind == "restyled"] == [note]
        picture = '<p><img src="/media/images/a.jpg" alt="{}"></p>'
        pieces = compare_blocks(picture.format("One"), picture.format("Two"), Effort())
        assert marked.restyling(pieces[1]) == ["alternative text: “One”, now “Two”"]

    def test_a_paragraph_that_became_a_heading(self):
        pieces = compare_blocks("<p>Findings of 2016</p>", "<h2>Findings of 2017</h2>", Effort())
        assert signs(pieces) == "<h2>Findings of [-2016-]{+2017+}</h2>"
        assert marked.structure(pieces) == ["paragraph, now heading"]

    def test_marks_are_said_and_text_is_escaped(self):
        pieces = compare_words(atoms("a <b>"), atoms("a & c"), Effort())
        assert marked.inline(pieces) == (
            'a <del><bdi class="visually-hidden" lang="en">[removed: </bdi>&lt;b&gt;<bdi class="visually-hidden" lang="en">'
            ']</bdi></del><ins><bdi class="visually-hidden" lang="en">[added: </bdi>&amp; c<bdi class="visually-hidden"'
            ' lang="en">]</bdi></ins>'
        )


class AnyTextTests(SimpleTestCase):
    @given(WORDS, WORDS)
    def test_either_side_is_the_text_to_the_letter(self, old, new):
        old, new = "".join(old), "".join(new)
        pieces = compare_words(atoms(old), atoms(new), Effort())
        for name, text in (("old", old), ("new", new)):
            assert "".join(atom.text for piece in pieces for atom in getattr(piece, name)) == text

    @given(WORDS.map("".join) | st.text())
    def test_tokens_are_the_text_and_never_begin_inside_a_character(self, text):
        found = tokens(text)
        assert "".join(found) == text
        assert not any(token[0] in "\u0301\u064f\u200d\ufe0f" for token in found[1:])

    @given(st.lists(st.integers(0, 4)), st.lists(st.integers(0, 4)))
    def test_matches_are_equal_and_in_order(self, a, b):
        runs = matches(a, b, Effort())
        i_end = j_end = 0
        for i, j, n in runs:
            assert a[i : i + n] == b[j : j + n] and n > 0 and i >= i_end and j >= j_end
            i_end, j_end = i + n, j + n
        spans = list(gaps(runs, len(a), len(b)))
        assert sum(len(x) for x, _y in spans) + sum(n for _i, _j, n in runs) == len(a)
        assert sum(len(y) for _x, y in spans) + sum(n for _i, _j, n in runs) == len(b)
