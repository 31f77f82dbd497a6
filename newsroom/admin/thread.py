"""The page of an article's review: who asked whom, what was decided, and what people say to one another."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom import desks, workflow
from newsroom.workflow import WorkflowError

from . import reviewing, steps
from .deciding import article_for, page
from .reviewing import remark_field


class RemarkForm(forms.Form):
    text = remark_field(
        label=gettext_lazy("Remark"), error_messages={"required": gettext_lazy("Write a remark first.")}
    )


def review(model_admin, request, article_id):
    """Reviews and remarks; a remark is added, or settled with ``settle=ID``."""
    article = article_for(model_admin, request, article_id)
    form, status = RemarkForm(), 200
    if request.method == "POST":
        if "settle" in request.POST:
            return _settle(request, article)
        form = RemarkForm(request.POST)
        if form.is_valid():
            try:
                workflow.remark(article, form.cleaned_data["text"], by=request.user)
            except WorkflowError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Your remark is there for everybody of the newsroom."))
                return redirect("admin:newsroom_article_review", article.pk)
    remarks = article.remarks.select_related("revision", "made_by", "settled_by").defer("revision__canonical")
    response = page(
        model_admin,
        request,
        "review.html",
        article,
        status=status,
        remarks=list(remarks),
        form=form,
        may_settle=desks.may(request.user, "change_article", article),
        title=article.title,
        tab="review",
    )
    standing = response.context_data["standing"]
    response.context_data["steps"] = [
        step for step in steps.offered(standing, request.user) if step in reviewing.STEPS
    ]
    return response


def _settle(request, article):
    number = request.POST["settle"]
    if not number.isdecimal() or len(number) > 18:
        raise Http404
    try:
        workflow.settle(get_object_or_404(article.remarks, pk=int(number)), by=request.user)
    except (WorkflowError, PermissionDenied) as error:
        messages.error(request, error.messages[0] if isinstance(error, WorkflowError) else str(error))
    else:
        messages.success(request, _("Settled."))
    return redirect("admin:newsroom_article_review", article.pk)
