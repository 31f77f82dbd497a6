"""What may the press read before the public? One text under embargo, by a link that was made for one outlet."""

from dataclasses import dataclass

from django.core import signing

from publishing.clock import database_now
from publishing.site import absolute

from .models import Edition, PressLink
from .models.press import Result

PARAMETER = "press"


@dataclass(frozen=True)
class Admission:
    """What becomes of somebody who comes with a link: ``edition`` is what they may read, if ``result`` is READ."""

    link: PressLink
    result: Result
    edition: Edition | None = None
    # Whether the press may report already, though the text is not public here yet.
    is_free: bool = False


def token(link: PressLink) -> str:
    """What stands in the address of a link: its key, and our signature that nobody else can make."""
    return _signer().sign(link.key)


def address(link: PressLink, edition: Edition) -> str:
    """The whole address to send to the outlet: where the edition ahead will be public, with the token."""
    return f"{absolute(edition.get_absolute_url())}?{PARAMETER}={token(link)}"


def link_of(request) -> PressLink | None:
    """The link whose token the request bears, with its article (no text); ``None`` without one or if it is forged."""
    try:
        key = _signer().unsign(request.GET.get(PARAMETER, ""))
    except signing.BadSignature:
        return None
    return PressLink.objects.select_related("article__embargo").defer("article__body").filter(key=key).first()


def admit(link: PressLink) -> Admission:
    """What the link is good for now. After a publication it leads to the public page, whatever became of it before."""
    now = database_now()
    since = list(link.article.editions.filter(live_from__gt=link.made_at))
    ahead = next((edition for edition in since if edition.live_from > now), None)
    if any(edition.live_from <= now for edition in since):
        return Admission(link, Result.PUBLIC)
    if link.revoked_at is not None:
        return Admission(link, Result.REVOKED)
    if link.expires_at is not None and link.expires_at <= now:
        return Admission(link, Result.EXPIRED)
    if ahead is None or not hasattr(link.article, "embargo"):
        return Admission(link, Result.NOTHING)
    return Admission(link, Result.READ, ahead, is_free=link.article.embargo.until <= now)


def _signer():
    # A dot, because a colon at the end of a line is left out of links by some mail programs.
    return signing.Signer(salt="newsroom.press", sep=".")
