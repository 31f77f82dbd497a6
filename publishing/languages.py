"""The six languages of the site, and names kept in each of them."""

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# The language codes of the site mapped to the columns that hold a name in that language. English is
# the reference: it is always there, the others fall back to it.
NAME_COLUMNS = {
    "ar": "name_ar",
    "en": "name",
    "es": "name_es",
    "fr": "name_fr",
    "ru": "name_ru",
    "zh-hans": "name_zh",
}


class Language(models.TextChoices):
    """The UN languages by the codes that stand in addresses; labels are the languages' own names."""

    ARABIC = "ar", "العربية"
    ENGLISH = "en", "English"
    SPANISH = "es", "Español"
    FRENCH = "fr", "Français"
    RUSSIAN = "ru", "Русский"
    CHINESE = "zh-hans", "中文"

    @property
    def tag(self) -> str:
        """What stands in a ``lang`` attribute (BCP 47)."""
        return "zh-Hans" if self is Language.CHINESE else self.value


def listed(parts) -> str:
    """Parts of an expression with the comma of the language being spoken between them."""
    return {"ar": "، ", "zh-hans": "，"}.get(get_language(), ", ").join(parts)


class NamesInLanguages(models.Model):
    """The names of a thing in the other five languages; the model itself defines ``name``, in English."""

    name_ar = models.CharField(_("name in Arabic"), max_length=255, blank=True, default="")
    name_es = models.CharField(_("name in Spanish"), max_length=255, blank=True, default="")
    name_fr = models.CharField(_("name in French"), max_length=255, blank=True, default="")
    name_ru = models.CharField(_("name in Russian"), max_length=255, blank=True, default="")
    name_zh = models.CharField(_("name in Chinese"), max_length=255, blank=True, default="")

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def name_in(self, language: str) -> str:
        """The name in a language of the site, or the English one where none is known."""
        return getattr(self, NAME_COLUMNS.get(language, "name")) or self.name

    @property
    def local_name(self) -> str:
        """The name in the language being spoken now."""
        return self.name_in(get_language() or "en")


class LanguagesField(models.CharField):
    """Some of the languages of the site, a list of their codes in the order of ``Language``; stored with commas."""

    def __init__(self, *args, **kwargs):
        kwargs.update(max_length=32, blank=True, default="")
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for key in ("max_length", "blank", "default"):
            kwargs.pop(key, None)
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value):
        codes = value.split(",") if isinstance(value, str) else value or ()
        return [code for code in Language.values if code in codes]

    def get_prep_value(self, value):
        return ",".join(self.to_python(value))

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def clean(self, value, model_instance):
        return self.to_python(value)

    def formfield(self, **kwargs):
        return forms.MultipleChoiceField(
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            choices=Language.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


OTHER_NAMES = tuple(column for column in NAME_COLUMNS.values() if column != "name")
