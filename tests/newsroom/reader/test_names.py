"""Bodies, countries and topics in running text, and the gazetteer behind them."""

import pytest

from newsroom.reader import AgencyEntry, Gazetteer, fold, read


def record_of(text, gazetteer):
    return read(f"A title for the release\n\n{text}", gazetteer=gazetteer).to_json()


def agencies_of(text, gazetteer):
    return {agency["name"]: agency["aliases"] for agency in record_of(text, gazetteer)["agencies"]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Netherlands (the)", "the Netherlands"),
        ("Côte d’Ivoire", "COTE D'IVOIRE"),
        ("Viet-Nam", "viet nam"),
        ("Łódź", "Lodz"),
        ("Suisse (la)", "suisse"),
        ("Мьянма", "Мьянме"),
        ("State of Palestine (the) *", "State of Palestine"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    assert fold(one) == fold(other)


def test_body_with_its_acronym(gazetteer):
    found = agencies_of(
        "The Mines Advisory Group (MAG) works here. MAG began in 1989, and MAG is small.", gazetteer
    )
    assert found == {"MAG": ["Mines Advisory Group"]}


def test_acronym_of_a_plan_is_no_body(gazetteer):
    assert (
        agencies_of("The National Action Plan (NAP) was adopted. NAP covers all. NAP is new.", gazetteer)
        == {}
    )


def test_bodies_in_lists(gazetteer):
    text = "Officers of the Ministry of Home Affairs, Ministry of Foreign Affairs (MFA) and the Police Department came."
    assert agencies_of(text, gazetteer) == {
        "Ministry of Home Affairs": [],
        "Ministry of Foreign Affairs": ["MFA"],
        "Police Department": [],
    }
    text = "Participants from IKM, Danish Demining Group (DDG), Mines Advisory Group (MAG), Handicap World and Spirit of Sport came."
    assert {"Handicap World", "Spirit of Sport"} <= set(agencies_of(text, gazetteer))
    text = "Se reunieron los ministerios de Justicia, Trabajo y Relaciones Exteriores."
    assert list(agencies_of(text, gazetteer)) == [
        "Ministerio de Justicia",
        "Ministerio de Trabajo",
        "Ministerio de Relaciones Exteriores",
    ]


def test_known_body_in_any_language_is_one_body(gazetteer):
    text = "La Oficina de las Naciones Unidas contra la Droga y el Delito (UNODC, por sus siglas en inglés) invitó. UNODC pagó."
    assert list(agencies_of(text, gazetteer)) == ["UNODC"]


def test_acronym_counts_only_in_capitals(gazetteer):
    assert agencies_of("People who care, and those who do not, came to the house.", gazetteer) == {}


def test_unit_of_a_body_is_optional(gazetteer):
    record = record_of("He heads the Migrant Assistance Division of the Customs Department.", gazetteer)
    assert [agency["name"] for agency in record["agencies_optional"]] == ["Migrant Assistance Division"]


def test_bodies_of_the_contact_block_do_not_count(gazetteer):
    text = (
        "Officers met in Bangkok for a long week of talks.\n\nContact:\nMinistry of Labour, press@example.org"
    )
    record = record_of(text, gazetteer)
    assert record["agencies"] == []
    assert "press@example.org" in record["contact"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officers from Myanmar’s police met in Thailand.", ["MM", "TH"]),
        ("Thai and Burmese officers met.", []),
        ("The Jordan River and Lake Chad are not countries here.", []),
        ("Michael Jordan came.", []),
        ("He came from Jordan and from Chad.", ["JO", "TD"]),
        ("We eat turkey and chad.", []),
        ("Mexico City is large.", []),
        ("The UK and the US have agreed; the Chadian and US soldiers left.", ["GB", "US"]),
        ("Les pays: le Niger, le Tchad et la Suisse.", ["CH", "NE", "TD"]),
        ("Представители Казахстана и Мьянмы приехали в Таиланд.", ["KZ", "MM", "TH"]),
        ("شارك خبراء من الأردن ولبنان والعراق.", ["IQ", "JO", "LB"]),
        ("来自泰国和柬埔寨的官员出席。", ["KH", "TH"]),
        ("Burma, Turkey, Holland and Laos are older or shorter names.", ["LA", "MM", "NL", "TR"]),
    ],
)
def test_countries(gazetteer, text, expected):
    assert record_of(text, gazetteer)["countries"] == expected


def test_country_inside_the_name_of_a_body_is_optional(gazetteer):
    record = record_of("The Special Tribunal for Lebanon sat. The Nepal Rastra Bank did not.", gazetteer)
    assert record["countries"] == []
    assert record["countries_optional"] == ["LB", "NP"]


def test_topic_needs_more_than_a_word_in_passing(gazetteer):
    long_way = "Nothing happens here, and then nothing happens again. " * 20
    assert record_of(f"{long_way} Drug trafficking was named once.", gazetteer)["topics"] == []
    assert record_of("Drug trafficking was the subject.", gazetteer)["topics"] == ["drugs"]


def test_records_may_be_tuples_mappings_or_entries():
    made = Gazetteer.build(
        countries=[{"iso2": "MM", "name": "Myanmar"}],
        places=[{"name": "Bagan", "iso2": "MM", "population": 10}],
        agencies=[AgencyEntry("Forest Police", aliases=("Green Police",), key="12")],
        people=[("Rosa Tan", "trainer", "Forest Police")],
    )
    assert made.country("BURMA") == "MM"
    assert made.place("bagan").iso2 == "MM"
    record = read(
        "Title\n\nThe Green Police came to the village and stayed. “Nobody can do this alone,” said Rosa Tan.",
        gazetteer=made,
    )
    assert [(agency.name, agency.key) for agency in record.agencies] == [("Green Police", "12")]
    assert record.quotes[0].role == "trainer"


def test_body_of_the_database_goes_before_the_built_in_one():
    made = Gazetteer.build(
        agencies=[{"name": "UN Office on Drugs and Crime", "acronym": "UNODC", "key": "7"}]
    )
    release = read(
        "Title\n\nThe United Nations Office on Drugs and Crime paid for the course in full.", gazetteer=made
    )
    assert [agency.key for agency in release.agencies] == ["7"]
