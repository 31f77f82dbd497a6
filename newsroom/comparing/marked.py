"""Pieces as HTML: what came is underlined and what went is struck through, and both are said to who listens."""

import re
from functools import lru_cache
from html import escape, unescape

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .tokens import Atom

_NAME = re.compile(r"<(\w+)")
_VALUE = {name: re.compile(rf'\s{name}="([^"]*)"') for name in ("href", "alt")}


def inline(pieces) -> SafeString:
    """Both texts in one: removed words before those that replace them. The HTML is as sound as the two were."""
    return _render(pieces, True, True)


def before(pieces) -> SafeString:
    """The old text, with what went marked."""
    return _render(pieces, True, False)


def after(pieces) -> SafeString:
    """The new text, with what came marked."""
    return _render(pieces, False, True)


def _render(pieces, shows_old, shows_new):
    end = _aside("visually-hidden", "]")
    frames = {
        "removed": (f"<del>{_aside('visually-hidden', _('[removed: '))}", f"{end}</del>"),
        "added": (f"<ins>{_aside('visually-hidden', _('[added: '))}", f"{end}</ins>"),
    }
    return SafeString("".join(_piece(piece, shows_old, shows_new, frames) for piece in pieces))


def _piece(piece, shows_old, shows_new, frames):
    if piece.kind == "tag":
        if shows_old and shows_new:
            return piece.new or piece.old
        return piece.new if shows_new else piece.old
    if piece.kind in frames:
        line = (shows_old and piece.old) or (shows_new and piece.new)
        return html(line).join(frames[piece.kind]) if line else ""
    shown = html(piece.new if shows_new else piece.old)
    if piece.kind == "same":
        return shown
    note = _aside("restyled__note", f" [{'; '.join(restyling(piece))}]") if shows_new else ""
    return f'<span class="restyled">{shown}{note}</span>'


def _aside(css_class, words):
    """Words of ours inside a text that may be in another language and run the other way."""
    return _framed(css_class, words, get_language() or "en")


@lru_cache(maxsize=64)
def _framed(css_class, words, language):
    return format_html('<bdi class="{}" lang="{}">{}</bdi>', css_class, language, words)


def html(atoms: list[Atom]) -> str:
    """Atoms as HTML in which every inline tag that is opened is closed again."""
    found, opened = [], []
    for atom in atoms:
        for text, tags in atom.runs:
            common = 0
            for tag, other in zip(opened, tags, strict=False):
                if tag != other:
                    break
                common += 1
            found += [f"</{_name(tag)}>" for tag in reversed(opened[common:])]
            found += tags[common:]
            opened = tags
            found.append(text if atom.is_tag else escape(text, quote=False))
    found += [f"</{_name(tag)}>" for tag in reversed(opened)]
    return "".join(found)


def _name(tag):
    return _NAME.match(tag)[1]


def restyling(piece) -> list[str]:
    """What a restyled piece looks like now and did not before, in words."""
    notes = []
    for old, new in zip(piece.old, piece.new, strict=True):
        if old.markup != new.markup:
            for note in _looks(old, new):
                if note not in notes:
                    notes.append(note)
    return notes or [_("other markup")]


def _looks(old, new):
    if old.is_tag and old.text != new.text:
        texts = [_value(atom.text, "alt") for atom in (old, new)]
        if texts[0] != texts[1]:
            yield _("alternative text: “%(old)s”, now “%(new)s”") % {"old": texts[0], "new": texts[1]}
    tags, others = ({tag for _text, tags in atom.runs for tag in tags} for atom in (old, new))
    gone, come = sorted(tags - others), sorted(others - tags)
    links = [[_value(tag, "href") for tag in side if _name(tag) == "a"] for side in (gone, come)]
    if links[0] and links[1]:
        yield _("link to %(old)s, now to %(new)s") % {"old": links[0][0], "new": links[1][0]}
    elif links[0] or links[1]:
        words = _("now a link to %s") if links[1] else _("no longer a link to %s")
        yield words % (links[0] + links[1])[0]
    names = {"strong": _("bold"), "em": _("italic"), "sub": _("subscript"), "sup": _("superscript")}
    for side, words in ((come, _("now %s")), (gone, _("no longer %s"))):
        for name in sorted({_name(tag) for tag in side} & names.keys()):
            yield words % names[name]


def _value(tag, attribute):
    found = _VALUE[attribute].search(tag)
    return unescape(found[1]) if found else ""


def structure(pieces) -> list[str]:
    """What kind of block a text was and is, where that changed: a paragraph became a heading, or runs the other way."""
    notes = []
    for piece in pieces:
        if piece.kind == "tag" and piece.old and piece.new and piece.old != piece.new and piece.new[1] != "/":
            names = [_name(tag) for tag in (piece.old, piece.new)]
            if names[0] != names[1]:
                kinds = _blocks()
                words = {"old": kinds.get(names[0], names[0]), "new": kinds.get(names[1], names[1])}
                notes.append(_("%(old)s, now %(new)s") % words)
            else:
                notes.append(f"{piece.old} → {piece.new}")
    return notes


def _blocks():
    return {
        "p": _("paragraph"),
        "h2": _("heading"),
        "h3": _("smaller heading"),
        "ul": _("list"),
        "ol": _("numbered list"),
        "blockquote": _("block quotation"),
        "td": _("cell"),
        "th": _("head cell"),
    }
