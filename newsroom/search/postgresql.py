"""The search index of PostgreSQL: a tsvector under a GIN index.

The index gives all that is found at once and in no order, so that of a common word it is asked for the newest months first:
what an edition is listed under stands in its tsvector, its month too, and the index goes by the rarer of two words.
"""

import time
from datetime import datetime

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from newsroom import counting
from newsroom.models import SearchText
from newsroom.terms import Facet, term

from .documents import label
from .questions import Answer, TakesTooLong, position

RARE = 4_000  # texts that may as well be asked for all at once
_PIECE = 2_500  # texts of the first months asked for, if half of what is expected is there
_GROWTH = 4  # how much more is asked for each time that it was not enough
_MONTHS = 24  # more than these are asked for by their years
_CANCELED = "57014"


def find(question, limit, deadline, *, oldest_first):
    """See ``engine.find``."""
    if question.expected <= RARE:
        return Answer(_ask(question, (), limit, deadline, oldest_first))
    rows = []
    for labels, first, following in _pieces(question, min(limit, _PIECE), oldest_first):
        part = question._replace(first=first, following=following)
        try:
            rows += _ask(part, labels, limit - len(rows), deadline, oldest_first)
        except TakesTooLong:
            if not rows:
                raise
            return Answer(rows, first if oldest_first else following)
        if len(rows) >= limit:
            break
    return Answer(rows)


def _ask(question, labels, limit, deadline, oldest_first):
    """The rows that have one of the labels, if there are any labels."""
    left = max(int((deadline - time.monotonic()) * 1000), 1)
    conditions, values = ["vector @@ %s::tsquery"], [_expression(question, labels)]
    # The sum keeps the planner from walking along positions and looking into each text.
    for sign, bound in ((">=", question.first), ("<", question.following)):
        if bound is not None:
            conditions.append(f"position + 0 {sign} %s")
            values.append(bound)
    # Found first and put in order then: to walk in order and look at each text is what the planner may think best of
    # a common word, and what takes minutes if it is mistaken.
    sql = (
        "WITH found AS MATERIALIZED (SELECT position, released_at, article, edition_id FROM newsroom_searchtext"
        f" WHERE {' AND '.join(conditions)} AND live_from <= STATEMENT_TIMESTAMP()"
        " AND (live_until IS NULL OR live_until > STATEMENT_TIMESTAMP()))"
        f" SELECT * FROM found ORDER BY position {'ASC' if oldest_first else 'DESC'} LIMIT %s"
    )
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"SET LOCAL statement_timeout = {left}; SET LOCAL enable_seqscan = off; SET LOCAL jit = off"
            )
            cursor.execute(sql, [*values, limit])
            return cursor.fetchall()
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") != _CANCELED:
            raise
        raise TakesTooLong from error


def _expression(question, labels):
    parts = [_any(leaf) for leaf in question.required]
    parts += [f"!({_any(leaf)})" for leaf in question.excluded]
    if labels:
        parts.append(_any(tuple((name,) for name in labels)))
    return " & ".join(parts)


def _any(leaf):
    # Quoted, nothing is an operator; words of the index have no quotes and no backslashes.
    return "(" + " | ".join("(" + " <-> ".join(f"'{word}'" for word in words) + ")" for words in leaf) + ")"


def _pieces(question, wanted, oldest_first):
    """Spans of months as (labels, first position, following one), each with more texts than the one before."""
    counts = counting.counts(Facet.MONTH, question.language)
    share = min(question.expected / max(sum(counts.values()), 1), 1) / 2
    months, texts = [], 0
    for month in sorted(counts, reverse=not oldest_first):
        first, following = _bounds(month)
        if question.first is not None:
            first = max(first, question.first)
        if question.following is not None:
            following = min(following, question.following)
        if first < following:
            months.append((month, first, following))
            texts += counts[month]
            if texts * share >= wanted:
                yield _piece(months, question.language)
                months, texts, wanted = [], 0, wanted * _GROWTH
    if months:
        yield _piece(months, question.language)


def _piece(months, language):
    if len(months) <= _MONTHS:
        numbers = {term(Facet.MONTH, month, language) for month, _first, _following in months}
    else:
        numbers = {term(Facet.YEAR, month // 100, language) for month, _first, _following in months}
    firsts, followings = [first for _month, first, _ in months], [following for *_, following in months]
    return [label(number) for number in sorted(numbers)], min(firsts), max(followings)


def _bounds(month):
    """The first position in a month of the newsroom's calendar, and the first one after it."""
    year, number = divmod(month, 100)
    zone = timezone.get_default_timezone()
    after = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=zone)
    return position(datetime(year, number, 1, tzinfo=zone)), position(after)


def write(rows):
    """See ``engine.write``."""
    columns = "position, edition_id, article, released_at, live_from, live_until, head, vector"
    places = ", ".join(["(%s, %s, %s, %s, %s, %s, %s, %s::tsvector)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO newsroom_searchtext ({columns}) VALUES {places}",
            [value for row in rows for value in (*row[:7], vector(row[7], row[8]))],
        )


def vector(parts, labels) -> str:
    """A tsvector as text: stems with their places, parts a place apart from each other; labels without."""
    places, here = {}, 0
    for part in parts:
        for stem in part:
            here += 1
            places.setdefault(stem, []).append(here)
        here += 1
    words = [f"'{stem}':{','.join(map(str, at))}" for stem, at in places.items()]
    return " ".join([*words, *(f"'{name}'" for name in labels)])


def relabel(labels):
    """See ``engine.relabel``."""
    with connection.cursor() as cursor:
        for key, names in labels.items():
            cursor.execute(
                "UPDATE newsroom_searchtext SET vector = ts_delete(vector, ARRAY(SELECT lexeme FROM unnest(vector)"
                " WHERE lexeme LIKE '\\_%%')) || %s::tsvector WHERE position = %s",
                [vector([], names), key],
            )


def remove(positions):
    """See ``engine.remove``."""
    SearchText.objects.filter(position__in=positions).delete()


def tidy():
    """See ``engine.tidy``."""
    # An edition's words stand in its row: there is nothing by itself, and the index is always in order.
