"""Which blocks of a document are the title, see-also items, the contact block, notes, and which are the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newsroom.reader.dates import find_dates
from newsroom.reader.document import Block, Document
from newsroom.reader.record import Link

LABEL_END = r"\s*[:：]?\s*$"
SEE_ALSO = re.compile(
    r"^(?:see also|read also|also read|related (?:stories|links|content|articles|documents|news|information)|more on this"
    r"|voir aussi|voir également|lire aussi|à lire aussi|liens (?:connexes|utiles)|véase también|vea también|ver también|lea también"
    r"|enlaces relacionados|см\.? также|смотрите также|читайте также|по теме|相关(?:链接|新闻|阅读|文章)|另见|参见"
    r"|انظر أيضا[ًً]?|اقرأ أيضا[ًً]?|روابط ذات صلة|siehe auch|lesen sie auch|veja também|leia também|vedi anche)"
    r"\s*(?:[:：]\s*(?P<rest>.*)|$)",
    re.IGNORECASE | re.DOTALL,
)
CONTACT = re.compile(
    r"^(?:(?:media|press|general)?\s*contacts?(?: (?:information|details|persons?|us|for (?:the )?(?:media|press)))?\b(?=\s*(?:[:：(]|$|\n))"
    r"|(?:for|to request) (?:any )?(?:more|further|additional|media|press|interviews?)\b.{0,60}?(?:contact|information|inquir|enquir|interview|call|visit|e-?mail)"
    r"|(?:media|press) (?:enquiries|inquiries|office|officer)\b|please contact|for media\b|for journalists"
    r"|(?:contacts? )?(?:presse|médias)\s*:|contacts?\s*:|pour (?:plus d|de plus amples|tout|toute)[^.]{0,40}?(?:information|renseignement|question|contact|interview)"
    r"|(?:para )?(?:más|mayor) información|para (?:obtener )?más información|contactos?\b\s*(?:de prensa|para la prensa)?\s*:?$|contactos?\s*:"
    r"|kontakt|rückfragen|weitere auskünfte|für (?:weitere|nähere) (?:informationen|auskünfte)|pressekontakt|adresse für rückfragen"
    r"|контакт|за дополнительной информацией|для (?:получения )?(?:дополнительной|более подробной) информации|по вопросам"
    r"|联系(?:人|方式|我们)|媒体联系|新闻联络|如需(?:更多|进一步)|للمزيد من المعلومات|لمزيد من المعلومات|للاتصال|جهات? الاتصال|للتواصل)",
    re.IGNORECASE,
)  # fmt: skip
NOTES = re.compile(
    r"^(?:notes? (?:to|for) (?:the )?editors?|editors?['’]? notes?|background(?: information)?|notes? aux? (?:rédacteurs?|éditeurs?|rédactions?)"
    r"|notas? (?:para|a|al) (?:los |el |la )?(?:editor(?:es)?|redac\w+|redacción)|примечани[ея] (?:для )?(?:редактор|редакци)\w*"
    r"|(?:给)?编者(?:按|注)|编辑(?:须知|说明)|ملاحظات? (?:لل|إلى ال)محررين|hinweise? (?:an|für) die redaktion(?:en)?)" + LABEL_END,
    re.IGNORECASE,
)  # fmt: skip
ABOUT = re.compile(
    r"^(?:(?:About|ABOUT) (?:the )?[A-Z0-9]|À propos (?:de|du|des) |Acerca (?:de|del) |Sobre (?:el |la |los |las )?[A-Z]|Über (?:die |das |den )?[A-Z]|Об? [А-Я]{2}"
    r"|关于|نبذة عن|حول ).{0,90}$",
)  # fmt: skip
KICKER = re.compile(
    r"^(?:press release|news release|media release|for immediate release|for information only.*|media advisory|joint (?:press|news) release"
    r"|communiqué(?: de presse)?|pour diffusion immédiate|comunicado(?: de prensa)?|nota de prensa|boletín(?: de prensa)?|para difusión inmediata"
    r"|пресс-релиз|сообщение для печати|新闻稿|新闻公报|بيان صحفي|نشرة صحفية|pressemitteilung|medienmitteilung"
    r"|news|press|statement|speech|feature|(?:un)?classified|home|print|share|download pdf|office of the spokesperson|embargo.{0,120})" + LABEL_END,
    re.IGNORECASE,
)  # fmt: skip
END_SIGN = re.compile(
    r"^\s*(?:#{2,}|-\s?30\s?-|\*\s?\*\s?\*.*|[-–—* ]*(?:ends|end|fin|ende|конец|完|انتهى)[-–—* .]*)\s*$",
    re.IGNORECASE,
)
SOCIAL = re.compile(
    r"^(?:follow (?:us|@)|suivez-nous|síg[ua]enos|folgen sie|подписывайтесь|https?://\S+$|www\.\S+$|\S+@\S+\.\w+$|share this|tweet|twitter|facebook)",
    re.IGNORECASE,
)
REACHABLE = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}\.\w|\+?\d[\d ()./-]{6,20}\d|https?://|www\.")
TITLE_LONGEST = 300
BILINGUAL = re.compile(r"\s*\[(?:[A-Z]{2})(?:/[A-Z]{2})*\]\s*$")


@dataclass(slots=True)
class Layout:
    """The parts of a release, each as blocks in their order."""

    title: str = ""
    title_alt: list[str] = field(default_factory=list)
    text: list[Block] = field(default_factory=list)
    contact: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    about: list[Block] = field(default_factory=list)
    see_also: list[Link] = field(default_factory=list)
    aside: list[Block] = field(default_factory=list)
    title_is_guess: bool = False


def lay_out(document: Document) -> Layout:
    """Sort the blocks of a document into the parts of a release."""
    layout = Layout()
    blocks = _without_see_also(document.blocks, layout)
    blocks = [block for block in blocks if not (block.aside and layout.aside.append(block) is None)]
    blocks = _take_title(document, blocks, layout)
    _sort_tail(blocks, layout)
    return layout


def _without_see_also(blocks: list[Block], layout: Layout) -> list[Block]:
    """The blocks but for see-also labels and what they list: list items, links, or lines right under the label.

    A label with an empty line and then plain text after it lists nothing; that text is often the title.
    """
    kept: list[Block] = []
    listing = False
    seen_text = 0
    for index, block in enumerate(blocks):
        label = SEE_ALSO.match(block.text[:300]) if block.kind != "rule" else None
        if label and (label["rest"] is None or len(block.text) < 300):
            listing = True
            rest = (label["rest"] or "").strip()
            if rest:
                layout.see_also += _items(block.cut(len(block.text) - len(rest)))
            continue
        if listing:
            only_link = bool(block.links) and sum(m.end - m.start for m in block.links) >= len(block.text) - 3
            at_foot = seen_text > 600 and len(block.text) < 160 and not block.text.endswith(".")
            if (
                block.kind in ("li", "oli")
                or only_link
                or (not block.gap and block.kind == "p" and len(block.text) < 200)
            ):
                layout.see_also += _items(block)
                continue
            if at_foot and not CONTACT.match(block.text) and not ABOUT.match(block.text) and index > 0:
                layout.see_also += _items(block)
                continue
            listing = False
        seen_text += len(block.text)
        kept.append(block)
    return kept


def _items(block: Block) -> list[Link]:
    if block.links:
        return [Link(block.text[mark.start : mark.end].strip(), mark.href or None) for mark in block.links]
    return [Link(part.strip(" -–—•*")) for part in re.split(r"[;\n]", block.text) if part.strip(" -–—•*")]


def is_date_line(block: Block) -> bool:
    """Whether a block says nothing but a date, with a label, a weekday or a time at most."""
    text = block.text.strip()
    if not text or len(text) > 90:
        return False
    found = next(find_dates(text), None)
    if found is None:
        return False
    rest = re.sub(
        r"[\d:.,+()\s-]|GMT|UTC|[ap]\.?m\.?\b",
        "",
        text[: found.start] + text[found.end :],
        flags=re.IGNORECASE,
    )
    return len(rest) <= 12 and ("—" not in rest and "–" not in rest)


def _take_title(document: Document, blocks: list[Block], layout: Layout) -> list[Block]:
    title = " ".join(document.title.split())
    rest = [block for block in blocks if block.kind != "rule" or block is not blocks[0]]
    if not title:
        index = _title_index(rest)
        if index is None:
            layout.title_is_guess = True
        else:
            block = rest.pop(index)
            title = " ".join(block.text.split())
            # "The first words of the title…" over the whole title: a list entry copied along.
            following = next((b for b in rest[index : index + 2]), None)
            if title.endswith("…") and following and following.text.startswith(title[:-1].strip()):
                layout.title_alt.append(title)
                title = " ".join(following.text.split())
    bare = BILINGUAL.sub("", title)
    if bare != title:
        layout.title_alt.append(title)
    layout.title = bare
    same = {title.casefold(), bare.casefold(), *(alt.casefold() for alt in layout.title_alt)}
    kept: list[Block] = []
    for number, block in enumerate(rest):
        if number < 8 and " ".join(block.text.split()).casefold() in same:
            # What stands above the title is the page's own furniture, except a date.
            kept = [earlier for earlier in kept if is_date_line(earlier)] if document.is_html else kept
            continue
        kept.append(block)
    return [b for n, b in enumerate(kept) if not (n < 4 and KICKER.match(b.text[:200]) and len(b.text) < 160)]


def _title_index(blocks: list[Block]) -> int | None:
    for index, block in enumerate(blocks[:8]):
        text = block.text.strip()
        if block.kind in ("h1", "h2"):
            return index
        if block.kind == "rule" or KICKER.match(text[:200]) or is_date_line(block):
            continue
        if (
            len(text) <= TITLE_LONGEST
            and block.kind in ("p", "h3")
            and not re.search(r"[.。!?]\s+\S.*[.。]$", text)
        ):
            return index
        return None
    return None


def _sort_tail(blocks: list[Block], layout: Layout) -> None:
    """Contact, notes and the issuer's own description end a release; their labels say where each begins."""
    part, ended = layout.text, False
    for index, block in enumerate(blocks):
        text = block.text.strip()
        if block.kind == "rule" or END_SIGN.match(text[:60]):
            ended = ended or index * 2 > len(blocks)
            continue
        if CONTACT.match(text[:300]) and len(text) < 900 and index > 0:
            part = layout.contact
        elif NOTES.match(text[:120]) and index > 0:
            part = layout.notes
            continue
        elif (
            ABOUT.match(text[:120])
            and (block.kind.startswith("h") or len(text) < 90)
            and not text.endswith(".")
        ):
            part = layout.about
        elif part is layout.contact and not _still_contact(block):
            part = layout.about if ended or index * 3 > len(blocks) * 2 else layout.text
        elif SOCIAL.match(text[:200]) and index * 2 > len(blocks) and len(text) < 300:
            layout.contact.append(block)
            continue
        part.append(block)


def _still_contact(block: Block) -> bool:
    text = block.text
    return len(text) < 130 or (len(text) < 600 and bool(REACHABLE.search(text)))
