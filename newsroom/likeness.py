"""Which other articles say nearly the same? Found by fingerprints, so that the archive is not read for it."""

import re
from collections.abc import Iterator
from hashlib import blake2b
from itertools import accumulate, count
from operator import add
from struct import unpack

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from .models import Article, Withdrawal
from .models.likeness import Likeness
from .reader.folding import fold

_PARTS = 16  # of the range of hashes; two make a column
_SHORTEST = 30  # sequences: shorter texts are alike by chance
_MOST_WORDS = 4000
_CANDIDATES = 3
_TAG = re.compile(r"<[^>]*>")


def sequences(html: str, language: str) -> set[int]:
    """The hashes of all runs of five words of a body; of eight characters where words have no spaces."""
    words = fold(_TAG.sub(" ", html[:200_000]).strip()).split()[:_MOST_WORDS]
    length = 8 if language == "zh-hans" else 5
    # As bytes, hashed in one go: this is done for each word of a text.
    pieces = " ".join(words).encode().split(b" ")
    text, starts = b" ".join(pieces), [0, *map(add, accumulate(map(len, pieces)), count(1))]
    runs = [text[start : end - 1] for start, end in zip(starts, starts[length:], strict=False)]
    digests = b"".join([blake2b(run, digest_size=8).digest() for run in runs])
    return {number >> 1 for number in unpack(f">{len(runs)}Q", digests)}


def _hash(text: str) -> int:
    """63 bits: a positive number that both databases keep."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> 1


def fingerprint(content: dict) -> dict:
    """The columns of ``Likeness`` for a content."""
    found = sequences(content["body"], content["language"])
    least: dict[int, int] = {}
    if len(found) >= _SHORTEST:
        least = {value >> 59: value for value in sorted(found, reverse=True)}  # the last one stays
    values = {"language": content["language"], "title": _hash(fold(content["title"]))}
    for number, column in enumerate(Likeness.BODY):
        pair = least.get(2 * number), least.get(2 * number + 1)
        values[column] = None if None in pair else _hash(f"{pair[0]} {pair[1]}")
    return values


def remember(article: Article, content: dict) -> None:
    """Keep the fingerprint of an article's content. One query."""
    values = fingerprint(content)
    Likeness.objects.bulk_create(
        [Likeness(article=article, **values)],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=list(values),
    )


def alike(content: dict, *, exclude: Article | None) -> Iterator[tuple[Article, bool, float]]:
    """Articles in the same language with the same title or nearly the same text, the most alike first.

    With each: whether the title is the same, and which share of the word sequences, 0 to 1. What was withdrawn or is a
    translation does not count. One query.
    """
    values = fingerprint(content)
    columns = {column: values[column] for column in Likeness.BODY if values[column] is not None}
    has_title = Q(title=values["title"])
    same = has_title
    for column, value in columns.items():
        same |= Q(**{column: value})
    shared = sum((_counted(Q(**{column: value})) for column, value in columns.items()), start=Value(0))
    # Asked of this table alone: each value has its index, and a join would have the database read everything.
    rows = (
        Likeness.objects.filter(same, language=content["language"])
        .exclude(pk=exclude and exclude.pk)
        .filter(~Exists(Withdrawal.objects.filter(edition__article=OuterRef("pk"))))
        .annotate(shared=shared, has_title=_counted(has_title))
        .order_by((F("shared") + F("has_title")).desc(), "-pk")
        .select_related("article")
        .only("article__title", "article__language", "article__body")[:_CANDIDATES]
    )
    own = sequences(content["body"], content["language"])
    for row in rows:
        others = sequences(row.article.body, row.article.language) if row.shared else set()
        share = len(own & others) / len(own | others) if own and others else 0.0
        yield row.article, bool(row.has_title), share


def _counted(condition):
    return Case(When(condition, then=Value(1)), default=Value(0))
