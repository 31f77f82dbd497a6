"""Fetches what the house rules ask about a text: some twenty queries, whatever the text and the archive hold."""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from events.models import Appointment, Place, Topic, Workshop
from newsroom.content import resolved
from newsroom.likeness import alike
from newsroom.models import Article, Edition, Embargo, Image, OutsideLink, Revision
from newsroom.models.editions import Change
from publishing.clock import database_now
from publishing.richtext import clean_html

from .addresses import destinations, is_outside, without_fragment
from .body import read_body
from .context import Context, Correction, Translation, Twin
from .names import known_names

_MOST_LINKS = 300
_MEDIA = "/media/"


def gather(content: dict, *, article: Article | None = None, at: datetime | None = None) -> Context:
    """The context of a content that is, or is to be, an article's. ``at``: when it is to go out, where that is known."""
    content = resolved(content) | {"body": clean_html(content["body"])}
    slugs = content["dateline"]["places"]
    context = Context(
        content=content,
        today=timezone.localdate(),
        has_embargo=article is not None and Embargo.objects.filter(article=article).exists(),
        places=list(Place.objects.filter(slug__in=slugs).select_related("country")) if slugs else [],
        workshops=list(Workshop.objects.named(content["workshops"]).select_related("place")),
        gazetteer=known_names(),
    )
    known = set(Topic.objects.filter(slug__in=content["topics"]).values_list("slug", flat=True))
    context.unknown_topics = [slug for slug in content["topics"] if slug not in known]
    _set_days(context, article, at)
    _set_appointments(context)
    _set_images(context)
    _set_links(context)
    context.twins = [
        Twin(other.title, other.pk, has_title, share)
        for other, has_title, share in alike(content, exclude=article)
    ]
    context.translations = _translations(content, article)
    return context


def _set_days(context, article, at):
    """When readers see it first: as it was, as it is planned, or as somebody asks now."""
    now = database_now()
    editions = (
        list(article.editions.order_by("number").values_list("live_from", "released_at")) if article else []
    )
    released = next((released for live_from, released in editions if live_from <= now), None)
    planned = next((live_from for live_from, _released in editions if live_from > now), None)
    context.today = timezone.localdate(now)
    context.is_released = released is not None
    original = context.content["originally_released_on"]
    instant = released or at or planned
    if original:
        context.release_day = date.fromisoformat(original)
        return
    if instant is not None:
        context.release_day = timezone.localdate(instant)
    zones = {place.time_zone for place in context.places if place.time_zone}
    context.local_days = frozenset(_day_in(zone, instant or now) for zone in zones)


def _day_in(zone, instant) -> date:
    return instant.astimezone(ZoneInfo(zone)).date()


def _set_appointments(context):
    speakers = {quote["speaker"] for quote in context.content["quotes"] if quote["speaker"]}
    if not speakers:
        return
    rows = Appointment.objects.filter(speaker__slug__in=speakers).select_related("speaker", "agency")
    for row in rows.order_by("starts_on", "pk"):
        context.appointments.setdefault(row.speaker.slug, []).append(row)


def _set_images(context):
    hashes = {use["image"] for use in context.content["images"]}
    paths = {
        picture.src.removeprefix(_MEDIA)
        for picture in context.body.pictures[:_MOST_LINKS]
        if picture.src.startswith(_MEDIA)
    }
    if hashes or paths:
        for image in Image.objects.filter(Q(sha256__in=hashes) | Q(file__in=paths)):
            context.images[image.sha256] = context.images[image.file.name] = image


def _set_links(context):
    links = [link.href for link in context.body.links]
    links += [entry["url"] for entry in context.content["see_also"] if "url" in entry]
    links = list(dict.fromkeys(filter(None, links)))[:_MOST_LINKS]
    context.destinations = destinations(links)
    outside = {href: without_fragment(href) for href in links if is_outside(href)}
    if outside:
        rows = OutsideLink.objects.filter(url__in=set(outside.values()), is_dead=True)
        dead = dict(rows.values_list("url", "problem"))
        context.dead_links = {href: dead[url] for href, url in outside.items() if url in dead}


def _translations(content, article) -> list[Translation]:
    """The others of the group, as last saved, the original first; with what was changed in public since this was saved."""
    if not content["translation_key"]:
        return []
    newest = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
    others = Article.objects.filter(translation_key=content["translation_key"]).order_by("pk")
    others = others.annotate(canonical=Subquery(newest.values("canonical")[:1])).defer("body")
    rows = [row for row in others if row.canonical]
    own = next((row for row in rows if article and row.pk == article.pk), None)
    corrections = _corrections(rows, own.last_saved_at if own else None)
    return [
        Translation(
            language=row.language,
            title=row.title,
            body=read_body(json.loads(row.canonical)["body"]),
            is_original=row.pk == rows[0].pk,
            correction=corrections.get(row.pk),
        )
        for row in rows
        if row is not own and row.language != content["language"]
    ]


def _corrections(rows, since) -> dict[int, Correction]:
    """By article: the last change since an instant that says something else; a typo does not."""
    if since is None:
        return {}
    told = (Change.CLARIFICATION, Change.CORRECTION, Change.UPDATE)
    editions = Edition.objects.live().filter(
        article__in=[row.pk for row in rows], change__in=told, live_from__gt=since
    )
    return {
        article: Correction(live_from, change, note)
        for article, live_from, change, note in editions.values_list("article", "live_from", "change", "note")
    }
