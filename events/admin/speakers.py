"""People who speak, with what they were and when."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from events.models import Appointment, Speaker, SpeakerName
from publishing.desk import DeskAdmin, DeskStackedInline

from .merging import Mergeable
from .naming import NAMES, OTHER_LANGUAGES, FoundByName


class AppointmentInline(DeskStackedInline):
    model = Appointment
    autocomplete_fields = ("agency",)
    fieldsets = ((None, {"fields": (("role", "agency"), ("starts_on", "ends_on"))}),)


class SpeakerNameInline(DeskStackedInline):
    model = SpeakerName
    fieldsets = ((None, {"fields": (("name", "kind"), ("valid_from", "valid_until"))}),)


@admin.register(Speaker)
class SpeakerAdmin(Mergeable, FoundByName, DeskAdmin):
    list_display = ("name", "honorific", "is_public")
    list_filter = ("is_public",)
    search_fields = (*NAMES, "other_names__name", "appointments__role", "appointments__agency__acronym")
    search_keys = ("key", "other_names__key")
    search_help_text = _("A name in any language, a role, or the acronym of an agency.")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (AppointmentInline, SpeakerNameInline)
    fieldsets = (
        (None, {"fields": (("honorific", "name"), "slug", "is_public")}),
        OTHER_LANGUAGES,
        (_("About the person"), {"fields": ("biography",)}),
    )
