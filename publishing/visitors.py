"""Who asks, as far as an address tells, and does one ask too often? For views that cost more than others.

Each web process counts for itself and forgets at its end: with four processes a visitor may have up to four times as much.
"""

import math
import threading
import time
from collections import OrderedDict
from functools import wraps
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.shortcuts import render

MINUTE = 60
REMEMBERED = 10_000  # visitors: about 2 MB
_LITTLE = 0.001  # seconds; sums of fractions are not exact


def address_of(request) -> str | None:
    """The visitor's IP address; ``None`` where it is not known.

    Each of the PROXIES in front of the site adds the address that it has seen itself to the end of X-Forwarded-For;
    what stands before these, anybody can write.
    """
    text = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        seen = request.headers.get("X-Forwarded-For", text).split(",")
        text = seen[-settings.PROXIES :][0]  # the first that a proxy has seen, where some were passed by
    try:
        return str(ip_address(text.strip().partition("%")[0]))
    except ValueError:
        return None


def visitor_of(request) -> str:
    """What one visitor has in common: an IPv4 address, or the 64 bits before those that IPv6 hosts choose themselves."""
    text = address_of(request)
    address = ip_address(text) if text else None
    if not isinstance(address, IPv6Address):
        return text or ""
    return str(address.ipv4_mapped or ip_network((int(address), 64), strict=False))


class Buckets:
    """A bucket of tokens for each visitor: full at first, and filled again within a minute, evenly.

    Those not seen for longest are forgotten when there are too many, which makes their buckets full.
    """

    def __init__(self, *, most: int = REMEMBERED, clock=time.monotonic):
        self.most, self.clock = most, clock
        self.lock, self.full_at = threading.Lock(), OrderedDict()

    def take(self, visitor: str, size: int) -> float:
        """Take one of ``size`` tokens; 0, or in how many seconds there will be one."""
        with self.lock:
            now = self.clock()
            full_at = max(self.full_at.pop(visitor, now), now)
            after = full_at + MINUTE / size
            wait = after - now - MINUTE
            if wait < _LITTLE:
                wait, full_at = 0, after
            self.full_at[visitor] = full_at
            if len(self.full_at) > self.most:
                self.full_at.popitem(last=False)
            return wait

    def left(self, visitor: str, size: int) -> tuple[int, int]:
        """How many of ``size`` tokens there are for a visitor now, and in how many seconds there will be all."""
        with self.lock:
            lacking = max(self.full_at.get(visitor, 0) - self.clock(), 0)
        return max(int(size - lacking * size / MINUTE + _LITTLE), 0), math.ceil(lacking)


searches = Buckets()


def wait_to_search(request) -> int:
    """Take note that a visitor searches; 0, or in how many seconds they may."""
    size = settings.SEARCHES_A_MINUTE
    return math.ceil(searches.take(visitor_of(request), size)) if size else 0


def limited(view, counts=lambda request: True):
    """The view, for each visitor SEARCHES_A_MINUTE times a minute; beyond that 429, which says when to come again.

    What the page cache answers is not counted, nor are requests for which ``counts`` says no.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        wait = wait_to_search(request) if counts(request) else 0
        if not wait:
            return view(request, *args, **kwargs)
        response = render(request, "429.html", {"language_urls": {}}, status=429)
        response["Retry-After"] = str(wait)
        response["Cache-Control"] = "no-store"
        return response

    return answer
