"""The house vocabulary."""

import taggit.admin  # noqa: F401 -- its own page of tags must be there before it can be taken away
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from events.models import Topic
from publishing.desk import DeskAdmin

from .merging import Mergeable
from .naming import NAMES, OTHER_LANGUAGES, FoundByName

# Topics are our only tags.
admin.site.unregister(Tag)


@admin.register(Topic)
class TopicAdmin(Mergeable, FoundByName, DeskAdmin):
    list_display = ("name", "slug", "is_public")
    list_filter = ("is_public",)
    search_fields = (*NAMES, "terms")
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = (
        (None, {"fields": ("name", "slug", "description", "is_public")}),
        OTHER_LANGUAGES,
        (_("For the release reader"), {"fields": ("terms",)}),
    )
