"""What was typed, taken apart."""

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from newsroom.search.queries import LONGEST, MOST, Part, canonical, parse


def read(text):
    query = parse(text)
    return [[part.text for part in group] for group in query.required], [part.text for part in query.excluded]


class QueryTests(SimpleTestCase):
    def test_words_phrases_and_what_must_not_be(self):
        for text, meant in {
            "migrant smuggling": ([["migrant"], ["smuggling"]], []),
            '"migrant smuggling" -malaysia': ([["migrant smuggling"]], ["malaysia"]),
            "“migrant smuggling” NOT malaysia": ([["migrant smuggling"]], ["malaysia"]),
            "well-known": ([["well"], ["known"]], []),
            "-well-known": ([], ["well known"]),
            "opium OR heroin | poppy court": ([["opium", "heroin", "poppy"], ["court"]], []),
            "opium AND heroin": ([["opium"], ["heroin"]], []),
            "毒品问题": ([["毒品"], ["品问"], ["问题"]], []),
            "OR opium OR": ([["opium"]], []),
            '"': ([], []),
            "- -- * ()": ([], []),
            "foo:bar": ([["foo"], ["bar"]], []),
        }.items():
            with self.subTest(text):
                self.assertEqual(read(text), meant)

    def test_fields_and_beginnings(self):
        self.assertEqual(parse("Country:mm").required, ((Part("mm", "country"),),))
        self.assertEqual(parse('speaker:"Daw Example"').required, ((Part("Daw Example", "speaker"),),))
        self.assertEqual(parse("-kind:speech").excluded, (Part("speech", "kind"),))
        self.assertEqual(parse("traffick*").required, ((Part("traffick", is_beginning=True),),))
        self.assertEqual(parse("country:").required, ((Part("country"),),))

    def test_spaces_and_quotation_marks_make_no_difference(self):
        self.assertEqual(canonical("  «migrant\u3000 smuggling»\n\x00x "), '"migrant smuggling" x')

    def test_too_much_is_left_out_and_said_to_be(self):
        query = parse(" ".join(f"w{n}" for n in range(MOST + 5)))
        self.assertEqual((len(query.required), query.is_cut), (MOST, True))
        self.assertLessEqual(len(parse("x" * 10_000).text), LONGEST)

    @given(st.text(st.characters() | st.sampled_from('"*-():|ORNT '), max_size=60))
    def test_its_canonical_form_means_the_same(self, text):
        query = parse(text)
        self.assertEqual(parse(query.text), query)
