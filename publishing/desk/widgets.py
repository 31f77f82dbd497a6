"""Fields as browsers offer them, and pickers that ask the database nothing they know already."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models

DATE_TIME = "%Y-%m-%dT%H:%M"


class DateInput(forms.DateInput):
    """The browser's own date field: it can be typed in, and needs no script."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format=DATE_TIME)


def date_inputs() -> dict:
    """The overrides of form fields that every admin page of ours uses."""
    return {
        models.DateField: {"widget": DateInput},
        models.TimeField: {"widget": TimeInput},
        # Without a scheme people mean https; Django 5.2 warns where this is not said.
        models.URLField: {"assume_scheme": "https"},
    }


def without_side_doors(field):
    """Beside a choice stand only links that open a window: none that deletes things, none that leaves the form."""
    if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
        field.widget.can_delete_related = field.widget.can_view_related = False
    return field


class KnownSelect(AutocompleteSelect):
    """An autocomplete field that shows the object it was given, instead of fetching it for each row."""

    known = None

    def optgroups(self, name, value, attr=None):
        if self.known is None or [str(self.known.pk)] != [str(chosen) for chosen in value]:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        label = self.choices.field.label_from_instance(self.known)
        options.append(self.create_option(name, self.known.pk, label, True, len(options)))
        return [(None, options, 0)]
