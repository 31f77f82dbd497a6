"""The lists inside an article's form, each in the section where an editor looks for it."""

from contextlib import suppress

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from newsroom.models import ArticleAttachment, ArticleImage, ArticlePlace, Quote, SeeAlso
from newsroom.models.parts import ImageRole
from publishing.desk import OrderedInline
from publishing.desk.rows import RowForm, RowFormSet

_HELD = Signer(salt="newsroom.attachment")


class PlaceInline(OrderedInline):
    model = ArticlePlace
    section = "dateline"
    autocomplete_fields = ("place",)
    select_related = ("place__country",)
    fieldsets = ((None, {"fields": ("place", "position")}),)


class QuoteInline(OrderedInline):
    model = Quote
    section = "body"
    autocomplete_fields = ("speaker", "agency")
    select_related = ("speaker", "agency")
    fieldsets = ((None, {"fields": ("text", ("speaker", "capacity", "agency"), "position")}),)


class ImageFormSet(RowFormSet):
    def clean(self):
        super().clean()
        leads = [form for form in self.kept_forms() if form.instance.role == ImageRole.LEAD]
        if len(leads) > 1:
            raise ValidationError(_("An article has one lead image. Choose which of these it is."))


class ImageInline(OrderedInline):
    model = ArticleImage
    formset = ImageFormSet
    section = "images"
    autocomplete_fields = ("image",)
    select_related = ("image",)
    readonly_fields = ("picture",)
    fieldsets = ((None, {"fields": ("picture", ("image", "role"), "alt_text", "caption", "position")}),)

    def picture(self, use):
        return (
            render_to_string("admin/newsroom/image/thumbnail.html", {"image": use.image})
            if use.image_id
            else "–"
        )

    picture.short_description = _("picture")


class SeeAlsoForm(RowForm):
    def clean_target(self):
        # Django leaves the article itself out when it checks the constraints of a row (#12507).
        target = self.cleaned_data["target"]
        if target is not None and target.pk == self.instance.article_id:
            raise ValidationError(_("An article cannot point to itself."))
        return target


class SeeAlsoInline(OrderedInline):
    model = SeeAlso
    form = SeeAlsoForm
    fk_name = "article"
    section = "see-also"
    autocomplete_fields = ("target", "workshop")
    select_related = ("target", "workshop")
    fieldsets = ((None, {"fields": (("target", "workshop"), ("url", "label"), "position")}),)


class AttachmentForm(RowForm):
    """A row remembers the file it had, so that one that somebody took away meanwhile can be made again."""

    held = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.file:
            self.initial["held"] = _HELD.sign(self.instance.file.name)
        elif self.is_bound:
            with suppress(BadSignature):
                self.instance.file = _HELD.unsign(self.data.get(self.add_prefix("held"), ""))
                self.initial["file"] = self.instance.file

    def has_changed(self):
        return bool(self.instance._state.adding and self.instance.file) or super().has_changed()


class AttachmentInline(OrderedInline):
    model = ArticleAttachment
    form = AttachmentForm
    section = "attachments"
    fieldsets = ((None, {"fields": (("file", "title"), "held", "position")}),)


INLINES = (PlaceInline, QuoteInline, ImageInline, SeeAlsoInline, AttachmentInline)
