"""The formats of feeds, by how their addresses end."""

from collections.abc import Callable
from types import ModuleType
from typing import NamedTuple

from . import atom, json_feed, rss


class Format(NamedTuple):
    """A format by its name, its media type, and the function that writes a feed of ``entries``."""

    name: str
    type: str
    write: Callable


def _of(name: str, module: ModuleType) -> Format:
    return Format(name, module.TYPE, module.write)


FORMATS = {"rss": _of("RSS", rss), "atom": _of("Atom", atom), "json": _of("JSON Feed", json_feed)}


def feeds(address: Callable[[str], str]) -> list[dict]:
    """The feeds of a list for ``parts/feed_links.html`` and ``parts/feeds.html``, from what gives the address of each."""
    return [{"name": known.name, "type": known.type, "url": address(form)} for form, known in FORMATS.items()]
