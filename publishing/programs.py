"""What holds for every address of the API, whatever is asked there: no cookie counts, any page may read, errors are JSON."""

from django.http import HttpResponse

from .problems import TYPE, problem

API = "/api/v1/"
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Accept, If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, OPTIONS",
}
_WORDS = {
    400: "This address cannot be read.",
    404: "There is nothing at this address. /api/ tells what there is.",
    405: "This address does not know this method.",
    413: "What was sent is too large.",
    500: "Something went wrong here. It has been noted.",
}


class ForPrograms:
    """A middleware that stands before those that read sessions and languages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(API):
            return self.get_response(request)
        method = request.method
        if method == "OPTIONS":
            return HttpResponse(status=204, headers=_OPEN | _PREFLIGHT)
        # Who is logged in at the desk, and which language a browser prefers, change nothing here.
        request.META.pop("HTTP_COOKIE", None)
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        if method == "HEAD":
            request.method = "GET"  # the server sends the headers alone
        response = self.get_response(request)
        request.method = method
        if response.status_code >= 400 and response.headers.get("Content-Type") != TYPE:
            allow = response.headers.get("Allow")
            detail = _WORDS.get(response.status_code, response.reason_phrase)
            response = problem(response.status_code, detail)
            if allow:
                response["Allow"] = allow
        if method in ("GET", "HEAD"):
            for name, value in _OPEN.items():
                response[name] = value
        response.headers.pop("Content-Language", None)
        return response
