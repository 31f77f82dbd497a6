"""The suggestions for "see also" beside the form of an article, and the buttons at them."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from newsroom import related, workflow
from newsroom.models import Article

from .deciding import article_for

SHOWN = 8


def offered(article) -> list[dict]:
    """Suggestions for what was saved last, the best first: ``article`` (its key), ``title``, ``url``, ``reason``."""
    return [
        {
            "article": edition.article_id,
            "title": edition.title,
            "url": edition.get_absolute_url(),
            "reason": related.reason(edition),
        }
        for edition in related.suggestions(article.revisions.first().content, SHOWN)
    ]


def refused(article) -> list[Article]:
    """What editors refused, the latest first; titles only."""
    rows = article.refused_suggestions.select_related("target").order_by("-refused_at", "-pk")
    return [row.target for row in rows.only("article", "target__title", "target__language")]


def answer(model_admin, request, article_id):
    """Pin, refuse or bring back: by a script, which is told in JSON, or by a plain form, which leads back."""
    article = article_for(model_admin, request, article_id)
    choice = next((name for name in ("pin", "refuse", "allow") if name in request.POST), "")
    number = request.POST.get(choice, "")
    target = get_object_or_404(Article, pk=int(number) if number.isdecimal() and len(number) < 19 else None)
    is_script = request.headers.get("Accept") == "application/json"
    try:
        text = _carry_out(choice, article, target, request.user)
    except ValidationError as error:
        problem = " ".join(error.messages)
        if is_script:
            return JsonResponse({"problem": problem}, status=409)
        messages.error(request, problem)
    else:
        if is_script:
            return JsonResponse({"done": text})
        messages.success(request, text)
    return redirect("admin:newsroom_article_change", article.pk)


def _carry_out(choice, article, target, user) -> str:
    if choice == "pin":
        revision = workflow.pin(article, target, by=user)
        return _("Pinned, and saved as revision %(number)d: %(title)s") % {
            "number": revision.number,
            "title": target.title,
        }
    if choice == "refuse":
        workflow.refuse(article, target, by=user)
        return _("It will not be suggested here any more: %s") % target.title
    workflow.allow(article, target, by=user)
    return _("It may be suggested again: %s") % target.title


def urls(model_admin, at):
    """The address of these buttons, made by ``at(route, view, name)``."""
    return [at("<int:article_id>/suggestions/", require_POST(partial(answer, model_admin)), "suggestions")]
