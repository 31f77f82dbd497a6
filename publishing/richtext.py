"""Rich text that is safe to show: one list of what is allowed, for the editor and for the cleaner alike."""

import re

import nh3
from django_prose_editor.config import allowlist_from_extensions, expand_extensions
from django_prose_editor.fields import ProseEditorField

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "HardBreak": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Image": True,
    "Caption": True,
    "Figure": {"pickerUrl": "/admin/newsroom/image/pick/"},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "SpecialCharacters": True,
    "WordPaste": True,  # ours: static/editor/word-paste.js
    "HTML": False,
}

# Pictures come from the image library, never from elsewhere: an outside address tells somebody who reads.
_LIBRARY_IMAGE = re.compile(r"^/media/images/[\w./-]+$")
_IMAGE_WITHOUT_SOURCE = re.compile(r"<img(?![^>]*\ssrc=)[^>]*>")
_EMPTY_FIGURE = re.compile(r"<figure[^>]*>\s*(?:<figcaption>.*?</figcaption>)?\s*</figure>", re.DOTALL)
_FIGURE_TAG = re.compile(r"</?figure[^>]*>")
_HEADING_TAG = re.compile(r"<(/?)h[23]\b[^>]*>")
_EMPTY = re.compile(r"^\s*(?:<(p|h2|h3|blockquote)>\s*(?:<br>)?\s*</\1>\s*)+$")


def _attribute(tag, attribute, value):
    if attribute == "src":
        return value if _LIBRARY_IMAGE.match(value) and ".." not in value else None
    if attribute == "dir":
        return value if value in ("ltr", "rtl", "auto") else None
    if attribute in ("class", "rel", "data-type", "data-file"):
        return None
    return value


def _make_cleaner():
    allowed = allowlist_from_extensions(expand_extensions(EXTENSIONS))
    attributes = allowed["attributes"]
    for tag in allowed["tags"]:
        attributes.setdefault(tag, set()).update(("lang", "dir"))
    return nh3.Cleaner(
        tags=allowed["tags"],
        attributes=attributes,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


_cleaner = None


def clean_html(html: str) -> str:
    """The same text with nothing in it but what the editor offers; ``""`` for a text without words.

    Scripts, styles, event handlers, frames, pictures from outside, and addresses other than http, https,
    mailto and relative ones are gone. Cleaning twice changes nothing more.
    """
    global _cleaner
    if _cleaner is None:  # The extensions are read from the settings, which are not there at import.
        _cleaner = _make_cleaner()
    html = _cleaner.clean(html.replace("\x00", ""))
    html = _without_empty_figures(_IMAGE_WITHOUT_SOURCE.sub("", _without_inner_headings(html)))
    return "" if _EMPTY.match(html) else html.strip()


def _without_inner_headings(html: str) -> str:
    """A heading inside a heading, which a parser lets pass in bold or in a link, is but words of the outer one."""
    depth = 0

    def outermost(match):
        nonlocal depth
        depth += -1 if match[1] else 1
        if depth == (0 if match[1] else 1):
            return match[0]
        return "" if match[1] else " "

    return _HEADING_TAG.sub(outermost, html)


def _without_empty_figures(html: str) -> str:
    """Figures without a picture go, and then those that held nothing else; no editor nests more than a few."""
    for _depth in range(10):
        fewer = _EMPTY_FIGURE.sub("", html)
        if fewer == html:
            return html
        html = fewer
    return _FIGURE_TAG.sub("", html)


class RichTextField(ProseEditorField):
    """HTML that is cleaned whenever a row is saved, not only by forms. ``update()`` does not clean."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, config={"extensions": EXTENSIONS}, sanitize=clean_html, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def pre_save(self, model_instance, add):
        value = clean_html(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, value)
        return value
