"""Which of the texts that were found come first? Those that say in their titles what was asked for, and new ones.

What is compared are the heads of texts (``SearchText.head``), so that both databases give the same answer.
"""

from datetime import datetime
from math import exp

from newsroom.models import SearchText
from publishing.clock import database_now

from .documents import in_title
from .questions import Leaf

RANKED = 1_000  # the newest of what was found that are compared
TITLES = 500  # the newest of them that have it all in their titles, if there are more
_IN_TITLE, _IN_SUMMARY, _OFTEN, _SOMEWHERE = 6, 3, 2, 1
_TOGETHER = 1.4  # for a title that has the words as they were typed
_FRESH, _YEARS = 0.6, 2  # how much new texts gain, and in how many years it is a third of that
_NOTHING = "\n\n"
_SECONDS_OF_YEAR = 365.25 * 86_400


def ranked(hits) -> tuple[list[int], bool]:
    """The primary keys of the editions found, the best first; and whether all that were found are among them.

    ``hits`` are those of a selection (``selection.hits``). Of very many the newest are ranked, and the newest of those
    that say it in their titles.
    """
    newest = hits.newest(RANKED + 1).rows
    is_whole = len(newest) <= RANKED
    rows = newest[:RANKED]
    if not is_whole:
        titles = {language: title_leaves(meaning) for language, meaning in hits.meanings.items()}
        if any(titles.values()):
            rows = list(dict.fromkeys([*rows, *hits.find(TITLES, also=titles).rows]))
    if not any(meaning.plain for meaning in hits.meanings.values()):
        return [row[2] for row in rows], is_whole
    heads, now = _heads(rows, hits.languages), database_now()
    scores = {row: -score(*_plain(heads, row, hits), row[0], now) for row in rows}
    rows.sort(key=lambda row: (scores[row], -row[0].timestamp(), -row[1]))
    return [row[2] for row in rows], is_whole


def _heads(rows, languages) -> dict[int, tuple[str, str]]:
    """The languages and the heads of editions, by their primary keys."""
    found = SearchText.objects.filter(edition__in=[row[2] for row in rows]).order_by()
    if len(languages) == 1:
        return {key: (languages[0], head) for key, head in found.values_list("edition", "head")}
    return {key: rest for key, *rest in found.values_list("edition", "edition__language", "head")}


def _plain(heads, row, hits):
    # Between two queries a text may have ended.
    language, head = heads.get(row[2], (hits.languages[0], _NOTHING))
    return head, hits.meanings[language].plain


def title_leaves(meaning) -> list[Leaf]:
    """What a title must have in it that says all that was asked for."""
    leaves = []
    for leaf, _weight in meaning.plain:
        single = tuple(
            (in_title(words[0]),) for words in leaf if len(words) == 1 and not words[0].startswith("_")
        )
        if single:
            leaves.append(single)
        else:
            leaves += [((in_title(word),),) for word in leaf[0]]
    return leaves


def score(head: str, plain: list, released_at: datetime, now: datetime) -> float:
    """How well a text fits: where it says what was asked for, each by its weight, and how new it is."""
    title, summary, often = (f" {line} " for line in head.split("\n"))
    total, weights = 0, 0
    for leaf, weight in plain:
        forms = [f" {' '.join(words)} " for words in leaf]
        if any(form in title for form in forms):
            where = _IN_TITLE
        elif any(form in summary for form in forms):
            where = _IN_SUMMARY
        else:
            where = _OFTEN if any(form in often for form in forms) else _SOMEWHERE
        total += weight * where
        weights += weight
    if len(plain) > 1 and f" {' '.join(' '.join(leaf[0]) for leaf, _weight in plain)} " in title:
        total *= _TOGETHER
    years = max((now - released_at).total_seconds(), 0) / _SECONDS_OF_YEAR
    return total / weights * (1 + _FRESH * exp(-years / _YEARS))
