"""Which event a release reports, and when it reports none."""

import pytest

from newsroom.reader import read


def event_of(text, gazetteer, title="A title for the release"):
    return read(f"{title}\n\n{text}", gazetteer=gazetteer).to_json()["event"]


def short(event):
    return event and (event["kind"], event["place"], event["country_iso2"], event["start"], event["end"])


HEAD = "Vienna, 14 December 2017 – "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officers met in Bangkok on 12 December at a consultation organized by IOM.",
         ("consultation", "Bangkok", "TH", "2017-12-12", "2017-12-12")),
        ("An advanced training for judges, organized by UNODC, concluded in Baghdad on 10 December.",
         ("training", "Baghdad", "IQ", None, "2017-12-10")),
        ("UNODC held a five-day ‘risk education’ workshop for police officers. A similar workshop was held in Bangkok.",
         ("workshop", "Vienna", "AT", None, None)),
        ("Delegates will participate in the 31st UN Commission on Crime Prevention and Criminal Justice May 16-20 in Bangkok, Thailand.",
         ("commission session", "Bangkok", "TH", "2017-05-16", "2017-05-20")),
        ("Experts held a seminar from 4 to 6 December in Geneva, Switzerland.",
         ("seminar", "Geneva", "CH", "2017-12-04", "2017-12-06")),
        ("The Minister received the executive director of UNODC today. It is her first official visit to Austria.",
         ("visit", "Vienna", "AT", "2017-12-14", "2017-12-14")),
    ],
)  # fmt: skip
def test_events(gazetteer, text, expected):
    assert short(event_of(HEAD + text, gazetteer)) == expected


def test_french_seminar_with_first_and_last_day_apart(gazetteer):
    text = (
        "Niamey, 11 décembre 2017 - La police organise, depuis le lundi 11 décembre 2017 à Niamey, un séminaire "
        "pour ses inspecteurs. Cet atelier devrait se tenir jusqu'au vendredi 15 décembre 2017."
    )
    assert short(event_of(text, gazetteer)) == ("seminar", "Niamey", "NE", "2017-12-11", "2017-12-15")


def test_days_of_the_dateline_are_those_of_the_event(gazetteer):
    text = "9 – 12 October 2023, Bangkok, Thailand - Prosecutors attended a seminar on wildlife crime."
    assert short(event_of(text, gazetteer)) == ("seminar", "Bangkok", "TH", "2023-10-09", "2023-10-12")


@pytest.mark.parametrize(
    "text",
    [
        "The bank has approved loans of 15 million dollars for schools and roads in three countries.",
        "Armed men attacked a convoy on the road between two towns, and four people lost their lives.",
        "Many doctors work without pay, and the hospital will close its training wards if nothing changes.",
    ],
)
def test_releases_without_an_event(gazetteer, text):
    assert event_of(HEAD + text, gazetteer) is None


def test_series_by_its_name_in_quotation_marks(gazetteer):
    text = HEAD + "The workshop was held this week. The IOM project: ‘Safe Return of Workers’ pays for it."
    assert event_of(text, gazetteer)["series"] == "Safe Return of Workers (IOM project)"
