"""Changing topics and countries of many articles: choose, look at what will change, apply, take back."""

from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from events.models import Country, Topic
from newsroom import desks, workflow
from newsroom.models import Article, BulkChange, Presence
from newsroom.models.curating import ItemOutcome
from newsroom.workflow.bulk import FIELDS, MOST, waiting

from .forms import who
from .standing import State, with_state

PER_PAGE = 50
PARTS = (("add", "topics"), ("add", "countries"), ("remove", "topics"), ("remove", "countries"))


class BulkForm(forms.Form):
    """What is added to the articles, and what is taken away from them."""

    articles = forms.CharField(widget=forms.HiddenInput)
    add_topics = forms.ModelMultipleChoiceField(Topic.objects.all(), label=gettext_lazy("Add topics"))
    add_countries = forms.ModelMultipleChoiceField(Country.objects.all(), label=gettext_lazy("Add countries"))
    remove_topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(), label=gettext_lazy("Take topics away")
    )
    remove_countries = forms.ModelMultipleChoiceField(
        Country.objects.all(), label=gettext_lazy("Take countries away")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for verb, name in PARTS:
            field = self.fields[f"{verb}_{name}"]
            field.required = False
            field.widget = AutocompleteSelectMultiple(Article._meta.get_field(name), admin.site)
            field.widget.choices = field.choices

    def clean_articles(self):
        numbers = [number for number in self.cleaned_data["articles"].split(",") if number]
        if not numbers or not all(n.isascii() and n.isdecimal() and len(n) < 19 for n in numbers):
            raise ValidationError(_("Choose the articles first."))
        if len(numbers) > MOST:
            raise ValidationError(
                _("These are more than %d articles. Choose fewer, or narrow the list.") % MOST
            )
        return sorted({int(number) for number in numbers})

    def what(self) -> dict:
        """The change as ``workflow.start_bulk_change`` takes it."""
        what = {"add": {}, "remove": {}}
        for verb, name in PARTS:
            if rows := self.cleaned_data[f"{verb}_{name}"]:
                what[verb][name] = sorted(getattr(row, FIELDS[name][1]) for row in rows)
        return what


@dataclass(frozen=True)
class Line:
    """What a change would do to one article."""

    article: Article
    state: State
    added: list
    removed: list
    remarks: list[str]
    is_left_out: bool


@admin.action(description=gettext_lazy("Change topics and countries…"), permissions=["change"])
def change_many(model_admin, request, queryset):
    """The action of the list: on to the page that asks what is to be changed."""
    numbers = list(queryset.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if len(numbers) > MOST:
        messages.error(
            request, _("These are more than %d articles. Choose fewer, or narrow the list.") % MOST
        )
        return None
    form = BulkForm(initial={"articles": ",".join(map(str, numbers))})
    return _page(model_admin, request, "bulk_choose.html", _title(len(numbers)), form=form)


def choose(model_admin, request):
    """What is to be changed; then, article by article, what that means; then the change is begun."""
    _demand(model_admin, request)
    form = BulkForm(request.POST)
    if not form.is_valid():
        if "articles" in form.errors:
            messages.error(request, " ".join(form.errors["articles"]))
            return redirect("admin:newsroom_article_changelist")
        return _page(model_admin, request, "bulk_choose.html", _("Change articles"), status=400, form=form)
    numbers, what = form.cleaned_data["articles"], form.what()
    if "_back" not in request.POST:
        try:
            if "_apply" in request.POST:
                change = workflow.start_bulk_change(numbers, what, by=request.user)
                return redirect("admin:newsroom_article_bulk_one", change.pk)
            lines = preview(form, numbers, request.user)
        except ValidationError as error:
            form.add_error(None, " ".join(error.messages))
        else:
            return _page(
                model_admin,
                request,
                "bulk_preview.html",
                _title(len(lines)),
                form=form,
                lines=lines,
                changing=sum(not line.is_left_out for line in lines),
            )
    status = 400 if form.errors else 200
    return _page(model_admin, request, "bulk_choose.html", _title(len(numbers)), status=status, form=form)


def preview(form, numbers, user) -> list[Line]:
    """For each article what is added, what is taken away, and what an editor should know. Six queries or seven."""
    if not any(form.cleaned_data[f"{verb}_{name}"] for verb, name in PARTS):
        raise ValidationError(_("Choose what to add or to take away."))
    rows = with_state(Article.objects.filter(pk__in=numbers)).defer("body", "summary", "contact")
    rows = rows.prefetch_related("topics", "countries").order_by("-last_saved_at", "-pk")
    mine = set(
        desks.within(user, "change_article", Article.objects.filter(pk__in=numbers)).values_list(
            "pk", flat=True
        )
    )
    open_by = {}
    for presence in (
        Presence.objects.heard().filter(article__in=numbers).exclude(user=user).select_related("user")
    ):
        open_by.setdefault(presence.article_id, []).append(who(presence.user))
    return [_line(form, article, user, article.pk in mine, open_by.get(article.pk, ())) for article in rows]


def _line(form, article, user, is_mine, others) -> Line:
    added, removed = [], []
    for name in FIELDS:
        present = set(getattr(article, name).all())
        added += [row for row in form.cleaned_data[f"add_{name}"] if row not in present]
        removed += [row for row in form.cleaned_data[f"remove_{name}"] if row in present]
    countries = (set(article.countries.all()) | set(form.cleaned_data["add_countries"])) - set(
        form.cleaned_data["remove_countries"]
    )
    stays = desks.covers(user, "change_article", article.language, {row.iso2 for row in countries})
    remarks = []
    if not is_mine:
        remarks.append(_("Left out: it is not on your desk."))
    elif not (added or removed):
        remarks.append(_("Nothing to change."))
    elif not stays:
        remarks.append(_("Left out: this would take it to another desk."))
    else:
        remarks += _states(article)
    if others:
        remarks.append(_("Open now by %s.") % ", ".join(others))
    return Line(
        article, State(article.state), added, removed, remarks, not (is_mine and stays and (added or removed))
    )


def _states(article) -> list[str]:
    if article.state in (State.LIVE, State.CHANGED):
        return [_("Readers see the change when the text is corrected.")]
    if article.state == State.SCHEDULED:
        return [_("What is scheduled goes out as it is.")]
    if article.state == State.IN_REVIEW:
        return [_("It is in review: the reviewer will see the change.")]
    if article.state == State.APPROVED:
        return [_("It was approved without the change.")]
    return []


def one(model_admin, request, change_id):
    """One change: how far it is, what it did to each article, and the buttons to go on and to take it back."""
    _demand(model_admin, request)
    change = get_object_or_404(BulkChange.objects.select_related("made_by", "undone_by"), pk=change_id)
    if request.method == "POST":
        try:
            if "_undo" in request.POST:
                workflow.undo_bulk_change(change, by=request.user)
            workflow.go_on(change, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("admin:newsroom_article_bulk_one", change.pk)
    counts = dict(change.items.order_by().values_list("outcome").annotate(Count("pk")))
    not_done = [ItemOutcome.SKIPPED, ItemOutcome.LEFT]
    items = change.items.select_related("article", "before", "after").defer(
        "article__body", "before__canonical", "after__canonical"
    )
    total, left = sum(counts.values()), waiting(change).count()
    page = Paginator(items.order_by("pk"), PER_PAGE)
    return _page(
        model_admin,
        request,
        "bulk_one.html",
        _("Change of %d articles") % total,
        change=change,
        lines=in_words(change.what),
        counts=[(ItemOutcome(key).label, counts[key]) for key in ItemOutcome.values if key in counts],
        left=left,
        total=total,
        done=total - left,
        problems=list(items.filter(outcome__in=not_done).order_by("pk")),
        rows=page.get_page(request.GET.get("page")),
        can_undo=change.undone_at is None and ItemOutcome.CHANGED in counts,
    )


def every(model_admin, request):
    """All changes, the latest first."""
    _demand(model_admin, request)
    changes = (
        BulkChange.objects.select_related("made_by", "undone_by")
        .annotate(changed=Count("items", filter=Q(items__after__isnull=False)))
        .order_by("-made_at", "-pk")
    )
    rows = Paginator(changes, PER_PAGE).get_page(request.GET.get("page"))
    for change in rows:
        change.lines = in_words(change.what)
    return _page(model_admin, request, "bulk_list.html", _("Bulk changes"), rows=rows)


def urls(model_admin, at):
    """The addresses of these pages, made by ``at(route, view, name)``."""
    return [
        at("bulk/", partial(every, model_admin), "bulk"),
        at("bulk/choose/", require_POST(partial(choose, model_admin)), "bulk_choose"),
        at("bulk/<int:change_id>/", partial(one, model_admin), "bulk_one"),
    ]


def in_words(what) -> list[str]:
    """What a change adds and takes away: ``+ Migrant smuggling``, ``− Fiji``; what is gone by its key."""
    lines = []
    for verb, name in PARTS:
        keys = what[verb].get(name, ())
        if not keys:
            continue
        model, key = FIELDS[name]
        names = {getattr(row, key): row.local_name for row in model.objects.filter(**{f"{key}__in": keys})}
        sign = "+" if verb == "add" else "\N{MINUS SIGN}"
        lines += [f"{sign} {names.get(one, one)}" for one in keys]
    return lines


def _title(count) -> str:
    return _("Change topics and countries of %d articles") % count


def _demand(model_admin, request):
    if not model_admin.has_change_permission(request):
        raise PermissionDenied


def _page(model_admin, request, template, title, status=200, **context):
    request.current_app = model_admin.admin_site.name
    form = context.get("form")
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title,
        "media": model_admin.media + form.media if form else model_admin.media,
        **context,
    }
    return TemplateResponse(request, f"admin/newsroom/article/{template}", context, status=status)
