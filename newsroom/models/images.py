"""The image library."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from events.models import Place, Speaker
from events.models.reference import one_of
from newsroom.files import image_path
from newsroom.pictures import inspect
from newsroom.pictures.renditions import (
    LEAD,
    SOCIAL,
    THUMBNAIL,
    USUAL,
    Rendition,
    cropped,
    fallback,
    scaled,
    widths,
)
from publishing.addresses import address

from .articles import Article


class License(models.TextChoices):
    UNKNOWN = "", _("not known: ask before it goes out")
    OWN = "own", _("ours: free for editorial use with the credit")
    CC_BY = "cc-by", _("Creative Commons BY")
    CC_BY_SA = "cc-by-sa", _("Creative Commons BY-SA")
    CC_BY_NC_ND = "cc-by-nc-nd", _("Creative Commons BY-NC-ND")
    CC_IGO = "cc-by-nc-sa-igo", _("Creative Commons BY-NC-SA 3.0 IGO")
    PUBLIC_DOMAIN = "public-domain", _("public domain, CC0")
    BOUGHT = "bought", _("bought from an agency: on our pages only")
    GRANTED = "granted", _("granted for this use only")


class PictureField(models.FileField):
    """A picture that was looked at. What is kept for readers is the picture alone; the file as it came lies apart.

    The clean file is made whenever a row is saved, not only by forms.
    """

    default_validators = (inspect,)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs

    def pre_save(self, model_instance, add):
        file = getattr(model_instance, self.attname)
        if file and not file._committed:
            picture = inspect(file)
            model_instance.describe(picture)
            name = self.generate_filename(model_instance, file.name)
            self.storage.save(original_path(name), ContentFile(picture.data))
            file.save(name, ContentFile(picture.served), save=False)
        return file


def original_path(name: str) -> str:
    """Where the file as it was uploaded lies, by the name of the one that readers get."""
    return name.replace("images/", "originals/", 1)


class ImageQuerySet(models.QuerySet):
    def get_by_natural_key(self, sha256):
        return self.get(sha256=sha256)

    def undecided(self):
        """Those of which nobody has said yet what they show, or that they are decorative. They cannot go out."""
        return self.filter(is_decorative=False, alt_text="")

    def unused(self):
        """Those that no text shows or ever showed."""
        return self.filter(~Exists(ImageMention.objects.filter(image=OuterRef("pk"))))


class Image(models.Model):
    """A picture with what it shows, who made it, and what may be done with it.

    ``sha256`` is the hash of the file as it was uploaded. Texts name a picture by it, so it never changes.
    """

    file = PictureField(_("file"), upload_to=image_path, max_length=255)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    # Of the decoded pixels; empty until the file that readers get was made clean (clean_images).
    fingerprint = models.CharField(max_length=64, blank=True, default="", db_index=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    is_transparent = models.BooleanField(default=False, editable=False)
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
    credit = models.CharField(
        _("credit"), max_length=255, blank=True, default="", help_text=_("Whom to name: UNODC/Jane Doe.")
    )
    license = models.CharField(
        _("licence"), max_length=20, choices=License.choices, blank=True, default=License.UNKNOWN
    )
    license_note = models.CharField(
        _("terms"),
        max_length=255,
        blank=True,
        default="",
        help_text=_("Number of the contract, until when it may be used, who allowed it."),
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    people = models.ManyToManyField(Speaker, blank=True, related_name="+", verbose_name=_("people shown"))
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point from the left, %"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point from the top, %"), default=50, validators=[MaxValueValidator(100)]
    )
    # Names of fields that were filled from the file and that no editor has looked at yet.
    unchecked = models.JSONField(blank=True, default=list, editable=False)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        ordering = ("-uploaded_at", "-pk")
        verbose_name = _("image")
        verbose_name_plural = _("images")
        indexes = (
            models.Index(fields=["-uploaded_at", "-id"], name="newsroom_image_latest"),
            models.Index(
                fields=["-uploaded_at", "-id"],
                condition=Q(is_decorative=False, alt_text=""),
                name="newsroom_image_undecided",
            ),
        )
        constraints = (
            # Neither is what nobody has decided yet: such a picture stays in the library.
            models.CheckConstraint(
                condition=Q(is_decorative=False) | Q(alt_text=""),
                name="newsroom_image_alt_text",
                violation_error_message=_("Say what the picture shows, or mark it as decorative; not both."),
            ),
            models.CheckConstraint(
                condition=Q(focal_x__lte=100, focal_y__lte=100), name="newsroom_image_focal_point"
            ),
            one_of("newsroom_image_license", "license", License),
        )

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.sha256,)

    @property
    def url(self) -> str:
        """Its address: readers get it while a public text shows it, editors always."""
        return address("media", self.file.name)

    @property
    def original_name(self) -> str:
        """Where the file as it was uploaded lies."""
        return original_path(self.file.name)

    @property
    def is_undecided(self) -> bool:
        return not self.is_decorative and not self.alt_text

    @property
    def src(self) -> str:
        """The one size for browsers that cannot choose."""
        width = next((width for width in widths(self) if width >= USUAL), widths(self)[-1])
        return _address(Rendition(self.sha256, fallback(self), width))

    @property
    def srcset(self) -> str:
        return _set(scaled(self, fallback(self)))

    @property
    def avif_srcset(self) -> str:
        return _set(scaled(self, "avif"))

    @property
    def lead_src(self) -> str:
        """The same for the cut that stands above the first text of the home page."""
        return _address(_lead_cuts(self, fallback(self))[-1])

    @property
    def lead_srcset(self) -> str:
        return _set(_lead_cuts(self, fallback(self)))

    @property
    def lead_avif_srcset(self) -> str:
        return _set(_lead_cuts(self, "avif"))

    @property
    def social_src(self) -> str:
        """The cut that other sites show with a link to us."""
        return _address(cropped(self, SOCIAL, fallback(self)))

    @property
    def thumbnail_src(self) -> str:
        """The cut for lists at the desk."""
        return _address(cropped(self, THUMBNAIL, fallback(self)))

    def describe(self, picture):
        """Take over what a file shows."""
        self.sha256, self.fingerprint = picture.sha256, picture.fingerprint
        self.width, self.height = picture.width, picture.height
        self.is_transparent = picture.is_transparent

    def clean(self):
        if self.file and not self.file._committed:
            try:
                picture = inspect(self.file)
            except ValidationError:
                return  # said beside the field already
            self.describe(picture)
            if twin := self.twin():
                raise ValidationError({"file": _("This picture is in the library: %s") % twin.title})

    def twin(self) -> "Image | None":
        """Another one in the library with the same bytes, or with the same pixels in a file with other words."""
        same = Q(sha256=self.sha256) | Q(fingerprint=self.fingerprint)
        return Image.objects.filter(same).exclude(pk=self.pk).first()


def _address(rendition) -> str:
    return address("media", rendition.name)


def _lead_cuts(image, extension) -> list[Rendition]:
    boxes = [box for box in LEAD if box[0] <= image.width] or LEAD[:1]
    return [cropped(image, box, extension) for box in boxes]


def _set(renditions) -> str:
    return ", ".join(f"{_address(rendition)} {rendition.width}w" for rendition in renditions)


class ImageMention(models.Model):  # noqa: DJ008 -- nobody ever sees a row
    """An article that shows a picture or once did, in a list or in its text, in any revision. Never taken away."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="image_mentions")
    image = models.ForeignKey(Image, models.PROTECT, related_name="mentions")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["image", "article"], name="newsroom_imagemention_once"),
        )
