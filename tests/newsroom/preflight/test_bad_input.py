"""Whatever is pasted: no exception, and an answer."""

from django.test import TestCase

from newsroom.preflight import check
from publishing.languages import Language
from tests.factory import make_content

LONG = 200_000  # bytes; a rule that were quadratic would be felt
QUOTE = {"text": "Nobody said this, he said", "speaker": None, "capacity": "x", "agency": None}
BODIES = {
    "a long text": "<p>On Monday, 12 June 2017, officers of Malaysia met; “a day for 3,500,” said Ann Roe today.</p>",
    "one long paragraph": "word «a “b” c» 12 June 2017 said, ",
    "one long word": "a",
    "quotation marks": "“",
    "straight marks": '" ',
    "figures": "12 ",
    "names of bodies": "Ministry of Justice of Malaysia and ",
    "attributions": "a, said b ",
    "links": '<a href="https://example.org/1">here</a> ',
    "without spaces": "“中国表示，”马来西亚2017年6月12日指出：今天",
    "Arabic": "قال اليوم الاثنين 12 يونيو 2017، «",
    "words twice": "the ",
}


class BadInputTests(TestCase):
    def test_very_much_of_anything(self):
        for name, piece in BODIES.items():
            body = piece * (LONG // len(piece))
            language = {"without spaces": "zh-hans", "Arabic": "ar"}.get(name, "en")
            with self.subTest(name):
                findings = check(make_content(body=body, language=language, quotes=[QUOTE]))
                self.assertIn("quote_not_verbatim", {finding.rule for finding in findings})

    def test_tags_that_are_never_closed(self):
        piece = "<p><a href='/x'><b>“a</p></i><td>b</blockquote><img src=x>"
        self.assertIn("quotation_marks", {finding.rule for finding in check(make_content(body=piece * 1000))})

    def test_five_hundred_spans_from_word(self):
        inner = "<span class=MsoNormal style='mso-fareast-language:EN-US'>" * 500 + "Words" + "</span>" * 500
        rules = {finding.rule for finding in check(make_content(body=f"<p>{inner}<o:p></o:p></p>"))}
        self.assertNotIn("body_empty", rules)

    def test_nothing_at_all(self):
        for language in Language.values:
            content = make_content(title="", slug="", summary="", body="", language=language)
            with self.subTest(language):
                rules = {finding.rule for finding in check(content)}
                self.assertEqual(rules, {"body_empty", "dateline_missing", "summary_form", "topics"})
