"""The house rules: each a function from a context to findings. The name of the function is the rule's id."""

from . import about, dates, links, marks, pictures, quotes, translations, wording

RULES = (
    *wording.RULES,
    *dates.RULES,
    *marks.RULES,
    *quotes.RULES,
    *links.RULES,
    *pictures.RULES,
    *about.RULES,
    *translations.RULES,
)
