"""Public pages, whole and compressed, answered before Django is asked: never stale, and hardly dearer than a file.

An entry is found under the version of the edition clock, the address and the encoding. Whatever is published raises the
version, so that no old entry can be found again, in any process. Only what a response itself declares public is kept.
"""

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from io import BytesIO

import brotli
from django.conf import settings
from django.http.request import split_domain_port, validate_host

from . import clock_watch

MEGABYTE = 1_000_000
COMPRESSED = (
    "text/",
    "application/json",
    "application/feed+json",
    "application/rss+xml",
    "application/atom+xml",
)
SMALL = 400  # bytes that compression would not make fewer packets of
_REFUSED = re.compile(r"q\s*=\s*0(\.0*)?")
KEPT = {200, 301, 410}
# Never public pages: they answer for themselves, with ranges, conditions and cookies of their own.
PASSED_ON = ("/admin/", "/media/", "/static/", "/healthz")
# Set for each answer anew, or of no use on one that is kept.
NOT_KEPT = {"content-length", "content-encoding", "etag", "date", "connection"}


class Entry:
    """A rendered response: its status, its headers, and its body in each encoding that was asked for."""

    def __init__(self, status: str, headers: list, body: bytes, raised_at):
        self.status, self.code = status, int(status[:3])
        self.headers = [(name, value) for name, value in headers if name.lower() not in NOT_KEPT]
        kind = next((value for name, value in headers if name.lower() == "content-type"), "")
        self.is_compressed = kind.startswith(COMPRESSED) and len(body) >= SMALL
        self.tag = hashlib.sha256(body).hexdigest()[:24]
        self.bodies = {"": body}
        self.cost = 2 * len(body) + 1_000  # its compressed forms and the headers with it
        if raised_at <= datetime.now(UTC) and not any(name.lower() == "last-modified" for name, _ in headers):
            self.headers.append(("Last-Modified", format_datetime(raised_at, usegmt=True)))
        self.modified = next((value for name, value in self.headers if name.lower() == "last-modified"), None)
        if self.is_compressed:
            self.headers = _with_vary(self.headers)

    def answer(self, environ, start_response):
        encoding = _encoding(environ.get("HTTP_ACCEPT_ENCODING", "")) if self.is_compressed else ""
        tag = f'"{self.tag}{"-" + encoding if encoding else ""}"'
        headers = [*self.headers, ("ETag", tag)]
        if self.code == HTTPStatus.OK and self._is_known(environ, tag):
            start_response(
                "304 Not Modified",
                [h for h in headers if h[0].lower() not in ("content-type", "content-language")],
            )
            return []
        body = self.body(encoding)
        if encoding:
            headers.append(("Content-Encoding", encoding))
        headers.append(("Content-Length", str(len(body))))
        start_response(self.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def body(self, encoding: str) -> bytes:
        if encoding not in self.bodies:
            self.bodies[encoding] = COMPRESS[encoding](self.bodies[""])
        return self.bodies[encoding]

    def _is_known(self, environ, tag) -> bool:
        """Whether the client has it: RFC 9110, section 13.2.2. A date counts if it is exactly ours."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None:
            return known.strip() == "*" or tag in (
                part.strip().removeprefix("W/") for part in known.split(",")
            )
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        return since is not None and since.strip() == self.modified


def _with_vary(headers):
    others = [value for name, value in headers if name.lower() == "vary"]
    rest = [(name, value) for name, value in headers if name.lower() != "vary"]
    names = [name for value in others for name in value.split(", ") if name.lower() != "accept-encoding"]
    return [*rest, ("Vary", ", ".join([*names, "Accept-Encoding"]))]


COMPRESS = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}


def _encoding(accepted: str) -> str:
    """The best of brotli, gzip and none that an Accept-Encoding header allows."""
    allowed = set()
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        if not _REFUSED.fullmatch(weight.strip()):
            allowed.add(name.strip())
    return next((name for name in COMPRESS if name in allowed), "")


class PageCache:
    """A WSGI application around another. ``megabytes`` bounds what this process keeps; 0 keeps nothing.

    What is not here is looked for in ``shared``, if there is one, before it is rendered (shared_cache.py).
    """

    def __init__(self, application, *, megabytes: float, shared=None):
        self.application, self.shared = application, shared
        self.limit = int(megabytes * MEGABYTE)
        self.lock = threading.Lock()
        self.version, self.entries, self.size, self.rendering = None, OrderedDict(), 0, {}
        self.hosts = set()

    def __call__(self, environ, start_response):
        if not self._may_be_kept(environ):
            return self.application(environ, start_response)
        # Also where nothing is kept: what the clock has to do is done before a page is rendered.
        reading = clock_watch.read()
        if reading is None or not self.limit:
            return self.application(environ, start_response)
        key = (environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", ""))
        entry = self._find(reading.version, key)
        if entry is None:
            entry = self._render_once(reading, key, environ)
        if isinstance(entry, Entry):
            return entry.answer(environ, start_response)
        status, headers, body = entry
        start_response(status, headers)
        if environ["REQUEST_METHOD"] == "HEAD":
            body.close()
            return []
        return body

    def _may_be_kept(self, environ) -> bool:
        """Whether a request is for a public page, to a host of ours, by the scheme that we are to be reached by."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ["PATH_INFO"].startswith(PASSED_ON):
            return False
        if settings.SECURE_SSL_REDIRECT and environ.get("HTTP_X_FORWARDED_PROTO") != "https":
            return False
        host = environ.get("HTTP_HOST", "")
        if host not in self.hosts:
            if not validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS):
                return False
            if len(self.hosts) < 100:
                self.hosts.add(host)
        return True

    def _find(self, version, key) -> Entry | None:
        with self.lock:
            if version != self.version:
                # A process that read the clock before a publish and comes late empties nothing that is newer.
                if self.version is None or version > self.version:
                    self.version, self.entries, self.size, self.rendering = version, OrderedDict(), 0, {}
                return None
            entry = self.entries.get(key)
            if entry is not None:
                self.entries.move_to_end(key)
            return entry

    def _render_once(self, reading, key, environ):
        """The entry, rendered by one thread while the others wait; what is not to be kept is rendered by each."""
        with self.lock:
            turn = self.rendering.setdefault((reading.version, key), threading.Lock())
        try:
            with turn:
                entry = self._find(reading.version, key)
                if entry is None and self.shared:
                    entry = self.shared.find(reading, key)
                    if entry is not None:
                        self._keep(reading.version, key, entry)
                if entry is not None:
                    return entry
                status, headers, body = self._ask(environ)
                if not self._is_public(status, headers):
                    return status, headers, body
                entry = Entry(status, headers, b"".join(body), reading.raised_at)
                self._keep(reading.version, key, entry)
                if self.shared:
                    self.shared.keep(reading, key, entry)
                return entry
        finally:
            with self.lock:
                self.rendering.pop((reading.version, key), None)

    def _ask(self, environ):
        """The whole answer of the application to this request: without conditions, and to GET where it was HEAD."""
        answered = []
        asked = environ | {"REQUEST_METHOD": "GET", "wsgi.input": BytesIO()}
        for name in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_RANGE"):
            asked.pop(name, None)
        body = self.application(asked, lambda status, headers, error=None: answered.append((status, headers)))
        ((status, headers),) = answered
        return status, headers, body

    @staticmethod
    def _is_public(status, headers) -> bool:
        fields = {name.lower(): value.lower() for name, value in headers}
        return (
            int(status[:3]) in KEPT
            and "public" in fields.get("cache-control", "")
            and "set-cookie" not in fields
            and not {"cookie", "*"} & {part.strip() for part in fields.get("vary", "").split(",")}
        )

    def _keep(self, version, key, entry):
        with self.lock:
            if version != self.version:
                return
            self.entries[key] = entry
            self.size += entry.cost
            while self.size > self.limit:
                _key, oldest = self.entries.popitem(last=False)
                self.size -= oldest.cost
