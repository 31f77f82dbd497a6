"""Asks an address whether anything is there, without reading it, and never inside our own network."""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext_noop as noop

MOST_REDIRECTS = 8
# Who answers like this is there, but does not talk to machines or not so often.
_RELUCTANT = frozenset((401, 402, 403, 405, 406, 407, 418, 423, 425, 429, 451, 999))
_PERMANENT = frozenset((301, 308))
_SAFE = "/%:@!$&'()*+,;=~-._?#[]"

NO_HOST = noop("There is no such host.")
REFUSED = noop("It is in a private network, where readers cannot go.")
NO_CONNECTION = noop("No connection could be made.")
TOO_LATE = noop("There was no answer in time.")
BAD_CERTIFICATE = noop("Its certificate is not valid.")
NO_SENSE = noop("It answered, but not as a web page does.")
CIRCLE = noop("It leads from one address to the next without an end.")
NO_ADDRESS = noop("It is not an address.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address said: the HTTP status if there was one, what was wrong, and where it has moved for good."""

    status: int | None = None
    problem: str = ""
    moved_to: str = ""

    @property
    def is_good(self) -> bool:
        return not self.problem


class _Problem(Exception):
    """Why there is no answer, in words."""


def is_public_address(address: str) -> bool:
    """Whether an IP address is anywhere on the internet: not here, not in a local network, nowhere special."""
    found = ipaddress.ip_address(address.partition("%")[0])
    found = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None) or found
    return found.is_global and not found.is_multicast


@dataclass
class Asker:
    """Asks one address after the other, with a pause between two requests to one host.

    ``is_allowed`` is given each IP address before a connection to it is made, after redirects too; the connection is made
    to that very address, whatever the name means a moment later. ``timeout`` in seconds is for each request as a whole.
    """

    is_allowed: Callable[[str], bool] = is_public_address
    timeout: float = 15.0
    pause: float = 1.0

    def __post_init__(self):
        self._asked: dict[str, float] = {}

    def ask(self, url: str) -> Answer:
        """HEAD first; GET where that fails, since some know no HEAD. Of what is there only the first lines are read."""
        answer = self._follow(url, "HEAD")
        return (
            answer
            if answer.is_good or answer.problem in (NO_HOST, REFUSED, NO_ADDRESS)
            else self._follow(url, "GET")
        )

    def _follow(self, url, method) -> Answer:
        seen, moved_to, for_good = set(), "", True
        while url not in seen and len(seen) <= MOST_REDIRECTS:
            seen.add(url)
            try:
                status, location = self._request(url, method)
            except _Problem as problem:
                return Answer(problem=str(problem))
            if 300 <= status < 400 and location:
                url = urljoin(url, location)
                for_good = for_good and status in _PERMANENT
                moved_to = url if for_good else moved_to
            elif status < 400 or status in _RELUCTANT:
                return Answer(status, "", moved_to)
            else:
                return Answer(status, f"{status} {http.client.responses.get(status, '')}".strip())
        return Answer(problem=CIRCLE)

    def _request(self, url, method) -> tuple[int, str]:
        try:
            parts = urlsplit(f"https:{url}" if url.startswith("//") else url)
            host = (parts.hostname or "").encode("idna").decode()
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError:
            raise _Problem(NO_ADDRESS) from None
        if parts.scheme not in ("http", "https") or not host:
            raise _Problem(NO_ADDRESS)
        self._wait(host)
        target = quote(parts.path or "/", safe=_SAFE) + (
            "?" + quote(parts.query, safe=_SAFE) if parts.query else ""
        )
        headers = {
            "User-Agent": f"Dateline link checker (+{settings.SITE_URL})",
            "Accept": "*/*",
            "Connection": "close",
        }
        try:
            return self._talk(parts.scheme, host, port, method, target, headers)
        except TimeoutError:
            raise _Problem(TOO_LATE) from None
        except ssl.SSLCertVerificationError:
            raise _Problem(BAD_CERTIFICATE) from None
        except (http.client.HTTPException, UnicodeError, ValueError):
            raise _Problem(NO_SENSE) from None
        except OSError:
            raise _Problem(NO_CONNECTION) from None

    def _talk(self, scheme, host, port, method, target, headers) -> tuple[int, str]:
        """The status and the address of a redirect. The whole talk is cut off when the time is over."""
        ends = time.monotonic() + self.timeout
        connection = http.client.HTTPConnection(host, port)
        connection.sock = raw = self._connect(host, port)
        # A server that sends a byte now and then would never run into the time-out of a single read.
        cut = threading.Timer(self.timeout, _shut, [raw])
        cut.daemon = True
        cut.start()
        try:
            if scheme == "https":
                connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
            connection.request(method, target, headers=headers)
            response = connection.getresponse()
            return response.status, response.getheader("Location", "")
        except (http.client.HTTPException, OSError) as error:
            if time.monotonic() >= ends:
                raise TimeoutError from error
            raise
        finally:
            cut.cancel()
            connection.close()
            raw.close()

    def _connect(self, host, port) -> socket.socket:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError:
            raise _Problem(NO_HOST) from None
        addresses = list(dict.fromkeys(entry[4][0] for entry in found))
        if not all(self.is_allowed(address) for address in addresses):
            raise _Problem(REFUSED)
        error: OSError | None = None
        for address in addresses[:3]:
            try:
                return socket.create_connection((address, port), timeout=self.timeout)
            except OSError as failed:
                error = failed
        raise error or OSError("no address")

    def _wait(self, host):
        """Nobody is asked twice within the pause."""
        since = time.monotonic() - self._asked.get(host, -self.pause)
        if since < self.pause:
            time.sleep(self.pause - since)
        if len(self._asked) > 10_000:
            self._asked.clear()
        self._asked[host] = time.monotonic()


def _shut(sock):
    with contextlib.suppress(OSError):  # it is closed already
        sock.shutdown(socket.SHUT_RDWR)
