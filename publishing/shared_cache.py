"""Public pages that another process, perhaps on another machine, has rendered: found in the Redis of CACHE_URL.

It is a help and never the truth. The name of an entry holds the version of the edition clock, so that nothing old can be
found; whatever is wrong with the server or with what it answers, the page is rendered as if there were none.
"""

import hmac
import json
import logging
import sys
import threading
import time
from hashlib import sha256
from importlib import metadata
from pathlib import Path

import brotli
from django.apps import apps
from django.conf import settings
from django.utils.crypto import salted_hmac

from .page_cache import Entry

SLOW = 0.2  # seconds; a rendering takes less than waiting longer
REST = 10  # seconds in which a server that failed or was slow is left alone
KEPT_SECONDS = 3600
MOST_BYTES = 500_000
_SEAL = sha256().digest_size

logger = logging.getLogger(__name__)


def connect() -> "SharedCache | None":
    """The cache that CACHE_URL names; ``None`` where it is empty. The server is not asked before it is needed."""
    return SharedCache(client(settings.CACHE_URL), site_key()) if settings.CACHE_URL else None


def client(address: str, patience: float = SLOW):
    """A client that neither waits nor tries again: rendering the page is quicker."""
    # 0.2 seconds and 20 MB, for those only who use it.
    import redis  # noqa: PLC0415 -- see above
    from redis.backoff import NoBackoff  # noqa: PLC0415 -- see above
    from redis.retry import Retry  # noqa: PLC0415 -- see above

    return redis.Redis.from_url(
        address,
        protocol=2,
        socket_connect_timeout=patience,
        socket_timeout=patience,
        retry=Retry(NoBackoff(), 0),
    )


def site_key() -> bytes:
    """What only processes that render the same page alike have in common: the site, its secret, the code it runs."""
    mark = sha256(repr([settings.SITE_URL, settings.TIME_ZONE, settings.DEBUG, sys.version]).encode())
    for package in sorted(f"{found.name} {found.version}" for found in metadata.distributions()):
        mark.update(f"{package}\n".encode())
    ours = [path for app in apps.get_app_configs() if (path := Path(app.path)).parent == settings.BASE_DIR]
    ours += [
        settings.BASE_DIR / name for name in ("config", "templates", "static", "locale", "fixtures/maps")
    ]
    for folder in ours:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix not in (".pyc", ".po"):
                mark.update(f"{path.relative_to(settings.BASE_DIR)}\n".encode())
                mark.update(sha256(path.read_bytes()).digest())
    return salted_hmac(__name__, mark.digest(), algorithm="sha256").digest()


class SharedCache:
    """Entries of the page cache by a reading of the edition clock, and the path and query of the page.

    ``key`` signs them: what others put there, by mistake or to put words into our mouth, is not taken for ours.
    """

    def __init__(self, client, key: bytes, clock=time.monotonic):
        self.client, self.key, self.clock = client, key, clock
        self.lock, self.works, self.is_told, self.ask_again_at = threading.Lock(), False, False, 0.0

    def find(self, reading, address) -> Entry | None:
        name = self._name(reading, address)
        value = self._ask("GETRANGE", name, 0, MOST_BYTES)  # one byte more than any of ours has
        if not value or not hmac.compare_digest(value[:_SEAL], self._seal(name, value[_SEAL:])):
            return None
        head, _, body = value[_SEAL:].partition(b"\n")
        status, headers, encoding = json.loads(head)
        whole = brotli.decompress(body) if encoding else body
        entry = Entry(status, [tuple(header) for header in headers], whole, reading.raised_at)
        entry.bodies[encoding] = body
        return entry

    def keep(self, reading, address, entry: Entry) -> None:
        name, encoding = self._name(reading, address), "br" if entry.is_compressed else ""
        head = json.dumps([entry.status, entry.headers, encoding]).encode()
        value = head + b"\n" + entry.body(encoding)
        if len(value) + _SEAL <= MOST_BYTES:
            self._ask("SET", name, self._seal(name, value) + value, "EX", KEPT_SECONDS)

    def _name(self, reading, address) -> str:
        # With the second of the version: after a restored backup the clock gives numbers out for the second time.
        parts = [reading.version, int(reading.raised_at.timestamp()), *address]
        return "dateline:" + hmac.digest(self.key, json.dumps(parts).encode(), "sha256").hex()

    def _seal(self, name, value) -> bytes:
        return hmac.digest(self.key, name.encode() + value, "sha256")

    def _ask(self, *command):
        """The server's answer; ``None`` where it has none, and while it is left alone."""
        if not self._may_ask():
            return None
        begun = self.clock()
        try:
            answer = self.client.execute_command(*command)
        except Exception as error:  # noqa: BLE001 -- what a foreign or broken server makes the client raise is no end of kinds
            self._leave_alone(type(error).__name__)
            return None
        if self.clock() - begun > SLOW:
            self._leave_alone("slow answer")
        else:
            self.works, self.is_told = True, False
        return answer

    def _may_ask(self) -> bool:
        """Whether the server works, or this is the thread that finds out, while the others go on without it."""
        if self.works:
            return True
        with self.lock:
            now = self.clock()
            if now < self.ask_again_at:
                return False
            self.ask_again_at = now + REST
            return True

    def _leave_alone(self, reason):
        with self.lock:
            self.works, self.ask_again_at = False, self.clock() + REST
            told, self.is_told = self.is_told, True
        if not told:
            logger.warning("The shared page cache (CACHE_URL) does without its server: %s", reason)
