"""Datelines in the forms in which offices write them."""

import pytest

from newsroom.reader import read

BODY = (
    "There is a plan to train more officers before the end of the year, and the first course begins soon. "
    * 3
)
FORMS = [
    ("Nay Pyi Taw (Myanmar), 26 June 2017 - ", "Nay Pyi Taw", "MM", "2017-06-26", [], "City (Country), D Month YYYY - "),
    ("Yangon/Naypyitaw (Myanmar), 18 August 2014 – ", "Yangon", "MM", "2014-08-18", ["Naypyitaw"],
     "City/City (Country), D Month YYYY – "),
    ("Vientiane, 10 June 2011 - ", "Vientiane", "LA", "2011-06-10", [], "City, D Month YYYY - "),
    ("18 December 2014 -", None, None, "2014-12-18", [], "D Month YYYY -"),
    ("09 – 12 October 2023, Bangkok Thailand -\n", "Bangkok", "TH", "2023-10-09", [], None),
    ("NAY PYI TAW/VIENNA, 1 December (UN Information Service) - ", "Nay Pyi Taw", "MM", "--12-01", ["Vienna"],
     "CITY/CITY, D Month (AGENCY) - "),
    ("WIEN, 4. August (UNO-Informationsdienst) - ", "Wien", "AT", "--08-04", [], "CITY, D Month (AGENCY) - "),
    ("KINGSTOWN, Saint Vincent and the Grenadines, 18 May — ", "Kingstown", "VC", "--05-18", [], "CITY, Country, D Month — "),
    ("Baghdad, Iraq, 22 December 2017 – ", "Baghdad", "IQ", "2017-12-22", [], "City, Country, D Month YYYY – "),
    ("Kathmandu – ", "Kathmandu", "NP", None, [], "City – "),
    ("Bern, 18.03.2021 - ", "Bern", "CH", "2021-03-18", [], "City, DD.MM.YYYY - "),
    ("**Geneva/Damascus (ICRC) –** ", "Geneva", "CH", None, ["Damascus"], None),
    ("(Geneva, 18 December 2017): ", "Geneva", "CH", "2017-12-18", [], "(City, D Month YYYY): "),
    ("21 December 2017, Vientiane, Lao PDR – ", "Vientiane", "LA", "2017-12-21", [], "D Month YYYY, City, Country – "),
    ("Bangkok, December 8, 2017 – ", "Bangkok", "TH", "2017-12-08", [], "City, Month D, YYYY – "),
    ("Nouakchott/Dakar, 7 décembre 2017 – ", "Nouakchott", "MR", "2017-12-07", ["Dakar"], None),
    ("NIAMEY (Niger), le 5 mars 2018 – ", "Niamey", "NE", "2018-03-05", [], None),
    ("GINEBRA (12 de diciembre de 2017) – ", "Ginebra", "CH", "2017-12-12", [], "CITY (D Month YYYY) – "),
    ("Ciudad de México, 17 dic (AGN) – ", "Ciudad de México", "MX", "--12-17", [], "City, D Month (AGENCY) – "),
    ("ТАШКЕНТ (Узбекистан), 14 марта 2019 года – ", "Ташкент", "UZ", "2019-03-14", [], None),
    ("عمّان (الأردن)، ١٢ حزيران/يونيه ٢٠١٧ – ", "عمّان", "JO", "2017-06-12", [], None),
    ("曼谷（泰国），2018年5月3日 — ", "曼谷", "TH", "2018-05-03", [], None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "city", "iso2", "date", "others", "pattern"), FORMS)
def test_forms(gazetteer, head, city, iso2, date, others, pattern):
    release = read(f"A title for the release\n\n{head}{BODY}", gazetteer=gazetteer)
    dateline = release.to_json()["dateline"]
    assert (dateline["city"], dateline["country_iso2"], dateline["date"]) == (city, iso2, date)
    assert [other["city"] for other in dateline["city_alt"]] == others
    assert pattern in (None, dateline["pattern"])
    assert release.body_text.startswith("There is a plan")


def test_range_of_days_keeps_its_end(gazetteer):
    dateline = read(
        f"Title\n\n09 – 12 October 2023, Bangkok, Thailand - {BODY}", gazetteer=gazetteer
    ).dateline
    assert (dateline.start.iso(), dateline.end.iso()) == ("2023-10-09", "2023-10-12")


@pytest.mark.parametrize(
    "line",
    [
        "Date: Thursday, December 21, 2017",
        "21 December 2017",
        "Mon, 21 Dec 2017 12:10:21 +0000",
        "2017-12-21",
    ],
)
def test_date_line_of_its_own(gazetteer, line):
    release = read(f"Title of it\n\n{line}\n\n{BODY}", gazetteer=gazetteer)
    assert release.dateline.start.iso() == "2017-12-21"
    assert release.dateline.city is None
    assert release.body_text.startswith("There is a plan")


def test_date_line_gives_the_year_that_the_head_leaves_out(gazetteer):
    release = read(
        f"Title\n\n1 December 2021\n\nVIENNA, 1 December (UN Information Service) - {BODY}",
        gazetteer=gazetteer,
    )
    assert release.dateline.start.iso() == "2021-12-01"
    assert release.dateline.agency == "UN Information Service"


def test_date_of_a_time_element(gazetteer):
    html = f'<h1>Title</h1><time datetime="2024-11-16T09:00:00Z"></time><p>{BODY}</p>'
    assert read(html, gazetteer=gazetteer).dateline.start.iso() == "2024-11-16"


@pytest.mark.parametrize(
    "text",
    [
        "In November and December this year, a team trained officers in Thailand - twice.",
        "Thailand: a new law protects victims.",
        "The course – the second of its kind – was held in Bangkok.",
        "Officers met on 12 June 2017 - a first.",
    ],
)
def test_sentences_that_are_no_datelines(gazetteer, text):
    release = read(f"A title for the release\n\n{text} {BODY}", gazetteer=gazetteer)
    assert release.dateline.city is None
    assert release.dateline.start is None
    assert release.body_text.startswith(text)
    assert "dateline-missing" in [doubt.code for doubt in release.warnings]


def test_city_nobody_knows_lies_in_the_only_country_named(gazetteer):
    release = read(
        f"Title\n\nGalgawatta, 8 December 2017 – Farmers in Nepal met. {BODY}", gazetteer=gazetteer
    )
    assert (release.dateline.city, release.dateline.iso2) == ("Galgawatta", "NP")
    assert {"place-unknown", "country-guessed"} <= {doubt.code for doubt in release.warnings}


def test_city_in_more_than_one_country_is_doubted(gazetteer):
    release = read(f"Title\n\nTripoli, 8 December 2017 – {BODY}", gazetteer=gazetteer)
    assert release.dateline.iso2 == "LY"
    assert "place-ambiguous" in {doubt.code for doubt in release.warnings}
    assert read(f"Title\n\nTripoli (Lebanon), 8 May 2017 – {BODY}", gazetteer=gazetteer).dateline.iso2 == "LB"
