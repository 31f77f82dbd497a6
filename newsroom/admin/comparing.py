"""What two revisions say differently; and one field or one paragraph of an earlier one taken back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from newsroom import content as contents
from newsroom import workflow
from newsroom.comparing.bodies import with_row
from newsroom.comparing.fields import label_of

from .deciding import article_for, page
from .differences import content_of, difference

VIEWS = ("inline", "side")


def show(model_admin, request, article_id):
    """``?old=N&new=M``: any two revisions of an article, in either order; ``view=side`` for side by side."""
    article = article_for(model_admin, request, article_id)
    numbers = sorted(_number(request.GET.get(name, "")) for name in ("old", "new"))
    if numbers[0] == numbers[1]:
        messages.error(request, _("Choose two different revisions to compare."))
        return redirect("admin:newsroom_article_revisions", article.pk)
    rows = (
        article.revisions.filter(number__in=numbers).select_related("saved_by").prefetch_related("editions")
    )
    revisions = {row.number: row for row in rows}
    if len(revisions) != 2:
        raise Http404("No such revision.")
    old, new = (revisions[number] for number in numbers)
    view = request.GET.get("view")
    texts = {revision: content_of(revision) for revision in (old, new)}
    comparison = difference(*texts.values())
    response = page(
        model_admin,
        request,
        "compare.html",
        article,
        old=old,
        new=new,
        pair=(old, new),
        heads=[_("Revision %d") % revision.number for revision in (old, new)],
        comparison=comparison,
        view=view if view in VIEWS else VIEWS[0],
        title=_("Revisions %(old)d and %(new)d compared") % {"old": old.number, "new": new.number},
        tab="revisions",
    )
    latest = response.context_data["standing"].revision
    if model_admin.has_change_permission(request, article):
        now = texts[new] if latest == new else content_of(article.revisions.get(pk=latest.pk))
        response.context_data |= {
            "offers": _offers(comparison, texts, now),
            "rows_from": old if latest == new else None,
        }
    return response


def _number(text):
    # More digits than a column holds are no number either.
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Http404("No such revision.")
    return int(text)


def _offers(comparison, texts, now) -> dict:
    """For each changed field the revisions from which it may be taken: those that say it otherwise than today."""
    return {
        field.name: [
            revision for revision, text in texts.items() if contents.with_field(now, text, field.name) != now
        ]
        for field in comparison.changed
    }


def take(model_admin, request, article_id, number, field):
    """Make one field of the working copy what it was in a revision, after asking; with ``row``, one paragraph."""
    article = article_for(model_admin, request, article_id)
    if not model_admin.has_change_permission(request, article):
        raise PermissionDenied
    if field not in contents.FIELDS:
        raise Http404("A text has no such field.")
    revision = get_object_or_404(article.revisions.select_related("saved_by"), number=number)
    sent = request.POST if request.method == "POST" else request.GET
    row = _number(sent["row"]) if sent.get("row") and field == "body" else None
    problems = []
    if request.method == "POST":
        seen = int(sent["latest"]) if sent.get("latest", "").isdecimal() else 0
        try:
            if row is None:
                missing = workflow.restore_field(article, revision, field, by=request.user, seen=seen)
            else:
                missing = workflow.restore_paragraph(article, revision, row, by=request.user, seen=seen)
        except ValidationError as error:
            problems = error.messages
        else:
            return _taken(request, article, revision, field, missing)
    return _ask(model_admin, request, article, revision, field, row, problems)


def _ask(model_admin, request, article, revision, field, row, problems):
    latest = article.revisions.select_related("saved_by").first()
    now = content_of(latest)
    result, is_stale = contents.with_field(now, content_of(revision), field), False
    if row is not None:
        # The number of a row means something only between the two revisions that the editor looked at.
        is_stale = request.GET.get("latest", str(latest.number)) != str(latest.number) or bool(problems)
        try:
            result = now if is_stale else now | {"body": with_row(result["body"], now["body"], row)}
        except IndexError:
            raise Http404("No such paragraph.") from None
    comparison = difference(now, result)
    if not comparison.changed and not problems:
        problems = [
            _("%s was saved after you opened the comparison. Open it anew.") % latest
            if is_stale
            else _("The working copy says that already.")
        ]
    return page(
        model_admin,
        request,
        "take.html",
        article,
        revision=revision,
        latest=latest,
        field=field,
        label=label_of(field),
        row=row,
        comparison=comparison,
        problems=problems,
        title=_("Take from revision %d") % revision.number,
    )


def _taken(request, article, revision, field, missing):
    messages.success(
        request,
        _("Taken from revision %(number)d: %(field)s. What readers see is as it was.")
        % {"number": revision.number, "field": label_of(field)},
    )
    for thing in missing:
        messages.warning(request, _("No longer in the archive, and left out: %s") % thing)
    return redirect("admin:newsroom_article_change", article.pk)
