"""The addresses of data: each list's and each release's own. A file holds exactly what the page and the feed hold."""

import json
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from newsroom.locating import locate
from newsroom.paging import cursor_of, joined, position_of
from newsroom.selection import Selection, editions_of, encoded, has_query
from publishing.addresses import address
from publishing.site import absolute
from publishing.visitors import limited

from . import ninjs, releases, tables

PAGE_SIZE = 50
LIST_FILES = ("data.json", "data.csv", "ninjs.json")
RELEASE_FILES = ("data.json", "ninjs.json")


def files(page: str) -> list[dict]:
    """The data of a list for ``parts/feeds.html``, from the address of its page; and the API, for all that they lack."""
    path, mark, query = page.partition("?")
    known = (("JSON", "data.json", "application/json"), ("CSV", "data.csv", "text/csv"))
    found = [
        {"name": name, "type": type_, "url": f"{path}{file}{mark}{query}"} for name, file, type_ in known
    ]
    return [*found, {"name": "API", "type": "text/html", "url": "/api/"}]


@require_safe
@partial(limited, counts=has_query)
def list_data(request, file, year=0, month=0, facet="", slug="", held_in=0):
    """The newest releases of a selection, or (``before=``) what is older, as data. ``Link`` leads to the older ones."""
    _demand(file, LIST_FILES)
    query = request.GET.copy()
    if slug:
        query[facet] = f"{held_in}/{slug}" if held_in else slug
    selection = Selection.parse(query, get_language(), year, month)
    before = position_of(request.GET.get("before"))
    url = _address(selection, facet, file)
    here = joined(url, f"before={request.GET['before']}") if before else url
    if request.get_full_path() != here:
        return redirect(here, permanent=True)
    found = selection.walks.find(PAGE_SIZE + 1, before=before)
    rows = found.rows[:PAGE_SIZE]
    further = rows[-1] if len(found.rows) > PAGE_SIZE else found.stopped_at
    older = absolute(joined(url, f"before={cursor_of(further)}")) if further else None
    if file == "data.csv":
        text = tables.write(releases.summaries(editions_of(rows)))
        response = HttpResponse(text, content_type="text/csv; charset=utf-8; header=present")
    elif file == "ninjs.json":
        said = releases.wholes(editions_of(rows, releases.WITH_TEXTS))
        response = as_json([ninjs.write(release) for release in said])
    else:
        response = as_json(
            {
                "title": selection.describe(),
                "url": absolute(here),
                "next": older,
                "items": releases.summaries(editions_of(rows)),
            }
        )
    if older:
        response["Link"] = f'<{older}>; rel="next"'
    return _for_scripts(response)


@require_safe
def release_data(request, file, year, month, slug):
    """A release as data: where its page is, 200, 301 to where it is now, 410, or 404."""
    _demand(file, RELEASE_FILES)
    found = locate(get_language(), year, month, slug)
    if found is None:
        raise Http404("No release has this address.")
    if not found.is_readable:
        said = {"id": found.edition.urn, "gone": True, "note": found.withdrawal.note}
        return _for_scripts(as_json(said, status=410))
    if not found.withdrawal and not found.is_here:
        return redirect(found.edition.get_absolute_url() + file, permanent=True)
    release = releases.whole(found.edition, found.withdrawal)
    return _for_scripts(as_json(ninjs.write(release) if file == "ninjs.json" else release))


def _demand(file, files):
    if file not in files:
        raise Http404(f"There is no such file here. There are: {', '.join(files)}.")


def _address(selection, facet, file) -> str:
    """The canonical address of a file: beside the page of the list, with the same query."""
    language, thing = get_language(), selection.single(facet) if facet else None
    if facet == "home":
        page, values = address("newsroom:home"), selection.parameters(language)
    elif thing:
        page, values = thing.get_absolute_url(), selection.only(**{facet: None}).parameters(language)
    else:
        page, mark, query = selection.url(language).partition("?")
        return f"{page}{file}{mark}{query}"
    return f"{page}{file}?{encoded(values)}" if values else f"{page}{file}"


def as_json(said, *, status=200, content_type="application/json") -> HttpResponse:
    """An answer in JSON, its letters as they are."""
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type=content_type, status=status)


def _for_scripts(response):
    """The same, which scripts in any page may read: it is public, and no cookie changes it."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "Link"
    return response
