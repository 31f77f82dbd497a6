"""Rules about the words themselves: title, summary, slug, an embargo that is only written, what was left for later."""

import re
from datetime import date

from django.utils.translation import gettext as _

from newsroom.preflight.context import Context
from newsroom.preflight.finding import Finding, Findings, Level
from newsroom.preflight.languages import DOUBLED, EMBARGO, EMBARGO_MARK, PLACEHOLDER
from newsroom.reader.folding import fold
from publishing.dates import long_date

# In characters. Chinese says as much in less than half.
LONGEST_TITLE = 150
LONGEST_SUMMARY = 300
_CHINESE = 0.4
_SHORTEST_CAPITALS = 12  # letters: "UNODC" alone is no shouting
_ABBREVIATED = re.compile(r"(?:\.\.\.|…|\b[A-ZÀ-Þ]\.|\b(?:etc|Inc|Ltd|Jr|Sr|al|No)\.)$")
_COPY = re.compile(
    r"(?:^|-)(?:copy|copie|copia|kopie|draft|untitled|untitled-article|new-article)(?:-?\d{1,3})?$"
)
_SLUG_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)-?([01]\d)-?([0-3]\d)(?!\d)")
_EXCERPT = 60


def body_empty(ctx: Context) -> Findings:
    """Nothing to read."""
    if not ctx.body.paragraphs:
        yield Finding(_("There is no text yet."), level=Level.ERROR)


def title_form(ctx: Context) -> Findings:
    """A title that is no title: too long, shouted, or a sentence with its full stop."""
    title = ctx.content["title"].strip()
    longest = LONGEST_TITLE * (_CHINESE if ctx.language == "zh-hans" else 1)
    if len(title) > longest:
        yield Finding(
            _(
                "The title has %(length)d characters. More than %(most)d are cut off by search engines and readers."
            )
            % {"length": len(title), "most": longest},
            field="title",
        )
    letters = [letter for letter in title if letter.isalpha() and letter.upper() != letter.lower()]
    if len(letters) >= _SHORTEST_CAPITALS and all(letter.isupper() for letter in letters):
        yield Finding(
            _(
                "The title is in capitals. They are hard to read and read aloud as letters; write it as a sentence."
            ),
            field="title",
        )
    if title.endswith((".", "。")) and not _ABBREVIATED.search(title):
        yield Finding(_("The title ends with a full stop. Take it away."), field="title", words=title[-1])


def summary_form(ctx: Context) -> Findings:
    """A summary that is missing, too long for lists, or says what the title says."""
    summary = " ".join(ctx.content["summary"].split())
    longest = LONGEST_SUMMARY * (_CHINESE if ctx.language == "zh-hans" else 1)
    if not summary:
        yield Finding(
            _("There is no summary. Lists, feeds and search engines show it: say in a sentence what is new."),
            field="summary",
        )
    elif fold(summary) == fold(ctx.content["title"]):
        yield Finding(_("The summary says the same as the title. Say what is new."), field="summary")
    elif len(summary) > longest:
        yield Finding(
            _(
                "The summary has %(length)d characters. Lists show about %(most)d; say it in one or two sentences."
            )
            % {"length": len(summary), "most": longest},
            field="summary",
        )


def slug_form(ctx: Context) -> Findings:
    """An address that tells of a copy, or of another day. Once the text is public it stays as it is."""
    slug = ctx.content["slug"]
    if ctx.is_released:
        return
    if found := _COPY.search(slug):
        yield Finding(
            _("The slug says “%(word)s”. Choose one that says what the text is about.")
            % {"word": found[0].strip("-")},
            field="slug",
            words=found[0].strip("-"),
        )
    for found in _SLUG_DATE.finditer(slug):
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
        days = (ctx.first_day or ctx.release_day, ctx.last_day, ctx.release_day)
        if (
            days[0] is not None
            and day not in days
            and not any(w.starts_on <= day <= w.ends_on for w in ctx.workshops)
        ):
            yield Finding(
                _("The slug has the date %(date)s, which is not the text's.") % {"date": long_date(day)},
                field="slug",
                words=found[0],
            )


def embargo_words(ctx: Context) -> Findings:
    """Words that ask the press to wait, in a text that nothing keeps back."""
    if ctx.has_embargo:
        return
    contact = " ".join(ctx.content["contact"].split())
    for field, paragraph, text in (*ctx.texts(), ("contact", None, contact)):
        if words := _notice(text):
            yield Finding(
                _(
                    "“%(words)s” speaks of an embargo, and there is none: readers would see these words. Take them away;"
                    " set an embargo if the press may read before the public."
                )
                % {"words": words},
                field=field,
                paragraph=paragraph,
                words=words,
            )


def _notice(text) -> str:
    found = EMBARGO.search(text)
    if found:
        return found["words"] or found["chinese"]
    shouted = EMBARGO_MARK.search(text)
    return shouted["words"] if shouted and text.upper() != text else ""


def left_for_later(ctx: Context) -> Findings:
    """What somebody meant to fill in."""
    for field, paragraph, text in ctx.texts():
        for found in PLACEHOLDER.finditer(text):
            yield Finding(
                _("“%(words)s” looks like something that was to be filled in.")
                % {"words": found[0][:_EXCERPT]},
                field=field,
                paragraph=paragraph,
                words=found[0],
            )


def doubled_word(ctx: Context) -> Findings:
    """A small word typed twice."""
    pattern = DOUBLED.get(ctx.language)
    if pattern is None:
        return
    for field, paragraph, text in ctx.texts():
        for found in pattern.finditer(text):
            yield Finding(
                _("“%(words)s”: the word stands twice.") % {"words": found[0]},
                field=field,
                paragraph=paragraph,
                words=found[0],
            )


def empty_heading(ctx: Context) -> Findings:
    """A heading without words: screen readers stop at nothing."""
    for number in ctx.body.empty_headings:
        yield Finding(_("There is an empty heading. Fill it or take it away."), paragraph=number)


RULES = (
    body_empty,
    title_form,
    summary_form,
    slug_form,
    embargo_words,
    left_for_later,
    doubled_word,
    empty_heading,
)
