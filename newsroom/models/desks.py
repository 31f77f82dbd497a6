"""Desks: groups of editors whose rights are limited to some languages or countries."""

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Country
from publishing.languages import LanguagesField


class Role(models.TextChoices):
    """The groups that every newsroom has, by their names; ``roles.py`` says what each may do."""

    WRITER = "Writer", _("writer")
    EDITOR = "Editor", _("editor")
    PUBLISHER = "Publisher", _("publisher")


class Desk(models.Model):
    """What the rights of a group are limited to. A group without a desk has its rights everywhere."""

    group = models.OneToOneField(Group, models.CASCADE, related_name="desk", verbose_name=_("group"))
    role = models.CharField(
        _("rights"),
        max_length=12,
        choices=Role.choices,
        blank=True,
        default="",
        help_text=_("What its members may do on this desk. Empty: what the group itself says."),
    )
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
        constraints = (
            models.CheckConstraint(condition=Q(role__in=["", *Role.values]), name="newsroom_desk_role"),
        )

    def __str__(self):
        return str(self.group)
