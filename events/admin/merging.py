"""The page on which an editor merges a thing into another one of its kind, after seeing all that will move."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.merging import MergeError, fillable, is_hiding, may_merge, merge, refuse
from events.models import Merge
from events.relations import Relation

NAMED = 5


class TargetForm(forms.Form):
    """Which thing another one is merged into."""

    into = forms.ModelChoiceField(label=gettext_lazy("Merge it into"), queryset=None)

    def __init__(self, model_admin, data=None):
        super().__init__(data)
        field = self.fields["into"]
        field.queryset = model_admin.model._default_manager.all()
        # The pickers of Django ask by a foreign key to the model: that of the merges themselves.
        key = Merge._meta.get_field(model_admin.opts.model_name)
        field.widget = AutocompleteSelect(key, model_admin.admin_site)
        field.widget.choices = field.choices
        field.widget.is_required = True


class MergeForm(forms.Form):
    """What goes with the merge: fields that are taken over, and consent to what readers lose."""

    fill = forms.MultipleChoiceField(
        label=gettext_lazy("Take over what is missing"), required=False, widget=forms.CheckboxSelectMultiple
    )
    although_hidden = forms.BooleanField(
        label=gettext_lazy("Merge all the same: readers will find nothing at the old address"), required=False
    )

    def __init__(self, merged, survivor, data=None):
        offered = fillable(merged, survivor)
        super().__init__(data, initial={"fill": list(offered)})
        label = merged._meta.get_field
        self.fields["fill"].choices = [
            (name, f"{label(name).verbose_name}: {value[:200]}") for name, value in offered.items()
        ]
        if not offered:
            del self.fields["fill"]
        if not is_hiding(merged, survivor):
            del self.fields["although_hidden"]


class Mergeable(admin.ModelAdmin):
    """Things of which two may turn out to be one."""

    change_form_template = "admin/events/mergeable_change_form.html"
    actions = ("merge_two",)

    def get_actions(self, request):
        chosen = super().get_actions(request)
        chosen.pop("delete_selected", None)  # a thing is deleted on its own page
        return chosen if may_merge(request.user, self.model) else {}

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        return [path("<int:number>/merge/", view, name=name), *super().get_urls()]

    @admin.action(description=gettext_lazy("Merge two of them…"))
    def merge_two(self, request, queryset):
        numbers = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(numbers) != 2:
            messages.error(request, _("Choose exactly two to merge."))
            return None
        return redirect(f"{self._merge_url(numbers[1])}?into={numbers[0]}")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Of what was merged since: the page of what it was merged into, with a word about it."""
        there = self._successor(object_id)
        if there is not None:
            messages.warning(
                request,
                _("“%(old)s” was merged into “%(new)s” in the meantime. What you typed was not saved.")
                % {"old": there.name, "new": there.survivor}
                if request.method == "POST"
                else _("“%(old)s” was merged into “%(new)s”.") % {"old": there.name, "new": there.survivor},
            )
            return redirect(self._url("change", there.survivor.pk))
        context = {"may_merge": may_merge(request.user, self.model)} | (extra_context or {})
        return super().change_view(request, object_id, form_url, context)

    def merge_view(self, request, number):
        """Choose what it is merged into; look at what will move; merge."""
        if not may_merge(request.user, self.model):
            raise PermissionDenied
        there = self._successor(str(number))
        if there is not None:
            messages.info(
                request,
                _("“%(old)s” was merged into “%(new)s” already.")
                % {"old": there.name, "new": there.survivor},
            )
            return redirect(self._url("change", there.survivor.pk))
        merged = get_object_or_404(self.model, pk=number)
        target = TargetForm(self, request.GET if "into" in request.GET else None)
        survivor, problem, form = None, "", None
        if target.is_bound and not target.is_valid():
            # What the picker cannot show it does not show again.
            problem, target = _("Choose what it is to be merged into."), TargetForm(self)
        elif target.is_bound:
            survivor = target.cleaned_data["into"]
            try:
                refuse(merged, survivor)
            except MergeError as error:
                problem, survivor = " ".join(error.messages), None
        if survivor is not None:
            form = MergeForm(merged, survivor, request.POST if request.method == "POST" else None)
            if request.method == "POST" and form.is_valid():
                done = self._merge(request, merged, survivor, form)
                if done:
                    return done
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge “%s” into another") % merged,
            "merged": merged,
            "survivor": survivor,
            "target": target,
            "problem": problem,
            "form": form,
            "moving": _moving(self.model, merged) if survivor else [],
            "swapped": survivor and f"{self._merge_url(survivor.pk)}?into={merged.pk}",
            "hides": survivor is not None and is_hiding(merged, survivor),
            "shows": survivor is not None and is_hiding(survivor, merged),
            "media": self.media + target.media,
        }
        request.current_app = self.admin_site.name
        status = 400 if problem or (form is not None and form.errors) else 200
        return TemplateResponse(request, "admin/events/merge.html", context, status=status)

    def _merge(self, request, merged, survivor, form):
        options = {name: form.cleaned_data[name] for name in form.fields}
        try:
            merge(merged, survivor, by=request.user, **options)
        except MergeError as error:
            form.add_error(None, error)
            return None
        messages.success(
            request,
            _("“%(old)s” is now “%(new)s”. Its old address leads here.")
            % {"old": merged.name, "new": survivor},
        )
        return redirect(self._url("change", survivor.pk))

    def _successor(self, number):
        if not number.isdecimal() or len(number) > 18:
            return None
        rows = Merge.objects.filter(kind=self.opts.model_name, number=int(number))
        return rows.select_related(self.opts.model_name).first()

    def _url(self, page, number):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[number])

    def _merge_url(self, number):
        return self._url("merge", number)


def _moving(model, merged):
    """What refers to a thing, by kind: what it is, how many, and the names of the first."""
    lines = []
    for relation in Relation.all_to(model):
        count = relation.rows(merged).count()
        if count:
            names = list(dict.fromkeys(relation.names(merged, NAMED)))
            lines.append({"what": relation.verbose_name_plural, "count": count, "names": names})
    return lines
