"""The page of an article's embargo: until when, which outlets may read it by which link, and who did."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from newsroom import desks, press, workflow
from newsroom.clocks import everywhere, exactly, readings
from newsroom.editions import WorkflowError
from newsroom.models import Embargo, PressLink

from .deciding import article_for, page
from .forms import when, who
from .instants import InstantField, offer_zones, zones_of
from .standing import Standing

PER_PAGE = 50
PERMISSION = "publish_article"


class EmbargoForm(forms.Form):
    until = InstantField(
        label=_("Embargo until"), help_text=_("Not later than the publication. The press reads it before.")
    )

    def carry_out(self, article, by):
        embargo = workflow.embargo(article, self.cleaned_data["until"], by=by)
        return gettext("Under embargo until %s.") % everywhere(embargo.until, self.fields["until"].zones)


class LinkForm(forms.Form):
    outlet = forms.CharField(
        label=_("Outlet"),
        max_length=PressLink._meta.get_field("outlet").max_length,
        widget=forms.TextInput(attrs={"class": "press__outlet"}),
        help_text=_("Whom the link is for. The name stands on the page and on every printed sheet."),
    )
    expires_at = InstantField(
        label=_("Good until"), required=False, help_text=_("Empty: until the publication.")
    )

    def carry_out(self, article, by):
        data = self.cleaned_data
        link = workflow.make_link(article, data["outlet"], by=by, expires_at=data["expires_at"])
        return gettext("The link for %s is made. Copy its address below and send it.") % link.outlet


FORMS = {"embargo": EmbargoForm, "link": LinkForm}


def embargo(model_admin, request, article_id):
    """The embargo and its links; two forms, of which ``form`` in what is sent names the one that was filled in."""
    article = article_for(model_admin, request, article_id)
    may, zones, bound = desks.may(request.user, PERMISSION, article), zones_of(article), {}
    if request.method == "POST":
        name = request.POST.get("form")
        if not may or name not in FORMS:
            raise PermissionDenied
        form = bound[name] = FORMS[name](request.POST)
        offer_zones(form, article, zones)
        if form.is_valid() and "_look" not in request.POST:
            try:
                messages.success(request, form.carry_out(article, request.user))
                return redirect("admin:newsroom_article_embargo", article.pk)
            except WorkflowError as error:
                form.add_error(None, error)
    standing = Standing.of(article)
    links = Paginator(article.press_links.for_desk(), PER_PAGE).get_page(request.GET.get("page"))
    present = Embargo.objects.in_force().select_related("set_by").filter(article=article).first()
    context = {
        "standing": standing,
        "embargo": present,
        "readings": readings(present.until, zones) if present else [],
        "may": may,
        "rows": links,
        "lines": [_line(link, standing.ahead if may and present else None) for link in links],
        **(_forms(standing, present, bound, zones) if may else {}),
        "title": article.title,
        "tab": "embargo",
    }
    return page(model_admin, request, "embargo.html", article, **context)


def lift(model_admin, request, article_id):
    """Take the embargo off, after asking."""
    article = _article(model_admin, request, article_id)
    present = get_object_or_404(Embargo.objects.in_force(), article=article)
    count = PressLink.objects.open().filter(article=article).count()
    links = ngettext("%d link is revoked.", "%d links are revoked.", count) % count
    consequences = [
        (gettext("Embargo"), gettext("It would end on %s; it ends at once.") % exactly(present.until)),
        (gettext("Links for the press"), links if count else gettext("There are none.")),
        (gettext("Publication"), gettext("Stays as it is scheduled. It may be scheduled for earlier now.")),
    ]
    return _ask(
        model_admin,
        request,
        article,
        lambda: workflow.lift_embargo(article, by=request.user),
        done=gettext("The embargo is lifted."),
        title=gettext("Lift the embargo"),
        button=gettext("Lift the embargo"),
        consequences=consequences,
    )


def revoke(model_admin, request, article_id, link_id):
    """Revoke a link, after asking."""
    article = _article(model_admin, request, article_id)
    link = get_object_or_404(article.press_links.for_desk(), pk=link_id)
    used = (
        gettext("%(count)s, last on %(when)s.") % {"count": link.visit_count, "when": when(link.last_used_at)}
        if link.visit_count
        else gettext("None.")
    )
    consequences = [
        (gettext("Outlet"), link.outlet),
        (gettext("Visits so far"), used),
        (
            gettext("Afterwards"),
            gettext("The link says that it was revoked, and whom to ask. Nothing of the text."),
        ),
        (
            gettext("What was read"),
            gettext("Stays read: what somebody has copied or printed cannot be fetched back."),
        ),
    ]
    return _ask(
        model_admin,
        request,
        article,
        lambda: workflow.revoke_link(link, by=request.user),
        done=gettext("The link for %s is revoked.") % link.outlet,
        title=gettext("Revoke the link for %s") % link.outlet,
        button=gettext("Revoke"),
        consequences=consequences,
    )


def visits(model_admin, request, article_id, link_id):
    """Every use of a link, the newest first."""
    article = article_for(model_admin, request, article_id)
    link = get_object_or_404(article.press_links.for_desk(), pk=link_id)
    return page(
        model_admin,
        request,
        "embargo_visits.html",
        article,
        line=_line(link, None),
        rows=Paginator(link.visits.all(), PER_PAGE).get_page(request.GET.get("page")),
        title=gettext("Visits by the link for %s") % link.outlet,
    )


def _article(model_admin, request, article_id):
    article = article_for(model_admin, request, article_id)
    if not desks.may(request.user, PERMISSION, article):
        raise PermissionDenied
    return article


def _forms(standing, present, bound, zones):
    """The forms that make sense now, and the one that was sent in any case: what was typed is not lost."""
    forms = dict(bound)
    if standing.ahead and "embargo" not in forms:
        until = present.until if present else standing.ahead.live_from
        forms["embargo"] = EmbargoForm(initial={"until": until})
    if standing.ahead and present and "link" not in forms:
        forms["link"] = LinkForm()
    for name in forms.keys() - bound.keys():
        offer_zones(forms[name], standing.article, zones)
    return {f"{name}_form": form for name, form in forms.items()}


def _ask(model_admin, request, article, act, *, done, **context):
    problems = []
    if request.method == "POST":
        try:
            act()
        except WorkflowError as error:
            problems = error.messages
        else:
            messages.success(request, done)
            return redirect("admin:newsroom_article_embargo", article.pk)
    return page(model_admin, request, "embargo_ask.html", article, problems=problems, **context)


def _line(link, ahead):
    """A link as the list shows it; with its address where there is something to read and the editor may send it."""
    return {
        "link": link,
        "state": _state(link),
        "address": press.address(link, ahead) if ahead and link.is_open else "",
    }


def _state(link) -> str:
    if link.is_open:
        return gettext("open")
    if link.revoked_at:
        return gettext("revoked by %(who)s on %(when)s") % {
            "who": who(link.revoked_by),
            "when": when(link.revoked_at),
        }
    return gettext("ended")
