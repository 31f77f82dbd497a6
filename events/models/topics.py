"""The house vocabulary: what a workshop or a text is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.models import TagBase

from publishing.addresses import address
from publishing.languages import NamesInLanguages

from .reference import KeyField, PublicQuerySet


class Topic(NamesInLanguages, TagBase):
    """A term of the vocabulary: a taggit tag with its name in six languages and the words that point to it."""

    slug = KeyField(pgettext_lazy("A tag slug", "slug"), unique=True, max_length=100, allow_unicode=True)
    description = models.TextField(
        _("description"), blank=True, default="", help_text=_("One or two sentences.")
    )
    terms = models.TextField(
        _("words that point to it"),
        blank=True,
        default="",
        help_text=_("One a line: words and phrases by which the release reader recognises the topic."),
    )
    is_public = models.BooleanField(_("public"), default=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def natural_key(self):
        return (self.slug,)

    def get_absolute_url(self):
        return address("events:topic-detail", self.slug)
