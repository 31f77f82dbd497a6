"""Requests that no page can answer are refused before they reach one."""

from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest

MAX_QUERY_BYTES = 8_000


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
