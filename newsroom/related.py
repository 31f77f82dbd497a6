"""See also: what an editor pinned, then what the archive suggests, each with the reason."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.db.models import CharField, Exists, F, IntegerField, OuterRef, UUIDField, Value
from django.utils.translation import gettext as _

from events.models import Country, Merge, Speaker, Topic, Workshop
from publishing.dates import long_date
from publishing.prepared import Param, Params, Prepared, Statement

from .models import Edition, Listing, RefusedSuggestion
from .terms import Facet, facet_of, term

SUGGESTIONS = 5
# Of the texts under each thing that a text is about only so many, the newest, are looked at.
LOOKED_AT = 60
# Of the best, so many may have been refused, be translations of the text or the text itself, or not be live any more.
MAY_BE_LEFT_OUT = 5
# What a reason is worth. Several add up; a text loses as it gets old, though never more than a weak reason gives.
POINTS = {Facet.WORKSHOP: 8, Facet.SERIES: 5, Facet.SPEAKER: 4, Facet.COUNTRY: 1, Facet.TOPIC: 1}
PLACE_AND_SUBJECT = {Facet.COUNTRY, Facet.TOPIC}  # one reason together, and none by itself
YEARS, LOSS = 8, 1.5
PINNED = -1  # beside the facets, in the rows of ``_keys``


def see_also(content: dict, *, exclude_article=None, pinned_workshops=()) -> list[dict]:
    """Links as dicts of title, url, reason, date, language and is_external. At most four queries.

    Pinned ones come first, in the editor's order; what is not public is left out. Then come the best ``suggestions``.
    """
    pinned, suggested = _found(content, SUGGESTIONS, exclude_article)
    workshops = {workshop.reference: workshop for workshop in pinned_workshops}
    links = []
    for entry in content["see_also"]:
        if "url" in entry:
            links.append(_link(entry["label"], entry["url"], "", is_external=True))
        elif entry.get("article") in pinned:
            links.append(_edition_link(pinned[entry["article"]], ""))
        elif entry.get("workshop") in workshops:
            workshop = workshops[entry["workshop"]]
            links.append(_link(workshop.local_name, workshop.get_absolute_url(), workshop.get_kind_display()))
    return links + [_edition_link(edition, reason(edition)) for edition in suggested]


def suggestions(content: dict, most: int) -> list[Edition]:
    """Live texts in the same language that one might pin beside a text, the best first; ``reason`` says why.

    They are about the same event or series, quote the same speaker, or share a country and a topic. None is pinned
    already, a translation of it, or was refused by an editor.
    """
    return _found(content, most)[1]


def reason(edition) -> str:
    """Why one of ``suggestions`` is there, in words."""
    reasons = []
    if Facet.WORKSHOP in edition.shared:
        reasons.append(_("About the same event"))
    elif Facet.SERIES in edition.shared:
        reasons.append(_("From the same series"))
    if Facet.SPEAKER in edition.shared:
        reasons.append(_("Quotes the same speaker"))
    if edition.shared >= PLACE_AND_SUBJECT:
        reasons.append(_("Same country and topic"))
    return "; ".join(reasons)


def _found(content, most, exclude_article=None) -> tuple[dict[str, Edition], list[Edition]]:
    """The live editions that are pinned, by the ``uid`` of their texts; and the best others, with what is ``shared``."""
    pinned, terms = _keys_of(content)
    shared = _sharing(terms, most + MAY_BE_LEFT_OUT)
    best = sorted(shared, key=lambda key: (shared[key].value, shared[key].released_at, key), reverse=True)
    if not pinned and not best:
        return {}, []
    rows = _live(
        editions=[*pinned, *best[: most + MAY_BE_LEFT_OUT]],
        language=content["language"],
        translation_key=content["translation_key"],
    )
    rows = {row.pk: row for row in rows if row.article_id != exclude_article}
    others = [
        rows[key]
        for key in best
        if key in rows and key not in pinned and not rows[key].is_refused and _is_another(rows[key], content)
    ][:most]
    for row in others:
        row.shared = {facet for facet in POINTS if shared[row.pk].facets & 1 << facet}
    return {str(row.uid): row for row in rows.values() if row.pk in pinned}, others


def _is_another(edition, content):
    return (
        edition.language == content["language"] and str(edition.translation_key) != content["translation_key"]
    )


def _keys_of(content) -> tuple[set[int], list[int]]:
    """The editions that are pinned, and the terms of what a text is about: merged things are what they are now."""
    workshops = [reference.partition("/") for reference in content["workshops"]]
    named = {
        "countries": content["countries"],
        "topics": content["topics"],
        "speakers": sorted({quote["speaker"] for quote in content["quotes"] if quote["speaker"]}),
        "years": [int(year) for year, _slash, _slug in workshops],
        "slugs": [slug for _year, _slash, slug in workshops],
        "pinned": [entry["article"] for entry in content["see_also"] if "article" in entry],
    }
    if not any(named.values()):
        return set(), []
    pinned, terms = set(), set()
    for facet, value, year, slug in _keys(**named):
        if facet == PINNED:
            pinned.add(value)
        elif facet not in (Facet.WORKSHOP, Facet.SERIES) or f"{year}/{slug}" in content["workshops"]:
            terms.add(term(Facet(facet), value, content["language"]))
    return pinned, sorted(terms)


def _named():
    """Rows of facet and primary key, for workshops and their series with year and slug."""
    text = CharField()

    def rows(facet, query, value="pk", year=None):
        return (
            query.order_by()
            .annotate(
                facet=Value(int(facet), IntegerField()),
                value=F(value),
                in_year=F(year) if year else Value(0, IntegerField()),
                own_slug=F("slug"),
            )
            .values_list("facet", "value", "in_year", "own_slug")
        )

    topics, speakers = (Params(name, text) for name in ("topics", "speakers"))
    workshops = Workshop.objects.filter(year__in=Params("years"), slug__in=Params("slugs", text))
    pinned = Edition.objects.live().filter(article__uid__in=Params("pinned", UUIDField()))
    return rows(Facet.COUNTRY, Country.objects.filter(iso2__in=Params("countries", text))).union(
        rows(Facet.TOPIC, Topic.objects.filter(slug__in=topics)),
        rows(Facet.TOPIC, Merge.objects.filter(kind="topic", slug__in=topics), "topic"),
        rows(Facet.SPEAKER, Speaker.objects.filter(slug__in=speakers)),
        rows(Facet.SPEAKER, Merge.objects.filter(kind="speaker", slug__in=speakers), "speaker"),
        rows(Facet.WORKSHOP, workshops, year="year"),
        rows(Facet.SERIES, workshops.filter(series__is_public=True), "series", year="year"),
        rows(PINNED, pinned),
        all=True,
    )


_keys = Prepared(_named)


class _Shared(NamedTuple):
    """What an edition shares with a text: facets, one bit for each; when it was released; and what both are worth."""

    facets: int
    released_at: datetime
    value: float


def _sharing(terms, enough) -> dict[int, _Shared]:
    """Editions under the terms of a text, by their primary keys. One query, or two if the first finds less than enough.

    First come those that share an event, a series or a speaker. What shares but a country and a topic counts less.
    """
    by_facet = {facet: [number for number in terms if facet_of(number) == facet] for facet in POINTS}
    strong = [number for number in terms if facet_of(number) not in PLACE_AND_SUBJECT]
    countries, topics = by_facet[Facet.COUNTRY], by_facet[Facet.TOPIC]
    facets, released = {}, {}
    if strong:
        _gather(facets, released, [(strong, terms)])
    if len(facets) < enough and countries and topics:
        _gather(facets, released, [(countries, topics), (topics, countries)])
    now = datetime.now(UTC)  # a guess of the age will do: no need to ask the database what time it is
    return {key: _weighed(bits, released[key], now) for key, bits in facets.items()}


def _weighed(facets, released_at, now):
    if released_at.tzinfo is None:  # SQLite keeps UTC, and does not say so
        released_at = released_at.replace(tzinfo=UTC)
    age = max((now - released_at) / timedelta(days=365), 0)
    points = sum(worth for facet, worth in POINTS.items() if facets & 1 << facet)
    return _Shared(facets, released_at, points - LOSS * min(age / YEARS, 1))


def _gather(facets, released, pairs):
    """Add the editions that are under a term of the first list of a pair, the newest of each, and one of the second."""
    values, bits = {}, {}
    for number, (firsts, seconds) in enumerate(pairs):
        values |= {f"first_{number}_{n}": first for n, first in enumerate(firsts)} | {
            f"seconds_{number}": seconds
        }
        bits |= {each: 1 << facet_of(each) for each in (*firsts, *seconds)}
    # What is under a second term is under a first one too: of which facet, is known where all are of one.
    own = [bits[firsts[0]] if len({*map(facet_of, firsts)}) == 1 else 0 for firsts, _seconds in pairs]
    for number, key, released_at, other in _walks(tuple(len(firsts) for firsts, _seconds in pairs)).rows(
        **values
    ):
        facets[key] = facets.get(key, 0) | own[number] | bits[other]
        released[key] = released_at


@lru_cache(maxsize=200)
def _walks(lengths):
    """The statement that ``_gather`` asks, for pairs of which the first lists have these lengths.

    Each walk is short and reads an index in its order. Django cannot write a union of queries with limits for SQLite.
    """
    table = Listing._meta.db_table
    walk = (
        f"SELECT * FROM (SELECT edition_id, released_at FROM {table} WHERE term = %s"
        f" ORDER BY term, released_at DESC, article DESC LIMIT {LOOKED_AT}) newest"
    )
    queries, params = [], []
    for number, length in enumerate(lengths):
        queries.append(
            f"SELECT {number}, newest.edition_id, newest.released_at, other.term"
            f" FROM ({' UNION '.join([walk] * length)}) newest"
            f" JOIN {table} other ON other.edition_id = newest.edition_id AND other.term IN (%s)"
        )
        params += [*(Param(f"first_{number}_{n}") for n in range(length)), Params(f"seconds_{number}")]
    return Statement(" UNION ALL ".join(queries), params)


def _editions():
    refused = RefusedSuggestion.objects.filter(
        article__translation_key=Param("translation_key", UUIDField()),
        article__language=Param("language", CharField()),
        target=OuterRef("article"),
    )
    rows = Edition.objects.live().filter(pk__in=Params("editions")).annotate(is_refused=Exists(refused))
    return rows.only(
        *("article", "uid", "translation_key", "language", "title", "year", "month", "slug", "released_at")
    )


_live = Prepared(_editions)


def _edition_link(edition, why):
    return _link(
        edition.title,
        edition.get_absolute_url(),
        why,
        date=long_date(edition.released_on),
        language=edition.language,
    )


def _link(title, url, reason, **more):
    return {"title": title, "url": url, "reason": reason, "is_external": False, **more}
