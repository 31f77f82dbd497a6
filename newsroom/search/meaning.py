"""What a query means in a language of the archive: words become those of the index, names all names of what they name."""

from collections import defaultdict
from math import log
from typing import NamedTuple

from django.db.models import Q

from newsroom import counting, terms
from newsroom.models import SearchWord
from newsroom.models.articles import Kind
from newsroom.terms import Facet, kind_value
from newsroom.titles import begins

from . import things
from .documents import label
from .queries import Part, Query
from .questions import Leaf
from .stops import STOPS
from .words import bare, stems

NOTHING = "_nothing"  # a word that no text has
_ENDINGS = 40  # words that one beginning stands for, the most frequent ones
_LONGEST_NAME = 6  # words
_NAMES = 12  # of one thing that are looked for
_MEANT = 20  # things that the value of a field can mean
_SHORTEST_BEGINNING = 3
_FACETS = {
    "country": Facet.COUNTRY,
    "region": Facet.REGION,
    "topic": Facet.TOPIC,
    "agency": Facet.AGENCY,
    "speaker": Facet.SPEAKER,
    "series": Facet.SERIES,
}


class Meaning(NamedTuple):
    """What must be in a text and what must not, about how many texts have it at most, and what of it to mark in them.

    ``plain`` are the leaves that come from words, each with its weight: the rarer, the more. ``unknown`` are fields whose
    value names nothing, ``missing`` words that no text has, nor their beginnings.
    """

    required: list[Leaf]
    excluded: list[Leaf]
    expected: int
    plain: list[tuple[Leaf, float]]
    unknown: list[Part]
    missing: list[Part]


def meaning(query: Query, language: str) -> Meaning:
    """The meaning of a query in a language. At most a dozen queries, of rows that are found by an index."""
    return _Reading(query, language).read()


class _Reading:
    def __init__(self, query, language):
        self.query, self.language = query, language
        self.unknown, self.missing, self.counted = [], [], {}
        self.named = self._named()
        words = [part.text for part in self._parts() if not part.field]
        words += [name for names in self.named.values() for pair in names for name in self.names[pair]]
        self.numbers, self.spellings = self._known(words)

    def _parts(self):
        return [part for group in self.query.required for part in group] + list(self.query.excluded)

    def _named(self):
        """The names in the query, by their words: runs of single words, and phrases."""
        plain = [
            group[0] if len(group) == 1 and _is_word(group[0]) else None for group in self.query.required
        ]
        runs = {}
        for start in range(len(plain)):
            for end in range(start + 1, min(start + _LONGEST_NAME, len(plain)) + 1):
                if None in plain[start:end]:
                    break
                runs[start, end] = things.key_of(" ".join(part.text for part in plain[start:end]))
        # Names among others are names by themselves.
        phrases = [things.key_of(part.text) for part in self._parts() if part.is_phrase or part not in plain]
        found = things.meant({key for key in [*runs.values(), *phrases] if key and not self._is_stop(key)})
        self.runs = {span: key for span, key in runs.items() if key in found}
        self.names = things.names_of([pair for pairs in found.values() for pair in pairs]) if found else {}
        return found

    def _is_stop(self, key):
        # The acronym of a body, if it was typed as one.
        typed = {part.text for part in self._parts()}
        return key in STOPS[self.language] and key.upper() not in typed

    def _known(self, texts):
        """How many texts have each stem, and the other stems of words that are written with accents."""
        wanted = {stem for text in texts for stem in stems(text, self.language)}
        typed = {bare(word) for text in texts for word in text.split()}
        rows = SearchWord.objects.filter(language=self.language).filter(
            Q(stem__in=wanted) | Q(bare__in=typed)
        )
        numbers, spellings = defaultdict(int), defaultdict(set)
        for stem, folded, texts_with in rows.values_list("stem", "bare", "texts"):
            numbers[stem] += texts_with
            spellings[folded].add(stem)
        return numbers, spellings

    def read(self) -> Meaning:
        required, plain = self._required()
        excluded = [self._leaf(part) for part in self.query.excluded]
        everything = ((label(terms.term(Facet.EVERYTHING, 0, self.language)),),)
        self._count_labels([*required, everything])
        expected = min(sum(map(self._number, leaf)) for leaf in [*required, everything])
        texts = self._number(everything[0])
        plain = [(leaf, log(2 + texts / (1 + sum(map(self._number, leaf))))) for leaf in plain]
        excluded = [leaf for leaf in excluded if leaf]
        return Meaning([*required, everything], excluded, expected, plain, self.unknown, self.missing)

    def _required(self):
        groups, required, plain = self.query.required, [], []
        place, asks = 0, any(len(group) > 1 or not self._is_empty(group[0]) for group in groups)
        while place < len(groups):
            span = max(
                (span for span in self.runs if span[0] == place), default=None, key=lambda span: span[1]
            )
            if span is not None:
                leaf = self._name(self.runs[span])
                place = span[1]
            else:
                group, is_last = groups[place], place == len(groups) - 1
                place += 1
                if asks and len(group) == 1 and self._is_empty(group[0]):
                    continue
                leaf = tuple(dict.fromkeys(words for part in group for words in self._leaf(part, is_last)))
            if leaf:
                required.append(leaf)
                if span is not None or not group[0].field:
                    plain.append(leaf)
        return required, plain

    def _is_empty(self, part):
        return _is_word(part) and bare(part.text) in STOPS[self.language]

    def _leaf(self, part, is_last=False) -> Leaf:
        if part.field:
            return self._field(part)
        found = tuple(stems(part.text, self.language))
        key = things.key_of(part.text)
        if key in self.named:
            return self._name(key)
        if part.is_phrase or not found:
            return (found,) if found else ()
        alternatives = dict.fromkeys([found])
        if len(found) == 1:
            alternatives |= dict.fromkeys((stem,) for stem in sorted(self.spellings[bare(part.text)]))
            is_unknown = not any(self.numbers[stem] for (stem,) in alternatives)
            is_typed_half = is_last and is_unknown and len(part.text) >= _SHORTEST_BEGINNING
            if part.is_beginning or is_typed_half or _is_single_character(part.text):
                begun = self._begun(bare(part.text))
                alternatives |= dict.fromkeys((stem,) for stem in begun)
                is_unknown = is_unknown and not begun
            if is_unknown:
                self.missing.append(part)
        return tuple(alternatives)

    def _begun(self, beginning):
        rows = SearchWord.objects.filter(begins("bare", beginning), language=self.language).order_by(
            "-texts", "stem"
        )
        found = list(rows.values_list("stem", "texts")[:_ENDINGS])
        for stem, texts in found:
            self.numbers[stem] = max(self.numbers[stem], texts)
        return dict.fromkeys(stem for stem, _texts in found)

    def _name(self, key) -> Leaf:
        """All that a name may be found by: what it is tagged with, and its other names."""
        alternatives = {tuple(stems(key, self.language)): None}
        for pair in self.named[key]:
            names = {tuple(stems(name, self.language)): None for name in self.names[pair]}
            if pair[0] != Facet.PLACE:  # the others are what a text is about, whatever it calls them
                alternatives |= {self._label(*pair): None}
                names = {words: None for words in names if len(words) == 1}
            alternatives |= dict(list(names.items())[:_NAMES])
        return tuple(words for words in alternatives if words)

    def _field(self, part) -> Leaf:
        name, text = part.field, part.text
        if name == "year":
            pairs = [(Facet.YEAR, int(text))] if text.isdecimal() and 1000 <= int(text) <= 2999 else []
        elif name == "kind":
            kinds = [
                kind
                for kind in Kind
                if things.key_of(text) in map(things.key_of, (kind.value, str(kind.label)))
            ]
            pairs = [(Facet.KIND, kind_value(kind)) for kind in kinds]
        else:
            pairs = [(_FACETS[name], key) for key in things.called(_FACETS[name], text)[:_MEANT]]
        if not pairs:
            self.unknown.append(part)
        return tuple(self._label(*pair) for pair in pairs) or ((NOTHING,),)

    def _label(self, facet, value):
        number = terms.term(facet, value, self.language)
        self.counted[label(number)] = (facet, value)
        return (label(number),)

    def _count_labels(self, leaves):
        used = {words[0] for leaf in leaves for words in leaf if words[0].startswith("_")}
        pairs = {name: self.counted.get(name, (Facet.EVERYTHING, 0)) for name in used if name != NOTHING}
        totals = counting.totals(set(pairs.values()), [self.language])
        self.numbers.update({name: totals[pair] for name, pair in pairs.items()})

    def _number(self, words):
        return min(self.numbers[word] for word in words)


def _is_word(part):
    return not (part.field or part.is_phrase or part.is_beginning)


def _is_single_character(text):
    return len(text) == 1 and not text.isascii() and text.isalpha()
