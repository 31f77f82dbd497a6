"""The canonical JSON form of an article's content: what revisions store and everything else reads.

The content is a ``dict`` of plain values; related things are named by keys that never change (ISO codes,
slugs, ``year/slug`` of a workshop, the ``uid`` of an article, the SHA-256 of an image, the path of a file)::

    {"schema": 1, "language": "en", "translation_key": "…", "kind": "press-release", "title": "…",
     "slug": "…", "summary": "…", "body": "<p>…", "contact": "…",
     "dateline": {"places": ["nay-pyi-taw-mm"], "date": "2017-06-12", "end_date": null},
     "originally_released_on": null, "countries": ["MM"], "topics": ["migrant-smuggling"],
     "workshops": ["2017/…"], "agencies": ["unodc"],
     "quotes": [{"text": "…", "speaker": "…" or null, "capacity": "…", "agency": "…" or null}],
     "see_also": [{"article": uid} or {"workshop": "2017/…"} or {"url": "…", "label": "…"}],
     "images": [{"image": sha256, "role": "lead", "alt_text": "…", "caption": "…"}],
     "attachments": [{"file": path, "title": "…"}]}

Lists whose order means something keep it; the others are sorted. ``dump`` gives one text for one content,
so that its hash says whether two contents are the same.
"""

import hashlib
import json
import re
from datetime import date
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from events.models import Agency, Country, Merge, Place, Speaker, Topic, Workshop

from .models import Article, ArticleAttachment, ArticleImage, ArticlePlace, Image, Quote, SeeAlso

SCHEMA = 1
_BODY_IMAGE = re.compile(r'<img[^>]*\ssrc="/media/images/[0-9a-f]{2}/([0-9a-f]{64})\.')
_TEXTS = ("language", "kind", "title", "slug", "summary", "body", "contact")


def dump(content: dict) -> str:
    """The one text of a content: keys sorted, no white space between, Unicode as it is."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest(canonical: str) -> str:
    """The hexadecimal SHA-256 of a text in UTF-8."""
    return hashlib.sha256(canonical.encode()).hexdigest()


def empty(language: str = "en") -> dict:
    """The content of an article with nothing in it, for importers to fill."""
    return {
        "schema": SCHEMA,
        "language": language,
        "translation_key": None,
        "kind": "press-release",
        "title": "",
        "slug": "",
        "summary": "",
        "body": "",
        "contact": "",
        "dateline": {"places": [], "date": None, "end_date": None},
        "originally_released_on": None,
        "countries": [],
        "topics": [],
        "workshops": [],
        "agencies": [],
        "quotes": [],
        "see_also": [],
        "images": [],
        "attachments": [],
    }


# What can be taken from one content into another by itself: the place and the date of a dateline are two things.
FIELDS = {name: (name,) for name in empty() if name not in ("schema", "dateline")} | {
    "places": ("dateline", "places"),
    "dates": ("dateline", "date", "end_date"),
}
_ENTRIES = {
    "quotes": {"text": "", "speaker": None, "capacity": "", "agency": None},
    "images": {"image": "", "role": "gallery", "alt_text": "", "caption": ""},
    "attachments": {"file": "", "title": ""},
}


def complete(content: dict) -> dict:
    """A content with everything that today's contents have: what an older schema did not know is empty."""
    whole = empty() | {name: value for name, value in content.items() if value is not None}
    whole["dateline"] = empty()["dateline"] | whole["dateline"]
    for name, defaults in _ENTRIES.items():
        whole[name] = [defaults | entry for entry in whole[name]]
    return whole


def with_field(content: dict, source: dict, name: str) -> dict:
    """The content with one of ``FIELDS`` as it is in another content. Raises ``KeyError`` for another name."""
    top, *inner = FIELDS[name]
    value = source[top]
    return content | {top: content[top] | {key: value[key] for key in inner} if inner else value}


def image_keys(content: dict) -> set[str]:
    """The SHA-256 of every picture that a content shows, beside its text or in it."""
    return {use["image"] for use in content["images"]} | set(_BODY_IMAGE.findall(content["body"]))


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def snapshot(article: Article) -> dict:
    """The content of a saved article as it is in the database now. Takes six queries."""
    places = article.dateline_places.select_related("place")
    quotes = article.quotes.select_related("speaker", "agency")
    see_also = article.see_also.select_related("target", "workshop")
    return {
        "schema": SCHEMA,
        **{name: getattr(article, name) for name in _TEXTS},
        "translation_key": str(article.translation_key),
        "dateline": {
            "places": [row.place.slug for row in places],
            "date": _day(article.dateline_date),
            "end_date": _day(article.dateline_end_date),
        },
        "originally_released_on": _day(article.originally_released_on),
        **article.keys(),
        "quotes": [
            {
                "text": quote.text,
                "speaker": quote.speaker and quote.speaker.slug,
                "capacity": quote.capacity,
                "agency": quote.agency and quote.agency.slug,
            }
            for quote in quotes
        ],
        "see_also": [_see_also_entry(link) for link in see_also],
        "images": [
            {"image": use.image.sha256, "role": use.role, "alt_text": use.alt_text, "caption": use.caption}
            for use in article.images.select_related("image")
        ],
        "attachments": [{"file": row.file.name, "title": row.title} for row in article.attachments.all()],
    }


def resolved(content: dict) -> dict:
    """The same content, with what was merged since named by what it was merged into. One query.

    It equals the ``snapshot`` of a working copy in which nothing but that has changed.
    """
    quotes = content["quotes"]
    named = {
        "topic": content["topics"],
        "place": content["dateline"]["places"],
        "agency": [*content["agencies"], *(quote["agency"] for quote in quotes)],
        "speaker": [quote["speaker"] for quote in quotes],
    }
    condition = Q(pk__in=())
    for kind, slugs in named.items():
        condition |= Q(kind=kind, slug__in={slug for slug in slugs if slug})
    merges = Merge.objects.filter(condition).select_related(*named)
    new = {(merge.kind, merge.slug): merge.survivor.slug for merge in merges}
    if not new:
        return content

    def now(kind, slugs):
        return list(dict.fromkeys(new.get((kind, slug), slug) for slug in slugs))

    return content | {
        "topics": sorted(now("topic", content["topics"])),
        "agencies": sorted(now("agency", content["agencies"])),
        "dateline": content["dateline"] | {"places": now("place", content["dateline"]["places"])},
        "quotes": [
            quote | {kind: new.get((kind, quote[kind]), quote[kind]) for kind in ("speaker", "agency")}
            for quote in quotes
        ],
    }


def says_the_same(one, other) -> bool:
    """Whether two revisions are of the same content, whatever was merged in between. Two queries if they differ."""
    return one.sha256 == other.sha256 or resolved(one.content) == resolved(other.content)


def _see_also_entry(link: SeeAlso) -> dict:
    if link.target_id:
        return {"article": str(link.target.uid)}
    if link.workshop_id:
        return {"workshop": link.workshop.reference}
    return {"url": link.url, "label": link.label}


class References:
    """Things found by their keys, and the list of those that could not be found."""

    def __init__(self):
        self.missing: list[str] = []

    def find(self, model, keys, field="slug"):
        """The rows of ``model`` in the order of ``keys``, each once; what is not there is noted in ``missing``."""
        return list(dict.fromkeys(self.by_key(model, keys, field).values()))

    def by_key(self, model, keys, field="slug"):
        """As ``find``, as a mapping from key to row; empty keys are passed over.

        What was merged since is what it was merged into: for that there is a second query.
        """
        keys = [key for key in keys if key]
        found = {str(getattr(row, field)): row for row in model.objects.filter(**{f"{field}__in": set(keys)})}
        lost = [key for key in keys if key not in found]
        if lost and field == "slug":
            found |= {merge.slug: merge.survivor for merge in Merge.objects.of(model, lost)}
        self.missing += [f"{model._meta.verbose_name} {key}" for key in lost if key not in found]
        return {key: found[key] for key in keys if key in found}

    def workshops(self, references):
        """Workshops by ``year/slug``."""
        rows = {}
        for reference in references:
            year, _, slug = reference.partition("/")
            row = Workshop.objects.filter(year=int(year) if year.isdecimal() else 0, slug=slug).first()
            if row is None:
                self.missing.append(f"{Workshop._meta.verbose_name} {reference}")
            else:
                rows[reference] = row
        return rows


@transaction.atomic
def apply(content: dict, article: Article) -> list[str]:
    """Make an article, new or old, hold this content, and save it.

    Returns what the content names and the archive no longer has, in words for an editor; those are left
    out. Raises ``ValidationError`` for values that no article may have; then nothing is changed.
    """
    refs = References()
    for name in _TEXTS:
        setattr(article, name, content[name])
    if content.get("translation_key"):
        article.translation_key = UUID(content["translation_key"])
    dateline = content["dateline"]
    article.dateline_date = _parse(dateline["date"])
    article.dateline_end_date = _parse(dateline["end_date"])
    article.originally_released_on = _parse(content["originally_released_on"])
    article.full_clean()
    article.save_text()
    article.countries.set(refs.find(Country, content["countries"], "iso2"))
    article.topics.set(refs.find(Topic, content["topics"]))
    article.agencies.set(refs.find(Agency, content["agencies"]))
    article.workshops.set(refs.workshops(content["workshops"]).values())
    _replace(article, ArticlePlace, [{"place": p} for p in refs.find(Place, dateline["places"])])
    _replace(article, Quote, _quotes(content["quotes"], refs))
    _replace(article, SeeAlso, _see_also(content["see_also"], refs))
    images = refs.by_key(Image, [use["image"] for use in content["images"]], "sha256")
    uses = [use | {"image": images[use["image"]]} for use in content["images"] if use["image"] in images]
    _replace(article, ArticleImage, uses)
    kept = [entry for entry in content["attachments"] if default_storage.exists(entry["file"])]
    refs.missing += [entry["title"] for entry in content["attachments"] if entry not in kept]
    _replace(article, ArticleAttachment, kept)
    return refs.missing


def _parse(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _replace(article, model, rows):
    model.objects.filter(article=article).delete()
    for position, row in enumerate(rows):
        line = model(article=article, position=position, **row)
        line.full_clean()
        line.save()


def _quotes(entries, refs):
    speakers = refs.by_key(Speaker, [entry["speaker"] for entry in entries])
    agencies = refs.by_key(Agency, [entry["agency"] for entry in entries])
    return [
        entry | {"speaker": speakers.get(entry["speaker"]), "agency": agencies.get(entry["agency"])}
        for entry in entries
    ]


def _see_also(entries, refs):
    articles = refs.by_key(Article, [entry.get("article") for entry in entries], "uid")
    workshops = refs.workshops([entry["workshop"] for entry in entries if "workshop" in entry])
    rows = []
    for entry in entries:
        if "url" in entry:
            rows.append(entry)
        elif entry.get("article") in articles:
            rows.append({"target": articles[entry["article"]]})
        elif entry.get("workshop") in workshops:
            rows.append({"workshop": workshops[entry["workshop"]]})
    return rows
