"""Runs of workshops: projects, programmes, annual conferences."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.addresses import address
from publishing.languages import NamesInLanguages

from .agencies import Agency
from .reference import PublicQuerySet
from .topics import Topic


class Series(NamesInLanguages):
    """A project or run of workshops."""

    name = models.CharField(_("name"), max_length=255)
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        unique=True,
        help_text=_("Part of the address. It cannot be changed later."),
    )
    description = models.TextField(_("description"), blank=True, default="")
    agencies = models.ManyToManyField(Agency, blank=True, related_name="series", verbose_name=_("run by"))
    topics = models.ManyToManyField(Topic, blank=True, related_name="series", verbose_name=_("topics"))
    is_public = models.BooleanField(_("public"), default=False)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def natural_key(self):
        return (self.slug,)

    natural_key.dependencies = ["events.agency", "events.topic"]

    def get_absolute_url(self):
        return address("events:series-detail", self.slug)
