"""Dates in words and figures."""

import pytest

from newsroom.reader.dates import find_dates


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12 June 2017", "2017-06-12", "2017-06-12"),
        ("30 May to 2 June 2018", "2018-05-30", "2018-06-02"),
        ("30 December – 2 January 2018", "2017-12-30", "2018-01-02"),
        ("December 6th and 7th, 2017", "2017-12-06", "2017-12-07"),
        ("Sept. 1", "--09-01", "--09-01"),
        ("du 11 au 15 décembre 2017", "2017-12-11", "2017-12-15"),
        ("1er mars 2018", "2018-03-01", "2018-03-01"),
        ("del 9 al 11 de octubre de 2018", "2018-10-09", "2018-10-11"),
        ("с 11 по 13 марта 2019 года", "2019-03-11", "2019-03-13"),
        ("3. März 2020", "2020-03-03", "2020-03-03"),
        ("٥ كانون الثاني/يناير ٢٠١٩", "2019-01-05", "2019-01-05"),
        ("2017年6月12日至14日", "2017-06-12", "2017-06-14"),
        ("18.03.2021", "2021-03-18", "2021-03-18"),
        ("12/25/2020", "2020-12-25", "2020-12-25"),
        ("2024-11-16", "2024-11-16", "2024-11-16"),
        ("19Dec.-17", "2017-12-19", "2017-12-19"),
    ],
)
def test_dates(text, first, last):
    found = list(find_dates(f"Held {text}, and well attended"))
    assert [(date.first.iso(), date.last.iso()) for date in found] == [(first, last)]


@pytest.mark.parametrize("text", ["31 June 2017", "45 May", "may be 5", "2017-13-40", "1.5.7", "99/99/2017"])
def test_what_is_no_date(text):
    assert list(find_dates(text)) == []


def test_day_and_month_that_could_be_exchanged_are_doubtful():
    (date,) = find_dates("on 03/04/2019")
    assert date.first.iso() == "2019-04-03"
    assert date.doubtful
    assert not next(find_dates("on 03/03/2019")).doubtful
