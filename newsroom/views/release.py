"""The page of a release: live, corrected, withdrawn, moved or gone; and previews of drafts."""

from datetime import date

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from events.models import Agency, Country, Place, Speaker, Topic, Workshop
from newsroom import datelines, related, rendering
from newsroom.content import References
from newsroom.editions import release_instant
from newsroom.models import Address, Edition
from newsroom.models.editions import Reason
from newsroom.press import PARAMETER
from publishing.clock import database_now
from publishing.dates import long_date

from . import press


@require_safe
def release_detail(request, year, month, slug):
    """The release at an address: 200, 301 to where it is now, 410 with the reason, or 404."""
    address = {"language": get_language(), "year": year, "month": month, "slug": slug}
    if PARAMETER in request.GET:
        return press.answer(request, address, show=_page)
    edition = Edition.objects.live().for_detail().filter(**address).first()
    if edition is not None:
        return _page(request, edition)
    owner = Address.objects.filter(**address).values_list("article", flat=True).first()
    if owner is None:
        raise Http404("No release has this address.")
    live = Edition.objects.live().filter(article=owner).first()
    if live is not None:
        return redirect(live, permanent=True)
    return _ended(request, owner)


def _ended(request, article):
    last = (
        Edition.objects.ended()
        .for_detail()
        .select_related("withdrawal__replaced_by")
        .filter(article=article, withdrawal__isnull=False)
        .order_by("-number")
        .first()
    )
    if last is None:  # scheduled, not public yet
        raise Http404("No release has this address.")
    if last.withdrawal.reason == Reason.READABLE:
        return _page(request, last, withdrawal=last.withdrawal)
    replacement = None
    if last.withdrawal.replaced_by_id:
        replacement = Edition.objects.live().filter(article=last.withdrawal.replaced_by_id).first()
    context = {"withdrawal": last.withdrawal, "replacement": replacement, "language_urls": {}}
    return render(request, "newsroom/release_gone.html", context, status=410)


def _page(request, edition, withdrawal=None, embargo=None):
    content = edition.content
    now = database_now()
    family = list(_family(edition, now))
    translations = [
        other
        for other in family
        if other.article_id != edition.article_id and (other.live_until is None or other.live_until > now)
    ]
    context = _shared(content, exclude_article=edition.article_id) | {
        "edition": edition,
        "dateline": datelines.of_edition(edition),
        "countries": edition.countries.all(),
        "topics": [topic for topic in edition.topics.all() if topic.is_public],
        "agencies": edition.agencies.filter(is_public=True),
        "quotes": [
            _quote(n, quote.text, quote.capacity, quote.speaker, quote.agency)
            for n, quote in enumerate(edition.quotes.select_related("speaker", "agency"), start=1)
        ],
        "translations": [_translation(other) for other in translations],
        "changes": [
            {
                "date": long_date(timezone.localdate(e.live_from)),
                "kind_label": e.get_change_display(),
                "note": e.note,
            }
            for e in family
            if e.article_id == edition.article_id and e.note and e.number <= edition.number
        ],
        "language_urls": {edition.language: edition.get_absolute_url()}
        | {other.language: other.get_absolute_url() for other in translations},
        "withdrawal": withdrawal,
        "embargo": embargo,
        "preview": False,
    }
    template = "newsroom/release_embargoed.html" if embargo else "newsroom/release_detail.html"
    return render(request, template, context)


def _quote(n, text, capacity, speaker, agency):
    """A quote for the page; people and agencies that are not public yet are not named."""
    return {
        "n": n,
        "text": text,
        "capacity": capacity,
        "speaker": speaker if speaker and speaker.is_public else None,
        "agency": agency if agency and agency.is_public else None,
    }


def _family(edition, now):
    """The edition, those of its text so far, and those of its translations; without their texts."""
    began = Q(live_from__lte=now) | Q(pk=edition.pk)
    return (
        Edition.objects.filter(
            began, Q(article=edition.article_id) | Q(translation_key=edition.translation_key)
        )
        .defer("summary")
        .order_by("language", "number")
    )


def _translation(edition):
    lang = "zh-Hans" if edition.language == "zh-hans" else edition.language
    return {
        "name": edition.get_language_display(),
        "lang": lang,
        "url": edition.get_absolute_url(),
        "title": edition.title,
    }


def _shared(content, exclude_article=None):
    """What a page shows that depends on the content alone, for editions and for previews: three queries."""
    library = rendering.library([content])
    lead, gallery = rendering.pictures(content, library)
    workshops, pinned = _workshops(content)
    return {
        "content": content,
        "body": rendering.with_scrollable_tables(rendering.with_sizes(rendering.body_html(content), library)),
        "lead": lead,
        "gallery": gallery,
        "attachments": rendering.attachments(content),
        "workshops": workshops,
        "see_also": related.see_also(content, exclude_article=exclude_article, pinned_workshops=pinned),
    }


def _workshops(content):
    """The workshops of a text, each with the other sessions of its series; and those pinned in see also."""
    own = related.named(content["workshops"])
    series = Workshop.objects.public().filter(own, series__is_public=True).values("series")
    rows = list(
        Workshop.objects.public()
        .filter(own | related.pinned_workshop_filter(content) | Q(series__in=series))
        .for_listing()
        .in_order()
    )
    cards = []
    for workshop in rows:
        if workshop.reference in content["workshops"]:
            others = [w for w in rows if w.series_id and w.series_id == workshop.series_id and w != workshop]
            earlier = [other for other in others if other.precedes(workshop)]
            cards.append(
                {"workshop": workshop, "earlier": earlier, "coming": [w for w in others if w not in earlier]}
            )
    return cards, rows


def render_preview(request, content):
    """The page that readers would get if this content were public. Never stored by anybody."""
    refs = References()
    places = refs.find(Place, content["dateline"]["places"])
    speakers = refs.by_key(Speaker, [quote["speaker"] for quote in content["quotes"]])
    agencies = refs.by_key(Agency, [quote["agency"] for quote in content["quotes"]])
    first, last = (_day(content["dateline"][key]) for key in ("date", "end_date"))
    edition = Edition(**{name: content[name] for name in ("language", "kind", "title", "slug", "summary")})
    original = _day(content["originally_released_on"])
    edition.released_at = release_instant(original) if original else timezone.now()
    edition.year, edition.month = edition.released_on.year, edition.released_on.month
    with override(content["language"]):
        context = _shared(content) | {
            "edition": edition,
            "dateline": datelines.render(places, first, last, content["language"]),
            "countries": refs.find(Country, content["countries"], "iso2"),
            "topics": refs.find(Topic, content["topics"]),
            "agencies": refs.find(Agency, content["agencies"]),
            "quotes": [
                _quote(
                    n,
                    quote["text"],
                    quote["capacity"],
                    speakers.get(quote["speaker"]),
                    agencies.get(quote["agency"]),
                )
                for n, quote in enumerate(content["quotes"], start=1)
            ],
            "translations": [],
            "changes": [],
            "language_urls": {},
            "withdrawal": None,
            "preview": True,
        }
        response = render(request, "newsroom/release_detail.html", context)
    add_never_cache_headers(response)
    return response


def _day(text):
    return date.fromisoformat(text) if text else None
