"""The image library."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.files import image_path, sha256_of, validate_image


class ImageManager(models.Manager):
    def get_by_natural_key(self, sha256):
        return self.get(sha256=sha256)


class Image(models.Model):
    """A picture with what it shows, who made it, and what may be done with it. Its bytes never change."""

    file = models.ImageField(
        _("file"),
        upload_to=image_path,
        width_field="width",
        height_field="height",
        max_length=255,
        validators=[validate_image],
    )
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    title = models.CharField(_("title"), max_length=255, help_text=_("For editors, to find it again."))
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("It tells a reader nothing that the text does not.")
    )
    alt_text = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        default="",
        help_text=_("What the picture shows, for those who do not see it."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True, default="")
    credit = models.CharField(_("credit"), max_length=255, blank=True, default="")
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    objects = ImageManager()

    class Meta:
        ordering = ("-uploaded_at", "-pk")
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = (
            models.CheckConstraint(
                condition=Q(is_decorative=True, alt_text="") | (Q(is_decorative=False) & ~Q(alt_text="")),
                name="newsroom_image_alt_text",
                violation_error_message=_("Say what the picture shows, or mark it as decorative; not both."),
            ),
        )

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.sha256,)

    @property
    def url(self) -> str:
        """Its address: readers get it while a public text shows it, editors always."""
        return reverse("media", args=[self.file.name])

    def clean(self):
        if self.file and not self.file._committed:
            self.sha256 = sha256_of(self.file)
            twin = Image.objects.filter(sha256=self.sha256).exclude(pk=self.pk).first()
            if twin:
                raise ValidationError({"file": _("This picture is in the library: %s") % twin.title})
