"""Whose words they are: attributions before, after, in the middle and missing, in six languages and German."""

import pytest

from newsroom.reader import read

FILL = "The course was well attended and will be held again in the autumn for those who had to stay away."


def quotes_of(text, gazetteer):
    return read(f"A title for the release\n\n{FILL}\n\n{text}", gazetteer=gazetteer).quotes


def facts(quote):
    return quote.speaker, quote.role, quote.affiliation, quote.honorific


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We have learnt to look at the money first,” said Ms. Rosa Tan, Deputy Head of UNODC.",
         ("Rosa Tan", "Deputy Head", "UNODC", None)),
        ("“We have learnt to look at the money first,” IOM Nepal Chief of Mission Paul North told the participants.",
         ("Paul North", "Chief of Mission", "IOM Nepal", None)),
        ("“We have learnt to look at the money first,” said the ICRC's Asia director, Robert Maron.",
         ("Robert Maron", "Asia director", "ICRC", None)),
        ("“We have learnt to look at the money first,” the Commander of the mobile team, 2ndLieutenant Jan Novak,said.",
         ("Jan Novak", "Commander of the mobile team", None, "2nd Lieutenant")),
        ("Mr. Tom Ferry, a participant from Spirit of Sport, stated: “We have learnt to look at the money first”.",
         ("Tom Ferry", "participant", "Spirit of Sport", None)),
        ("Ms. Ana Lopes, Gender Advisor for UNODC, said that “we have learnt to look at the money first”.",
         ("Ana Lopes", "Gender Advisor", "UNODC", None)),
        ("According to Dr. Som Phan, Director of the Customs Department, “we have learnt to look at the money first”.",
         ("Som Phan", "Director", "Customs Department", "Dr")),
        ("British High Commissioner to Nepal, Jane Marlow CMG OBE, said:\n\n“We have learnt to look at the money first.”",
         ("Jane Marlow", "British High Commissioner to Nepal", None, None)),
        ("« La coopération est indispensable pour nous tous », a déclaré Mme Awa Diop, directrice du Ministère de la Justice.",
         ("Awa Diop", "directrice", "Ministère de la Justice", None)),
        ("« La coopération est indispensable, a déclaré Awa Diop, Directrice régionale de l’UNICEF. Elle sauve des vies. »",
         ("Awa Diop", "Directrice régionale", "UNICEF", None)),
        ("“La trata no reconoce fronteras”, afirmó durante la presentación Carmen Ruiz, representante de UNODC en México.",
         ("Carmen Ruiz", "representante de UNODC en México", "UNODC", None)),
        ("“La trata no reconoce fronteras”, dijo el Jefe de Misión para Perú, Ecuador y México, Ana Ruiz.",
         ("Ana Ruiz", "Jefe de Misión para Perú, Ecuador y México", None, None)),
        ("El coronel Luis Paredes, jefe de la División contra la Trata, señaló: “Las víctimas están en el centro”.",
         ("Luis Paredes", "jefe de la División contra la Trata", None, "coronel")),
        ("«Только вместе мы можем это остановить», – сказала Анна Петрова, координатор программ УНП ООН.",
         ("Анна Петрова", "координатор программ УНП ООН", "УНП ООН", None)),
        ("«سنواصل العمل مع شركائنا في المنطقة»، قال العقيد سامي الخوري، رئيس قسم التحقيقات.",
         ("سامي الخوري", "رئيس قسم التحقيقات", None, "العقيد")),
        ("وقالت السيدة ليلى حداد، مديرة المكتب الإقليمي: \"إن التعاون بين الدول هو السبيل الوحيد\".",
         ("ليلى حداد", "مديرة المكتب الإقليمي", None, None)),
        ("禁毒局局长王伟上校表示：“这次培训对我们的一线执法人员非常有帮助。”", ("王伟", "禁毒局局长", None, "上校")),
        ("“只有加强情报交流才能有效打击犯罪集团，”区域代表杰里米·道格拉斯说。", ("杰里米·道格拉斯", "区域代表", None, None)),
        ("„Gute Daten sind die Grundlage jeder Politik“, sagte Eva Huber, Leiterin des Labors.",
         ("Eva Huber", "Leiterin des Labors", None, None)),
    ],
)  # fmt: skip
def test_attributions(gazetteer, text, expected):
    (quote,) = quotes_of(text, gazetteer)
    speaker, role, affiliation, honorific = expected
    assert (quote.speaker, quote.affiliation, quote.honorific) == (speaker, affiliation, honorific)
    assert quote.role == role


def test_split_quote_is_one_quote(gazetteer):
    text = "“Nobody can do this alone,” said Rosa Tan, a trainer. “We need each other every single day,” she added."
    (quote,) = quotes_of(text, gazetteer)
    assert quote.parts == ["Nobody can do this alone", "We need each other every single day"]


def test_surname_title_and_pronoun_mean_the_one_named_before(gazetteer):
    text = """“Nobody can do this alone,” said Colonel Rosa Tan, Director of the Customs Department.

“Smugglers move faster than our letters do,” Tan noted.

“A telephone number is worth more than a treaty,” she said.

“We will come back in the spring for the second part,” added the Director."""
    assert [facts(quote) for quote in quotes_of(text, gazetteer)] == [
        ("Rosa Tan", "Director", "Customs Department", "Colonel")
    ] * 4


def test_title_means_the_one_who_bears_it_not_the_last_speaker(gazetteer):
    text = """“Nobody can do this alone,” said the Director of the Customs Department, Rosa Tan.

“It was cold in the harbour that night,” said Som Phan, a trainer.

“We will come back in the spring for the second part,” added the Director."""
    assert [quote.speaker for quote in quotes_of(text, gazetteer)] == ["Rosa Tan", "Som Phan", "Rosa Tan"]


def test_surname_alone_is_completed_from_the_text_before(gazetteer):
    text = """The Humanitarian Coordinator in Nepal, Mr. Edward Kalder, visited the classes.

“Nobody can do this alone, and nobody has to,” said Mr. Kalder."""
    (quote,) = quotes_of(text, gazetteer)
    assert facts(quote)[:2] == ("Edward Kalder", "Humanitarian Coordinator in Nepal")


def test_nameless_speaker_stays_nameless(gazetteer):
    text = """“Nobody can do this alone,” said Rosa Tan, a trainer.

One nurse who asked not to be named said that the nights are worst.

“Many times there were shots outside, and we went on working,” she said."""
    quote = quotes_of(text, gazetteer)[-1]
    assert (quote.speaker, quote.role) == (None, "nurse who asked not to be named")


def test_paragraph_without_attribution_continues_the_quote_before(gazetteer):
    text = """“Nobody can do this alone,” said Rosa Tan, a trainer.

“All who took part should now train others in their own offices and report to us.”"""
    first, second = quotes_of(text, gazetteer)
    assert (first.continued, second.continued) == (False, True)
    assert second.speaker == "Rosa Tan"


def test_quotation_over_several_paragraphs_is_one(gazetteer):
    text = """“The first thing that we learnt is patience with each other.

“The second is that a case begins long before the border”, said Rosa Tan, a trainer."""
    (quote,) = quotes_of(text, gazetteer)
    assert len(quote.parts) == 2
    assert quote.speaker == "Rosa Tan"


@pytest.mark.parametrize(
    "text",
    [
        "The workshop took place under the motto “Safe migration in a moving world”.",
        "The theme is centred on “strengthening the use of digital evidence and countering cybercrime.”",
        "UNODC presented the “Handbook of procedures for the protection of migrants” in Lima.",
        "Le président a abordé le thème « Loi et processus électoraux ».",
        "La gente lo llama el ‘clan’ y “la empresa” desde hace años.",
    ],
)
def test_titles_themes_and_names_are_no_quotes(gazetteer, text):
    assert quotes_of(text, gazetteer) == []


def test_blockquote_in_html(gazetteer):
    html = f"<h1>Title</h1><p>{FILL}</p><p>Rosa Tan, Director of the Customs Department, said:</p>"
    html += "<blockquote><p>Nobody can do this alone, and nobody has to any longer.</p></blockquote>"
    (quote,) = read(html, gazetteer=gazetteer).quotes
    assert facts(quote)[:3] == ("Rosa Tan", "Director", "Customs Department")
