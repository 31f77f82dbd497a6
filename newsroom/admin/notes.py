"""The page that amends a note for readers: of a correction, or of a withdrawal."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom import desks, workflow
from newsroom.models.editions import Change
from newsroom.workflow import WorkflowError

from .deciding import article_for, page


class NoteForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    note = forms.CharField(
        label=gettext_lazy("Note for readers"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    why = forms.CharField(
        label=gettext_lazy("Why it is amended"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy(
            "For colleagues. It stands in the log with the old note; readers see neither."
        ),
        error_messages={"required": gettext_lazy("Say why, for the log.")},
    )


def notes_of(standing, user) -> list[dict]:
    """The notes of all editions and of their withdrawals, the newest first, with whether this user may amend them."""
    may_correct = desks.may(user, "correct_article", standing.article)
    may_withdraw = desks.may(user, "withdraw_article", standing.article)
    rows = []
    for edition in standing.editions:
        withdrawal = getattr(edition, "withdrawal", None)
        if withdrawal:
            label = withdrawal.get_reason_display()
            rows.append(
                _row("withdrawal", edition, withdrawal.withdrawn_at, withdrawal.note, label, may_withdraw)
            )
        if edition.change != Change.FIRST:
            label = edition.get_change_display()
            rows.append(_row("edition", edition, edition.live_from, edition.note, label, may_correct))
    return rows


def _row(what, edition, at, note, label, may_amend) -> dict:
    return {
        "what": what,
        "number": edition.number,
        "at": at,
        "note": note,
        "label": label,
        "may_amend": may_amend,
    }


def amend(model_admin, request, article_id, what, number):
    """``what`` is ``edition`` or ``withdrawal``; the number is that of the edition."""
    article = article_for(model_admin, request, article_id)
    edition = get_object_or_404(article.editions.select_related("revision", "article"), number=number)
    if what not in ("edition", "withdrawal"):
        raise Http404
    target = edition if what == "edition" else getattr(edition, "withdrawal", None)
    if target is None or (what == "edition" and edition.change == Change.FIRST):
        raise Http404
    if not desks.may(request.user, "correct_article" if what == "edition" else "withdraw_article", article):
        raise PermissionDenied
    form = NoteForm(request.POST or None, initial={"note": target.note, "seen": target.note})
    if form.is_valid():
        data = form.cleaned_data
        try:
            workflow.amend_note(target, data["note"], by=request.user, why=data["why"], seen=data["seen"])
        except WorkflowError as error:
            form.add_error(None, error)
            # The page now shows the note as it is; what was typed stays.
            target.refresh_from_db(fields=["note"])
            form.data = request.POST.copy()
            form.data["seen"] = target.note
        else:
            messages.success(request, _("The note is amended. Readers see the new one from now on."))
            return redirect("admin:newsroom_article_revisions", article.pk)
    return page(
        model_admin,
        request,
        "amend.html",
        article,
        edition=edition,
        target=target,
        form=form,
        title=_("Amend the note of a withdrawal")
        if what == "withdrawal"
        else _("Amend the note of edition %d") % number,
    )
