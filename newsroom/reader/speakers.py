"""Who a phrase names: name, honorific, role, affiliation; and who is meant by a surname, a title or a pronoun."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newsroom.reader.folding import fold
from newsroom.reader.gazetteer import Gazetteer
from newsroom.reader.name_words import OFFICE_WORDS, PRONOUNS
from newsroom.reader.people import Name, as_name, bare, is_honorific, trailing_name
from newsroom.reader.roles import ARTICLE, TAIL, begins_with_office, rank, split_role

OPENER = re.compile(
    r"^(?:por su parte|de su lado|asimismo|pour sa part|de son côté|quant à|for (?:his|her|their) part|meanwhile|finally|in (?:his|her) \w+|speaking [^,]{3,60})[, ]+",
    re.IGNORECASE,
)
NO_ROLE = re.compile(
    r"(?:as|in|at|on|by|with|from|while|when|speaking|noting|adding|like|through|durante|lors|comme|como|con|avec)\b",
    re.IGNORECASE,
)
OBJECT_OF = re.compile(r"(?:^|\s)(?:of|in|at|for|to|from|de|du|des|del|la|à|en|von|in|the)$", re.IGNORECASE)
NAMELESS = re.compile(
    r"\b(?:one|an?|another|un|une|una|uno)\s+((?:[a-zà-ÿ-]+\s){1,3}?(?:who|qui|que)\s[^.,;]{5,80}?)\s(?:said|says|told|added|explained|a déclaré|a dit|dijo|señaló)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[.!?;:]\s|\n")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks, as far as the text says who it is."""

    name: str | None = None
    role: str | None = None
    affiliation: str | None = None
    honorific: str | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.name or self.role)


@dataclass(slots=True)
class Speakers:
    """Everybody met so far in a text, for those who come again by surname, title or pronoun."""

    text: str
    gazetteer: Gazetteer
    known: list[Speaker] = field(default_factory=list)
    last: Speaker | None = None

    def read(self, phrase: str, *, from_end: bool, before: int | None = None) -> Speaker | None:
        """The speaker that a phrase names. `from_end`: the phrase stands before its verb, so its end says who speaks.

        `before` is the place of the quote in the text: a pronoun means somebody named earlier. None where the phrase
        names nobody.
        """
        phrase = re.sub(r"(\d(?:st|nd|rd|th))(?=[A-Z])", r"\1 ", " ".join(phrase.split())).strip(" ,–—-*")
        phrase = OPENER.sub("", phrase)
        words = phrase.split()
        if not words or len(phrase) > 500:
            return None
        if bare(words[-1 if from_end else 0]).casefold() in PRONOUNS and len(words) <= 4:
            return self.meant_by_pronoun(before)
        found = self._named(phrase, from_end) or self._office(phrase, from_end)
        if found and not found.is_empty:
            self.note(found)
            return found
        return None

    def note(self, speaker: Speaker) -> None:
        self.last = speaker
        if speaker.name and all(fold(other.name or "") != fold(speaker.name) for other in self.known):
            self.known.append(speaker)

    def meant_by_pronoun(self, before: int | None) -> Speaker | None:
        """The one who spoke last; or a nameless one ("One doctor who …") introduced since then."""
        if before is not None:
            recent = self.text[max(0, before - 500) : before]
            nameless = list(NAMELESS.finditer(recent))
            if nameless and not any(self._surname(word) for word in recent[nameless[-1].end() :].split()):
                found = Speaker(role=nameless[-1][1].strip())
                self.last = found
                return found
        return self.last

    def meant_in(self, text: str) -> Speaker | None:
        """Who of those known is named last in the text, by surname or by title."""
        folded = f" {fold(text)} "
        best, at = None, -1
        for speaker in self.known:
            keys = [fold(speaker.name.split()[-1])] if speaker.name else []
            keys += [fold(speaker.role)] if speaker.role else []
            place = max((folded.rfind(f" {key} ") for key in keys if key), default=-1)
            if place > at:
                best, at = speaker, place
        if best:
            self.last = best
        return best

    def _surname(self, word: str) -> bool:
        return any(
            speaker.name and fold(bare(word)) == fold(speaker.name.split()[-1]) for speaker in self.known
        )

    def _is_known_name(self, word: str) -> bool:
        return bool(
            self.gazetteer.countries.get(word) or (word.isupper() and self.gazetteer.agencies.get(word))
        )

    def _named(self, phrase: str, from_end: bool) -> Speaker | None:
        segments = [part.strip() for part in re.split(r",(?![^()]*\))\s*", phrase) if part.strip()]
        order = list(range(len(segments) - 1, -1, -1) if from_end else range(len(segments)))
        # "NAME, director of A, B and C, said": the name stands before the segment that begins with the office.
        titled = [
            index for index in order if index + 1 < len(segments) and begins_with_office(segments[index + 1])
        ]
        order = [*titled, *(index for index in order if index not in titled)]
        for index in order:
            name = (
                as_name(TAIL.sub("", segments[index]).strip()) if not self._is_body(segments[index]) else None
            )
            if name and self._plausible(name):
                after = self._role_after(segments[index + 1 :])
                role = after or self._role_before(segments[index - 1] if index else "")
                before = ", ".join(segments[:index])
                if not role and begins_with_office(before):
                    role = before  # "the Head of Mission for A, B and C, NAME"
                return self._complete(name, role)
        for index in order:
            # "durante la presentación Rosa Tan": where all of it is cut off, the name may stand at its end.
            cut = TAIL.sub("", segments[index]).strip() or segments[index]
            split = trailing_name(cut, self._is_known_name)
            if (
                split
                and self._plausible(split[1])
                and (split[0] or split[1].honorific)
                and not OBJECT_OF.search(split[0])
            ):
                role = self._role_before(split[0]) or self._role_after(segments[index + 1 :])
                return self._complete(split[1], role)
        return None

    def _is_body(self, segment: str) -> bool:
        found = self.gazetteer.agencies.get(segment) or self.gazetteer.countries.get(segment)
        return bool(found) or bool(self.gazetteer.places.get(segment) and not self._meant(segment))

    def _meant(self, segment: str) -> bool:
        return any(fold(segment) == fold(speaker.name or "") for speaker in self.known)

    def _plausible(self, name: Name) -> bool:
        """Not a list of countries. A single word is a name only with an honorific, or as the surname of somebody in the text."""
        words = [word for word in name.name.split() if word[0].isupper()]
        if not name.honorific and any(self.gazetteer.countries.get(word) for word in words[:1] + words[2:]):
            return False
        if len(name.name.split()) > 1 or name.honorific:
            return True
        return (
            self._surname(name.name)
            or self._fuller(name.name) is not None
            or bool(self.text.count(name.name) > 1)
        )

    def _role_after(self, segments: list[str]) -> str:
        taken: list[str] = []
        for segment in segments:
            cut = TAIL.sub("", segment).strip()
            name = as_name(cut) if taken else None
            if not cut or (taken and (cut[0].islower() or (name and len(name.name.split()) > 1))):
                break
            taken.append(cut)
            if cut != segment:
                break
        return ", ".join(taken)

    def _role_before(self, segment: str) -> str:
        words = segment.split()
        has_office = any(bare(word).casefold() in OFFICE_WORDS for word in words)
        return segment if has_office and not NO_ROLE.match(segment) else ""

    def _complete(self, name: Name, role: str) -> Speaker:
        """The speaker with the full name first given, and with role and affiliation from the text where they are missing."""
        known = next((speaker for speaker in self.known if _is_same(name.name, speaker)), None)
        if known:
            return known
        full = self._fuller(name.name) or name
        if len(full.name.split()) == 1 and name.honorific and not full.honorific:
            full = Name(full.name, name.honorific)
        if not role or len(full.name) > len(name.name):
            role = self._role_in_text(full.name) or role
        honorific = rank(full.honorific or name.honorific)
        written = full.name
        if len(written.split()) == 1 and full.honorific:
            written, honorific = f"{full.honorific.strip()} {written}", None
        for entry in self.gazetteer.people.get(full.name):
            written, role = entry.name, role or entry.role
            honorific = honorific or entry.honorific or None
            if entry.affiliation and not role:
                return Speaker(written, None, entry.affiliation, honorific)
        role_part, affiliation = split_role(role, self.gazetteer)
        return Speaker(written, role_part, affiliation, honorific)

    def _fuller(self, surname: str) -> Name | None:
        """The full name in the text that ends with this surname."""
        if len(surname) < 2:
            return None
        for match in re.finditer(rf"(?<![\w-]){re.escape(surname)}(?!\w)", self.text):
            before = SENTENCE.split(
                self.text[max(0, match.start() - 60) : match.start()]
                .replace("Mr. ", "Mr ")
                .replace("Ms. ", "Ms ")
            )[-1]
            split = trailing_name(before + surname, self._is_known_name)
            if split and len(split[1].name.split()) > len(surname.split()):
                return split[1]
        return None

    def _role_in_text(self, name: str) -> str:
        """The role that stands beside the name where the text first gives both."""
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", self.text):
            after = re.match(r"\s*[,(]\s?([^.;:\n“”\"«»]{3,200})", self.text[match.end() : match.end() + 220])
            if after:
                role = self._role_after([part.strip() for part in after[1].split(",")][:2])
                if any(bare(word).casefold() in OFFICE_WORDS for word in role.split()[:8]):
                    return role
            before = self.text[max(0, match.start() - 160) : match.start()].rstrip(" ,")
            while before and is_honorific(before.rsplit(None, 1)[-1]):
                before = before.rpartition(before.rsplit(None, 1)[-1])[0].rstrip(" ,")
            before = re.split(r"[.;:!?]\s|\n", before)[-1]
            role = self._role_before(before.rsplit(",", 1)[-1].strip())
            words = role.split()
            if role and not any(word.casefold() in ("said", "met", "with") for word in words):
                return role
        return ""

    def _office(self, phrase: str, from_end: bool) -> Speaker | None:
        """Somebody meant by a title alone: the one who bears it, or nobody's name with the title as role."""
        segment = TAIL.sub("", phrase.split(",")[-1 if from_end else 0]).strip()
        words = {bare(word).casefold() for word in segment.split()}
        if not words & (OFFICE_WORDS | {"official"}):
            return None
        wanted = set(fold(ARTICLE.sub("", segment)).split())
        for speaker in reversed(self.known):
            if speaker.role and wanted <= set(fold(f"{speaker.role} {speaker.affiliation or ''}").split()):
                return speaker
        found = re.search(
            rf"\b((?:[A-ZÀ-Þ][\w'’-]+|de|del|van|von|bin|al)(?:\s(?:[A-ZÀ-Þ][\w'’-]+|de|del|van|von|bin|al)){{1,4}}),\s[^.,;]{{0,30}}(?i:{re.escape(ARTICLE.sub('', segment)[:60])})",
            self.text[:20_000],
        )
        name = as_name(found[1]) if found else None
        if name:
            return self._complete(name, "")
        role, affiliation = split_role(segment, self.gazetteer)
        return Speaker(None, role, affiliation)


def _is_same(name: str, speaker: Speaker) -> bool:
    """Whether a name is the speaker's, in full or (one or two words of it) as the end of the full name."""
    full, part = fold(speaker.name or ""), fold(name)
    return full == part or (len(name.split()) < 3 and full.endswith(f" {part}"))
