"""A new draft made of a text: to write one like it, or its translation."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from newsroom import content as contents
from newsroom.editions import WorkflowError
from newsroom.models import Address, Article
from publishing.languages import Language

from .saving import create
from .step import demand

_LONGEST = Article._meta.get_field("title").max_length
_LONGEST_SLUG = Article._meta.get_field("slug").max_length


def duplicate(article, *, by) -> tuple[Article, list[str]]:
    """A draft that says what the working copy says, as a text of its own without dates; and what it names in vain."""
    demand(by, "add_article")
    content = contents.snapshot(article)
    return create(
        content
        | {
            "translation_key": str(uuid.uuid4()),
            "title": (_("Copy of %s") % content["title"])[:_LONGEST],
            "slug": _free_slug(content["slug"], content["language"]),
            "dateline": content["dateline"] | {"date": None, "end_date": None},
            "originally_released_on": None,
        },
        by=by,
        note=_clipped(_("copy of %s") % content["title"]),
    )


def translate(article, language: str, *, by) -> tuple[Article, list[str]]:
    """A draft in another language with the words still to be translated; and what it names in vain.

    Pictures lose what was said of them, since that is in the other language. "See also" leads to translations.
    """
    demand(by, "add_article")
    if language not in Language.values:
        raise WorkflowError(_("Choose one of the languages of the site."))
    with transaction.atomic():
        # Whoever else begins a translation of these texts is waited for.
        family = Article.objects.select_for_update().filter(translation_key=article.translation_key)
        present = {one.language: one for one in family.order_by("pk")}
        if language in present:
            raise WorkflowError(
                _("There is a translation into this language already: %s") % present[language].title
            )
        content = contents.snapshot(article)
        return create(
            content
            | {
                "language": language,
                "slug": _free_slug(content["slug"], language),
                "see_also": _in_language(content["see_also"], language),
                "images": [use | {"alt_text": "", "caption": ""} for use in content["images"]],
            },
            by=by,
            note=_clipped(_("to be translated from %s") % Language(article.language).label),
        )


def _clipped(note: str) -> str:
    return note if len(note) <= 255 else f"{note[:254]}…"


def _free_slug(slug: str, language: str) -> str:
    """The slug, or the next with a number at its end that no text in the language has or had."""
    base, number = slug, 1
    while any(model.objects.filter(language=language, slug=slug).exists() for model in (Article, Address)):
        number += 1
        end = f"-{number}"
        slug = base[: _LONGEST_SLUG - len(end)] + end
    return slug


def _in_language(entries, language: str) -> list[dict]:
    """Pinned links where each text that has a translation into the language is replaced by it."""
    uids = [entry["article"] for entry in entries if "article" in entry]
    keys = dict(Article.objects.filter(uid__in=uids).values_list("uid", "translation_key"))
    rows = Article.objects.filter(translation_key__in=keys.values(), language=language)
    there = dict(rows.values_list("translation_key", "uid"))
    translated = {str(uid): str(there[key]) for uid, key in keys.items() if key in there}
    return [
        {"article": translated.get(entry["article"], entry["article"])} if "article" in entry else entry
        for entry in entries
    ]
