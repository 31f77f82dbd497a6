"""Rows of a list inside a form, in an order that the editor sets."""

from django import forms
from django.contrib import admin
from django.db.models import CheckConstraint
from django.forms.models import BaseInlineFormSet
from django.forms.widgets import Script

from .widgets import KnownSelect, date_inputs


class RowForm(forms.ModelForm):
    """One row. An empty new row is no row, whatever its number; uniqueness is the form set's affair."""

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

    def has_changed(self):
        changed = set(self.changed_data)
        return bool(changed - {"position"} if self.instance._state.adding else changed)

    def validate_unique(self):
        """Rows are compared with one another by the form set: what the database holds is about to be replaced."""

    def validate_constraints(self):
        exclude = self._get_validation_exclusions()
        for constraint in self.instance._meta.constraints:
            if isinstance(constraint, CheckConstraint):
                try:
                    constraint.validate(type(self.instance), self.instance, exclude=exclude)
                except forms.ValidationError as error:
                    self.add_error(None, error)


class RowFormSet(BaseInlineFormSet):
    """All rows of a list. A new row without a number goes to the end."""

    def kept_forms(self):
        """The rows that will be there after saving."""
        return [
            form
            for form in self.forms
            if (form in self.initial_forms or form.has_changed())
            and not (self.can_delete and self._should_delete_form(form))
        ]

    def clean(self):
        super().clean()
        kept = self.kept_forms()
        last = max(
            (form.instance.position for form in kept if form.instance.position is not None), default=-1
        )
        for form in kept:
            if form.instance.position is None:
                last += 1
                form.instance.position = last

    def add_fields(self, form, index):
        """A row that somebody else took away meanwhile is a new row now: what was typed in it is not lost."""
        super().add_fields(form, index)
        if self._was_taken_away(form, index):
            form.fields[self.model._meta.pk.name] = forms.IntegerField(
                required=False, widget=forms.HiddenInput
            )

    def _was_taken_away(self, form, index):
        return (
            self.is_bound and index is not None and index < self.initial_form_count() and not form.instance.pk
        )

    def save(self, commit=True):
        """Changed rows are written anew after all old ones are gone, so that two rows may swap what they hold."""
        rows = super().save(commit=False)
        for form in self.initial_forms:
            if not form.instance.pk and form not in self.deleted_forms:
                self.new_objects.append(self.save_new(form, commit=False))
                rows.append(self.new_objects[-1])
        if commit:
            gone = [*self.deleted_objects, *(row for row, _fields in self.changed_objects)]
            self.model._default_manager.filter(pk__in=[row.pk for row in gone]).delete()
            for row in rows:
                row.save(force_insert=True)
        return rows


class OrderedInline(admin.StackedInline):
    """A list whose order the editor sets with buttons, or with numbers where there are no scripts."""

    template = "admin/edit_inline/rows.html"
    form = RowForm
    formset = RowFormSet
    extra = 0
    is_ordered = True
    formfield_overrides = date_inputs()
    # What a row shows of other tables, loaded with the rows.
    select_related: tuple[str, ...] = ()

    class Media:
        js = (Script("admin_desk/ordering.js", type="module"),)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.select_related).order_by("position", "pk")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request) and "widget" not in kwargs:
            kwargs["widget"] = KnownSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
