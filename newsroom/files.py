"""Uploaded files: where they lie, and which are refused.

A file lies under the SHA-256 of its content, so that its address never changes, cannot be guessed from
a title, and the same file uploaded twice is stored once.
"""

import hashlib
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from PIL import UnidentifiedImageError

MAX_ATTACHMENT_BYTES = 50_000_000
MAX_IMAGE_BYTES = 30_000_000
MAX_IMAGE_PIXELS = 60_000_000
IMAGE_EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}


@deconstructible
class ContentStorage(FileSystemStorage):
    """Keeps files under names made of their hash: a name that is there already holds the same bytes."""

    def get_available_name(self, name, max_length=None):
        return name

    def _save(self, name, content):
        return name if self.exists(name) else super()._save(name, content)


def sha256_of(file) -> str:
    """The hexadecimal SHA-256 of an open file, which is left at its beginning."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def attachment_path(instance, filename: str) -> str:
    """``attachments/`` and the hash, then the file's own name made plain."""
    name = PurePosixPath(filename)
    digest = sha256_of(instance.file)
    return f"attachments/{digest[:2]}/{digest}/{slugify(name.stem) or 'file'}{name.suffix.lower()}"


def image_path(instance, filename: str) -> str:
    """``images/`` and the hash, ending as the format that the bytes really have."""
    digest = sha256_of(instance.file)
    return f"images/{digest[:2]}/{digest}.{IMAGE_EXTENSIONS[image_format(instance.file)]}"


def validate_attachment(file) -> None:
    """Refuse empty and very large files."""
    if not file.size:
        raise ValidationError(_("This file is empty."))
    if file.size > MAX_ATTACHMENT_BYTES:
        raise ValidationError(_("This file is larger than %d MB.") % (MAX_ATTACHMENT_BYTES // 1_000_000))


def image_format(file) -> str:
    """Pillow's name of the format of an open file; raises ``ValidationError`` for what is no picture."""
    file.seek(0)
    try:
        with Pillow.open(file, formats=list(IMAGE_EXTENSIONS)) as picture:
            if picture.width * picture.height > MAX_IMAGE_PIXELS:
                raise ValidationError(_("This picture has too many pixels. Make it smaller first."))
            picture_format = picture.format
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Pillow.DecompressionBombError) as error:
        raise ValidationError(
            _("This is not a JPEG, PNG, WebP or AVIF picture, or it is damaged.")
        ) from error
    finally:
        file.seek(0)
    return picture_format


def validate_image(file) -> None:
    """Refuse what is too large, or not a picture in a format that every browser shows."""
    if file.size > MAX_IMAGE_BYTES:
        raise ValidationError(_("This picture is larger than %d MB.") % (MAX_IMAGE_BYTES // 1_000_000))
    image_format(file)
