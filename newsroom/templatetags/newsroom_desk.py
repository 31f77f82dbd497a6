"""What the first page of the desk shows, and how the desk names people and times."""

from django import template
from django.utils.translation import gettext as _

from newsroom import clocks
from newsroom.admin import forms, logbook
from newsroom.admin.overview import Overview

register = template.Library()
register.filter("who", forms.who)
register.filter("when", forms.when)
register.filter("exactly", clocks.exactly)
register.filter("in_words", logbook.in_words)
register.filter("at", lambda mapping, key: mapping.get(key) if mapping else None)

# The headings of the list of all tables, each with the models below it. What is not named here goes last.
GROUPS = (
    ("texts", ("Article", "Image")),
    ("events", ("Workshop", "Series")),
    ("people", ("Speaker", "Agency")),
    ("where", ("Country", "Region", "Place")),
    ("words", ("Topic",)),
)


@register.simple_tag
def desk_overview(user) -> Overview:
    """What concerns the user now; each list is read when the page comes to it."""
    return Overview(user)


@register.simple_tag
def desk_tables(app_list) -> list[dict]:
    """All tables the editor may open, in groups: ``{"name": …, "models": […]}``."""
    names = {
        "texts": _("Texts"),
        "events": _("Events"),
        "people": _("People and bodies"),
        "where": _("Where"),
        "words": _("Vocabulary"),
    }
    models = {model["object_name"]: model for app in app_list for model in app["models"]}
    groups = [
        {"name": names[key], "models": [models.pop(name) for name in wanted if name in models]}
        for key, wanted in GROUPS
    ]
    groups.append({"name": _("Administration"), "models": list(models.values())})
    return [group for group in groups if group["models"]]
