"""Bodies and their names."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from events.models import Agency, AgencyName
from publishing.desk import DeskAdmin, DeskStackedInline

from .merging import Mergeable
from .naming import NAMES, OTHER_LANGUAGES, FoundByName


class AgencyNameInline(DeskStackedInline):
    model = AgencyName
    fieldsets = ((None, {"fields": (("name", "kind"), ("valid_from", "valid_until"))}),)


@admin.register(Agency)
class AgencyAdmin(Mergeable, FoundByName, DeskAdmin):
    list_display = ("name", "acronym", "kind", "country", "parent", "is_public")
    list_filter = ("kind", "is_public")
    list_select_related = ("country", "parent")
    search_fields = (*NAMES, "acronym", "other_names__name")
    search_keys = ("other_names__key",)
    short_names = ("acronym",)
    autocomplete_fields = ("country", "parent")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (AgencyNameInline,)
    fieldsets = (
        (None, {"fields": (("name", "acronym"), "kind", "slug", "is_public")}),
        OTHER_LANGUAGES,
        (_("Where it belongs"), {"fields": (("country", "parent"),)}),
        (_("About it"), {"fields": ("description", "website")}),
    )
