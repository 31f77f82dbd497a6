"""What the parts of a text are called, and what the keys in them stand for, in an editor's words."""

import json
from collections import defaultdict

from django.utils.translation import gettext as _

from events.models import Agency, Place, Speaker, Workshop
from newsroom.merging import Conflict
from newsroom.models import Article, ArticleAttachment, ArticleImage, ArticlePlace, Image, Quote, SeeAlso

ROWS = {
    "places": ArticlePlace,
    "quotes": Quote,
    "images": ArticleImage,
    "see_also": SeeAlso,
    "attachments": ArticleAttachment,
}
# What a row names, and by which key.
NAMED = {
    "speaker": (Speaker, "slug"),
    "agency": (Agency, "slug"),
    "place": (Place, "slug"),
    "image": (Image, "sha256"),
    "article": (Article, "uid"),
}
ABOUT = {"places": "place", "images": "image"}  # by which key a list names what its rows are about


def place_of(part: str, place: int = 0, field: str = "") -> str:
    """Where in a text something is: ``title``, ``paragraph 3``, ``quote 2, capacity``."""
    if part == "body":
        return _("paragraph %d") % place
    if part == "days":
        return _("dates of the dateline")
    if part == "lead":
        return _("lead image")
    if part not in ROWS:
        return str(Article._meta.get_field(part).verbose_name)
    options = ROWS[part]._meta
    if field == "order":
        return _("order: %s") % options.verbose_name_plural
    if not place:
        return str(options.verbose_name_plural)
    where = f"{options.verbose_name} {place}"
    return f"{where}, {options.get_field(field).verbose_name}" if field else where


class Names:
    """What keys stand for. One query for each kind of thing that the conflicts name."""

    def __init__(self, conflicts):
        wanted = defaultdict(set)
        for conflict in conflicts:
            for value in (conflict.base, conflict.theirs, conflict.mine):
                for name, key in _keys(conflict, value):
                    wanted[name].add(key)
        self._names = {}
        for name, keys in wanted.items():
            if name == "workshop":
                rows = Workshop.objects.filter(slug__in={key.partition("/")[2] for key in keys})
                self._names |= {(name, row.reference): str(row) for row in rows}
            elif name == "translation_key":
                for row in Article.objects.filter(translation_key__in=keys).only("translation_key", "title"):
                    self._names.setdefault((name, str(row.translation_key)), row.title)
            else:
                model, field = NAMED[name]
                rows = model.objects.filter(**{f"{field}__in": keys})
                self._names |= {(name, str(getattr(row, field))): str(row) for row in rows}

    def text(self, conflict: Conflict, value) -> str:
        """A side of a conflict as an editor reads it, ``""`` for nothing; of the body the HTML."""
        part, field = conflict.part, conflict.field
        if not value or part == "body":
            return value or ""
        if part == "days":
            return " – ".join(day for day in value if day)
        if field == "order":
            return "\n".join(f"{n}. {self._about(part, key)}" for n, key in enumerate(value, 1))
        if isinstance(value, dict):
            lines = ((name, self._in_row(name, one)) for name, one in value.items() if one)
            return "\n".join(f"{self._label(part, name)}: {text}" for name, text in lines)
        if part == "lead":
            return self.named("image", value)
        choices = () if part in ROWS else Article._meta.get_field(part).choices or ()
        return str(dict(choices).get(value, "")) or self.named(field or part, value)

    def named(self, name, key) -> str:
        return self._names.get((name, key), key)

    def _label(self, part, name):
        fields = {field.name: field.verbose_name for field in ROWS[part]._meta.get_fields() if field.concrete}
        return fields.get({"article": "target"}.get(name, name), name)

    def _in_row(self, name, value):
        roles = dict(ArticleImage._meta.get_field("role").choices)
        return str(roles.get(value, value)) if name == "role" else self.named(name, value)

    def _about(self, part, key):
        if part == "see_also":
            ((name, value), *_rest) = json.loads(key).items()
            return self.named(name, value)
        return self.named(ABOUT.get(part), key)


def _keys(conflict, value):
    """The keys in a side of a conflict, each with the name of what it names."""
    if not value:
        return
    if conflict.field == "order":
        for key in value:
            if conflict.part == "see_also":
                yield from (
                    (name, one) for name, one in json.loads(key).items() if name in ("article", "workshop")
                )
            elif conflict.part in ABOUT:
                yield ABOUT[conflict.part], key
    elif isinstance(value, dict):
        yield from (
            (name, one) for name, one in value.items() if one and (name in NAMED or name == "workshop")
        )
    elif conflict.part == "lead":
        yield "image", value
    elif conflict.field in NAMED or conflict.part == "translation_key":
        yield conflict.field or conflict.part, value
