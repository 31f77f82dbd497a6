"""The page on which an editor makes a new draft of a text: one like it, or its translation."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom import workflow
from newsroom.models import Article
from publishing.languages import Language

from .deciding import article_for, page

NEW = "new"


class DuplicateForm(forms.Form):
    """As what the text is duplicated; offers only languages that it is not in yet."""

    kind = forms.ChoiceField(label=gettext_lazy("Make of it"), widget=forms.RadioSelect)

    def __init__(self, article, data=None, wanted=""):
        self.family = list(
            Article.objects.filter(translation_key=article.translation_key).order_by("language")
        )
        present = {other.language for other in self.family}
        languages = [(code, name) for code, name in Language.choices if code not in present]
        initial = wanted if wanted in dict(languages) else NEW
        super().__init__(data, initial={"kind": initial})
        self.fields["kind"].choices = [
            (NEW, _("A new text: the same words, without dates")),
            *((code, _("Its translation into %s") % name) for code, name in languages),
        ]


def duplicate(model_admin, request, article_id):
    """Ask what is wanted; make the draft and open it."""
    article = article_for(model_admin, request, article_id)
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    form = DuplicateForm(article, request.POST or None, request.GET.get("language", ""))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return _made(request, *_make(article, form.cleaned_data["kind"], request.user))
        except ValidationError as error:
            form.add_error(None, " ".join(error.messages))
        except PermissionDenied as error:
            form.add_error(None, str(error))
            status = 403
    return page(
        model_admin,
        request,
        "duplicate.html",
        article,
        status=status,
        form=form,
        others=[other for other in form.family if other.pk != article.pk],
        title=_("Duplicate"),
    )


def _make(article, kind, user):
    if kind == NEW:
        return workflow.duplicate(article, by=user)
    return workflow.translate(article, kind, by=user)


def _made(request, draft, missing):
    messages.success(request, _("This is the new draft. Nothing of it is public."))
    for thing in missing:
        messages.warning(request, _("No longer in the archive, and left out: %s") % thing)
    return redirect("admin:newsroom_article_change", draft.pk)
