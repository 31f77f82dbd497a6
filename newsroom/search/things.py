"""Countries, topics, bodies, people, events: found by any of their names, in any language; and what else a name may be.

Their names stand in tables of their own, kept right by what is saved and deleted. Whether readers may see a thing is asked
when it is found.
"""

from collections import defaultdict
from itertools import chain
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.signals import post_delete, post_save

from events.models import Agency, Country, Place, Region, Series, Speaker, Topic, Workshop
from events.reference import loaded
from newsroom.models import ThingName, ThingWord
from newsroom.terms import Facet
from newsroom.titles import begins
from publishing.languages import NAME_COLUMNS

from .words import bare, spelled

# In the order in which they are shown.
MODELS = {
    Facet.COUNTRY: Country,
    Facet.REGION: Region,
    Facet.TOPIC: Topic,
    Facet.SPEAKER: Speaker,
    Facet.AGENCY: Agency,
    Facet.SERIES: Series,
    Facet.WORKSHOP: Workshop,
    Facet.PLACE: Place,
}
FACETS = {model: facet for facet, model in MODELS.items()}
MOST = 6  # of each kind that are shown
_LOOKED_AT = 200  # of all that have the words
_PIECE = 500
_COLUMNS = (*NAME_COLUMNS.values(), "formal_name", "acronym")


class Found(NamedTuple):
    """Some things of one kind, the best first."""

    facet: Facet
    rows: list


def key_of(name: str) -> str:
    """The words of a name, folded: what two spellings of it share."""
    return " ".join(words_of(name))[:255]


def words_of(text: str) -> list[str]:
    """The folded words of a name or a query, in their order; they are not cut to their stems."""
    return [bare(word) for word in spelled(text)]


def find(wanted: list[str]) -> list[Found]:
    """The things that readers may see with all these words in their names; the last word may be the beginning of one.

    The words are folded. Those whose whole name it is come first, then those with the shortest names.
    """
    if not wanted:
        return []
    first, *others = sorted(set(wanted), key=len, reverse=True)
    rows = ThingWord.objects.filter(_is(first, wanted))
    for word in others:
        same = ThingWord.objects.filter(_is(word, wanted), facet=OuterRef("facet"), value=OuterRef("value"))
        rows = rows.filter(Exists(same))
    pairs = set(rows.order_by().values_list("facet", "value")[:_LOOKED_AT])
    return _ranked(pairs, " ".join(wanted)) if pairs else []


def _is(word, wanted):
    exact = Q(word=word)
    return exact | begins("word", word) if word == wanted[-1] and len(word) > 1 else exact


def _ranked(pairs, query):
    best = {}
    names = _names_of(pairs)
    for facet, value, key in names.order_by().values_list("facet", "value", "key"):
        rank = (key != query, not key.startswith(query), len(key))
        if (facet, value) in pairs:
            best[facet, value] = min(rank, best.get((facet, value), rank))
    found = []
    for facet, model in MODELS.items():
        ranks = {value: rank for (each, value), rank in best.items() if each == facet}
        if ranks:
            rows = sorted(
                _public(model).filter(pk__in=ranks), key=lambda row: (ranks[row.pk], row.name, row.pk)
            )
            found += [Found(facet, rows[:MOST])] if rows else []
    return found


def _public(model):
    rows = model.objects.public() if hasattr(model.objects, "public") else model.objects.all()
    return (
        rows.for_listing()
        if model is Workshop
        else rows.select_related("country")
        if model is Place
        else rows
    )


def meant(keys) -> dict[str, list[tuple[Facet, int]]]:
    """The countries, or else the places or bodies that readers may see, that are called so. One query for each kind."""
    found = defaultdict(list)
    # Filtered here: SQLite would rather read all names of these kinds than those that have a key.
    for key, facet, value in sorted(
        set(ThingName.objects.filter(key__in=keys).values_list("key", "facet", "value"))
    ):
        if facet in (Facet.COUNTRY, Facet.PLACE, Facet.AGENCY):
            found[key].append((Facet(facet), value))
    agencies = {value for pairs in found.values() for facet, value in pairs if facet == Facet.AGENCY}
    if agencies:
        agencies = set(Agency.objects.public().filter(pk__in=agencies).values_list("pk", flat=True))
    for pairs in found.values():
        pairs[:] = [pair for pair in pairs if pair[0] != Facet.AGENCY or pair[1] in agencies]
        if any(facet == Facet.COUNTRY for facet, _value in pairs):
            pairs[:] = [pair for pair in pairs if pair[0] == Facet.COUNTRY]
    return {key: pairs for key, pairs in found.items() if pairs}


def _names_of(pairs):
    # Those of other pairs of the same numbers are found too.
    facets, values = ({pair[n] for pair in pairs} for n in (0, 1))
    return ThingName.objects.filter(facet__in=facets, value__in=values)


def names_of(pairs) -> dict[tuple[Facet, int], list[str]]:
    """All names of some things. One query."""
    found = defaultdict(list)
    rows = _names_of(pairs).order_by("pk")
    for facet, value, name in rows.values_list("facet", "value", "name"):
        found[Facet(facet), value].append(name)
    return {pair: found[pair] for pair in pairs}


def called(facet: Facet, text: str) -> list[int]:
    """The primary keys of what somebody calls so who names a kind of thing: its code or slug, its name, words of its name."""
    model, words_wanted = MODELS[facet], words_of(text)
    named = Q(slug=text.lower())
    if model is Country:
        named |= Q(iso2=text.upper()) | Q(iso3=text.upper())
    keys = ThingName.objects.filter(facet=facet, key=" ".join(words_wanted)).values("value")
    found = list(_public(model).filter(named | Q(pk__in=keys)).values_list("pk", flat=True))
    if found or not words_wanted:
        return found
    rows = model._base_manager.order_by("pk")
    for word in words_wanted:
        rows = rows.filter(pk__in=ThingWord.objects.filter(facet=facet, word=word).values("value"))
    return list(_public(model).filter(pk__in=rows.values("pk")).values_list("pk", flat=True)[:_LOOKED_AT])


def connect():
    """Listen to what is saved, deleted and loaded, by whomever."""
    for model in MODELS.values():
        post_save.connect(_saved, sender=model)
        post_delete.connect(_deleted, sender=model)
        if hasattr(model, "other_names"):
            names = model.other_names.rel.related_model
            post_save.connect(_name_changed, sender=names)
            post_delete.connect(_name_changed, sender=names)
    loaded.connect(rebuild)


def _saved(sender, instance, raw=False, **_kwargs):
    if not raw:
        _write(sender, [instance])


def _deleted(sender, instance, **_kwargs):
    _forget(FACETS[sender], [instance.pk])


def _name_changed(sender, instance, **_kwargs):
    owner = sender._meta.get_field(sender.owner)
    thing = owner.related_model._base_manager.filter(pk=getattr(instance, owner.attname)).first()
    if thing is not None:  # else it is being deleted, with its names
        _write(owner.related_model, [thing])


@transaction.atomic
def rebuild(**_kwargs) -> int:
    """Write the names of all things anew; returns of how many."""
    number = 0
    for model in MODELS.values():
        rows = model._base_manager.order_by("pk")
        if hasattr(model, "other_names"):
            rows = rows.prefetch_related("other_names")
        if model is Workshop:
            rows = rows.select_related("place__country", "country")
        gone = ThingWord.objects.filter(facet=FACETS[model]).exclude(value__in=rows.values("pk"))
        _forget(FACETS[model], set(gone.values_list("value", flat=True)))
        keys = list(rows.values_list("pk", flat=True))
        for start in range(0, len(keys), _PIECE):
            _write(model, rows.filter(pk__in=keys[start : start + _PIECE]))
        number += len(keys)
    return number


def _write(model, rows):
    facet, names, found = FACETS[model], [], []
    for row in rows:
        # Spellings that fold to the same are one name.
        called = {key_of(name): name for name in filter(None, _names(row))}
        names += [(facet, row.pk, name, key) for key, name in called.items() if key]
        around = " ".join([*called, *map(key_of, _surroundings(row))])
        found += [(facet, row.pk, word) for word in sorted(set(around.split()))]
    _forget(facet, [row.pk for row in rows])
    _insert(ThingName, ("facet", "value", "name", "key"), names)
    _insert(ThingWord, ("facet", "value", "word"), found)


def _insert(model, columns, rows):
    """Add rows. There are tens of thousands: as models they would take ten times as long."""
    marks = f"({', '.join(['%s'] * len(columns))})"
    for start in range(0, len(rows), _PIECE):
        piece = rows[start : start + _PIECE]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES {', '.join([marks] * len(piece))}"
                " ON CONFLICT DO NOTHING",
                list(chain.from_iterable(piece)),
            )


def _forget(facet, keys):
    for model in (ThingName, ThingWord):
        model.objects.filter(facet=facet, value__in=keys).delete()


def _names(row):
    own = [getattr(row, column, "") for column in _COLUMNS]
    return own + [other.name for other in row.other_names.all()] if hasattr(row, "other_names") else own


def _surroundings(row):
    """What an event is looked for by, beside its name: its year, its place and its country."""
    if not isinstance(row, Workshop):
        return []
    there = [row.place, row.place.country] if row.place else [row.country] if row.country else []
    names = [getattr(thing, column) for thing in there for column in NAME_COLUMNS.values()]
    return [str(row.starts_on)[:4], *filter(None, names)]
