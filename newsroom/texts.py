"""The texts of editions as full-text feeds give them: made once from a revision, and kept by each process for a while.

A revision never changes and is named by the hash of its content, so what is kept can never be stale. What a text shows
that does change (names, pictures, notes) is not in here.
"""

import json
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from html import escape

from . import rendering
from .content import image_keys
from .models import Revision

KEPT_BYTES = 8_000_000
_NOT_XML = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ufffe\\uffff]")


def without_controls(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("", text)


def xml_text(text: str) -> str:
    """The same for an element."""
    return escape(without_controls(text), quote=False)


def from_xml(text: str) -> str:
    """What ``xml_text`` was given, as far as XML can hold it."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@dataclass(frozen=True)
class Text:
    """What an entry of a feed takes from a revision alone: the body, escaped for XML, and the uses of pictures."""

    body: str
    images: list[dict]
    image_keys: set[str]


def texts_of(revisions) -> dict[str, Text]:
    """The texts of revisions by their SHA-256, from pairs of that and the primary key. One query, if any is not kept."""
    wanted = dict(revisions)
    found = {digest: text for digest in wanted if (text := _kept.get(digest)) is not None}
    missing = [key for digest, key in wanted.items() if digest not in found]
    if missing:
        rows = Revision.objects.filter(pk__in=missing).order_by().values_list("sha256", "canonical")
        for digest, canonical in rows:
            found[digest] = _make(json.loads(canonical))
            _kept.put(digest, found[digest])
    return found


def _make(content):
    body = rendering.with_absolute_addresses(rendering.body_html(content))
    return Text(xml_text(body), content["images"], image_keys(content))


class _Kept:
    """The texts that were asked for last, as many as a number of bytes holds."""

    def __init__(self, limit):
        self.limit, self.size = limit, 0
        self.texts, self.lock = OrderedDict(), threading.Lock()

    def get(self, digest):
        with self.lock:
            if digest in self.texts:
                self.texts.move_to_end(digest)
            return self.texts.get(digest)

    def put(self, digest, text):
        with self.lock:
            if digest not in self.texts:
                self.texts[digest] = text
                self.size += self._cost(text)
            while self.size > self.limit:
                _digest, oldest = self.texts.popitem(last=False)
                self.size -= self._cost(oldest)

    @staticmethod
    def _cost(text):
        return 4 * len(text.body) + 2_000  # Python stores most scripts in up to four bytes a letter


_kept = _Kept(KEPT_BYTES)
