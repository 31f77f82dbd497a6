"""The accounts of the newsroom and their groups, with fields that every keyboard and screen reader can use."""

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group

# Django's two boxes with arrows between them have no names, and do not fit on a phone.
WIDGETS = {
    "groups": forms.CheckboxSelectMultiple(),
    "permissions": forms.SelectMultiple(attrs={"size": 20}),
    "user_permissions": forms.SelectMultiple(attrs={"size": 12}),
}


class PlainFields:
    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(db_field, request, widget=WIDGETS[db_field.name], **kwargs)


admin.site.unregister((get_user_model(), Group))


@admin.register(get_user_model())
class AccountAdmin(PlainFields, UserAdmin):
    readonly_fields = ("last_login", "date_joined")


@admin.register(Group)
class RightsAdmin(PlainFields, GroupAdmin):
    pass
