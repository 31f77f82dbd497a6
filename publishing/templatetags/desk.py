"""What the templates of the editors' desk need to say."""

from django import template

from publishing.desk import changes

register = template.Library()


@register.filter
def change_steps(entry):
    """The steps of an entry of Django's admin log, each with its old and new values."""
    return changes.read(entry.change_message)


@register.filter
def field_value(form, name):
    """The bound field of a form by its name."""
    return form[name]
