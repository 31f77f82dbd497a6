"""People who speak, and what they were on a given day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.addresses import address
from publishing.languages import NamesInLanguages

from .agencies import Agency
from .reference import KeyField, NameKeyField, NameVariant, PublicQuerySet, dates_in_order, one_of


class Speaker(NamesInLanguages):
    """A person, under the full name without honorific."""

    name = models.CharField(_("full name"), max_length=255)
    honorific = models.CharField(
        _("rank or honorific"),
        max_length=64,
        blank=True,
        default="",
        help_text=_("Such as Colonel, Dr, H.E."),
    )
    slug = KeyField(
        _("slug"),
        max_length=120,
        unique=True,
        help_text=_("Part of the address. It cannot be changed later."),
    )
    biography = models.TextField(_("biography"), blank=True, default="")
    is_public = models.BooleanField(_("public"), default=False)
    key = NameKeyField()

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")

    def natural_key(self):
        return (self.slug,)

    def get_absolute_url(self):
        return address("events:speaker-detail", self.slug)


class SpeakerName(NameVariant):
    """Another name of a person: before a marriage, in another spelling, transcribed otherwise."""

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="other_names")

    owner = "speaker"

    class Meta:
        ordering = ("name",)
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = (
            models.UniqueConstraint(fields=["speaker", "name"], name="events_speakername_once"),
            one_of("events_speakername_kind", "kind", NameVariant.Kind),
            dates_in_order(
                "events_speakername_dates", "valid_from", "valid_until", _("A name ends after it begins.")
            ),
        )


class AppointmentQuerySet(models.QuerySet):
    def on(self, day):
        """Those that were held on a day; an empty start or end is open."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        )


class Appointment(models.Model):
    """What a person was, where, from when to when (both days included)."""

    speaker = models.ForeignKey(
        Speaker, models.CASCADE, related_name="appointments", verbose_name=_("speaker")
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="appointments", verbose_name=_("agency"))
    role = models.CharField(_("role"), max_length=255, help_text=_("Such as Regional Representative."))
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    # Rows that agree in these say the same; a unique constraint would let those with open dates through.
    identity = ("speaker", "agency", "role", "starts_on", "ends_on")

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ("speaker", "starts_on")
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = (
            dates_in_order(
                "events_appointment_dates", "starts_on", "ends_on", _("An appointment ends after it begins.")
            ),
        )

    def __str__(self):
        return self.role
