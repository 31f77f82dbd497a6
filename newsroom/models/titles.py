"""The words of titles: what the desk finds articles by, among hundreds of thousands, without reading them all."""

from django.db import models

from .articles import Article


class TitleWord(models.Model):  # noqa: DJ008 -- nobody ever sees a row
    """A word of the title of an article's working copy, folded. ``newsroom.titles`` alone writes and reads these rows."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="title_words", db_index=False)
    word = models.CharField(max_length=40)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["article", "word"], name="newsroom_titleword_once"),)
        indexes = (
            # PostgreSQL compares the beginnings of words by an index of this class only.
            models.Index(
                fields=["word", "article"],
                name="newsroom_titleword_found",
                opclasses=["varchar_pattern_ops", "int8_ops"],
            ),
        )
