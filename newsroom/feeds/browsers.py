"""Feeds opened in a browser are shown as pages, by their style sheet.

Chromium shows the source of what is called ``application/rss+xml``, and others offer to save it; what is called
``application/xml`` they show. Only to a browser that opens it as a document is a feed called so: its bytes, and what feed
readers and validators are told, are the same as ever.
"""

from .formats import FORMATS

FEEDS = tuple(known.type for known in FORMATS.values() if known.type.endswith("+xml"))
ENDINGS = tuple(f".{form}" for form, known in FORMATS.items() if known.type in FEEDS)


class ShownInBrowsers:
    """A WSGI application around another. It stands before the page cache, which keeps a feed once for everybody."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        if not environ.get("PATH_INFO", "").endswith(ENDINGS):
            return self.application(environ, start_response)
        # Browsers say so themselves, scripts in pages cannot (Fetch Metadata).
        is_opened = environ.get("HTTP_SEC_FETCH_DEST") == "document"

        def start(status, headers, *error):
            told = [(name, _called(name, value, is_opened)) for name, value in headers]
            return start_response(status, [*told, ("Vary", "Sec-Fetch-Dest")], *error)

        return self.application(environ, start)


def _called(name, value, is_opened) -> str:
    if is_opened and name.lower() == "content-type" and value.startswith(FEEDS):
        return "application/xml; charset=utf-8"
    return value
