"""Who refers to a thing? Every foreign key to its kind, in whatever app, found in the models themselves.

So nothing that is added later is forgotten, and nobody here needs to know who it is.
"""

from dataclasses import dataclass

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property


@dataclass(frozen=True)
class Relation:
    """One foreign key that points to a kind of thing; many-to-many fields are those of their table of pairs."""

    field: models.ForeignKey

    @classmethod
    def all_to(cls, model) -> list["Relation"]:
        """All of them, in the order of their labels."""
        found = [
            cls(relation.field)
            for relation in model._meta.get_fields(include_hidden=True)
            if (relation.one_to_many or relation.one_to_one)
            and relation.auto_created
            and not relation.concrete
        ]
        return sorted(found, key=lambda relation: relation.label)

    @property
    def model(self):
        return self.field.model

    @property
    def is_pair(self) -> bool:
        """Whether the rows are but pairs, of a many-to-many field."""
        return bool(self.model._meta.auto_created)

    @cached_property
    def owner(self) -> models.ForeignKey | None:
        """The key to what a row is a part of, and goes with."""
        keys = (
            field for field in self.model._meta.concrete_fields if field.many_to_one and field != self.field
        )
        return next((key for key in keys if key.remote_field.on_delete is models.CASCADE), None)

    @property
    def label(self) -> str:
        """The name of the relation for machines: ``app.model.field``."""
        if self.is_pair:
            names = (
                field.name
                for field in self.model._meta.auto_created._meta.many_to_many
                if field.remote_field.through is self.model
            )
            return f"{self.model._meta.auto_created._meta.label_lower}.{next(names)}"
        return f"{self.model._meta.label_lower}.{self.field.name}"

    @property
    def verbose_name_plural(self) -> str:
        """What the rows are, for people; of pairs, the things on the other side."""
        meta = self.owner.related_model._meta if self.is_pair else self.model._meta
        return str(meta.verbose_name_plural)

    def rows(self, thing):
        """The rows that refer to a thing."""
        return self.model._base_manager.filter(**{self.field.name: thing})

    def names(self, thing, most: int) -> list[str]:
        """What the first rows are, or are parts of."""
        rows = self.rows(thing).order_by("pk")
        if self.owner is None:
            return [str(row) for row in rows[:most]]
        return [str(getattr(row, self.owner.name)) for row in rows.select_related(self.owner.name)[:most]]

    def keys(self, rows) -> list:
        """The primary keys of rows; of pairs, those of the things on the other side."""
        return list(rows.order_by("pk").values_list(self.owner.attname if self.is_pair else "pk", flat=True))

    @cached_property
    def identities(self) -> list[tuple[tuple[str, ...], Q]]:
        """Sets of other columns in which no two rows of one thing may agree, each with where that holds."""
        meta, name = self.model._meta, self.field.name
        sets = [(tuple(columns), Q()) for columns in meta.unique_together]
        sets += [
            (rule.fields, rule.condition or Q())
            for rule in meta.constraints
            if isinstance(rule, models.UniqueConstraint) and rule.fields
        ]
        sets += [((name,), Q())] if self.field.unique else []
        return [
            (tuple(column for column in columns if column != name), where)
            for columns, where in sets
            if name in columns
        ]

    def twins(self, rows, others, identity):
        """Those of ``rows`` that say of one thing what one of ``others`` says of the other."""
        columns, where = identity
        same = others.filter(where, **{column: OuterRef(column) for column in columns})
        return rows.filter(where).filter(Exists(same))
