"""Many pictures at once into the library, and the choice that is made for each: what it shows, or nothing."""

from dataclasses import dataclass, field

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom import workflow
from newsroom.models import Image
from newsroom.pictures.inspecting import MAX_BYTES, MAX_PIXELS, too_large

MOST = 200  # pictures on one page
# The rich text editor numbers its questions; the answer must carry the number.
QUESTION = "CKEditorFuncNum"


class ChoiceForm(forms.ModelForm):
    """What readers get with a picture. It may still be undecided afterwards; then it cannot go out."""

    class Meta:
        model = Image
        fields = ("title", "alt_text", "is_decorative", "caption", "credit")
        widgets = {
            "alt_text": forms.Textarea(attrs={"rows": 2}),
            "caption": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, data=None, *, instance):
        super().__init__(data, instance=instance, prefix=f"image-{instance.pk}")
        self.unchecked = set(instance.unchecked)
        for name, bound in ((name, self[name]) for name in self.fields):
            notes = [f"{bound.auto_id}-note"] if name in self.unchecked else []
            errors = [f"{bound.auto_id}-errors"] if self.is_bound and bound.errors else []
            if notes or errors:
                bound.field.widget.attrs["aria-describedby"] = " ".join(notes + errors)

    def rows(self):
        return [(bound, bound.name in self.unchecked) for bound in self]

    def save(self, commit=True):
        self.instance.unchecked = []
        return super().save(commit)


@dataclass
class Result:
    """What became of one file: made, known (in the library already) or refused."""

    outcome: str
    name: str = ""
    image: Image | None = None
    reason: str = ""
    form: ChoiceForm | None = field(default=None)

    def html(self, request) -> str:
        return render_to_string("admin/newsroom/image/upload_row.html", {"result": self}, request)


def upload(model_admin, request):
    """The page; and with POST one file of a script, many of a form, or the choices made for pictures."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    if request.method != "POST":
        return _page(model_admin, request, [])
    if "_choose" in request.POST:
        return _choose(model_admin, request)
    files = request.FILES.getlist("files")[:MOST]
    results = [_take(model_admin, request, file) for file in files]
    if request.headers.get("Accept") == "application/json":
        answers = [{"outcome": result.outcome, "html": result.html(request)} for result in results]
        return JsonResponse({"results": answers})
    if not results:
        messages.error(request, _("Choose one picture or several first."))
    return _page(model_admin, request, results)


def _take(model_admin, request, file) -> Result:
    try:
        image, is_new = workflow.add_image(file, by=request.user)
    except ValidationError as refusal:
        return Result("refused", file.name, reason=" ".join(refusal.messages))
    if is_new:
        model_admin.log_addition(request, image, [{"added": {"name": "image", "object": str(image)}}])
    form = ChoiceForm(instance=image) if is_new or image.is_undecided else None
    return Result("made" if is_new else "known", file.name, image, form=form)


def _choose(model_admin, request):
    keys = [key for key in request.POST.getlist("image")[:MOST] if key.isdecimal() and len(key) < 19]
    results, decided = [], 0
    for image in Image.objects.filter(pk__in=keys).order_by("pk"):
        if not model_admin.has_change_permission(request, image):
            raise PermissionDenied
        form = ChoiceForm(request.POST, instance=image)
        if form.is_valid():
            with transaction.atomic():
                form.save()
                if form.has_changed():
                    message = model_admin.construct_change_message(request, form, [])
                    model_admin.log_change(request, image, message)
            decided += not image.is_undecided
            form = ChoiceForm(instance=image)
        if form.errors or image.is_undecided:
            results.append(Result("open", image=image, form=form))
    if decided:
        messages.success(
            request, ngettext("%d picture is ready.", "%d pictures are ready.", decided) % decided
        )
    if not results:
        return redirect(_way_back(request))
    messages.warning(
        request,
        ngettext(
            "%d picture still waits for the choice. Until then it cannot go out; you can also make it later.",
            "%d pictures still wait for the choice. Until then they cannot go out; you can also make it later.",
            len(results),
        )
        % len(results),
    )
    return _page(model_admin, request, results)


def _way_back(request) -> str:
    if QUESTION in request.GET:
        return f"{reverse('admin:newsroom_image_pick')}?{urlencode({QUESTION: request.GET[QUESTION]})}"
    return reverse("admin:newsroom_image_changelist")


def _page(model_admin, request, results):
    request.current_app = model_admin.admin_site.name
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Upload pictures"),
        "is_popup": QUESTION in request.GET,
        "results": results,
        "rows": [result.html(request) for result in results],
        "way_back": _way_back(request),
        "max_bytes": MAX_BYTES,
        "max_megabytes": MAX_BYTES // 1_000_000,
        "max_megapixels": MAX_PIXELS // 1_000_000,
        "too_large": too_large(MAX_BYTES + 1),
    }
    return TemplateResponse(request, "admin/newsroom/image/upload.html", context)
