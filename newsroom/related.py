"""See also: what an editor pinned, then what the archive suggests, each with the reason."""

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.utils.translation import gettext as _

from events.models import Workshop
from publishing.dates import long_date

from .models import Edition, EditionQuote

SUGGESTIONS = 5


def see_also(content: dict, *, exclude_article=None, pinned_workshops=()) -> list[dict]:
    """Links as dicts of title, url, reason, date, language and is_external. One query.

    Pinned ones come first, in the editor's order; what is not public is left out. Suggestions are live
    texts in the same language: of the same series, quoting the same speaker, or about the same country
    and topic, in this order and the newest first.
    """
    uids = [entry["article"] for entry in content["see_also"] if "article" in entry]
    editions = list(_candidates(content, uids, exclude_article))
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
    return links + [_edition_link(edition, _reason(edition)) for edition in suggested[:SUGGESTIONS]]


def pinned_workshop_filter(content: dict) -> Q:
    """A condition on workshops: those that an editor pinned."""
    return named(entry["workshop"] for entry in content["see_also"] if "workshop" in entry)


def _candidates(content, uids, exclude_article):
    series = Workshop.objects.filter(named(content["workshops"]), series__is_public=True).values("series")
    speakers = [quote["speaker"] for quote in content["quotes"] if quote["speaker"]]
    rows = Edition.objects.live().exclude(article=exclude_article)
    countries, topics = (Edition._meta.get_field(n).remote_field.through for n in ("countries", "topics"))
    workshops = Edition.workshops.through
    this = OuterRef("pk")
    same_series = Exists(workshops.objects.filter(edition=this, workshop__series__in=series))
    same_speaker = Exists(EditionQuote.objects.filter(edition=this, speaker__slug__in=speakers))
    same_country = Exists(countries.objects.filter(edition=this, country__iso2__in=content["countries"]))
    same_topic = Exists(topics.objects.filter(edition=this, topic__slug__in=content["topics"]))
    rank = Case(
        When(uid__in=uids, then=Value(0)),
        When(~Q(language=content["language"]), then=None),
        When(same_series, then=Value(1)),
        When(same_speaker, then=Value(2)),
        When(Q(same_country) & Q(same_topic), then=Value(3)),
        output_field=IntegerField(),
    )
    own_translations = Q(translation_key=content["translation_key"]) & ~Q(uid__in=uids)
    rows = rows.exclude(own_translations) if content["translation_key"] else rows
    rows = rows.annotate(rank=rank).filter(rank__isnull=False)
    return rows.order_by("rank", "-released_at", "-article_id")[: len(uids) + SUGGESTIONS]


def named(references) -> Q:
    """A condition on workshops: those that are named by ``year/slug``."""
    condition = Q(pk__in=[])
    for reference in references:
        year, _sep, slug = reference.partition("/")
        condition |= Q(year=int(year), slug=slug)
    return condition


def _reason(edition) -> str:
    return {
        1: _("From the same series"),
        2: _("Quotes the same speaker"),
        3: _("Same country and topic"),
    }[edition.rank]


def _edition_link(edition, reason):
    return _link(
        edition.title,
        edition.get_absolute_url(),
        reason,
        date=long_date(edition.released_on),
        language=edition.language,
    )


def _link(title, url, reason, **more):
    return {"title": title, "url": url, "reason": reason, "is_external": False, **more}
