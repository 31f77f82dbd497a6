"""What does a list hold? One reading of the query string, one queryset, one description, for every format."""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from django.db.models import Max, Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.merging import successor
from events.models import Agency, Country, Region, Series, Speaker, Topic, Workshop
from publishing.clock import DatabaseNow
from publishing.dates import month_and_year, month_name
from publishing.languages import Language, listed

from .models import Edition
from .models.articles import Kind

# The parts of a query that name a row by its slug (a workshop by year/slug), in the order in which they are described.
FACETS = {
    "topic": Topic,
    "country": Country,
    "region": Region,
    "series": Series,
    "agency": Agency,
    "speaker": Speaker,
    "workshop": Workshop,
}
ANY_LANGUAGE = "all"
YEAR = re.compile(r"[12]\d{3}", re.ASCII)


@dataclass(frozen=True)
class Selection:
    """Editions by what they are about, when and in which language; everything empty selects all."""

    language: str = ANY_LANGUAGE
    kind: str = ""
    year: int = 0
    month: int = 0
    things: dict = field(default_factory=dict)  # from a name in FACETS to the row itself

    @classmethod
    def parse(cls, query, language: str, year: int = 0, month: int = 0) -> "Selection":
        """The selection that a query string asks for; one query per thing it names.

        The language is that of the page unless ``language=`` says otherwise. Raises ``Http404`` for a
        value that names nothing that is public; what was merged is what it was merged into. What has no meaning here is passed over, so that links
        decorated by newsletters work.
        """
        kind, chosen = query.get("kind", ""), query.get("language", language)
        if kind and kind not in Kind.values:
            raise Http404("No such kind of text.")
        if chosen not in (*Language.values, ANY_LANGUAGE):
            raise Http404("No such language.")
        year, month = year or _number(query, "year", 1, 9999), month or _number(query, "month", 1, 12)
        if month and not year:
            raise Http404("A month needs a year.")
        things = {}
        for name, model in FACETS.items():
            if key := query.get(name):
                things[name] = _find(name, model, key)
        return cls(chosen, kind, year, month, things)

    def editions(self):
        """The live editions selected, newest first; each once."""
        return self._of(Edition.objects.live()).latest_first()

    def changed_at(self):
        """The instant at which the list last changed by the clock or by an editor; long ago if it never did."""
        began = self._of(Edition.objects.filter(live_from__lte=DatabaseNow()))
        ended = Max("live_until", filter=Q(live_until__lte=DatabaseNow()))
        instants = began.aggregate(first=Max("live_from"), last=ended).values()
        return max(filter(None, instants), default=datetime(1970, 1, 1, tzinfo=UTC))

    def _of(self, rows):
        if self.language != ANY_LANGUAGE:
            rows = rows.filter(language=self.language)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.year:
            rows = rows.filter(year=self.year)
        if self.month:
            rows = rows.filter(month=self.month)
        for name, thing in self.things.items():
            rows = rows.about(**{name: thing})
        return rows

    def without(self, name: str) -> "Selection":
        """The same selection less one of its parts; without a year goes without its month too."""
        if name in self.things:
            return replace(self, things={key: row for key, row in self.things.items() if key != name})
        return replace(
            self, **({"year": 0, "month": 0} if name == "year" else {name: 0 if name == "month" else ""})
        )

    def query(self, language: str) -> str:
        """The canonical query string on a page in a language; year and month stand in the path."""
        values = {name: key_of(row) for name, row in self.things.items()} | {"kind": self.kind}
        if self.language != language:
            values["language"] = self.language
        return urlencode(sorted((name, value) for name, value in values.items() if value))

    def url(self, language: str, *, feed: bool = False) -> str:
        """The canonical address of the selection as a list on the pages in a language, or of its feed."""
        numbers = [number for number in (self.year, self.month) if number]
        page = ("news", "year", "month")[len(numbers)]
        with override(language):
            query = self.query(language)
            path = reverse(f"newsroom:{page}-feed" if feed else f"newsroom:{page}", args=numbers)
            return path + (f"?{query}" if query else "")

    def describe(self) -> str:
        """The selection in words: ``Press releases on migrant smuggling, Myanmar, June 2017``."""
        what = KIND_PLURALS[self.kind]() if self.kind else _("News")
        about = listed(thing.local_name for thing in self.things.values())
        words = _("%(what)s: %(about)s") % {"what": what, "about": about} if about else what
        when = self._when()
        words = _("%(what)s, %(when)s") % {"what": words, "when": when} if when else words
        return words

    def _when(self) -> str:
        if self.month:
            return month_and_year(date(self.year, self.month, 1))
        return str(self.year) if self.year else ""

    def chips(self, language: str) -> list[dict]:
        """What is chosen, each with its name and the address of the list without it."""
        parts = [(name, row.local_name) for name, row in self.things.items()]
        if self.kind:
            parts.append(("kind", Kind(self.kind).label))
        if self.year:
            parts.append(("year", str(self.year)))
        if self.month:
            parts.append(("month", month_name(date(self.year, self.month, 1))))
        return [{"label": label, "remove_url": self.without(name).url(language)} for name, label in parts]


KIND_PLURALS = {
    Kind.PRESS_RELEASE: lambda: _("Press releases"),
    Kind.NEWS_STORY: lambda: _("News stories"),
    Kind.STATEMENT: lambda: _("Statements"),
    Kind.SPEECH: lambda: _("Speeches"),
    Kind.FEATURE: lambda: _("Features"),
    Kind.ADVISORY: lambda: _("Advisories"),
}


def key_of(thing) -> str:
    """What names a thing in a query string."""
    return thing.reference if isinstance(thing, Workshop) else thing.slug


def _find(name, model, key):
    rows = model.objects.public() if hasattr(model.objects, "public") else model.objects.all()
    year, slash, slug = key.rpartition("/")
    if (slash == "/") != (model is Workshop) or len(key) > 200 or (slash and not YEAR.fullmatch(year)):
        raise Http404(f"No such {name}.")
    thing = rows.filter(slug=slug, **({"year": int(year)} if slash else {})).first() or successor(model, slug)
    if thing is None or not getattr(thing, "is_public", True):
        raise Http404(f"No such {name}.")
    return thing


def _number(query, name: str, least: int, most: int) -> int:
    text = query.get(name, "")
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and len(text) <= 4 and least <= int(text) <= most):
        raise Http404(f"No such {name}.")
    return int(text)
