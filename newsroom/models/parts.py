"""What an article is made of besides its own columns: rows that come and go with the text."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models import Agency, Place, Speaker, Workshop
from events.models.reference import one_of
from newsroom.files import attachment_path, validate_attachment

from .articles import Article
from .images import Image


class Ordered(models.Model):
    """A row that has its place in a list of its article; the first is 0."""

    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ("position", "pk")


class ArticlePlace(Ordered):
    """A place in the dateline."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="dateline_places")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("place"))

    class Meta(Ordered.Meta):
        verbose_name = _("place of the dateline")
        verbose_name_plural = _("places of the dateline")
        constraints = (
            models.UniqueConstraint(fields=["article", "place"], name="newsroom_articleplace_once"),
        )

    def __str__(self):
        return str(self.place)


class Quote(Ordered):
    """Somebody's exact words, with the capacity in which they spoke that day."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="quotes")
    text = models.TextField(_("words"), help_text=_("Exactly as in the text, without quotation marks."))
    speaker = models.ForeignKey(
        Speaker,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("speaker"),
        help_text=_("Empty where nobody is named."),
    )
    capacity = models.CharField(
        _("capacity"),
        max_length=255,
        blank=True,
        default="",
        help_text=_("What they were on that day, in the language of the text."),
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for")
    )

    class Meta(Ordered.Meta):
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")

    def __str__(self):
        return self.text[:60]


class SeeAlso(Ordered):
    """A link pinned by an editor: to another article, a workshop, or an address outside."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="see_also")
    target = models.ForeignKey(
        Article, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("article")
    )
    workshop = models.ForeignKey(
        Workshop, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("workshop")
    )
    url = models.URLField(_("address outside"), max_length=500, blank=True, default="")
    label = models.CharField(
        _("text of the link"), max_length=255, blank=True, default="", help_text=_("For an address outside.")
    )

    class Meta(Ordered.Meta):
        verbose_name = _("see also")
        verbose_name_plural = _("see also")
        constraints = (
            models.CheckConstraint(
                condition=Q(target__isnull=False, workshop__isnull=True, url="")
                | Q(target__isnull=True, workshop__isnull=False, url="")
                | (Q(target__isnull=True, workshop__isnull=True) & ~Q(url="")),
                name="newsroom_seealso_one_target",
                violation_error_message=_(
                    "Choose exactly one: an article, a workshop or an address outside."
                ),
            ),
            models.CheckConstraint(
                condition=Q(url="") | ~Q(label=""),
                name="newsroom_seealso_label",
                violation_error_message=_("An address outside needs a text that says where it leads."),
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target=F("article")),
                name="newsroom_seealso_not_itself",
                violation_error_message=_("An article cannot point to itself."),
            ),
        )

    def __str__(self):
        return self.label or str(self.target or self.workshop or "")


class ImageRole(models.TextChoices):
    LEAD = "lead", _("lead image")
    GALLERY = "gallery", _("below the text")


class ArticleImage(Ordered):
    """An image of the library as used in one text: what it shows is said in the text's own language."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="images")
    image = models.ForeignKey(Image, models.PROTECT, related_name="uses", verbose_name=_("image"))
    role = models.CharField(_("where"), max_length=8, choices=ImageRole.choices, default=ImageRole.GALLERY)
    alt_text = models.CharField(
        _("alternative text"), max_length=255, blank=True, default="", help_text=_("Empty: the library's.")
    )
    caption = models.CharField(
        _("caption"), max_length=500, blank=True, default="", help_text=_("Empty: the library's.")
    )

    class Meta(Ordered.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = (
            one_of("newsroom_articleimage_role", "role", ImageRole),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(role="lead"),
                name="newsroom_articleimage_one_lead",
                violation_error_message=_("An article has one lead image."),
            ),
            models.UniqueConstraint(
                fields=["article", "image"],
                name="newsroom_articleimage_once",
                violation_error_message=_("This image is in the article already."),
            ),
        )

    def __str__(self):
        return str(self.image)


class ArticleAttachment(Ordered):
    """A document that goes with a text. Its file lies under its own hash and is never changed."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="attachments")
    file = models.FileField(
        _("file"),
        upload_to=attachment_path,
        max_length=255,
        validators=[
            FileExtensionValidator(["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt", "zip"]),
            validate_attachment,
        ],
    )
    title = models.CharField(_("title"), max_length=255)

    class Meta(Ordered.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self):
        return self.title
