"""What the form of an article tells while one writes: lengths, the address, and the translations."""

from django.utils.translation import gettext as _

from newsroom import translations
from newsroom.lengths import PER_MINUTE, count_words, reading_minutes


def context(article, standing, form) -> dict:
    """What the parts of the form need besides their fields."""
    group = getattr(form, "group", [])
    was_public = bool(standing) and any(row.live_from <= standing.now for row in standing.editions)
    if "slug" in form.fields and not was_public:
        form.fields["slug"].help_text = _(
            "The last part of the address. It follows the title until the text is first public, unless you change it."
        )
    language = article.language if article else "en"
    words = count_words(article.body, language) if article else 0
    return {
        "translations": [row for row in group if row != article],
        "missing_translations": translations.missing(group),
        "slug_follows": not was_public,
        "words": words,
        "minutes": reading_minutes(words, language),
        "per_minute": PER_MINUTE,
    }
