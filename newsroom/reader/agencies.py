"""Which bodies act in a text: those the gazetteer knows, and those that the text introduces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from newsroom.reader.agency_forms import DIVIDED, ITEM, proposals
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
    for start, end, name, aliases, optional in proposals(text):
        entries = gazetteer.agencies.get(name)
        found.append(Mention(start, end, name, aliases, entries[0] if entries else None, optional))
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    for mention in found:
        if kept and mention.start < kept[-1].end:
            kept[-1] = _united(kept[-1], mention)
        else:
            kept.append(mention)
    return sorted([*kept, *_list_mates(text, kept)], key=lambda mention: mention.start)


def _list_mates(text: str, mentions: list[Mention]) -> Iterator[Mention]:
    """What stands in one list with two bodies or more is a body: `participants from A, B, C International and D`."""
    in_list = 1
    for number, mention in enumerate(mentions):
        previous = mentions[number - 1] if number else None
        in_list = in_list + 1 if previous and DIVIDED.fullmatch(text, previous.end, mention.start) else 1
        following = mentions[number + 1].start if number + 1 < len(mentions) else len(text)
        at = mention.end
        while in_list >= 2 and (divider := DIVIDED.match(text, at)):
            item = ITEM.match(text, divider.end(), following)
            if (
                item is None
                or " " not in item[0]
                or not _ends_a_list(item[0], text[item.end() : item.end() + 8])
            ):
                break
            yield Mention(item.start(), item.end(), item[0])
            at = item.end()


def _ends_a_list(item: str, following: str) -> bool:
    """After the last "and" a person may come; a body goes on with a stop or a verb of many, or has an "of" inside."""
    return bool(re.match(r"[.,;)]|\s(?:and|were|was|have|has|y|et)\b", following)) or " of " in item


def _is_meant(written: str, entry: AgencyEntry) -> bool:
    """Acronyms count only in capitals ("WHO", not "who"), other names only with a capital letter."""
    if is_acronym(entry.acronym or "") and fold(written) == fold(entry.acronym) and " " not in entry.acronym:
        return is_acronym(written)
    return is_upper_word(written) and not (written.islower() and written.isascii())


def _united(one: Mention, other: Mention) -> Mention:
    """Two readings of one stretch as one: the longer, or the one known to the gazetteer if it is nearly as long
    or is the end of the other ("New UN Migration Agency")."""
    longer, shorter = (one, other) if one.end - one.start >= other.end - other.start else (other, one)
    name_end = longer.start + len(longer.name)
    if shorter.end - shorter.start < (longer.end - longer.start) * 0.8 and not (
        shorter.entry and abs(shorter.end - name_end) < 2
    ):
        return longer
    name = shorter.name if shorter.entry and not longer.entry else longer.name
    if longer.aliases and name in longer.aliases:
        name = (
            longer.name
        )  # from a list: "Transnational Crime" stands for the Department of Transnational Crime
    aliases = tuple(dict.fromkeys((*one.aliases, *other.aliases)))
    # A unit inside another body is one whether the archive knows it or not.
    same = (one.start, one.end) == (other.start, other.end)
    optional = one.optional or other.optional if same else one.optional and other.optional
    return Mention(
        longer.start,
        max(one.end, other.end),
        name,
        aliases,
        one.entry or other.entry,
        optional,
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
            keys += [
                fold(name)
                for name in (mention.entry.name, mention.entry.acronym, *mention.entry.aliases)
                if name
            ]
        body = next((by_key[key] for key in keys if key in by_key), None)
        if body is None:
            body = _Body(first=mention.start)
            bodies.append(body)
        for key in keys:
            by_key.setdefault(key, body)
        for name in dict.fromkeys((mention.name, *mention.aliases)):
            body.forms[name] = body.forms.get(name, 0) + 1
        body.entry = body.entry or mention.entry
        body.optional = body.optional and mention.optional
        body.mentions += 1
    bodies = _without_short_forms(bodies)
    if bodies:
        # The body that is named most issues the release or is its subject; the others follow as the text names them.
        main = max(bodies, key=lambda body: (body.entry is not None, body.mentions, -body.first))
        if main.mentions > 1:
            bodies.sort(key=lambda body: body is not main)
    for body in bodies:
        agency = _agency(body)
        (release.agencies_optional if agency.optional else release.agencies).append(agency)


def _without_short_forms(bodies: list[_Body]) -> list[_Body]:
    """`Special Tribunal` is the `Special Tribunal for Lebanon` again: names that begin a longer one join it."""
    kept: list[_Body] = []
    for body in bodies:
        name = fold(next(iter(body.forms)))
        longer = [
            other
            for other in bodies
            if other is not body and not body.entry and " " in name
            and any(fold(form).startswith(name + " ") for form in other.forms)
        ]  # fmt: skip
        if len(longer) != 1:
            kept.append(body)
            continue
        for form, count in body.forms.items():
            longer[0].forms[form] = longer[0].forms.get(form, 0) + count
        longer[0].mentions += body.mentions
    return kept


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
