"""What an article was: its revisions, and what any of them would look like to readers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from newsroom import content as contents
from newsroom import workflow
from newsroom.views.release import render_preview

from .deciding import article_for, page
from .forms import when, who
from .notes import notes_of

PER_PAGE = 50


def preview(model_admin, request, article_id):
    """The working copy, or with ``?revision=N`` an earlier text, as readers would see it."""
    article = article_for(model_admin, request, article_id)
    number = request.GET.get("revision", "")
    if number:
        if not number.isdecimal():
            raise Http404
        content = get_object_or_404(article.revisions, number=int(number)).content
    else:
        content = contents.snapshot(article)
    response = render_preview(request, content)
    response["X-Robots-Tag"] = "noindex"
    add_never_cache_headers(response)
    return response


def revisions(model_admin, request, article_id):
    """All revisions, the newest first, and which of them were public."""
    article = article_for(model_admin, request, article_id)
    rows = article.revisions.select_related("saved_by").prefetch_related("editions").defer("canonical")
    response = page(
        model_admin,
        request,
        "revisions.html",
        article,
        rows=Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        may_restore=model_admin.has_change_permission(request, article),
        title=article.title,
        tab="revisions",
    )
    response.context_data["notes"] = notes_of(response.context_data["standing"], request.user)
    return response


def restore(model_admin, request, article_id, number):
    """Make the working copy what it was in a revision, after asking."""
    article = article_for(model_admin, request, article_id)
    if not model_admin.has_change_permission(request, article):
        raise PermissionDenied
    revision = get_object_or_404(article.revisions.select_related("saved_by"), number=number)
    latest, problems = article.revisions.select_related("saved_by").first(), []
    if request.method == "POST":
        if request.POST.get("latest") != str(latest.number):
            problems = [
                _(
                    "%(who)s saved revision %(number)s on %(when)s, after you opened this page. Look at it first."
                )
                % {"who": who(latest.saved_by), "number": latest.number, "when": when(latest.saved_at)}
            ]
        else:
            try:
                missing = workflow.restore(article, revision, by=request.user)
            except ValidationError as error:
                problems = error.messages
            else:
                return _restored(request, article, revision, missing)
    return page(
        model_admin,
        request,
        "restore.html",
        article,
        revision=revision,
        latest=latest,
        problems=problems,
        title=_("Restore revision %d") % revision.number,
    )


def _restored(request, article, revision, missing):
    messages.success(
        request,
        _("The working copy is as in revision %d again. What readers see is as it was.") % revision.number,
    )
    for thing in missing:
        messages.warning(request, _("No longer in the archive, and left out: %s") % thing)
    return redirect("admin:newsroom_article_change", article.pk)
