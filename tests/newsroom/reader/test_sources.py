"""What may be handed to the reader, and what of it may reach a page."""

import pytest

from newsroom.reader import ReleaseUnreadable, read
from newsroom.reader.encoding import MAX_SIZE

TEXT = "Les élèves sont arrivés à Genève, où l’été fut long. " * 6


def codes(release):
    return {doubt.code for doubt in release.warnings}


@pytest.mark.parametrize(
    "source",
    ["", "   \n\t \u200b", b"", b"\xef\xbb\xbf", "\x00\x01\x02", b"%PDF-1.7 x", b"PK\x03\x04xxxx", b"a\x00b\x00c", "x" * (MAX_SIZE + 1),
     bytes(range(256)), "<p></p><br>", "<script>alert(1)</script>"],
)  # fmt: skip
def test_unreadable_sources_are_refused_in_plain_words(gazetteer, source):
    with pytest.raises(ReleaseUnreadable) as refused:
        read(source, gazetteer=gazetteer)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("data", "doubt"),
    [
        (("\ufeffTitre\n\n" + TEXT).encode("utf-8"), False),
        (("Titre\n\n" + TEXT).encode("utf-16"), False),
        (
            f'<meta charset="iso-8859-15"><h1>Titre</h1><p>{TEXT}</p>'.replace("’", "'").encode(
                "iso-8859-15"
            ),
            False,
        ),
        (("Titre\n\n" + TEXT).encode("cp1252"), True),
    ],
)
def test_encodings(gazetteer, data, doubt):
    release = read(data, gazetteer=gazetteer)
    assert release.title == "Titre"
    assert "élèves sont arrivés à Genève, où l’été" in release.body_text.replace("l'été", "l’été")
    assert ("encoding-guessed" in codes(release)) is doubt


def test_recipe_and_code_and_filler_are_read_with_warnings(gazetteer):
    recipe = "Pancakes\n\nMix the flour, the milk and the eggs. " + "Let it rest. " * 30
    assert {"nothing-named", "dateline-missing"} <= codes(read(recipe, gazetteer=gazetteer))
    code = "import os\n" + "def run():\n    return os.getcwd();\n" * 20
    assert "looks-like-code" in codes(read(code, gazetteer=gazetteer))
    assert "filler-text" in codes(
        read("Title\n\n" + "Lorem ipsum dolor sit amet. " * 20, gazetteer=gazetteer)
    )


ATTACKS = """<h1>Title</h1><p onclick="evil()">One <a href="javascript:evil()">two</a> <a href="data:text/html,x">three</a>
<a href=" JaVaScRiPt:evil()">four</a> <a href="https://example.org/?a=1&amp;b=2" onmouseover="evil()">five</a></p>
<script>evil()</script><style>p{color:red}</style><iframe src="https://evil.example"></iframe><svg onload=evil()><b>x</b></svg>
<p>1 &lt; 2 &lt;script&gt;evil()&lt;/script&gt; <img src=x onerror=evil()> <b>bold <i>both</b> half</i></p><!-- <p>hidden</p> -->
<p><a href="mailto:press@example.org">mail</a> <a href='https://example.org/"><script>evil()</script>'>six</a></p>"""


def test_only_the_allowed_tags_are_written(gazetteer):
    release = read(ATTACKS, gazetteer=gazetteer)
    html = release.body_html
    for bad in (
        "<script",
        "javascript",
        "onclick",
        "onmouseover",
        "data:",
        "<iframe",
        "<img",
        "<svg",
        "<style",
        "hidden",
    ):
        assert bad not in html.lower(), bad
    assert '<a href="https://example.org/?a=1&amp;b=2">five</a>' in html
    assert '<a href="mailto:press@example.org">mail</a>' in html
    assert "1 &lt; 2 &lt;script&gt;" in html
    assert "<strong>bold <em>both</em></strong>" in html
    assert "link-dropped" in codes(release)


def test_structure_of_html_is_kept(gazetteer):
    html = """<h1>Title</h1><p>Intro that is long enough.</p><h4>Part</h4><ul><li>one</li><li>two <strong>x</strong></li></ul>
    <ol><li>first</li></ol><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table><p>Last<br><br>really</p>"""
    assert read(html, gazetteer=gazetteer).body_html.split("\n") == [
        "<p>Intro that is long enough.</p>",
        "<h3>Part</h3>",
        "<ul><li>one</li><li>two <strong>x</strong></li></ul>",
        "<ol><li>first</li></ol>",
        "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></tbody></table>",
        "<p>Last</p>",
        "<p>really</p>",
    ]


def test_of_a_page_only_the_release_is_read(gazetteer):
    paragraph = "<p>" + "Officers from Thailand came to the course and stayed until it ended. " * 4 + "</p>"
    html = f"""<!doctype html><html lang="en"><head><title>New course opens | The Agency</title>
    <meta property="article:published_time" content="2021-05-04T08:00:00Z"></head><body>
    <div class="main-menu"><ul><li><a href="/">Home</a></li><li>Myanmar</li></ul></div><header><p>The Agency</p></header>
    <div id="content"><h1>New course opens</h1>{paragraph * 3}</div>
    <div class="sidebar"><p>{"Malaysia is elsewhere. " * 5}</p></div><footer>Contact us</footer></body></html>"""
    release = read(html, gazetteer=gazetteer)
    assert release.title == "New course opens"
    assert release.countries == ["TH"]
    assert release.dateline.start.iso() == "2021-05-04"
    assert "Home" not in release.body_text


def test_markdown(gazetteer):
    text = """# The title

**A lead in bold that ends the first thought.**

See [the report](https://example.org/report) and *read* it; 2*3*4 and snake_case_names stay.

* one
* two

Our address: https://example.org/x."""
    release = read(text, gazetteer=gazetteer)
    assert release.title == "The title"
    assert (
        '<a href="https://example.org/report">the report</a> and <em>read</em> it; 2*3*4 and snake_case'
        in release.body_html
    )
    assert "<ul><li>one</li><li>two</li></ul>" in release.body_html
    assert [link.url for link in release.links] == ["https://example.org/report", "https://example.org/x"]


def test_lines_broken_by_a_program_are_joined(gazetteer):
    text = """New course opens

Officers from Thailand came to the course, where they learnt how
to follow the money and how to write a letter to a colleague in
another country, which is harder than it looks at first.
They stayed until it ended, and some of them stayed for longer
because the trains had stopped running."""
    release = read(text, gazetteer=gazetteer)
    assert release.body_html.count("<p>") == 1
    assert "how to follow the money" in release.body_html


def test_see_also_items_and_the_parts_at_the_foot(gazetteer):
    text = """New course opens

Officers from Thailand came to the course and stayed until it ended, which nobody had thought possible.

See also:
- The first course
- [The second course](https://example.org/2)

Notes to editors
The course was paid for by its participants.

About UNODC
UNODC helps Member States.

Media contact: Jane Roe, press@example.org"""
    release = read(text, gazetteer=gazetteer)
    assert [(link.text, link.url) for link in release.see_also] == [
        ("The first course", None),
        ("The second course", "https://example.org/2"),
    ]
    assert release.notes_to_editors == "The course was paid for by its participants."
    assert "UNODC helps" in release.about
    assert "Jane Roe" in release.contact
    assert "See also" not in release.body_html


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The officers of the agency have been trained in the use of new methods for the work.", "en"),
        ("Les agents ont été formés dans le cadre de la coopération avec les pays de la région.", "fr"),
        ("Los agentes de la región fueron capacitados para el uso de los nuevos métodos.", "es"),
        (
            "Die Beamten der Behörde wurden für die Arbeit mit den neuen Methoden geschult und sind bereit.",
            "de",
        ),
        ("Сотрудники ведомства прошли обучение.", "ru"),
        ("تلقى موظفو الوكالة تدريبا على استخدام الأساليب الجديدة.", "ar"),
        ("该机构的官员接受了新方法的培训。", "zh"),
    ],
)
def test_languages(gazetteer, text, language):
    assert read(f"{text}\n\n{text}", gazetteer=gazetteer).language == language
    assert read(text, gazetteer=gazetteer, language="vi").language == "vi"
