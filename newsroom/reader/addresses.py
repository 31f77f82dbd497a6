"""The links of a release, and the sentences that promise one."""

from __future__ import annotations

import re

from newsroom.reader.body import safe_address
from newsroom.reader.document import Block
from newsroom.reader.record import Link, Release

PROMISE = re.compile(
    r"^(?:please )?(?:click here|read more|learn more|find out more|to (?:read|learn|find out|know) more|for more information[^.]{0,80}click"
    r"|cliquez ici|en savoir plus|pour en savoir plus|lire la suite|haga clic|haz clic|pulse aquí|leer más|más información aquí|para (?:leer|saber) más"
    r"|нажмите здесь|читать далее|подробнее|点击(?:这里|此处)|更多(?:信息|内容)请|阅读更多|انقر هنا|اضغط هنا|للمزيد|اقرأ المزيد"
    r"|klicken sie hier|hier klicken|mehr erfahren|weiterlesen|clique aqui|saiba mais|clicca qui)\b.{0,300}$",
    re.IGNORECASE | re.DOTALL,
)
SENTENCE_SIGNS = (". ", "! ", "? ", "\n", "。")
# The text of a link that says nothing without its sentence.
EMPTY_WORDS = re.compile(
    r"^(?:click |read |see |find |view )?(?:here|this|more|link|page|website|ici|aquí|здесь|тут|这里|此处|هنا|hier|aqui|qui|"
    r"read more|click here|learn more|cliquez ici|haga clic aquí)[.:»>]*$",
    re.IGNORECASE,
)


def find_links(release: Release, blocks: list[Block]) -> None:
    """Fill release.links: every link to a page or mailbox, and sentences such as "Click here to read more" without one."""
    seen: set[tuple[str, str | None]] = set()
    broken = False
    for block in (part for whole in blocks for part in (whole.cells or [whole])):
        made = []
        for mark in block.links:
            url = safe_address(mark.href)
            text = " ".join(block.text[mark.start : mark.end].split())
            if EMPTY_WORDS.match(text):
                text = _sentence(block.text, mark.start, mark.end)
            broken = broken or (url is None and bool(text))
            if url and text:
                made.append(Link(text, url))
        if not block.links and len(block.text) < 320 and PROMISE.match(block.text.strip()):
            made.append(Link(" ".join(block.text.split())))
            release.doubt(
                "link-without-address",
                "A sentence promises a link, but no address was given with it: please add the link.",
            )
        for link in made:
            if (link.text, link.url) not in seen:
                seen.add((link.text, link.url))
                release.links.append(link)
    if broken:
        release.doubt("link-dropped", "A link that leads nowhere on the web (or runs a script) was left out.")


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a link, so that its text says where the link leads."""
    lead, tail = text[max(0, start - 300) : start], text[end : end + 300]
    left = max((at + len(sign) for sign in SENTENCE_SIGNS if (at := lead.rfind(sign)) >= 0), default=0)
    right = min((at + 1 for sign in SENTENCE_SIGNS if (at := tail.find(sign)) >= 0), default=len(tail))
    return " ".join((lead[left:] + text[start:end] + tail[:right]).split())
