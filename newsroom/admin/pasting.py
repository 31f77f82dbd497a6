"""A release that exists elsewhere becomes a draft: paste it, or give the file."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from newsroom.importing import import_release
from newsroom.reader import ReleaseUnreadable
from publishing.languages import Language

MAX_BYTES = 2_000_000


class PasteForm(forms.Form):
    source = forms.CharField(
        label=_("Text of the release"),
        required=False,
        max_length=MAX_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "dir": "auto"}),
        help_text=_("From its title to its last line, as plain text, Markdown or HTML."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.md,.html,.htm"}),
        help_text=_("Plain text, Markdown or HTML, at most 2 MB."),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("As the text itself shows")), *Language.choices], required=False
    )
    is_from_archive = forms.BooleanField(
        label=_("It was released before, on the date of its dateline"),
        required=False,
        help_text=_("Lists will show it under that date. Leave this empty for a new release."),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            raise ValidationError(_("This file is larger than 2 MB. Paste the text instead."))
        return file

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("source", "").strip()) == bool(cleaned.get("file")):
            raise ValidationError(_("Paste a text or choose a file: one of the two."))
        return cleaned

    def read_by(self, user):
        """The draft and what was noticed. Raises ``ReleaseUnreadable``, ``ValidationError``, ``PermissionDenied``."""
        file = self.cleaned_data["file"]
        return import_release(
            file.read() if file else self.cleaned_data["source"],
            by=user,
            name=file.name if file else "",
            language=self.cleaned_data["language"] or None,
            is_from_archive=self.cleaned_data["is_from_archive"],
        )


def paste(model_admin, request):
    """The form; when it is sent, the draft with all doubts of the reader as messages."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    form = PasteForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            result = form.read_by(request.user)
        except ReleaseUnreadable as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        except PermissionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("This draft was made of the release. Read it before you publish it."))
            for sentence in (*result.proposed, *result.warnings):
                messages.warning(request, sentence)
            return redirect("admin:newsroom_article_change", result.article.pk)
    request.current_app = model_admin.admin_site.name
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "form": form,
        "title": _("Paste a release"),
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/newsroom/article/paste.html", context)
