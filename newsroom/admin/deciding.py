"""The page that asks once more before a step is taken."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from newsroom import desks
from newsroom.editions import WorkflowError
from newsroom.models import Article

from .differences import against_public
from .standing import Standing


def article_for(model_admin, request, article_id) -> Article:
    """The article, for who may see it; 404 and 403 as usual."""
    article = get_object_or_404(Article, pk=article_id)
    if not model_admin.has_view_or_change_permission(request, article):
        raise PermissionDenied
    return article


def page(model_admin, request, template, article, status=200, **context):
    """A page of the desk about an article."""
    request.current_app = model_admin.admin_site.name
    context["standing"] = context.get("standing") or Standing.of(article)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "article": article,
        "original": article,
        **context,
    }
    return TemplateResponse(request, f"admin/newsroom/article/{template}", context, status=status)


def decide(model_admin, step, request, article_id):
    """Show what a step will do; take it when the form is sent. Nothing typed is lost when it cannot be taken."""
    article = article_for(model_admin, request, article_id)
    standing = Standing.of(article)
    may = desks.may(request.user, step.permission, article)
    if request.method == "POST":
        form, status = step(request.POST, standing=standing), 200 if may else 403
        if may and form.is_valid() and "_look" not in request.POST:
            try:
                messages.success(request, form.carry_out(request.user))
                return redirect("admin:newsroom_article_change", article.pk)
            except WorkflowError as error:
                form.add_error(None, error)
            except PermissionDenied as error:
                form.add_error(None, str(error))
                status = 403
        standing = form.standing = Standing.of(article)
    elif may and not step.is_possible(standing):
        messages.error(
            request, _("This cannot be done now: the text is %(state)s.") % {"state": standing.state.label}
        )
        return redirect("admin:newsroom_article_change", article.pk)
    else:
        form, status = step(standing=standing, wanted=request.GET.get("revision", "")), 200 if may else 403
    return page(
        model_admin,
        request,
        "decide.html",
        article,
        status=status,
        standing=standing,
        form=form,
        step=step,
        may=may,
        hindrance=step.hindrance(standing, request.user) if may and step.is_possible(standing) else "",
        consequences=form.consequences() if standing.revision and step.is_possible(standing) else [],
        difference=against_public(standing, form.subject) if step.shows_difference and may else None,
        title=step.title,
        media=model_admin.media + form.media,
    )
