"""Where is a picture shown, and where was it?"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from newsroom.models import Article, ArticleImage, Edition

MOST = 50


@dataclass(frozen=True)
class Usages:
    """The articles that show a picture or once did, the newest first, and whether there are more of them."""

    articles: list
    has_more: bool


def usages(image) -> Usages:
    """Each article has ``in_copy``, ``is_live`` and ``was_public``. Two queries, both by indexes.

    The table of mentions says which articles they are; only in those, at most fifty, the text is searched.
    """
    mentions = image.mentions.order_by("-article_id").values_list("article_id", flat=True)
    keys = [*mentions[: MOST + 1]] if image.pk else []
    listed = ArticleImage.objects.filter(article=OuterRef("pk"), image=image)
    editions = Edition.objects.filter(article=OuterRef("pk"), files__path=image.file.name)
    articles = (
        Article.objects.filter(pk__in=keys[:MOST])
        .annotate(
            in_copy=Q(Exists(listed)) | Q(body__contains=image.file.name),
            is_live=Exists(editions.live()),
            was_public=Exists(editions),
        )
        .only("title", "language")
        .order_by("-pk")
    )
    return Usages(list(articles), len(keys) > MOST)
