"""Names of people: what a name looks like, the honorific before it and the letters after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Before a name, in the languages read; kept apart from the name in the record.
HONORIFICS = set(
    """mr mrs ms miss mx dr prof professor sir dame lord lady hon honourable honorable rev reverend fr father sister brother
    h.e he hrh excellency ambassador amb colonel col lieutenant lt major maj general gen captain capt commander cmdr sergeant sgt
    brigadier brig admiral adm marshal corporal inspector superintendent constable sheikh imam monsignor bishop archbishop u daw
    senator justice judge
    m mme mlle monsieur madame mademoiselle me maître docteur professeur colonel commandant capitaine général lieutenant-colonel
    ambassadeur ambassadrice commissaire divisionnaire
    señor señora señorita sr sra srta don doña doctor doctora dra profesor profesora coronel capitán comandante teniente
    embajador embajadora licenciado lic ingeniero ing senhor senhora doutor doutora
    herr frau botschafter botschafterin bundesrat bundesrätin oberst oberstleutnant dottor signor signora
    г-н г-жа господин госпожа полковник генерал майор капитан подполковник профессор доктор посол судья
    السيد السيدة الدكتور الدكتورة د العقيد العميد اللواء الرائد الفريق السفير السفيرة الأستاذ الأستاذة القاضي الشيخ""".split()
)
RANK_PARTS = {"1st", "2nd", "3rd", "first", "second", "lt", "brig", "major", "maj", "lieutenant", "senior", "police", "deputy"}
PARTICLES = set("de del de la las los da das do dos di du des van von der den ter ten bin binti ibn al el le y e i zu".split())
POSTNOMINALS = set("CMG OBE MBE CBE KCMG GCMG DCMG KBE DBE PhD MD MP MEP SJ QC KC JP Jr Jr. Sr Sr. II III RN MSc BSc".split())
# A word of these, in capitals, belongs to an office and never to a name.
OFFICE_WORDS = set(
    """director directors minister secretary president prime vice deputy head chief chair chairman chairwoman chairperson coordinator
    representative commissioner commander officer spokesperson spokesman spokeswoman manager adviser advisor specialist expert
    governor mayor ambassador envoy rapporteur prosecutor attorney administrator executive general assistant under-secretary
    under-secretary-general secretary-general chargé affairs mission division department ministry office programme program project
    unit section team services service operations affairs development justice police interior security defence defense health
    migration rights human programmes programs country resident regional national international global field senior principal
    leader member members participant coordinator counsellor councillor trainer inspector superintendent agency bureau centre center
    commission committee council association organization organisation institute university foundation school hospital fund bank
    court tribunal group network alliance the and of for on to in at from with
    directeur directrice ministre secrétaire président présidente représentant représentante spéciale spécial chef conseiller conseillère
    coordinateur coordinatrice coordonnateur coordonnatrice responsable porte-parole gouverneur maire haut-commissaire régionale régional
    director directora ministro ministra secretario secretaria presidente presidenta representante coordinador coordinadora jefe jefa
    gobernador gobernadora portavoz vocero vocera fiscal alcalde alcaldesa comisionado experto experta
    direktor direktorin minister ministerin präsident präsidentin leiter leiterin vorsteher vorsteherin sprecher sprecherin vertreter
    generaldirektor generaldirektorin vorsitzende vorsitzender
    директор министр президент председатель глава представитель координатор начальник руководитель заместитель секретарь советник
    губернатор премьер-министр управления департамента министерства
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november
    december today yesterday however meanwhile moreover speaking according article annex""".split()
)
PRONOUNS = set(
    """he she they it il elle ils elles on él ella ellos ellas er sie он она они ele ela هو هي 他 她""".split()
)
WORD = re.compile(r"[^\s]+")
LOWER_PREFIX = re.compile(r"^(?:al|el|ad|ar|as|at|an|d['’]|l['’])[-'’]?(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as written, and the honorific before it."""

    name: str
    honorific: str = ""

    @property
    def surname(self) -> str:
        return self.name.split()[-1]


def is_upper_word(word: str) -> bool:
    """Whether it begins like a name: with a capital, or in a script that has none."""
    first = next((letter for letter in word if letter.isalpha()), "")
    return bool(first) and (first.isupper() or (first.lower() == first.upper()))


def bare(word: str) -> str:
    """The word without the punctuation around it and without an English possessive."""
    word = word.strip("\"“”«»„‘’'(),;:!?*[]。，；：")
    word = re.sub(r"['’]s?$", "", word)
    return word if re.match(r"^(?:[A-ZА-Я]\.)+$", word) or word in POSTNOMINALS else word.rstrip(".")


def is_honorific(word: str) -> bool:
    return bare(word).casefold() in HONORIFICS


def is_office_word(word: str) -> bool:
    return bare(word).casefold() in OFFICE_WORDS


def is_name_word(word: str) -> bool:
    """A capitalised word that can be part of a name: not an office, not an acronym, not a number."""
    plain = bare(word)
    if not plain or any(letter.isdigit() for letter in plain) or is_office_word(plain):
        return False
    if LOWER_PREFIX.match(plain):
        return True
    if not plain[0].isupper():
        return False
    letters = [letter for letter in plain if letter.isalpha()]
    if plain.isupper() and len(letters) > 1 and "." not in plain:
        # A surname in capitals, as French releases set it, has vowels; an acronym is short.
        return len(letters) > 5 or (len(letters) > 3 and bool(re.search("[AEIOUYАЕИОУЫЭЮЯ]", plain)))
    return True


def as_name(phrase: str) -> Name | None:
    """The phrase as a person's name, if it is nothing else: honorifics, then one to six words of a name."""
    words = phrase.replace("\n", " ").split()
    honorific: list[str] = []
    while words and (is_honorific(words[0]) or (bare(words[0]).casefold() in RANK_PARTS and len(words) > 1 and is_honorific(words[1]))):
        if len(words) == 1:
            return None
        honorific.append(words.pop(0).strip(","))
    while words and bare(words[-1]) in POSTNOMINALS:
        words.pop()
    if not 1 <= len(words) <= 6 or bare(words[-1]).casefold() in PARTICLES:
        return None
    for index, word in enumerate(words):
        small = bare(word).casefold() in PARTICLES and len(words) > 1
        if not (is_name_word(word) or small or (index and word == "“")):
            return None
    name = " ".join(bare(word) if index == len(words) - 1 else word.strip("*") for index, word in enumerate(words))
    return Name(name, " ".join(honorific))


def trailing_name(phrase: str, is_known_name) -> tuple[str, Name] | None:
    """A phrase such as `IOM Nepal Chief of Mission Paul Norton` as what stands before the name, and the name.

    `is_known_name(word)` says that a word is a country, a place or a body, at which the name cannot go on.
    """
    words = list(WORD.finditer(phrase))
    at = len(words)
    while at and bare(words[at - 1][0]) in POSTNOMINALS:
        at -= 1
    end = at
    while at and end - at < 6:
        word = words[at - 1][0]
        if word.endswith((",", ")", ";", ":")) and at != end:
            break
        small = bare(word).casefold() in PARTICLES and at != end
        if is_honorific(word) and at != end:
            at -= 1
            continue
        if not (is_name_word(word) or small) or (is_known_name(bare(word)) and not small):
            break
        at -= 1
    while at < end and bare(words[at][0]).casefold() in PARTICLES and not LOWER_PREFIX.match(words[at][0]) and words[at][0].islower():
        at += 1
    if at == end:
        return None
    name = as_name(phrase[words[at].start() : words[end - 1].end()])
    return (phrase[: words[at].start()].strip(" ,"), name) if name else None
