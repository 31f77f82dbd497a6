"""Texts in lists and links to them, as HTML.

Made here and not by a template because every list and half of every page is made of them: twenty cards from a template
cost more than all queries of the list together.
"""

from html import escape

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from publishing.dates import long_date

from .facts import dateline, facts_of
from .models.articles import Kind
from .search import marking


def cards(editions, *, level=3, variant="") -> list[SafeString]:
    """The cards of editions, in their order; with datelines of today's names, for which there is one query.

    ``level`` is that of their headings; ``variant`` is "lead", "small" (without a summary) or nothing.
    """
    editions = list(editions)
    facts = facts_of([edition.pk for edition in editions], ("places",)) if editions else {}
    kinds = {kind.value: escape(capfirst(kind.label)) for kind in Kind}
    return [
        _card(edition, dateline(facts[edition.pk], edition), kinds, level, variant) for edition in editions
    ]


def items(editions, **how) -> SafeString:
    """The same as the lines of one list."""
    return SafeString(
        "".join(f'<li class="release-list__item">{card}</li>\n' for card in cards(editions, **how))
    )


def found_items(editions, stems) -> SafeString:
    """The lines of a list of what was found: with the words marked that have one of the stems of the edition's language."""
    lines, facts = [], facts_of([edition.pk for edition in editions], ("places",)) if editions else {}
    kinds = {kind.value: escape(capfirst(kind.label)) for kind in Kind}
    for edition in editions:
        wanted = stems.get(edition.language, set())
        title = marking.marked(edition.title, edition.language, wanted)
        found = marking.excerpt(edition.content["body"], edition.language, wanted)
        if not found:
            found = marking.marked(edition.summary, edition.language, wanted)
        card = _card(edition, dateline(facts[edition.pk], edition), kinds, 3, "found", title, found)
        lines.append(f'<li class="release-list__item">{card}</li>\n')
    return SafeString("".join(lines))


def _card(edition, words, kinds, level, variant, title="", summary=""):
    kind = f" release-card--{variant}" if variant else ""
    title = title or escape(edition.title)
    if variant not in ("small", "found"):
        summary = escape(edition.summary)
    summary = f'<p class="release-card__summary">{summary}</p>\n' if summary else ""
    return SafeString(
        f'<article class="release-card{kind}"{_language(edition.language)}>\n'
        f'<p class="release-card__meta"><span class="dateline">{escape(words or long_date(edition.released_on))}</span>'
        f' <span class="release-card__kind">{kinds[edition.kind]}</span></p>\n'
        f'<h{level} class="release-card__title"><a href="{escape(edition.get_absolute_url())}">{title}</a>'
        f"</h{level}>\n{summary}</article>\n"
    )


def _language(language):
    """What says that a text is in another language than the page around it."""
    if language == get_language():
        return ""
    return f' lang="{language}" dir="{"rtl" if get_language_info(language)["bidi"] else "ltr"}"'


def see_also_items(links) -> SafeString:
    """The lines of "see also", from what ``related.see_also`` found."""
    return SafeString("\n".join(map(_link, links)))


def _link(link):
    language, note = link.get("language"), link["reason"] and escape(capfirst(link["reason"]))
    more = f' lang="{language}" hreflang="{language}"' if language else ""
    if link["is_external"]:
        more, note = f'{more} rel="external"', note or escape(_("On another site"))
    if link.get("date"):
        dot = ' <span aria-hidden="true">·</span> ' if link["reason"] else ""
        note = f"{note}{dot}<bdi>{escape(link['date'])}</bdi>"
    note = f'<p class="link-list__note">{note}</p>' if note else ""
    return (
        f'<li class="link-list__item"><a href="{escape(link["url"])}"{more}><bdi>{escape(link["title"])}</bdi></a>\n'
        f"{note}</li>"
    )
