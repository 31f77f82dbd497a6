"""The rules of Atom 1.0 and of its tombstones."""

import re
from collections.abc import Iterator

from .documents import MARKUP, UUID, children, document, html, linked, named, once, rfc3339


def atom(body: bytes, url: str) -> list[str]:
    tree, wrong = document(body, "atom:feed")
    tags = children(tree)
    wrong += once(tree, "atom:id", "atom:title", "atom:updated", "atom:author", "atom:subtitle")
    late = tags[tags.index("atom:entry") :] if "atom:entry" in tags else []
    if set(late) - {"atom:entry", "at:deleted-entry"}:
        wrong.append("MisplacedMetadata")
    if re.search(r"xmlns:(atom|xhtml)=", body.decode()):
        wrong.append("AvoidNamespacePrefix")
    wrong += linked(tree, tree, url)
    entries = [_Atom(element) for element in tree if named(element) == "atom:entry"]
    for key, name in (("id", "DuplicateEntries"), ("updated", "DuplicateUpdated")):
        values = [entry.text(key) for entry in entries]
        if len(values) != len(set(values)):
            wrong.append(name)
    wrong += rfc3339(_Atom(tree).text("updated"))
    for entry in entries:
        wrong += entry.problems()
    stones = [element for element in tree if named(element) == "at:deleted-entry"]
    for stone in stones:
        wrong += rfc3339(stone.get("when"))
        if not UUID.fullmatch(stone.get("ref")) or children(stone)[0] != "at:comment" or not stone[0].text:
            wrong.append("a tombstone without a name or a comment")
    if len(stones) != len({(stone.get("ref"), stone.get("when")) for stone in stones}):
        wrong.append("two tombstones of one text")
    return wrong


class _Atom:
    """An element of Atom, asked for its children by their names."""

    def __init__(self, element):
        self.element = element

    def text(self, name) -> str:
        return self.element.findtext(f"{{http://www.w3.org/2005/Atom}}{name}", "")

    def problems(self) -> Iterator[str]:
        yield from once(
            self.element, "atom:id", "atom:title", "atom:updated", "atom:published", "atom:content"
        )
        if not UUID.fullmatch(self.text("id")):
            yield f"InvalidUUID: {self.text('id')}"
        for name in ("updated", "published"):
            yield from rfc3339(self.text(name))
        if not self.text("title").strip() or MARKUP.search(self.text("title") + self.text("summary")):
            yield f"NotBlank, ContainsUndeclaredHTML: {self.text('title')}"
        yield from html(self.text("content"))
        relations = [child.get("rel") for child in self.element if named(child) == "atom:link"]
        if relations != ["alternate"]:
            yield f"DuplicateAtomLink, FeedHistoryRelInEntry: {relations}"
        for child in self.element:
            if named(child) == "atom:category" and not child.get("term"):
                yield "MissingAttribute: term"
