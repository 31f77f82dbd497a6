"""Home, and the list of all texts with its years, months and filters."""

from functools import partial
from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_request
from django.views.decorators.http import require_safe

from events.models import Country, Topic, Workshop
from newsroom import rendering
from newsroom.counting import counts
from newsroom.data.views import files
from newsroom.feeds.formats import feeds
from newsroom.narrowing import narrowing
from newsroom.paging import joined, paginate
from newsroom.selection import Selection, has_query
from newsroom.selection.options import MOST
from newsroom.terms import Facet
from publishing.addresses import address
from publishing.structured_data import website
from publishing.visitors import limited

LATEST, COMING, BUSIEST = 9, 5, 12


@require_safe
def to_language(request):
    """From the bare address to the home page in the reader's language."""
    response = redirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


def busiest(things, facet: Facet, language: str) -> list:
    """Those of some countries or topics with most live texts in a language, with their number: ``release_count``."""
    numbers = counts(facet, language)
    found = {thing.pk: thing for thing in things.filter(pk__in=numbers)}
    for key, thing in found.items():
        thing.release_count = numbers[key]
    return sorted(found.values(), key=lambda thing: (-thing.release_count, thing.name))[:BUSIEST]


@require_safe
def home(request):
    """What is new: the latest texts, the events ahead, the busiest topics and countries."""
    language = get_language()
    editions = Selection(languages=(language,)).newest(LATEST + 1)
    lead, latest = (editions[0], editions[1:]) if editions else (None, [])
    context = {
        "structured": [website(address("newsroom:home"), address("newsroom:home") + "search/")],
        "lead": lead,
        "lead_image": _lead_picture(lead) if lead else None,
        "latest": latest,
        "coming": Workshop.objects.public().coming().for_listing()[:COMING],
        "topics": busiest(Topic.objects.public(), Facet.TOPIC, language),
        "countries": busiest(Country.objects, Facet.COUNTRY, language),
    }
    return render(request, "newsroom/home.html", context)


@require_safe
@partial(limited, counts=has_query)
def news(request, year=0, month=0):
    """A selection of texts, a page at a time, with the years and months it falls into."""
    language = get_language()
    selection = Selection.parse(request.GET, language, year, month)
    page = paginate(selection.walks, request.GET)
    here = selection.url(language)
    position = urlencode([(name, request.GET[name]) for name in ("before", "after") if request.GET.get(name)])
    canonical = joined(here, position) or here
    if request.get_full_path() != canonical:
        return redirect(canonical, permanent=True)
    context = {
        "heading": selection.describe(),
        "selection": {
            "chips": selection.chips(language),
            "feeds": feeds(lambda form: selection.url(language, feed=form)),
            "data": files(here),
            "canonical": here,
            "everywhere_url": selection.only(languages=()).url(language) if selection.languages else "",
        },
        "page": {
            "items": page.items,
            "newer_url": joined(here, page.newer),
            "older_url": joined(here, page.older),
            "is_first": page.is_first,
            "is_short": page.is_short,
        },
        "most": MOST,
        **narrowing(selection, language),
    }
    return render(request, "newsroom/release_list.html", context)


def _lead_picture(edition):
    picture, _gallery = rendering.pictures(edition.content, rendering.library([edition.content]))
    return picture
