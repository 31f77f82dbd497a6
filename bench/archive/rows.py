"""From made-up texts to rows of tables: what saving, publishing, correcting and withdrawing would have written."""

import json
from collections import Counter
from typing import NamedTuple

from django.utils import timezone

from newsroom import content as contents
from newsroom import likeness, listing, titles
from newsroom.models import (
    Address,
    Article,
    ArticlePlace,
    Edition,
    EditionQuote,
    Likeness,
    Listing,
    LogEntry,
    Quote,
    Revision,
    SeeAlso,
    TitleWord,
    Turn,
    Withdrawal,
)
from newsroom.models.editions import EditionPlace
from newsroom.terms import Facet, kind_value, term

from .loading import instant
from .searching import Searched
from .texts import NOTES, Text

WHY = "It should not have been published like this."
_M2M = ("countries", "topics", "workshops", "agencies")
_COPIES = ("language", "kind", "title", "summary", "slug")
_FINGERPRINT = ("language", "title", *Likeness.BODY)


def _through(model, name):
    return getattr(model, name).through


# In the order in which they are written. What is not named here is the primary key, counted by the database.
COLUMNS = {
    Article: "id uid language translation_key kind title slug summary dateline_date dateline_end_date body contact"
    " originally_released_on stage last_saved_at last_saved_by_id translations_wanted",
    Revision: "id article_id number canonical sha256 saved_at saved_by_id note",
    Edition: "id article_id revision_id number live_from live_until change note published_by_id published_at uid"
    " translation_key dateline_date dateline_end_date released_at year month language kind title summary slug",
    Address: "article_id language year month slug",
    LogEntry: "article_id verb by_id at revision_id detail facts",
    Withdrawal: "edition_id reason note replaced_by_id withdrawn_at withdrawn_by_id",
    ArticlePlace: "article_id place_id position",
    EditionPlace: "edition_id place_id position",
    Quote: "article_id position text speaker_id capacity agency_id",
    EditionQuote: "edition_id position text speaker_id capacity agency_id",
    SeeAlso: "article_id position target_id workshop_id url label",
    TitleWord: "article_id word",
    Likeness: "article_id " + " ".join(_FINGERPRINT),
    Listing: "edition_id term released_at article live_from live_until",
    Turn: "edition_id begins at",
} | {
    _through(model, name): f"{model._meta.model_name}_id {column}_id"
    for model in (Article, Edition)
    for name, column in zip(_M2M, ("country", "topic", "workshop", "agency"), strict=True)
}
COLUMNS = {model: tuple(names.split()) for model, names in COLUMNS.items()}


def unknown_columns() -> list[str]:
    """What tables have and this module does not write: it was added since, and wants a value here."""
    return [
        f"{model._meta.db_table}.{field.column}"
        for model, names in COLUMNS.items()
        for field in model._meta.concrete_fields
        if field.column not in names and not (field.primary_key and field.column == "id")
    ]


class Listed(NamedTuple):
    """What ``listing.pairs`` asks of an edition."""

    language: str
    year: int
    month: int


class Rows:
    """The rows of a batch by their model. Articles have their own numbers; editions and revisions count from ``first``.

    ``counts`` is what ``Count`` grows by; ``searched`` is for the search index.
    """

    def __init__(self, texts: list[Text], first: int):
        self.by_model, self.counts, self.searched = {model: [] for model in COLUMNS}, Counter(), Searched()
        self.uids = {str(text.uid): text.pk for text in texts}
        for text in texts:
            self._article(text)
            for number, version in enumerate(text.versions, start=1):
                self._version(text, number, version, first)
                first += 1
            self._addresses(text)
            if text.reason:
                self._withdrawal(text, first - 1)

    def tables(self, vendor: str) -> list[tuple]:
        """Tables, their columns and their rows."""
        own = [(model._meta.db_table, COLUMNS[model], rows) for model, rows in self.by_model.items()]
        return own + self.searched.tables(vendor)

    def add(self, model, *values):
        self.by_model[model].append(values)

    def _article(self, text):
        content, last = text.versions[-1].content, text.versions[-1]
        dateline = content["dateline"]
        self.add(
            Article,
            text.pk,
            text.uid.hex,
            content["language"],
            content["translation_key"].replace("-", ""),
            *(content[name] for name in ("kind", "title", "slug", "summary")),
            dateline["date"],
            dateline["end_date"],
            content["body"],
            content["contact"],
            content["originally_released_on"],
            "issued",
            instant(last.saved_at),
            None,
            "",
        )
        self._related(Article, text.pk, text, content, ArticlePlace, Quote)
        for position, link in enumerate(content["see_also"]):
            target = self.uids[link["article"]] if "article" in link else None
            self.add(SeeAlso, text.pk, position, target, None, link.get("url", ""), link.get("label", ""))
        for word in sorted(titles.keys_of(content["title"])):
            self.add(TitleWord, text.pk, word)
        values = likeness.fingerprint(content)
        self.add(Likeness, text.pk, *(values[name] for name in _FINGERPRINT))

    def _related(self, model, pk, text, content, places, quotes):
        for name in _M2M:
            for thing in text.about[name]:
                self.add(_through(model, name), pk, thing.pk)
        for position, place in enumerate(text.about["places"]):
            self.add(places, pk, place.pk, position)
        for position, (quote, speaker) in enumerate(
            zip(content["quotes"], text.about["speakers"], strict=True)
        ):
            agency = speaker.of[0]
            self.add(quotes, pk, position, quote["text"], speaker.pk, quote["capacity"], agency and agency[0])

    def _version(self, text, number, version, pk):
        content, saved_at, live_from = version.content, instant(version.saved_at), instant(version.live_from)
        self.add(
            Revision,
            pk,
            text.pk,
            number,
            version.canonical,
            contents.digest(version.canonical),
            saved_at,
            None,
            "",
        )
        issued_at = saved_at if text.is_ahead else live_from
        day = timezone.localdate(text.released_at)
        self.add(
            Edition,
            pk,
            text.pk,
            pk,
            number,
            live_from,
            instant(text.until(number)),
            version.change,
            NOTES.get(version.change, ""),
            None,
            issued_at,
            text.uid.hex,
            content["translation_key"].replace("-", ""),
            content["dateline"]["date"],
            content["dateline"]["end_date"],
            instant(text.released_at),
            day.year,
            day.month,
            *(content[name] for name in _COPIES),
        )
        self._related(Edition, pk, text, content, EditionPlace, EditionQuote)
        self._log(text, "saved", saved_at, pk)
        if not text.until(number):
            self._listings(text, pk, Listed(content["language"], day.year, day.month))
        note, facts = NOTES.get(version.change, ""), {"edition": number}
        if number > 1:
            self._log(text, "corrected", issued_at, pk, note, facts | {"kind": version.change})
        elif text.is_ahead:
            planned = version.live_from.isoformat().replace("+00:00", "Z")
            self._log(text, "scheduled", issued_at, pk, "", facts | {"planned": planned})
        else:
            self._log(text, "published", issued_at, pk, "", facts)

    def _listings(self, text, pk, edition):
        """Once the clock is settled, lists have what has not ended, and counts what has begun as well."""
        listed = _terms(text, edition.language)
        live_from, released_at = instant(text.versions[-1].live_from), instant(text.released_at)
        for number in sorted(listed):
            self.add(Listing, pk, number, released_at, text.pk, live_from, None)
        self.searched.add(text, pk, edition, listed)
        if text.is_ahead:
            self.add(Turn, pk, 1, live_from)
        else:
            self.counts.update(listing.pairs(edition, listed))

    def _log(self, text, verb, at, revision, detail="", facts=None):
        self.add(LogEntry, text.pk, verb, None, at, revision, detail, json.dumps(facts or {}))

    def _addresses(self, text):
        day = timezone.localdate(text.released_at)
        slugs = dict.fromkeys(version.content["slug"] for version in text.versions)
        for slug in slugs:
            self.add(Address, text.pk, text.versions[0].content["language"], day.year, day.month, slug)

    def _withdrawal(self, text, pk):
        replacement, at = text.replaced_by, instant(text.ended_at)
        self.add(Withdrawal, pk, text.reason, WHY, replacement and replacement.pk, at, None)
        title = replacement and replacement.versions[-1].content["title"]
        facts = {"reason": text.reason} | ({"replaced_by": title} if title else {})
        self._log(text, "withdrew", at, pk, WHY, facts)


def _terms(text, language) -> set[int]:
    """What an edition is listed under."""
    about, kind = text.about, text.versions[-1].content["kind"]
    found = [(Facet.EVERYTHING, 0), (Facet.KIND, kind_value(kind))]
    for facet, name in ((Facet.TOPIC, "topics"), (Facet.AGENCY, "agencies"), (Facet.SPEAKER, "speakers")):
        found += [(facet, thing.pk) for thing in about[name]]
    for country in about["countries"]:
        found += [(Facet.COUNTRY, country.pk), *((Facet.REGION, region) for region in country.of)]
    for workshop in about["workshops"]:
        found += [(Facet.WORKSHOP, workshop.pk)] + ([(Facet.SERIES, workshop.of)] if workshop.of else [])
    found += [(Facet.AGENCY, speaker.of[0][0]) for speaker in about["speakers"] if speaker.of[0]]
    return {term(facet, value, language) for facet, value in found}
