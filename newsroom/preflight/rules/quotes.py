"""Rules about the list of quotes: verbatim, with a speaker, in the capacity that the speaker had on that day."""

import re

from django.utils.translation import gettext as _

from newsroom.preflight.context import Context
from newsroom.preflight.finding import Finding, Findings, Level
from newsroom.preflight.verbatim import Verbatim
from newsroom.reader.folding import fold

_STOP = frozenset(["of", "the", "for", "and", "in", "to", "at", "a", "an", "on", "de", "la", "le", "du"])
_RANKS = frozenset(
    [
        "deputy",
        "vice",
        "acting",
        "interim",
        "former",
        "assistant",
        "associate",
        "senior",
        "junior",
        "under",
        "sub",
        "ad",
        "interim",
        "co",
        "retired",
        "outgoing",
        "designate",
    ]
)
_EXCERPT = 80


def quote_not_verbatim(ctx: Context) -> Findings:
    """Words in the list of quotes that the text does not have: readers would be told that somebody said them."""
    if not ctx.content["quotes"]:
        return
    body = Verbatim(ctx.body)
    for row, quote in enumerate(ctx.content["quotes"]):
        if quote["text"].strip() and not body.has(quote["text"]):
            yield Finding(
                _(
                    "These words do not stand in the text exactly like this: %(missing)s Correct the quote or the text."
                )
                % {"missing": _shown(body.first_difference(quote["text"]))},
                field="quotes",
                row=row,
                part="text",
                words=quote["text"][:_EXCERPT],
                level=Level.ERROR,
            )


def _shown(words: str) -> str:
    return _("“%(words)s…”") % {"words": words} if words else ""


def quote_without_speaker(ctx: Context) -> Findings:
    """A quote of nobody."""
    for row, quote in enumerate(ctx.content["quotes"]):
        if not quote["speaker"] and not quote["capacity"].strip():
            yield Finding(
                _("This quote names no speaker. Choose one, or say in which capacity somebody spoke."),
                field="quotes",
                row=row,
                part="speaker",
                words=quote["text"][:_EXCERPT],
            )


def speaker_capacity(ctx: Context) -> Findings:
    """A capacity that is not the appointment which the speaker held on that day."""
    for row, quote in enumerate(ctx.content["quotes"]):
        held = ctx.appointments.get(quote["speaker"], [])
        if not held or not quote["capacity"].strip():
            continue
        then = [one for one in held if _is_on(one, ctx.day)]
        past = [one for one in held if one.ends_on and one.ends_on < ctx.day]
        known = held[0].speaker.name_in(ctx.language)
        sentence = None
        if then and ctx.language == "en" and not any(_agree(quote["capacity"], one) for one in then):
            sentence = _(
                "%(speaker)s was %(role)s (%(agency)s) on that day. Correct the capacity, or the appointment."
            ) % {"speaker": known, "role": then[0].role, "agency": then[0].agency.name_in(ctx.language)}
        elif not then and past and len(past) == len(held):
            sentence = _(
                "%(speaker)s was %(role)s (%(agency)s) until %(end)s only. Correct the capacity, or the appointment."
            ) % {
                "speaker": known,
                "role": past[-1].role,
                "agency": past[-1].agency.name_in(ctx.language),
                "end": past[-1].ends_on.isoformat(),
            }
        if sentence:
            yield Finding(sentence, field="quotes", row=row, part="capacity", words=quote["capacity"])


def _is_on(appointment, day) -> bool:
    starts, ends = appointment.starts_on, appointment.ends_on
    return (starts is None or starts <= day) and (ends is None or ends >= day)


def _agree(capacity: str, appointment) -> bool:
    """Whether a capacity tells of this role. Shorter and longer forms agree; another rank does not."""
    said = set(fold(capacity).split()) - _STOP
    role = set(fold(appointment.role).split()) - _STOP
    if not role or not re.search(r"[a-z]", " ".join(role)):
        return True
    body = set(fold(f"{appointment.agency.name} {appointment.agency.acronym}").split()) - _STOP
    if (said & _RANKS) != ((role | (body & said)) & _RANKS):
        return False
    own = role - body or role
    return len(own & said) * 2 >= len(own)


RULES = (quote_not_verbatim, quote_without_speaker, speaker_capacity)
