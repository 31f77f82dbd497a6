"""The page of a release: live, corrected, withdrawn, moved or gone; and previews of drafts."""

from datetime import date

from django.db.models import Case, CharField, Q, UUIDField, When
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from events.models import Agency, Country, Place, Speaker, Topic, Workshop
from newsroom import datelines, related, rendering, structured_data
from newsroom.content import References
from newsroom.editions import release_instant
from newsroom.facts import dateline, facts_of
from newsroom.models import Address, Edition, EditionQuote
from newsroom.models.editions import Change, Reason
from newsroom.press import PARAMETER
from publishing.addresses import address
from publishing.clock import DatabaseNow
from publishing.dates import long_date
from publishing.languages import Language
from publishing.prepared import Param, Params, Prepared
from publishing.site import absolute

from . import press


@require_safe
def release_detail(request, year, month, slug):
    """The release at an address: 200, 301 to where it is now, 410 with the reason, or 404."""
    here = {"language": get_language(), "year": year, "month": month, "slug": slug}
    if PARAMETER in request.GET:
        return press.answer(request, here, show=_page)
    editions = _at_address(**here)
    if editions:
        return _page(request, editions[0])
    owner = Address.objects.filter(**here).values_list("article", flat=True).first()
    if owner is None:
        raise Http404("No release has this address.")
    live = Edition.objects.live().filter(article=owner).first()
    if live is not None:
        return redirect(live, permanent=True)
    return _ended(request, owner)


_at_address = Prepared(
    lambda: (
        Edition.objects.live()
        .select_related("revision")
        .filter(
            language=Param("language", CharField()),
            year=Param("year"),
            month=Param("month"),
            slug=Param("slug", CharField()),
        )
        .order_by()
    )
)


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
    facts = facts_of([edition.pk])[edition.pk]
    family = _family(edition=edition.pk, article=edition.article_id, translation_key=edition.translation_key)
    translations = [_translation(row) for row in family if row.article != edition.article_id and row.is_live]
    own_address = edition.get_absolute_url()
    context = _shared(content, edition) | {
        "edition": edition,
        "address": absolute(own_address),
        "dateline": dateline(facts, edition),
        "places": facts.places,
        "countries": facts.countries,
        "topics": facts.topics,
        "agencies": facts.agencies,
        "quotes": _quotes(edition) if content["quotes"] else [],
        "translations": translations,
        "changes": [
            {
                "date": long_date(timezone.localdate(row.live_from)),
                "kind_label": Change(row.change).label,
                "note": row.note,
            }
            for row in family
            if row.article == edition.article_id and row.note and row.number <= edition.number
        ],
        "language_urls": {edition.language: own_address} | {t["language"]: t["url"] for t in translations},
        "withdrawal": withdrawal,
        "card": "" if withdrawal else f"{own_address}card.png",
        "embargo": embargo,
        "preview": False,
    }
    if embargo is None:
        context["structured"] = structured_data.release(edition, family, context)
    template = "newsroom/release_embargoed.html" if embargo else "newsroom/release_detail.html"
    return render(request, template, context)


def _began():
    """The editions of a text so far, those of its translations, and an edition that is shown before it begins."""
    relatives = Q(article=Param("article")) | Q(translation_key=Param("translation_key", UUIDField()))
    ended = Q(live_until__lte=DatabaseNow())
    return (
        Edition.objects.filter(Q(live_from__lte=DatabaseNow()) | Q(pk=Param("edition")), relatives)
        .annotate(is_live=Case(When(ended, then=False), default=True))
        .order_by("language", "number")
        .values_list(*_FAMILY)
    )


_FAMILY = (
    "article",
    "number",
    "language",
    "title",
    "year",
    "month",
    "slug",
    "live_from",
    "change",
    "note",
    "is_live",
)
_family = Prepared(_began)


def _translation(row):
    return {
        "article": row.article,
        "name": Language(row.language).label,
        "language": row.language,
        "lang": Language(row.language).tag,
        "url": address("newsroom:release-detail", row.year, row.month, row.slug, language=row.language),
        "title": row.title,
    }


def _quotes(edition):
    rows = _quotes_of(edition=edition.pk)
    return [_quote(n, row.text, row.capacity, row.speaker, row.agency) for n, row in enumerate(rows, start=1)]


_quotes_of = Prepared(
    lambda: (
        EditionQuote.objects.filter(edition=Param("edition"))
        .select_related("speaker", "agency")
        .order_by("position")
    )
)


def _quote(n, text, capacity, speaker, agency):
    """A quote for the page; people and agencies that are not public yet are not named."""
    return {
        "n": n,
        "text": text,
        "capacity": capacity,
        "speaker": speaker if speaker and speaker.is_public else None,
        "agency": agency if agency and agency.is_public else None,
    }


def _shared(content, edition=None):
    """What a page shows that depends on the content alone, for editions and for previews: at most three queries."""
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
        "see_also": related.see_also(
            content, exclude_article=edition and edition.article_id, pinned_workshops=pinned
        ),
    }


def _workshops(content):
    """The workshops of a text, each with the other sessions of its series; and those pinned in see also."""
    own = content["workshops"]
    named = {*own, *(entry["workshop"] for entry in content["see_also"] if "workshop" in entry)}
    if not named:
        return [], []
    years, slugs = zip(*(reference.split("/") for reference in named), strict=True)
    rows = _sessions(years=[int(year) for year in years], slugs=slugs)
    cards = []
    for workshop in rows:
        if workshop.reference in own:
            series = workshop.public_series
            others = [w for w in rows if series and w.series_id == series.pk and w != workshop]
            earlier = [other for other in others if other.precedes(workshop)]
            cards.append(
                {"workshop": workshop, "earlier": earlier, "coming": [w for w in others if w not in earlier]}
            )
    return cards, [workshop for workshop in rows if workshop.reference in named]


def _in_series():
    """Workshops of some years by some slugs, more than are named perhaps; and all that are in series with them."""
    named = Q(year__in=Params("years"), slug__in=Params("slugs", CharField()))
    series = Workshop.objects.public().filter(named, series__is_public=True).order_by().values("series")
    rows = Workshop.objects.public().filter(named | Q(series__in=series)).for_listing().in_order()
    # What a card does not say, and what Django takes longest to read.
    return rows.defer(
        *("description", "languages", "website", "participants", "series__description"),
        *("place__latitude", "place__longitude"),
        *("uid", "sequence", "changed_at", "cancelled_at", "series__uid"),
    )


_sessions = Prepared(_in_series)


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
            "address": absolute(edition.get_absolute_url()),
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
