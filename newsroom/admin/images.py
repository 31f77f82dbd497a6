"""The image library, and the window in which a picture is chosen for a text."""

from functools import partial

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.forms.widgets import Script
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from newsroom.models import Image
from newsroom.pictures import inspect, words
from newsroom.pictures.renditions import LEAD, SOCIAL, THUMBNAIL
from newsroom.workflow.collecting import fill
from publishing.desk import DeskAdmin

from .uploading import QUESTION, upload
from .usages import usages

PER_PAGE = 24


class ImageForm(forms.ModelForm):
    """All that the library knows of a picture. Whoever saves it has looked at what was read from the file."""

    class Meta:
        widgets = {
            "alt_text": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.instance.unchecked:
            if name in self.fields:
                self.fields[name].help_text = format_html(
                    '<strong class="unchecked">{}</strong> {}',
                    _("Read from the file: check."),
                    self.fields[name].help_text,
                )

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if "alt_text" in data and not data["alt_text"] and not data.get("is_decorative"):
            self.add_error("alt_text", _("Say what the picture shows, or mark it as decorative."))

    def _post_clean(self):
        self.instance.unchecked = []
        super()._post_clean()


class KindFilter(admin.SimpleListFilter):
    """One of a few questions about a picture."""

    title = _("what is missing")
    parameter_name = "kind"
    kinds = {
        "undecided": (_("no alternative text yet"), lambda images: images.undecided()),
        "uncredited": (_("no credit"), lambda images: images.filter(credit="")),
        "unlicensed": (_("licence not known"), lambda images: images.filter(license="")),
        "unchecked": (_("read from the file, not checked"), lambda images: images.exclude(unchecked=[])),
    }

    def lookups(self, request, model_admin):
        return [(key, name) for key, (name, _among) in self.kinds.items()]

    def queryset(self, request, queryset):
        kind = self.kinds.get(self.value())
        return kind[1](queryset) if kind else queryset


class UseFilter(KindFilter):
    title = _("use")
    parameter_name = "use"
    kinds = {
        "decorative": (_("decorative"), lambda images: images.filter(is_decorative=True)),
        "unused": (_("in no text"), lambda images: images.unused()),
    }


@admin.register(Image)
class ImageAdmin(DeskAdmin):
    form = ImageForm
    change_list_template = "admin/newsroom/image/change_list.html"
    change_form_template = "admin/newsroom/image/change_form.html"
    list_display = ("title",)
    list_per_page = 48
    list_filter = (KindFilter, UseFilter, "license")
    search_fields = (
        "title",
        "alt_text",
        "caption",
        "credit",
        "people__name",
        "place__name",
        "place__country__name",
    )
    search_help_text = _("Words of the title, the texts or the credit; people shown; places and countries.")
    autocomplete_fields = ("place", "people")
    frozen_fields = ("file",)
    readonly_fields = ("picture", "about_file", "used_in")
    fieldsets = (
        (None, {"fields": ("picture", ("focal_x", "focal_y"), "title")}),
        (_("For readers"), {"fields": ("alt_text", "is_decorative", "caption", "credit")}),
        (_("Rights"), {"fields": (("license", "license_note"),)}),
        (_("What it shows"), {"fields": (("place", "taken_on"), "people")}),
        (_("About the file"), {"fields": ("about_file", "used_in")}),
    )

    class Media:
        js = (Script("admin_desk/focal_point.js", type="module"),)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": ("file", "title")}), *self.fieldsets[1:4]]
        return self.fieldsets

    @admin.display(description=_("picture"))
    def picture(self, image):
        context = {"image": image, "boxes": {"lead": LEAD[1], "social": SOCIAL, "thumbnail": THUMBNAIL}}
        return render_to_string("admin/newsroom/image/focal.html", context)

    @admin.display(description=_("file"))
    def about_file(self, image):
        return render_to_string("admin/newsroom/image/file.html", {"image": image})

    @admin.display(description=_("used in"))
    def used_in(self, image):
        return render_to_string("admin/newsroom/image/uses.html", {"usages": usages(image)})

    def has_delete_permission(self, request, obj=None):
        """A picture that any text shows or ever showed stays: revisions name it."""
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or not (obj.mentions.exists() or obj.uses.exists())

    def save_model(self, request, obj, form, change):
        if not change:
            picture = inspect(obj.file)
            fill(obj, words.read(picture.data, picture.format))
        super().save_model(request, obj, form, change)

    def log_addition(self, request, obj, message):
        """No reader sees a new picture yet: no page that is kept became old by it."""
        return admin.ModelAdmin.log_addition(self, request, obj, message)

    def log_change(self, request, obj, message):
        if not obj.mentions.exists():
            return admin.ModelAdmin.log_change(self, request, obj, message)
        return super().log_change(request, obj, message)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("pick/", wrap(self.pick_view), name="newsroom_image_pick"),
            path("upload/", wrap(partial(upload, self)), name="newsroom_image_upload"),
            path("<int:image_id>/original/", wrap(self.original_view), name="newsroom_image_original"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        """In a window beside an article one picture; otherwise the page for any number of them."""
        if request.method == "GET" and "_popup" not in request.GET and self.has_add_permission(request):
            return redirect("admin:newsroom_image_upload")
        return super().add_view(request, form_url, extra_context)

    def original_view(self, request, image_id):
        """The file as it was uploaded, with all that stands in it: for the newsroom only."""
        image = get_object_or_404(Image, pk=image_id)
        if not self.has_view_or_change_permission(request, image):
            raise PermissionDenied
        try:
            file = default_storage.open(image.original_name)
        except OSError as error:
            raise Http404("The original is not there.") from error
        response = FileResponse(file, as_attachment=True)
        add_never_cache_headers(response)
        return response

    def pick_view(self, request):
        """Pictures to choose from, in the window that the rich text editor opens."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        query = request.GET.get("q", "")[:200].replace("\0", "")
        images, has_doubles = self.get_search_results(request, Image.objects.all(), query)
        images = images.distinct() if has_doubles else images
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Choose a picture"),
            "is_popup": True,
            "images": Paginator(images, PER_PAGE).get_page(request.GET.get("page")),
            "query": query.strip(),
            "question": request.GET.get(QUESTION, ""),
            "may_add": self.has_add_permission(request),
        }
        return TemplateResponse(request, "admin/newsroom/image/pick.html", context)

    def response_add(self, request, obj, post_url_continue=None):
        if QUESTION in request.GET:  # added from the window of the editor: back to it
            query = urlencode({QUESTION: request.GET[QUESTION], "q": obj.title})
            return redirect(f"{reverse('admin:newsroom_image_pick')}?{query}")
        return super().response_add(request, obj, post_url_continue)
