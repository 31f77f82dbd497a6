"""oEmbed: what another site shows where somebody there pastes the address of a release or an event (oembed.com, 1.0)."""

import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve
from django.utils.html import format_html, format_html_join
from django.utils.translation import override
from django.views.decorators.http import require_safe

from events.models import Workshop
from events.templatetags.events import period, place_name
from publishing.languages import Language
from publishing.site import SITE_NAME, absolute

from . import rendering
from .facts import dateline, facts_of
from .models import Address, Edition
from .pictures.renditions import SOCIAL
from .texts import xml_text

WIDTH, HEIGHT = 600, 240  # as much as the words need; whoever has less room says so
CACHE_AGE = 3600
_NUMBER = re.compile(r"[1-9]\d{0,4}", re.ASCII)


@require_safe
def oembed(request):
    """The answer for ``url``, as JSON or XML. 404 for what is not a page of ours to embed, 501 for another format."""
    form = request.GET.get("format", "json")
    if form not in ("json", "xml"):
        return HttpResponse("Formats: json, xml.\n", status=501, content_type="text/plain; charset=utf-8")
    if not request.GET.get("url"):
        raise BadRequest("The address of a page is missing: url.")
    width, height = (_most(request.GET, name) for name in ("maxwidth", "maxheight"))
    found = _found(request.GET["url"]) | {"width": min(width, WIDTH), "height": min(height, HEIGHT)}
    if width < SOCIAL[0] or height < SOCIAL[1]:  # a picture may not be larger than what was asked for
        found = {name: value for name, value in found.items() if not name.startswith("thumbnail")}
    if form == "json":
        response = JsonResponse(found, json_dumps_params={"ensure_ascii": False})
    else:
        fields = "".join(f"<{name}>{xml_text(str(value))}</{name}>" for name, value in found.items())
        text = f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{fields}</oembed>'
        response = HttpResponse(text, content_type="text/xml; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _most(query, name) -> int:
    text = query.get(name, "")
    if text and not _NUMBER.fullmatch(text):
        raise BadRequest(f"{name} is not a number of pixels.")
    return int(text or 99_999)


def _found(url) -> dict:
    try:
        parts = urlsplit(url)
        language = Language(parts.path.split("/")[1])
        with override(language):  # addresses of other languages than the one being spoken are not found
            match = resolve(unquote(parts.path))
    except (ValueError, IndexError, Resolver404) as error:
        raise Http404("Not a page of this site.") from error
    if parts.scheme not in ("http", "https") or parts.netloc != urlsplit(settings.SITE_URL).netloc:
        raise Http404("Not a page of this site.")
    if match.view_name == "newsroom:release-detail":
        return _release(language=language, **match.kwargs)
    if match.view_name == "events:workshop-detail":
        return _event(language, **match.kwargs)
    raise Http404("Nothing to embed: only releases and events are.")


def _release(**address) -> dict:
    owner = Address.objects.filter(**address).values_list("article", flat=True).first()
    edition = Edition.objects.live().select_related("revision").filter(article=owner).first()
    if edition is None:
        raise Http404("No release has this address.")
    with override(edition.language):
        facts = facts_of([edition.pk], ("places",))[edition.pk]
        lead, _gallery = rendering.pictures(edition.content, rendering.library([edition.content]))
        words = [edition.summary, dateline(facts, edition)]
        return _answer(edition.language, edition.get_absolute_url(), edition.title, words) | _thumbnail(
            lead["image"].social_src if lead else f"{edition.get_absolute_url()}card.png"
        )


def _event(language, **address) -> dict:
    workshop = Workshop.objects.public().for_listing().filter(**address).first()
    if workshop is None:
        raise Http404("No event has this address.")
    with override(language):
        words = [period(workshop), place_name(workshop.place, workshop.country)]
        path = workshop.get_absolute_url()
        return _answer(language, path, workshop.local_name, words) | _thumbnail(f"{path}card.png")


def _answer(language, path, title, words) -> dict:
    code = Language(language)
    html = format_html(
        '<blockquote cite="{}" lang="{}" dir="{}"><p><strong><a href="{}">{}</a></strong></p>{}<p>{}</p></blockquote>',
        absolute(path),
        code.tag,
        "rtl" if code == Language.ARABIC else "ltr",
        absolute(path),
        title,
        format_html_join("", "<p>{}</p>", ((text,) for text in words if text)),
        SITE_NAME,
    )
    return {
        "type": "rich",
        "version": "1.0",
        "title": title,
        "provider_name": SITE_NAME,
        "provider_url": absolute(f"/{language}/"),
        "cache_age": CACHE_AGE,
        "html": html,
    }


def _thumbnail(path) -> dict:
    width, height = SOCIAL
    return {
        "thumbnail_url": absolute(path),
        "thumbnail_width": width,
        "thumbnail_height": height,
    }
