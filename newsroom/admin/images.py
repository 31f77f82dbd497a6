"""The image library, and the window in which a picture is chosen for a text."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from newsroom.models import EditionFile, Image, Revision
from publishing.desk import DeskAdmin

PER_PAGE = 24
# The rich text editor numbers its questions; the answer must carry the number.
QUESTION = "CKEditorFuncNum"


class ImageForm(forms.ModelForm):
    """All that the library knows of a picture. Whoever saves it has looked at what was read from the file."""

    class Meta:
        widgets = {"caption": forms.Textarea(attrs={"rows": 3})}

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if "alt_text" in data and not data["alt_text"] and not data.get("is_decorative"):
            self.add_error("alt_text", _("Say what the picture shows, or mark it as decorative."))

    def _post_clean(self):
        self.instance.unchecked = []
        super()._post_clean()


@admin.register(Image)
class ImageAdmin(DeskAdmin):
    form = ImageForm
    list_display = ("thumbnail", "title", "alt_text", "credit", "uploaded_at")
    list_display_links = ("thumbnail", "title")
    list_filter = ("is_decorative",)
    search_fields = ("title", "alt_text", "caption", "credit")
    frozen_fields = ("file",)
    readonly_fields = ("thumbnail", "size", "used_in")
    fieldsets = (
        (None, {"fields": ("thumbnail", "file", "title")}),
        (_("For readers"), {"fields": ("alt_text", "is_decorative", "caption", "credit")}),
        (_("About the file"), {"fields": ("size", "used_in")}),
    )

    @admin.display(description=_("picture"))
    def thumbnail(self, image):
        return render_to_string("admin/newsroom/image/thumbnail.html", {"image": image}) if image.pk else "–"

    @admin.display(description=_("size"))
    def size(self, image):
        return f"{image.width} × {image.height}" if image.pk else "–"

    @admin.display(description=_("used in"))
    def used_in(self, image):
        uses = image.uses.select_related("article") if image.pk else ()
        return render_to_string("admin/newsroom/image/uses.html", {"uses": uses})

    def has_delete_permission(self, request, obj=None):
        """A picture that any text shows or ever showed stays: revisions name it."""
        return super().has_delete_permission(request, obj) and not (obj and is_remembered(obj))

    def get_urls(self):
        pick = self.admin_site.admin_view(self.pick_view)
        return [path("pick/", pick, name="newsroom_image_pick"), *super().get_urls()]

    def pick_view(self, request):
        """Pictures to choose from, in the window that the rich text editor opens."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        words = request.GET.get("q", "")[:200].split()
        wanted = Q()
        for word in words:
            wanted &= Q(title__icontains=word) | Q(alt_text__icontains=word) | Q(caption__icontains=word)
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Choose a picture"),
            "is_popup": True,
            "images": Paginator(Image.objects.filter(wanted), PER_PAGE).get_page(request.GET.get("page")),
            "query": " ".join(words),
            "question": request.GET.get(QUESTION, ""),
            "may_add": self.has_add_permission(request),
        }
        return TemplateResponse(request, "admin/newsroom/image/pick.html", context)

    def response_add(self, request, obj, post_url_continue=None):
        if QUESTION in request.GET:  # added from the window of the editor: back to it
            query = urlencode({QUESTION: request.GET[QUESTION], "q": obj.title})
            return redirect(f"{reverse('admin:newsroom_image_pick')}?{query}")
        return super().response_add(request, obj, post_url_continue)


def is_remembered(image) -> bool:
    """Whether a text, a revision or an edition shows the picture."""
    return (
        image.uses.exists()
        or EditionFile.objects.filter(path=image.file.name).exists()
        or Revision.objects.filter(Q(canonical__contains=image.sha256)).exists()
    )
