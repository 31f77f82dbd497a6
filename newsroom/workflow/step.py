"""What every verb begins and ends with: the permission, the lock on the article, the entry in the log."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from newsroom.models import Article, LogEntry


def demand(by, permission):
    if by is not None and not by.has_perm(f"newsroom.{permission}"):
        raise PermissionDenied(_("You do not have the right to do this. Ask a publisher."))


def lock(article):
    return Article.objects.select_for_update().get(pk=article.pk)


def log(article, verb, by, at, revision, detail=""):
    LogEntry.objects.create(article=article, verb=verb, by=by, at=at, revision=revision, detail=detail)
