"""The press pack of a release: one ZIP with all that a journalist takes away, the same bytes each time.

Its pictures are whole, with caption, credit and alternative text in their files. Pictures that were bought for our pages alone
are not in it; the manifest says so.
"""

import hashlib
import json
import tempfile
import zipfile
from datetime import UTC
from html import escape
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.utils.timezone import localdate
from django.utils.translation import override

from newsroom import rendering
from newsroom.data import ninjs, releases
from newsroom.models.images import License
from newsroom.pictures.labelling import labelled
from publishing.dates import long_date
from publishing.languages import Language
from publishing.site import SITE_NAME

# Part of every ETag: raise it when the same things are packed in another way.
FORM = 1
_IN_MEMORY = 5_000_000


class Pack:
    """What is to be packed of an edition. At most nine queries; files are read by ``write`` alone."""

    def __init__(self, edition, withdrawal=None):
        self.edition = edition
        self.release = releases.whole(edition, withdrawal)
        with override(edition.language):
            self.texts = self._texts()
            lead, gallery = rendering.pictures(edition.content, rendering.library([edition.content]))
        self.pictures, self.left_out = [], []
        for number, picture in enumerate(([lead] if lead else []) + gallery, start=1):
            image = picture["image"]
            name = f"images/{number:02}{PurePosixPath(image.file.name).suffix}"
            # A file that nobody has cleaned yet readers do not get either.
            if image.license == License.BOUGHT or not image.fingerprint:
                self.left_out.append({"name": name, "reason": "It may be shown on our pages only."})
            else:
                self.pictures.append((name, picture))

    @property
    def tag(self) -> str:
        """A strong ETag: it changes with anything that is packed."""
        said = [
            (name, picture["image"].sha256, picture["image"].fingerprint, *_words(picture).values())
            for name, picture in self.pictures
        ]
        whole = repr((FORM, self.texts, said, self.left_out)).encode()
        return f'"{hashlib.sha256(whole).hexdigest()[:24]}"'

    def write(self):
        """The pack as an open temporary file."""
        file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 -- the response closes it
        sums = []
        # Not compressed: another version of a compressor would give other bytes, and pictures would not shrink.
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as pack:
            for name, data in self._files():
                self._add(pack, name, data)
                sums.append({"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})
            manifest = {
                "release": self.release["id"],
                "url": self.release["url"],
                "edition": self.release["edition"],
                "files": sums,
                "left_out": self.left_out,
            }
            self._add(pack, "manifest.json", _json(manifest))
        file.seek(0)
        return file

    def _files(self):
        yield from sorted(self.texts.items())
        for name, picture in self.pictures:
            with default_storage.open(picture["image"].file.name) as file:
                yield name, labelled(file.read(), **_words(picture))

    def _add(self, pack, name, data):
        live_from = self.edition.live_from.astimezone(UTC)
        entry = zipfile.ZipInfo(name, max(live_from.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
        entry.external_attr = 0o644 << 16
        entry.create_system = 3  # wherever it is made
        pack.writestr(entry, data)

    def _texts(self) -> dict[str, bytes]:
        release = self.release
        files = {
            "release.txt": self._plain(),
            "release.html": self._html(),
            "quotes.txt": "\n\n".join(map(_quote, release["quotes"])),
            "contact.txt": release["contact"],
        }
        found = {name: text.strip().encode() + b"\n" for name, text in files.items() if text.strip()}
        return found | {"release.ninjs.json": _json(ninjs.write(release))}

    def _plain(self) -> str:
        release = self.release
        line = f"{release['dateline']} – " if release["dateline"] else ""
        parts = [
            self._withdrawn(),
            release["title"],
            release["summary"],
            line + ninjs.plain_text(release["body"]),
            release["contact"],
            self._source(),
        ]
        return "\n\n".join(filter(None, parts))

    def _html(self) -> str:
        release, language = self.release, Language(self.edition.language)
        direction = "rtl" if language == Language.ARABIC else "ltr"
        parts = [
            f"<p><strong>{escape(self._withdrawn())}</strong></p>" if release["withdrawn"] else "",
            f"<h1>{escape(release['title'])}</h1>",
            f"<p>{escape(release['summary'])}</p>" if release["summary"] else "",
            f"<p>{escape(release['dateline'])} –</p>" if release["dateline"] else "",
            release["body"],
            f"<p>{escape(release['contact'])}</p>".replace("\n", "<br>") if release["contact"] else "",
            f"<p>{escape(self._source())}</p>",
        ]
        return (
            f'<!doctype html>\n<html lang="{language.tag}" dir="{direction}">\n<head><meta charset="utf-8">'
            f"<title>{escape(release['title'])}</title></head>\n<body>\n" + "\n".join(filter(None, parts))
        ) + "\n</body>\n</html>"

    def _withdrawn(self) -> str:
        return self.release["withdrawn"]["note"] if self.release["withdrawn"] else ""

    def _source(self) -> str:
        day = long_date(localdate(self.edition.released_at))
        return f"{SITE_NAME}, {day}: {self.release['url']}"


def _quote(quote) -> str:
    speaker = quote["speaker"]["name"] if quote["speaker"] else ""
    who = ", ".join(filter(None, (speaker, quote["capacity"])))
    return f"“{quote['text']}”" + (f"\n– {who}" if who else "")


def _words(picture) -> dict[str, str]:
    """What is said of a picture in its file. Its terms are those of the licence; the notes to it are the desk's own."""
    image = picture["image"]
    with override("en"):
        terms = str(image.get_license_display())
    return {name: picture[name] for name in ("caption", "credit", "alt")} | {"terms": terms}


def _json(said) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"
