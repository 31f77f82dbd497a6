"""Rules about what a text is filed under, and about other texts that say the same."""

import re

from django.utils.translation import gettext as _

from newsroom.preflight.context import Context
from newsroom.preflight.finding import Finding, Findings
from newsroom.reader.agencies import find_mentions, spans
from newsroom.reader.countries import find_countries
from newsroom.reader.folding import fold

# Whoever writes from a seat of organisations does not write about its country.
_SEATS = frozenset(
    (
        "addis-ababa-et",
        "bangkok-th",
        "brussels-be",
        "geneva-ch",
        "nairobi-ke",
        "new-york-city-us",
        "new-york-us",
        "paris-fr",
    )
    + (
        "rome-it",
        "the-hague-nl",
        "vienna-at",
        "washington-us",
        "washington-dc-us",
        "panama-city-pa",
        "santiago-cl",
    )
)
# "The Government of Japan", « le fleuve Congo », 日本政府: whether the text concerns the country is not sure.
_PART_AFTER = re.compile(
    r"(?:\b(?:embassy|ambassador|consulate|government|kingdom|bank|university|parliament|ministry|mission|delegation|flag) of (?:the )?"
    r"|\b(?:ambassade|ambassadeur|ambassadrice|consulat|gouvernement|banque|université|fleuve|golfe|mer|rivière|lac) (?:du |de la |de l['’]|de |des |d['’])?"
    r"|\b(?:embajada|embajador|embajadora|consulado|gobierno|banco|universidad|río|golfo|mar|lago) (?:de la |del |de )?"
    r"|\b(?:посольств\w|посол|правительств\w|банк\w?|университет\w?|река|реки|озер\w|залив\w?)\s(?:Республики )?"
    r"|(?:سفارة|سفير|سفيرة|حكومة|بنك|جامعة|نهر|بحيرة|خليج|بحر)\s)$",
    re.IGNORECASE,
)
_PART_BEFORE = re.compile(r"(?:驻.{1,8})?(?:大使馆|大使|政府|总领事馆|外交部|银行|大学|海峡|河|湖|湾)")
ALIKE = 0.6  # of the five-word sequences of two texts


def country_not_linked(ctx: Context) -> Findings:
    """A country named by a noun, not inside the name of a body and not by an adjective."""
    linked = set(ctx.content["countries"])
    head = f"{ctx.content['title']}\n\n{' '.join(ctx.content['summary'].split())}\n\n"
    text = head + ctx.text
    inside = [*spans(find_mentions(text, ctx.gazetteer)), *_within_names(text, ctx.gazetteer)]
    named, _optional = find_countries(text, ctx.gazetteer, inside, _city_like_a_country(ctx))
    missing = [code for code in named if code not in linked]
    if not missing:
        return
    first = {}
    for hit in ctx.gazetteer.countries.scan(text):
        first.setdefault(hit.entries[0], text[hit.start : hit.end])
    for code in missing:
        if len(ctx.gazetteer.country_names) and code in first:
            yield Finding(
                _(
                    "The text names %(country)s, but it is not among the countries. Add it, if the text concerns it."
                )
                % {"country": first[code]},
                field="countries",
                words=first[code],
            )


def _within_names(text, gazetteer):
    """Where the name of a country is part of another one: an embassy, a government, a river."""
    for hit in gazetteer.countries.scan(text):
        if _PART_AFTER.search(text[max(0, hit.start - 40) : hit.start]) or _PART_BEFORE.match(text, hit.end):
            yield hit.start, hit.end


def _city_like_a_country(ctx) -> str:
    """The dateline's city if another country has its name: Amman and Oman are spelt alike in Arabic."""
    for place in ctx.places:
        name = place.name_in(ctx.language)
        if ctx.gazetteer.country(name) not in (None, place.country.iso2):
            return name
    return ""


def dateline_country(ctx: Context) -> Findings:
    """The country that a text comes from, where the text is about what happened there."""
    linked = set(ctx.content["countries"])
    text = " " + fold(f"{ctx.content['title']} {ctx.content['summary']} {ctx.text}") + " "
    held_in = {workshop.place.country_id for workshop in ctx.workshops if workshop.place_id}
    for place in ctx.places:
        country = place.country
        if country.iso2 in linked:
            continue
        is_seat = place.slug in _SEATS
        if country.pk in held_in or (not is_seat and f" {fold(place.name_in(ctx.language))} " in text):
            yield Finding(
                _("The text comes from %(place)s, but %(country)s is not among the countries. Add it.")
                % {"place": place.name_in(ctx.language), "country": country.name_in(ctx.language)},
                field="countries",
                words=country.name_in(ctx.language),
            )
            linked.add(country.iso2)


def topics(ctx: Context) -> Findings:
    """A text that no topic leads to."""
    for slug in ctx.unknown_topics:
        yield Finding(
            _("The topic “%(topic)s” is not in the vocabulary any more. Choose another.") % {"topic": slug},
            field="topics",
            words=slug,
        )
    if not ctx.content["topics"]:
        yield Finding(_("There is no topic. Readers who follow one will not find the text."), field="topics")


def same_text(ctx: Context) -> Findings:
    """Another article in the same language with this title, or with nearly this text."""
    for twin in ctx.twins:
        if twin.likeness >= ALIKE:
            sentence = _(
                "“%(title)s” (article %(number)d) is nearly the same text: %(share)d%% of it stand there too."
            )
            field = "body"
        elif twin.has_same_title:
            sentence = _("Article %(number)d has the same title: “%(title)s”.")
            field = "title"
        else:
            continue
        yield Finding(
            sentence % {"title": twin.title, "number": twin.pk, "share": round(twin.likeness * 100)},
            field=field,
            words=str(twin.pk),
        )


RULES = (country_not_linked, dateline_country, topics, same_text)
