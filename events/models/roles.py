"""Who takes what part in a workshop."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .agencies import Agency
from .reference import one_of
from .speakers import Speaker
from .workshops import Workshop


class AgencyRole(models.TextChoices):
    ORGANISER = "organiser", _("organiser")
    HOST = "host", _("host")
    PARTICIPANT = "participant", _("participant")
    DONOR = "donor", _("donor")


class WorkshopAgency(models.Model):
    """An agency's part in a workshop."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="agency_roles")
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="workshop_roles", verbose_name=_("agency")
    )
    role = models.CharField(
        _("role"), max_length=12, choices=AgencyRole.choices, default=AgencyRole.PARTICIPANT
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        constraints = (
            models.UniqueConstraint(fields=["workshop", "agency", "role"], name="events_workshopagency_once"),
            one_of("events_workshopagency_role", "role", AgencyRole),
        )

    def __str__(self):
        return self.get_role_display()


class SpeakerRole(models.TextChoices):
    SPEAKER = "speaker", _("speaker")
    CHAIR = "chair", _("chair")
    TRAINER = "trainer", _("trainer")
    MODERATOR = "moderator", _("moderator")
    OPENING = "opening", _("opening remarks")


class WorkshopSpeaker(models.Model):
    """A person's part in a workshop."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="speaker_roles")
    speaker = models.ForeignKey(
        Speaker, models.PROTECT, related_name="workshop_roles", verbose_name=_("speaker")
    )
    role = models.CharField(
        _("part"), max_length=12, choices=SpeakerRole.choices, default=SpeakerRole.SPEAKER
    )
    capacity = models.CharField(
        _("capacity"), max_length=255, blank=True, default="", help_text=_("As it was on that day.")
    )

    class Meta:
        ordering = ("pk",)
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        constraints = (
            models.UniqueConstraint(
                fields=["workshop", "speaker", "role"], name="events_workshopspeaker_once"
            ),
            one_of("events_workshopspeaker_role", "role", SpeakerRole),
        )

    def __str__(self):
        return self.get_role_display()
