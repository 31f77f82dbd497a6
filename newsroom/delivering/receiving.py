"""A delivered release becomes a draft, once: whoever sends it again gets the same article."""

import hashlib
import secrets
from dataclasses import dataclass, field

from django.core.exceptions import BadRequest
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from pydantic_core import from_json

from events.models import Country
from newsroom import content as contents
from newsroom import workflow
from newsroom.models import Article, Delivery, Token
from publishing.clock import DatabaseNow

from .ninjs import NewsObject
from .shapes import Envelope


@dataclass
class Delivered:
    """The article, whether it was made now, and what of the release is not in it."""

    article: Article
    is_new: bool = True
    missing: list[str] = field(default_factory=list)


class Changed(Exception):
    """Another content came under this source id before; its article is ``article``."""

    def __init__(self, article):
        super().__init__()
        self.article = article


def make_token(name: str, owner) -> tuple[Token, str]:
    """A token that is not saved yet, and the secret by which a system shows it, which is kept nowhere."""
    secret = secrets.token_urlsafe(32)
    return Token(name=name, owner=owner, digest=_digest(secret)), secret


def owner_of(secret: str):
    """The user whose valid token this is, or ``None``; notes that it was used."""
    token = Token.objects.valid().select_related("owner").filter(digest=_digest(secret)).first()
    if token is None:
        return None
    Token.objects.filter(pk=token.pk).update(last_used_at=DatabaseNow())
    return token.owner


def _digest(secret):
    # Of 256 random bits: nothing slower is needed, there is nothing to guess.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def receive(raw: bytes, *, by) -> Delivered:
    """Read a release and make it a draft of ``by``, all or nothing.

    Raises ``BadRequest`` for what is no JSON, pydantic's or Django's ``ValidationError`` for values that no release may
    have, ``PermissionDenied`` where ``by`` has not the right, and ``Changed``.
    """
    try:
        said = from_json(raw)
    except ValueError as error:
        raise BadRequest(f"This is not JSON: {error}") from error
    if not isinstance(said, dict):
        raise BadRequest("This is no object.")
    left = []
    if "release" in said or "source_id" in said:
        envelope = Envelope.model_validate(said)
        source_id, release = envelope.source_id, envelope.release
    else:
        news = NewsObject.model_validate(said)
        source_id = news.uri
        release, left = news.content(dict(Country.objects.values_list("slug", "iso2")))
    delivered = _deliver(source_id, release.content(source_id), by)
    delivered.missing += left
    return delivered


def _deliver(source_id, content, by) -> Delivered:
    digest = contents.digest(contents.dump(content))
    known = Delivery.objects.select_related("article").filter(owner=by, source_id=source_id)
    if earlier := known.first():
        return _again(earlier, digest)
    try:
        with transaction.atomic():
            note = _("delivered as %s") % source_id
            article, missing = workflow.create(content, by=by, note=note[:255])
            Delivery.objects.create(owner=by, source_id=source_id, digest=digest, article=article)
    except IntegrityError:
        earlier = known.first()  # the same came at the same time
        if earlier is None:
            raise
        return _again(earlier, digest)
    return Delivered(article, missing=missing)


def _again(earlier, digest) -> Delivered:
    if earlier.digest != digest:
        raise Changed(earlier.article)
    return Delivered(earlier.article, is_new=False)
