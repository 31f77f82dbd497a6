"""Words that tell a name from an office: what may stand before, in and after the names of people."""


def words(text: str) -> frozenset[str]:
    """The words of a list written as running text, which is shorter to read than one word a line."""
    return frozenset(text.split())


# Before a name, in the languages read; kept apart from the name in the record.
HONORIFICS = words(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady hon honourable honorable rev reverend fr
    father sister brother h.e he hrh excellency ambassador amb colonel col lieutenant lt major maj
    general gen captain capt commander cmdr sergeant sgt brigadier brig admiral adm marshal corporal
    inspector superintendent constable sheikh imam monsignor bishop archbishop u daw senator justice
    judge m mme mlle monsieur madame mademoiselle me maître docteur professeur commandant capitaine
    général lieutenant-colonel ambassadeur ambassadrice commissaire divisionnaire señor señora señorita
    sr sra srta don doña doctor doctora dra profesor profesora coronel capitán comandante teniente
    embajador embajadora licenciado lic ingeniero ing senhor senhora doutor doutora herr frau
    botschafter botschafterin bundesrat bundesrätin oberst oberstleutnant dottor signor signora г-н г-жа
    господин госпожа полковник генерал майор капитан подполковник профессор доктор посол судья السيد
    السيدة الدكتور الدكتورة د العقيد العميد اللواء الرائد الفريق السفير السفيرة الأستاذ الأستاذة القاضي
    الشيخ
    """
)
# Honorifics that say nothing of the person, and are left out of the record.
COURTESY = words(
    """
    mr mrs ms miss mx m mme mlle monsieur madame mademoiselle señor señora señorita sr sra srta don doña
    herr frau г-н г-жа господин госпожа السيد السيدة signor signora senhor senhora sir
    """
)
# What makes one rank of two words: Second Lieutenant, Police Inspector.
RANK_PARTS = words(
    """
    1st 2nd 3rd first second lt brig major maj lieutenant senior police deputy
    """
)
PARTICLES = words(
    """
    de del la las los da das do dos di du des van von der den ter ten bin binti ibn al el le y e i zu
    """
)
POSTNOMINALS = words(
    """
    CMG OBE MBE CBE KCMG GCMG DCMG KBE DBE PhD MD MP MEP SJ QC KC JP Jr Jr. Sr Sr. II III RN MSc BSc
    """
)
# Offices that people hold.
OFFICE_WORDS = words(
    """
    director directors minister secretary president prime vice deputy head chief chair chairman
    chairwoman chairperson coordinator representative representatives commissioner commander officer
    spokesperson spokesman spokeswoman manager adviser advisor specialist expert governor mayor
    ambassador envoy rapporteur prosecutor attorney administrator executive assistant under-secretary
    undersecretary under-secretary-general secretary-general chargé leader member members participant
    counsellor councillor trainer inspector superintendent analyst economist researcher lawyer judge
    professor teacher doctor nurse founder ceo co-founder co-director partner student directeur
    directrice ministre secrétaire président présidente représentant représentante représentantes
    représentants chef cheffe conseiller conseillère coordinateur coordinatrice coordonnateur
    coordonnatrice responsable porte-parole gouverneur maire haut-commissaire procureur procureure
    experte directeurs inspecteur inspectrice directora ministro ministra secretario secretaria
    presidente presidenta representante coordinador coordinadora jefe jefa gobernador gobernadora
    portavoz vocero vocera fiscal alcalde alcaldesa comisionado experto experta comandante oficial
    funcionario direktor direktorin ministerin präsident präsidentin leiter leiterin vorsteher
    vorsteherin sprecher sprecherin vertreter generaldirektor generaldirektorin vorsitzende vorsitzender
    chefin exekutivdirektor exekutivdirektorin generalsekretär директор министр президент председатель
    глава представитель координатор начальник руководитель заместитель секретарь советник губернатор
    премьер-министр эксперт министра директора
    """
)
# Words that, in capitals, belong to an office or a body and never to a name.
NO_NAME_WORDS = OFFICE_WORDS | words(
    """
    general affairs mission division department ministry office programme program project unit section
    team services service operations development justice police interior security defence defense health
    migration rights human programmes programs country resident regional national international global
    field senior principal agency bureau centre center commission committee council association
    organization organisation institute university foundation school hospital fund bank court tribunal
    group network alliance the and of for on to in at from with spéciale spécial special régionale
    régional army navy управления департамента министерства forces force board union federation society
    authority law act monday tuesday wednesday thursday friday saturday sunday january february march
    april june july august september october november december today yesterday however meanwhile
    moreover speaking according article annex
    """
)
PRONOUNS = words(
    """
    he she they it il elle ils elles on él ella ellos ellas er sie он она они ele ela هو هي 他 她
    """
)
