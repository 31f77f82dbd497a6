"""A release that was read becomes a draft: everything it names is found in the archive, or proposed.

Proposed things (agencies, speakers, series, workshops) are not public until an editor says so.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from events.lookup import find_agency, find_place
from events.merging import successor
from events.models import Agency, Appointment, Country, Place, Series, Speaker, Topic, Workshop
from events.models.workshops import Precision, Status, WorkshopKind
from events.spelling import fold
from publishing.languages import Language

from . import content as contents
from . import workflow
from .gazetteer import from_database
from .models import Article
from .reader import read

SUMMARY_LENGTH = 300
NEWS = timedelta(days=7)  # a dateline older than this is hardly that of a new release


@dataclass
class Import:
    """A draft, what was made for it, and what an editor should look at, in sentences."""

    article: Article | None = None
    proposed: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@transaction.atomic
def import_release(
    source: str | bytes, *, by, name="", language=None, is_from_archive=False, gazetteer=None
) -> Import:
    """Read a release and save it as a draft, all or nothing.

    ``is_from_archive``: it was released on the date of its dateline, and lists will sort it there.
    Raises ``ReleaseUnreadable`` for what holds no text, ``PermissionDenied`` and ``ValidationError``.
    """
    release = read(source, gazetteer=gazetteer or from_database(), name=name, language=language)
    result = Import(warnings=[doubt.message for doubt in release.warnings])
    linker = _Linker(release, result)
    content = linker.content()
    if linker.day and linker.day < timezone.localdate():
        if is_from_archive:
            content["originally_released_on"] = linker.day.isoformat()
        elif timezone.localdate() - linker.day > NEWS:
            result.warnings.append(
                _(
                    "The dateline is of %s. If the text was released then, say so under “originally released on”."
                )
                % linker.day.isoformat()
            )
    result.article, missing = workflow.create(content, by=by, note=_("read from %s") % (name or _("a paste")))
    result.warnings += [_("Not found: %s") % thing for thing in missing]
    return result


class _Linker:
    """One release on its way into the archive."""

    def __init__(self, release, result):
        self.release = release
        self.result = result
        start = release.dateline.start
        self.day = _full(start)
        if start is not None and self.day is None:
            self._warn(_("The dateline's date is not complete: %s") % (start.iso() or "?"))

    def content(self) -> dict:
        """The canonical content of the draft."""
        release = self.release
        language = release.language if release.language in Language.values else self._other_language()
        known_units = [unit for unit in release.agencies_optional if unit.key]
        agencies = {agency.name: self.agency(agency) for agency in (*release.agencies, *known_units)}
        content = contents.empty(language)
        content |= {
            "title": release.title[:300] or _("Untitled"),
            "slug": self.slug(),
            "summary": _summary(release.body_text),
            "body": release.body_html,
            "contact": release.contact,
            "countries": sorted(set(release.countries) & set(Country.objects.values_list("iso2", flat=True))),
            "topics": sorted(Topic.objects.filter(name__in=release.topics).values_list("slug", flat=True)),
            "agencies": sorted({agency.slug for agency in agencies.values()}),
            "quotes": [self.quote(quote) for quote in release.quotes],
            "see_also": self.see_also(),
        }
        end = _full(release.dateline.end)
        content["dateline"] = {
            "places": self.places(),
            "date": self.day and self.day.isoformat(),
            "end_date": end.isoformat() if end and self.day and end > self.day else None,
        }
        if workshop := self.workshop():
            content["workshops"] = [workshop.reference]
        if Article.objects.filter(title=content["title"]).exists():
            self._warn(_("There is an article with this title already."))
        return content

    def slug(self) -> str:
        day = self.day or timezone.localdate()
        return slugify(self.release.title)[:100].strip("-") or f"release-{day.isoformat()}"

    def places(self) -> list[str]:
        slugs = []
        for place in self.release.dateline.places:
            country = Country.objects.filter(iso2=place.iso2 or self.release.dateline.iso2).first()
            found = find_place(place.name or place.written, country)
            if found is None and country is not None:
                found = self._propose(
                    Place,
                    place.written,
                    slug=_free(Place, f"{place.written} {country.iso2}"),
                    country=country,
                )
            if found is None:
                self._warn(_("The place “%s” is not known, nor its country.") % place.written)
            elif found.slug not in slugs:
                slugs.append(found.slug)
        return slugs

    def agency(self, agency) -> Agency:
        found = Agency.objects.filter(slug=agency.key or "").first()
        for name in (agency.name, *agency.aliases):
            found = found or find_agency(name)
        if found:
            return found
        acronym = next((alias for alias in agency.aliases if alias.isupper() and len(alias) <= 12), "")
        country = Country.objects.filter(iso2=agency.iso2).first()
        return self._propose(
            Agency, agency.name, slug=_free(Agency, agency.name), acronym=acronym, country=country
        )

    def quote(self, quote) -> dict:
        agency = find_agency(quote.affiliation) if quote.affiliation else None
        speaker = self.speaker(quote, agency) if quote.speaker else None
        capacity = ", ".join(part for part in (quote.role, quote.affiliation) if part)
        if quote.role and quote.affiliation and quote.affiliation in quote.role:
            capacity = quote.role
        return {
            "text": quote.text,
            "speaker": speaker and speaker.slug,
            "capacity": capacity[:255],
            "agency": agency and agency.slug,
        }

    def speaker(self, quote, agency) -> Speaker:
        key = fold(quote.speaker)
        found = Speaker.objects.filter(key=key).first() or _only(
            Speaker.objects.filter(other_names__key=key).distinct()
        )
        if found is None:
            found = self._propose(
                Speaker,
                quote.speaker,
                slug=_free(Speaker, quote.speaker),
                honorific=(quote.honorific or "")[:64],
            )
        if quote.role and agency and self.day and not found.appointments.filter(agency=agency).exists():
            Appointment.objects.create(
                speaker=found, agency=agency, role=quote.role[:255], starts_on=self.day
            )
        return found

    def workshop(self) -> Workshop | None:
        """The event the release is about: one the archive knows, or a proposed one."""
        event = self.release.event
        if event is None:
            return None
        series = self.series(event)
        country = Country.objects.filter(iso2=event.iso2).first()
        place = find_place(event.place, country) if event.place else None
        start, end = _full(event.start) or self.day, _full(event.end) or _full(event.start) or self.day
        if start is None:
            self._warn(_("An event is mentioned, without a date: it was not linked."))
            return None
        known = Workshop.objects.filter(starts_on__lte=end, ends_on__gte=start, place=place)
        if series or event.name:
            known = known.filter(series=series) if series else known.filter(name=event.name)
            if found := known.order_by("-is_public", "starts_on").first():
                return found
        kind = event.kind if event.kind in WorkshopKind.values else WorkshopKind.OTHER
        title = event.name or self.release.title
        workshop = Workshop(
            kind=kind,
            name=title[:255],
            slug=_free(Workshop, title, year=start.year),
            series=series,
            place=place,
            starts_on=start,
            ends_on=max(start, end),
            # Without days of its own the event took place about the time of the release.
            precision=Precision.DAY if event.start and _full(event.start) else Precision.MONTH,
            status=Status.HELD if end < timezone.localdate() else Status.PLANNED,
        )
        workshop.full_clean()
        workshop.save()
        self._note(workshop)
        return workshop

    def series(self, event) -> Series | None:
        name = event.series.name if event.series else None
        if not name:
            return None
        return Series.objects.filter(name__iexact=name).first() or self._propose(
            Series, name, slug=_free(Series, name)
        )

    def see_also(self) -> list[dict]:
        links, seen = [], set()
        for link in (*self.release.see_also, *self.release.links):
            if not link.url:
                self._warn(_("A link has no address: “%s”") % link.text)
            elif (
                link.url.startswith(("http://", "https://")) and len(link.url) <= 500 and link.url not in seen
            ):
                seen.add(link.url)
                links.append({"url": link.url, "label": (link.text or link.url)[:255]})
        return links

    def _other_language(self):
        self._warn(_("The text is not in one of the six languages; it was filed as English."))
        return Language.ENGLISH.value

    def _propose(self, model, name, **values):
        thing = model(name=name[:255], **values)
        thing.full_clean()
        thing.save()
        self._note(thing)
        return thing

    def _note(self, thing):
        kind = thing._meta.verbose_name
        self.result.proposed.append(_("new %(kind)s: %(name)s") % {"kind": kind, "name": thing.name})

    def _warn(self, message):
        self.result.warnings.append(message)


def _full(partial) -> date | None:
    """A date whose year, month and day are all known, else ``None``."""
    try:
        return date(partial.year, partial.month, partial.day)
    except (AttributeError, TypeError, ValueError):
        return None


def _free(model, name: str, **scope) -> str:
    """A slug made of a name that no row has yet; numbered where the plain one is taken."""
    base = slugify(name)[:100].strip("-") or model._meta.model_name
    slug, number = base, 1
    while model.objects.filter(slug=slug, **scope).exists() or successor(model, slug):
        number += 1
        slug = f"{base}-{number}"
    return slug


def _only(rows):
    """The one row there is; ``None`` where there is none or several."""
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


def _summary(text: str) -> str:
    """The beginning of the text: whole sentences, or words, up to ``SUMMARY_LENGTH`` characters."""
    first = " ".join(text.strip().split("\n", 1)[0].split())
    if len(first) <= SUMMARY_LENGTH:
        return first
    cut = first[:SUMMARY_LENGTH]
    stop = max(cut.rfind(mark) for mark in (". ", "。", "؟ ", "! "))
    return cut[: stop + 1] if stop > 80 else cut.rsplit(" ", 1)[0] + "…"
