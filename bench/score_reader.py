#!/usr/bin/env python
"""How well the release reader does on a folder of releases with hand-made truth.

    python bench/score_reader.py FOLDER --csv DATA_FOLDER [--show] [--only ID]

FOLDER holds the texts (ID.txt or ID.html) and truth/ID.json; DATA_FOLDER holds countries.csv,
country_names_other.csv and cities.csv. Prints precision, recall and F1 for lists, the share right for single facts.
"""

import argparse
import csv
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from newsroom.reader import Gazetteer, fold, read

# Enough of a vocabulary to compare with the truth's topics. The house's own is in the database.
TOPICS = {
    "migrant smuggling": "smuggling of migrants|smuggled migrants|migrant smugglers|people smuggling|tráfico ilícito de migrantes"
    "|trafic illicite de migrants|trafic de migrants|незаконный ввоз мигрантов|تهريب المهاجرين|偷运移民",
    "human trafficking": "trafficking in persons|trafficking of persons|trafficking victims|victims of trafficking|trata de personas"
    "|traite des personnes|traite des êtres humains|торговля людьми|الاتجار بالبشر|贩运人口|人口贩运|Menschenhandel",
    "law enforcement": "law enforcement agencies|application de la loi|aplicación de la ley|правоохранительные органы|إنفاذ القانون|执法",
    "migration": "migrants|migrant workers|refugees and migrants|migración|migrantes|migratorio|migrations|миграция|мигранты|الهجرة|移民",
    "labour": "labour migration|forced labour|child labour|domestic workers|trabajo infantil|travail des enfants|workers' rights",
    "corruption": "anti-corruption|corrupción|lutte contre la corruption|коррупция|الفساد|腐败|Korruption",
    "drugs": "drug trafficking|narcotics|illicit drugs|narcotráfico|drogas|stupéfiants|наркотики|المخدرات|毒品",
    "organized crime": "organised crime|transnational organized crime|crimen organizado|delincuencia organizada|crime organisé"
    "|организованная преступность|الجريمة المنظمة|有组织犯罪",
    "humanitarian": "humanitarian aid|humanitarian assistance|humanitarian situation|ayuda humanitaria|aide humanitaire|العمل الإنساني",
    "disaster risk": "disaster resilience|disaster risk management|disasters|disaster|desastres|catastrophes",
    "climate": "climate change|Climate|climate resilience|cambio climático|changement climatique",
    "health": "health care|health workers|health system|health services|salud|santé",
    "mine action": "demining|explosive ordnance|mines|landmines|explosive hazard|risk education|desminado|déminage",
    "capacity building": "capacity development|renforcement des capacités|renforce les capacités|fortalecimiento de capacidades",
    "gender": "gender equality|women's empowerment|women leaders|participation of women|women's participation|gender-based violence",
    "peacebuilding": "peace building|national reconciliation|reconciliation|mediation|consolidación de la paz",
    "cybercrime": "digital evidence|cyber crime|ciberdelito|cybercriminalité|киберпреступность",
    "crime prevention": "prevention of crime|prevención del delito|prévention du crime",
    "policing": "police reform|Police MONUSCO|Police congolaise|Police nationale|police cooperation|inspecteurs",
    "elections": "electoral|élections|elecciones|processus électoraux|выборы|الانتخابات|选举",
}
LISTS = ("quotes", "agencies", "countries", "topics", "links", "see_also")


def gazetteer_from(folder: Path) -> Gazetteer:
    def rows(name: str) -> list[dict]:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    others = {
        row["iso2"]: [value for key, value in row.items() if key != "iso2"]
        for row in rows("country_names_other.csv")
    }
    countries = [
        (
            row["iso2"],
            row["name"],
            [value for key, value in row.items() if key.startswith(("un_", "m49_"))]
            + others.get(row["iso2"], []),
        )
        for row in rows("countries.csv")
    ]
    places = [
        (row["name_en"] or row["name"], row["iso2"], int(row["population"] or 0), [row["name"], row["ascii"], *row["other_names"].split("|"),
         *(value for key, value in row.items() if key.startswith("name_"))])
        for row in rows("cities.csv")
    ]  # fmt: skip
    return Gazetteer.build(
        countries=countries,
        places=places,
        topics=[(name, terms.split("|")) for name, terms in TOPICS.items()],
    )


def same_text(one, other) -> bool:
    return fold(one or "") == fold(other or "")


def similar(one, other) -> bool:
    """Whether two descriptions share most of their words (roles and affiliations are cut in more than one good way)."""
    if not one or not other:
        return not one and not other
    first, second = set(fold(one).split()), set(fold(other).split())
    return len(first & second) >= 0.5 * min(len(first), len(second))


def names_of(agency: dict) -> set[str]:
    return {fold(name) for name in (agency["name"], *agency["aliases"])}


def matched(field: str, truth: list, got: list, optional: list) -> tuple[int, int, int]:
    """Right, wrong and missing."""
    if field == "countries":
        return (
            len(set(truth) & set(got)),
            len(set(got) - set(truth) - set(optional)),
            len(set(truth) - set(got)),
        )
    tests = {
        "quotes": lambda t, g: (
            fold(g["text"]).startswith(fold(t["starts"])[:60])
            or fold(t["starts"])[:25] in fold(g["text"])[:60]
        ),
        "agencies": lambda t, g: bool(names_of(t) & names_of(g)),
        "topics": lambda t, g: t == g,
        "links": lambda t, g: same_text(t["text"], g["text"]) and t["url"] == g["url"],
        "see_also": lambda t, g: same_text(str(t), str(g)),
    }
    test = tests[field]
    left, right = list(got), 0
    for wanted in truth:
        hit = next((item for item in left if test(wanted, item)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    left = [
        item
        for item in left
        if not any(test(wanted, item) for wanted in (*optional, *(truth if field == "agencies" else ())))
    ]
    return right, len(left), len(truth) - right


def single_facts(truth: dict, got: dict) -> dict[str, bool]:
    facts = {
        "lang": truth["lang"] == got["lang"],
        "title": got["title"] in (truth["title"], *truth["title_alt"]),
    }
    for key in ("city", "country_iso2", "date"):
        facts[f"dateline.{key}"] = same_text(truth["dateline"][key], got["dateline"][key])
    facts["dateline.pattern"] = truth["dateline"]["pattern"].strip() == got["dateline"]["pattern"].strip()
    facts["event.found"] = (truth["event"] is None) == (got["event"] is None)
    if truth["event"]:
        event = got["event"] or {}
        facts["event.kind"] = similar(truth["event"]["kind"], event.get("kind"))
        facts["event.place"] = bool(event) and similar(truth["event"]["place"], event.get("place"))
        for key in ("country_iso2", "start", "end"):
            facts[f"event.{key}"] = bool(event) and truth["event"][key] == event.get(key)
    return facts


def quote_facts(truth: dict, got: dict) -> list[tuple[str, bool]]:
    facts = []
    for wanted in truth["quotes"]:
        hit = next((q for q in got["quotes"] if fold(wanted["starts"])[:25] in fold(q["text"])[:60]), None)
        if hit:
            facts.append(("quote.speaker", same_text(wanted["speaker"], hit["speaker"])))
            facts.append(("quote.role", similar(wanted["role"], hit["role"])))
            facts.append(("quote.affiliation", similar(wanted["affiliation"], hit["affiliation"])))
    return facts


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--csv", type=Path, required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--show", action="store_true", help="print what differs")
    options = parser.parse_args()
    started = time.process_time()
    gazetteer = gazetteer_from(options.csv)
    print(f"gazetteer built in {time.process_time() - started:.2f} s")
    counts = {field: [0, 0, 0] for field in LISTS}
    facts: dict[str, list[bool]] = {}
    spent = []
    for path in sorted((options.folder / "truth").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        source = next(file for file in options.folder.iterdir() if file.stem == path.stem)
        if options.only not in path.stem:
            continue
        started = time.process_time()
        got = read(source.read_bytes(), gazetteer=gazetteer, name=source.name).to_json()
        spent.append(time.process_time() - started)
        shown = []
        for field in LISTS:
            result = matched(field, truth[field], got[field], truth.get(f"{field}_optional", []))
            counts[field] = [total + value for total, value in zip(counts[field], result, strict=True)]
            if result[1] or result[2]:
                shown.append((field, truth[field], got[field]))
        for key, right in [*single_facts(truth, got).items(), *quote_facts(truth, got)]:
            facts.setdefault(key, []).append(right)
            if not right:
                top, _, rest = key.partition(".")
                shown.append(
                    (
                        key,
                        truth[top] if top in truth else truth["quotes"],
                        got[top] if top in got else got["quotes"],
                    )
                )
        if options.show:
            print(f"\n=== {path.stem}")
            for key, wanted, found in shown:
                print(
                    f"  {key}\n    truth {json.dumps(wanted, ensure_ascii=False)}\n    got   {json.dumps(found, ensure_ascii=False)}"
                )
    print_table(counts, facts)
    print(f"\nslowest {max(spent) * 1000:.0f} ms, mean {sum(spent) / len(spent) * 1000:.0f} ms a release")


def print_table(counts: dict[str, list[int]], facts: dict[str, list[bool]]) -> None:
    print(f"\n{'list':<12}{'right':>7}{'wrong':>7}{'missing':>9}{'precision':>11}{'recall':>8}{'F1':>7}")
    for field, (right, wrong, missing) in counts.items():
        precision = right / (right + wrong) if right + wrong else 1.0
        recall = right / (right + missing) if right + missing else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        print(f"{field:<12}{right:>7}{wrong:>7}{missing:>9}{precision:>11.2f}{recall:>8.2f}{f1:>7.2f}")
    print(f"\n{'fact':<24}{'right':>7}{'of':>5}")
    for key, rights in facts.items():
        print(f"{key:<24}{sum(rights):>7}{len(rights):>5}")


if __name__ == "__main__":
    main()
