"""Two contents field by field: what is named, what is marked, and what an older schema did not know."""

import pytest
from django.test import SimpleTestCase, TestCase
from django.utils.translation import override

from newsroom import content as contents
from newsroom.comparing.fields import compare
from newsroom.comparing.labels import Labels, for_editors
from tests.factory import (
    make_agency,
    make_content,
    make_country,
    make_draft,
    make_image,
    make_place,
    make_speaker,
    make_topic,
    make_workshop,
)

from .test_pieces import signs


def lines(old, new, name, labels=None):
    """The rows of a field as ``(kind, old number, new number, lines)``."""
    comparison = compare(old, new, labels or Labels())
    field = next(field for field in comparison.fields if field.name == name)
    return [
        (row.kind, row.old, row.new, [signs(part.pieces) for part in row.shown_parts]) for row in field.rows
    ]


def quote(text, speaker=None, capacity="", agency=None):
    return {"text": text, "speaker": speaker, "capacity": capacity, "agency": agency}


class FieldsTests(SimpleTestCase):
    def test_nothing_differs(self):
        content = make_content()
        comparison = compare(content, content, Labels())
        assert comparison.changed == []
        assert {field.name for field in comparison.fields} == set(contents.FIELDS)
        assert comparison.unchanged.startswith("Kind, Language, Title, Slug, ")

    def test_words_of_titles_and_values_as_a_whole(self):
        old, new = make_content(title="Boats at sea", kind="speech"), make_content(title="Boats on land")
        assert lines(old, new, "title") == [("changed", 1, 1, ["Boats [-at sea-]{+on land+}"])]
        assert lines(old, new, "kind") == [("changed", 1, 1, ["[-speech-]{+press release+}"])]

    def test_dates_in_words(self):
        old = make_content(dateline={"places": [], "date": "2017-06-12", "end_date": None})
        new = make_content(dateline={"places": [], "date": "2017-06-12", "end_date": "2017-06-14"})
        assert lines(old, new, "dates") == [("changed", 1, 1, ["[-12 June 2017-]{+12–14 June 2017+}"])]
        assert lines(old, make_content(), "dates") == [("changed", 1, 1, ["[-12 June 2017-]"])]
        assert lines(make_content(), make_content(), "dates") == [("same", 1, 1, [])]

    def test_sets_have_no_order(self):
        old, new = make_content(topics=["b", "a"]), make_content(topics=["a", "c"])
        assert lines(old, new, "topics") == [
            ("same", None, None, ["a"]),
            ("removed", None, None, ["[-b-]"]),
            ("added", None, None, ["{+c+}"]),
        ]

    def test_places_keep_their_order(self):
        dateline = {"date": None, "end_date": None}
        old = make_content(dateline=dateline | {"places": ["a", "b", "c"]})
        new = make_content(dateline=dateline | {"places": ["c", "a", "d"]})
        assert lines(old, new, "places") == [
            ("moved", 3, 1, ["c"]),
            ("same", 1, 2, ["a"]),
            ("removed", 2, None, ["[-b-]"]),
            ("added", None, 3, ["{+d+}"]),
        ]

    def test_quotes(self):
        old = [quote("We act now.", "ann", "Head"), quote("Boats are lost."), quote("Stay."), quote("Gone.")]
        new = [quote("Stay so."), quote("We act tomorrow.", "bob", "Head"), quote("Boats are lost.", "ann")]
        assert lines(make_content(quotes=old), make_content(quotes=new), "quotes") == [
            ("moved", 3, 1, ["Stay{+ so+}."]),
            ("changed", 1, 2, ["We act [-now-]{+tomorrow+}.", "[-ann-]{+bob+}"]),
            ("changed", 2, 3, ["Boats are lost.", "{+ann+}"]),
            ("removed", 4, None, ["[-Gone.-]"]),
        ]

    def test_images_and_attachments_and_see_also(self):
        use = {"image": "aa", "role": "lead", "alt_text": "Two boats", "caption": ""}
        old = make_content(
            images=[use],
            attachments=[{"file": "files/1/facts.pdf", "title": "Facts"}],
            see_also=[{"url": "https://a.org", "label": "A"}, {"article": "uid"}],
        )
        new = make_content(
            images=[use | {"alt_text": "Three boats"}, use | {"image": "bb", "role": "gallery"}],
            attachments=[{"file": "files/2/facts.pdf", "title": "Facts"}],
            see_also=[{"url": "https://b.org", "label": "A"}, {"workshop": "2017/w"}],
        )
        assert lines(old, new, "images") == [
            ("changed", 1, 1, ["aa", "[-Two-]{+Three+} boats"]),
            ("added", None, 2, ["{+bb+}", "{+below the text+}", "{+Two boats+}"]),
        ]
        assert lines(old, new, "attachments") == [("changed", 1, 1, ["Facts", "[-facts.pdf-]{+facts.pdf+}"])]
        assert lines(old, new, "see_also") == [
            ("changed", 1, 1, ["A", "[-https://a.org-]{+https://b.org+}"]),
            ("removed", 2, None, ["[-uid-]"]),
            ("added", None, 2, ["{+2017/w+}"]),
        ]

    def test_an_older_schema_that_misses_everything(self):
        old = {
            "schema": 0,
            "title": "Old",
            "quotes": [{"text": "Words."}],
            "dateline": {"date": "2017-06-12"},
        }
        comparison = compare(old, make_content(title="New", quotes=[quote("Words.")]), Labels())
        changed = [field.name for field in comparison.changed]
        assert changed == ["title", "slug", "summary", "dates", "body", "translation_key"]
        assert compare({}, {}, Labels()).changed == []

    def test_one_field_is_taken_from_another_content(self):
        dateline = {"places": ["a"], "date": "2017-06-12", "end_date": None}
        content, source = make_content(title="Mine", dateline=dateline), make_content(title="Theirs")
        assert contents.with_field(content, source, "title") == content | {"title": "Theirs"}
        assert contents.with_field(content, source, "dates")["dateline"] == {
            "places": ["a"],
            "date": None,
            "end_date": None,
        }
        assert contents.with_field(content, source, "places")["dateline"]["places"] == []
        with pytest.raises(KeyError):
            contents.with_field(content, source, "schema")


class LabelsTests(TestCase):
    def test_everything_is_named_in_the_language_spoken_and_the_queries_do_not_grow(self):
        for number in range(1, 4):
            with self.subTest(number):
                drafts = [make_draft(title=f"Other {number}.{n}") for n in range(number)]
                shared = {
                    "places": [make_place(f"Town {number} {n}").slug for n in range(number)],
                    "images": [make_image(f"Picture {number} {n}").sha256 for n in range(number)],
                }
                content = make_content(
                    countries=[make_country().iso2],
                    topics=[make_topic(f"T {number} {n}", name_fr=f"Sujet {n}").slug for n in range(number)],
                    agencies=[make_agency(f"Office {number} {n}").slug for n in range(number)],
                    workshops=[make_workshop(f"Workshop {n}").reference for n in range(number)],
                    quotes=[quote("x", make_speaker(f"Ann {number} {n}").slug) for n in range(number)],
                    see_also=[{"article": str(draft.uid)} for draft in drafts],
                    images=[{"image": sha} for sha in shared["images"]],
                    dateline={"places": shared["places"], "date": None, "end_date": None},
                    translation_key=str(drafts[0].translation_key),
                )
                content = contents.complete(content)
                with override("fr"), self.assertNumQueries(9):
                    labels = for_editors([content, contents.complete({})])
                assert labels.name("topic", content["topics"][0]) == "Sujet 0"
                assert labels.name("place", shared["places"][0]) == f"Town {number} 0 (Myanmar)"
                assert labels.name("article", str(drafts[0].uid)) == f"Other {number}.0"
                assert labels.name("translation", content["translation_key"]) == f"Other {number}.0"
                assert labels.name("workshop", content["workshops"][0]) == "Workshop 0"
                assert labels.images[shared["images"][0]].title == f"Picture {number} 0"

    def test_what_is_gone_shows_its_key(self):
        content = contents.complete(
            make_content(
                topics=["gone"],
                workshops=["x/y"],
                see_also=[{"article": "no-uuid"}],
                translation_key="?",
                images=[{"image": "ff"}],
            )
        )
        labels = for_editors([content])
        assert [labels.name(*pair) for pair in (("topic", "gone"), ("workshop", "x/y"))] == ["gone", "x/y"]
        assert labels.name("article", "no-uuid") == "no-uuid"
        assert labels.images == {}
