"""Making an edition: a revision becomes rows that public pages can read. Only ``workflow`` calls this."""

import re
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Agency, Country, Place, Speaker, Topic

from . import listing
from .content import References, image_keys
from .models import Address, Edition, EditionFile, EditionQuote, Image
from .models.editions import Change, EditionPlace


class WorkflowError(ValidationError):
    """What was asked for cannot be done; the message says why and what to do."""


_BODY_IMAGE = re.compile(r'<img[^>]*\ssrc="/media/(images/[^"]+)"')


def make_edition(article, revision, *, by, now, live_from, change=Change.FIRST, note="", released=None):
    """The edition of a revision with all rows that lists, pages and feeds select by.

    ``released`` is an earlier edition whose release date is kept. The caller holds the article's lock.
    """
    content = revision.content
    images = _decided_images(content)
    released_at = _released_at(article, content, released, live_from)
    day = timezone.localdate(released_at)
    _claim_address(article, content, day)
    edition = Edition.objects.create(
        article=article,
        revision=revision,
        number=(article.editions.aggregate(last=Max("number"))["last"] or 0) + 1,
        live_from=live_from,
        change=change,
        note=note,
        published_by=by,
        published_at=now,
        uid=article.uid,
        translation_key=content["translation_key"],
        dateline_date=content["dateline"]["date"],
        dateline_end_date=content["dateline"]["end_date"],
        released_at=released_at,
        year=day.year,
        month=day.month,
        **{name: content[name] for name in ("language", "kind", "title", "summary", "slug")},
    )
    _relate(edition, content, images)
    listing.enlist(edition)
    return edition


def _decided_images(content) -> list[Image]:
    images = list(Image.objects.filter(sha256__in=image_keys(content)))
    undecided = [image.title for image in images if image.is_undecided]
    if undecided:
        raise WorkflowError(
            _("Say in the image library what these pictures show, or that they are decorative: %s.")
            % ", ".join(undecided)
        )
    return images


def release_instant(day: date) -> datetime:
    """The instant that an original release date stands for: its midnight in the newsroom's zone."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def address_of(article, content, live_from, released=None) -> Address:
    """The address, not saved, that an edition of this content would have. ``released`` as above."""
    day = timezone.localdate(_released_at(article, content, released, live_from))
    return Address(
        article=article, language=content["language"], year=day.year, month=day.month, slug=content["slug"]
    )


def _released_at(article, content, released, live_from) -> datetime:
    if content["originally_released_on"]:
        return release_instant(date.fromisoformat(content["originally_released_on"]))
    first = released or article.editions.order_by("number").first()
    return first.released_at if first else live_from


def _claim_address(article, content, day):
    key = {"language": content["language"], "year": day.year, "month": day.month, "slug": content["slug"]}
    taken = WorkflowError(
        _("Another text has this address: %(slug)s in %(month)s. Change the slug.")
        % {"slug": content["slug"], "month": day.strftime("%Y-%m")}
    )
    try:
        with transaction.atomic():
            address, _created = Address.objects.get_or_create(**key, defaults={"article": article})
    except IntegrityError as error:
        raise taken from error
    if address.article_id != article.pk:
        raise taken


def _relate(edition, content, images):
    refs = References()
    edition.countries.set(refs.find(Country, content["countries"], "iso2"))
    edition.topics.set(refs.find(Topic, content["topics"]))
    edition.agencies.set(refs.find(Agency, content["agencies"]))
    edition.workshops.set(refs.workshops(content["workshops"]).values())
    places = refs.find(Place, content["dateline"]["places"])
    EditionPlace.objects.bulk_create(
        EditionPlace(edition=edition, place=place, position=n) for n, place in enumerate(places)
    )
    speakers = refs.by_key(Speaker, [quote["speaker"] for quote in content["quotes"]])
    agencies = refs.by_key(Agency, [quote["agency"] for quote in content["quotes"]])
    EditionQuote.objects.bulk_create(
        EditionQuote(
            edition=edition,
            position=n,
            text=quote["text"],
            speaker=speakers.get(quote["speaker"]),
            capacity=quote["capacity"],
            agency=agencies.get(quote["agency"]),
        )
        for n, quote in enumerate(content["quotes"])
    )
    paths = {image.file.name for image in images}
    paths |= {entry["file"] for entry in content["attachments"]}
    paths |= set(_BODY_IMAGE.findall(content["body"]))
    EditionFile.objects.bulk_create(EditionFile(edition=edition, path=path) for path in sorted(paths))
