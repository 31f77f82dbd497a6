"""The words that rules look for, in the six languages of the site."""

import re

_WEEKDAYS = {
    "en": "monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    "fr": "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
    "es": "lunes|martes|miércoles|jueves|viernes|sábado|domingo",
    "ru": "понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье",
    "ar": "ال[اإ]ثنين|الثلاثاء|ال[أا]ربعاء|الخميس|الجمعة|السبت|ال[أا]حد",
    "zh-hans": "(?:星期|周|礼拜)一|(?:星期|周|礼拜)二|(?:星期|周|礼拜)三|(?:星期|周|礼拜)四|(?:星期|周|礼拜)五|(?:星期|周|礼拜)六|(?:星期|周|礼拜)[日天]",
}


def _alternatives(words: str) -> list[str]:
    """The alternatives of the table above; those in brackets belong together."""
    return re.split(r"\|(?![^()]*\))", words)


def _edge(language: str) -> tuple[str, str]:
    return ("", "") if language == "zh-hans" else (r"(?<!\w)", r"(?!\w)")


def weekday_pattern(language: str) -> re.Pattern:
    """Seven groups: the one that matched, less one, is the day as ``date.weekday()`` counts it."""
    before, after = _edge(language)
    names = "|".join(f"({name})" for name in _alternatives(_WEEKDAYS[language]))
    return re.compile(f"{before}(?:{names}){after}", re.IGNORECASE)


WEEKDAYS = {language: weekday_pattern(language) for language in _WEEKDAYS}

# Days named from the day on which the text was written. What looks the same and means something else is left out:
# "today's youth", «hoy en día», «por la mañana», «اليوم العالمي» (the world day), «в наши дни».
_RELATIVE = {
    "en": {
        "day": r"today(?!['’]s)|yesterday(?!['’]s)|tomorrow(?!['’]s)",
        "week": r"(?:earlier |later )?this week(?!['’]s)",
    },
    "fr": {
        "day": r"aujourd['’]hui|hier(?! encore)|demain",
        "week": r"cette semaine",
    },
    "es": {
        "day": r"hoy(?! en día| día| por hoy)|(?<!antes de )ayer"
        r"|(?<!la )(?<!las )(?<!una )(?<!esta )(?<!cada )(?<!media )(?<!el )(?<!del )mañana(?! siguiente)",
        "week": r"esta semana",
    },
    "ru": {
        "day": r"сегодня(?! же)|вчера|завтра",
        "week": r"на этой неделе",
    },
    "ar": {
        "day": r"(?<!هذا )(?<!ذلك )(?<!نفس )(?<!ذات )(?<!في )(?<!حتى )(?<!منذ )اليوم(?! (?:ال|نفسه|ذاته|التالي))(?=[ ،.:]|$)"
        r"|اليوم(?= (?:الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد)(?!\w))|[أا]مس(?! الحاجة)|غدا|غدًا|غداً",
        "week": r"هذا الأسبوع",
    },
    "zh-hans": {
        "day": r"今天|今日|昨天|昨日|明天|明日(?!之星)",
        "week": r"本周|这周|本星期|这个星期",
    },
}


def _whole(language: str, words: str) -> re.Pattern:
    before, after = _edge(language)
    return re.compile(f"{before}(?:{words}){after}", re.IGNORECASE)


RELATIVE_DAYS = {language: _whole(language, words["day"]) for language, words in _RELATIVE.items()}
RELATIVE_WEEKS = {language: _whole(language, words["week"]) for language, words in _RELATIVE.items()}

# What asks the press to wait with this very text: a notice that begins a paragraph. Not an embargo on arms or goods,
# and not the sentence that offers a report to journalists under embargo.
_NOTICE_WORDS = (
    "strictly|this|the|present|press|news|media|text|release|statement|document|speech|advisory|is|content|under|strict|a|an"
    "|le|ce|présent|communiqué|de|presse|texte|document|est|sous|strictement"
    "|este|el|comunicado|de|prensa|texto|documento|está|queda|bajo|estrictamente"
    "|этот|настоящий|данный|текст|пресс-релиз|документ|материал|находится|под|действует"
    "|هذا|البيان|الصحفي|النص|الوثيقة|نص|بيان|صحفي"
)
EMBARGO = re.compile(
    rf"^\W*(?:(?:{_NOTICE_WORDS})\W+)*"
    r"(?P<words>embargo(?:ed)?(?: for release| for publication| until| till|\s*[:：–—-])"
    r"|embargoed (?:copy|text|release|material)|not for (?:release|publication|broadcast)|(?:do not|don['’]t) (?:release|publish|quote) (?:before|until)"
    r"|hold for release|embargo jusqu|ne pas (?:publier|diffuser) avant|diffusion interdite avant"
    r"|embargad[oa] hasta|embargo hasta|no (?:publicar|difundir) (?:antes|hasta)|prohibida su (?:publicación|difusión) (?:antes|hasta)"
    r"|эмбарго до|не (?:публиковать|распространять|разглашать) (?:до|ранее)|не для публикации до"
    r"|محظور(?:ة)? (?:ال)?نشر|يحظر (?:نشره|النشر)|حظر النشر حتى|لا ينشر قبل|غير مخصص للنشر قبل)(?!\w)"
    r"|^\W*(?:本|此)?(?:新闻稿|新闻|文|稿|声明)?(?P<chinese>禁止在.{1,20}前(?:发布|发表|刊登|报道)|禁发期|(?:请勿|不得)(?:在|于).{1,20}前(?:发布|发表|报道|公开))",
    re.IGNORECASE,
)
EMBARGO_MARK = re.compile(r"(?<!\w)(?P<words>EMBARGO(?:ED)?)(?!\w)(?! (?:ON|SUR|SOBRE|TO)\b)")

# Words of a link that say nothing about where it leads, as the whole text of the link.
EMPTY_LINK_TEXTS = frozenset(
    """click here|here|click|click this link|this link|this page|link|read more|more|learn more|find out more|see more|more info
    |more information|see here|read here|download|download here|details|continue|continue reading|website|web page|this website
    |cliquez ici|cliquer ici|ici|lire la suite|lire plus|en savoir plus|plus|plus d'informations|ce lien|cette page|lien|voir ici|suite|voir plus|télécharger
    |haga clic aquí|haz clic aquí|clic aquí|pulse aquí|aquí|leer más|lea más|ver más|más|más información|este enlace|esta página|enlace|saber más|descargar
    |нажмите здесь|нажмите сюда|здесь|тут|сюда|читать далее|далее|подробнее|читать дальше|узнать больше|по ссылке|по этой ссылке|эта ссылка|ссылка|скачать
    |اضغط هنا|انقر هنا|هنا|اقرأ المزيد|المزيد|لمزيد من المعلومات|هذا الرابط|الرابط|رابط|تحميل|قراءة المزيد
    |点击这里|点击此处|点这里|请点击这里|请点击此处|这里|此处|在此|阅读更多|更多|更多信息|了解更多|详情|查看更多|链接|此链接|本链接|下载|点击""".replace(
        "\n", ""
    )
    .replace("    |", "|")
    .split("|")
)

# "Image of …" before what an alternative text shows: a screen reader says "image" already.
ALT_OPENING = re.compile(
    r"^\W*(?:(?:an? |the )?(?:image|picture|photo|photograph|pic) (?:of|showing|shows|depicting)\b"
    r"|(?:une? |l['’]|la )?(?:image|photo|photographie) (?:de|du|des|d['’]|montrant|représentant)"
    r"|(?:una? |la )?(?:imagen|foto|fotografía) (?:de|del|que muestra|en la que)\b"
    r"|(?:изображени[ея]|фото|фотография|картинка|снимок)(?:\s|:|$)"
    r"|صورة (?:ل|تظهر|تبين|توضح|فوتوغرافية)|صورة[:：]"
    r"|(?:一张|这张)?(?:图片|照片|图像)(?:：|:|显示|中|上)|.{1,30}的(?:图片|照片|图像)$)",
    re.IGNORECASE,
)

# Words that nobody writes twice on purpose.
_DOUBLED = {
    "en": "the|a|an|of|to|in|and|for|with|by|from|this|at|on|as",
    "fr": "le|la|les|de|des|du|et|un|une|dans|pour|sur|avec|par",
    "es": "el|la|los|las|de|del|en|y|un|una|por|con|para|se",
    "ru": "и|в|на|с|по|для|из|от|к|что|как",
    "ar": "في|من|على|إلى|عن|مع|أن",
    "zh-hans": "",
}
DOUBLED = {
    language: re.compile(rf"(?<![\w'’-])({words})\s\1(?![\w'’-])", re.IGNORECASE)
    for language, words in _DOUBLED.items()
    if words
}

# What an author leaves for later.
PLACEHOLDER = re.compile(
    r"\[(?:number|name|date|place|title|tbc|tbd|to come|to be confirmed|insert[^\]]*|xx+|figures?[^\]]*|nom|lieu|à compléter|à confirmer|nombre|fecha|lugar"
    r"|por confirmar|falta[^\]]*|имя|дата|уточнить|дополнить|اسم|تاريخ|يستكمل|待补|待定|待确认)\]|\bTBC\b|\bTBD\b|\blorem ipsum\b|(?<!\w)XXX+(?!\w)|(?<!\w)(?-i:xx+)(?!\w)|\?\?\?|_{4,}",
    re.IGNORECASE,
)
