"""Files: readers get what a public text shows, the press what one under embargo shows, editors everything."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.http import require_safe

from newsroom.models import Edition, EditionFile

from . import press


@require_safe
def media(request, path):
    """The file at a path, or 404 if it is not there or this visitor may not see it.

    Paths contain the SHA-256 of the file, so what is public may be kept by browsers for an hour without
    asking; what only editors and the press may see is never kept.
    """
    is_public = _is_public(path)
    if not is_public and not _is_editor(request.user) and not press.may_read(request, path):
        raise Http404("No such file.")
    try:
        file = default_storage.open(path)
    except (OSError, ValueError) as error:
        raise Http404("No such file.") from error
    response = FileResponse(file, as_attachment=path.startswith("attachments/"))
    # Whatever somebody managed to upload: it is data, not a page of ours.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if is_public:
        patch_cache_control(response, public=True, max_age=3600)
    else:
        add_never_cache_headers(response)
    return response


def _is_editor(user) -> bool:
    return user.is_staff and user.has_perm("newsroom.view_article")


def _is_public(path) -> bool:
    shown = EditionFile.objects.filter(path=path)
    if shown.filter(edition__in=Edition.objects.live()).exists():
        return True
    return shown.filter(edition__in=Edition.objects.readable()).exists()
