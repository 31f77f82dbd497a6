"""How a text names a body that nobody has registered: the forms, and what only looks like one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newsroom.reader.people import is_honorific

UP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĪİŁŃŇŐŒŘŚŞŠŤŪŮŰŹŻŽ"
_CAP = rf"[{UP}][\w'’.&-]*"
_SMALL = r"(?:of|for|on|in|the|and|to|against|with|de|du|des|del|la|las|le|les|el|los|y|et|e|para|por|contra|sur|pour|à|en|d['’]|l['’]|für|der|des|und|&)"
# A run of capitalised words with small words between them, at most twelve words.
_REST = rf"(?:\s+(?:{_SMALL}\s+){{0,3}}(?:[dl]['’])?{_CAP}){{0,8}}"
HEAD_NOUNS = (
    "Ministry Department Office Bureau Commission Secretariat Directorate Institute Agency Authority Council Committee Court Centre Center "
    "Board Association Federation Union Bank Fund Organization Organisation University Academy Chamber Tribunal Directorate-General "
    "Ministère Département Secrétariat Direction Agence Bureau Commission Institut Inspection Organisation Comité Conseil Cour Police "
    "Ministerio Departamento Secretaría Dirección Oficina Comisión Instituto Fiscalía Organización Comité Consejo Corte Policía Procuraduría "
    "Defensoría Agencia Coordinadora Universidad Bundesamt Bundesministerium Ministerium Departement Abteilung Amt Ministério Ministero"
).split()
_LINK = r"(?:of|for|on|against|de|du|des|del|d['’]|für|to|por|para|da|do)"
HEADED = re.compile(
    rf"(?<![\w-])(?:{_CAP}\s+){{0,3}}?(?:{'|'.join(HEAD_NOUNS)})\s+(?:{_LINK}\s+|d['’])(?:(?:the|la|las|los|el|les|le)\s+|l['’])?{_CAP}{_REST}"
    rf"(?:,\s{_CAP}(?:\s{_CAP}){{0,2}}(?=\s(?:and|&|et|y)\s{_CAP}))?(?:\s(?:and|&|et|y)\s{_CAP}(?:\s{_CAP}){{0,2}})?"
)
TAIL_NOUNS = (
    "Agency Authority Commission Council Police Service Services Force Group Fund Bank Organization Organisation Institute Centre Center "
    "University Hospital Society Federation Union Foundation Association Department Bureau Office Board Committee Tribunal Court Secretariat "
    "Network Alliance Academy Command Corps Ministry Directorate Coalition Confederation Guard Parliament Senate Assembly School College"
).split()
TAILED = re.compile(rf"(?<![\w-])(?:{_CAP}\s+(?:(?:and|of|for|&|on)\s+)?){{1,6}}(?:{'|'.join(TAIL_NOUNS)})(?![\w-])")
INTRODUCED = re.compile(rf"(?:['’]s)?\s?\((?:the\s)?[“\"]?([A-Z][A-Za-zÀ-Þ&-]{{1,14}})[”\"]?(?:,\s(?:por sus siglas|in English|en inglés|en anglais)[^()]{{0,30}})?\)")
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
ITEM = re.compile(rf"{_CAP}(?:\s+(?:(?:of|for|on|&|and\s(?=\w+\s\w+$)|de|del|des|du)\s+)?{_CAP}){{0,6}}")
DIVIDED = re.compile(r",\s*(?:and|et|y|&)?\s*|\s+(?:and|et|y|&)\s+")
UNIT = re.compile(rf"(?<![\w-])(?:{_CAP}\s+(?:(?:and|of|for|&)\s+)?){{1,5}}(?:Division|Section|Branch|Unit|Desk)(?![\w-])")
NATIVE = re.compile(
    r"(?P<ar>(?<!\w)و?(?:ل|ب)?(?:وزارة|هيئة|إدارة|مديرية|جهاز|مفوضية)\s[\u0621-\u064a]{3,}(?:\s(?:ال|وال)[\u0621-\u064a]{2,}){0,2})"
    r"|(?P<zh>[\u4e00-\u9fff]{2,10}?(?:外交部|公安部|司法部|内政部|移民局|警察局|检察院|委员会|办公室))"
    r"|(?P<ru>(?:Министерств[оаеу]|Департамент[аеу]?|Управлени[ея]|Комитет[аеу]?)\s[а-я]{4,}(?:\s(?:и\s)?[а-яА-Я]{4,}){0,2})"
)  # fmt: skip
ACRONYM = re.compile(r"(?<![\w@#./-])[A-Z]{3,8}(?:-[A-Z]{2,})?(?![\w@-])")
# What is introduced by an acronym and is no body.
NOT_A_BODY = re.compile(
    r"\b(?:plan|matrix|understanding|strategy|agreement|act|law|convention|protocol|framework|goals?|index|report|treaty|declaration"
    r"|system|training|workshop|conference|disease|virus|syndrome|tool|toolkit|survey|initiative|partnership|agenda|resolution|explosive"
    r"|route|week|day|rate|product|decade|acuerdo|ley|convenio|protocolo|estrategia|accord|loi|stratégie|traité|enquête)s?\b",
    re.IGNORECASE,
)
COMMON_ACRONYMS = set(
    """COVID HIV AIDS GDP USD EUR GBP CHF NGO NGOS CEO VIP MOU SDG SDGS IED IEDS DNA USA UAE DRC RDC CAR CFA ISBN PDF HTML HTTP
    LGBT LGBTI IDP IDPS PPE ICT STI GMT UTC CET CEST END ENDS NEW THE AND FOR ODD VIH SIDA ONG ONGS PIB EUA EEUU TVET GBV SGBV UAV
    WASH COP CMG OBE MBE PHD ISIS ISIL FAQ TEL FAX RSVP URL APT HQ ODS OTP""".split()
)
GENERIC = re.compile(r"^(?:The|This|These|Our|Their|Its|His|Her|A|An|In|At|On|For|And|As|By|With|While|When|From|Under|Of|To|All|Both|Each|Many|Most|Le|La|Les|El|Los|Las|Une?|Des|Du)\s+")
GOVERNMENT = re.compile(r"^(?:(?:Royal |Federal )?Governments? of|Gouvernement|Gobierno|Правительств)", re.IGNORECASE)

Proposal = tuple[int, int, str, tuple[str, ...], None, bool]


def proposals(text: str) -> Iterator[Proposal]:
    """Bodies by the form of their names: start, end, name, aliases, no entry, whether it is only part of another body."""
    for match in INTRODUCED.finditer(text):
        found = _introduced(text, match)
        if found:
            yield found
    for match in LISTED.finditer(text):
        yield from _listed(match)
    for match in HEADED.finditer(text):
        yield from _plain(match, text)
    for match in TAILED.finditer(text):
        yield from _plain(match, text)
    for match in UNIT.finditer(text):
        start, name = _without_article(match.start(), match[0])
        if " " in name:
            yield (start, match.end(), name, (), None, True)
    for match in NATIVE.finditer(text):
        yield (match.start(), match.end(), match[0], (), None, False)
    counts = Counter(match[0] for match in ACRONYM.finditer(text))
    for match in ACRONYM.finditer(text):
        if counts[match[0]] >= 2 and match[0] not in COMMON_ACRONYMS and not _in_capitals(text, match):
            yield (match.start(), match.end(), match[0], (), None, False)


def _in_capitals(text: str, match: re.Match) -> bool:
    """Whether the words around are in capitals too: a headline, or a surname after a first name."""
    around = re.findall(r"[^\W\d_]{3,}", text[max(0, match.start() - 25) : match.start()])[-1:]
    around += re.findall(r"[^\W\d_]{3,}", text[match.end() : match.end() + 25])[:1]
    return any(word.isupper() and word not in COMMON_ACRONYMS and len(word) > 5 for word in around) or bool(
        around and is_honorific(around[0])
    )


def _without_article(start: int, name: str) -> tuple[int, str]:
    while True:
        article = GENERIC.match(name)
        if article is None:
            return start, name
        start += article.end()
        name = name[article.end() :]


def _plain(match: re.Match, text: str) -> Iterator[Proposal]:
    start, name = _without_article(match.start(), match[0])
    name = re.sub(r"['’]s?$|[.'’]+$", "", name)
    if " " not in name or GOVERNMENT.match(name) or name.isupper() and len(name) > 60:
        return
    # "Ministry of Foreign Affairs Somebody": a sentence's next name does not belong to the body.
    yield (start, start + len(name), name, (), None, False)


def _introduced(text: str, match: re.Match) -> Proposal | None:
    acronym = match[1]
    if sum(letter.isupper() for letter in acronym) < 2 or acronym.upper() in COMMON_ACRONYMS:
        return None
    before = text[max(0, match.start() - 160) : match.start()]
    words = list(re.finditer(r"[^\s]+", before))
    capitals = [letter.casefold() for letter in acronym if letter.isalpha() and letter.isupper()]
    best: int | None = None
    for count in range(1, min(len(words), 14) + 1):
        word = words[-count]
        if count > 1 and word[0][-1] in ".;:!?»”\")" and len(word[0]) > 3:
            break
        if count > 1 and word[0].endswith(",") and best is not None:
            break
        initials = _initials([w[0] for w in words[-count:]])
        # An initial may be left out ("UN Women" is not in question here), the order must hold and the first must fit.
        if initials and initials[0] == capitals[0] and _in_order(capitals, initials):
            best = count
            if count >= len(capitals):
                break
    if best is None or (best == 1 and len(capitals) > 2 and words[-1][0].isupper()):
        best = _capitalised_run(words)
    if not best:
        return None
    start = match.start() - len(before) + words[-best].start()
    name = text[start : match.start()].strip(" “\"‘«")
    start = text.find(name[:1], start) if name else start
    start, name = _without_article(start, name)
    if not name or NOT_A_BODY.search(name) or not any(letter.isupper() for letter in name) or name[0].islower():
        return None
    if name.isupper() and " " not in name and len(name) < 8:
        return None
    return (start, match.end(), name, (acronym,), None, False)


def _initials(words: list[str]) -> list[str]:
    """First letters of the words that count: small words too, as in "Ministry of Labour" (MoL)."""
    parts = [part for word in words for part in re.split(r"[-–/’']", word)]
    return [part[0].casefold() for part in parts if part and part[0].isalpha()]


def _in_order(capitals: list[str], initials: list[str]) -> bool:
    remaining = iter(initials)
    matched = sum(any(letter == initial for initial in remaining) for letter in capitals)
    return matched == len(capitals)


def _capitalised_run(words: list[re.Match]) -> int:
    """How many words before the bracket are capitalised, with the small words between them."""
    count = kept = 0
    for word in reversed(words[-12:]):
        text = word[0]
        if text[-1] in ",.;:" and count:
            break
        count += 1
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
        found.append((start + at, start + item.end(), full, () if bodied else (name,), None, False))
        divider = DIVIDED.match(items, item.end())
        if divider is None:
            break
        at = divider.end()
        at += len(re.match(r"(?:the |la |los |las |les |de la |de l['’]|du |des |del |de )?", items[at:])[0])
    if len(found) > 1:
        yield from found
