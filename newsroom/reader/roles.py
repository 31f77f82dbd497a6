"""A role as releases give it, taken apart: the office, and the body in which it is held."""

from __future__ import annotations

import re

from newsroom.reader.agencies import find_mentions
from newsroom.reader.gazetteer import Gazetteer
from newsroom.reader.name_words import COURTESY, OFFICE_WORDS
from newsroom.reader.people import bare

ARTICLE = re.compile(
    r"^(?:the|an?|el|la|los|las|le|les|l['’]|un|une|una|der|die|das|den|dem|ein|eine|son|sa|su|his|her|our|its)\s+|^l['’]",
    re.IGNORECASE,
)
# Where a role ends and the sentence goes on.
TAIL = re.compile(
    r"(?:^|\s)(?:during|while|when|after|before|speaking|who|whose|told|today|yesterday|in (?:a|an|his|her|their) |at (?:the|a|an) (?:opening|closing|launch|"
    r"ceremony|workshop|event|end|meeting|conference|session|training)|on (?:the sidelines|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"|durante|luego de|al (?:inaugurar|término|finalizar|concluir|presentar)|en (?:su|un|una) |quien|tras |lors d|à l['’]occasion|pendant|au cours d|qui |dans (?:son|sa|un|une) "
    r"|während|anlässlich|bei der|в ходе|во время|на (?:открытии|закрытии)|خلال|في (?:كلمة|بيان|ختام))(?![\w]).*$",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
LINK_BEFORE = re.compile(
    r"(?:,\s*|\s+(?:of|for|at|from|in|with|to|de|del|du|des|d['’]|dans|à|pour|para|ante|von|vom|für|bei|beim|im|der)(?:\s+(?:the|la|las|los|el|les|le|l['’]|der|die|das|dem|den))?\s*)$",
    re.IGNORECASE,
)
CAPITAL_TAIL = re.compile(
    r"\s(?:of|for|at|from|de|del|du|des)\s(?:the\s|la\s|los\s|las\s)?((?:[A-ZÀ-Þ][\w’'&-]*\s?){2,7})$"
)


# "a participant from Spirit of Sport": after "from" or "at" stands a body even if nothing else says so.
FROM_BODY = re.compile(
    r"\s(?:from|at|with)\s(?:the\s)?([A-ZÀ-Þ][\w’'&-]*(?:\s(?:(?:of|for|and|the)\s)?[A-ZÀ-Þ][\w’'&-]*){0,6})$"
)


def split_role(phrase: str, gazetteer: Gazetteer) -> tuple[str | None, str | None]:
    """`Deputy Head of X` as the role and the body. Where the body stands in the middle, the role stays whole."""
    phrase = ARTICLE.sub("", TAIL.sub("", " " + phrase).strip(" ,.–—*")).strip()
    if not phrase:
        return None, None
    body_only = re.match(r"(?:of|from|with|de la|de l['’]|du|des|del|de los|de|vom|von)\s(?:the\s)?", phrase)
    if body_only:
        return None, phrase[body_only.end() :]
    mentions = [mention for mention in find_mentions(phrase, gazetteer) if not mention.optional]
    country = next(
        (hit for hit in gazetteer.countries.scan(phrase) if mentions and hit.start == mentions[0].end + 1),
        None,
    )
    if not mentions:
        seat = FROM_BODY.search(phrase)
        if seat and not gazetteer.countries.get(seat[1]) and not gazetteer.places.get(seat[1]):
            return phrase[: seat.start()].strip(" ,"), seat[1].strip()
        tail = CAPITAL_TAIL.search(phrase)
        known = tail and (gazetteer.countries.get(tail[1]) or gazetteer.places.get(tail[1]))
        return phrase, tail[1].strip() if tail and not known else None
    last, first = mentions[-1], mentions[0]
    body = re.sub(r"\s*\([^()]*\)$", "", phrase[last.start :]).strip(" ,.")
    link = LINK_BEFORE.search(phrase[: last.start])
    if last.end >= len(phrase.rstrip(" .,)")) and link and phrase[: link.start()].strip():
        return phrase[: link.start()].strip(" ,"), body
    owner = re.search(r"[\s,]([\w’'-]+['’]s\s)$", phrase[: last.start])
    link = LINK_BEFORE.search(phrase[: owner.start() + 1]) if owner else None
    if link and last.end >= len(phrase) - 1:
        return phrase[: link.start()].strip(" ,"), body
    if first.start == 0 and first.end < len(phrase):
        end = country.end if country else first.end
        rest = re.sub(r"^['’]s\s*", "", phrase[end:]).strip(" ,")
        if rest:
            return rest, phrase[:end].strip()
    return phrase, last.name


def begins_with_office(segment: str) -> bool:
    words = ARTICLE.sub("", segment).split()[:3]
    return any(bare(word).casefold() in OFFICE_WORDS for word in words)


def rank(honorific: str) -> str | None:
    """The honorific without mere courtesy: `Mr` says nothing, `Colonel` does."""
    kept = [word for word in honorific.split() if bare(word).casefold() not in COURTESY]
    return " ".join(kept).strip(" .") or None
