"""What search is made of: a row for each edition that is or will be live, the words there are, and the names of things."""

from django.db import models

from events.models.reference import one_of
from publishing.languages import Language

from .editions import Edition

_WORD = 40  # characters, as ``search.words.LONGEST``


class SearchText(models.Model):  # noqa: DJ008 -- nobody ever sees a row
    """An edition in the search index, with what ranking and the clock need. Its words are where its database finds them.

    Written when an edition is made; only ``live_until`` changes. Rows of ended editions go when the clock is raised.
    """

    # In the order of lists: see ``search.questions.position``.
    position = models.BigIntegerField(primary_key=True)
    edition = models.OneToOneField(Edition, models.CASCADE, related_name="search_text")
    article = models.BigIntegerField()
    released_at = models.DateTimeField()
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True)
    # The stems of the title, of the summary, and of what the text says often: three lines.
    head = models.TextField()


class SearchWord(models.Model):  # noqa: DJ008 -- nobody ever sees a row
    """A word as it is written in live texts of a language, and in how many; exact once the clock is settled."""

    language = models.CharField(max_length=8, choices=Language.choices)
    written = models.CharField(max_length=_WORD)
    # Without accents, as it may be typed; and what the index knows it by.
    bare = models.CharField(max_length=_WORD)
    stem = models.CharField(max_length=_WORD)
    texts = models.IntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["language", "written"], name="newsroom_searchword_once"),
            one_of("newsroom_searchword_language", "language", Language),
        )
        indexes = (
            # LIKE needs an order of its own on PostgreSQL.
            models.Index(
                fields=["language", "bare"],
                opclasses=["", "varchar_pattern_ops"],
                name="newsroom_searchword_bare",
            ),
            models.Index(fields=["language", "stem"], name="newsroom_searchword_stem"),
        )


class ThingName(models.Model):  # noqa: DJ008 -- nobody ever sees a row
    """A name of a country, a speaker, a workshop … (a ``Facet`` and a primary key), and its folded words as ``key``."""

    facet = models.SmallIntegerField()
    value = models.BigIntegerField()
    name = models.CharField(max_length=255)
    key = models.CharField(max_length=255, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["facet", "value", "name"], name="newsroom_thingname_once"),
        )


class ThingWord(models.Model):  # noqa: DJ008 -- nobody ever sees a row
    """A word of the names of a thing."""

    word = models.CharField(max_length=_WORD)
    facet = models.SmallIntegerField()
    value = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["facet", "value", "word"], name="newsroom_thingword_once"),
        )
        indexes = (
            models.Index(fields=["word"], opclasses=["varchar_pattern_ops"], name="newsroom_thingword_word"),
        )
