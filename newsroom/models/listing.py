"""What lists are made of: editions under each term they are listed by, and how many there are."""

from django.db import models

from .editions import Edition


class Listing(models.Model):  # noqa: DJ008 -- nobody ever sees a row
    """An edition under one term (see ``terms.py``), with what the order and the clock need: no list reads more.

    Written when an edition is made; only ``live_until`` changes. Rows of ended editions go when the clock is raised. Of a
    withdrawn one others hold from its end on, under the same terms below zero, with that instant as ``released_at``.
    """

    pk = models.CompositePrimaryKey("edition", "term")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="listings", db_index=False)
    term = models.BigIntegerField()
    released_at = models.DateTimeField()
    # The article's key, not a foreign key: nothing is ever looked up by it.
    article = models.BigIntegerField()
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["term", "-released_at", "-article"], name="newsroom_listing_latest"),)


class Turn(models.Model):  # noqa: DJ008 -- nobody ever sees a row
    """An instant at which the clock alone changes lists and counts: an edition begins or ends, or its end was told of."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="turns", db_index=False)
    begins = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["edition", "begins"], name="newsroom_turn_once"),)
        indexes = (models.Index(fields=["at"], name="newsroom_turn_by_time"),)


class Count(models.Model):  # noqa: DJ008 -- nobody ever sees a row
    """How many live texts there are under a term that are under another too; exact once the clock is settled."""

    pk = models.CompositePrimaryKey("term", "other")
    term = models.BigIntegerField()
    # A term without a language; 0 is everything.
    other = models.BigIntegerField()
    count = models.IntegerField()
    # When the list of the term last changed; only where ``other`` is everything.
    changed_at = models.DateTimeField(null=True)
