"""Saved filters: what an editor looks for every day in the list of articles, under a name."""

from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.models import Country, Merge, Topic
from newsroom.models import SavedFilter

# The parts of an address that are kept: what chooses and sorts, not the page that was open.
PARAMETERS = (
    "q",
    "state",
    "language__exact",
    "kind__exact",
    "topic",
    "country",
    "saved_by",
    "until",
    "needs",
    "o",
)
MOST = 100  # of each user, and shown


@dataclass(frozen=True)
class Shown:
    """A saved filter as the list of articles shows it."""

    row: SavedFilter
    url: str
    hint: str


class FilterForm(forms.ModelForm):
    class Meta:
        model = SavedFilter
        fields = ("name", "is_shared")

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        same = SavedFilter.objects.filter(user=self.instance.user, name=name).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError(_("You have a filter of this name already."))
        return name


def kept(query: str) -> str:
    """What of a query string is worth keeping, in one order; empty where it chooses nothing."""
    given, clean = QueryDict(query[:8000]), QueryDict(mutable=True)
    for name in PARAMETERS:
        value = given.get(name, "").replace("\0", "").strip()
        if value:
            clean[name] = value
    return clean.urlencode()


def of(user) -> list[Shown]:
    """The filters that a user keeps and those that the newsroom shares, by name. Two queries and up to two more."""
    mine = Q(user=user) | Q(is_shared=True)
    rows = list(SavedFilter.objects.filter(mine).select_related("user").order_by("name", "pk")[:MOST])
    queries = {row.pk: QueryDict(kept(row.query), mutable=True) for row in rows}
    lost = _lost(Topic, "topic", queries.values()) | _lost(Country, "country", queries.values())
    there = {
        ("topic", str(merge.number)): str(merge.topic_id)
        for merge in Merge.objects.filter(
            kind="topic", number__in=[int(pk) for name, pk in lost if name == "topic"]
        )
    }
    shown = []
    for row in rows:
        query, hint = queries[row.pk], ""
        for name in ("topic", "country"):
            key = (name, query.get(name, ""))
            if key in there:
                query[name] = there[key]
            elif key in lost:
                hint = _("What it chooses by is gone. Nothing will be found.")
        shown.append(Shown(row, f"{_list()}?{query.urlencode()}", hint))
    return shown


def _lost(model, name, queries) -> set[tuple[str, str]]:
    """Keys that filters name and that are no more."""
    named = {query.get(name, "") for query in queries} - {""}
    numbers = {value for value in named if value.isascii() and value.isdecimal() and len(value) < 19}
    present = (
        {str(pk) for pk in model.objects.filter(pk__in=numbers).values_list("pk", flat=True)}
        if numbers
        else set()
    )
    return {(name, value) for value in numbers - present}


def save(model_admin, request):
    """Keep the present query of the list under a name."""
    _demand_view(model_admin, request)
    query = kept(request.POST.get("query", ""))
    form = FilterForm(request.POST, instance=SavedFilter(user=request.user, query=query))
    if not query:
        messages.error(request, _("The list shows everything. Choose or search something first."))
    elif len(query) > SavedFilter._meta.get_field("query").max_length:
        messages.error(request, _("This is too long to be kept. Search for fewer words."))
    elif SavedFilter.objects.filter(user=request.user).count() >= MOST:
        messages.error(request, _("You keep %d filters. Delete one first.") % MOST)
    elif form.is_valid():
        form.save()
        messages.success(request, _("Kept: %s") % form.instance.name)
    else:
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
    return redirect(f"{_list()}?{query}" if query else _list())


def manage(model_admin, request):
    """Rename, share and delete one's own filters."""
    _demand_view(model_admin, request)
    rows, number = SavedFilter.objects.filter(user=request.user), request.POST.get("filter", "")
    forms_of = []
    if request.method == "POST":
        row = get_object_or_404(rows, pk=int(number) if number.isdecimal() and len(number) < 19 else None)
        if "delete" in request.POST:
            row.delete()
            messages.success(request, _("Deleted: %s") % row.name)
            return redirect("admin:newsroom_article_filters")
        form = FilterForm(request.POST, instance=row, auto_id=f"id_{row.pk}_%s")
        if form.is_valid():
            form.save()
            messages.success(request, _("Saved: %s") % row.name)
            return redirect("admin:newsroom_article_filters")
        forms_of.append(form)
    wrong = {form.instance.pk: form for form in forms_of}
    forms_of = [wrong.get(row.pk) or FilterForm(instance=row, auto_id=f"id_{row.pk}_%s") for row in rows]
    request.current_app = model_admin.admin_site.name
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Saved filters"),
        "forms": forms_of,
        "media": model_admin.media,
    }
    return TemplateResponse(
        request, "admin/newsroom/article/filters.html", context, status=400 if wrong else 200
    )


def urls(model_admin, at):
    """The addresses of these pages, made by ``at(route, view, name)``."""
    return [
        at("filters/", partial(manage, model_admin), "filters"),
        at("filters/save/", require_POST(partial(save, model_admin)), "filters_save"),
    ]


def _demand_view(model_admin, request):
    if not model_admin.has_view_or_change_permission(request):
        raise PermissionDenied


def _list() -> str:
    return reverse("admin:newsroom_article_changelist")
