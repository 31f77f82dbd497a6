"""The names of what contents refer to by keys: looked up once for a comparison, however long it is."""

from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import get_language

from events.models import Agency, Country, Place, Speaker, Topic, Workshop
from newsroom import datelines
from newsroom.content import complete
from newsroom.models import Article, Image


@dataclass
class Labels:
    """``names`` by ``(kind, key)``; ``images`` by SHA-256. Whoever makes one decides what may be named to whom."""

    names: dict[tuple[str, str], str] = field(default_factory=dict)
    images: dict[str, Image] = field(default_factory=dict)

    def name(self, kind: str, key: str) -> str:
        """The name of a thing, or its key where it is gone or may not be named."""
        return self.names.get((kind, key)) or key


def for_editors(contents: list[dict]) -> Labels:
    """The names of everything in some contents, public or not, in the language being spoken: nine queries at most."""
    wanted = {}
    for content in map(complete, contents):
        for kind, key in _keys(content):
            if isinstance(key, str) and key:
                wanted.setdefault(kind, set()).add(key)
    labels = Labels()
    for kind, keys in wanted.items():
        for key, name in _READ[kind](keys, labels):
            labels.names[kind, key] = str(name)
    return labels


def _keys(content):
    for name, kind in (("countries", "country"), ("topics", "topic"), ("agencies", "agency")):
        yield from ((kind, key) for key in content[name])
    yield from (("workshop", key) for key in content["workshops"])
    yield from (("place", key) for key in content["dateline"]["places"])
    for quote in content["quotes"]:
        yield from (("speaker", quote["speaker"]), ("agency", quote["agency"]))
    for entry in content["see_also"]:
        yield from ((kind, entry.get(kind)) for kind in ("article", "workshop"))
    yield from (("image", use["image"]) for use in content["images"])
    yield "translation", content["translation_key"]


def _by(model, key):
    def read(keys, labels):
        rows = model.objects.filter(**{f"{key}__in": keys})
        return [(str(getattr(row, key)), getattr(row, "local_name", None) or str(row)) for row in rows]

    return read


def _places(keys, labels):
    rows = Place.objects.filter(slug__in=keys).select_related("country")
    return [(row.slug, datelines.render([row], None, None, get_language() or "en")) for row in rows]


def _workshops(keys, labels):
    known = [key for key in keys if key.partition("/")[0].isdecimal()]
    return [(row.reference, row.local_name) for row in Workshop.objects.named(known)]


def _articles(keys, labels):
    rows = Article.objects.filter(uid__in=filter(_is_uuid, keys)).only("uid", "title")
    return [(str(row.uid), row.title) for row in rows]


def _is_uuid(key):
    try:
        UUID(key)
    except ValueError:
        return False
    return True


def _translations(keys, labels):
    groups = {}
    rows = Article.objects.filter(translation_key__in=filter(_is_uuid, keys)).only("translation_key", "title")
    for row in rows.order_by("language", "pk"):
        groups.setdefault(str(row.translation_key), []).append(row.title)
    return [(key, " · ".join(titles)) for key, titles in groups.items()]


def _images(keys, labels):
    labels.images = {row.sha256: row for row in Image.objects.filter(sha256__in=keys)}
    return [(key, row.title) for key, row in labels.images.items()]


_READ = {
    "country": _by(Country, "iso2"),
    "topic": _by(Topic, "slug"),
    "agency": _by(Agency, "slug"),
    "speaker": _by(Speaker, "slug"),
    "place": _places,
    "workshop": _workshops,
    "article": _articles,
    "translation": _translations,
    "image": _images,
}
