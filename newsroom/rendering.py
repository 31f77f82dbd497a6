"""From an edition's content to what a release page shows. Previews of drafts go through here too."""

import re
from html import escape, unescape
from pathlib import PurePosixPath

from django.db.models import CharField
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from publishing.prepared import Params, Prepared
from publishing.richtext import clean_html
from publishing.site import absolute

from .content import image_keys
from .models import Image

_TAG = re.compile(r"(<[^>]+>)")
_FILE_ATTRIBUTE = re.compile(r'\s(?:src|srcset|href)="[^"]*/media/[^"]*"')
_OWN_FILE = re.compile(r'(?<=[\s",])/media/[^\s",?#]+')
_LIBRARY_IMAGE = re.compile(r'<img[^>]*\ssrc="/media/images/[0-9a-f]{2}/(?P<key>[0-9a-f]{64})\.[^>]*>')
_ALT = re.compile(r'\salt="([^"]*)"')
# How wide a picture between paragraphs is: the measure of the text, or all there is.
BODY_SIZES = "(min-width: 44rem) 42rem, 92vw"
_OWN_ADDRESS = re.compile(r'(\s(?:href|src)=")(/(?!/)[^"]*)')


def mark_quotes(html: str, quotes: list[dict]) -> str:
    """The body with each quote that stands in it verbatim wrapped in ``<q class="quote" id="quote-N">``.

    N counts from 1 in the order of ``quotes``. The quotation marks of the text stay outside. A quote that
    is broken by markup or by its attribution stays as it is.
    """
    pieces = _TAG.split(html)
    for number, quote in enumerate(quotes, start=1):
        # Spaces of any kind are the same: French puts no-break ones before many marks.
        words = [re.escape(escape(word, quote=False)) for word in quote["text"].split()]
        pattern = re.compile(r"(?:\s|&nbsp;)+".join(words))
        for index, piece in enumerate(pieces):
            found = pattern.search(piece) if words and not piece.startswith("<") else None
            if found:
                marked = f'<q class="quote" id="quote-{number}">{found[0]}</q>'
                pieces[index : index + 1] = _TAG.split(piece[: found.start()] + marked + piece[found.end() :])
                break
    return "".join(pieces)


def body_html(content: dict) -> SafeString:
    """The body, cleaned at this moment and with its quotes marked, ready for a template."""
    return SafeString(mark_quotes(clean_html(content["body"]), content["quotes"]))


def with_scrollable_tables(html: SafeString) -> SafeString:
    """The same HTML with each table in a frame that can be scrolled, also from the keyboard (WCAG 2.1.1)."""
    frame = format_html('<div class="table-wrap" role="region" tabindex="0" aria-label="{}">', _("Table"))
    return SafeString(html.replace("<table>", frame + "<table>").replace("</table>", "</table></div>"))


def with_sizes(html: SafeString, library: dict[str, Image]) -> SafeString:
    """The same HTML where a browser may choose the size and the format of each picture of the library."""
    return SafeString(_LIBRARY_IMAGE.sub(lambda tag: _in_sizes(tag, library.get(tag["key"])), html))


def _in_sizes(tag, image):
    if image is None:
        return tag[0]
    alt = _ALT.search(tag[0])
    return render_to_string(
        "parts/picture.html",
        {"image": image, "alt": unescape(alt[1]) if alt else "", "sizes": BODY_SIZES, "is_lazy": True},
    ).strip()


def with_absolute_addresses(html: SafeString) -> SafeString:
    """The same HTML for readers elsewhere: links and images of this site by their full addresses."""
    return SafeString(_OWN_ADDRESS.sub(lambda match: match[1] + absolute(match[2]), html))


def with_token(page: str, name: str, token: str) -> str:
    """A whole page, with a parameter added to the address of each of our files that it shows or links."""
    query = f"?{name}={token}"
    return _FILE_ATTRIBUTE.sub(lambda tag: _OWN_FILE.sub(lambda file: file[0] + query, tag[0]), page)


def library(contents) -> dict[str, Image]:
    """The images that some contents show, beside their texts or in them, by their SHA-256. One query, if any."""
    return library_of(set().union(*map(image_keys, contents)))


def library_of(keys) -> dict[str, Image]:
    """The images that there are of these SHA-256. One query, if any."""
    return {image.sha256: image for image in _images(keys=sorted(keys))} if keys else {}


_images = Prepared(lambda: Image.objects.filter(sha256__in=Params("keys", CharField())).order_by())


def pictures(content: dict, library: dict[str, Image]) -> tuple[dict | None, list[dict]]:
    """The lead picture and the others, with alternative text, caption and credit."""
    lead, gallery = None, []
    for use in content["images"]:
        image = library.get(use["image"])
        if image is None:
            continue
        picture = {
            "image": image,
            "alt": "" if image.is_decorative else use["alt_text"] or image.alt_text,
            "caption": use["caption"] or image.caption,
            "credit": image.credit,
        }
        if use["role"] == "lead":
            lead = picture
        else:
            gallery.append(picture)
    return lead, gallery


def attachments(content: dict) -> list[dict]:
    """Attachments with address, title and extension."""
    return [
        {
            "url": reverse("media", args=[entry["file"]]),
            "title": entry["title"],
            "extension": PurePosixPath(entry["file"]).suffix.lstrip(".").upper(),
        }
        for entry in content["attachments"]
    ]
