"""See also: what an editor pinned, then what the archive suggests, each with the reason."""

from datetime import timedelta

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Workshop
from publishing.dates import long_date

from .content import resolved
from .models import Article, Edition, EditionQuote, RefusedSuggestion

SUGGESTIONS = 5
# Of the texts that share a topic and a country with this one only so many, the latest made, are looked at.
LOOKED_AT = 200
# What a reason is worth. Several add up; a text loses as it gets old, though never more than a weak reason gives.
POINTS = {"same_workshop": 8, "same_series": 5, "same_speaker": 4, "same_country": 1, "same_topic": 1}
YEARS, LOSS = 8, 1.5


def see_also(content: dict, *, exclude_article=None, pinned_workshops=()) -> list[dict]:
    """Links as dicts of title, url, reason, date, language and is_external. Two queries.

    Pinned ones come first, in the editor's order; what is not public is left out. Then come the best ``suggestions``.
    """
    editions = _live(resolved(content), SUGGESTIONS, exclude_article)
    uids = _pinned(content)
    by_uid = {str(edition.uid): edition for edition in editions}
    workshops = {workshop.reference: workshop for workshop in pinned_workshops}
    links = []
    for entry in content["see_also"]:
        if "url" in entry:
            links.append(_link(entry["label"], entry["url"], "", is_external=True))
        elif entry.get("article") in by_uid:
            links.append(_edition_link(by_uid[entry["article"]], ""))
        elif entry.get("workshop") in workshops:
            workshop = workshops[entry["workshop"]]
            links.append(_link(workshop.local_name, workshop.get_absolute_url(), workshop.get_kind_display()))
    suggested = [edition for edition in editions if str(edition.uid) not in uids]
    return links + [_edition_link(edition, reason(edition)) for edition in suggested]


def suggestions(content: dict, most: int) -> list[Edition]:
    """Live texts in the same language that one might pin beside a text, the best first; ``reason`` says why.

    They are about the same event or series, quote the same speaker, or share a country and a topic. None is pinned
    already, a translation of it, or was refused by an editor.
    """
    uids = _pinned(content)
    return [edition for edition in _live(resolved(content), most) if str(edition.uid) not in uids]


def reason(edition) -> str:
    """Why one of ``suggestions`` is there, in words."""
    reasons = []
    if edition.same_workshop:
        reasons.append(_("About the same event"))
    elif edition.same_series:
        reasons.append(_("From the same series"))
    if edition.same_speaker:
        reasons.append(_("Quotes the same speaker"))
    if edition.same_country and edition.same_topic:
        reasons.append(_("Same country and topic"))
    return "; ".join(reasons)


def pinned_workshop_filter(content: dict) -> Q:
    """A condition on workshops: those that an editor pinned."""
    return named(entry["workshop"] for entry in content["see_also"] if "workshop" in entry)


def named(references) -> Q:
    """A condition on workshops: those that are named by ``year/slug``."""
    condition = Q(pk__in=[])
    for reference in references:
        year, _sep, slug = reference.partition("/")
        condition |= Q(year=int(year), slug=slug)
    return condition


def _pinned(content) -> list[str]:
    return [entry["article"] for entry in content["see_also"] if "article" in entry]


def _live(content, most, exclude_article=None) -> list[Edition]:
    """The live editions that are pinned, and the best others. One query, however large the archive is.

    What may be found is gathered by indexes first, and only that is weighed.
    """
    uids = _pinned(content)
    gathered, reasons = _gathered(content, uids), _reasons(content)
    others = ~Q(uid__in=uids)
    refused = RefusedSuggestion.objects.filter(
        article__translation_key=content["translation_key"],
        article__language=content["language"],
        target=OuterRef("article"),
    )
    rows = Edition.objects.live().filter(pk__in=gathered).exclude(article=exclude_article)
    rows = rows.exclude(others & ~Q(language=content["language"]))
    if content["translation_key"]:
        rows = rows.exclude(others & (Q(translation_key=content["translation_key"]) | Exists(refused)))
    points = Value(0)
    for name, worth in POINTS.items():
        points += Case(When(**{name: True}, then=worth), default=0, output_field=IntegerField())
    rows = rows.annotate(**reasons).annotate(points=points)
    first = Case(When(uid__in=uids, then=0), default=1, output_field=IntegerField())
    found = list(
        rows.order_by(first, F("points").desc(), "-released_at", "-article_id")[: len(uids) + 8 * most]
    )
    now = timezone.now()  # a guess of the age will do: no need to ask the database what time it is
    # Sorting keeps the order of what is equal: the newest first.
    suggested = [edition for edition in found if str(edition.uid) not in uids]
    suggested.sort(key=lambda edition: _value(edition, now), reverse=True)
    return [edition for edition in found if str(edition.uid) in uids] + suggested[:most]


def _value(edition, now) -> float:
    age = (now - edition.released_at) / timedelta(days=365)
    return edition.points - LOSS * min(max(age, 0) / YEARS, 1)


def _through(name):
    return Edition._meta.get_field(name).remote_field.through.objects


def _reasons(content) -> dict:
    """For each reason, whether an edition has it."""
    this = OuterRef("pk")
    series, speakers = _series(content), _speakers(content)
    return {
        "same_workshop": Exists(_through("workshops").filter(edition=this, workshop__in=_workshops(content))),
        "same_series": Exists(_through("workshops").filter(edition=this, workshop__series__in=series)),
        "same_speaker": Exists(EditionQuote.objects.filter(edition=this, speaker__slug__in=speakers)),
        "same_country": Exists(
            _through("countries").filter(edition=this, country__iso2__in=content["countries"])
        ),
        "same_topic": Exists(_through("topics").filter(edition=this, topic__slug__in=content["topics"])),
    }


def _gathered(content, uids):
    """The primary keys of what may be worth showing, each part found by an index of its own."""
    parts = [Edition.objects.filter(article__in=Article.objects.filter(uid__in=uids)).order_by().values("pk")]
    if content["workshops"]:
        workshops = Workshop.objects.filter(Q(pk__in=_workshops(content)) | Q(series__in=_series(content)))
        parts.append(_editions(_through("workshops").filter(workshop__in=workshops.values("pk"))))
    if speakers := _speakers(content):
        parts.append(_editions(EditionQuote.objects.filter(speaker__slug__in=speakers).order_by()))
    if content["countries"] and content["topics"]:
        both = _through("topics").filter(
            topic__slug__in=content["topics"],
            edition__in=_through("countries")
            .filter(country__iso2__in=content["countries"])
            .values("edition"),
        )
        # These may be a large part of the archive. A query with a limit cannot be a part of a union on SQLite; a
        # query in it can.
        parts.append(_editions(both.order_by("-edition"), LOOKED_AT))
    return parts[0].union(*parts[1:]) if parts[1:] else parts[0]


def _editions(rows, most=None):
    return Edition.objects.filter(pk__in=rows.values("edition")[:most]).order_by().values("pk")


def _workshops(content):
    return Workshop.objects.filter(named(content["workshops"])).values("pk")


def _series(content):
    return Workshop.objects.filter(named(content["workshops"]), series__is_public=True).values("series")


def _speakers(content):
    return sorted({quote["speaker"] for quote in content["quotes"] if quote["speaker"]})


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
