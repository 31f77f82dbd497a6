"""Whatever stands in a query string: a page, another address, or a clear refusal; never an error of ours, never a scan.

``EXAMPLES=20000 ./run test tests/test_query_strings.py`` looks longer.
"""

import os
from urllib.parse import quote, urlencode

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from newsroom.selection.choices import FACETS
from tests.factory import make_article, make_country, make_topic
from tests.plans import scans

PATHS = (
    "/en/search/",
    "/ar/search/",
    "/en/news/",
    "/en/news/2017/",
    "/zh-hans/news/feed.rss",
    "/en/countries/myanmar/feed.rss",
)
EXAMPLES = int(os.environ.get("EXAMPLES", "50"))
# What means something to FTS5, to tsquery, to LIKE, to us, or to Unicode.
OPERATORS = (
    *(
        '"',
        "'",
        '""',
        "*",
        "^",
        "+",
        "-",
        "--",
        "(",
        ")",
        "((",
        "NEAR",
        "NEAR(a b, 5)",
        "AND",
        "OR",
        "NOT",
        "col:x",
        "words : a",
        "labels:_1",
    ),
    *(
        "_1",
        "_8589934592",
        "_t",
        "<->",
        "<2>",
        "&",
        "|",
        "!",
        "!!",
        ":A",
        ":*",
        "\\",
        "\\'",
        "%",
        "_",
        "';--",
        "\x00",
        "\ud800".encode("utf-8", "replace").decode(),
    ),
    *(
        "country:",
        "country:mm",
        "speaker:x",
        "kind:speech",
        "year:2017",
        "year:99999999999999999999",
        "-country:mm",
        "OR country:zz",
    ),
    *(
        "毒",
        "毒品",
        "ال",
        "ё",
        "İ",
        "ß",
        "\u0301",
        "\u202e",
        "\U0001f600",
        "ﷺ",
        "नमस्ते",
        "ကမ္ဘာ",
        "smuggling",
        "traffick*",
        "x" * 300,
    ),
)
texts = st.lists(st.sampled_from(OPERATORS) | st.text(max_size=8), max_size=8).map(" ".join)
names = st.sampled_from(
    [
        *FACETS,
        *(f"{name}.{mode}" for name in FACETS for mode in ("all", "not")),
        "year",
        "month",
        "from",
        "until",
    ]
    + ["language", "before", "after", "page", "q", "x"]
)
values = st.sampled_from(
    [
        "myanmar",
        "migrant-smuggling",
        "2017",
        "6",
        "en",
        "all",
        "2017-06-12",
        "20170612000000000000-1",
        ",,",
        "1",
        "0",
    ]
)
queries = st.lists(st.tuples(names, values | texts), max_size=5)


class QueryStringTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_country(), make_topic()
        make_article(
            title="Smuggling",
            countries=["MM"],
            topics=["migrant-smuggling"],
            originally_released_on="2017-06-12",
        )

    def ask(self, path, query):
        response = self.client.get(path, QUERY_STRING=query)
        self.assertIn(response.status_code, (200, 301, 400, 404), query)
        if response.status_code == 301:
            # The canonical address is answered where it is; it does not lead on.
            target, _, rest = response["Location"].partition("?")
            again = self.client.get(target, QUERY_STRING=rest)
            self.assertIn(again.status_code, (200, 404), response["Location"])

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.sampled_from(PATHS), queries)
    def test_any_parameters(self, path, query):
        self.ask(path, urlencode(query))

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.sampled_from(PATHS),
        st.binary(max_size=40).map(quote)
        | st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40),
    )
    @example("/en/search/", "q=%FF%00")
    @example("/en/search/", "q=" + "%22" * 3000)
    def test_any_bytes(self, path, query):
        self.ask(path, query)

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(texts)
    def test_any_search_is_answered_from_the_index(self, text):
        self.assertEqual(scans(lambda: self.ask("/en/search/", urlencode({"q": text}))), [])
