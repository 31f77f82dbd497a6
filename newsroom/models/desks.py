"""Desks: groups of editors whose rights are limited to some languages or countries."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Country
from publishing.languages import LanguagesField


class Desk(models.Model):
    """What the rights of a group are limited to. A group without a desk has its rights everywhere."""

    group = models.OneToOneField(Group, models.CASCADE, related_name="desk", verbose_name=_("group"))
    languages = LanguagesField(_("languages"), help_text=_("None: all languages."))
    countries = models.ManyToManyField(
        Country,
        blank=True,
        related_name="+",
        verbose_name=_("countries"),
        help_text=_("None: all countries."),
    )

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")

    def __str__(self):
        return str(self.group)
