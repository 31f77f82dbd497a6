"""Rows of a list inside a form, in an order that the editor sets."""

from django import forms
from django.forms.models import BaseInlineFormSet
from django.forms.utils import ErrorDict
from django.forms.widgets import Script

from .admins import DeskStackedInline
from .widgets import KnownSelect


class RowForm(forms.ModelForm):
    """One row. An empty new row is no row, whatever its number."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["position"].required = False
        loaded = self.instance._state.fields_cache
        for name, field in self.fields.items():
            select = getattr(field.widget, "widget", field.widget)
            if isinstance(select, KnownSelect):
                select.known = loaded.get(name)
        if self.instance._state.adding:
            self.initial.pop("position", None)
            self.fields["position"].initial = None

    def full_clean(self):
        """A row that is as it was, but perhaps elsewhere in the list, is asked nothing: that costs ten queries each."""
        changed = set(self.changed_data) if self.is_bound and not self.instance._state.adding else None
        if changed is None or not changed <= {"position"}:
            super().full_clean()
            return
        columns = {column.name for column in self.instance._meta.concrete_fields}
        self.cleaned_data = {
            # The row's own article is known: reading it would be a query for each.
            name: getattr(field, "parent_instance", None) or getattr(self.instance, name)
            for name, field in self.fields.items()
            if name in columns
        }
        self._errors = ErrorDict()
        if changed:
            self._move()

    def _move(self):
        try:
            position = self.fields["position"].clean(self["position"].data)
        except forms.ValidationError as error:
            self.add_error("position", error)
        else:
            self.cleaned_data["position"] = position
            if position is not None:
                self.instance.position = position

    def has_changed(self):
        changed = set(self.changed_data)
        return bool(changed - {"position"} if self.instance._state.adding else changed)


def lost_rows_last(data, files, prefix, known):
    """The same data where rows that somebody took away meanwhile are new rows: what was typed in them is kept."""
    try:
        total, initial = (int(data[f"{prefix}-{name}_FORMS"]) for name in ("TOTAL", "INITIAL"))
    except (KeyError, ValueError):
        return data, files  # the form set refuses it
    lost = [n for n in range(min(initial, total, 1000)) if data.get(f"{prefix}-{n}-id") not in known]
    if not lost:
        return data, files
    order = [n for n in range(total) if n not in lost] + lost
    data, files = (_renumbered(source, prefix, order) for source in (data, files))
    for n in range(total - len(lost), total):
        data.pop(f"{prefix}-{n}-id", None)
    data[f"{prefix}-INITIAL_FORMS"] = str(initial - len(lost))
    return data, files


def _renumbered(source, prefix, order):
    result = source.copy()
    for number in order:
        for key in [key for key in source if key.startswith(f"{prefix}-{number}-")]:
            del result[key]
    for new, old in enumerate(order):
        for key in source:
            if key.startswith(start := f"{prefix}-{old}-"):
                result.setlist(f"{prefix}-{new}-{key.removeprefix(start)}", source.getlist(key))
    return result


class RowFormSet(BaseInlineFormSet):
    """All rows of a list. A new row without a number goes to the end."""

    def __init__(self, data=None, files=None, instance=None, *, prefix, queryset, **kwargs):
        if data is not None:
            self._queryset = list(queryset.filter(**{self.fk.name: instance})) if instance.pk else []
            data, files = lost_rows_last(data, files, prefix, {str(row.pk) for row in self._queryset})
        super().__init__(data, files, instance, prefix=prefix, queryset=queryset, **kwargs)

    def kept_forms(self):
        """The rows that will be there after saving."""
        return [
            form
            for form in self.forms
            if (form.instance.pk or form.has_changed())
            and not (self.can_delete and self._should_delete_form(form))
        ]

    def clean(self):
        super().clean()
        numbers = {form: form.cleaned_data.get("position") for form in self.kept_forms() if form.is_valid()}
        last = max((number for number in numbers.values() if number is not None), default=-1)
        for form, number in numbers.items():
            if number is None:
                last += 1
                form.instance.position = last

    def save(self, commit=True):
        """Changed rows are written anew after all old ones are gone, so that two rows may swap what they hold.

        Those that only moved stay the rows they are.
        """
        rows = super().save(commit=False)
        if commit:
            moved = [row for row, fields in self.changed_objects if fields == ["position"]]
            changed = [row for row, fields in self.changed_objects if fields != ["position"]]
            gone = [row.pk for row in (*self.deleted_objects, *changed)]
            if gone:
                self.model._default_manager.filter(pk__in=gone).delete()
            if moved:
                self.model._default_manager.bulk_update(moved, ["position"])
            for row in rows:
                if row not in moved:
                    row.save(force_insert=True)
        return rows


class OrderedInline(DeskStackedInline):
    """A list whose order the editor sets with buttons, or with numbers where there are no scripts."""

    form = RowForm
    formset = RowFormSet
    is_ordered = True
    # What a row shows of other tables, loaded with the rows.
    select_related: tuple[str, ...] = ()

    class Media:
        js = (Script("admin_desk/ordering.js", type="module"),)

    def get_queryset(self, request):
        rows = super().get_queryset(request).order_by("position", "pk")
        # Without names Django would load all that a row points to, the article and its text for each.
        return rows.select_related(*self.select_related) if self.select_related else rows

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request) and "widget" not in kwargs:
            kwargs["widget"] = KnownSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
