"""What the house rules say, beside the form and on a page of its own."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

from newsroom import content as contents
from newsroom import preflight
from newsroom.models import Article

from .deciding import article_for, page
from .findings import listed
from .typed import read_typed


def checks(model_admin, request, article_id):
    """The page about the text as it is saved; it needs no script."""
    article = article_for(model_admin, request, article_id)
    findings = preflight.check(contents.snapshot(article), article=article)
    return page(
        model_admin,
        request,
        "checks_page.html",
        article,
        checks=listed(findings),
        title=article.title,
        tab="checks",
    )


def check_typed(model_admin, request, article_id=None):
    """The list for what is typed and not saved: the fields of the form, as they are. Nothing is written."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    article = get_object_or_404(Article, pk=article_id) if article_id is not None else None
    may = (
        model_admin.has_change_permission(request, article)
        if article
        else model_admin.has_add_permission(request)
    )
    if not may:
        raise PermissionDenied
    content, row_numbers = read_typed(request.POST, article)
    findings = preflight.check(content, article=article)
    response = TemplateResponse(
        request, "admin/newsroom/article/findings.html", {"checks": listed(findings, row_numbers)}
    )
    add_never_cache_headers(response)
    return response
