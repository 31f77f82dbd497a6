"""Rules about pictures: what is said to those who do not see them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from newsroom.preflight.context import Context
from newsroom.preflight.finding import Finding, Findings, Level
from newsroom.preflight.languages import ALT_OPENING
from newsroom.reader.folding import fold

LONGEST_ALT = 150
_FILE_NAME = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|tiff?|heic|bmp|svg)$|^(?:img|dsc[fn]?|dcim|pict?|image|screenshot|photo|scan)[\s_-]*\d+(?:[\s_.-]\d+)*$|^whatsapp image \d"
    r"|^[\w-]+_[\w-]+$",
    re.IGNORECASE,
)
_MEDIA = "/media/"


@dataclass(slots=True)
class _Shown:
    """A picture in the text: its alternative text and caption as readers get them, and where that is edited."""

    title: str
    alt: str
    caption: str
    is_decorative: bool
    where: dict


def shown_pictures(ctx: Context) -> Iterator[_Shown]:
    """The pictures beside the text, then those in it."""
    for row, use in enumerate(ctx.content["images"]):
        image = ctx.images.get(use["image"])
        if image is not None:
            yield _Shown(
                title=image.title,
                alt=(use["alt_text"] or image.alt_text).strip(),
                caption=(use["caption"] or image.caption).strip(),
                is_decorative=image.is_decorative and not use["alt_text"],
                where={"field": "images", "row": row, "part": "alt_text"},
            )
    for picture in ctx.body.pictures:
        path = picture.src.removeprefix(_MEDIA)
        image = ctx.images.get(path)
        yield _Shown(
            title=image.title if image else PurePosixPath(path).name,
            alt=picture.alt.strip(),
            caption=picture.caption,
            is_decorative=bool(image and image.is_decorative and not picture.alt.strip()),
            where={"paragraph": picture.paragraph, "words": picture.caption},
        )


def alt_missing(ctx: Context) -> Findings:
    """A picture that nobody decided about: neither what it shows nor that it is decorative."""
    for picture in shown_pictures(ctx):
        if not picture.alt and not picture.is_decorative:
            yield Finding(
                _(
                    "“%(picture)s” has no alternative text. Say what it shows, or mark it in the library as decorative."
                )
                % {"picture": picture.title},
                level=Level.ERROR,
                **picture.where,
            )


def alt_is_caption(ctx: Context) -> Findings:
    """The same words twice for those who hear them."""
    for picture in shown_pictures(ctx):
        if picture.alt and fold(picture.alt) == fold(picture.caption):
            yield Finding(
                _("The alternative text of “%(picture)s” is its caption. Say what is to be seen instead.")
                % {"picture": picture.title},
                **picture.where,
            )


def alt_is_file_name(ctx: Context) -> Findings:
    """The name of a file says nothing about a picture."""
    for picture in shown_pictures(ctx):
        if picture.alt and _FILE_NAME.search(picture.alt):
            yield Finding(
                _("“%(alt)s” is the name of a file. Say what the picture shows.")
                % {"alt": picture.alt[:100]},
                **picture.where,
            )


def alt_opening(ctx: Context) -> Findings:
    """Screen readers say "image" by themselves."""
    for picture in shown_pictures(ctx):
        if found := ALT_OPENING.search(picture.alt):
            yield Finding(
                _(
                    "The alternative text need not say “%(words)s”: screen readers do. Begin with what it shows."
                )
                % {"words": found[0].strip()},
                **picture.where,
            )


def alt_long(ctx: Context) -> Findings:
    """What takes long to hear belongs into the caption or the text."""
    for picture in shown_pictures(ctx):
        if len(picture.alt) > LONGEST_ALT:
            yield Finding(
                _(
                    "The alternative text of “%(picture)s” has %(length)d characters. Say it in %(most)d; the rest belongs"
                    " into the caption or the text."
                )
                % {"picture": picture.title, "length": len(picture.alt), "most": LONGEST_ALT},
                **picture.where,
            )


RULES = (alt_missing, alt_is_caption, alt_is_file_name, alt_opening, alt_long)
