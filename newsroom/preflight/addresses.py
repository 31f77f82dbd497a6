"""Where does an address of this site lead: to something public, to something readers do not see, to nothing?"""

from enum import StrEnum
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import get_language_from_path

from events.models import Agency, Country, Merge, Region, Series, Speaker, Topic, Workshop
from newsroom.models import Address, Edition

_LONGEST_NAME = 255  # of a file


class Destination(StrEnum):
    PUBLIC = "public"
    HIDDEN = "hidden"  # it is there, but readers do not see it now
    MISSING = "missing"
    DESK = "desk"  # a page of the editors' desk
    RELATIVE = "relative"  # it depends on the page that it is read on


def is_outside(href: str) -> bool:
    """Whether an address leads to a page of somebody else."""
    return href.startswith(("http://", "https://", "//")) and _path(href) is None


def without_fragment(href: str) -> str:
    """The address under which a link is asked and kept."""
    return href.partition("#")[0].strip()


def destinations(hrefs) -> dict[str, Destination]:
    """Where the addresses of this site among these lead. One query for each kind of thing that is linked to."""
    found, wanted = {}, {}
    for href in hrefs:
        path = _path(href)
        if href.startswith(("#", "mailto:")) or (path is None and is_outside(href)):
            continue
        if path is None:
            found[href] = Destination.RELATIVE
        else:
            place, key = _view_of(path)
            if isinstance(place, Destination):
                found[href] = place
            else:
                wanted.setdefault(place, {})[href] = key
    for kind, keys in wanted.items():
        states = _LOOK_UPS[kind](set(keys.values()))
        found |= {href: states.get(key, Destination.MISSING) for href, key in keys.items()}
    return found


def _path(href: str) -> str | None:
    """The path on this site that an address means, or ``None``."""
    try:
        parts, site = urlsplit(href), urlsplit(settings.SITE_URL)
    except ValueError:
        return None
    if parts.netloc:
        own = parts.scheme in ("http", "https", "") and parts.netloc.lower() == site.netloc.lower()
        return unquote(parts.path) or "/" if own else None
    return unquote(parts.path) if parts.path.startswith("/") and not parts.scheme else None


def _view_of(path):
    """What to look up and its key; or at once where it leads."""
    if path.startswith("/admin/"):
        return Destination.DESK, None
    language = get_language_from_path(path)
    if language is None and not path.startswith("/media/"):
        language, path = settings.LANGUAGE_CODE, f"/{settings.LANGUAGE_CODE}{path}"  # where readers are led
    match = _resolved(path, language)
    if match is None:
        return Destination.MISSING, None
    name, given = match.url_name, match.kwargs
    if name == "media":
        return "media", given["path"]
    if name == "release-detail":
        return "release", (language, given["year"], given["month"], given["slug"])
    thing = name.rpartition("-")[0] if name else ""
    if thing == "workshop":
        return "workshop", (given.get("year") or given.get("held_in"), given["slug"])
    if thing in _LOOK_UPS and "slug" in given:
        return thing, given["slug"]
    return Destination.PUBLIC, None


def _resolved(path, language):
    """As the site answers it: a slash that is missing at the end is added."""
    with translation.override(language):
        for candidate in (path, f"{path}/"):
            try:
                return resolve(candidate)
            except Resolver404:
                continue
    return None


def _releases(keys):
    condition = Q(pk__in=[])
    for language, year, month, slug in keys:
        condition |= Q(language=language, year=year, month=month, slug=slug)
    rows = list(Address.objects.filter(condition).values_list("language", "year", "month", "slug", "article"))
    articles = {row[-1] for row in rows}
    public = set(Edition.objects.live().filter(article__in=articles).values_list("article", flat=True))
    public |= set(Edition.objects.readable().filter(article__in=articles).values_list("article", flat=True))
    return {tuple(row[:-1]): _state(row[-1] in public) for row in rows}


def _workshops(keys):
    condition = Q(pk__in=[])
    for year, slug in keys:
        condition |= Q(year=year, slug=slug)
    rows = Workshop.objects.filter(condition).values_list("year", "slug", "is_public")
    return {(year, slug): _state(is_public) for year, slug, is_public in rows}


def _files(paths):
    found = {}
    for path in paths:
        try:
            is_there = len(path) <= _LONGEST_NAME and "\x00" not in path and default_storage.exists(path)
        except SuspiciousFileOperation:
            is_there = False
        found[path] = Destination.PUBLIC if is_there else Destination.MISSING
    return found


def _by_slug(model):
    def look_up(slugs):
        rows = {row.slug: row for row in model.objects.filter(slug__in=slugs)}
        if lost := set(slugs) - rows.keys():
            rows |= {merge.slug: merge.survivor for merge in Merge.objects.of(model, lost)}
        return {slug: _state(getattr(row, "is_public", True)) for slug, row in rows.items()}

    return look_up


def _state(is_public) -> Destination:
    return Destination.PUBLIC if is_public else Destination.HIDDEN


_LOOK_UPS = {
    "media": _files,
    "release": _releases,
    "workshop": _workshops,
    "agency": _by_slug(Agency),
    "country": _by_slug(Country),
    "region": _by_slug(Region),
    "series": _by_slug(Series),
    "speaker": _by_slug(Speaker),
    "topic": _by_slug(Topic),
}
