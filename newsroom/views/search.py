"""The search page: texts by how well they fit, and the countries, people, bodies and events of that name."""

from functools import partial
from urllib.parse import parse_qsl

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from newsroom.cards import found_items
from newsroom.feeds.formats import feeds
from newsroom.models.articles import Kind
from newsroom.narrowing import names
from newsroom.search import marking, things
from newsroom.search.proposals import proposal
from newsroom.search.queries import LONGEST, parse
from newsroom.search.queries import MOST as MOST_PARTS
from newsroom.search.questions import TakesTooLong
from newsroom.search.ranking import RANKED, ranked
from newsroom.selection import Selection, editions_of, encoded, has_query
from newsroom.selection.options import MOST, options
from newsroom.terms import Facet, kind_value
from publishing.addresses import address
from publishing.languages import Language
from publishing.site import absolute
from publishing.visitors import limited

PAGE_SIZE = 10
_SHOWN = 8  # values of a facet that are offered
_NARROWED_BY = ("country", "topic", "kind", "year")


@require_safe
@partial(limited, counts=has_query)
def search(request):
    """What is found of a query, the best first, a page at a time; what it can be narrowed by; and other spellings."""
    language = get_language()
    selection = Selection.parse(request.GET, language)
    page = _page(request.GET.get("page", ""))
    here = _url(selection, language, page)
    # Forms write some characters otherwise than we do; that is not worth another request.
    if parse_qsl(request.META["QUERY_STRING"], keep_blank_values=True) != parse_qsl(here.partition("?")[2]):
        return redirect(here, permanent=True)
    context = {"query": selection.query.text if selection.query else "", "longest": LONGEST}
    if selection.query:
        try:
            context |= _found(selection, language, page)
        except TakesTooLong:
            context |= {"is_cut": True, **_around(selection, language)}
    else:
        context["examples"] = _examples()
    return render(request, "newsroom/search.html", context)


def _examples() -> list[tuple[str, str]]:
    """What can be typed, each with what it does."""
    return [
        ('"migrant smuggling"', _("finds the words as they stand together.")),
        ("opium -poppy", _("leaves out what has the second word.")),
        ("opium OR heroin", _("finds what has one or the other.")),
        ("traffick*", _("finds all words that begin so.")),
        ("country:mm", _("finds what is about a country; by its name too.")),
        ("topic: region: speaker: agency: series: kind: year:", _("can be used in the same way.")),
    ]


def _page(text) -> int:
    if not text:
        return 1
    last = -(-2 * RANKED // PAGE_SIZE)
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:9]) <= last:
        raise Http404("No such page.")
    return int(text)


def _url(selection, language, page=1) -> str:
    values = selection.parameters(language) | ({"page": str(page)} if page > 1 else {})
    path = address("newsroom:search")
    return f"{path}?{encoded(values)}" if values else path


def _found(selection, language, page) -> dict:
    hits = selection.walks
    total = hits.count(MOST)
    keys, is_whole = ranked(hits)
    first = (page - 1) * PAGE_SIZE
    shown = keys[first : first + PAGE_SIZE]
    if page > 1 and not shown:
        raise Http404("There are not so many results.")
    editions = editions_of([(None, None, key) for key in shown], marking.WITH_TEXT)
    stems = {each: marking.wanted(meant) for each, meant in hits.meanings.items()}
    context = {
        "total": total,
        "most": MOST,
        "ranked": None if is_whole else RANKED,
        "items": found_items(editions, stems),
        "is_first": page == 1,
        "newer_url": _url(selection, language, page - 1) if page > 1 else "",
        "older_url": _url(selection, language, page + 1) if first + PAGE_SIZE < len(keys) else "",
        "facets": _facets(selection, language, total),
        "unknown": hits.unknown,
        "used": MOST_PARTS if selection.query.is_cut else None,
    }
    if page == 1:
        words = [word for part in selection.query.plain for word in things.words_of(part.text)]
        context["things"] = [_thing_group(found) for found in things.find(words)]
        context["meant"] = _meant(selection, language)
    return context | _around(selection, language)


def _around(selection, language) -> dict:
    """The ways on: what is chosen, the same by date, in all languages, and as a feed."""
    everywhere = selection.only(languages=())
    return {
        "chips": [
            {"label": label, "remove_url": _url(rest, language)}
            for label, rest in selection.parts(language)
            if rest.query
        ],
        "kept": sorted(item for item in selection.parameters(language).items() if item[0] != "q"),
        "by_date_url": selection.url(language),
        "feeds": feeds(lambda form: selection.url(language, feed=form)),
        "everywhere_url": _url(everywhere, language) if selection.languages else "",
    }


def _facets(selection, language, total) -> list[dict]:
    """What the results can be narrowed by, the most frequent values of each facet with their numbers and addresses."""
    offered, known = options(selection), names()
    known["kind"] = {kind_value(kind): (kind.value, capfirst(str(kind.label))) for kind in Kind}
    titles = {"country": _("Countries"), "topic": _("Topics"), "kind": _("Kinds"), "year": _("Years")}
    found = []
    for name in _NARROWED_BY:
        counts, are_counted = offered[name]
        if selection.single(name) or (name == "year" and selection.period.years):
            continue
        best = sorted(counts.items(), key=lambda item: (-item[1], -item[0]))[:_SHOWN]
        rows = []
        for value, number in sorted(best, reverse=True) if name == "year" else best:
            key, label = (str(value), str(value)) if name == "year" else known[name].get(value, (None, None))
            if key and (not are_counted or number < (total or 0)):
                url = f"{address('newsroom:search')}?{encoded(_narrowed(selection, name, key, language))}"
                rows.append({"label": label, "count": number if are_counted else None, "url": url})
        if rows:
            listed = "period-list" if name == "year" else "name-list"
            found.append({"id": name, "title": titles[name], "rows": rows, "list": listed})
    return found


def _narrowed(selection, name, key, language):
    values = selection.parameters(language)
    if name == "year":
        return values | {"year": key}
    several = [key, *filter(None, values.get(name, "").split(","))]
    return values | {name: key} if len(several) == 1 else values | {f"{name}.all": key}


def _thing_group(found) -> dict:
    titles = {
        Facet.COUNTRY: _("Countries"),
        Facet.REGION: _("Regions"),
        Facet.TOPIC: _("Topics"),
        Facet.SPEAKER: _("Speakers"),
        Facet.AGENCY: _("Agencies"),
        Facet.SERIES: _("Series"),
        Facet.WORKSHOP: _("Events"),
        Facet.PLACE: _("Places"),
    }
    rows = [
        {"name": f"{row.local_name} ({row.country.local_name})", "url": row.country.get_absolute_url()}
        if found.facet == Facet.PLACE
        else {"name": row.local_name, "url": row.get_absolute_url()}
        for row in found.rows
    ]
    return {"title": titles[found.facet], "rows": rows}


def _meant(selection, language) -> dict | None:
    """Another spelling of the query that does find texts, if words of it are in none."""
    home = selection.languages[0] if len(selection.languages) == 1 else language
    meant = selection.walks.meanings[home if home in selection.walks.meanings else Language.ENGLISH]
    text = proposal(selection.query.text, meant.missing, home) if meant.missing else ""
    other = text and selection.only(query=parse(text))
    if not other or not other.walks.newest(1).rows:
        return None
    return {"text": text, "url": _url(other, language)}


@require_safe
def feed(request):
    """To the feed of the list: a selection has one feed, wherever it is asked for."""
    return redirect(
        Selection.parse(request.GET, get_language()).url(get_language(), feed=True), permanent=True
    )


@require_safe
def opensearch(request):
    """The description by which a browser adds this search to its own (OpenSearch 1.1)."""
    context = {"language": Language(get_language()).tag, "search_url": absolute(address("newsroom:search"))}
    return render(
        request,
        "newsroom/opensearch.xml",
        context,
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )
