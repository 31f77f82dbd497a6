"""What does a list hold? One reading of the query string, one way to the editions, one description, for every format."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import Http404
from django.utils.functional import cached_property

from newsroom import counting
from newsroom.models import Edition
from newsroom.search.queries import Query, parse
from publishing.addresses import address
from publishing.languages import Language
from publishing.prepared import Params, Prepared

from . import choices, walks, words
from .choices import FACETS, Choice, key_of
from .hits import Hits
from .periods import Period

__all__ = ["FACETS", "Choice", "Period", "Selection", "encoded", "has_query", "key_of"]

EVERY_LANGUAGE = "all"


@dataclass(frozen=True)
class Selection:
    """Editions by what they are about, what they say, when and in which languages; everything empty selects all."""

    languages: tuple[str, ...] = ()
    choices: dict[str, Choice] = field(default_factory=dict)  # by the names in FACETS
    period: Period = Period()
    query: Query | None = None  # what they say: ``q``

    @classmethod
    def parse(cls, query, language: str, year: int = 0, month: int = 0) -> "Selection":
        """The selection that a query string asks for; one query of the database for each facet it names.

        The language is that of the page unless ``language=`` says otherwise. Raises ``Http404`` for a value that names
        nothing that is public, and ``BadRequest`` for what is no value, or too many; what was merged is what it was
        merged into. What has no meaning here is passed over, so that links decorated by newsletters work.
        """
        languages = _languages(choices.values(query, "language") or [language])
        period = Period.read(query, year, month)
        selection = cls(languages, choices.read(query), period, parse(query.get("q", "")) or None)
        if selection._size > walks.MOST:
            raise BadRequest("This chooses too many things at once.")
        return selection

    @classmethod
    def about(cls, name: str, thing, language: str) -> "Selection":
        """What is about one thing (``name`` is its facet), in a language."""
        return cls((language,), {name: Choice.of(any=[thing])})

    @property
    def _size(self) -> int:
        """The greatest number of walks that could be needed."""
        widest = max((len(choice.any) for choice in self.choices.values()), default=0)
        return len(self.languages or Language.values) * max(widest, 1) * max(len(self.period.years), 1)

    @cached_property
    def walks(self) -> walks.Walks | Hits:
        """The way to the editions."""
        groups = [group for name, choice in self.choices.items() for group in choice.groups(FACETS[name])]
        excluded = [
            (FACETS[name], choices.value_of(row))
            for name, choice in self.choices.items()
            for row in choice.none
        ]
        spans = self.period.spans()
        if self.query:
            return Hits(self.query, self.languages, groups, excluded, spans)
        return walks.Walks(self.languages, groups, excluded, spans)

    def newest(self, limit: int, read=None) -> list:
        """The newest live editions selected, at most ``limit``, each once: without their texts, or as ``editions_of``."""
        return editions_of(self.walks.find(limit).rows, read)

    def state(self) -> counting.State:
        """How many texts the list has, where that is kept, and when it last changed. One query."""
        dates = self.period.group()
        groups = [*self.walks.groups, dates] if dates else self.walks.groups
        state = counting.state(groups or [[walks.EVERYTHING]], self.walks.languages)
        is_kept = [len(group) for group in groups] == [1] and not (
            self.walks.excluded or self.period or self.query
        )
        return state if is_kept else state._replace(count=None)

    def single(self, name: str):
        """The one thing that is chosen of a facet, if that is all that is chosen of it; else ``None``."""
        return self.choices[name].single if name in self.choices else None

    def only(self, **changes) -> "Selection":
        """The same selection with some of its parts replaced: ``languages``, ``period``, ``query``, or a facet by its name."""
        own = {name: changes.pop(name) for name in ("languages", "period", "query") if name in changes}
        chosen = {name: choice for name, choice in (self.choices | changes).items() if choice}
        return replace(self, choices=chosen, **own)

    def parameters(self, language: str) -> dict[str, str]:
        """The parameters that say the selection on a page in a language, years and months included."""
        values = choices.written(self.choices) | self.period.written()
        if self.query:
            values["q"] = self.query.text
        if self.languages != (language,):
            values["language"] = ",".join(self.languages) or EVERY_LANGUAGE
        return values

    def query_string(self, language: str) -> str:
        """The canonical query string on a page in a language; one year and its month stand in the path."""
        values = self.parameters(language)
        for name in ("year", "month")[: len(self.period.path)]:
            del values[name]
        return encoded(values)

    def url(self, language: str, *, feed: str = "") -> str:
        """The canonical address of the selection as a list on the pages in a language, or of its feed in a format."""
        page = ("news", "year", "month")[len(self.period.path)]
        name, form = (f"newsroom:{page}-feed", [feed]) if feed else (f"newsroom:{page}", [])
        path = address(name, *self.period.path, *form, language=language)
        query = self.query_string(language)
        return f"{path}?{query}" if query else path

    def describe(self) -> str:
        """The selection in words: ``Press releases: migrant smuggling, Myanmar or Thailand, June 2017``."""
        return words.describe(self)

    def chips(self, language: str) -> list[dict]:
        """What is chosen, each with its name and the address of the list without it."""
        return [{"label": label, "remove_url": rest.url(language)} for label, rest in self.parts(language)]

    def parts(self, language: str) -> list[tuple[str, "Selection"]]:
        """What is chosen on a page in a language: each with its name, and the selection without it."""
        return words.parts(self, language)


def has_query(request) -> bool:
    """Whether a request asks for a search."""
    return bool(request.GET.get("q"))


def encoded(values: dict[str, str]) -> str:
    """Parameters as the one query string that says them."""
    return urlencode(sorted(values.items()), safe=",/")


def editions_of(rows, read=None) -> list:
    """The live editions that rows of a walk name, in their order. One query.

    As models without their texts, or as what ``read`` yields: a prepared one that takes ``editions`` and has ``pk``.
    """
    keys = [row[2] for row in rows]
    found = {edition.pk: edition for edition in (read or LISTED)(editions=keys)} if keys else {}
    return [found[key] for key in keys if key in found]


# A walk says what is live; that nothing else is shown does not hang on it.
LISTED = Prepared(lambda: Edition.objects.live().filter(pk__in=Params("editions")).order_by())


def _languages(codes) -> tuple[str, ...]:
    if unknown := set(codes) - {*Language.values, EVERY_LANGUAGE}:
        raise Http404(f"No such language: {min(unknown)}.")
    chosen = tuple(code for code in Language.values if code in codes)
    return () if EVERY_LANGUAGE in codes or len(chosen) == len(Language.values) else chosen
