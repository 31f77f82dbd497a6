"""What is asked of each request to the API before the page cache may answer it: who asks, how often, and for what."""

import json
import math

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest

from . import problems
from .programs import API
from .visitors import MINUTE, Buckets, visitor_of

_JSON = ("application/json", problems.TYPE)


class Gate:
    """A WSGI application around another. Each visitor has API_REQUESTS_A_MINUTE of requests, and is told how many are left.

    It stands before the page cache, so that what the cache keeps says nothing of a visitor.
    """

    def __init__(self, application, buckets=None):
        self.application, self.buckets = application, buckets or Buckets()

    def __call__(self, environ, start_response):
        if not environ.get("PATH_INFO", "").startswith(API):
            return self.application(environ, start_response)
        request = WSGIRequest(environ)
        told, size = [], settings.API_REQUESTS_A_MINUTE
        if size:
            visitor = visitor_of(request)
            wait = self.buckets.take(visitor, size)
            left, seconds = self.buckets.left(visitor, size)
            told = [
                ("RateLimit-Policy", f"{size};w={MINUTE}"),
                ("RateLimit-Limit", str(size)),
                ("RateLimit-Remaining", str(left)),
                ("RateLimit-Reset", str(math.ceil(wait) if wait else seconds)),
            ]
            if wait:
                again = str(math.ceil(wait))
                detail = f"More than {size} requests in a minute. Come again in {again} seconds."
                return _refuse(start_response, 429, detail, [*told, ("Retry-After", again)])
        if not any(map(request.accepts, _JSON)):
            return _refuse(start_response, 406, "The API speaks application/json alone.", told)

        def start(status, headers, *error):
            return start_response(status, [*headers, *told], *error)

        return self.application(environ, start)


def _refuse(start_response, status, detail, headers):
    said = problems.details(status, detail)
    body = json.dumps(said).encode()
    start_response(
        f"{status} {said['title']}",
        [
            ("Content-Type", problems.TYPE),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("Access-Control-Allow-Origin", "*"),
            *headers,
        ],
    )
    return [body]
