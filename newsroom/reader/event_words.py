"""What an event is called, and the words around it that say it took place, in the languages read."""

from __future__ import annotations

import re

# Kind: its names, and how much one mention counts. What also has another meaning ("mission", "launch") counts less.
KINDS: dict[str, tuple[str, float]] = {
    "workshop": (r"workshops?|ateliers?|taller(?:es)?|oficinas? de trabalho|ورش(?:ة|ات) عمل|讲习班|工作坊|мастерск(?:ая|ой)|воркшоп\w*", 1.1),
    "training course": (r"training courses?|cours de formation|cursos? de (?:formación|capacitación)|учебн\w+ курс\w*|دورة تدريبية|培训班|培训课程"
                        r"|Ausbildungskurs\w*|Lehrgang\w*|training programme for", 1.0),
    "training": (r"(?:capacity )?trainings?(?! (?:academy|cent|camp|team|school|institute|manual|material|course|programme for|and capacity))"
                 r"|(?:séance|session) de formation|formations?|capacitación|entrenamiento|тренинг\w*|обучени\w+|تدريب|培训(?!班|课程)|Schulung\w*", 0.8),
    "seminar": (r"seminars?|séminaires?|seminarios?|семинар\w*|ندوة|研讨会|Seminar\w*", 1.0),
    "conference": (r"conferences?(?! (?:room|cent|hall|call))|conférences?(?! de presse)|conferencias?|Konferenz\w*|Tagung\w*|конференци\w+|مؤتمر|大会", 0.9),
    "consultation": (r"consultations?|consultas?|консультаци\w+|مشاور\w+|磋商", 0.9),
    "forum": (r"forums?|foros?|форум\w*|منتدى|论坛", 0.9),
    "symposium": (r"symposi(?:um|a)|simposios?|симпозиум\w*", 1.0),
    "round table": (r"round[- ]?tables?|tables? rondes?|mesas? redondas?|кругл\w+ стол\w*|Podiumsdiskussion\w*", 0.9),
    "webinar": (r"webinars?|webinaires?|вебинар\w*", 1.0),
    "summit": (r"summits?|sommets?|cumbres?|саммит\w*|قمة|峰会|Gipfel\w*", 0.9),
    "meeting": (r"meetings?|réunions?|reuni(?:ón|ones)|Treffen|Sitzung\w*|заседани\w+|совещани\w+|встреч\w+|اجتماع|会议|会晤|会见", 0.6),
    "visit": (r"(?:official |working |state )?visits?(?= (?:to|of|by))|(?:received|welcomed)(?= (?:the )?(?:executive|president|prime|minister|director|ambassador|secretary))|first official visit|visites? (?:officielle|de travail|de)|visitas? (?:oficial|de)|Besuch\w*"
              r"|визит\w*|زيارة|访问", 1.1),
    "ceremony": (r"ceremon(?:y|ies)|cérémonies?|ceremonias?|церемони\w+|حفل|仪式|Zeremonie\w*|parade", 0.55),
    "launch": (r"launch(?:ed|es)?(?= (?:a|an|the|of|its|their|event|ceremony|today))|lancement|lance (?=la |le )|lanzamiento|presentación|presentó|presentaron|запуск\w*"
               r"|презентаци\w+|إطلاق|启动|发布会", 0.65),
    "mission": (r"(?:field|assessment|fact-finding|joint|monitoring) missions?|missions? d['’]évaluation|misión (?:de evaluación|conjunta)|оценочн\w+ мисси\w+", 0.9),
}  # fmt: skip
KIND = re.compile(
    r"(?:(?<![\w-])|(?<=[\u4e00-\u9fff]))(?:"
    + "|".join(f"(?P<k{number}>{names})" for number, (names, _) in enumerate(KINDS.values()))
    + r")(?:(?!\w)|(?=[\u4e00-\u9fff]))",
    re.IGNORECASE,
)
HELD = re.compile(
    r"\b(?:held|hosted|organi[sz]ed|convened|took place|takes? place|concluded|ended|brought together|gather(?:ed|s)|conducted|opened|inaugurated|kicked off"
    r"|delivered|participat\w+|attend\w+|completed|met (?:in|at)|co-?(?:hosted|organi[sz]ed)|celebrated|launched|joined|received"
    r"|organis\w+|tenue?s?|se tient|réuni\w*|déroul\w+|ouvert\w*|clôtur\w+|participé|organiz\w+|celebr\w+|llevó a cabo|realiz\w+|inaugur\w+|particip\w+|reuni\w+"
    r"|presentó|stattgefunden|fand\b|veranstaltet\w*|teilgenommen|eröffnet\w*)\b"
    r"|состоял\w+|прош[её]л\w*|прошла|провел\w*|провёл|организова\w+|завершил\w+|открыл\w+|участ\w+|عقد|نظم|شارك|اختتم|افتتح|举行|召开|举办|出席|开幕|闭幕",
    re.IGNORECASE,
)
NOW = re.compile(
    r"\b(?:today|this (?:week|month|morning|afternoon)|yesterday|aujourd['’]hui|cette semaine|ce (?:lundi|mardi|mercredi|jeudi|vendredi|samedi)|hoy|esta semana|este (?:lunes|martes"
    r"|miércoles|jueves|viernes)|ayer|heute|diese Woche)\b|сегодня|на этой неделе|اليوم|هذا الأسبوع|今天|今日|本周",
    re.IGNORECASE,
)
TODAY = re.compile(r"\b(?:today|aujourd['’]hui|hoy|heute)\b|сегодня|اليوم|今天|今日", re.IGNORECASE)
# Another event than the one the release is about.
ELSEWHEN = re.compile(
    r"\b(?:previous|earlier|similar|past|other|last (?:year|month|january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|follow-up to|upcoming|next (?:year|month)|will be held|scheduled|planned|to follow|précédents?|autres?|prochaine?s?|anteriores?|previos?|otros?|próxim[oa]s?"
    r"|frühere\w*|weitere\w*)\b|предыдущ\w+|следующ\w+|السابقة|此前",
    re.IGNORECASE,
)
STARTS = re.compile(
    r"\b(?:opened|began|begins|starts?|started|kicked off|depuis|since|a (?:débuté|commencé)|comenzó|inició|от|с)\b|بدأ",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"\b(?:concluded|ended|ends|closed|wrapped up|completed|s['’]est (?:achevée?|terminée?)|a pris fin|concluyó|finalizó|завершил\w+)\b|اختتم|闭幕",
    re.IGNORECASE,
)
UNTIL = re.compile(
    r"\b(?:until|through|till|jusqu['’]au|hasta el|bis(?: zum)?|по|до)\s+$|حتى\s+$", re.IGNORECASE
)
NOT_THE_DATE = re.compile(
    r"\b(?:every|each|since|cada|chaque|depuis|from \d{4}|by|before|after|dated|adopted|entered into force|on the occasion of)\s+(?:the\s|le\s|el\s)?$"
    r"|\b(?:strategy|resolution|law|period)\b[^.]{0,40}$",
    re.IGNORECASE,
)
ORDINAL = re.compile(
    r"(?P<whole>(?:the\s)?(?P<name>(?:\d{1,3}\s?(?:st|nd|rd|th)|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-?\w{0,8}|first|second|third|fourth|fifth|sixth"
    r"|seventh|eighth|ninth|tenth)\s(?:(?:regular|special|annual|plenary|reconvened)\s)?(?:session of the\s)?(?:[A-Z][\w’'-]+\s){0,4}?(?P<noun>Commission|Committee"
    r"|Conference|Assembly|Council|Congress|Session|Summit|Forum|Meeting|Conference of the Parties|session of the)\b"
    r"(?:\s(?:(?:of|on|for|the|and|in|to)\s){0,3}[A-Z][\w’'-]+){0,8}))",
)  # fmt: skip
