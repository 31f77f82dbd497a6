"""Saying into which languages a text is to be translated."""

from django.db import transaction
from django.utils.translation import gettext as _

from newsroom.editions import WorkflowError
from newsroom.models import Article
from newsroom.models.log import Verb
from newsroom.translations import wanted
from publishing.clock import database_now
from publishing.languages import Language, listed

from .step import demand, latest_revision, log


def want_translations(article, languages, *, by) -> list[str]:
    """The text and its translations are to exist in these languages; returns those in the order of the site.

    The desk reminds of each until it is public. Readers see nothing of it, and no revision is made.
    """
    demand(by, "change_article", article)
    if unknown := set(languages) - set(Language.values):
        raise WorkflowError(_("Unknown languages: %s") % ", ".join(sorted(unknown)))
    languages = [code for code in Language.values if code in languages]
    with transaction.atomic():
        key = Article.objects.values_list("translation_key", flat=True).get(pk=article.pk)
        group = list(Article.objects.select_for_update().filter(translation_key=key).order_by("pk"))
        if wanted(group) == languages:
            return languages
        for place, row in enumerate(group):
            row.translations_wanted = [] if place else languages
            row.save(update_fields=["translations_wanted"])
        names = listed(Language(code).label for code in languages)
        log(article, Verb.WANTED, by, database_now(), latest_revision(article), names)
    return languages
