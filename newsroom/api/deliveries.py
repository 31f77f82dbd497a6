"""The door by which other systems deliver releases: with a token, and each becomes a draft once."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as Refused
from django.urls import reverse
from ninja import Schema
from ninja.security import HttpBearer
from pydantic import Field, ValidationError

from newsroom.data.views import as_json
from newsroom.delivering.receiving import Changed, owner_of, receive
from newsroom.delivering.shapes import Envelope
from publishing.problems import problem
from publishing.site import absolute

from .releases import router  # an address has one router, whatever the method

MAX_BYTES = 2_000_000


class Bearer(HttpBearer):
    """``Authorization: Bearer`` and a token; a cookie never counts."""

    def authenticate(self, request, token):
        return owner_of(token)


class Receipt(Schema):
    id: str = Field(description="The URN that the release will have once it is public.")
    is_new: bool = Field(description="False if it had come before: nothing was changed.")
    desk_url: str
    missing: list[str] = Field(description="What the release names and the archive does not have; left out.")


_BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "oneOf": [
                    Envelope.model_json_schema(ref_template="#/components/schemas/Delivered{model}"),
                    {
                        "type": "object",
                        "required": ["uri", "language"],
                        "properties": {"uri": {"type": "string"}, "language": {"type": "string"}},
                        "description": "A news object in ninjs 3.1; its uri is the source id.",
                    },
                ]
            }
        }
    },
}
_ENVELOPE = _BODY["content"]["application/json"]["schema"]["oneOf"][0]
# The parts of it, for the components of the document.
SHAPES = {f"Delivered{name}": shape for name, shape in _ENVELOPE.pop("$defs").items()}


@router.post(
    "/releases",
    auth=Bearer(),
    response={201: Receipt, 200: Receipt},
    operation_id="deliver_release",
    summary="Deliver a release",
    openapi_extra={"requestBody": _BODY},
)
def deliver(request):
    """A release in ninjs 3.1, or in an envelope with its source id, becomes a draft of the owner of the token.

    The same source id with the same content answers 200 with what was made of it; with another content 409. Nothing of
    it is public until an editor publishes it.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > min(MAX_BYTES, settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
        return problem(413, f"A release may have {MAX_BYTES} bytes.")
    if not (request.content_type == "application/json" or request.content_type.endswith("+json")):
        return problem(415, "Send application/json.")
    try:
        found = receive(request.body, by=request.auth)
    except ValidationError as error:
        faults = [
            {"parameter": ".".join(map(str, each["loc"])), "detail": each["msg"]}
            for each in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        return _invalid(faults)
    except Refused as error:
        told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        return _invalid(
            [{"parameter": name, "detail": text} for name, texts in told.items() for text in texts]
        )
    except PermissionDenied as error:
        return problem(403, str(error))
    except Changed as error:
        detail = "Another content came under this source id. Change the draft at the desk."
        return problem(409, detail, desk_url=_desk(error.article))
    receipt = {
        "id": f"urn:uuid:{found.article.uid}",
        "is_new": found.is_new,
        "desk_url": _desk(found.article),
        "missing": found.missing,
    }
    return as_json(receipt, status=201 if found.is_new else 200)


def _invalid(faults):
    return problem(422, f"{faults[0]['parameter']}: {faults[0]['detail']}".removeprefix(": "), faults=faults)


def _desk(article) -> str:
    return absolute(reverse("admin:newsroom_article_change", args=[article.pk]))
