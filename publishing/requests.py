"""Requests that no page can answer are refused before they reach one; public answers say that they are public."""

from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.shortcuts import render
from django.utils.cache import has_vary_header

MAX_QUERY_BYTES = 8_000
# Several attachments or pictures in one form; none of them may be nearly as large.
MAX_BODY_BYTES = 150_000_000


class RefuseBadAddresses:
    """Answers 400 to addresses that are not UTF-8, contain a NUL, or have a query longer than 8 kB.

    Django would read broken UTF-8 as question marks and show some other page; PostgreSQL refuses NULs
    with an error of its own.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        query = request.META.get("QUERY_STRING", "")
        if len(query) > MAX_QUERY_BYTES:
            raise BadRequest("The query of this address is too long.")
        raw = unquote_to_bytes(query)
        try:
            raw.decode()
        except UnicodeDecodeError as error:
            raise BadRequest("The query of this address is not UTF-8.") from error
        if b"\x00" in raw or "\x00" in request.path:
            raise BadRequest("This address contains a NUL character.")


class DeclarePublic:
    """Says ``Cache-Control: public`` on what every visitor gets alike, unless the view has said something itself.

    Browsers ask each time, which costs them a 304. What stands between them and us may hand out a page that is a second
    old, and one that is half a minute old while it fetches the new one (RFC 9213, RFC 5861).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if (
            request.method in ("GET", "HEAD")
            and response.status_code in (200, 301, 410)
            and not response.streaming
            and not response.has_header("Cache-Control")
            and not response.cookies
            and not has_vary_header(response, "Cookie")
        ):
            response["Cache-Control"] = "public, max-age=0, must-revalidate"
            response["CDN-Cache-Control"] = "max-age=1, stale-while-revalidate=30"
        return response


class RefuseLargeBodies:
    """Answers 413 with a page to what is too large, before a byte of it is read or kept.

    It stands before whatever reads the form of a request, the protection against forged requests included. A
    body without its length is no body to Django.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > MAX_BODY_BYTES:
            context = {"most": MAX_BODY_BYTES // 1_000_000, "language_urls": {}}
            return render(request, "413.html", context, status=413)
        return self.get_response(request)
