"""The desk of articles: the list, the form, and where its buttons lead."""

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.utils import construct_change_message
from django.db.models import OuterRef, Subquery
from django.forms.widgets import Script
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.admin.survivors import with_survivors
from newsroom import desks, titles, workflow
from newsroom.models import Article, Revision
from newsroom.models.articles import Stage
from newsroom.workflow import writing as typing
from newsroom.workflow.saving import append_revision
from publishing.desk import DeskAdmin

from . import (
    aids,
    checking,
    comparing,
    conflicts,
    curating,
    deciding,
    embargo,
    instants,
    logbook,
    memory,
    notes,
    pasting,
    steps,
    thread,
    writing,
)
from .forms import ArticleForm, form_key, when, who
from .listing import (
    ArticleList,
    CountryFilter,
    NeedsFilter,
    SaverFilter,
    StateFilter,
    TopicFilter,
    UntilFilter,
)
from .rows import INLINES
from .standing import Standing, State

# The name of each part of the form; the inlines name the part they stand in.
SECTIONS = (
    ("kind", _("Kind and language"), {"fields": (("kind", "language"),)}),
    ("title", _("Title"), {"fields": ("title", "slug", "summary")}),
    ("dateline", _("Dateline"), {"fields": (("dateline_date", "dateline_end_date"),)}),
    ("body", _("Text"), {"fields": ("body",)}),
    ("images", _("Images"), {"fields": ()}),
    ("about", _("About"), {"fields": ("countries", "topics", "workshops", "agencies")}),
    ("see-also", _("See also"), {"fields": ()}),
    ("attachments", _("Attachments"), {"fields": ()}),
    ("contact", _("Contact"), {"fields": ("contact",)}),
    (
        "origin",
        _("Origin and translation"),
        {
            "fields": ("originally_released_on", "translation_of", "stands_alone", "translations_wanted"),
            "classes": ("collapse",),
        },
    ),
)
CONTROL_FIELDS = ("seen_revision", "form_key", "revision_note")


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    form = ArticleForm
    frozen_fields = ()
    is_seen_by_readers = False
    change_form_template = "admin/newsroom/article/change_form.html"
    list_display = ("title", "language", "kind", "state", "saved_by", "saved_at", "words")
    # What has an index: any other order would read all articles.
    sortable_by = ("title", "saved_at")
    ordering = ("-last_saved_at", "-pk")
    list_filter = (
        StateFilter,
        "language",
        "kind",
        TopicFilter,
        CountryFilter,
        SaverFilter,
        UntilFilter,
        NeedsFilter,
    )
    list_select_related = ("last_saved_by",)
    search_fields = ("title",)
    search_help_text = format_lazy(
        _(
            "Words of the title, or their beginnings; or an address. Words of the text are found in the {count} articles saved last."
        ),
        count=titles.TEXTS,
    )
    autocomplete_fields = ("countries", "topics", "workshops", "agencies")
    inlines = INLINES
    actions = (curating.change_many,)
    fieldsets = (
        *((name, options) for _key, name, options in SECTIONS),
        (None, {"fields": CONTROL_FIELDS}),
    )

    class Media:
        js = (
            Script("admin_desk/editor_label.js", type="module"),
            Script("admin_desk/text_direction.js", type="module"),
            Script("admin_desk/lengths.js", type="module"),
            Script("admin_desk/slug.js", type="module"),
            Script("admin_desk/leaving.js", type="module"),
            Script("admin_desk/shortcuts.js", type="module"),
            Script("admin_desk/save_bar.js", type="module"),
        )

    def get_queryset(self, request):
        articles = super().get_queryset(request)
        is_one = request.resolver_match and "object_id" in request.resolver_match.kwargs
        if not is_one:
            return articles.defer("body", "summary", "contact")
        revisions = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
        return articles.annotate(newest=Subquery(revisions.values("number")[:1]))

    def get_changelist(self, request, **kwargs):
        return ArticleList

    def get_search_results(self, request, queryset, search_term):
        return (titles.find(queryset, search_term) if search_term.strip() else queryset), False

    @admin.display(description=_("state"))
    def state(self, article):
        turned = when(article.turned_at) if article.turned_at else ""
        is_both = article.state in (State.CHANGED, State.WITHDRAWN) and article.stage != Stage.ISSUED
        stage = article.get_stage_display() if is_both else ""
        return format_html(
            '<span class="state state--{}">{}</span> <span class="quiet">{} {}</span>',
            article.state,
            article.state.label,
            stage,
            turned,
        )

    @admin.display(description=_("saved by"))
    def saved_by(self, article):
        return who(article.last_saved_by)

    @admin.display(description=_("last saved"), ordering="last_saved_at")
    def saved_at(self, article):
        return when(article.last_saved_at)

    @admin.display(description=_("words"))
    def words(self, article):
        return article.words

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or desks.may(request.user, "change_article", obj))

    def has_delete_permission(self, request, obj=None):
        return False

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.editor = request.user  # the class is made anew for each request
        form.is_only_shown = hasattr(request, "taken_back")
        return form

    def get_urls(self):
        def at(route, view, name):
            return path(route, self.admin_site.admin_view(view), name=f"newsroom_article_{name}")

        each = "<int:article_id>/"
        return [
            at("paste/", partial(pasting.paste, self), "paste"),
            *(
                at(f"{each}{step.name}/", partial(deciding.decide, self, step), step.name)
                for step in steps.STEPS
            ),
            at(f"{each}embargo/", partial(embargo.embargo, self), "embargo"),
            at(f"{each}embargo/lift/", partial(embargo.lift, self), "lift"),
            at(f"{each}embargo/<int:link_id>/", partial(embargo.visits, self), "visits"),
            at(f"{each}embargo/<int:link_id>/revoke/", partial(embargo.revoke, self), "revoke"),
            *writing.urls(self, at),
            *curating.urls(self, at),
            at(f"{each}merge/<uuid:key>/", partial(conflicts.decide, self), "merge"),
            at(f"{each}instant/", partial(instants.read, self), "instant"),
            at(f"{each}preview/", partial(memory.preview, self), "preview"),
            at(f"{each}review/", partial(thread.review, self), "review"),
            at(f"{each}checks/", partial(checking.checks, self), "checks"),
            at(f"{each}checks/typed/", partial(checking.check_typed, self), "check_typed"),
            at("checks/typed/", partial(checking.check_typed, self), "check_new"),
            at(f"{each}revisions/", partial(memory.revisions, self), "revisions"),
            at(f"{each}revisions/compare/", partial(comparing.show, self), "compare"),
            at(f"{each}revisions/<int:number>/take/<slug:field>/", partial(comparing.take, self), "take"),
            at(f"{each}revisions/<int:number>/restore/", partial(memory.restore, self), "restore"),
            at(f"{each}note/<str:what>/<int:number>/", partial(notes.amend, self), "note"),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        """The log of the workflow, instead of the admin's own: it knows the revisions."""
        return logbook.log(self, request, object_id)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        def show(request):
            return self.show(request, object_id, form_url, extra_context)

        if request.method == "POST":
            request.POST = with_survivors(request.POST)
            return conflicts.save(self, request, object_id, show) if object_id else show(request)
        if "typed" in request.GET:
            return writing.take_back(request, object_id, show)
        return show(request)

    def show(self, request, object_id=None, form_url="", extra_context=None):
        """The form as Django's admin shows and saves it, whatever others did meanwhile."""
        return super().changeform_view(request, object_id, form_url, extra_context)

    def construct_change_message(self, request, form, formsets, add=False):
        """The names of the fields: what was in them stands in the revisions."""
        return construct_change_message(form, formsets, add)

    def save_model(self, request, obj, form, change):
        """The text alone: what is wanted of it, and its way to readers, is for the workflow to write."""
        if not change:
            obj.translations_wanted = []
        obj.save_text()

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if conflicts.is_rehearsal(request):
            return
        typing.forget(form_key(request.POST), by=request.user)
        # The article has been locked since before it was read (see conflicts.save).
        note = form.cleaned_data.get("revision_note", "")
        request.saved_revision = append_revision(form.instance, request.user, note)
        request.has_new_wish = "translations_wanted" in form.changed_data
        if request.has_new_wish:
            languages = form.cleaned_data["translations_wanted"]
            workflow.want_translations(form.instance, languages, by=request.user)
            messages.info(request, _("Noted which translations are wanted."))

    def response_add(self, request, obj, post_url_continue=None):
        return self._answer(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._answer(request, obj) or super().response_change(request, obj)

    def _answer(self, request, obj):
        """Back to the form, or on to the page whose button was pressed; ``None`` in a pop-up window."""
        if conflicts.is_rehearsal(request):
            return conflicts.rehearsed(request, obj)
        if "_popup" in request.POST:
            return None
        revision = request.saved_revision
        if revision is None and not request.has_new_wish:
            messages.info(request, _("Nothing was changed."))
        if revision is not None:
            messages.success(
                request,
                _("Saved as revision %(number)s at %(when)s. What readers see is as it was.")
                % {"number": revision.number, "when": when(revision.saved_at)},
            )
        pressed = next((name for name in steps.DESTINATIONS if f"_{name}" in request.POST), "change")
        return redirect(reverse(f"admin:newsroom_article_{pressed}", args=[obj.pk]))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        keys = {str(name): key for key, name, _options in SECTIONS}
        inlines = context["inline_admin_formsets"]
        standing = Standing.of(obj) if obj else None
        form = context["adminform"].form
        context |= {
            "sections": [
                (
                    keys[str(part.name)],
                    part,
                    [one for one in inlines if one.opts.section == keys[str(part.name)]],
                )
                for part in context["adminform"]
                if str(part.name) in keys
            ],
            "standing": standing,
            "steps": steps.offered(standing, request.user) if standing else [],
            "can_publish": request.user.has_perm("newsroom.publish_article"),
            **writing.context(self, request, obj, form, inlines),
            **aids.context(obj, standing, form),
            "title": obj.title if obj else _("New article"),
            "subtitle": None,
            "tab": "edit",
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
