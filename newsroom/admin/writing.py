"""While somebody writes: who else has the article open, what was saved meanwhile, and what was typed and not saved."""

import json
import uuid
from functools import partial

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms.utils import ErrorDict
from django.http import Http404, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from newsroom.models import Presence, UnsavedTyping
from newsroom.workflow import writing
from publishing.desk import changes

from .deciding import article_for
from .forms import when

LONGEST_NUMBER = 9
# What a form holds besides what is typed.
NOT_TYPED = {"seen_revision", "form_key", "position", "held"}


def urls(model_admin, at) -> list:
    """The addresses of this page's views; ``at`` makes one of a route, a view and a name."""
    views = {view: partial(view, model_admin) for view in (beat, keep, differences, forget)}
    return [
        at("beat/", require_POST(views[beat]), "beat_new"),
        at("<int:article_id>/beat/", require_POST(views[beat]), "beat"),
        at("typing/", require_POST(views[keep]), "keep"),
        at("typing/<uuid:key>/", views[differences], "differences"),
        at("typing/<uuid:key>/forget/", views[forget], "forget"),
    ]


def context(model_admin, request, article, form, inlines) -> dict:
    """What the form shows besides the article: who is there, and what was kept of other openings of this form.

    Opening it counts as being there, so that it also works without scripts. Takes four queries.
    """
    has_permission = model_admin.has_change_permission if article else model_admin.has_add_permission
    if "_popup" in request.GET or not (
        has_permission(request, article) if article else has_permission(request)
    ):
        return {}
    if article:
        writing.arrive(article, by=request.user)
    key = str(form["form_key"].value() or "")
    shown = {}
    if hasattr(request, "taken_back"):
        _forgive(form, inlines)
        shown = {"taken_back": request.taken_back, "errors": []}
    return shown | {
        "presence": _presence(article.pk, request.user, form["seen_revision"].value()) if article else None,
        "kept": [one for one in UnsavedTyping.objects.of(request.user, article) if str(one.form) != key],
        "writing": {
            "user": request.user.pk,
            "article": article.pk if article else "",
            "form": key,
            "is_sent": form.is_bound and not hasattr(request, "taken_back"),
        },
    }


def _forgive(form, inlines):
    """Show a form that was not sent without complaints about what is not typed yet."""
    for one in (form, *(row for inline in inlines for row in inline.formset.forms)):
        one._errors = ErrorDict()
    for inline in inlines:
        inline.formset._errors = [{} for _row in inline.formset.forms]
        inline.formset._non_form_errors = inline.formset.error_class()


def _presence(article_id, user, seen) -> dict:
    rows = list(Presence.objects.at(article_id))
    article, newest = (rows[0].article, rows[0].newest) if rows else (None, 0)
    is_stale = str(seen).isdecimal() and (newest or 0) > int(seen)
    return {
        "article": article,
        "others": [row for row in rows if row.user_id != user.pk],
        "newer": {"number": newest, "who": article.last_saved_by, "when": article.last_saved_at}
        if is_stale
        else None,
        "seen": seen,
    }


def _is_another(request, user) -> bool:
    """Whether somebody else has signed in since the page was opened: what is typed there is not theirs."""
    return str(user) != str(request.user.pk)


def beat(model_admin, request, article_id=None):
    """A form is open still: who else is there, and what was saved since it was opened. 403 for anybody else."""
    if _is_another(request, request.POST.get("user")):
        raise PermissionDenied
    if article_id is None:
        return HttpResponse(status=204)
    if "leave" in request.POST:
        writing.leave(article_id, by=request.user)
        return HttpResponse(status=204)
    if not writing.stay(article_id, by=request.user):
        writing.arrive(article_for(model_admin, request, article_id), by=request.user)
    presence = _presence(article_id, request.user, request.POST.get("seen", "")[:LONGEST_NUMBER])
    if presence["article"] and not model_admin.has_change_permission(request, presence["article"]):
        raise PermissionDenied
    return render(request, "admin/newsroom/article/presence.html", {"presence": presence})


def keep(model_admin, request):
    """Keep what was typed. 204, or 400 for what no form of ours sends, 403 and 404 as usual."""
    try:
        sent = _read(request.body)
    except (ValueError, TypeError, KeyError, RecursionError):
        return HttpResponseBadRequest(
            _("This is not what a form holds."), content_type="text/plain; charset=utf-8"
        )
    if _is_another(request, sent.pop("user")):
        raise PermissionDenied
    article_id = sent.pop("article")
    article = article_for(model_admin, request, article_id) if article_id else None
    writing.keep(by=request.user, article=article, **sent)
    return HttpResponse(status=204)


def _read(body: bytes) -> dict:
    """What was sent, checked. Raises ``ValueError`` and its like for garbage."""
    sent = json.loads(body)
    data = {}
    if len(sent["fields"]) > settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
        raise ValueError
    for name, value in sent["fields"]:
        # PostgreSQL stores neither of these.
        (name + value).encode()
        data.setdefault(name.replace("\x00", ""), []).append(value.replace("\x00", ""))
    return {
        "user": str(sent["user"]),
        "form": uuid.UUID(str(sent["form"])),
        "article": _number(sent["article"]),
        "base": _number(sent["base"]),
        "data": data,
    }


def _number(text: str) -> int | None:
    if (
        not isinstance(text, str)
        or text
        and not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER)
    ):
        raise ValueError
    return int(text) if text else None


def _kept(request, key) -> UnsavedTyping:
    return get_object_or_404(UnsavedTyping.objects.select_related("article"), user=request.user, form=key)


def take_back(request, object_id, show):
    """The form with what was typed before, as if it had been sent, but for saving it."""
    try:
        key = uuid.UUID(request.GET["typed"])
    except ValueError as error:
        raise Http404 from error
    kept = _kept(request, key)
    if str(kept.article_id or "") != (object_id or "") or kept.content is not None:
        raise Http404
    request.FILES  # noqa: B018 -- read now, as what they are in a GET: none
    request.POST = QueryDict(mutable=True)
    for name, values in kept.data.items():
        request.POST.setlist(name, values)
    request.taken_back = kept
    request.method = "POST"
    try:
        return show(request)
    finally:
        request.method = "GET"


def differences(model_admin, request, key):
    """What was typed beside what is saved now, field by field."""
    kept = _kept(request, key)
    object_id = str(kept.article_id or "")
    request.GET = QueryDict(f"typed={key}")
    shown = take_back(request, object_id, lambda request: model_admin.show(request, object_id or None))
    form = shown.context_data["adminform"].form
    groups = [("", _typed(form))]
    for inline in shown.context_data["inline_admin_formsets"]:
        name = capfirst(inline.opts.verbose_name)
        for row in inline.formset.forms:
            is_gone = row in inline.formset.deleted_forms
            groups.append((_("%s: taken out") % name if is_gone else name, _typed(row)))
    return TemplateResponse(
        request,
        "admin/newsroom/article/typed.html",
        {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "article": kept.article,
            "kept": kept,
            "groups": [(name, rows) for name, rows in groups if rows],
            "title": _("What you typed and did not save"),
        },
    )


def _typed(form) -> list[list[str]]:
    return changes.values_of(form, [name for name in form.changed_data if name not in NOT_TYPED])


def forget(model_admin, request, key):
    """Throw away what was kept, and go back to the form."""
    kept = _kept(request, key)
    if request.method == "POST":
        writing.forget(key, by=request.user)
        messages.info(request, _("Thrown away: what you typed on %s and did not save.") % when(kept.kept_at))
    if kept.article_id:
        return redirect("admin:newsroom_article_change", kept.article_id)
    return redirect("admin:newsroom_article_add")
