"""The search index of made-up texts: what publishing them would have written into it."""

from collections import Counter, defaultdict

from newsroom.search import index, postgresql, sqlite
from newsroom.search.documents import document, labels, title_labels
from newsroom.search.questions import position

from .loading import instant

_COLUMNS = ("position", "edition_id", "article", "released_at", "live_from", "live_until", "head")


class Searched:
    """The documents of a batch, as ``search.engine.write`` takes them, and how many live texts have which words."""

    def __init__(self):
        self.documents, self.words = [], defaultdict(Counter)

    def add(self, text, pk, edition, listed):
        """Add the newest edition of a text, which has not ended and is listed under these terms."""
        version, number = text.versions[-1], len(text.versions)
        places = [place.names[edition.language] for place in text.about["places"]]
        found = document(version.content, places)
        self.documents.append(
            (
                position(text.released_at, text.pk, number),
                pk,
                text.pk,
                instant(text.released_at),
                instant(version.live_from),
                None,
                found.head,
                found.parts,
                labels(edition, listed) + title_labels(found.head),
            )
        )
        if not text.is_ahead:
            self.words[edition.language].update(found.written)

    def tables(self, vendor: str) -> list[tuple]:
        """Tables, their columns, and their rows in the order in which the index has them."""
        rows = sorted(self.documents)
        table, texts = "newsroom_searchtext", [row[:7] for row in rows]
        if vendor == "postgresql":
            vectors = (postgresql.vector(*row[7:]) for row in rows)
            lines = [(*text, vector) for text, vector in zip(texts, vectors, strict=True)]
            return [(table, (*_COLUMNS, "vector"), lines)]
        lines = [(row[0], sqlite._BREAK.join(map(" ".join, row[7])), " ".join(row[8])) for row in rows]
        return [(table, _COLUMNS, texts), (sqlite.TABLE, ("rowid", "words", "labels"), lines)]


def count(words: dict[str, Counter]) -> None:
    """Write down how many texts have each word: by language, as it is written and with its stem."""
    for language, numbers in words.items():
        index.count(Counter({(language, *word): number for word, number in numbers.items()}))
