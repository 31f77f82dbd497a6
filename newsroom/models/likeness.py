"""What a text is recognised by: kept so that a copy of it is found without reading the archive."""

from django.db import models

from publishing.languages import Language

from .articles import Article


class Likeness(models.Model):  # noqa: DJ008 -- nobody ever sees a row
    """The fingerprint of an article as last saved: of its title, and of eight parts of its body.

    Two texts that share most of their five-word sequences share some of the eight values; others hardly ever do.
    ``newsroom.likeness`` makes them.
    """

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="likeness")
    language = models.CharField(max_length=8, choices=Language.choices)
    title = models.BigIntegerField()
    body_1 = models.BigIntegerField(null=True)
    body_2 = models.BigIntegerField(null=True)
    body_3 = models.BigIntegerField(null=True)
    body_4 = models.BigIntegerField(null=True)
    body_5 = models.BigIntegerField(null=True)
    body_6 = models.BigIntegerField(null=True)
    body_7 = models.BigIntegerField(null=True)
    body_8 = models.BigIntegerField(null=True)

    BODY = tuple(f"body_{number}" for number in range(1, 9))

    class Meta:
        indexes = (
            models.Index(fields=["title", "language"], name="newsroom_likeness_title"),
            *(
                models.Index(fields=[f"body_{number}"], name=f"newsroom_likeness_body_{number}")
                for number in range(1, 9)
            ),
        )
