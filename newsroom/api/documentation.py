"""The page that explains the API to people who write programs: examples, and what there is, from its own document."""

import json

from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from publishing.site import absolute

from .interface import api

# In English alone, as the names in the API are; so none of it is in the catalogues of translations.
TITLE = "API for programs"
LEAD = "What readers see here, as JSON. Reading needs no key. To programs the same is said by the"
HEADINGS = {"rules": "What holds everywhere", "examples": "Examples", "addresses": "Addresses"}
RULES = (
    "Lists have items and next: the address of what follows, or null. It is in the Link header too. limit is 1 to 100.",
    "fields=title,url leaves out all other fields, but for the key.",
    "Releases and quotes are chosen as on the pages of this site, by the same parameters with the same values:"
    " country=laos,thailand is any of two, topic.all= is all of several, kind.not= is none of several.",
    "Answers have an ETag: send it in If-None-Match, and what has not changed answers 304.",
    "Scripts in any page may read (CORS). No cookie is looked at.",
    "RateLimit-Limit, RateLimit-Remaining and RateLimit-Reset say how many requests a minute you have, how many are left,"
    " and in how many seconds there will be all of them. Beyond that the answer is 429, with Retry-After.",
    "Errors are application/problem+json (RFC 9457); their detail says what is wrong.",
    "Lists are files too: put data.json, data.csv or ninjs.json behind the address of any list of releases, before its query.",
)
# Each with what it answers, as far as that has such things. The tests ask every one.
EXAMPLES = [
    {
        "title": "Releases on a topic in a country, with three of their fields",
        "path": "/api/v1/releases?country=myanmar&topic=migrant-smuggling&language=en&fields=title,url,released_at",
        "answer": {
            "items": [
                {
                    "id": "urn:uuid:0b0e2a5e-5d3c-4d0b-9a53-2f6f0d1f5c11",
                    "url": "https://news.example.org/en/news/2017/06/sentenced/",
                    "title": "Smugglers sentenced",
                    "released_at": "2017-06-12T00:00:00Z",
                }
            ],
            "next": None,
        },
    },
    {
        "title": "What somebody said, and in which capacity",
        "path": "/api/v1/quotes?speaker=daw-example&fields=text,capacity",
        "answer": {
            "items": [
                {
                    "id": "urn:uuid:0b0e2a5e-5d3c-4d0b-9a53-2f6f0d1f5c11#quote-1",
                    "text": "Words.",
                    "capacity": "Head",
                }
            ],
            "next": None,
        },
    },
    {
        "title": "Workshops of a series that are not over by a day",
        "path": "/api/v1/workshops?series=training-series&from=2017-01-01&fields=name,starts_on,status",
        "answer": {
            "items": [
                {
                    "key": "2017/training",
                    "name": "Training",
                    "status": "held",
                    "starts_on": "2017-06-12",
                }
            ],
            "next": None,
        },
    },
    {
        "title": "A country in six languages",
        "path": "/api/v1/countries/myanmar?fields=names,iso2",
        "answer": {"key": "myanmar", "names": {"en": "Myanmar"}, "iso2": "MM"},
    },
]


@require_safe
def documentation(request):
    """In English, as the names of the API are, whatever its reader speaks."""
    with override("en"):
        context = {
            "title": TITLE,
            "lead": LEAD,
            "document": "OpenAPI document",
            "headings": HEADINGS,
            "rules": RULES,
            "examples": [
                {
                    "title": example["title"],
                    "command": f"curl '{absolute(example['path'])}'",
                    "answer": json.dumps(example["answer"], indent=2, ensure_ascii=False),
                }
                for example in EXAMPLES
            ],
            "operations": _operations(),
            "language_urls": {},
        }
        response = render(request, "newsroom/api.html", context)
    response["Content-Language"] = "en"
    return response


def _operations() -> list[dict]:
    """What can be asked, from the OpenAPI document."""
    return [
        {
            "id": operation["operationId"],
            "method": method.upper(),
            "path": path,
            "summary": operation["summary"],
            "description": operation.get("description", ""),
            "parameters": [
                {"name": each["name"], "description": each.get("description", "")}
                for each in operation.get("parameters", ())
            ],
        }
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, operation in methods.items()
    ]
