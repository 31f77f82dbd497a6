"""Data in a page stays data."""

import json
import re

from django.test import SimpleTestCase

from publishing.structured_data import script
from tests.structured import SCRIPT


class ScriptTests(SimpleTestCase):
    def test_nothing_in_it_ends_the_element_or_is_markup(self):
        words = '</script><!--<script>&amp;\u2028"\\ 联合国'
        element = script([{"name": words}])
        self.assertEqual(len(re.findall("[<>&]", element)), 4)
        self.assertEqual(json.loads(SCRIPT.fullmatch(element)[1])["@graph"], [{"name": words}])
