"""What of an edition is searched: its title, summary and text, its datelines, and what it is listed under."""

from collections import Counter
from itertools import chain
from typing import NamedTuple

from newsroom.terms import Facet, term

from .words import MOST, forms, plain_text, stems

_OFTEN = 3  # times in a text: what it says so often it is about
_MOST_OFTEN = 25


class Document(NamedTuple):
    """The stems of the parts of a text, each part by itself; its words as they are written, with their stems; its head.

    The names of its dateline are no words of its own: they may be others tomorrow.
    """

    parts: list[list[str]]
    written: set[tuple[str, str]]
    head: str


def document(content: dict, places=()) -> Document:
    """The document of a content. ``places`` are the names of its dateline."""
    language, found = content["language"], []
    # Paragraphs are parts: no phrase goes from one to the next.
    texts = [
        content["title"],
        content["summary"],
        *plain_text(content["body"]).split("\n"),
        *(image["caption"] for image in content["images"]),
        *(entry["title"] for entry in content["attachments"]),
    ]
    left = MOST
    for text in texts:
        part = forms(text, language)[:left]
        found.append(part)
        left -= len(part)
    title, summary, *rest = parts = [[stem for _written, stem in part] for part in found]
    often = [
        stem for stem, times in Counter(chain.from_iterable(rest)).most_common(_MOST_OFTEN) if times >= _OFTEN
    ]
    head = "\n".join(map(" ".join, (title, summary, often)))
    parts += [stems(name, language) for name in places]
    return Document([part for part in parts if part], set().union(*found), head)


def labels(edition, listed) -> list[str]:
    """The words that say what an edition is listed under, from its terms: no text has such words."""
    dates = (Facet.YEAR, edition.year), (Facet.MONTH, edition.year * 100 + edition.month)
    numbers = {*listed, *(term(*pair, edition.language) for pair in dates)}
    return [label(number) for number in sorted(numbers)]


def label(number: int) -> str:
    """The word in the index for a term."""
    return f"_{number}"


def in_title(stem: str) -> str:
    """The word in the index for a stem that stands in a title."""
    return f"_t{stem}"


def title_labels(head: str) -> list[str]:
    """The same for all stems of a title, from the head of a document."""
    return [in_title(stem) for stem in dict.fromkeys(head.partition("\n")[0].split())]
