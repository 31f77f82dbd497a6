"""The filters beside the list of articles."""

from django.contrib import admin
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from .standing import State


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return State.choices

    def queryset(self, request, queryset):
        return queryset.filter(state=self.value()) if self.value() in State.values else queryset


class SelectFilter(admin.RelatedFieldListFilter):
    """Hundreds of values: a field to choose from instead of a column of links."""

    template = "admin/filter_select.html"

    def queryset(self, request, queryset):
        return queryset if self.lookup_val == [""] else super().queryset(request, queryset)

    def choices(self, changelist):
        ours = (self.lookup_kwarg, self.lookup_kwarg_isnull)
        rest = QueryDict(changelist.get_query_string(remove=ours).removeprefix("?"))
        self.kept = list(rest.items())
        chosen = {value for value in self.lookup_val or () if value}
        self.options = [(pk, name, str(pk) in chosen) for pk, name in self.lookup_choices]
        return super().choices(changelist)
