"""Where beside a quotation it is said whose words they are."""

from __future__ import annotations

import re

from newsroom.reader.people import as_name
from newsroom.reader.roles import split_role
from newsroom.reader.speakers import Speaker, Speakers
from newsroom.reader.speech_verbs import ACCORDING, CHINESE, CHINESE_AFTER, VERB

REACH = 400  # an attribution is not longer
ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Col|Gen|Lt|Capt|Maj|Sgt|Prof|Rev|Hon|Amb|Sr|Sra|Dra|M|Mme|Jr|No|vs|Brig|[A-Z]))\.$"
)
SENTENCE_END = re.compile(r"[.!?…。！？](?=\s|$|[“«\"])|\n")
THAT = re.compile(
    r"^\W{0,3}(?:(?:that|how|que|qu['’]|dass|что|أن|إن|بأن|out that|aux? \w+ que)\W{0,3})?$", re.IGNORECASE
)
FOR_ONE = re.compile(
    r"^(?:pour|para)\s|,?\s*je (?:le|la|les)$", re.IGNORECASE
)  # Pour le directeur, je le cite :
CHINESE_OFFICE = re.compile(
    r"(?P<role>.*(?:部长|主任|司长|处长|局长|主席|总理|大使|发言人|代表|秘书长|署长|专家|教授|协调员|顾问|经理|干事|主管|司令|署长|院长|校长|会长|总干事|秘书|官员))(?P<name>[\u4e00-\u9fff·]{2,16})$"
)
CHINESE_HONORIFIC = re.compile(
    r"(?P<name>.{2,16}?)(?P<honorific>上校|中校|少校|将军|先生|女士|博士|教授|大使)$"
)
ARABIC_HONORIFIC = re.compile(
    r"^(?:السيدة?|الدكتورة?|العقيد|العميد|اللواء|الرائد|السفيرة?|الأستاذة?|القاضي)\s"
)


def attribution_after(gap: str, ended: bool, speakers: Speakers, place: int) -> Speaker | None:
    """Who is named in the text after a quote: `said X`, `X said`, `according to X`.

    `ended`: the quote ended with a full stop, so that what follows may be a sentence of its own.
    """
    sentence = first_sentence(gap[:REACH])
    text = sentence.strip(" ,–—-.\n*،")
    if not text:
        return None
    if _has_han(text):
        match = CHINESE_AFTER.match(text)
        return _chinese(match["who"], speakers) if match else None
    according = ACCORDING.match(text)
    if according:
        return speakers.read(text[according.end() :], from_end=False, before=place)
    verb = VERB.search(text)
    if verb is None:
        return None
    if verb.start() == 0:
        if verb["pronoun"] or re.match(r"(?:a|ont)-t-", verb[0]):
            return speakers.meant_by_pronoun(place)
        phrase = text[verb.end() :].strip(" ,.:–—-")
        if not phrase:
            return speakers.last  # "…", añadió: the verb alone says that the same person goes on
        if _is_arabic(phrase):
            return _arabic(phrase, speakers)
        return speakers.read(phrase, from_end=False, before=place)
    subject = text[: verb.start()].strip()
    rest = text[verb.end() :].strip()
    if (
        len(subject) > 220
        or (ended and len(rest.split()) > 6)
        or re.match(r"^(?:and|but|which|that|y|et|pero|mais)\b", subject)
    ):
        return None
    return speakers.read(subject, from_end=True, before=place)


def attribution_before(gap: str, speakers: Speakers, place: int) -> Speaker | None:
    """Who is named in the text before a quote: `X, the director, said: “…`, `X said that “…`, `According to X, “…`."""
    sentence = last_sentence(gap[-REACH * 2 :])
    text = sentence.strip()
    if not text:
        return None
    if _has_han(text):
        match = CHINESE.search(text.rstrip("：:，, "))
        return _chinese(match["who"], speakers) if match else None
    colon = text.endswith((":", "："))
    according = ACCORDING.match(text)
    if according:
        return speakers.read(text[according.end() :].rstrip(":, "), from_end=False, before=place)
    found = _by_verb(text, colon, speakers, place)
    if found is None and colon and "," in text and not VERB.search(text) and as_name(text.split(",")[0]):
        return speakers.read(text.rstrip(":"), from_end=False, before=place)
    return found


def _by_verb(text: str, colon: bool, speakers: Speakers, place: int) -> Speaker | None:
    """The subject of the last verb of saying that leads to the quote: by a colon, by "that", or by nothing at all."""
    arabic = _is_arabic(text)
    for verb in reversed(list(VERB.finditer(text))):
        if not colon and not THAT.match(text[verb.end() :]):
            continue
        subject, rest = text[: verb.start()].strip(), text[verb.end() :].strip(" :,")
        found = None
        if arabic:
            found = _arabic(rest, speakers) if rest else None
        elif subject:
            subject = FOR_ONE.sub("", subject)
            found = speakers.read(subject, from_end=True, before=place)
        if found is None and not arabic and as_name(" ".join(rest.split(",")[0].split()[:4])):
            found = speakers.read(rest, from_end=False, before=place)
        if found:
            return found
    return None


def first_sentence(text: str) -> str:
    for end in SENTENCE_END.finditer(text):
        if not ABBREVIATED.search(text[: end.end()][-8:]) and text[: end.start()].strip(" ,–—-*"):
            return text[: end.start()]
    return text


def last_sentence(text: str) -> str:
    start = 0
    for end in SENTENCE_END.finditer(text):
        if not ABBREVIATED.search(text[: end.end()][-8:]) and text[end.end() :].strip():
            start = end.end()
    return text[start:].strip("\"”»“«' ")


def _has_han(text: str) -> bool:
    return bool(re.search("[\u4e00-\u9fff]{2}", text))


def _is_arabic(text: str) -> bool:
    return bool(re.search("[\u0621-\u064a]{2}", text))


def _chinese(who: str, speakers: Speakers) -> Speaker | None:
    """Role and name, which stand together without a space: the name is what follows the last title."""
    if who in ("他", "她", "他们", "她们", "其"):
        return speakers.last
    honorific = None
    match = CHINESE_HONORIFIC.search(who)
    if match and (CHINESE_OFFICE.match(match["name"]) or match["honorific"] not in ("教授", "大使")):
        who, honorific = match["name"], match["honorific"]
    office = CHINESE_OFFICE.match(who)
    known = next((speaker for speaker in speakers.known if speaker.name and speaker.name.endswith(who)), None)
    if known:
        speakers.note(known)
        return known
    name, role = (office["name"], office["role"]) if office else (who, "")
    if len(name) > 16 or (not office and not honorific and "·" not in name and len(name) > 4):
        return None
    role, affiliation = split_role(role, speakers.gazetteer)
    courtesy = honorific in ("先生", "女士")
    found = Speaker(name, role, affiliation, None if courtesy else honorific)
    speakers.note(found)
    return found


def _arabic(phrase: str, speakers: Speakers) -> Speaker | None:
    """`فلان الفلاني، مدير المكتب`: the name up to the comma, then the role."""
    name, _, role = re.sub(r"[:：]\s*$", "", phrase).strip(" :").partition("،")
    honorific = ARABIC_HONORIFIC.match(name)
    name = re.sub(r"^(?:إن|أن|ان)\s", "", name.strip())
    rank = None
    if honorific:
        rank = honorific[0].strip()
        name = name[honorific.end() :].strip()
    if not 1 <= len(name.split()) <= 6:
        return None
    for speaker in speakers.known:
        if speaker.name and speaker.name.endswith(name):
            speakers.note(speaker)
            return speaker
    role, affiliation = split_role(role.split("،")[0], speakers.gazetteer)
    found = Speaker(name, role, affiliation, None if rank in (None, "السيد", "السيدة") else rank)
    speakers.note(found)
    return found
