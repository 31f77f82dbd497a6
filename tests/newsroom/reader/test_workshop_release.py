"""A whole workshop release, written anew around the facts of the one the reader was first made for."""

import pytest

from newsroom.reader import Gazetteer, read

from .conftest import COUNTRIES, PLACES, TOPICS

RELEASE = """See also:


Myanmar officers train together against migrant smuggling

Nay Pyi Taw (Myanmar), 12 June 2017
- Police and prosecutors met here this week at the newest of a series of workshops on migrant smuggling.

Trainers showed how several bodies can work on one case. They were joined by speakers from the departments of \
Immigration, Anti-Financial Crimes, Anti-Human Trafficking Police, Maritime Police and Transnational Crime.

The workshop belongs to the UNODC project on Building Capacity to Investigate and Prosecute Migrant Smugglers, \
designed for law enforcement agencies. Previous workshops in this series were held in Thailand and Malaysia. \
Sub-regional sessions are scheduled for the autumn.

Opening the second day, Colonel Kyaw Zeya, Director of the Law Enforcement Division of the Department of \
Transnational Crime, stressed what the participants had in common:"It is not enough to work on preventing serious \
cases of migrant smuggling in isolation. Cooperation is necessary among law enforcement and prosecution agencies, as \
well as among governments across the region."

"By encouraging the use of proactive, intelligence-led investigations by law enforcement agencies, we aim to \
facilitate effective prosecutions in serious cases of migrant smuggling," said Benjamin Smith, UNODC Regional \
Coordinator on Trafficking in Persons and the Smuggling of Migrants.

Click here to read more on the work of UNODC against human trafficking.

Click here to read more on the work of UNODC against migrant smuggling.
"""


@pytest.fixture(scope="module")
def record(gazetteer):
    return read(RELEASE, gazetteer=gazetteer, name="workshop.txt").to_json()


def test_label_that_lists_nothing_is_no_title_and_no_see_also(record):
    assert record["title"] == "Myanmar officers train together against migrant smuggling"
    assert record["see_also"] == []


def test_dateline_with_the_dash_on_the_next_line(record):
    assert record["dateline"] == {
        "city": "Nay Pyi Taw",
        "country_iso2": "MM",
        "date": "2017-06-12",
        "city_alt": [],
        "pattern": "City (Country), D Month YYYY NEWLINE - ",
    }
    assert record["body_html"].startswith("<p>Police and prosecutors met here")


def test_quotes_with_role_affiliation_and_rank_apart(record):
    first, second = record["quotes"]
    assert first["starts"] == "It is not enough to work on preventing"
    assert first["text"].endswith("among governments across the region.")
    assert (first["speaker"], first["honorific"]) == ("Kyaw Zeya", "Colonel")
    assert first["role"] == "Director of the Law Enforcement Division"
    assert first["affiliation"] == "Department of Transnational Crime"
    assert second["starts"] == "By encouraging the use of proactive"
    assert second["speaker"] == "Benjamin Smith"
    assert second["role"] == "Regional Coordinator on Trafficking in Persons and the Smuggling of Migrants"
    assert second["affiliation"] == "UNODC"
    assert "honorific" not in second


def test_agencies_from_a_list_of_bare_subjects(record):
    assert record["agencies"] == [
        {"name": "UNODC", "aliases": ["United Nations Office on Drugs and Crime"]},
        {"name": "Department of Immigration", "aliases": ["Immigration"]},
        {"name": "Department of Anti-Financial Crimes", "aliases": ["Anti-Financial Crimes"]},
        {"name": "Anti-Human Trafficking Police", "aliases": []},
        {"name": "Maritime Police", "aliases": []},
        {"name": "Department of Transnational Crime", "aliases": ["Transnational Crime"]},
    ]
    assert record["agencies_optional"] == [{"name": "Law Enforcement Division", "aliases": []}]


def test_countries_topics_and_links(record):
    assert record["countries"] == ["MM", "MY", "TH"]
    assert record["topics"] == ["migrant smuggling", "human trafficking", "law enforcement"]
    assert record["links"] == [
        {"text": "Click here to read more on the work of UNODC against human trafficking.", "url": None},
        {"text": "Click here to read more on the work of UNODC against migrant smuggling.", "url": None},
    ]


def test_event_takes_its_place_from_the_dateline_and_knows_its_series(record):
    assert record["event"] == {
        "kind": "workshop",
        "name": None,
        "place": "Nay Pyi Taw",
        "country_iso2": "MM",
        "start": None,
        "end": None,
        "series": "Building Capacity to Investigate and Prosecute Migrant Smugglers (UNODC project); "
        "earlier workshops in Thailand and Malaysia; sub-regional sessions to follow",
    }


def test_nothing_depends_on_these_very_names(gazetteer):
    """The same text with other people, bodies and places gives the same record with those."""
    swapped = {
        "Nay Pyi Taw (Myanmar)": "Vientiane (Laos)",
        "Kyaw Zeya": "Bounmy Keo",
        "Transnational Crime": "Border Control",
        "Benjamin Smith": "Anna de Vries",
        "UNODC": "IOM",
        "Thailand and Malaysia": "Cambodia and Viet Nam",
        "12 June 2017": "3 May 2022",
    }
    text = RELEASE
    for old, new in swapped.items():
        text = text.replace(old, new)
    record = read(text, gazetteer=gazetteer).to_json()
    assert record["dateline"]["city"] == "Vientiane"
    assert record["dateline"]["date"] == "2022-05-03"
    assert [quote["speaker"] for quote in record["quotes"]] == ["Bounmy Keo", "Anna de Vries"]
    assert [quote["affiliation"] for quote in record["quotes"]] == ["Department of Border Control", "IOM"]
    assert record["countries"] == ["KH", "LA", "MM", "VN"]  # Myanmar is still in the title
    assert "earlier workshops in Cambodia and Viet Nam" in record["event"]["series"]


def test_the_editor_is_told_what_is_missing(record):
    assert [warning["code"] for warning in record["warnings"]] == [
        "link-without-address",
        "event-without-date",
    ]


def test_what_the_archive_knows_already_changes_nothing(record):
    """Read again when its bodies, people and series have been registered, the release gives the same record."""
    known = Gazetteer.build(
        countries=COUNTRIES,
        places=PLACES,
        topics=TOPICS,
        agencies=[
            ("Department of Transnational Crime", "", ["Transnational Crime"], "MM", "transnational-crime"),
            ("Department of Immigration", "", ["Immigration"], "MM", "immigration"),
            ("Maritime Police", "", [], "MM", "maritime-police"),
            ("Law Enforcement Division", "", [], "MM", "law-enforcement-division"),
            ("United Nations Office on Drugs and Crime", "UNODC", [], None, "unodc"),
        ],
        people=[("Kyaw Zeya",), ("Benjamin Smith",)],
        series=[("Building Capacity to Investigate and Prosecute Migrant Smugglers",)],
    )
    again = read(RELEASE, gazetteer=known, name="workshop.txt")
    assert again.to_json() == record
    assert {agency.key for agency in again.agencies} >= {"transnational-crime", "immigration", "unodc"}
