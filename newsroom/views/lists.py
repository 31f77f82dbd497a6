"""Home, and the list of all texts with its years, months and filters."""

from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_request
from django.views.decorators.http import require_safe

from events.models import Country, Topic, Workshop
from newsroom import rendering
from newsroom.models import Edition
from newsroom.models.articles import Kind
from newsroom.paging import paginate
from newsroom.selection import Selection, key_of

LATEST, COMING, BUSIEST = 9, 5, 12


@require_safe
def to_language(request):
    """From the bare address to the home page in the reader's language."""
    response = redirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


def with_counts(queryset, language: str):
    """Countries or topics with ``release_count``, the number of live texts in a language; the busiest first."""
    live = Edition.objects.live().filter(language=language)
    counted = queryset.annotate(release_count=Count("editions", filter=Q(editions__in=live)))
    return counted.filter(release_count__gt=0).order_by("-release_count", "name")


@require_safe
def home(request):
    """What is new: the latest texts, the events ahead, the busiest topics and countries."""
    language = get_language()
    editions = list(Edition.objects.live().filter(language=language).for_listing()[: LATEST + 1])
    lead, latest = (editions[0], editions[1:]) if editions else (None, [])
    context = {
        "lead": lead,
        "lead_image": _lead_picture(lead) if lead else None,
        "latest": latest,
        "coming": Workshop.objects.public().coming().for_listing()[:COMING],
        "topics": with_counts(Topic.objects.public(), language)[:BUSIEST],
        "countries": with_counts(Country.objects, language)[:BUSIEST],
    }
    return render(request, "newsroom/home.html", context)


@require_safe
def news(request, year=0, month=0):
    """A selection of texts, a page at a time, with the years and months it falls into."""
    language = get_language()
    selection = Selection.parse(request.GET, language, year, month)
    page = paginate(selection.editions().for_listing(), request.GET)
    here = selection.url(language)
    position = urlencode([(name, request.GET[name]) for name in ("before", "after") if request.GET.get(name)])
    canonical = _joined(here, position) or here
    if request.get_full_path() != canonical:
        return redirect(canonical, permanent=True)
    context = {
        "heading": selection.describe(),
        "selection": {
            "chips": selection.chips(language),
            "feed_url": selection.url(language, feed=True),
            "canonical": here,
            "language": selection.language,
        },
        "page": {
            "items": page.items,
            "newer_url": _joined(here, page.newer),
            "older_url": _joined(here, page.older),
            "is_first": page.is_first,
        },
        "years": _years(selection, language),
        "months": _months(selection, language),
        "form": {
            "countries": with_counts(Country.objects, language).order_by("name"),
            "topics": with_counts(Topic.objects.public(), language).order_by("name"),
            "kinds": Kind.choices,
            "chosen": {name: key_of(row) for name, row in selection.things.items()}
            | {"kind": selection.kind, "year": selection.year, "month": selection.month},
        },
    }
    return render(request, "newsroom/release_list.html", context)


def _lead_picture(edition):
    picture, _gallery = rendering.pictures(edition.content, rendering.library([edition.content]))
    return picture


def _joined(url, position):
    return url + ("&" if "?" in url else "?") + position if position else ""


def _years(selection, language):
    every = selection.without("year")
    counts = every.editions().order_by("-year").values_list("year").annotate(count=Count("pk"))
    return [
        {
            "year": year,
            "count": count,
            "is_current": year == selection.year,
            "url": replace(every, year=year).url(language),
        }
        for year, count in counts
    ]


def _months(selection, language):
    if not selection.year:
        return []
    every = selection.without("month")
    counts = every.editions().order_by("month").values_list("month").annotate(count=Count("pk"))
    return [
        {
            "date": date(selection.year, month, 1),
            "count": count,
            "is_current": month == selection.month,
            "url": replace(every, month=month).url(language),
        }
        for month, count in counts
    ]
