"""Is this file a picture that we take? If not, the reason is one that an editor can do something about."""

import hashlib
import io
import re
import threading
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from . import cleaning
from .containers import READERS, Container, Damaged

MAX_BYTES = 30_000_000
MAX_PIXELS = 60_000_000
MAX_SCANS = 100  # a progressive JPEG has about ten; thousands keep a processor busy for minutes
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
NAMES = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WebP", "AVIF": "AVIF"}

# Each decoded picture takes up to 180 MB; two at a time also leave threads for readers' pages.
decoding = threading.BoundedSemaphore(2)

_KINDS = (
    ("JPEG", re.compile(rb"\xff\xd8\xff")),
    ("PNG", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("WEBP", re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    ("AVIF", re.compile(rb".{4}ftypavi[fs]", re.DOTALL)),
    ("SVG", re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype\s+svg|!--|svg)", re.IGNORECASE)),
    ("SVG", re.compile(rb"\x1f\x8b")),  # compressed
    ("GIF", re.compile(rb"GIF8[79]a")),
    ("TIFF", re.compile(rb"II\*\0|MM\0\*")),
    ("HEIC", re.compile(rb".{4}ftyp(?:hei[cxms]|hev[cx]|mif1|msf1)", re.DOTALL)),
    ("PDF", re.compile(rb"%PDF-")),
    ("ZIP", re.compile(rb"PK\x03\x04")),
)
_BY_EXTENSION = {"jpg": "JPEG", "jpeg": "JPEG", "jpe": "JPEG", "jfif": "JPEG"} | {
    extension: name for name, extension in EXTENSIONS.items()
}
_PADDING = re.compile(rb"[\0\s\xff]*")


@dataclass
class Picture:
    """A file that was looked at and is taken: the bytes as they came, and what they show."""

    data: bytes
    format: str  # "JPEG", "PNG", "WEBP" or "AVIF"
    sha256: str  # of the bytes as they came
    fingerprint: str  # of the decoded pixels: the same for the same picture with other words in its file
    served: bytes  # what readers may get: the picture alone, upright
    width: int
    height: int
    is_transparent: bool

    @property
    def extension(self) -> str:
        return EXTENSIONS[self.format]


def inspect(file) -> Picture:
    """What an open file holds. Raises ``ValidationError`` with the reason why it is not taken.

    It is looked at once; later calls with the same file get the same answer. The file is left at its beginning.
    """
    known = getattr(file, "picture", None)
    if known is None:
        try:
            known = _look(file)
        except ValidationError as refusal:
            known = refusal
        file.picture = known
    if isinstance(known, ValidationError):
        raise known
    return known


def _look(file) -> Picture:
    if file.size > MAX_BYTES:
        raise ValidationError(too_large(file.size))
    file.seek(0)
    data = file.read()
    file.seek(0)
    return inspect_bytes(data, file.name or "")


def too_large(size: int) -> str:
    """What is said of a picture of so many bytes."""
    return _("This picture has %(size)d MB; the most is %(most)d MB. Save it smaller and try again.") % {
        "size": -(-size // 1_000_000),
        "most": MAX_BYTES // 1_000_000,
    }


def inspect_bytes(data: bytes, name: str = "") -> Picture:
    """As ``inspect``, for the bytes of a file and its name."""
    form = _format(data, name)
    container = _container(data, form)
    try:
        with decoding, Pillow.open(io.BytesIO(data), formats=[form]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValidationError(_too_many_pixels(image.width, image.height))
            if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
                raise ValidationError(_animated())
            image.load()
            upright = ImageOps.exif_transpose(image)
            is_transparent = _is_transparent(upright)  # cleaning forgets what is said beside the pixels
            return Picture(
                data=data,
                format=form,
                sha256=hashlib.sha256(data).hexdigest(),
                fingerprint=fingerprint(upright),
                served=cleaning.served(data, form, container, image, upright),
                width=upright.width,
                height=upright.height,
                is_transparent=is_transparent,
            )
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        OverflowError,
        Pillow.DecompressionBombError,
        Pillow.DecompressionBombWarning,
    ) as error:
        raise ValidationError(_damaged(form)) from error


def _format(data, name) -> str:
    if not data:
        raise ValidationError(_("This file is empty."))
    kind = next((kind for kind, beginning in _KINDS if beginning.match(data)), None)
    if kind not in EXTENSIONS:
        raise ValidationError(_wrong_kind(kind))
    extension = PurePosixPath(name).suffix.lstrip(".").lower()
    if extension and _BY_EXTENSION.get(extension) != kind:
        raise ValidationError(
            _("Its name ends in .%(extension)s, but it is a %(kind)s picture. Rename it to .%(right)s.")
            % {"extension": extension[:20], "kind": NAMES[kind], "right": EXTENSIONS[kind]}
        )
    return kind


def _wrong_kind(kind) -> str:
    if kind == "SVG":
        return _("This is an SVG drawing. It can hold scripts: export it as PNG.")
    if kind == "GIF":
        return _("This is a GIF. Save it as PNG; films are not taken.")
    if kind == "HEIC":
        return _("This is a HEIC picture, which most browsers cannot show. Export it as JPEG.")
    if kind == "TIFF":
        return _("This is a TIFF picture, which browsers cannot show. Export it as JPEG.")
    if kind in ("PDF", "ZIP"):
        return _("This is a document, no picture. Add it to an article as an attachment.")
    return _("This is not a JPEG, PNG, WebP or AVIF picture.")


def _container(data, form) -> Container:
    try:
        container = READERS[form](data)
    except Damaged as error:
        raise ValidationError(_damaged(form)) from error
    if container.width * container.height > MAX_PIXELS:
        raise ValidationError(_too_many_pixels(container.width, container.height))
    if container.is_animated:
        raise ValidationError(_animated())
    if container.scans > MAX_SCANS:
        raise ValidationError(_damaged(form))
    if not _PADDING.fullmatch(data, container.end):
        raise ValidationError(
            _(
                "Something else is hidden behind the picture: %d bytes after its end. It may be a film of a "
                "telephone, or a program. Open the picture in an image editor and export it anew."
            )
            % (len(data) - container.end)
        )
    return container


def _damaged(form) -> str:
    return _("This %s picture is damaged or not complete. Ask for it again, or export it anew.") % NAMES[form]


def _animated() -> str:
    return _("This picture moves. Only still pictures are taken: export one frame of it.")


def _too_many_pixels(width, height) -> str:
    return _(
        "This picture has %(width)d × %(height)d pixels; the most is %(most)d million. Make it smaller first."
    ) % {"width": width, "height": height, "most": MAX_PIXELS // 1_000_000}


def fingerprint(image) -> str:
    """The SHA-256 of the pixels of a picture, with its size: whatever file they came in."""
    digest = hashlib.sha256(f"{image.width}×{image.height} {image.mode}".encode())
    if image.mode == "P":
        digest.update(bytes(image.getpalette() or []))
    for top in range(0, image.height, 64):  # in strips, since a whole copy may take 180 MB
        digest.update(image.crop((0, top, image.width, min(top + 64, image.height))).tobytes())
    return digest.hexdigest()


def _is_transparent(image) -> bool:
    if image.mode == "P" and "transparency" in image.info:
        image = image.convert("RGBA")
    return image.mode in ("RGBA", "LA", "PA") and image.getchannel("A").getextrema()[0] < 255
