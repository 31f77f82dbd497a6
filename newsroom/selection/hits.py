"""Finding the editions of a selection that has a query: by the search index, which knows what they are listed under too.

It answers as walks do: newest first, from any position on, and at the same cost anywhere.
"""

import time
from datetime import timedelta

from newsroom import counting, terms
from newsroom.search import engine
from newsroom.search.documents import label
from newsroom.search.meaning import meaning
from newsroom.search.questions import Question, TakesTooLong, instant_of, position
from publishing.languages import Language

from .walks import Found, Position

SECONDS = 1.0  # that a search may take
_AT_ONCE = 301  # texts that are asked for at least: a page and what it can be narrowed by need so many


class Hits:
    """The editions that have what a query asks for, and are under one of each group and under none of the excluded."""

    is_plain = False

    def __init__(self, query, languages, groups, excluded, spans):
        self.query, self.languages = query, languages or tuple(Language.values)
        self.groups, self.excluded, self.spans = groups, excluded, spans
        self.meanings = {language: meaning(query, language) for language in self.languages}
        self._known, self._expected = {}, {}

    @property
    def deadline(self) -> float:
        """The instant of ``time.monotonic()`` at which the search is cut: a time after it was first asked."""
        if not hasattr(self, "_deadline"):
            self._deadline = time.monotonic() + SECONDS
        return self._deadline

    @property
    def unknown(self) -> list:
        """The fields of the query whose value names nothing in any of the languages."""
        first, *others = self.meanings.values()
        return [part for part in first.unknown if all(part in other.unknown for other in others)]

    def newest(self, limit: int) -> Found:
        """What ``find`` says of the first so many; asked once, however often it is needed."""
        asked = next((asked for asked in sorted(self._known) if asked >= limit), 0)
        if not asked:
            whole = next((found for asked, found in self._known.items() if len(found.rows) < asked), None)
            if whole is not None:
                return whole
            asked = max(limit, _AT_ONCE)
            self._known[asked] = self._find(asked, None, None)
        found = self._known[asked]
        return found if len(found.rows) <= limit else Found(found.rows[:limit])

    def find(self, limit: int, *, before=None, after=None, also=None) -> Found:
        """At most ``limit`` editions beyond a position: the newest ``before`` it, or the oldest ``after`` it.

        ``also`` says for each language what else must be in them.
        """
        if not (before or after or also):
            return self.newest(limit)
        return self._find(limit, before, after, also)

    def _find(self, limit, before, after, also=None):
        rows, cuts = [], []
        for language in self.languages:
            more, cut = self._in_language(language, limit, before, after, (also or {}).get(language, []))
            rows += more
            cuts += [cut] if cut else []
        rows.sort(reverse=not after)
        # Beyond where one language was cut short nothing is known of it.
        cut = (min if after else max)(cuts, default=None)
        if cut:
            rows = [row for row in rows if (row[:2] <= cut if after else row[:2] >= cut)]
        found = rows[:limit]
        if after:
            found.reverse()
        return Found(found, cut if len(found) < limit else None)

    def _in_language(self, language, limit, before, after, also):
        """Rows of (released_at, article, edition) in order, with all there are of the last one's second; where it was cut."""
        rows, spans = [], list(reversed(self.spans)) if after else self.spans
        for span in spans:
            question = self._question(language, span, before, after, also)
            if (
                question.following is not None
                and question.first is not None
                and question.first >= question.following
            ):
                continue
            wanted = limit - len(rows)
            while True:
                answer = self._ask(question, wanted + 1, oldest_first=bool(after), empty=not rows)
                found = [row[1:] for row in answer.rows]
                beyond = [row for row in found if _is_beyond(row, before, after)]
                is_all = len(found) <= wanted
                # The index goes by the second; what was released in one second may be in another order there.
                if is_all or (len(beyond) > limit - len(rows) and _second(beyond[-1]) != _second(beyond[-2])):
                    break
                wanted *= 2
            rows += beyond
            if answer.cut_at is not None:
                return rows, Position(instant_of(answer.cut_at), 0)
            if len(rows) >= limit:
                break
        return rows, None

    def _ask(self, question, limit, *, oldest_first, empty):
        try:
            return engine.find(question, limit, self.deadline, oldest_first=oldest_first)
        except TakesTooLong:
            if empty:
                raise
            return engine.Answer([], question.first if oldest_first else question.following)

    def _question(self, language, span, before, after, also):
        meant = self.meanings[language]
        groups = [tuple((label(terms.term(*pair, language)),) for pair in group) for group in self.groups]
        excluded = [((label(terms.term(*pair, language)),),) for pair in self.excluded]
        first, following = (instant and position(instant) for instant in span)
        if before:
            bound = position(before.released_at + timedelta(seconds=1))
            following = bound if following is None else min(bound, following)
        if after:
            bound = position(after.released_at)
            first = bound if first is None else max(bound, first)
        return Question(
            language,
            [*meant.required, *groups, *also],
            [*meant.excluded, *excluded],
            first,
            following,
            self._expect(language),
        )

    def _expect(self, language):
        """About how many texts there are in a language, at most."""
        if language not in self._expected:
            pairs = {pair for group in self.groups for pair in group}
            totals = counting.totals(pairs, [language]) if pairs else {}
            sums = [sum(totals[pair] for pair in group) for group in self.groups]
            self._expected[language] = min([self.meanings[language].expected, *sums])
        return self._expected[language]

    def count(self, most: int) -> int | None:
        """How many fit, if it is no more than ``most``; ``most + 1`` if it is, ``None`` if the search was cut."""
        found = self.newest(most + 1)
        return None if found.stopped_at else min(len(found.rows), most + 1)


def _is_beyond(row, before, after):
    return row[:2] < before if before else row[:2] > after if after else True


def _second(row):
    return row[0].replace(microsecond=0)
