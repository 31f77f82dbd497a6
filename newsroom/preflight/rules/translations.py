"""Rules that compare a text with the same text in other languages."""

from django.utils.translation import gettext as _

from newsroom.models.editions import Change
from newsroom.preflight.context import Context
from newsroom.preflight.finding import Finding, Findings
from newsroom.preflight.numbers import Number, numbers
from publishing.dates import long_date
from publishing.languages import Language


def number_differs(ctx: Context) -> Findings:
    """A figure or a date that is another one in the translation of the same paragraph."""
    ours = ctx.body.paragraphs
    for other in ctx.translations:
        theirs = other.body.paragraphs
        if len(ours) != len(theirs):
            continue  # it cannot be told which paragraph is which
        for mine, yours in zip(ours, theirs, strict=True):
            found = _one_difference(mine.text, ctx.language, yours.text, other.language)
            if found:
                yield Finding(
                    _("“%(mine)s” here, “%(yours)s” in the text in %(language)s. One of them is wrong.")
                    % {
                        "mine": found[0].words,
                        "yours": found[1].words,
                        "language": Language(other.language).label,
                    },
                    paragraph=mine.number,
                    words=found[0].words,
                )


def _one_difference(mine, language, yours, other_language) -> tuple[Number, Number] | None:
    """The two numbers, if the paragraphs have equally many and one each that the other has not."""
    ours, theirs = numbers(mine, language), numbers(yours, other_language)
    if len(ours) != len(theirs):
        return None  # words may stand for figures
    left = list(theirs)
    only_ours = []
    for number in ours:
        same = next((one for one in left if one.matches(number)), None)
        if same is None:
            only_ours.append(number)
        else:
            left.remove(same)
    return (only_ours[0], left[0]) if len(only_ours) == 1 and only_ours[0].kind == left[0].kind else None


def translation_is_older(ctx: Context) -> Findings:
    """The original was changed in public, and this translation was not saved since."""
    for other in ctx.translations:
        if other.is_original and other.correction:
            yield Finding(
                _(
                    "The text in %(language)s was changed on %(day)s (%(kind)s%(note)s), after this one was last saved."
                )
                % {
                    "language": Language(other.language).label,
                    "day": long_date(other.correction.at.date()),
                    "kind": Change(other.correction.kind).label,
                    "note": f": {other.correction.note}" if other.correction.note else "",
                },
                words=other.correction.at.isoformat(),
            )


RULES = (number_differs, translation_is_older)
