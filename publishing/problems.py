"""Errors as programs read them: problem details for HTTP APIs (RFC 9457)."""

import json
from http import HTTPStatus

from django.http import HttpResponse

TYPE = "application/problem+json"


def details(status: int, detail: str, **more) -> dict:
    """The members of a problem; its kind is said by the status alone, so its type is ``about:blank``."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }


def problem(status: int, detail: str, **more) -> HttpResponse:
    """The answer that tells of a problem."""
    text = json.dumps(details(status, detail, **more), ensure_ascii=False)
    return HttpResponse(text, status=status, content_type=TYPE)
