"""Loads the reference data that the site comes with: regions, countries, places, topics, international bodies."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Model
from django.dispatch import Signal

from publishing.edition_clock import raise_clock

from .models import Agency, AgencyName, Country, CountryName, Merge, Place, PlaceName, Region, Topic
from .models.merges import MergeKind
from .models.reference import NameKeyField

# Sent when reference data was loaded, in the same transaction: most rows are made in bulk, which tells nobody.
loaded = Signal()


class DamagedFixture(Exception):
    """A fixture that cannot be loaded; the text says which one, and what is wrong with it."""


@dataclass(frozen=True)
class Kind:
    """One fixture: its name, its model, and the fields that tell its rows apart for ever."""

    name: str
    model: type[Model]
    key: tuple[str, ...]


# In this order: a row stands after those it refers to.
KINDS = (
    Kind("regions", Region, ("m49",)),
    Kind("countries", Country, ("iso2",)),
    Kind("country_names", CountryName, ("country", "name")),
    Kind("places", Place, ("slug",)),
    Kind("place_names", PlaceName, ("place", "name")),
    Kind("topics", Topic, ("slug",)),
    Kind("agencies", Agency, ("slug",)),
    Kind("agency_names", AgencyName, ("agency", "name")),
)


@dataclass
class LoadReport:
    """What became of the rows of one fixture."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    left_out: list[str] = field(default_factory=list)  # with the reason


def load_reference(folder: Path | None = None, *, update: bool = False) -> dict[str, LoadReport]:
    """Add what is missing, all or nothing; returns a report by name of fixture, in the order of loading.

    Rows that are there stay as editors left them. With ``update`` they get the fixtures' values in those fields
    that the fixtures give. A name that an editor removed comes back. Raises ``DamagedFixture``.
    """
    folder = folder or Path(settings.FIXTURE_DIRS[0])
    rows = {kind.name: list(read(kind, folder)) for kind in KINDS}
    known: dict[type[Model], dict[Any, int]] = {}
    with transaction.atomic():
        reports = {kind.name: Loading(kind, known, update=update).load(rows[kind.name]) for kind in KINDS}
        if any(report.created or report.updated for report in reports.values()):
            loaded.send(sender=load_reference)
            raise_clock()
    return reports


def read(kind: Kind, folder: Path) -> Iterator[dict]:
    """The fields of each row of a fixture, in order; raises ``DamagedFixture`` if it is not of the right form."""
    path = folder / f"{kind.name}.json"
    try:
        objects = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DamagedFixture(f"{path.name}: {error}") from error
    if not isinstance(objects, list):
        raise DamagedFixture(f"{path.name}: not a list of objects")
    columns = {column.name: column for column in kind.model._meta.concrete_fields if not column.primary_key}
    seen = set()
    for number, item in enumerate(objects, start=1):
        fields = item.get("fields") if isinstance(item, dict) else None
        if not isinstance(fields, dict) or item.get("model") != kind.model._meta.label_lower:
            raise DamagedFixture(f"{path.name}: object {number} is not a {kind.model._meta.label_lower}")
        if wrong := sorted(set(fields) - set(columns)):
            raise DamagedFixture(f"{path.name}: object {number} has unknown fields: {', '.join(wrong)}")
        for name, value in fields.items():
            if columns[name].is_relation and value is not None and not is_natural_key(value):
                raise DamagedFixture(f"{path.name}: object {number}: {name} is not a list of one name")
        key = json.dumps([fields.get(name) for name in kind.key])
        if None in map(fields.get, kind.key) or key in seen:
            raise DamagedFixture(f"{path.name}: object {number} has no key of its own: {key}")
        seen.add(key)
        yield fields


def is_natural_key(value) -> bool:
    return isinstance(value, list) and len(value) == 1 and isinstance(value[0], str)


class Loading:
    """The loading of one fixture. ``known`` maps models to natural keys to primary keys, of what is loaded."""

    def __init__(self, kind: Kind, known: dict, *, update: bool):
        self.kind, self.known, self.update = kind, known, update
        self.model, self.meta = kind.model, kind.model._meta
        self.columns = {column.name: column for column in self.meta.concrete_fields}
        self.relations = {name for name, column in self.columns.items() if column.is_relation}
        self.key_columns = [self.columns[name].attname for name in kind.key]
        self.own_keys = [name for name, column in self.columns.items() if isinstance(column, NameKeyField)]
        self.report = LoadReport()

    def load(self, rows: list[dict]) -> LoadReport:
        present = {tuple(key): pk for *key, pk in self.model.objects.values_list(*self.key_columns, "pk")}
        merged = self.merged()
        present |= {(slug,): pk for slug, pk in merged.items()}
        pks = self.known[self.model] = {key[0]: pk for key, pk in present.items()}
        stored = self.model.objects.in_bulk() if self.update else {}
        while rows:
            ready = [row for row in rows if self.is_ready(row)]
            if not ready:
                raise self.damaged(rows[0], "the row it is part of is missing, or part of itself")
            new = []
            for row in ready:
                values = self.values(row)
                pk = present.get(tuple(values[column] for column in self.key_columns))
                if pk is None:
                    new.append((row, values))
                elif self.update and row.get("slug") not in merged and self.changed(stored[pk], row, values):
                    self.report.updated += 1
                else:
                    self.report.unchanged += 1
            pks |= self.create(new)
            rows = [row for row in rows if row not in ready] if len(ready) < len(rows) else []
        return self.report

    def merged(self) -> dict[str, int]:
        """Old slugs of what an editor has merged, to what it was merged into: it does not come back."""
        kind = self.meta.model_name
        if kind not in MergeKind.values:
            return {}
        return dict(Merge.objects.filter(kind=kind).values_list("slug", kind))

    def is_ready(self, row: dict) -> bool:
        """Whether the row of the same fixture that this one is part of is there."""
        parents = (
            name
            for name in self.relations
            if self.columns[name].related_model is self.model and row.get(name)
        )
        return all(row[name][0] in self.known[self.model] for name in parents)

    def values(self, row: dict) -> dict:
        """The row's values by column: references resolved, text made dates and numbers."""
        values = {}
        for name, value in row.items():
            column = self.columns[name]
            try:
                if name in self.relations and value is not None:
                    values[column.attname] = self.known[column.related_model][value[0]]
                elif name not in self.own_keys:
                    values[column.attname] = column.to_python(value)
            except KeyError:
                raise self.damaged(row, f"there is no {name} {value}") from None
            except ValidationError as error:
                raise self.damaged(row, f"{name}: {' '.join(error.messages)}") from error
        return values

    def create(self, new: list[tuple[dict, dict]]) -> dict[Any, int]:
        """Create the rows, save those whose other unique values an editor has used; returns their primary keys."""
        if not new:
            return {}
        unique = [
            name
            for name, column in self.columns.items()
            if column.unique and name not in {"id", *self.kind.key}
        ]
        taken = {name: dict(self.model.objects.values_list(name, "pk")) for name in unique}
        made, pks = [], {}
        for row, values in new:
            clash = next((name for name in unique if values.get(name) in taken[name]), None)
            if clash:
                pks[values[self.key_columns[0]]] = taken[clash][values[clash]]
                self.report.left_out.append(f"{self.title(row)}: another row has the {clash} {values[clash]}")
            else:
                made.append(self.checked(self.model(**values), row))
        try:
            self.model.objects.bulk_create(made)
        except DatabaseError as error:
            raise DamagedFixture(f"{self.kind.name}.json: {error}") from error
        self.report.created += len(made)
        return pks | {getattr(item, self.key_columns[0]): item.pk for item in made}

    def changed(self, item: Model, row: dict, values: dict) -> bool:
        """Bring a stored row to the fixture's values; False if it had them."""
        different = [column for column, value in values.items() if getattr(item, column) != value]
        if not different:
            return False
        for column in different:
            setattr(item, column, values[column])
        try:
            self.checked(item, row).save(update_fields=[*different, *self.own_keys])
        except DatabaseError as error:
            raise self.damaged(row, str(error)) from error
        return True

    def checked(self, item: Model, row: dict) -> Model:
        """The item with its folded name, if its fields hold what they may; references were looked up already."""
        for name in self.own_keys:
            self.columns[name].pre_save(item, add=True)
        try:
            item.clean_fields(exclude=self.relations)
        except ValidationError as error:
            problems = "; ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
            raise self.damaged(row, problems) from error
        return item

    def title(self, row: dict) -> str:
        parts = (row[name] for name in self.kind.key)
        return " ".join(part[0] if is_natural_key(part) else str(part) for part in parts)

    def damaged(self, row: dict, problem: str) -> DamagedFixture:
        return DamagedFixture(f"{self.kind.name}.json: {self.title(row)}: {problem}")
