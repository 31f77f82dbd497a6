"""What is at the address of a release? The text itself, the one that moved from there, or what is left of it."""

from typing import NamedTuple

from django.db.models import CharField

from publishing.prepared import Param, Prepared

from .models import Address, Edition, Withdrawal
from .models.editions import Reason


class Located(NamedTuple):
    """An edition that readers may see, or the last of one that is withdrawn: of that no text, unless it ``is_readable``."""

    edition: Edition
    withdrawal: Withdrawal | None = None
    is_here: bool = True  # and not at another address now

    @property
    def is_readable(self) -> bool:
        return self.withdrawal is None or self.withdrawal.reason == Reason.READABLE

    def replacement(self) -> Edition | None:
        """The live text that took the place of a withdrawn one. One query, if there is any."""
        key = self.withdrawal and self.withdrawal.replaced_by_id
        return Edition.objects.live().filter(article=key).first() if key else None


def locate(language, year, month, slug) -> Located | None:
    """What is at an address, with its text; ``None`` if nothing public ever was. One query for what is live there."""
    here = {"language": language, "year": year, "month": month, "slug": slug}
    editions = _at_address(**here)
    if editions:
        return Located(editions[0])
    owner = Address.objects.filter(**here).values_list("article", flat=True).first()
    return owner and of_article(owner)


def of_article(article: int) -> Located | None:
    """The same for an article, wherever it is."""
    live = Edition.objects.live().select_related("revision").filter(article=article).first()
    if live is not None:
        return Located(live, is_here=False)
    last = (
        Edition.objects.ended()
        .for_detail()
        .select_related("withdrawal__replaced_by")
        .filter(article=article, withdrawal__isnull=False)
        .order_by("-number")
        .first()
    )
    # Without any it is scheduled, and not public yet.
    return last and Located(last, last.withdrawal)


_at_address = Prepared(
    lambda: (
        Edition.objects.live()
        .select_related("revision")
        .filter(
            language=Param("language", CharField()),
            year=Param("year"),
            month=Param("month"),
            slug=Param("slug", CharField()),
        )
        .order_by()
    )
)
