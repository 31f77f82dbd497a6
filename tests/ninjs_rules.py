"""What IPTC's standard demands of a news object in ninjs 3.1, as a JSON schema (2020-12).

Written from the standard (IPTC, ninjs 3.1 of 2025-05-21, http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json, CC BY 4.0): its
properties with their types, formats and values, none other allowed. Left out are those for planned coverage and for sound and
moving pictures, which a newsroom of texts has none of; so whatever is valid here is valid there.
"""

from jsonschema import Draft202012Validator, FormatChecker

_TEXT = {"type": "string"}
_URI = {"type": "string", "format": "uri"}
_INSTANT = {"type": "string", "format": "date-time"}
_INTEGER = {"type": "integer"}


def _exactly(*required, **properties) -> dict:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": list(required),
    }


def _several(item) -> dict:
    return {"type": "array", "items": item}


_WORDS = {"role": _TEXT, "contentType": _TEXT, "value": _TEXT}
_NAMED = {"name": _TEXT, "rel": _TEXT, "uri": _URI, "literal": _TEXT}
_RENDITION = _exactly(
    "name",
    name=_TEXT,
    href=_URI,
    contentType=_TEXT,
    title=_TEXT,
    width=_INTEGER,
    height=_INTEGER,
    sizeInBytes=_INTEGER,
    format=_TEXT,
)
_PROPERTIES = {
    "uri": _URI,
    "type": {
        "enum": [
            *("text", "audio", "video", "picture", "graphic"),
            *("composite", "component", "event", "planning"),
        ]
    },
    "representationType": {"enum": ["full", "partial"]},
    "profile": _TEXT,
    "version": _TEXT,
    **dict.fromkeys(
        ("firstCreated", "versionCreated", "contentCreated", "embargoedUntil", "expires"), _INSTANT
    ),
    "pubStatus": {"enum": ["usable", "withheld", "canceled"]},
    "urgency": {"type": "integer", "minimum": 1, "maximum": 9},
    **dict.fromkeys(("copyrightHolder", "copyrightNotice", "usageTerms", "edNote", "language"), _TEXT),
    **dict.fromkeys(("title", "by", "slugline", "located"), _TEXT),
    "descriptions": _several(_exactly("value", **_WORDS)),
    "headlines": _several(_exactly("value", **_WORDS)),
    "bodies": _several(_exactly("value", **_WORDS, charCount=_INTEGER, wordCount=_INTEGER)),
    **dict.fromkeys(
        ("people", "organisations", "places", "subjects", "objects"), _several(_exactly(**_NAMED))
    ),
    "events": _several(_exactly(id=_TEXT, **_NAMED)),
    "infoSources": _several(_exactly(name=_TEXT, role=_TEXT, uri=_URI, literal=_TEXT)),
    "genres": _several(_exactly(name=_TEXT, uri=_TEXT, literal=_TEXT)),
    "renditions": _several(_RENDITION),
    "altIds": _several(_exactly(role=_TEXT, value=_TEXT)),
    "standard": _exactly(name=_TEXT, version=_TEXT, schema=_URI),
}
_ASSOCIATED = _exactly("name", "uri", **_PROPERTIES, name=_TEXT, rel=_TEXT)
_SCHEMA = _exactly("uri", **_PROPERTIES, associations=_several(_ASSOCIATED))
_VALIDATOR = Draft202012Validator(_SCHEMA, format_checker=FormatChecker())


def faults(news_object) -> list[str]:
    """What is wrong with a news object, each with its place; best: nothing."""
    return [f"{error.json_path}: {error.message}" for error in _VALIDATOR.iter_errors(news_object)]
