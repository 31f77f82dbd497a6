"""Somebody saved while you were writing: what goes together is saved, what does not is asked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms.formsets import all_valid
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom import content as contents
from newsroom import workflow
from newsroom.merging import merge
from newsroom.models import Article, UnsavedTyping
from newsroom.workflow import writing
from publishing.languages import listed

from .deciding import article_for, page
from .forms import form_key, when, who
from .naming import Names, place_of
from .questions import Question
from .rows import INLINES


def save(model_admin, request, object_id, show):
    """The answer to a form that was sent. ``show`` is what Django's admin would do with it.

    Where it began with the newest revision, it is saved as it is. Where somebody saved since, what it holds is read
    out of a rehearsal (saved, and taken back), and merged with theirs.
    """
    with transaction.atomic():
        # Whoever else is saving this article now is waited for.
        article = (
            Article.objects.select_for_update().filter(pk=object_id if object_id.isdecimal() else 0).first()
        )
        newest = article and article.revisions.select_related("saved_by").first()
        seen = request.POST.get("seen_revision", "")
        if newest is None or seen == str(newest.number):
            return show(request)
        if not model_admin.has_change_permission(request, article):
            raise PermissionDenied
        answer, mine = _rehearse(request, article, show)
        if mine is None:
            return answer
        base = _revision(article, seen)
        writing.keep(
            by=request.user,
            form=form_key(request.POST),
            article=article,
            base=base and base.number,
            content=mine,
            note=request.POST.get("revision_note", "")[:255],
        )
        kept = UnsavedTyping.objects.get(user=request.user, form=form_key(request.POST))
        return _settle(request, article, kept, newest)


def _rehearse(request, article, show):
    """The page that saving gives, and the content that it saves, or ``None`` where the form has errors.

    The form holds all rows of the article, and nothing else: so those that are there are out of the way.
    """
    request.rehearsed_content = None
    with transaction.atomic():
        for inline in INLINES:
            inline.model.objects.filter(article=article).delete()
        answer = show(request)
        transaction.set_rollback(True)
    return answer, request.__dict__.pop("rehearsed_content")


def is_rehearsal(request) -> bool:
    return hasattr(request, "rehearsed_content")


def rehearsed(request, article):
    """What the admin answers in a rehearsal, which nobody sees."""
    request.rehearsed_content = contents.snapshot(article)
    return HttpResponse()


def _revision(article, number: str):
    """The revision whose number was sent, if it is one."""
    is_number = number.isascii() and number.isdecimal() and len(number) < 9
    return (
        article.revisions.select_related("saved_by").filter(number=int(number)).first() if is_number else None
    )


def _base(article, kept):
    revision = article.revisions.filter(number=kept.base).first() if kept.base else None
    return contents.resolved(revision.content) if revision else contents.empty()


def _merge(article, kept, theirs, *, is_whole=False):
    """What was kept and a revision of somebody else, by the names that things have now."""
    base = contents.empty() if is_whole else _base(article, kept)
    return merge(base, contents.resolved(theirs.content), contents.resolved(kept.content))


def _settle(request, article, kept, newest):
    """Save what goes together; where something does not, lead to the page that asks."""
    merged = _merge(article, kept, newest)
    if not merged.conflicts:
        try:
            return _saved(request, article, kept, newest, merged, merged.content())
        except (ValidationError, PermissionDenied) as error:
            _complain(request, error)
            return redirect(_address(article, kept, is_whole=True))
    return redirect(_address(article, kept))


def _address(article, kept, *, is_whole=False):
    address = reverse("admin:newsroom_article_merge", args=[article.pk, kept.form])
    return address + "?whole=1" if is_whole else address


def _complain(request, error):
    problems = error.messages if isinstance(error, ValidationError) else [str(error)]
    for problem in problems:
        messages.error(request, _("The two texts do not go together: %s") % problem)


def _saved(request, article, kept, newest, merged, content):
    revision, missing = workflow.merge(article, content, by=request.user, seen=newest.number, note=kept.note)
    writing.forget(kept.form, by=request.user)
    theirs = _theirs(article, kept, newest, merged)
    if revision is None:
        messages.info(request, _("There is nothing of yours to add: the text is as in %s.") % theirs)
    else:
        messages.success(
            request,
            _("Your changes and those of %(theirs)s are both in revision %(number)s.")
            % {"theirs": theirs, "number": revision.number},
        )
    for thing in missing:
        messages.warning(request, _("No longer in the archive, and left out: %s") % thing)
    return redirect("admin:newsroom_article_change", article.pk)


def _theirs(article, kept, newest, merged):
    """Who saved what since: ``Ann (revision 7: title, paragraph 3)``."""
    since = list(
        article.revisions.filter(number__gt=kept.base or newest.number - 1, number__lte=newest.number)
        .select_related("saved_by")
        .defer("canonical")
        .order_by("number")
    )
    names = listed(dict.fromkeys(who(revision.saved_by) for revision in since))
    numbers = listed(str(revision.number) for revision in since)
    places = dict.fromkeys(
        place_of(change.part, change.place) for change in merged.changes if change.side != "mine"
    )
    values = {"who": names, "numbers": numbers, "places": listed(places)}
    if not places:
        return (
            ngettext("%(who)s (revision %(numbers)s)", "%(who)s (revisions %(numbers)s)", len(since)) % values
        )
    return (
        ngettext(
            "%(who)s (revision %(numbers)s: %(places)s)",
            "%(who)s (revisions %(numbers)s: %(places)s)",
            len(since),
        )
        % values
    )


def decide(model_admin, request, article_id, key):
    """The page that asks what is to stand where two changes overlap. What is kept is merged when it is sent."""
    article = article_for(model_admin, request, article_id)
    if not model_admin.has_change_permission(request, article):
        raise PermissionDenied
    kept = get_object_or_404(
        UnsavedTyping, user=request.user, form=key, article=article, content__isnull=False
    )
    newest = article.revisions.select_related("saved_by").first()
    is_whole = "whole" in request.GET
    if request.method == "POST":
        return _decided(model_admin, request, article, kept, newest, is_whole)
    return _ask(model_admin, request, article, kept, newest, is_whole)


def _decided(model_admin, request, article, kept, newest, is_whole):
    theirs = _revision(article, request.POST.get("theirs", "")) or newest
    merged = _merge(article, kept, theirs, is_whole=is_whole)
    questions = _questions(merged, request.POST)
    if not all_valid(questions):
        return _page(model_admin, request, article, kept, theirs, merged, questions)
    content = merged.content({question.conflict.key: question.decision for question in questions})
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)
        newest = article.revisions.select_related("saved_by").first()
        if newest.number != theirs.number:
            messages.warning(
                request,
                _("%(who)s saved revision %(number)s on %(when)s, while you were deciding.")
                % {"who": who(newest.saved_by), "number": newest.number, "when": when(newest.saved_at)},
            )
            # What was decided holds their earlier text: that is what the newest one is compared with.
            writing.keep(
                by=request.user,
                form=kept.form,
                article=article,
                base=theirs.number,
                content=content,
                note=kept.note,
            )
            kept.refresh_from_db()
            return _settle(request, article, kept, newest)
        try:
            return _saved(request, article, kept, newest, merged, content)
        except (ValidationError, PermissionDenied) as error:
            _complain(request, error)
    return _page(model_admin, request, article, kept, theirs, merged, questions)


def _ask(model_admin, request, article, kept, newest, is_whole):
    merged = _merge(article, kept, newest, is_whole=is_whole)
    return _page(model_admin, request, article, kept, newest, merged, _questions(merged))


def _questions(merged, data=None):
    names = Names(merged.conflicts)
    return [Question(conflict, names, data) for conflict in merged.conflicts]


def _page(model_admin, request, article, kept, theirs, merged, questions):
    media = model_admin.media
    for question in questions:
        media += question.media
    return page(
        model_admin,
        request,
        "merge.html",
        article,
        kept=kept,
        theirs=theirs,
        questions=questions,
        merged=[(place_of(change.part, change.place), change.side) for change in merged.changes],
        title=_("Two people changed this text"),
        media=media.with_nonce(str(request.csp_nonce)) if hasattr(media, "with_nonce") else media,
    )
