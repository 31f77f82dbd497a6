"""The whole search index made anew while the site goes on: piece by piece, each in a short transaction of its own."""

from collections import Counter

from django.db import transaction

from newsroom import listing
from newsroom.models import Edition, SearchWord, Turn
from publishing.clock import database_now
from publishing.edition_clock import hold, raise_clock

from . import engine, index, things
from .documents import document

PIECE = 500


def rebuild(report=lambda done, all_of_them: None) -> int:
    """Write all editions that are or will be live into the index anew, and count their words; returns how many there are.

    Readers find what they found before until a piece is written anew; whoever publishes waits for one piece at most.
    ``report`` hears how far it is.
    """
    with transaction.atomic():
        hold()
        things.rebuild()
    keys = list(_listed().order_by("pk").values_list("pk", flat=True))
    words, counted = Counter(), set()
    for start in range(0, len(keys), PIECE):
        _rewrite(keys[start : start + PIECE], words, counted)
        report(min(start + PIECE, len(keys)), len(keys))
    _finish(words, counted)
    return len(keys)


def _listed():
    return Edition.objects.exclude(live_until__lte=database_now())


@transaction.atomic
def _rewrite(keys, words, counted):
    hold()  # nothing ends while it is written
    editions = list(
        Edition.objects.filter(pk__in=keys, listings__isnull=False).distinct().select_related("revision")
    )
    listed = listing.listed_terms([edition.pk for edition in editions])
    waiting = set(Turn.objects.filter(edition__in=editions, begins=True).values_list("edition", flat=True))
    engine.remove(index.positions(keys))
    engine.write(index.rows(editions, listed))
    for edition in editions:
        if edition.pk not in waiting:
            counted.add(edition.pk)
            _count(words, edition, 1)


def _count(words, edition, sign):
    for written, stem in document(edition.content).written:
        words[edition.language, written, stem] += sign


@transaction.atomic
def _finish(words, counted):
    """Bring the numbers of words to what was counted, and to what has begun and ended meanwhile."""
    hold()
    waiting = Turn.objects.filter(begins=True).values("edition")
    now_counted = set(_listed_now().exclude(pk__in=waiting).values_list("pk", flat=True))
    for sign, changed in ((1, now_counted - counted), (-1, counted - now_counted)):
        for edition in Edition.objects.filter(pk__in=changed).select_related("revision"):
            _count(words, edition, sign)
    for language, written, stem, texts in SearchWord.objects.values_list(
        "language", "written", "stem", "texts"
    ).iterator():
        words[language, written, stem] -= texts
    index.count(words)
    engine.tidy()
    raise_clock()


def _listed_now():
    return Edition.objects.filter(search_text__isnull=False)
