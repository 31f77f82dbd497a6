"""The form of an article. It never touches what is public."""

import uuid

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom import desks, translations
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


# The fields that the constraints of an article speak of, in sets that are checked together.
CONSTRAINED = ({"kind"}, {"language"}, {"dateline_date", "dateline_end_date"})


def form_key(data) -> uuid.UUID:
    """The key of the opening of a form that was sent; a new one where it names none."""
    try:
        return uuid.UUID(data.get("form_key", ""))
    except ValueError:
        return uuid.uuid4()


class ArticleForm(forms.ModelForm):
    editor = None  # who types; the admin says it
    is_only_shown = False  # what was typed before is put into the form again, and not saved by that
    # The number of the revision that the editor began with, and the key of this opening of the form.
    seen_revision = forms.CharField(widget=forms.HiddenInput, required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False)
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
        self.group = list(translations.group_of(self.instance)) if self.instance.pk else []
        if "translations_wanted" in self.fields:
            self.initial["translations_wanted"] = translations.wanted(self.group)
            # What was there when the form was opened: a wish that came meanwhile is not undone by saving the text.
            self.fields["translations_wanted"].show_hidden_initial = True
        if "translation_of" in self.fields:
            source = SeeAlso._meta.get_field("target")
            field = self.fields["translation_of"]
            field.widget = KnownSelect(source, admin.site)
            field.widget.choices = field.choices
        # Read with the text itself: a later look could find a revision that the form does not show.
        self.initial["seen_revision"] = getattr(self.instance, "newest", None)
        self.initial["form_key"] = uuid.uuid4()

    def is_valid(self):
        return super().is_valid() and not self.is_only_shown

    def clean(self):
        cleaned = super().clean()
        self._join_translations(cleaned)
        self._refuse_another_desk(cleaned)
        return cleaned

    def _get_validation_exclusions(self):
        """What was not touched is as the database allowed it: asking it again costs three queries a constraint."""
        exclude = super()._get_validation_exclusions()
        if self.instance.pk:
            exclude.update(*(fields for fields in CONSTRAINED if not fields.intersection(self.changed_data)))
        return exclude

    def _save_m2m(self):
        """Lists that are as they were are not read and compared once more."""
        cleaned = self.cleaned_data
        self.cleaned_data = {name: cleaned[name] for name in self.changed_data if name in cleaned}
        super()._save_m2m()
        self.cleaned_data = cleaned

    def _refuse_another_desk(self, cleaned):
        if self.editor is None or not {"language", "countries"} <= cleaned.keys():
            return
        permission = "change_article" if self.instance.pk else "add_article"
        countries = {country.iso2 for country in cleaned["countries"]}
        if not desks.covers(self.editor, permission, cleaned["language"], countries):
            is_language = not desks.covers(self.editor, permission, cleaned["language"], ())
            self.add_error("language" if is_language else "countries", beyond(self.editor, permission))

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
