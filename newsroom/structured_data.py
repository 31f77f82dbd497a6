"""A release in the terms of schema.org, from what its page has loaded: it asks the database nothing."""

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.structured_data import organization_type
from publishing.addresses import address
from publishing.dates import month_name
from publishing.languages import Language
from publishing.site import absolute
from publishing.structured_data import breadcrumbs, named, node, publisher, section

from .models.editions import Change
from .pictures.renditions import SOCIAL

# What tells that something was wrong or unclear; an update tells what is new.
_CORRECTIONS = {Change.CLARIFICATION, Change.CORRECTION}


def release(edition, family, page) -> list[dict]:
    """The nodes of an edition. ``page`` is the context of its page, ``family`` all editions of the text so far and
    of its translations."""
    url = page["address"]
    own = [row for row in family if row.article == edition.article_id and row.number <= edition.number]
    series = {
        found.pk: found for card in page["workshops"] if (found := card["workshop"].public_series)
    }.values()
    corrections = [
        node("CorrectionComment", text=row.note, datePublished=_instant(row.live_from))
        for row in own
        if row.note and row.change in _CORRECTIONS
    ]
    withdrawal, newsroom = page["withdrawal"], publisher()
    article = node(
        "NewsArticle",
        mainEntityOfPage=url,
        url=url,
        identifier=edition.urn,
        headline=edition.title,
        description=edition.summary,
        articleSection=edition.get_kind_display(),
        dateline=page["dateline"],
        datePublished=_instant(edition.released_at),
        dateModified=_instant(edition.released_at if edition.change == Change.FIRST else edition.live_from),
        expires=_instant(edition.live_until) if withdrawal else None,
        creativeWorkStatus="Withdrawn" if withdrawal else None,
        inLanguage=Language(edition.language).tag,
        isAccessibleForFree=True,
        author=newsroom,
        publisher=newsroom,
        image=([_picture(page["lead"])] if page["lead"] else [])
        + ([absolute(page["card"])] if page["card"] else []),
        locationCreated=[_place(*names) for names in page["places"]],
        contentLocation=[named("Country", country) for country in page["countries"]],
        correction=corrections,
        about=[named("DefinedTerm", topic) for topic in page["topics"]]
        + [named("Event", card["workshop"]) for card in page["workshops"]],
        mentions=[named("Organization", agency) for agency in page["agencies"]],
        hasPart=[_quotation(quote) for quote in page["quotes"]],
        isPartOf=[named("CreativeWorkSeries", found) for found in series],
        **_translations(edition, family, page["translations"]),
    )
    year, month = edition.year, edition.month
    trail = [
        section(_("News"), "newsroom:news"),
        (str(year), address("newsroom:year", year)),
        (capfirst(month_name(edition.released_on)), address("newsroom:month", year, month)),
    ]
    return [article, breadcrumbs(*trail, (edition.title, url))]


def _instant(instant) -> str:
    return timezone.localtime(instant).isoformat(timespec="seconds")


def _picture(picture) -> dict:
    width, height = SOCIAL
    return node(
        "ImageObject",
        url=absolute(picture["image"].social_src),
        width=width,
        height=height,
        caption=picture["caption"] or picture["alt"],
        creditText=picture["credit"],
    )


def _place(name, country) -> dict:
    return node(
        "Place",
        name=name,
        address=node("PostalAddress", addressLocality=name, addressCountry=country),
    )


def _quotation(quote) -> dict:
    """Somebody's words, spoken in the capacity that the speaker had then (a Role stands between the two)."""
    speaker, agency = quote["speaker"], quote["agency"]
    body = named(organization_type(agency), agency) if agency else None
    who = body
    if speaker:
        who = named("Person", speaker, honorificPrefix=speaker.honorific, affiliation=body)
    if who and quote["capacity"]:
        who = node("Role", roleName=quote["capacity"], spokenByCharacter=who)
    return node("Quotation", text=quote["text"], spokenByCharacter=who)


def _translations(edition, family, translations) -> dict:
    """The other languages of a text. The one that was published first, or begun first, counts as the original."""
    if not translations:
        return {}
    first = {}
    for row in family:
        first.setdefault(row.article, (row.live_from, row.article))
    here = {row["article"]: row for row in translations}
    original = min({edition.article_id, *here}, key=first.get)
    if original != edition.article_id:
        return {"translationOfWork": _translation(here[original])}
    return {"workTranslation": [_translation(row) for row in translations]}


def _translation(row) -> dict:
    return node("NewsArticle", headline=row["title"], url=absolute(row["url"]), inLanguage=row["lang"])
