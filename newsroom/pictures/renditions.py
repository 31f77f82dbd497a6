"""The sizes in which a picture is shown: which there are, what each is called, and how one is made.

The name of a rendition says all that it is made from: the SHA-256 of the picture, the width, for a crop also its
height and the focal point. So what lies under a name never changes. Only the sizes named here are made.
"""

import io
import re
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b

from django.conf import settings
from django.core.files import locks
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Pillow

from .cleaning import in_srgb
from .inspecting import decoding

WIDTHS = (320, 480, 640, 960, 1280, 1920)
# The width of the one address that stands in src; others choose from the set.
USUAL = 960
THUMBNAIL = (320, 240)  # at the desk
LEAD = (
    (480, 270),
    (640, 360),
    (960, 540),
    (1280, 720),
    (1920, 1080),
)  # above the first text of the home page
SOCIAL = (1200, 630)  # where a page is shared
CROPS = {THUMBNAIL, *LEAD, SOCIAL}
_ENCODE = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 8},
    "jpg": {"format": "JPEG", "quality": 78, "progressive": True, "optimize": True},
    "png": {"format": "PNG", "optimize": True},
}
_NAME = re.compile(
    r"renditions/[0-9a-f]{2}/(?P<sha256>[0-9a-f]{64})/"
    r"(?:w(?P<width>\d{1,4})|c(?P<box>\d{1,4}x\d{1,4})-(?P<focus>\d{1,3}-\d{1,3}))\.(?P<extension>avif|jpg|png)"
)


@dataclass(frozen=True)
class Rendition:
    """One size of one picture: scaled to a width, or cut to a box around a focal point in percent."""

    sha256: str
    extension: str
    width: int
    height: int | None = None
    focus: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        """Where it lies in the storage, and what its address ends with."""
        size = f"w{self.width}"
        if self.focus is not None:
            size = f"c{self.width}x{self.height}-{self.focus[0]}-{self.focus[1]}"
        return f"renditions/{self.sha256[:2]}/{self.sha256}/{size}.{self.extension}"

    @classmethod
    def parse(cls, name: str) -> "Rendition | None":
        """The rendition of that name, whether or not there is such a picture; ``None`` for what is no such name."""
        match = _NAME.fullmatch(name)
        if match is None:
            return None
        if match["width"]:
            found = cls(match["sha256"], match["extension"], int(match["width"]))
        else:
            width, height = map(int, match["box"].split("x"))
            focus = tuple(map(int, match["focus"].split("-")))
            found = cls(match["sha256"], match["extension"], width, height, focus)
        return found if found.name == name else None


def widths(image) -> list[int]:
    """The widths in which a picture is shown, smallest first: never wider than it is."""
    most = min(image.width, WIDTHS[-1])
    return [width for width in WIDTHS if width < most] + [most]


def fallback(image) -> str:
    """The extension of what browsers without AVIF get."""
    return "png" if image.is_transparent else "jpg"


def scaled(image, extension: str) -> list[Rendition]:
    """All widths of a picture in one format."""
    return [Rendition(image.sha256, extension, width) for width in widths(image)]


def cropped(image, box: tuple[int, int], extension: str) -> Rendition:
    """A picture cut to one of the boxes around its focal point."""
    return Rendition(image.sha256, extension, *box, focus=(image.focal_x, image.focal_y))


def is_offered(rendition: Rendition, image) -> bool:
    """Whether this is one of the sizes of the picture, as it is now."""
    if rendition.extension not in ("avif", fallback(image)):
        return False
    if rendition.focus is None:
        return rendition.width in widths(image)
    box = (rendition.width, rendition.height)
    return box in CROPS and rendition.focus == (image.focal_x, image.focal_y)


def ensure(rendition: Rendition, source: str) -> bool:
    """Make the rendition of the file ``source`` unless it is there; ``False`` while others are busy with it.

    Nobody waits: at most two pictures are decoded at a time in a process, and one process makes one rendition.
    """
    if default_storage.exists(rendition.name):
        return True
    if not decoding.acquire(blocking=False):
        return False
    try:
        with _only_one(rendition.name) as is_mine:
            if is_mine and not default_storage.exists(rendition.name):
                with default_storage.open(source) as file:
                    default_storage.save(rendition.name, ContentFile(make(rendition, file)))
            return is_mine
    finally:
        decoding.release()


@contextmanager
def _only_one(name):
    """Whether no other process of this machine makes this rendition. It is let go even if the process dies."""
    folder = settings.DATA_DIR / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    stripe = blake2b(name.encode(), digest_size=1).hexdigest()
    with (folder / f"rendition-{stripe}").open("w") as file:
        is_mine = locks.lock(file, locks.LOCK_EX | locks.LOCK_NB)
        try:
            yield is_mine
        finally:
            if is_mine:
                locks.unlock(file)


def make(rendition: Rendition, file) -> bytes:
    """The bytes of a rendition of an open picture file."""
    with Pillow.open(file, formats=["JPEG", "PNG", "WEBP", "AVIF"]) as image:
        profile = image.info.get("icc_profile")
        size = image.size
        frame = _frame(size, rendition)
        scale = rendition.width / (frame[2] - frame[0])
        # A JPEG is decoded at a half or a quarter at once, where that is still twice as large as needed.
        image.draft(None, (round(size[0] * scale * 2), round(size[1] * scale * 2)))
        shrunk = image.width / size[0]
        picture = in_srgb(image, profile)
        box = tuple(side * shrunk for side in frame)
        target = _target(frame, rendition)
        picture = picture.resize(target, Pillow.Resampling.LANCZOS, box=box, reducing_gap=3)
    if rendition.extension == "jpg" and picture.mode == "RGBA":
        picture = picture.convert("RGB")
    picture.info = {}
    output = io.BytesIO()
    picture.save(output, **_ENCODE[rendition.extension])
    return output.getvalue()


def _frame(size, rendition) -> tuple[float, float, float, float]:
    """The part of the picture that is shown: left, top, right, bottom."""
    width, height = size
    if rendition.focus is None:
        return (0, 0, width, height)
    ratio = rendition.width / rendition.height
    wide, high = min(width, height * ratio), min(height, width / ratio)
    left, top = (
        min(max(whole * focus / 100 - part / 2, 0), whole - part)
        for whole, part, focus in zip((width, height), (wide, high), rendition.focus, strict=True)
    )
    return (left, top, left + wide, top + high)


def _target(frame, rendition) -> tuple[int, int]:
    """The size in pixels: never more than there are."""
    wide, high = frame[2] - frame[0], frame[3] - frame[1]
    width = min(rendition.width, round(wide))
    return max(width, 1), max(round(width * high / wide), 1)
