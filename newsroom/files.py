"""Uploaded files: where they lie, and which are refused.

A file lies under the SHA-256 of its content, so that its address never changes, cannot be guessed from
a title, and the same file uploaded twice is stored once.
"""

import hashlib
import os
from pathlib import PurePosixPath
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from .pictures import inspect

MAX_ATTACHMENT_BYTES = 50_000_000


@deconstructible
class ContentStorage(FileSystemStorage):
    """Keeps files under names made of their hash: a name that is there already holds the same bytes."""

    def get_available_name(self, name, max_length=None):
        return name

    def _save(self, name, content):
        if not self.exists(name):
            self.replace(name, content)
        return name

    def replace(self, name, content):
        """Put a file under a name, whatever lay there. Nobody ever reads half of it."""
        half = super()._save(f"{name}.{uuid4().hex}.half", content)
        os.replace(self.path(half), self.path(name))


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
    """``images/`` and the hash of the file as it was uploaded, ending as the format that the bytes really have."""
    picture = inspect(instance.file)
    return f"images/{picture.sha256[:2]}/{picture.sha256}.{picture.extension}"


def validate_attachment(file) -> None:
    """Refuse empty and very large files."""
    if not file.size:
        raise ValidationError(_("This file is empty."))
    if file.size > MAX_ATTACHMENT_BYTES:
        raise ValidationError(_("This file is larger than %d MB.") % (MAX_ATTACHMENT_BYTES // 1_000_000))
