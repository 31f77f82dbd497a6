"""Whatever the OpenAPI document allows to ask, and more: an answer of the shape that it says, never an error of ours.

``EXAMPLES=500 ./run test tests/newsroom/api/test_fuzzing.py`` looks longer.
"""

import os

import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import TestCase
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from newsroom.delivering.receiving import make_token
from tests.factory import make_user

from .archive import make_one_of_everything

EXAMPLES = int(os.environ.get("EXAMPLES", "2"))
# Not asked: that every value which the document does not allow be refused. Unknown parameters are passed over here.
ASKED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)


class FuzzingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_one_of_everything()
        token, cls.secret = make_token("Fuzzing", make_user("add_article"))
        token.save()

    def setUp(self):
        for signal in (request_started, request_finished):  # as Django's own client does
            signal.disconnect(close_old_connections)
            self.addCleanup(signal.connect, close_old_connections)

    def test_whatever_the_document_allows(self):
        load_all_checks()
        checks = [CHECKS.get_one(name) for name in ASKED]
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
        operations = [result.ok() for result in schema.get_all_operations()]
        self.assertGreater(len(operations), 15)
        for operation in operations:
            for mode in GenerationMode:
                with self.subTest(operation.label, mode=mode.value):
                    _ask(operation.as_strategy(generation_mode=mode), checks, self.secret)


def _ask(cases, checks, secret):
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(cases)
    def ask(case):
        case.call_and_validate(checks=checks, headers={"Authorization": f"Bearer {secret}"})

    ask()
