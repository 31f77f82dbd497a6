"""A gazetteer small enough to know by heart. The texts of these tests are our own."""

import pytest

from newsroom.reader import Gazetteer

COUNTRIES = [
    ("MM", "Myanmar", ["Birmanie", "缅甸", "ميانمار", "Мьянма"]),
    ("TH", "Thailand", ["Thaïlande", "Tailandia", "泰国", "تايلند", "Таиланд"]),
    ("MY", "Malaysia", ["Malaisie", "Malasia", "马来西亚", "Малайзия"]),
    ("LA", "Laos", ["Lao People's Democratic Republic (the)", "老挝"]),
    ("KH", "Cambodia", ["Cambodge", "Camboya", "柬埔寨"]),
    ("VN", "Viet Nam", []),
    ("AT", "Austria", ["Österreich", "Autriche"]),
    ("CH", "Switzerland", ["Suisse (la)", "Schweiz", "Suiza"]),
    ("DE", "Germany", ["Deutschland"]),
    ("SY", "Syrian Arab Republic", []),
    ("IQ", "Iraq", ["العراق"]),
    ("JO", "Jordan", ["الأردن", "Jordanie"]),
    ("LB", "Lebanon", ["لبنان"]),
    ("OM", "Oman", ["عمان"]),
    ("NE", "Niger", ["Niger (le)"]),
    ("ML", "Mali", []),
    ("TD", "Chad", ["Tchad"]),
    ("PE", "Peru", ["Perú"]),
    ("EC", "Ecuador", ["Équateur"]),
    ("UZ", "Uzbekistan", ["Узбекистан"]),
    ("KZ", "Kazakhstan", ["Казахстан"]),
    ("VC", "Saint Vincent and the Grenadines", []),
    ("US", "United States of America", []),
    ("GB", "United Kingdom of Great Britain and Northern Ireland (the)", []),
    ("MX", "Mexico", ["México"]),
    ("NP", "Nepal", []),
    ("TR", "Türkiye", []),
    ("NL", "Netherlands (the)", ["Pays-Bas (les)"]),
    ("SN", "Senegal", ["Sénégal"]),
    ("MR", "Mauritania", ["Mauritanie"]),
]
PLACES = [
    ("Nay Pyi Taw", "MM", 930_000, ["Naypyidaw", "Naypyitaw", "Нейпьидо", "内比都"]),
    ("Yangon", "MM", 4_800_000, []),
    ("Bangkok", "TH", 8_000_000, ["曼谷"]),
    ("Vientiane", "LA", 760_000, ["万象"]),
    ("Vienna", "AT", 1_900_000, ["Wien", "Vienne", "Viena"]),
    ("Geneva", "CH", 600_000, ["Genève", "Ginebra", "Genf"]),
    ("Bern", "CH", 130_000, ["Berne"]),
    ("Damascus", "SY", 2_000_000, []),
    ("Kingstown", "VC", 25_000, []),
    ("Baghdad", "IQ", 6_000_000, ["بغداد"]),
    ("Amman", "JO", 1_900_000, ["عمّان"]),
    ("Kathmandu", "NP", 1_400_000, []),
    ("Niamey", "NE", 1_200_000, []),
    ("Lima", "PE", 9_000_000, []),
    ("Tashkent", "UZ", 2_400_000, ["Ташкент"]),
    ("Mexico City", "MX", 19_000_000, ["Ciudad de México"]),
    ("Tripoli", "LY", 1_100_000, []),
    ("Tripoli", "LB", 240_000, []),
    ("Nouakchott", "MR", 1_000_000, []),
    ("Dakar", "SN", 2_600_000, []),
]
TOPICS = [
    (
        "migrant smuggling",
        ["smuggling of migrants", "trafic illicite de migrants", "незаконный ввоз мигрантов"],
    ),
    (
        "human trafficking",
        ["trafficking in persons", "trata de personas", "торговля людьми", "Menschenhandel"],
    ),
    ("law enforcement", ["law enforcement agencies", "application de la loi"]),
    ("drugs", ["drug trafficking", "narcotics", "毒品"]),
]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.build(countries=COUNTRIES, places=PLACES, topics=TOPICS)
