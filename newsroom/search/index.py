"""Keeping the search index right: editions with their words, and how many live texts each word is in.

Like the rows of lists, those of the index say themselves from when to when they hold; words are counted when the clock has
come to an edition's beginning or end (``listing.settle``).
"""

from collections import Counter, defaultdict
from itertools import chain

from django.db import connection

from newsroom.models import SearchText, SearchWord
from newsroom.models.editions import EditionPlace
from publishing.languages import Language

from . import engine
from .documents import document, labels, title_labels
from .questions import position
from .words import bare

_PIECE = 500
_SHORTEST = 2  # letters of a word that is worth to be proposed


def add(edition, listed) -> None:
    """Write an edition into the index, from its revision and its terms. Its related rows are there."""
    engine.write(rows([edition], {edition.pk: listed}))


def end(edition) -> None:
    """Write down that an edition ends when its ``live_until`` says, or not any more if that says nothing."""
    SearchText.objects.filter(edition=edition).update(live_until=edition.live_until)


def settle(begun, ended) -> None:
    """Count the words of editions that have begun, and no more those of what has ended, which leaves the index."""
    change = Counter()
    for sign, editions in ((1, begun), (-1, ended)):
        for edition in editions:
            for written, stem in document(edition.content).written:
                change[edition.language, written, stem] += sign
    count(change)
    engine.remove(positions([edition.pk for edition in ended]))


def relabel(listed: dict) -> None:
    """Write down that editions are listed under other terms, from the terms of each."""
    rows = SearchText.objects.filter(edition__in=listed).select_related("edition")
    engine.relabel(
        {row.position: labels(row.edition, listed[row.edition]) + title_labels(row.head) for row in rows}
    )


def positions(editions) -> list[int]:
    """Where editions stand in the index, from their primary keys."""
    return list(SearchText.objects.filter(edition__in=editions).values_list("position", flat=True))


def rows(editions, listed) -> list[tuple]:
    """What ``engine.write`` takes, of editions with their revisions; ``listed`` are the terms of each by its primary key."""
    places = defaultdict(list)
    names = (
        EditionPlace.objects.filter(edition__in=editions)
        .order_by("edition", "position")
        .select_related("place")
    )
    for row in names:
        places[row.edition_id].append(row.place)
    found = []
    for edition in editions:
        text = document(edition.content, [place.name_in(edition.language) for place in places[edition.pk]])
        found.append(
            (
                position(edition.released_at, edition.article_id, edition.number),
                edition.pk,
                edition.article_id,
                edition.released_at,
                edition.live_from,
                edition.live_until,
                text.head,
                text.parts,
                labels(edition, listed[edition.pk]) + title_labels(text.head),
            )
        )
    return found


def count(change: Counter) -> None:
    """Add to the numbers of texts of words: (language, as it is written, its stem) with what each grows by."""
    numbers = [
        (*key[:2], bare(key[1]), key[2], number)
        for key, number in sorted(change.items())
        if number and _is_word(key[1])
    ]
    for start in range(0, len(numbers), _PIECE):
        piece = numbers[start : start + _PIECE]
        places = ", ".join(["(%s, %s, %s, %s, %s)"] * len(piece))
        # Django's upsert can set a column, not add to it.
        sql = (
            f"INSERT INTO newsroom_searchword (language, written, bare, stem, texts) VALUES {places}"
            " ON CONFLICT (language, written) DO UPDATE SET texts = newsroom_searchword.texts + excluded.texts"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, list(chain.from_iterable(piece)))
        for language in Language.values:
            fewer = [row[1] for row in piece if row[0] == language and row[4] < 0]
            if fewer:
                SearchWord.objects.filter(language=language, written__in=fewer, texts__lte=0).delete()


def _is_word(written):
    return len(written) >= _SHORTEST and written.isalpha()
