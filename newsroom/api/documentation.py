"""The page that explains the API to people who write programs: examples, and what there is, from its own document."""

import json

from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from publishing.site import absolute

from .interface import api

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
            "examples": [
                {
                    "title": example["title"],
                    "url": absolute(example["path"]),
                    "path": example["path"],
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
