"""How a text names a body that nobody has registered: the forms, and what only looks like one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newsroom.reader.agency_words import COMMON_ACRONYMS, HEAD_NOUNS, TAIL_NOUNS
from newsroom.reader.name_words import OFFICE_WORDS
from newsroom.reader.people import is_honorific

UP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĪİŁŃŇŐŒŘŚŞŠŤŪŮŰŹŻŽ"
_CAP = rf"[{UP}](?:[\w'’&-]|\.(?=\w)){{0,40}}"  # bounded: a run without spaces must not be tried from each of its letters
_SMALL = r"(?:of|for|on|in|the|and|to|against|with|de|du|des|del|la|las|le|les|el|los|y|et|e|para|por|contra|sur|pour|à|en|d['’]|l['’]|für|der|des|und|&)"
# A run of capitalised words with small words between them, at most twelve words.
_REST = rf"(?: (?:{_SMALL} ){{0,3}}(?:[dl]['’])?{_CAP}){{0,8}}"
_LINK = r"(?:of|for|on|against|de|du|des|del|d['’]|für|to|por|para|da|do)"
HEADED = re.compile(
    rf"(?<![\w-])(?:{_CAP} ){{0,3}}?(?:{'|'.join(sorted(HEAD_NOUNS))}) (?:{_LINK} |d['’])(?:(?:the|la|las|los|el|les|le) |l['’])?{_CAP}{_REST}"
    rf"(?:, {_CAP}(?: {_CAP}){{0,2}}(?= (?:and|&|et|y) {_CAP}))?(?: (?:and|&|et|y) {_CAP}(?: {_CAP}){{0,2}})?"
)
TAILED = re.compile(
    rf"(?<![\w-])(?:{_CAP} (?:(?:and|of|for|&|on) )?){{1,6}}(?:{'|'.join(sorted(TAIL_NOUNS))})(?![\w-])"
)
INTRODUCED = re.compile(
    r"(?:['’]s)?\s?\((?:the\s)?[“\"]?([A-Z][A-Za-zÀ-Þ&-]{1,14})[”\"]?(?:,\s(?:por sus siglas|in English|en inglés|en anglais)[^()]{0,30})?\)"
)
LISTED = re.compile(
    r"\b(?:(?:the )?(?P<en>departments|ministries|offices|bureaus|directorates|divisions)\s+of\s+(?:the\s)?"
    r"|(?:les )?(?P<fr>ministères|départements|directions)\s+(?:de la |de l['’]|de |du |des )"
    r"|(?:los |las )?(?P<es>ministerios|departamentos|secretarías|direcciones)\s+(?:de la |de los |de las |de |del ))"
    r"(?P<items>[^.;:()\n]{3,300})",
    re.IGNORECASE,
)  # fmt: skip
SINGULAR = {
    "departments": "Department of", "ministries": "Ministry of", "offices": "Office of", "bureaus": "Bureau of",
    "directorates": "Directorate of", "divisions": "Division of", "ministères": "Ministère de", "départements": "Département de",
    "directions": "Direction de", "ministerios": "Ministerio de", "departamentos": "Departamento de",
    "secretarías": "Secretaría de", "direcciones": "Dirección de",
}  # fmt: skip
ITEM = re.compile(rf"{_CAP}(?: (?:(?:of|for|on|&|de|del|des|du) )?{_CAP}){{0,6}}")
DIVIDED = re.compile(r",\s*(?:and|et|y|&)?\s*|\s+(?:and|et|y|&)\s+")
UNIT = re.compile(
    rf"(?<![\w-])(?:{_CAP} (?:(?:and|of|for|&) )?){{1,5}}(?:Division|Section|Branch|Unit|Desk)(?![\w-])"
)
NATIVE = re.compile(
    r"(?P<ar>(?<!\w)و?(?:ل|ب)?(?:وزارة|هيئة|إدارة|مديرية|جهاز|مفوضية)\s[\u0621-\u064a]{3,}(?:\s(?:ال|وال)[\u0621-\u064a]{2,}){0,2})"
    r"|(?P<fixed>(?:Police|Gendarmerie|Garde|Assemblée) (?:nationale|royale|fédérale|judiciaire)|Policía (?:Nacional|Federal|Judicial)|Guardia (?:Civil|Nacional))(?![\w])"
    r"|(?P<zh>(?:(?![与和及同的在由向对等了])[\u4e00-\u9fff]){2,10}?(?:外交部|公安部|司法部|内政部|移民局|警察局|检察院|委员会|办公室))"
    r"|(?P<ru>(?:Министерств[оаеу]|Департамент[аеу]?|Управлени[ея]|Комитет[аеу]?)\s[а-я]{4,}(?:\s(?:и\s)?[а-яА-Я]{3,}){0,2})"
)  # fmt: skip
ACRONYM = re.compile(r"(?<![\w@#./-])[A-Z]{3,8}(?![\w@-])")
# What is introduced by an acronym and is no body.
NOT_A_BODY = re.compile(
    r"\b(?:plan|matrix|understanding|strategy|agreement|act|law|convention|protocol|framework|goals?|index|report|treaty|declaration"
    r"|system|project|training|workshop|conference|disease|virus|syndrome|tool|toolkit|survey|initiative|partnership|agenda|resolution|explosive"
    r"|route|week|day|rate|product|decade|acuerdo|ley|convenio|protocolo|estrategia|accord|loi|stratégie|traité|enquête)s?\b",
    re.IGNORECASE,
)
GENERIC = re.compile(
    r"^(?:The|This|These|Our|Their|Its|His|Her|A|An|In|At|On|For|And|As|By|With|While|When|From|Under|Of|To|All|Both|Each|Many|Most|Le|La|Les|El|Los|Las|Une?|Des|Du)\s+"
)
OWNER = re.compile(rf"(?:{_CAP} ){{0,4}}?{_CAP}?['’]s ")
OFFICE_OF = re.compile(
    rf"(?:{_CAP} ){{0,3}}?(?:Head|Director|Chief|Minister|Secretary|President|Chair|Commander|Member|Representative)s? (?:of|for|to) (?:the )?"
)
PERSON_AFTER = re.compile(
    r" (?:Officers?|Constables?|Chiefs?|Commissioners?|Superintendents?|Inspectors?|Station|Academy|College|Officials?)\b"
)
BODY_NOUN = re.compile(
    r"\b(?:"
    + "|".join(sorted({*HEAD_NOUNS, *TAIL_NOUNS}))
    + r"|Forces|Mission|Misión|Programme|Team|Unit|Company|Corporation|Observatory|Party|Movement|International"
    r"|Nations|Naciones|Cross|Crescent|Société|Asociación|Fundación|Fédération|Federación|Croix|Cruz|Fonds|Fondo|Banque|Banco|Partnership|Facility|Initiative|Campaign"
    r"|Parlement|Parlamento|Gobierno|Mission|Opération|Operation|Delegation|Division|Section|Branch|Headquarters|Departements?|Konferenz|Organisationen|Stelle|Fachstelle"
    r"|Verband|Gericht|\w*(?:amt|stelle|departements?|ministeriums?|organisation|kommission|behörde|gesellschaft))\b"
)
GOVERNMENT = re.compile(
    r"^(?:(?:Royal |Federal )?Governments? of|Gouvernement|Gobierno|Правительств)", re.IGNORECASE
)

Proposal = tuple[int, int, str, tuple[str, ...], bool]


def proposals(text: str) -> Iterator[Proposal]:
    """Bodies by the form of their names: start, end, name, aliases, whether it is only part of another body."""
    rejected: set[str] = set()
    for match in INTRODUCED.finditer(text):
        found = _introduced(text, match)
        if found:
            yield found
        else:
            rejected.add(match[1])
    for match in LISTED.finditer(text):
        yield from _listed(match)
    for form in (HEADED, TAILED):
        for match in form.finditer(text):
            yield from _plain(match, text)
    for match in UNIT.finditer(text):
        start, name = _shortened(match.start(), match[0])
        if " " in name:
            yield (start, match.end(), name, (), True)
    for match in NATIVE.finditer(text):
        yield (match.start(), match.end(), match[0], (), False)
    yield from _acronyms(text, rejected)


def _acronyms(text: str, rejected: set[str]) -> Iterator[Proposal]:
    """Acronyms used more than once that nothing explains; not those of plans and programmes."""
    counts = Counter(match[0] for match in ACRONYM.finditer(text))
    for match in ACRONYM.finditer(text):
        acronym = match[0]
        if (
            counts[acronym] < 2
            or acronym in COMMON_ACRONYMS
            or acronym in rejected
            or _in_capitals(text, match)
        ):
            continue
        yield (match.start(), match.end(), acronym, (), False)


def _in_capitals(text: str, match: re.Match) -> bool:
    """Whether the words around are in capitals too: a headline, or a surname after a first name."""
    around = re.findall(r"[^\W\d_]{3,}", text[max(0, match.start() - 25) : match.start()])[-1:]
    around += re.findall(r"[^\W\d_]{3,}", text[match.end() : match.end() + 25])[:1]
    return any(word.isupper() and word not in COMMON_ACRONYMS and len(word) > 5 for word in around) or bool(
        around and is_honorific(around[0])
    )


def _shortened(start: int, name: str) -> tuple[int, str]:
    """The name without articles, without an owner ("Nepal’s …") and without an office ("Head of the …") before it."""
    while True:
        before = GENERIC.match(name) or OWNER.match(name) or OFFICE_OF.match(name)
        if before is None:
            return start, name
        start += before.end()
        name = name[before.end() :]


def _plain(match: re.Match, text: str) -> Iterator[Proposal]:
    start, name = _shortened(match.start(), match[0])
    name = re.sub(r"['’]s?$|[.'’]+$", "", name)
    words = name.split()
    if len(words) < 2 or GOVERNMENT.match(name) or (name.isupper() and len(name) > 60):
        return
    if any(word.casefold() in OFFICE_WORDS for word in words) or PERSON_AFTER.match(text, match.end()):
        return
    yield (start, start + len(name), name, (), False)


def _introduced(text: str, match: re.Match) -> Proposal | None:
    acronym = match[1]
    if sum(letter.isupper() for letter in acronym) < 2 or acronym.upper() in COMMON_ACRONYMS:
        return None
    before = text[max(0, match.start() - 160) : match.start()]
    words = list(re.finditer(r"(?:\b[dlDL]['’])?(?P<word>[^\s]+)", before))
    best = _spelt_out(acronym, words)
    spelt = bool(best)
    best = best or _capitalised_run(words)
    if not best or (not spelt and "-" in acronym):
        return None
    start = match.start() - len(before) + words[-best].start("word")
    name = text[start : match.start()].strip(' “"‘«”»’')
    start, name = _shortened(text.find(name, start), name) if name else (start, name)
    if not name or NOT_A_BODY.search(name) or not name[0].isupper() or (" " not in name and len(name) < 6):
        return None
    return (start, match.end(), name, (acronym,), not BODY_NOUN.search(name))


def _spelt_out(acronym: str, words: list[re.Match]) -> int:
    """How many of the last words the acronym stands for: the fewest whose first letters give it, one may be missing."""
    capitals = [letter.casefold() for letter in acronym if letter.isupper()]
    loose = 0
    for count in range(1, min(len(words), 14) + 1):
        word = words[-count]["word"]
        if count > 1 and word[-1] in ".;:!?»”)" and len(word) > 3:
            break
        initials = _initials([w["word"] for w in words[-count:]])
        if not initials or initials[0] != capitals[0] or not word[0].isupper():
            continue
        matched = _in_order(capitals, initials)
        if matched == len(capitals) and (count > 1 or len(capitals) < 3):
            return count
        if not loose and len(capitals) > 3 and matched == len(capitals) - 1 and count > 1:
            loose = count
    return loose


def _initials(words: list[str]) -> list[str]:
    """First letters of the words that count: small words too, as in "Ministry of Labour" (MoL)."""
    parts = [part for word in words for part in re.split(r"[-–/’']", word)]
    return [part[0].casefold() for part in parts if part and part[0].isalpha()]


def _in_order(capitals: list[str], initials: list[str]) -> int:
    """How many of the letters are found among the initials, one after the other."""
    at = found = 0
    for letter in capitals:
        if letter in initials[at:]:
            at = initials.index(letter, at) + 1
            found += 1
    return found


def _capitalised_run(words: list[re.Match]) -> int:
    """How many words before the bracket are capitalised, with the small words between them."""
    kept = 0
    for count, word in enumerate(reversed(words[-12:]), 1):
        text = word["word"]
        if text[-1] in ",.;:" and count > 1:
            break
        if text[0].isupper():
            kept = count
        elif not re.fullmatch(_SMALL + r"|[dl]['’]\S+", text):
            break
    return kept if kept > 1 else 0


def _listed(match: re.Match) -> Iterator[Proposal]:
    """`the departments of Immigration, Maritime Police and Customs`: each item is a body; a bare subject gets its noun."""
    noun = next(match[group] for group in ("en", "fr", "es") if match[group]).lower()
    start = match.start("items")
    items = match["items"]
    at = 0
    found: list[Proposal] = []
    while at < len(items):
        item = ITEM.match(items, at)
        if item is None:
            break
        name = item[0].strip().rstrip("’'")
        bodied = name.split()[-1] in TAIL_NOUNS or any(name.startswith(head + " ") for head in HEAD_NOUNS)
        full = name if bodied else f"{SINGULAR[noun]} {name}"
        found.append((start + at, start + item.end(), full, () if bodied else (name,), False))
        divider = DIVIDED.match(items, item.end())
        if divider is None:
            break
        at = divider.end()
        at += len(re.match(r"(?:the |la |los |las |les |de la |de l['’]|du |des |del |de )?", items[at:])[0])
    if len(found) > 1:
        yield from found
