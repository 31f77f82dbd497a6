"""The house rules on invented texts with planted errors, in six languages."""

from django.test import SimpleTestCase

from newsroom.preflight import RULES

from .seeded import SUBJECTS, cases, score


class SeededTextsTests(SimpleTestCase):
    def test_each_planted_error_is_found_and_nothing_else(self):
        _counts, differences = score()
        self.assertEqual(differences, [])

    def test_every_rule_is_tried_on_at_least_three_texts_that_break_it(self):
        counts, _differences = score()
        self.assertEqual(set(counts), {rule.__name__ for rule in RULES})
        self.assertEqual([name for name, row in counts.items() if row["right"] < 3], [])

    def test_there_are_as_many_clean_texts_as_rules_thrice(self):
        clean = [case for subject in SUBJECTS for case in cases(subject) if not case["expect"]]
        self.assertGreaterEqual(len(clean), 3 * len(RULES))
        self.assertEqual(len({case["language"] for case in clean}), 6)
