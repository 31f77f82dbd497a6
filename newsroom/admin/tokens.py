"""Tokens for deliveries: made once, shown once, revoked for ever."""

from django.contrib import admin, messages
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from newsroom.delivering.receiving import make_token
from newsroom.models import Token
from publishing.clock import DatabaseNow
from publishing.desk import DeskAdmin


@admin.register(Token)
class TokenAdmin(DeskAdmin):
    frozen_fields = ("name", "owner")
    fields = ("name", "owner")
    list_display = ("name", "owner", "made_at", "last_used_at", "revoked_at")
    list_select_related = ("owner",)
    actions = ("revoke",)
    is_seen_by_readers = False

    def has_delete_permission(self, request, obj=None):
        return False  # who delivered what is to be known for ever

    def save_model(self, request, obj, form, change):
        if change:
            return
        made, secret = make_token(obj.name, obj.owner)
        obj.digest = made.digest
        super().save_model(request, obj, form, change)
        said = _("Copy the token now, it is not kept: {}")
        messages.warning(request, format_html(said, secret))

    @admin.action(description=_("Revoke"), permissions=["change"])
    def revoke(self, request, tokens):
        """From now on nothing can be delivered with them."""
        number = tokens.filter(revoked_at__isnull=True).update(revoked_at=DatabaseNow())
        messages.success(request, _("Revoked: %d") % number)
