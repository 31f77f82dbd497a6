"""Bodies: UN entities, ministries, police, courts, universities, non-governmental organisations."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from publishing.addresses import address
from publishing.languages import NamesInLanguages

from .geography import Country
from .reference import KeyField, NameVariant, PublicQuerySet, dates_in_order, one_of


class AgencyKind(models.TextChoices):
    UN = "un", _("UN entity")
    INTERGOVERNMENTAL = "igo", _("intergovernmental organisation")
    MINISTRY = "ministry", _("ministry or department")
    POLICE = "police", _("police or law enforcement")
    JUSTICE = "justice", _("court or prosecution service")
    LEGISLATURE = "legislature", _("parliament")
    NGO = "ngo", _("non-governmental organisation")
    ACADEMIC = "academic", _("university or institute")
    PRIVATE = "private", _("private sector")
    OTHER = "other", _("other")


class Agency(NamesInLanguages):
    """A body that acts in a text or takes part in a workshop; in a tree, perhaps of a country."""

    name = models.CharField(_("name"), max_length=255)
    acronym = models.CharField(_("acronym"), max_length=32, blank=True, default="", db_index=True)
    slug = KeyField(
        _("slug"),
        max_length=120,
        unique=True,
        help_text=_("Part of the address. It cannot be changed later."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=AgencyKind.choices, default=AgencyKind.OTHER)
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agencies",
        verbose_name=_("country"),
        help_text=_("Empty for international bodies."),
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    description = models.TextField(_("description"), blank=True, default="")
    website = models.URLField(_("website"), blank=True, default="")
    is_public = models.BooleanField(_("public"), default=False)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        constraints = (
            one_of("events_agency_kind", "kind", AgencyKind),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="events_agency_not_its_own_parent",
                violation_error_message=_("An agency cannot be part of itself."),
            ),
        )

    def natural_key(self):
        return (self.slug,)

    natural_key.dependencies = ["events.country"]

    def get_absolute_url(self):
        return address("events:agency-detail", self.slug)

    @property
    def short_name(self) -> str:
        """The acronym, or the name in the reader's language where there is none."""
        return self.acronym or self.local_name

    def clean(self):
        """Refuse a circle in the tree: SQL cannot see it, the editor must."""
        seen, above = {self.pk}, self.parent
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": _("An agency cannot be part of itself.")})
            seen.add(above.pk)
            above = above.parent


class AgencyName(NameVariant):
    """Another name of an agency: former, in full, in another spelling."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="other_names")

    owner = "agency"

    class Meta:
        ordering = ("name",)
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = (
            models.UniqueConstraint(fields=["agency", "name"], name="events_agencyname_once"),
            one_of("events_agencyname_kind", "kind", NameVariant.Kind),
            dates_in_order(
                "events_agencyname_dates", "valid_from", "valid_until", _("A name ends after it begins.")
            ),
        )
