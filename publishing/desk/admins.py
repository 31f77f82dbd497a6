"""The base of our admin classes: safe scripts, native date fields, slugs that stay, a log with old and new values."""

from django.contrib import admin
from django.contrib.admin.models import DELETION, LogEntry
from django.forms.widgets import Script
from django.utils.text import capfirst

from publishing.edition_clock import raise_clock

from . import changes
from .lists import BoundedPaginator
from .widgets import date_inputs, without_side_doors


class DeskAdmin(admin.ModelAdmin):
    """A page for each kind of thing. ``frozen_fields`` are given once, when the thing is made."""

    actions = None
    list_per_page = 50
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    formfield_overrides = date_inputs()
    frozen_fields: tuple[str, ...] = ("slug",)
    # Whether readers may see what is edited here as soon as it is saved.
    is_seen_by_readers = True

    class Media:
        js = (Script("admin_desk/select_labels.js", type="module"),)

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), *(self.frozen_fields if obj else ()))

    def get_prepopulated_fields(self, request, obj=None):
        frozen = self.get_readonly_fields(request, obj)
        return {
            name: sources
            for name, sources in super().get_prepopulated_fields(request, obj).items()
            if name not in frozen
        }

    def get_view_on_site_url(self, obj=None):
        """The page of a thing that has one, while readers may see it."""
        if not hasattr(obj, "get_absolute_url") or not getattr(obj, "is_public", True):
            return None
        return obj.get_absolute_url()

    def has_delete_permission(self, request, obj=None):
        """What readers may have seen is taken from public view first, and deleted afterwards."""
        return super().has_delete_permission(request, obj) and not getattr(obj, "is_public", False)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return without_side_doors(super().formfield_for_dbfield(db_field, request, **kwargs))

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def construct_change_message(self, request, form, formsets, add=False):
        return changes.describe(form, formsets, add=add)

    def log_addition(self, request, obj, message):
        self._raise_clock()
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        self._raise_clock()
        return super().log_change(request, obj, message)

    def _raise_clock(self):
        if self.is_seen_by_readers:
            raise_clock()

    def log_deletions(self, request, queryset):
        self._raise_clock()
        for obj in queryset:
            LogEntry.objects.log_actions(
                request.user.pk, [obj], DELETION, change_message=changes.describe_object(obj)
            )

    def render_change_form(self, request, context, *args, **kwargs):
        # The import map of the rich text editor is a script in the page: without the nonce the browser
        # refuses it, and the editor stays a plain text field.
        if hasattr(context["media"], "with_nonce"):
            context["media"] = context["media"].with_nonce(str(request.csp_nonce))
        return super().render_change_form(request, context, *args, **kwargs)


class DeskStackedInline(admin.StackedInline):
    """Rows without an order of their own, laid out as the ordered ones."""

    template = "admin/edit_inline/rows.html"
    extra = 0
    formfield_overrides = date_inputs()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return without_side_doors(super().formfield_for_dbfield(db_field, request, **kwargs))
