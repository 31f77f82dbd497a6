"""The article: what editors work on. No public page reads any of this."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from events.models import Agency, Country, Place, Topic, Workshop
from events.models.reference import dates_in_order, one_of
from publishing.languages import Language, LanguagesField
from publishing.richtext import RichTextField


class Kind(models.TextChoices):
    PRESS_RELEASE = "press-release", _("press release")
    NEWS_STORY = "news-story", _("news story")
    STATEMENT = "statement", _("statement")
    SPEECH = "speech", _("speech")
    FEATURE = "feature", _("feature")
    ADVISORY = "advisory", _("advisory")


class Stage(models.TextChoices):
    """How far the newest revision has come on its way to readers; what the clock does is asked of editions."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("in review")
    APPROVED = "approved", _("approved")
    ISSUED = "issued", _("public or scheduled as it is")


class Article(models.Model):
    """The working copy of a text in one language. Saving it changes nothing that readers see.

    The columns in ``WORKFLOW`` are not part of the text: only ``workflow`` writes them.
    """

    WORKFLOW = ("stage", "last_saved_at", "last_saved_by", "translations_wanted")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    language = models.CharField(
        _("language"), max_length=8, choices=Language.choices, default=Language.ENGLISH
    )
    # Texts that are translations of one another share this key.
    translation_key = models.UUIDField(_("translation key"), default=uuid.uuid4, db_index=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.PRESS_RELEASE)
    title = models.CharField(_("title"), max_length=300)
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        help_text=_("The last part of the address. Once public, the old address keeps leading here."),
    )
    summary = models.TextField(
        _("summary"),
        max_length=500,
        blank=True,
        default="",
        help_text=_("One or two sentences for lists, feeds and search engines."),
    )
    places = models.ManyToManyField(
        Place, through="ArticlePlace", related_name="+", verbose_name=_("places of the dateline")
    )
    dateline_date = models.DateField(_("date of the dateline"), null=True, blank=True)
    dateline_end_date = models.DateField(
        _("last date of the dateline"), null=True, blank=True, help_text=_("Only for a range of days.")
    )
    body = RichTextField(_("text"), blank=True, default="")
    countries = models.ManyToManyField(Country, blank=True, related_name="+", verbose_name=_("countries"))
    topics = models.ManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))
    workshops = models.ManyToManyField(
        Workshop,
        blank=True,
        related_name="+",
        verbose_name=_("workshops"),
        help_text=_("The events it is about. Their series is linked with them."),
    )
    agencies = models.ManyToManyField(Agency, blank=True, related_name="+", verbose_name=_("agencies"))
    contact = models.TextField(
        _("media contact"), blank=True, default="", help_text=_("Shown at the foot, for journalists.")
    )
    originally_released_on = models.DateField(
        _("originally released on"),
        null=True,
        blank=True,
        help_text=_("Only for texts that were first published elsewhere, before they came here."),
    )
    stage = models.CharField(
        _("stage"), max_length=12, choices=Stage.choices, default=Stage.DRAFT, editable=False
    )
    last_saved_at = models.DateTimeField(_("last saved"), null=True, editable=False)
    last_saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("last saved by"),
    )
    translations_wanted = LanguagesField(
        _("translations wanted"), help_text=_("The desk reminds until they are public.")
    )

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = (
            ("publish_article", _("Can publish, schedule and unschedule")),
            ("correct_article", _("Can correct what is public")),
            ("withdraw_article", _("Can withdraw what is public")),
            ("review_article", _("Can approve and send back")),
        )
        indexes = (
            # The orders of the list at the desk, alone and behind each of its filters that are columns.
            models.Index(fields=["-last_saved_at", "-id"], name="newsroom_article_saved"),
            models.Index(fields=["title", "-id"], name="newsroom_article_by_title"),
            models.Index(fields=["language", "-last_saved_at", "-id"], name="newsroom_article_by_language"),
            models.Index(fields=["kind", "-last_saved_at", "-id"], name="newsroom_article_by_kind"),
            models.Index(fields=["last_saved_by", "-last_saved_at", "-id"], name="newsroom_article_by_saver"),
            # What is being worked on is little beside the archive.
            models.Index(
                fields=["-last_saved_at", "-id"],
                condition=~Q(stage="issued"),
                name="newsroom_article_worked_on",
            ),
            models.Index(
                fields=["stage", "-last_saved_at", "-id"],
                condition=~Q(stage="issued"),
                name="newsroom_article_by_stage",
            ),
            models.Index(
                fields=["last_saved_by", "-last_saved_at", "-id"],
                condition=~Q(stage="issued"),
                name="newsroom_article_mine",
            ),
            models.Index(
                fields=["-last_saved_at", "-id"],
                condition=~Q(translations_wanted=""),
                name="newsroom_article_wanted",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["translation_key", "language"],
                name="newsroom_article_one_per_language",
                violation_error_message=_("There is a translation into this language already."),
            ),
            one_of("newsroom_article_kind", "kind", Kind),
            one_of("newsroom_article_stage", "stage", Stage),
            one_of("newsroom_article_language", "language", Language),
            dates_in_order(
                "newsroom_article_dateline",
                "dateline_date",
                "dateline_end_date",
                _("The dateline's last date is not before its first."),
            ),
            models.CheckConstraint(
                condition=Q(dateline_end_date__isnull=True) | Q(dateline_date__isnull=False),
                name="newsroom_article_dateline_start",
                violation_error_message=_("A dateline with a last date needs a first one."),
            ),
        )

    def __str__(self):
        return self.title

    def save_text(self):
        """Save what an editor writes, and nothing of what the workflow may have written meanwhile."""
        if self._state.adding:
            self.save()
        else:
            names = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            self.save(update_fields=names - set(self.WORKFLOW))

    save_text.alters_data = True

    def keys(self) -> dict[str, list[str]]:
        """The keys of what the text is about, sorted: of countries, topics, workshops and agencies. One query."""
        reference = Concat(
            Cast("year", models.CharField()), Value("/"), "slug", output_field=models.CharField()
        )
        wanted = {"countries": F("iso2"), "topics": F("slug"), "workshops": reference, "agencies": F("slug")}
        queries = [
            getattr(self, name).order_by().values_list(Value(name), Cast(key, models.CharField()))
            for name, key in wanted.items()
        ]
        pairs = sorted(queries[0].union(*queries[1:], all=True))
        return {name: [key for kind, key in pairs if kind == name] for name in wanted}
