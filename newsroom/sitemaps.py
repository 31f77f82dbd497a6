"""What search engines are to look at: sitemaps.org's index and files, Google's news sitemap, robots.txt.

Texts stand in one file for each language and month. Which there are, and when each last changed, is kept with the counts;
a file reads the texts of its month and no others. What has no instant of change that is kept says none.
"""

import re
from collections import defaultdict
from datetime import date, timedelta
from functools import cache

from django.db.models import Max
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from events.models import Agency, Country, Region, Series, Speaker, Topic, Workshop
from publishing.addresses import address
from publishing.clock import database_now
from publishing.languages import Language
from publishing.prepared import Params, Prepared
from publishing.site import SITE_NAME, absolute

from . import counting, terms
from .models import Count, Edition
from .selection.periods import Period
from .terms import Facet
from .texts import xml_text

# A month of more texts has a file for each day. The protocol allows 50,000 in one, and 50 MB.
A_FILE = 10_000
NEWS_DAYS, NEWS = timedelta(days=2), 1_000  # both are Google's
AT_ONCE = 1_000
_FILE = re.compile(
    f"(?P<language>{'|'.join(Language.values)})-(?:(?P<pages>pages)|events-(?P<held_in>[12][0-9]{{3}})"
    "|(?P<year>[12][0-9]{3})-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-3][0-9]))?)"
)
# Google writes Chinese with its country.
_NEWS_LANGUAGES = {"zh-hans": "zh-cn"}
_SECTIONS = (
    *("newsroom:home", "newsroom:news", "events:country-list", "events:topic-list", "events:event-list"),
    *("events:event-archive", "events:series-list", "events:agency-list", "events:speaker-list"),
)
_XML = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@require_safe
def robots(request):
    """Everything is for everybody but the desk; and where the sitemaps are."""
    lines = ["User-agent: *", "Disallow: /admin/", ""]
    lines += [f"Sitemap: {absolute(path)}" for path in ("/sitemap.xml", "/news-sitemap.xml")]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def index(request):
    """All files, the newest months first. Four queries, and one for each month of very many texts."""
    files = [(f"{language}-pages", None) for language in Language.values]
    years = Workshop.objects.public().order_by("-year").values_list("year").annotate(Max("changed_at"))
    files += [(f"{language}-events-{year}", at) for language in Language.values for year, at in years]
    for (language, month), (count, changed_at) in sorted(_months().items(), key=lambda row: -row[0][1]):
        name = f"{language}-{month // 100}-{month % 100:02}"
        days = _days(language, month) if count > A_FILE else [""]
        files += [(name + day, changed_at) for day in days]
    entries = "".join(
        f"<sitemap><loc>{absolute(f'/sitemaps/{name}.xml')}</loc>{_lastmod(at)}</sitemap>"
        for name, at in files
    )
    return _answer(f"<sitemapindex {_NAMESPACE}>{entries}</sitemapindex>")


def _months() -> dict[tuple[str, int], tuple[int, object]]:
    """Each language and month that has live texts, with their number and the instant at which they last changed."""
    everything = {terms.term(Facet.EVERYTHING, 0, language): language for language in Language.values}
    numbers = {
        (everything[number], terms.value_of(other)): count
        for number, other, count in _IN_MONTHS(terms=list(everything))
    }
    own = {terms.term(Facet.MONTH, month, language): (language, month) for language, month in numbers}
    changed = {own[row.term]: row.changed_at for row in _CHANGED(terms=list(own))}
    return {key: (count, changed.get(key)) for key, count in numbers.items()}


_IN_MONTHS = Prepared(
    lambda: (
        Count.objects.filter(term__in=Params("terms"), other__range=terms.span(Facet.MONTH), count__gt=0)
        .order_by()
        .values_list("term", "other", "count")
    )
)
_CHANGED = Prepared(
    lambda: (
        Count.objects.filter(term__in=Params("terms"), other=0).order_by().values_list("term", "changed_at")
    )
)


def _days(language, month):
    """The days of a month that have texts, as ends of names of files."""
    rows = _texts(language, Period((month // 100,), month % 100))
    return sorted({f"-{at.day:02}" for at in rows.datetimes("released_at", "day")}, reverse=True)


def _texts(language, period):
    ((since, before),) = period.spans()
    return Edition.objects.live().filter(language=language, released_at__gte=since, released_at__lt=before)


@require_safe
def file(request, name):
    """One file of the index: the texts of a month or a day, the events of a year, or all other pages, in one language."""
    asked = _FILE.fullmatch(name)
    if asked is None:
        raise Http404("No such sitemap.")
    language = asked["language"]
    if asked["pages"]:
        urls = _pages(language)
    elif asked["held_in"]:
        urls = _events(language, int(asked["held_in"]))
    else:
        urls = _releases(language, _period(asked))
    if not urls:
        raise Http404("Nothing to list there.")
    body = "".join(f"<url>{url}</url>" for url in urls)
    return _answer(f'<urlset {_NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">{body}</urlset>')


def _period(asked) -> Period:
    year, month = int(asked["year"]), int(asked["month"])
    if not asked["day"]:
        return Period((year,), month)
    try:
        day = date(year, month, int(asked["day"]))
    except ValueError as error:
        raise Http404("No such day.") from error
    return Period(since=day, until=day)


def _releases(language, period) -> list[str]:
    """A text and its translations all name one another."""
    columns = ("language", "year", "month", "slug", "live_from", "translation_key")
    rows = list(
        _texts(language, period).order_by("-released_at", "-article_id").values_list(*columns, named=True)
    )
    family = defaultdict(list)
    keys = list({row.translation_key for row in rows})
    for start in range(0, len(keys), AT_ONCE):
        piece = keys[start : start + AT_ONCE]
        relatives = Edition.objects.live().filter(translation_key__in=piece).order_by("language")
        for relative in relatives.values_list(*columns, named=True):
            family[relative.translation_key].append((relative.language, _path(relative)))
    return [
        _loc(_path(row)) + _lastmod(row.live_from) + _alternates(family[row.translation_key]) for row in rows
    ]


def _path(row) -> str:
    return address("newsroom:release-detail", row.year, row.month, row.slug, language=row.language)


def _events(language, year) -> list[str]:
    rows = Workshop.objects.public().filter(year=year).order_by("slug").values_list("slug", "changed_at")
    stem = _stem("events:workshop-detail", year, _SLUG)
    return [_everywhere(f"{stem}{slug}/", language) + _lastmod(changed_at) for slug, changed_at in rows]


def _pages(language) -> list[str]:
    changed_at = counting.state([[(Facet.EVERYTHING, 0)]], [language]).changed_at
    news = _lastmod(changed_at if changed_at > counting.LONG_AGO else None)
    urls = [
        _everywhere(_stem(name), language) + (news if name.startswith("newsroom:") else "")
        for name in _SECTIONS
    ]
    for things in (
        *(Country.objects, Region.objects, Topic.objects.public(), Series.objects.public()),
        *(Agency.objects.public(), Speaker.objects.public()),
    ):
        stem = _stem(f"events:{things.model._meta.model_name}-detail", _SLUG)
        slugs = things.order_by("slug").values_list("slug", flat=True)
        urls += [_everywhere(f"{stem}{slug}/", language) for slug in slugs]
    return urls


_SLUG = "-"


def _stem(name, *args) -> str:
    """The address of a page without its language, up to the slug if that is one of its arguments."""
    return address(name, *args, language="en").removeprefix("/en/").removesuffix(f"{_SLUG}/")


def _everywhere(rest, language) -> str:
    """A page that there is in all languages: its addresses differ in nothing else. There are thousands: no more is done
    than to put pieces together."""
    return f"<loc>{_roots()[language]}{rest}</loc>" + "".join(f'{link}{rest}"/>' for link in _links())


@cache
def _roots() -> dict[str, str]:
    return {language: xml_text(absolute(f"/{language}/")) for language in Language.values}


@cache
def _links() -> list[str]:
    tags = [(language.tag, language) for language in Language] + [("x-default", Language.ENGLISH)]
    return [f'<xhtml:link rel="alternate" hreflang="{tag}" href="{_roots()[code]}' for tag, code in tags]


def _loc(path) -> str:
    return f"<loc>{xml_text(absolute(path))}</loc>"


def _alternates(pages) -> str:
    if len(pages) < 2:
        return ""
    links = [(Language(language).tag, path) for language, path in pages]
    links += [("x-default", path) for language, path in pages if language == "en"]
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href="{xml_text(absolute(path))}"/>'
        for tag, path in links
    )


def _lastmod(instant) -> str:
    return f"<lastmod>{instant.isoformat(timespec='seconds')}</lastmod>" if instant else ""


@require_safe
def news(request):
    """The texts of the last two days, in all languages; nobody keeps it, since it changes as time goes by."""
    since = database_now() - NEWS_DAYS
    rows = []
    for language in Language.values:
        newest = Edition.objects.live().filter(language=language, released_at__gt=since)
        columns = ("language", "year", "month", "slug", "released_at", "title")
        rows += newest.order_by("-released_at", "-article_id").values_list(*columns, named=True)[:NEWS]
    rows = sorted(rows, key=lambda row: row.released_at, reverse=True)[:NEWS]
    entries = "".join(
        f"<url>{_loc(_path(row))}<news:news><news:publication><news:name>{xml_text(SITE_NAME)}</news:name>"
        f"<news:language>{_NEWS_LANGUAGES.get(row.language, row.language)}</news:language></news:publication>"
        f"<news:publication_date>{row.released_at.isoformat(timespec='seconds')}</news:publication_date>"
        f"<news:title>{xml_text(row.title)}</news:title></news:news></url>"
        for row in rows
    )
    response = _answer(
        f'<urlset {_NAMESPACE} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{entries}</urlset>'
    )
    response["Cache-Control"] = "no-cache"
    return response


def _answer(xml) -> HttpResponse:
    return HttpResponse(_XML + xml, content_type="text/xml; charset=utf-8")
