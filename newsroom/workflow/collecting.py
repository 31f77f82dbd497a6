"""A picture comes into the library; with it comes what its own file says of it."""

from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from newsroom.models import Image
from newsroom.pictures import inspect, words

from .step import demand


def add_image(file, *, by) -> tuple[Image, bool]:
    """The picture of an open file in the library, and whether it is new there.

    What its file says fills the fields, for an editor to check; nobody has decided on its alternative text yet,
    unless the file has one. Raises ``ValidationError`` with the reason why the file is not taken.
    """
    demand(by, "add_image")
    picture = inspect(file)
    image = Image(title=(PurePosixPath(file.name).stem.replace("_", " ").strip() or "–")[:255])
    image.describe(picture)
    if twin := image.twin():
        return twin, False
    found = words.read(picture.data, picture.format)
    if "title" in found:
        image.title = found.pop("title")
    image.file = file
    fill(image, found)
    try:
        with transaction.atomic():
            image.full_clean()
            image.save()
    except (IntegrityError, ValidationError):
        twin = image.twin()  # the same file, sent twice at the same time
        if twin is None:
            raise
        return twin, False
    return image, True


def fill(image, found: dict):
    """Put what a file says into the fields that are empty, and note which those are."""
    if image.is_decorative:
        found = {name: value for name, value in found.items() if name != "alt_text"}
    empty = [name for name in found if name != "title" and not getattr(image, name)]
    for name in empty:
        setattr(image, name, found[name])
    image.unchecked = sorted(empty)
