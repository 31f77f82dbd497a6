"""Two contents field by field, in the order of the desk's form."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import PurePosixPath

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from newsroom.content import complete
from newsroom.models import Article
from newsroom.models.articles import Kind
from newsroom.models.parts import ArticleAttachment, ArticleImage, ImageRole, Quote, SeeAlso
from publishing.dates import long_date, long_range
from publishing.languages import Language, listed

from .bodies import body_rows
from .labels import Labels
from .pieces import Piece, compare_words
from .rows import Part, Row, ordered, partners
from .sequences import Effort
from .tokens import atoms


@dataclass(frozen=True)
class Field:
    """One field of a text: ``name`` as in ``content.FIELDS``, a label, its rows, and the languages of the two texts."""

    name: str
    label: str
    rows: list[Row]
    old_language: str
    new_language: str

    @property
    def old_direction(self):
        return _direction(self.old_language)

    @property
    def new_direction(self):
        return _direction(self.new_language)

    @property
    def differs(self):
        return any(row.differs for row in self.rows)

    @property
    def folded(self):
        """The rows in order, as ``{"same": whether they are unchanged, "rows": […]}``."""
        return [
            {"same": same, "rows": list(rows)}
            for same, rows in groupby(self.rows, lambda row: row.kind == "same")
        ]


@dataclass(frozen=True)
class Comparison:
    fields: list[Field]

    @property
    def changed(self) -> list[Field]:
        return [field for field in self.fields if field.differs]

    @property
    def unchanged(self) -> str:
        """The labels of the fields that are the same, in one line."""
        return listed(field.label for field in self.fields if not field.differs)


def _direction(language):
    return "rtl" if language in settings.LANGUAGES_BIDI else "ltr"


def label_of(name: str) -> str:
    """What a field is called, in the language being spoken."""
    return next(capfirst(str(label)) for field, label, _rows in _fields() if field == name)


def compare(old: dict, new: dict, labels: Labels) -> Comparison:
    """All fields of two contents. Asks the database nothing; names come from ``labels``."""
    old, new = complete(old), complete(new)
    comparing = _Comparing(labels, Effort())
    return Comparison(
        [
            Field(
                name,
                capfirst(str(label)),
                list(rows(comparing, old, new, name)),
                old["language"],
                new["language"],
            )
            for name, label, rows in _fields()
        ]
    )


def _fields():
    label = {
        field.name: field.verbose_name
        for field in Article._meta.get_fields()
        if hasattr(field, "verbose_name")
    }
    value, text, names = _Comparing.value, _Comparing.text, _Comparing.names
    return [
        ("kind", label["kind"], value),
        ("language", label["language"], value),
        ("title", label["title"], text),
        ("slug", label["slug"], text),
        ("summary", label["summary"], text),
        ("places", label["places"], _Comparing.places),
        ("dates", label["dateline_date"], value),
        ("body", label["body"], _Comparing.body),
        ("quotes", Quote._meta.verbose_name_plural, _Comparing.quotes),
        ("images", ArticleImage._meta.verbose_name_plural, _Comparing.images),
        ("countries", label["countries"], names),
        ("topics", label["topics"], names),
        ("workshops", label["workshops"], names),
        ("agencies", label["agencies"], names),
        ("see_also", SeeAlso._meta.verbose_name_plural, _Comparing.see_also),
        ("attachments", ArticleAttachment._meta.verbose_name_plural, _Comparing.attachments),
        ("contact", label["contact"], text),
        ("originally_released_on", label["originally_released_on"], value),
        ("translation_key", _("translations"), value),
    ]


_THINGS = {"countries": "country", "topics": "topic", "workshops": "workshop", "agencies": "agency"}


class _Comparing:
    """One comparison: the names it uses and the work it may still do."""

    def __init__(self, labels, effort):
        self.labels, self.effort = labels, effort

    def value(self, old, new, name):
        """A value of a closed list or a date: never compared by its words."""
        part = self._values("", _in_words(old, name, self.labels), _in_words(new, name, self.labels))
        differs = _raw(old, name) != _raw(new, name)
        yield Row("changed" if differs else "same", [part], 1, 1)

    def text(self, old, new, name):
        part = self._words("", old[name], new[name], is_text=name != "slug")
        yield Row("changed" if part.differs else "same", [part], 1, 1)

    def body(self, old, new, name):
        return body_rows(old["body"], new["body"])

    def names(self, old, new, name):
        """Things in no order, by their names."""
        kind, before, after = _THINGS[name], set(old[name]), set(new[name])
        for key in sorted(before | after, key=lambda key: (self.labels.name(kind, key).casefold(), key)):
            row = "added" if key not in before else "removed" if key not in after else "same"
            yield Row(row, [_whole(row, self.labels.name(kind, key), is_text=False)])

    def places(self, old, new, name):
        places = [content["dateline"]["places"] for content in (old, new)]
        return self._rows(*places, [lambda key: key], self._place_parts)

    def _place_parts(self, old, new):
        return [self._named("", "place", old, new)]

    def quotes(self, old, new, name):
        keys = [lambda quote: (quote["text"], quote["speaker"]), lambda quote: quote["text"]]
        return self._rows(old[name], new[name], keys, self._quote_parts, words=lambda quote: quote["text"])

    def _quote_parts(self, old, new):
        return [
            self._words(_label(Quote, "text"), old.get("text"), new.get("text")),
            self._named(_label(Quote, "speaker"), "speaker", old.get("speaker"), new.get("speaker")),
            self._words(_label(Quote, "capacity"), old.get("capacity"), new.get("capacity")),
            self._named(_label(Quote, "agency"), "agency", old.get("agency"), new.get("agency")),
        ]

    def images(self, old, new, name):
        for row, old_use, new_use in self._paired(
            old[name], new[name], [lambda use: use["image"]], self._image_parts
        ):
            row.image = self.labels.images.get((new_use or old_use)["image"])
            yield row

    def _image_parts(self, old, new):
        roles = dict(ImageRole.choices)
        titles = [use and self.labels.name("image", use["image"]) for use in (old, new)]
        return [
            self._values(capfirst(_("title")), *titles),
            self._values(_label(ArticleImage, "role"), *(roles.get(use.get("role")) for use in (old, new))),
            self._words(_label(ArticleImage, "alt_text"), old.get("alt_text"), new.get("alt_text")),
            self._words(_label(ArticleImage, "caption"), old.get("caption"), new.get("caption")),
        ]

    def see_also(self, old, new, name):
        keys = [_target, lambda entry: entry.get("label") or _target(entry)]
        return self._rows(old[name], new[name], keys, self._see_also_parts)

    def _see_also_parts(self, old, new):
        parts = []
        for kind in ("article", "workshop"):
            if kind in (old | new):
                parts.append(
                    self._named(
                        _label(SeeAlso, {"article": "target"}.get(kind, kind)),
                        kind,
                        old.get(kind),
                        new.get(kind),
                    )
                )
        if "url" in (old | new):
            parts.append(self._words(_label(SeeAlso, "label"), old.get("label"), new.get("label")))
            parts.append(self._values(_label(SeeAlso, "url"), old.get("url"), new.get("url")))
        return parts

    def attachments(self, old, new, name):
        keys = [lambda entry: entry["file"], lambda entry: entry["title"]]
        return self._rows(old[name], new[name], keys, self._attachment_parts)

    def _attachment_parts(self, old, new):
        files = [PurePosixPath(entry.get("file", "")).name for entry in (old, new)]
        return [
            self._words(_label(ArticleAttachment, "title"), old.get("title"), new.get("title")),
            self._values(
                _label(ArticleAttachment, "file"), *files, is_same=old.get("file") == new.get("file")
            ),
        ]

    def _rows(self, old, new, keys, parts, words=None):
        return [row for row, _old, _new in self._paired(old, new, keys, parts, words)]

    def _paired(self, old, new, keys, parts, words=None):
        matched = partners(old, new, keys, words, self.effort)
        for i, j in ordered(old, new, matched):
            before, after = None if i is None else old[i], None if j is None else new[j]
            found = parts(before or {}, after or {})
            if j in matched.moved:
                kind = "moved"
            elif i is None or j is None:
                kind = "added" if i is None else "removed"
            else:
                kind = "changed" if any(part.differs for part in found) else "same"
            row = Row(kind, found, None if i is None else i + 1, None if j is None else j + 1)
            yield row, before, after

    def _named(self, label, kind, old, new):
        names = (self.labels.name(kind, key) if key else "" for key in (old, new))
        return self._values(label, *names, is_same=old == new)

    def _words(self, label, old, new, is_text=True):
        return Part(label, compare_words(atoms(old or ""), atoms(new or ""), self.effort), is_text)

    def _values(self, label, old, new, is_same=None):
        """``is_same`` where the same words may stand for different things."""
        old, new = str(old or ""), str(new or "")
        if old == new if is_same is None else is_same:
            return Part(label, _whole("same", new).pieces, is_text=False)
        return Part(label, _whole("removed", old).pieces + _whole("added", new).pieces, is_text=False)


def _whole(kind, text, is_text=True):
    """A line that stayed, came or went as a whole."""
    line = atoms(text)
    piece = Piece(kind, [] if kind == "added" else line, [] if kind == "removed" else line)
    return Part("", [piece] if line else [], is_text)


def _label(model, name):
    return capfirst(str(model._meta.get_field(name).verbose_name))


def _target(entry):
    return next(((kind, entry[kind]) for kind in ("article", "workshop", "url") if kind in entry), ())


def _raw(content, name):
    return (
        (content["dateline"]["date"], content["dateline"]["end_date"]) if name == "dates" else content[name]
    )


def _in_words(content, name, labels):
    raw = _raw(content, name)
    if name == "dates":
        first, last = raw
        return long_range(_day(first), _day(last or first)) if first else ""
    if name == "originally_released_on":
        return long_date(_day(raw)) if raw else ""
    if name == "translation_key":
        return labels.name("translation", raw) if raw else ""
    return str(dict({"kind": Kind, "language": Language}[name].choices).get(raw, raw))


def _day(text):
    return date.fromisoformat(text)
