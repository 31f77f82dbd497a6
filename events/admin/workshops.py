"""Series and workshops. A workshop that is moved keeps the dates it had."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from events.models import EarlierDates, Series, Workshop, WorkshopAgency, WorkshopSpeaker
from events.scheduling import count_change, record_move
from publishing.desk import DeskAdmin, DeskStackedInline
from publishing.languages import Language

from .naming import NAMES, OTHER_LANGUAGES, FoundByName
from .survivors import with_survivors


class Choosing(admin.ModelAdmin):
    """Forms in which things are chosen that may be merged meanwhile."""

    def changeform_view(self, request, *args, **kwargs):
        if request.method == "POST":
            request.POST = with_survivors(request.POST)
        return super().changeform_view(request, *args, **kwargs)


@admin.register(Series)
class SeriesAdmin(Choosing, FoundByName, DeskAdmin):
    list_display = ("name", "slug", "is_public")
    list_filter = ("is_public",)
    search_fields = NAMES
    autocomplete_fields = ("agencies", "topics")
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = (
        (None, {"fields": ("name", "slug", "is_public")}),
        OTHER_LANGUAGES,
        (_("About it"), {"fields": ("description", "agencies", "topics")}),
    )


class WorkshopForm(forms.ModelForm):
    languages = forms.TypedMultipleChoiceField(
        label=_("Working languages"),
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        empty_value=[],
    )
    move_note = forms.CharField(
        label=_("Reason of a move"),
        max_length=255,
        required=False,
        help_text=_(
            "Fill in when the dates change or it is postponed: readers see it beside the earlier dates."
        ),
    )


class AgencyRoleInline(DeskStackedInline):
    model = WorkshopAgency
    autocomplete_fields = ("agency",)
    fieldsets = ((None, {"fields": (("agency", "role"),)}),)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("agency")


class SpeakerRoleInline(DeskStackedInline):
    model = WorkshopSpeaker
    autocomplete_fields = ("speaker",)
    fieldsets = ((None, {"fields": (("speaker", "role"), "capacity")}),)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("speaker")


class EarlierDatesInline(DeskStackedInline):
    """What was announced before; written by the move itself."""

    model = EarlierDates
    fieldsets = ((None, {"fields": (("starts_on", "ends_on", "precision"), ("replaced_at", "note"))}),)

    def has_add_permission(self, request, obj):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Workshop)
class WorkshopAdmin(Choosing, FoundByName, DeskAdmin):
    form = WorkshopForm
    list_display = ("name", "kind", "starts_on", "ends_on", "place", "status", "is_public")
    list_filter = ("status", "kind", "is_public")
    list_select_related = ("place__country",)
    date_hierarchy = "starts_on"
    search_fields = (*NAMES, "series__name", "place__name", "place__country__name", "country__name")
    ordering_in_pickers = ("-starts_on", "name", "pk")
    autocomplete_fields = ("series", "place", "country", "topics")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (AgencyRoleInline, SpeakerRoleInline, EarlierDatesInline)
    fieldsets = (
        (None, {"fields": ("kind", "name", "slug", "series", ("status", "is_public"))}),
        (
            _("When"),
            {
                "fields": (
                    ("starts_on", "ends_on", "precision"),
                    ("start_time", "end_time", "time_zone"),
                    "move_note",
                )
            },
        ),
        (_("Where"), {"fields": (("place", "country"), "is_online")}),
        (_("About it"), {"fields": ("description", "topics", "website")}),
        (_("Who takes part"), {"fields": ("participants", ("participant_count", "languages"))}),
        OTHER_LANGUAGES,
    )

    def save_model(self, request, obj, form, change):
        previous = Workshop.objects.select_for_update().get(pk=obj.pk) if change else None
        if previous is not None:
            count_change(previous, obj, form.changed_data)
        super().save_model(request, obj, form, change)
        if previous is not None:
            record_move(previous, obj, note=form.cleaned_data["move_note"])
