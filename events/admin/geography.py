"""Regions and countries, whose codes are standards, and the places in them."""

from django.contrib import admin
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models import Country, CountryName, Place, PlaceName, Region
from events.scheduling import count_change_of_place
from events.spelling import fold
from publishing.desk import DeskAdmin, DeskStackedInline

from .merging import Mergeable
from .naming import NAMES, OTHER_LANGUAGES, FoundByName


class StandardAdmin(FoundByName, DeskAdmin):
    """Rows of a standard: they come with the reference data, and only their names are edited."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Region)
class RegionAdmin(StandardAdmin):
    list_display = ("name", "m49", "level", "parent")
    list_filter = ("level",)
    list_select_related = ("parent",)
    search_fields = (*NAMES, "m49")
    frozen_fields = ("m49", "slug", "level", "parent")
    fieldsets = (
        (None, {"fields": ("name",)}),
        OTHER_LANGUAGES,
        (_("Standard"), {"fields": ("m49", "level", "parent", "slug")}),
    )


class CountryNameInline(DeskStackedInline):
    model = CountryName
    fieldsets = ((None, {"fields": (("name", "kind"), ("valid_from", "valid_until"))}),)


@admin.register(Country)
class CountryAdmin(StandardAdmin):
    list_display = ("name", "iso2", "iso3", "m49", "region")
    list_filter = ("is_ldc", "is_lldc", "is_sids")
    list_select_related = ("region",)
    search_fields = (*NAMES, "formal_name", "=iso2", "=iso3", "=m49", "other_names__name")
    search_help_text = _("Any name, former name or spelling, or an ISO or M49 code.")
    search_keys = ("other_names__key",)
    short_names = ("iso2", "iso3")
    frozen_fields = ("iso2", "iso3", "m49", "slug", "region")
    inlines = (CountryNameInline,)
    fieldsets = (
        (None, {"fields": ("name", "formal_name")}),
        OTHER_LANGUAGES,
        (_("Groups"), {"fields": (("is_ldc", "is_lldc", "is_sids"),)}),
        (_("Standard"), {"fields": (("iso2", "iso3", "m49"), "region", "slug")}),
    )

    def by_key(self, key):
        """The table is small enough to fold every name of it in Python."""
        if not key:
            return super().by_key(key)
        rows = Country.objects.values_list("pk", *NAMES)
        return super().by_key(key) | Q(pk__in=[pk for pk, *names in rows if key in fold(" ".join(names))])


class PlaceNameInline(DeskStackedInline):
    model = PlaceName
    fieldsets = ((None, {"fields": (("name", "kind"), ("valid_from", "valid_until"))}),)


@admin.register(Place)
class PlaceAdmin(Mergeable, FoundByName, DeskAdmin):
    list_display = ("name", "kind", "country", "city", "time_zone", "is_capital")
    list_filter = ("kind", "is_capital")
    list_select_related = ("country", "city")
    search_fields = (*NAMES, "other_names__name")
    search_keys = ("key", "other_names__key")
    search_help_text = _("Any name or spelling, such as Naypyitaw or Rangoon.")
    ordering_in_pickers = ("-is_capital", F("population").desc(nulls_last=True), "name", "pk")
    autocomplete_fields = ("country", "city")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (PlaceNameInline,)
    fieldsets = (
        (None, {"fields": ("name", "kind", ("country", "city"), "slug")}),
        OTHER_LANGUAGES,
        (_("On the map"), {"fields": (("latitude", "longitude"), "time_zone")}),
        (_("More"), {"fields": ("population", "is_capital"), "classes": ("collapse",)}),
    )

    def get_queryset(self, request):
        return (
            super().get_queryset(request).select_related("country")
        )  # its code is part of how a place is shown

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and form.changed_data:
            count_change_of_place(obj, form.changed_data)
