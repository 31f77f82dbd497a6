"""The API as a whole: its addresses, its OpenAPI document, and what becomes of errors."""

import copy
from functools import cache

from django.core.exceptions import BadRequest
from django.http import Http404
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, Throttled, ValidationError

from publishing.problems import TYPE, problem
from publishing.site import SITE_NAME

from . import deliveries, reference, releases, schemas, workshops

_ERRORS = {
    "400": "A value that cannot be read.",
    "404": "A value, or an address, that names nothing public.",
    "406": "Something else than JSON was asked for.",
    "422": "A parameter that is none.",
    "429": "Too many requests; Retry-After says when to come again.",
    "500": "A fault of ours.",
}
_REFUSALS = {
    "401": "No token, or none that is valid.",
    "403": "The owner of the token has not the right.",
    "409": "Another content came under this source id before.",
    "413": "It is too large.",
    "415": "It is not JSON.",
}


class Interface(NinjaAPI):
    """The API, whose document also tells of errors."""

    def get_openapi_schema(self, **options):
        return copy.deepcopy(_document(self)) if not options else self._described(**options)

    def _described(self, **options):
        document = super().get_openapi_schema(**options)
        document["components"]["schemas"] |= {"Problem": schemas.Problem.json_schema(), **deliveries.SHAPES}
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                told = dict(_ERRORS)
                if "{uid}" in path:
                    told["410"] = "It was withdrawn; detail says why."
                if method == "post":
                    told |= _REFUSALS
                for status, description in told.items():
                    content = {TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
                    operation["responses"].setdefault(
                        int(status), {"description": description, "content": content}
                    )
        return document


@cache
def _document(interface):
    return interface._described()


api = Interface(
    title=SITE_NAME,
    version="1",
    description="What readers see, for programs. /api/ explains it with examples.",
    docs_url=None,
    urls_namespace="api",
)
for _module in (releases, workshops, reference):
    api.add_router("", _module.router)


@api.exception_handler(Http404)
def _missing(request, error):
    return problem(404, str(error) or "There is no such thing.")


@api.exception_handler(BadRequest)
def _bad(request, error):
    return problem(400, str(error))


@api.exception_handler(ValidationError)
def _invalid(request, error):
    faults = [{"parameter": str(each["loc"][-1]), "detail": each["msg"]} for each in error.errors]
    return problem(422, f"{faults[0]['parameter']}: {faults[0]['detail']}", faults=faults)


@api.exception_handler(AuthenticationError)
def _unknown(request, error):
    response = problem(401, "This needs a token that is valid: Authorization: Bearer …")
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Throttled)
def _too_often(request, error):
    response = problem(429, f"You search too often. Search again in {error.wait} seconds.")
    response["Retry-After"] = str(error.wait)
    return response
