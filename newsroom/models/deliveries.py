"""Releases that other systems deliver: by whose token, and which article each became."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .articles import Article


class TokenQuerySet(models.QuerySet):
    def valid(self):
        """Those that nobody revoked, of owners who may still sign in."""
        return self.filter(revoked_at__isnull=True, owner__is_active=True)


class Token(models.Model):
    """What a system shows to deliver releases. It may do what its owner may do, and is kept as a hash alone."""

    name = models.CharField(_("name"), max_length=100, help_text=_("Which system has it, and who runs that."))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("owner"),
        help_text=_("Its drafts are this user's, within the rights that this user has."),
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("token for deliveries")
        verbose_name_plural = _("tokens for deliveries")

    def __str__(self):
        return self.name


class Delivery(models.Model):
    """A release that came in once. The same source id never makes a second article."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    source_id = models.CharField(max_length=255)
    # Of the content as it came: whether it comes again as it was.
    digest = models.CharField(max_length=64)
    article = models.ForeignKey(Article, models.PROTECT, related_name="deliveries")
    delivered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = (models.UniqueConstraint(fields=["owner", "source_id"], name="newsroom_delivery_once"),)

    def __str__(self):
        return self.source_id
