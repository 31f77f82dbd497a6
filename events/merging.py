"""Merging two things of a kind: all that referred to the one refers to the other, for ever."""

from dataclasses import dataclass, field

from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import override

from publishing.clock import database_now
from publishing.desk import changes
from publishing.edition_clock import raise_clock
from publishing.languages import NAME_COLUMNS

from .models import Merge, Place
from .models.merges import MergeKind
from .models.reference import NameVariant
from .relations import Relation

# Columns that the survivor keeps as they are, and those that come with another.
_OWN = {"id", "slug", "name", "key", "is_public", "terms"}
_TOGETHER = {"latitude": ("latitude", "longitude")}


class MergeError(ValidationError):
    """These two cannot be merged; the message says why and what to do."""


@dataclass
class Merging:
    """What a merge does, while it does it."""

    merged: models.Model
    survivor: models.Model
    record: dict = field(default_factory=lambda: {"moved": {}, "dropped": {}, "filled": {}, "names": []})

    def move(self, relation):
        """Let the rows of a relation refer to the survivor; of two that then say the same, one goes."""
        for identity in relation.identities:
            self._drop_twins(relation, identity)
        rows = relation.rows(self.merged)
        if keys := relation.keys(rows):
            self.record["moved"][relation.label] = keys
            rows.update(**{relation.field.name: self.survivor})
        self._drop_equals(relation)

    def _drop_twins(self, relation, identity):
        ours, theirs = relation.rows(self.merged), relation.rows(self.survivor)
        names = {column.name for column in relation.model._meta.concrete_fields}
        if "position" in names:  # of two in a list the first stays
            first = relation.twins(theirs, ours.filter(position__lt=OuterRef("position")), identity)
            self._drop(relation, first)
        twins = relation.twins(ours, theirs, identity)
        if not relation.is_pair:
            for twin in twins:
                _keep_texts(twin, theirs.filter(**{name: getattr(twin, name) for name in identity[0]}))
        self._drop(relation, twins)

    def _drop(self, relation, rows):
        if gone := [as_dict(row) for row in rows]:
            self.record["dropped"].setdefault(relation.label, []).extend(gone)
            relation.model._base_manager.filter(pk__in=[row["id"] for row in gone]).delete()

    def _drop_equals(self, relation):
        """Rows whose model says which columns make them what they are, where the database cannot."""
        columns = getattr(relation.model, "identity", ())
        if relation.field.name not in columns:
            return
        seen, again = set(), []
        for pk, *values in relation.rows(self.survivor).order_by("pk").values_list("pk", *columns):
            again += [pk] if tuple(values) in seen else []
            seen.add(tuple(values))
        self._drop(relation, relation.rows(self.survivor).filter(pk__in=again))

    def fill(self, names):
        """Give the survivor what it lacks and the merged one has."""
        offered = fillable(self.merged, self.survivor)
        if unknown := set(names) - offered.keys():
            raise MergeError(_("This cannot be taken over: %s.") % ", ".join(sorted(unknown)))
        for name in names:
            for column in _TOGETHER.get(name, (name,)):
                value = getattr(self.merged, column)
                setattr(self.survivor, column, value)
                self.record["filled"][column] = value.pk if isinstance(value, models.Model) else value

    def keep_names(self):
        """The names that the merged one had and the survivor has not become other names of the survivor."""
        names = _names(self.merged)
        new = {name: kind for name, kind in names.items() if name not in _names(self.survivor)}
        if hasattr(self.survivor, "other_names"):
            present = set(self.survivor.other_names.values_list("name", flat=True))
            new = {name: kind for name, kind in new.items() if name not in present}
            for name, kind in new.items():
                self.survivor.other_names.create(name=name, kind=kind)
        else:
            terms = self.survivor.terms.splitlines()
            new = [name for name in (*new, *self.merged.terms.splitlines()) if name not in terms]
            self.survivor.terms = "\n".join([*terms, *dict.fromkeys(new)])
        self.record["names"] = list(new)


@transaction.atomic
def merge(merged, survivor, *, by, fill=(), although_hidden=False) -> Merge:
    """Let everything that refers to ``merged`` refer to ``survivor``, and take ``merged`` away; returns the record.

    ``fill`` names those of ``fillable`` that the survivor takes over. Its old slug leads to the survivor from now on.
    Raises ``PermissionDenied``, or ``MergeError`` with a message for the editor; then nothing is changed.
    """
    _demand(by, type(merged))
    refuse(merged, survivor)
    kind = type(merged)
    rows = kind._base_manager.select_for_update().filter(pk__in=[merged.pk, survivor.pk]).order_by("pk")
    present = {row.pk: row for row in rows}
    if len(present) < 2:
        raise MergeError(_("One of the two is no more: it was merged or deleted in the meantime."))
    merged, survivor = present[merged.pk], present[survivor.pk]
    if is_hiding(merged, survivor) and not although_hidden:
        raise MergeError(
            _("%(old)s is public and %(new)s is not: readers would find nothing. Say that you want this.")
            % {"old": merged, "new": survivor}
        )
    doing = Merging(merged, survivor)
    old, before = as_dict(merged), as_dict(survivor)
    _lift(survivor, merged)
    doing.fill(fill)
    for relation in Relation.all_to(kind):
        doing.move(relation)
    doing.keep_names()
    survivor.clean()
    survivor.save()
    if by is not None:
        _log(by, merged, survivor, before, doing.record)
    entry = Merge.objects.create(
        kind=kind._meta.model_name,
        slug=merged.slug,
        name=merged.name,
        number=merged.pk,
        merged_by=by,
        merged_at=database_now(),
        record={"merged": old, "survivor": before, **doing.record},
        **{kind._meta.model_name: survivor},
    )
    merged.delete()
    raise_clock()
    return entry


def fillable(merged, survivor) -> dict[str, str]:
    """The columns that the survivor has empty and the merged one has not: names to what would be taken over."""
    offered = {}
    partners = {name for names in _TOGETHER.values() for name in names} - _TOGETHER.keys()
    for column in merged._meta.concrete_fields:
        value = getattr(merged, column.attname)
        if column.name in _OWN | partners or isinstance(column, models.BooleanField):
            continue
        is_circle = column.related_model is type(merged) and survivor.pk in _above(merged, column.name)
        if value not in (None, "") and getattr(survivor, column.attname) in (None, "") and not is_circle:
            together = _TOGETHER.get(column.name, (column.name,))
            offered[column.name] = ", ".join(str(getattr(merged, name)) for name in together)
    return offered


def is_hiding(merged, survivor) -> bool:
    """Whether readers would lose sight of something that they see now."""
    return getattr(merged, "is_public", False) and not survivor.is_public


def successor(model, slug: str):
    """What the thing of a kind that had this slug was merged into; ``None`` where nothing was."""
    entry = Merge.objects.of(model, [slug]).first()
    return entry and entry.survivor


def as_dict(row) -> dict:
    """A row by its columns."""
    return {column.attname: column.value_from_object(row) for column in row._meta.concrete_fields}


def may_merge(user, model) -> bool:
    """Whether somebody has both rights that a merge needs: to change things of a kind, and to delete them."""
    kind = model._meta
    return all(user.has_perm(f"{kind.app_label}.{verb}_{kind.model_name}") for verb in ("change", "delete"))


def _demand(by, model):
    if by is not None and not may_merge(by, model):
        raise PermissionDenied(_("You do not have the right to merge these. Ask an editor."))


def refuse(merged, survivor):
    """Raise ``MergeError`` where two things cannot be one."""
    if type(merged) is not type(survivor) or merged._meta.model_name not in MergeKind.values:
        raise MergeError(
            _("Only two topics, speakers, agencies or places can be merged, each with its own kind.")
        )
    if merged.pk == survivor.pk:
        raise MergeError(_("This is the thing itself. Choose another one to merge it into."))
    if isinstance(merged, Place) and merged.country_id != survivor.country_id:
        raise MergeError(
            _("%(old)s and %(new)s are in different countries. If one is wrong, change it first.")
            % {"old": merged.name, "new": survivor.name}
        )


def _above(row, name) -> list[int]:
    """The primary keys of what a row is part of, by a key to its own table, from near to far."""
    found, column = [], row._meta.get_field(name)
    number = getattr(row, column.attname)
    while number is not None and number not in found:
        found.append(number)
        number = column.model._base_manager.values_list(column.attname, flat=True).get(pk=number)
    return found


def _lift(survivor, merged):
    """Where the survivor is a part of the merged one, it takes its place in the tree: nothing is part of itself."""
    for column in survivor._meta.concrete_fields:
        if column.related_model is type(survivor) and merged.pk in _above(survivor, column.name):
            setattr(survivor, column.attname, getattr(merged, column.attname))
            survivor.save(update_fields=[column.name])


def _names(row) -> dict[str, str]:
    """Each name that a thing has of its own, with the kind of name it is."""
    names = {getattr(row, column): NameVariant.Kind.VARIANT for column in NAME_COLUMNS.values()}
    names[getattr(row, "acronym", "")] = NameVariant.Kind.ABBREVIATION
    return {name: kind for name, kind in names.items() if name}


def _keep_texts(twin, others):
    """What a row says in words that the one that stays does not say goes over to it."""
    for other in others:
        texts = [
            column.name
            for column in other._meta.concrete_fields
            if isinstance(column, models.CharField | models.TextField)
            and not getattr(other, column.name)
            and getattr(twin, column.name)
        ]
        for name in texts:
            setattr(other, name, getattr(twin, name))
        if texts:
            other.save(update_fields=texts)


def _log(by, merged, survivor, before, record):
    """Both get an entry: what was there and is no more, and what became of it."""
    with override(None):
        gone = changes.describe_object(merged)
        gone[0]["deleted"]["values"].append(["merged into", changes.NOTHING, str(survivor)])
        values = [["merged", str(merged), str(survivor)]]
        values += [
            [relation.verbose_name_plural, str(merged), f"{survivor} ({len(keys)})"]
            for relation in Relation.all_to(type(merged))
            if (keys := record["moved"].get(relation.label))
        ]
        for name, old in before.items():
            new = getattr(survivor, name)
            if old != new:
                label = str(survivor._meta.get_field(name.removesuffix("_id")).verbose_name)
                values.append([label, str(old or changes.NOTHING), str(new or changes.NOTHING)])
    kind = {"name": str(merged._meta.verbose_name), "object": str(merged)}
    LogEntry.objects.log_actions(by.pk, [merged], DELETION, change_message=gone)
    LogEntry.objects.log_actions(
        by.pk, [survivor], CHANGE, change_message=[{"merged": kind | {"values": values}}]
    )
