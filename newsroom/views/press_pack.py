"""The address of a press pack: where the page of its release is, and as public as that."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from newsroom.locating import locate
from newsroom.press_pack import Pack
from publishing.addresses import address


@require_safe
def press_pack(request, year, month, slug):
    """The ZIP of the release at an address; 301 to where it is now, 410 or 404 as its page."""
    found = locate(get_language(), year, month, slug)
    if found is None:
        raise Http404("No release has this address.")
    edition = found.edition
    if not found.is_readable:
        return HttpResponse(found.withdrawal.note, status=410, content_type="text/plain; charset=utf-8")
    if not found.withdrawal and not found.is_here:
        there = edition.year, edition.month, edition.slug
        return redirect(address("newsroom:press-pack", *there, language=edition.language), permanent=True)
    pack = Pack(edition, found.withdrawal)
    response = get_conditional_response(request, etag=pack.tag)
    if response is None and request.method == "HEAD":
        response = HttpResponse(content_type="application/zip")
    if response is None:
        response = FileResponse(
            pack.write(),
            as_attachment=True,
            filename=f"{edition.slug}-{edition.number}.zip",
            content_type="application/zip",
        )
    response["ETag"] = pack.tag
    # Too large to be kept here; whoever has it asks again.
    response["Cache-Control"] = "no-cache"
    return response
