"""The addresses of feeds: each list's own, in every format. What is asked for is decided by the address alone."""

import hashlib
from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from newsroom.paging import joined, position_of
from newsroom.selection import Selection, encoded, has_query, key_of
from publishing.addresses import address
from publishing.visitors import limited

from . import markup
from .entries import gather
from .formats import FORMATS, feeds

# Part of every ETag: raise it when the same things are written in another way.
FORM = 2


@require_safe
@partial(limited, counts=has_query)
def feed(request, form, year=0, month=0, facet="", slug="", held_in=0):
    """The newest texts of a selection, or (``before=``) a page of what is older, as a feed in the format ``form``.

    Its validators depend on nothing but what it says. What was merged since leads for ever to the feed of what it was
    merged into.
    """
    if form not in FORMATS:
        return _no_such_format(request)
    query = request.GET.copy()
    if slug:
        query[facet] = f"{held_in}/{slug}" if held_in else slug
    selection = Selection.parse(query, get_language(), year, month)
    before, url = position_of(request.GET.get("before")), _address(selection, facet, form)
    here = joined(url, f"before={request.GET['before']}") if before else url
    if request.get_full_path() != here:
        return redirect(here, permanent=True)
    gathered, texts = gather(selection, _page(selection, facet), url, before)
    tag = f'"{hashlib.sha256(repr((FORM, form, markup.prolog(), gathered)).encode()).hexdigest()[:24]}"'
    changed = int(gathered.changed_at.timestamp())
    response = get_conditional_response(request, etag=tag, last_modified=changed)
    if response is None:
        known = FORMATS[form]
        response = HttpResponse(known.write(gathered, texts), content_type=f"{known.type}; charset=utf-8")
    response["ETag"], response["Last-Modified"] = tag, http_date(changed)
    return response


def _no_such_format(request):
    """404 with the formats there are."""
    folder = request.path.rpartition("/")[0]
    context = {"feeds": feeds(lambda form: f"{folder}/feed.{form}")}
    return render(request, "404.html", context, status=404)


def _page(selection, facet) -> str:
    """Where the list that a feed is of can be read."""
    language, thing = get_language(), selection.single(facet) if facet else None
    if thing and not selection.only(**{facet: None}).parameters(language):
        return thing.get_absolute_url()
    if facet == "home" and not selection.parameters(language):
        return address("newsroom:home")
    return selection.url(language)


def _address(selection, facet, form) -> str:
    """The canonical address of a feed: of the home page, of what the page of one thing lists, or of a selection."""
    language, thing = get_language(), selection.single(facet) if facet else None
    if facet == "home":
        path = address("newsroom:home-feed", form)
    elif thing:
        path = address(f"newsroom:{facet}-feed", *key_of(thing).split("/"), form)
        selection = selection.only(**{facet: None})
    else:
        return selection.url(language, feed=form)
    query = encoded(selection.parameters(language))
    return f"{path}?{query}" if query else path
