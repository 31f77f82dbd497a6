"""The editors' desk: articles and their way to readers, the image library."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from . import accounts, articles, desks, images, tokens

__all__ = ["accounts", "articles", "desks", "images", "tokens"]

admin.site.site_title = "Dateline"
admin.site.site_header = "Dateline"
admin.site.index_title = _("Desk")
admin.site.enable_nav_sidebar = False
