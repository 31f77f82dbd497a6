"""Which bodies act in a text: those the gazetteer knows, and those that the text introduces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from newsroom.reader.agency_forms import proposals
from newsroom.reader.folding import fold, is_acronym
from newsroom.reader.gazetteer import AgencyEntry, Gazetteer
from newsroom.reader.people import is_upper_word
from newsroom.reader.record import Agency, Release


@dataclass(frozen=True, slots=True)
class Mention:
    """A body's name in the text. `aliases` are other names that the text gives it at this very place."""

    start: int
    end: int
    name: str
    aliases: tuple[str, ...] = ()
    entry: AgencyEntry | None = None
    optional: bool = False


@dataclass(slots=True)
class _Body:
    """All that the text says of one body."""

    forms: dict[str, int] = field(default_factory=dict)  # as written, in order, with how often
    entry: AgencyEntry | None = None
    optional: bool = True
    first: int = 0
    mentions: int = 0


def find_mentions(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """Every body named in the text, in order; where two readings overlap, the longer one."""
    found: list[Mention] = []
    for hit in gazetteer.agencies.scan(text):
        written = text[hit.start : hit.end]
        entry = hit.entries[0]
        if _is_meant(written, entry):
            found.append(Mention(hit.start, hit.end, written, (), entry))
    found += [Mention(*proposal) for proposal in proposals(text)]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    for mention in found:
        if kept and mention.start < kept[-1].end:
            last = kept[-1]
            # The same name known and proposed: the gazetteer's knowledge, the text's aliases.
            if mention.end - mention.start >= (last.end - last.start) * 0.8:
                kept[-1] = _united(last, mention)
            continue
        kept.append(mention)
    return kept


def _is_meant(written: str, entry: AgencyEntry) -> bool:
    """Acronyms count only in capitals ("WHO", not "who"), other names only with a capital letter."""
    if is_acronym(entry.acronym or "") and fold(written) == fold(entry.acronym) and " " not in entry.acronym:
        return is_acronym(written)
    return is_upper_word(written) and not (written.islower() and written.isascii())


def _united(one: Mention, other: Mention) -> Mention:
    longer = max(one, other, key=lambda mention: mention.end - mention.start)
    return Mention(
        longer.start, longer.end, longer.name, (*one.aliases, *other.aliases), one.entry or other.entry, longer.optional
    )


def gather(release: Release, mentions: list[Mention], length: int) -> None:
    """Fill release.agencies and agencies_optional from the mentions that stand in the text itself (before `length`)."""
    bodies: list[_Body] = []
    by_key: dict[str, _Body] = {}
    for mention in mentions:
        if mention.start >= length:
            continue
        keys = [fold(name) for name in (mention.name, *mention.aliases)]
        if mention.entry:
            keys += [fold(name) for name in (mention.entry.name, mention.entry.acronym, *mention.entry.aliases) if name]
        body = next((by_key[key] for key in keys if key in by_key), None)
        if body is None:
            body = _Body(first=mention.start)
            bodies.append(body)
        for key in keys:
            by_key.setdefault(key, body)
        for name in (mention.name, *mention.aliases):
            body.forms[name] = body.forms.get(name, 0) + 1
        body.entry = body.entry or mention.entry
        body.optional = body.optional and mention.optional
        body.mentions += 1
    if bodies:
        # The body that is named most issues the release or is its subject; the others follow as the text names them.
        main = max(bodies, key=lambda body: (body.entry is not None, body.mentions, -body.first))
        if main.mentions > 1:
            bodies.sort(key=lambda body: body is not main)
    for body in bodies:
        agency = _agency(body)
        (release.agencies_optional if agency.optional else release.agencies).append(agency)


def _agency(body: _Body) -> Agency:
    """The form used most is the name (at a tie the longer one); the others, and the gazetteer's name, are aliases."""
    name = max(body.forms, key=lambda form: (body.forms[form], len(form)))
    others = {form for form in body.forms if fold(form) != fold(name)}
    entry = body.entry
    if entry:
        if is_acronym(name):
            others.add(entry.name)
        elif entry.acronym and fold(name) == fold(entry.name) and " " not in entry.acronym:
            others.add(entry.acronym)
    aliases: dict[str, str] = {}
    for other in sorted(others, key=lambda form: (-len(form), form)):
        if fold(other) != fold(name):
            aliases.setdefault(fold(other), other)
    return Agency(
        name,
        list(aliases.values()),
        entry.key or None if entry else None,
        entry.iso2 or None if entry else None,
        body.optional,
        body.mentions,
    )


def spans(mentions: list[Mention]) -> Iterator[tuple[int, int]]:
    """Where bodies are named."""
    return ((mention.start, mention.end) for mention in mentions)
