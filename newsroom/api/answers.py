"""What every answer of the API has in common: pages that lead on, and only the fields that were asked for."""

from django.core.exceptions import BadRequest

from newsroom.data.views import as_json
from publishing.languages import NAME_COLUMNS, Language
from publishing.site import absolute

from .schemas import Sparse, key_of


def one(request, item: dict, schema: type[Sparse]):
    """A thing, with the fields that ``fields=`` names, or all."""
    return as_json(_narrowed([item], _fields(request, schema))[0])


def page(request, items: list[dict], cursor: str | None, schema: type[Sparse]):
    """Some things of a list, and where it goes on: from ``cursor``, if it does."""
    following = None
    if cursor:
        query = request.GET.copy()
        query["cursor"] = cursor
        following = absolute(f"{request.path}?{query.urlencode()}")
    response = as_json({"items": _narrowed(items, _fields(request, schema)), "next": following})
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


def _fields(request, schema):
    text = request.GET.get("fields", "").strip()
    if not text:
        return None
    asked = {part.strip() for part in text.split(",")} - {""}
    known = schema.model_fields
    if unknown := sorted(asked - known.keys()):
        raise BadRequest(f"There is no field {unknown[0][:100]}. There are: {', '.join(known)}.")
    return asked | {key_of(schema)}


def _narrowed(items, fields):
    if fields is None:
        return items
    return [{name: value for name, value in item.items() if name in fields} for item in items]


def names(thing) -> dict[str, str]:
    """The names of a thing by language, as far as they are known."""
    found = {
        Language(code).tag: getattr(thing, column)
        for code, column in NAME_COLUMNS.items()
        if getattr(thing, column)
    }
    return {"name": thing.name, "names": found}


def url(thing) -> str:
    """The full address of its page, in the language being spoken."""
    return absolute(thing.get_absolute_url())
