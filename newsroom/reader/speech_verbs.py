"""The verbs with which releases report what somebody said, in the languages read."""

from __future__ import annotations

import re

ENGLISH = (
    "said says told tells added adds noted notes stated states explained explains stressed stresses emphasised emphasized emphasises "
    "emphasizes underlined underlines underscored underscores highlighted highlights mentioned mentions remarked remarks commented comments "
    "observed observes declared declares announced announces concluded concludes continued continues warned warns urged urges recalled recalls "
    "reiterated reiterates affirmed affirms confirmed confirms claimed argued argues insisted insists acknowledged acknowledges reported reports "
    "replied responded cautioned cautions recounted reflected exclaimed wrote writes tweeted reaffirmed praised welcomed commended shared "
    "pointed asserted maintained elaborated clarified expressed"
)  # fmt: skip
FRENCH = (
    "déclaré dit affirmé expliqué souligné ajouté indiqué précisé noté rappelé estimé conclu poursuivi insisté lancé confié martelé averti annoncé "
    "reconnu salué remarqué observé assuré soutenu renchéri témoigné déclare explique ajoute souligne affirme estime précise poursuit rappelle "
    "indique conclut assure confie insiste avertit annonce soutient témoigne note cite ajouta déclara"
)  # fmt: skip
SPANISH = (
    "dijo afirmó aseguró señaló agregó añadió explicó indicó destacó subrayó manifestó declaró apuntó sostuvo expresó comentó reiteró enfatizó precisó "
    "concluyó puntualizó mencionó informó recalcó advirtió reveló resaltó anunció acotó relató contó dice afirma señala explica asegura destaca "
    "añade agrega sostiene declara subraya expresa dicho señalado afirmado explicado destacado declarado asegurado indicado añadido"
)  # fmt: skip
OTHERS = (
    "disse afirmou explicou acrescentou destacou ressaltou declarou salientou enfatizou "
    "detto dichiarato affermato spiegato aggiunto sottolineato disse spiega aggiunge "
    "sagte sagt erklärte erklärt betonte betont unterstrich meinte meint ergänzte äusserte äußerte bekräftigte hinzu führte "
    "сказал сказала заявил заявила отметил отметила подчеркнул подчеркнула подчёркнул добавил добавила сообщил сообщила пояснил пояснила указал "
    "указала рассказал рассказала напомнил напомнила считает говорит отмечает заявляет подчеркивает подчёркивает поясняет добавляет объяснил объяснила "
    "قال قالت أكد أكدت أضاف أضافت صرح صرحت أوضح أوضحت أشار أشارت ذكر ذكرت شدد شددت أعلن أعلنت يقول تقول وقال وقالت وأكد وأكدت وأضاف وأضافت وصرح وصرحت "
    "وأوضح وأوضحت وأشار وأشارت وذكر وذكرت وشدد وشددت وأعلن وأعلنت"
)  # fmt: skip
_ALL = sorted({*ENGLISH.split(), *FRENCH.split(), *SPANISH.split(), *OTHERS.split()}, key=len, reverse=True)
_AUXILIARY = r"(?:(?:has|have|had|also|further|later|then|a|ont|avait|ha|han|habría|también|également|notamment|en outre|hat|haben|также|ainsi|aussi)\s){0,3}"
_INVERTED = r"(?:(?:a|ont)-t-(?:il|elle|ils|elles)\s|(?:a|ont)\s)?"
VERB = re.compile(
    rf"(?<![\w-])(?:{_AUXILIARY}{_INVERTED})(?P<verb>{'|'.join(map(re.escape, _ALL))})(?P<pronoun>-(?:t-)?(?:il|elle|ils|elles|on))?(?![\w-])"
    r"(?:\s(?:out|savoir|remarquer))?",
    re.IGNORECASE,
)  # fmt: skip
ACCORDING = re.compile(
    r"^\W*(?:according to|in the words of|selon|d['’]après|según|de acuerdo con|laut|nach Angaben von|по словам|по мнению|segundo|secondo|وفقا? ل|بحسب|حسب)\s+",
    re.IGNORECASE,
)
CHINESE = re.compile(
    r"(?P<who>[^，。；！？“”「」\s]{2,40}?)(?:还|也|则|并|进一步|在会上|在致辞中)?(?:强调指出|表示|指出|强调说|强调|补充说|说道|说|称|认为|介绍|透露|宣布|谈到|呼吁|评论)(?:道)?[，：:,]?$"
)
CHINESE_AFTER = re.compile(
    r"^[，,]?(?P<who>[^，。；！？“”「」\s]{2,40}?)(?:还|也)?(?:补充说|说道|说|表示|指出|强调|称)(?:道)?(?:[。，]|$)"
)
