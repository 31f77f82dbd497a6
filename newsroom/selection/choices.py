"""What can be chosen of a facet: any of some things, all of some, none of some; and how the query string says it."""

import re
from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import Http404

from events.merging import successor
from events.models import Agency, Country, Region, Series, Speaker, Topic, Workshop
from newsroom.models.articles import Kind
from newsroom.terms import Facet, kind_value

# The facets that a query names things of: by slug, a kind by its value, a workshop by year/slug. In this order they
# are described.
FACETS = {
    "kind": Facet.KIND,
    "topic": Facet.TOPIC,
    "country": Facet.COUNTRY,
    "region": Facet.REGION,
    "series": Facet.SERIES,
    "agency": Facet.AGENCY,
    "speaker": Facet.SPEAKER,
    "workshop": Facet.WORKSHOP,
}
MODELS = {
    "topic": Topic,
    "country": Country,
    "region": Region,
    "series": Series,
    "agency": Agency,
    "speaker": Speaker,
    "workshop": Workshop,
}
# ``country=laos,thailand``, ``topic.all=drugs,money``, ``kind.not=speech``.
MODES = {"any": "", "all": ".all", "none": ".not"}
# Of one facet in one mode: more than anybody chooses, and few enough for one walk along each.
MOST = 20
# As in addresses.
YEAR = re.compile(r"[12]\d{3}", re.ASCII)


@dataclass(frozen=True)
class Choice:
    """What is chosen of one facet: tuples of rows (kinds are members of ``Kind``), each in the order of their keys."""

    any: tuple = ()
    all: tuple = ()
    none: tuple = ()

    @classmethod
    def of(cls, any=(), all=(), none=()) -> "Choice":
        """The choice in its one form: each thing once, in order; of one thing "any of" and "all of" are the same."""
        any, all, none = (_in_order(rows) for rows in (any, all, none))
        if len(any) == 1 and all:
            any, all = (), _in_order(any + all)
        if len(all) == 1 and not any:
            any, all = all, ()
        return cls(any, all, none)

    def __bool__(self):
        return bool(self.any or self.all or self.none)

    @property
    def single(self):
        """The thing, if the choice is this one and nothing else; else ``None``."""
        return self.any[0] if len(self.any) == 1 and not (self.all or self.none) else None

    def groups(self, facet) -> list[list[tuple[Facet, int]]]:
        """What must be: of each group one."""
        groups = [[(facet, value_of(row)) for row in self.any]] if self.any else []
        return groups + [[(facet, value_of(row))] for row in self.all]

    def without(self, row) -> "Choice":
        """The same less one thing."""
        return Choice.of(*([it for it in rows if it != row] for rows in (self.any, self.all, self.none)))


def _in_order(rows) -> tuple:
    return tuple(sorted(dict.fromkeys(rows), key=key_of))


def key_of(thing) -> str:
    """What names a thing in a query string."""
    if isinstance(thing, Kind):
        return thing.value
    return thing.reference if isinstance(thing, Workshop) else thing.slug


def value_of(thing) -> int:
    """What names a thing in a term."""
    return kind_value(thing) if isinstance(thing, Kind) else thing.pk


def name_of(thing) -> str:
    """What names a thing for the reader."""
    return str(thing.label) if isinstance(thing, Kind) else thing.local_name


def read(query) -> dict[str, Choice]:
    """The choices that a query makes, by facet; one query of the database for each facet that is named.

    Raises ``Http404`` for what names nothing that is public; what was merged is what it was merged into.
    """
    found = {}
    for name in FACETS:
        keys = {mode: values(query, name + suffix) for mode, suffix in MODES.items()}
        if any(keys.values()):
            rows = _find(name, {key for several in keys.values() for key in several})
            found[name] = Choice.of(
                **{mode: [rows[key] for key in several] for mode, several in keys.items()}
            )
    return found


def values(query, name: str) -> list[str]:
    """The values of a parameter, given with commas, several times, or both; each once. At most ``MOST``."""
    parts = (part.strip() for value in query.getlist(name) for part in value.split(","))
    found = list(dict.fromkeys(filter(None, parts)))
    if len(found) > MOST:
        raise BadRequest(f"More than {MOST} of {name}.")
    return found


def written(choices: dict[str, Choice]) -> dict[str, str]:
    """The parameters that say the choices."""
    return {
        name + suffix: ",".join(map(key_of, rows))
        for name, choice in choices.items()
        for mode, suffix in MODES.items()
        if (rows := getattr(choice, mode))
    }


def _find(name, keys) -> dict:
    if name == "kind":
        if unknown := keys - set(Kind.values):
            raise Http404(f"No such kind of text: {min(unknown)}.")
        return {key: Kind(key) for key in keys}
    model = MODELS[name]
    slugs = {key: _slug(name, key) for key in keys}
    rows = model.objects.public() if hasattr(model.objects, "public") else model.objects.all()
    found = {key_of(row): row for row in rows.filter(slug__in=slugs.values())}
    for key in keys - found.keys():
        row = successor(model, slugs[key])
        if row is None or not getattr(row, "is_public", True):
            raise Http404(f"No such {name}.")
        found[key] = row
    return found


def _slug(name, key) -> str:
    year, slash, slug = key.rpartition("/")
    if len(key) > 200 or (slash == "/") != (name == "workshop") or (slash and not YEAR.fullmatch(year)):
        raise Http404(f"No such {name}.")
    return slug
