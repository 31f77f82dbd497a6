"""The nouns that names of bodies begin or end with, and the acronyms that are no bodies."""

from newsroom.reader.name_words import words

# Ministry of …, Oficina de …
HEAD_NOUNS = words(
    """
    Ministry Department Office Bureau Commission Secretariat Directorate Institute Agency Authority
    Council Committee Court Centre Center Board Association Federation Union Bank Fund Organization
    Organisation University Academy Chamber Tribunal Directorate-General Ministère Département
    Secrétariat Direction Agence Institut Inspection Comité Conseil Cour Police Ministerio Departamento
    Secretaría Dirección Oficina Comisión Instituto Fiscalía Organización Consejo Corte Policía
    Procuraduría Defensoría Agencia Coordinadora Universidad Bundesamt Bundesministerium Ministerium
    Departement Abteilung Amt Ministério Ministero ministère ministerio
    """
)
# … Agency, … Police
TAIL_NOUNS = words(
    """
    Agency Authority Commission Council Police Service Services Force Group Fund Bank Organization
    Organisation Institute Centre Center University Hospital Society Federation Union Foundation
    Association Department Bureau Office Board Committee Tribunal Court Secretariat Network Alliance
    Academy Command Corps Ministry Directorate Coalition Confederation Guard Parliament Senate Assembly
    School College
    """
)
COMMON_ACRONYMS = words(
    """
    COVID HIV AIDS GDP USD EUR GBP CHF NGO NGOS CEO VIP MOU SDG SDGS IED IEDS DNA USA UAE DRC RDC CAR
    CFA ISBN PDF HTML HTTP LGBT LGBTI IDP IDPS PPE ICT STI GMT UTC CET CEST END ENDS NEW THE AND FOR ODD
    VIH SIDA ONG ONGS PIB EUA EEUU TVET GBV SGBV UAV WASH COP CMG OBE MBE PHD ISIS ISIL FAQ TEL FAX RSVP
    URL APT HQ ODS OTP
    """
)
