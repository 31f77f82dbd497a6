"""Files: readers get what a public text shows, the press what one under embargo shows, editors everything."""

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers, get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from newsroom.models import Edition, EditionFile, Image
from newsroom.pictures.renditions import Rendition, ensure, is_offered

from . import press

# What is handed out at all: uploaded pictures as they came (originals/) are not.
_SERVED = re.compile(r"(?:images|renditions|attachments)/(?!.*\.\.)[^\0\\]+")
_TYPES = {"avif": "image/avif", "jpg": "image/jpeg", "png": "image/png"}


@require_safe
def media(request, path):
    """The file at a path, or 404 if it is not there or this visitor may not see it.

    Paths contain the SHA-256 of the file, so what is public may be kept by browsers for an hour without
    asking; what only editors and the press may see is never kept.
    """
    if not _SERVED.fullmatch(path):
        raise Http404("No such file.")
    rendition = Rendition.parse(path)
    if rendition is not None:
        return _rendition(request, rendition)
    is_for_all = _is_for_all(request, path)
    if not _is_editor(request.user) and _is_unclean(path):
        raise Http404("No such file.")
    return _file(request, path, is_for_all)


def _is_unclean(path) -> bool:
    """Whether this is a picture whose file still holds all that came with it; see clean_images."""
    key = path.rpartition("/")[2].partition(".")[0]
    return path.startswith("images/") and Image.objects.filter(sha256=key, fingerprint="").exists()


def _rendition(request, rendition):
    """A size of a picture, made if need be: as public as the picture is."""
    image = Image.objects.filter(sha256=rendition.sha256).first()
    if image is None:
        raise Http404("No such picture.")
    is_for_all = _is_for_all(request, image.file.name)
    if not default_storage.exists(rendition.name) and not is_offered(rendition, image):
        raise Http404("The picture does not come in this size.")
    try:
        is_there = ensure(rendition, image.file.name)
    except OSError as error:
        raise Http404("No such file.") from error
    if not is_there:  # others are busy: the whole picture, this once
        response = redirect(request.get_full_path().replace(request.path, image.url, 1))
        add_never_cache_headers(response)
        return response
    return _file(request, rendition.name, is_for_all, content_type=_TYPES[rendition.extension])


def _file(request, path, is_for_all, **options):
    # What lies under a name never changes: after the hour the browser asks, and is sent nothing again.
    etag = f'"{path}"'
    if is_for_all and (unchanged := get_conditional_response(request, etag=etag)):
        return unchanged
    try:
        file = default_storage.open(path)
    except (OSError, ValueError) as error:
        raise Http404("No such file.") from error
    response = FileResponse(file, as_attachment=path.startswith("attachments/"), **options)
    # Whatever somebody managed to upload: it is data, not a page of ours.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if is_for_all:
        response["ETag"] = etag
        patch_cache_control(response, public=True, max_age=3600)
    else:
        add_never_cache_headers(response)
    return response


def _is_for_all(request, path) -> bool:
    """Whether every reader may see the file; raises 404 where this visitor may not either."""
    shown = EditionFile.objects.filter(path=path)
    if shown.filter(edition__in=Edition.objects.live()).exists():
        return True
    if shown.filter(edition__in=Edition.objects.readable()).exists():
        return True
    if not _is_editor(request.user) and not press.may_read(request, path):
        raise Http404("No such file.")
    return False


def _is_editor(user) -> bool:
    return user.is_staff and user.has_perm("newsroom.view_article")
