"""What did a form change, from what to what? Kept in Django's admin log, readable in an object's history."""

import json

from django import forms
from django.db import models
from django.forms.models import model_to_dict
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import override as translation_override

NOTHING = "–"


def describe(form, formsets, *, add: bool) -> list[dict]:
    """A change message in Django's own structure, with ``values``: one ``[label, old, new]`` for each field.

    Labels and names are stored in English and translated when they are read, as Django does.
    """
    changed = form.changed_data  # read before translations are switched off: dates are compared localised
    with translation_override(None):
        if add:
            message = [{"added": _named(form.instance) | {"values": values_of(form, form.fields)}}]
        else:
            message = [{"changed": _changed(form, changed)}] if changed else []
        for formset in formsets:
            message += _of_rows(formset)
    return message


def describe_object(obj) -> list[dict]:
    """The change message of a deletion: all that the row held."""
    with translation_override(None):
        values = [
            [str(obj._meta.get_field(name).verbose_name), _text(value), NOTHING]
            for name, value in model_to_dict(obj).items()
            if value not in ("", None, [], False)
        ]
        return [{"deleted": {"name": str(obj._meta.verbose_name), "object": str(obj), "values": values}}]


def _of_rows(formset) -> list[dict]:
    forms_of = {form.instance: form for form in formset.forms if form.instance.pk}
    message = []
    for row in formset.new_objects:
        form = forms_of.get(row)
        values = values_of(form, form.changed_data) if form else []
        message.append({"added": _named(row) | {"values": values}})
    for row, fields in formset.changed_objects:
        message.append({"changed": _named(row) | _changed(forms_of[row], fields)})
    message += [{"deleted": _named(row)} for row in formset.deleted_objects]
    return message


def _named(row) -> dict:
    return {"name": str(row._meta.verbose_name), "object": str(row)}


def _changed(form, fields) -> dict:
    labels = [str(form.fields[name].label or name) for name in fields]
    return {"fields": labels, "values": values_of(form, fields)}


def values_of(form, fields) -> list[list[str]]:
    """``[label, old, new]`` for each of the fields of a validated form whose value would change."""
    rows = []
    for name in fields:
        field = form.fields[name]
        old, new = _shown(form, field, form[name].initial), _shown(form, field, form.cleaned_data.get(name))
        if old != new:
            rows.append([str(field.label or name), old, new])
    return rows


def _shown(form, field, value) -> str:
    if isinstance(field, forms.ModelChoiceField):
        if value and not isinstance(value, models.Model | list | models.QuerySet):
            value = field.queryset.filter(pk=value).first()
    elif isinstance(field, forms.ChoiceField):
        labels = {str(key): label for key, label in field.choices if not isinstance(label, list | tuple)}
        values = value if isinstance(value, list | tuple) else [value]
        value = [labels.get(str(one), one) for one in values if one not in (None, "")]
    return _text(value)


def _text(value) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple | models.QuerySet):
        return ", ".join(sorted(str(item) for item in value)) or NOTHING
    return str(value)


def read(change_message: str) -> list[dict]:
    """The steps of a stored message, for a template: ``{"what": …, "values": [(label, old, new)]}``."""
    try:
        steps = json.loads(change_message) if change_message.startswith("[") else []
    except json.JSONDecodeError:
        steps = []
    if not steps:
        return [{"what": change_message, "values": []}] if change_message else []
    return [_readable(verb, entry) for step in steps for verb, entry in step.items()]


def _readable(verb, entry) -> dict:
    verbs = {
        "added": gettext("Added"),
        "changed": gettext("Changed"),
        "deleted": gettext("Deleted"),
        "merged": gettext("Merged"),
    }
    what = verbs.get(verb, verb)
    if entry.get("name"):
        what = f"{what}: {gettext(entry['name'])} “{entry.get('object', '')}”"
    values = [
        (capfirst(gettext(label)), _word(old), _word(new)) for label, old, new in entry.get("values", [])
    ]
    if not values and entry.get("fields"):
        what += ": " + ", ".join(gettext(field) for field in entry["fields"])
    return {"what": what, "values": values}


def _word(value: str) -> str:
    return {"yes": gettext("yes"), "no": gettext("no")}.get(value, value)
