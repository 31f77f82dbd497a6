"""The form of an article. It never touches what is public, and it never overwrites another editor's work unasked."""

import uuid

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom import desks
from newsroom.models import Article, SeeAlso
from newsroom.workflow.step import beyond
from publishing.dates import long_date
from publishing.desk.widgets import KnownSelect


def who(user) -> str:
    """How the desk names a person."""
    return (user.get_full_name() or user.get_username()) if user else gettext("the system")


def when(instant) -> str:
    """An instant in the newsroom's zone, in words."""
    there = timezone.localtime(instant, timezone.get_default_timezone())
    return f"{long_date(there.date())}, {there:%H:%M}"


class ArticleForm(forms.ModelForm):
    editor = None  # who types; the admin says it
    # The number of the revision that the editor began with; and whether a newer one was shown to them.
    seen_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    has_conflict = forms.BooleanField(widget=forms.HiddenInput, required=False)
    overwrite = forms.BooleanField(
        label=_("Save mine; the other text stays among the revisions"), required=False
    )
    translation_of = forms.ModelChoiceField(
        label=_("Translation of"),
        queryset=Article.objects.all(),
        required=False,
        help_text=_("The same text in another language."),
    )
    stands_alone = forms.BooleanField(
        label=_("No longer a translation of these"), required=False, help_text=_("Takes it out of the group.")
    )
    revision_note = forms.CharField(
        label=_("Note on this change"),
        max_length=255,
        required=False,
        help_text=_("For colleagues. It stands in the list of revisions."),
    )

    class Meta:
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "contact": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.others_revision = None
        if "translation_of" in self.fields:
            source = SeeAlso._meta.get_field("target")
            field = self.fields["translation_of"]
            field.widget = KnownSelect(source, admin.site)
            field.widget.choices = field.choices
        latest = self.latest_revision() if self.instance.pk and not self.is_bound else None
        if latest is not None:
            self.initial["seen_revision"] = latest.number

    def latest_revision(self):
        return self.instance.revisions.select_related("saved_by").defer("canonical").first()

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            self._refuse_to_overwrite(cleaned)
        self._join_translations(cleaned)
        self._refuse_another_desk(cleaned)
        return cleaned

    def _refuse_another_desk(self, cleaned):
        if self.editor is None or not {"language", "countries"} <= cleaned.keys():
            return
        permission = "change_article" if self.instance.pk else "add_article"
        countries = {country.iso2 for country in cleaned["countries"]}
        if not desks.covers(self.editor, permission, cleaned["language"], countries):
            is_language = not desks.covers(self.editor, permission, cleaned["language"], ())
            self.add_error("language" if is_language else "countries", beyond(self.editor, permission))

    def _refuse_to_overwrite(self, cleaned):
        # Whoever else is saving this article now is waited for.
        Article.objects.select_for_update().filter(pk=self.instance.pk).values_list("pk").first()
        latest = self.latest_revision()
        is_seen = latest is None or latest.number == cleaned.get("seen_revision")
        if is_seen and (cleaned.get("overwrite") or not cleaned.get("has_conflict")):
            return
        self.others_revision = latest
        # The form is shown again: what it overwrites when it is sent once more is the revision named now.
        self.data = self.data.copy()
        self.data.update({"seen_revision": latest.number, "has_conflict": "on"})
        self.data.pop("overwrite", None)
        raise forms.ValidationError(
            _(
                "%(who)s saved revision %(number)s on %(when)s, after you opened this page. Nothing of yours is lost:"
                " it is in the form below. Compare, then tick “Save mine” and save again, or open the page anew."
            ),
            params={"who": who(latest.saved_by), "number": latest.number, "when": when(latest.saved_at)},
            code="stale",
        )

    def _join_translations(self, cleaned):
        original, article = cleaned.get("translation_of"), self.instance
        key = article.translation_key
        if cleaned.get("stands_alone"):
            key = uuid.uuid4()
        elif original is not None and original.pk != article.pk:
            key = original.translation_key
        language = cleaned.get("language")
        same = Article.objects.filter(translation_key=key, language=language).exclude(pk=article.pk).first()
        if same is not None:
            self.add_error(
                "language" if original is None else "translation_of",
                forms.ValidationError(
                    _("There is a translation into this language already: %(title)s"),
                    params={"title": same.title},
                ),
            )
        else:
            article.translation_key = key
