"""Desks: groups of editors whose rights are limited to some languages or countries."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom import roles
from newsroom.models import Desk
from publishing.desk import DeskAdmin
from publishing.languages import Language, listed

from .forms import who


class DeskForm(forms.ModelForm):
    def clean_group(self):
        group = self.cleaned_data["group"]
        if group.name in roles.PERMISSIONS:
            raise forms.ValidationError(
                _("%(group)s is the group of those without limits. Make a group for this desk."),
                params={"group": group.name},
            )
        return group


@admin.register(Desk)
class GroupDeskAdmin(DeskAdmin):
    form = DeskForm
    frozen_fields = ("group",)
    fields = ("group", "role", "languages", "countries", "members")
    readonly_fields = ("members",)
    autocomplete_fields = ("countries",)
    list_display = ("group", "role", "of_languages", "of_countries")
    list_select_related = ("group",)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("countries")

    @admin.display(description=_("languages"))
    def of_languages(self, desk):
        return listed(str(Language(code).label) for code in desk.languages) or gettext("all")

    @admin.display(description=_("countries"))
    def of_countries(self, desk):
        return listed(sorted(country.local_name for country in desk.countries.all())) or gettext("all")

    @admin.display(description=_("members"))
    def members(self, desk):
        """Who is in the group, and for whom it limits nothing since another group does not."""
        if desk.pk is None:
            return gettext("People are put into the group on their own page, under “Users”.")
        users = (
            desk.group.user_set.filter(is_active=True).order_by("username").prefetch_related("groups__desk")
        )
        rows = [(who(user), self._caveat(user)) for user in users]
        return format_html_join("", '<p>{} <span class="quiet">{}</span></p>', rows) or gettext("Nobody yet.")

    def _caveat(self, user):
        if user.is_superuser:
            return gettext("has every right everywhere")
        others = [group.name for group in user.groups.all() if not hasattr(group, "desk")]
        if not others:
            return ""
        return gettext("is in %s as well: what that group may do is not limited") % listed(others)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if obj.role:
            roles.ensure_groups()
