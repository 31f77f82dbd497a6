"""What does a release say, in plain values? The same in every format of data, and in the API.

All names are in the language of the release. What readers may not see is not there.
"""

from collections import defaultdict
from datetime import UTC

from django.db.models import F
from django.utils.translation import override

from newsroom import rendering
from newsroom.facts import dateline, facts_of
from newsroom.models import Edition, EditionQuote
from newsroom.related import see_also
from publishing.addresses import address
from publishing.languages import Language
from publishing.prepared import Params, Prepared
from publishing.site import absolute

# Live editions with their texts, for ``editions_of``.
WITH_TEXTS = Prepared(
    lambda: Edition.objects.live().select_related("revision").filter(pk__in=Params("editions")).order_by()
)


def instant(moment) -> str:
    """As RFC 3339 writes it, in UTC."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def summaries(editions) -> list[dict]:
    """What lists say of some editions, in their order. One query."""
    facts = facts_of([edition.pk for edition in editions]) if editions else {}
    return [_summary(edition, facts[edition.pk]) for edition in editions]


def _summary(edition, facts) -> dict:
    def named(things):
        return [_named(thing.kind, thing.slug, thing.local_name, edition.language) for thing in things]

    return {
        "id": edition.urn,
        "url": absolute(edition.get_absolute_url()),
        "language": Language(edition.language).tag,
        "kind": edition.kind,
        "title": edition.title,
        "summary": edition.summary,
        "released_at": instant(edition.released_at),
        "edition": edition.number,
        "live_from": instant(edition.live_from),
        "change": edition.change,
        "note": edition.note,
        "dateline": dateline(facts, edition),
        "places": [{"name": name, "country": country} for name, country in facts.places],
        "countries": named(facts.countries),
        "topics": named(facts.topics),
        "agencies": named(facts.agencies),
    }


def _named(kind, slug, name, language) -> dict:
    """A thing that has a page: the key that selections name it by, its name, its page in a language."""
    page = address(f"events:{kind}-detail", *slug.split("/"), language=language)
    return {"key": slug, "name": name, "url": absolute(page)}


def wholes(editions) -> list[dict]:
    """The same with the texts, from editions that were loaded with them. Four queries."""
    if not editions:
        return []
    keys = [edition.pk for edition in editions]
    quotes, workshops = _by_edition(_quotes(editions=keys)), _by_edition(_workshops(editions=keys))
    library = rendering.library([edition.content for edition in editions])
    said = summaries(editions)
    for release, edition in zip(said, editions, strict=True):
        content, language = edition.content, edition.language
        with override(language):
            lead, gallery = rendering.pictures(content, library)
            release |= {
                "body": str(rendering.with_absolute_addresses(rendering.body_html(content))),
                "contact": content["contact"],
                "quotes": [quote(row, language) for row in quotes[edition.pk]],
                "workshops": [_workshop(row, language) for row in workshops[edition.pk]],
                "images": [
                    *([_image(lead, "lead")] if lead else []),
                    *(_image(picture, "gallery") for picture in gallery),
                ],
                "attachments": [
                    {"url": absolute(file["url"]), "title": file["title"]}
                    for file in rendering.attachments(content)
                ],
            }
    return said


def whole(edition, withdrawal=None) -> dict:
    """One release with all there is; ``withdrawal`` of one that stays readable. At most nine queries."""
    (release,) = wholes([edition])
    with override(edition.language):
        release["see_also"] = [
            {"url": absolute(link["url"]), "title": link["title"]}
            for link in see_also(edition.content, exclude_article=edition.article_id)
        ]
    release["withdrawn"] = None
    if withdrawal:
        release["withdrawn"] = {"at": instant(edition.live_until), "note": withdrawal.note}
    return release


def quote(row, language) -> dict:
    """A quote as published; people and agencies that are not public are not named."""
    return {
        "text": row.text,
        "capacity": row.capacity,
        "speaker": person_or_body("speaker", row.speaker, language),
        "agency": person_or_body("agency", row.agency, language),
    }


def person_or_body(kind, thing, language) -> dict | None:
    if thing is None or not thing.is_public:
        return None
    return _named(kind, thing.slug, thing.name_in(language), language)


def _workshop(row, language) -> dict:
    workshop = row.workshop
    return _named("workshop", workshop.reference, workshop.name_in(language), language) | {
        "starts_on": workshop.starts_on.isoformat(),
        "ends_on": workshop.ends_on.isoformat(),
        "precision": workshop.precision,
        "status": workshop.status,
    }


def _image(picture, role) -> dict:
    image = picture["image"]
    return {
        "url": absolute(image.url),
        "role": role,
        "width": image.width,
        "height": image.height,
        **{name: picture[name] for name in ("alt", "caption", "credit")},
    }


def _by_edition(rows) -> dict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.edition_id].append(row)
    return found


_quotes = Prepared(
    lambda: (
        EditionQuote.objects.filter(edition__in=Params("editions"))
        .select_related("speaker", "agency")
        .order_by("position")
    )
)
_workshops = Prepared(
    lambda: (
        Edition.workshops.through.objects.filter(edition__in=Params("editions"), workshop__is_public=True)
        .select_related("workshop")
        .order_by(F("workshop__starts_on"), F("workshop__pk"))
    )
)
