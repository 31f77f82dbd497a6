"""Where: UN M49 regions, ISO 3166-1 countries, cities and venues, and every name they are known by."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.timezones import validate_time_zone
from publishing.addresses import address
from publishing.languages import NamesInLanguages

from .reference import KeyField, NameKeyField, NameVariant, SlugManager, dates_in_order, one_of


class RegionLevel(models.TextChoices):
    WORLD = "world", _("world")
    REGION = "region", _("region")
    SUBREGION = "subregion", _("sub-region")
    INTERMEDIATE = "intermediate", _("intermediate region")


class RegionManager(models.Manager):
    def get_by_natural_key(self, m49):
        return self.get(m49=m49)


class RegionQuerySet(models.QuerySet):
    def within(self, region):
        """The region itself and all regions inside it."""
        return self.filter(path__startswith=region.path)


class Region(NamesInLanguages):
    """A region of the UN M49 standard; the world is the root of the tree."""

    m49 = models.CharField(
        _("M49 code"), max_length=3, unique=True, validators=[RegexValidator(r"^\d{3}$", _("Three digits."))]
    )
    name = models.CharField(_("name"), max_length=255)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    level = models.CharField(_("level"), max_length=12, choices=RegionLevel.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    # The codes from the world down to this region, each followed by a slash: one LIKE finds all inside.
    path = models.CharField(max_length=24, editable=False, db_index=True)

    objects = RegionManager.from_queryset(RegionQuerySet)()

    class Meta:
        ordering = ("path",)
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = (one_of("events_region_level", "level", RegionLevel),)

    def natural_key(self):
        return (self.m49,)

    def get_absolute_url(self):
        return address("events:region-detail", self.slug)


class CountryManager(models.Manager):
    def get_by_natural_key(self, iso2):
        return self.get(iso2=iso2)


class Country(NamesInLanguages):
    """A country or area of ISO 3166-1, under the short names that the United Nations use."""

    iso2 = models.CharField(
        _("ISO alpha-2 code"),
        max_length=2,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters."))],
    )
    iso3 = models.CharField(_("ISO alpha-3 code"), max_length=3, unique=True)
    m49 = models.CharField(_("M49 code"), max_length=3, unique=True)
    name = models.CharField(_("name"), max_length=255)
    formal_name = models.CharField(_("formal name"), max_length=255, blank=True, default="")
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="countries",
        verbose_name=_("region"),
        help_text=_("The smallest M49 region the country lies in."),
    )
    is_ldc = models.BooleanField(_("least developed country"), default=False)
    is_lldc = models.BooleanField(_("landlocked developing country"), default=False)
    is_sids = models.BooleanField(_("small island developing state"), default=False)

    objects = CountryManager()

    class Meta:
        ordering = ("name",)
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        constraints = (
            models.CheckConstraint(
                condition=Q(iso2__regex=r"^[A-Z][A-Z]$"),
                name="events_country_iso2",
                violation_error_message=_("The ISO code is two capital letters."),
            ),
        )

    def natural_key(self):
        return (self.iso2,)

    natural_key.dependencies = ["events.region"]

    def get_absolute_url(self):
        return address("events:country-detail", self.slug)


class CountryName(NameVariant):
    """Another name of a country, such as Burma or Swaziland, with the dates it was official in."""

    country = models.ForeignKey(Country, models.CASCADE, related_name="other_names")

    owner = "country"

    class Meta:
        ordering = ("name",)
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = (
            models.UniqueConstraint(fields=["country", "name"], name="events_countryname_once"),
            one_of("events_countryname_kind", "kind", NameVariant.Kind),
            dates_in_order(
                "events_countryname_dates", "valid_from", "valid_until", _("A name ends after it begins.")
            ),
        )


class PlaceKind(models.TextChoices):
    CITY = "city", _("city")
    VENUE = "venue", _("venue")


class Place(NamesInLanguages):
    """A city, or a venue in one, with its coordinates (WGS 84, degrees) and IANA time zone."""

    name = models.CharField(_("name"), max_length=255)
    slug = KeyField(
        _("slug"),
        max_length=120,
        unique=True,
        help_text=_("Name and country code, such as vienna-at. It cannot be changed later."),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=PlaceKind.choices, default=PlaceKind.CITY)
    country = models.ForeignKey(Country, models.PROTECT, related_name="places", verbose_name=_("country"))
    city = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="venues",
        verbose_name=_("city"),
        help_text=_("For a venue: the city it is in."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Degrees, north is positive."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Degrees, east is positive."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        default="",
        validators=[validate_time_zone],
        help_text=_("IANA name, such as Asia/Yangon."),
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    is_capital = models.BooleanField(_("capital"), default=False)
    key = NameKeyField()

    objects = SlugManager()

    class Meta:
        ordering = ("name", "slug")
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = (
            one_of("events_place_kind", "kind", PlaceKind),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="events_place_coordinates",
                violation_error_message=_(
                    "Give both latitude (-90 to 90) and longitude (-180 to 180), or neither."
                ),
            ),
        )

    def __str__(self):
        return f"{self.name} ({self.country.iso2})" if "country" in self._state.fields_cache else self.name

    def natural_key(self):
        return (self.slug,)

    natural_key.dependencies = ["events.country"]


class PlaceName(NameVariant):
    """Another name of a place, such as Rangoon or Naypyitaw."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="other_names")

    owner = "place"

    class Meta:
        ordering = ("name",)
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = (
            models.UniqueConstraint(fields=["place", "name"], name="events_placename_once"),
            one_of("events_placename_kind", "kind", NameVariant.Kind),
            dates_in_order(
                "events_placename_dates", "valid_from", "valid_until", _("A name ends after it begins.")
            ),
        )
