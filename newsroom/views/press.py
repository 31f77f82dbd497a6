"""A text under embargo, for whoever comes with a link for the press; and what all others find at its address."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers

from newsroom import press
from newsroom.clocks import exactly, readings, zones_for
from newsroom.models import Address, Edition, PressVisit
from newsroom.models.press import Result
from newsroom.rendering import with_token
from publishing.clock import DatabaseNow
from publishing.visitors import address_of


def answer(request, address, show):
    """What is at an address of the site for the bearer of a token: the text ahead, why not, or the public page.

    ``show(request, edition, embargo)`` makes the page of an edition. A forged token, and one for another text,
    are answered as if there were nothing here but what is public.
    """
    owner = Address.objects.filter(**address).values_list("article", flat=True).first()
    link = press.link_of(request)
    if link is None or owner not in (None, link.article_id):
        return _private(_public(request, owner))
    admission = press.admit(link)
    if admission.result == Result.PUBLIC:
        response = _public(request, link.article_id, is_here=owner is not None)
    elif admission.result == Result.READ and admission.edition.get_absolute_url() != request.path:
        # The publication has moved to another month since the link was sent.
        return _private(redirect(press.address(link, admission.edition)))
    elif admission.result == Result.READ:
        response = _text(request, admission, show)
    else:
        ended = exactly(link.expires_at) if admission.result == Result.EXPIRED else ""
        context = {"result": admission.result, "instant": ended, "language_urls": {}}
        response = render(request, "newsroom/press_refused.html", context, status=403)
    record(request, admission)
    return _private(response)


def may_read(request, path) -> bool:
    """Whether the request bears a token for a text under embargo that shows the file at this path."""
    link = press.link_of(request) if press.PARAMETER in request.GET else None
    if link is None:
        return False
    admission = press.admit(link)
    if admission.edition is None or not admission.edition.files.filter(path=path).exists():
        return False
    if path.startswith("attachments/"):
        record(request, admission, path)
    return True


def record(request, admission, file=""):
    """Add a visit to the log of the link."""
    PressVisit.objects.create(
        link=admission.link,
        at=DatabaseNow(),
        result=admission.result,
        address=address_of(request),
        agent=request.headers.get("User-Agent", "").replace("\0", "")[:255],
        file=file,
    )


def _text(request, admission, show):
    edition = get_object_or_404(Edition.objects.for_detail(), pk=admission.edition.pk)
    embargo, token = admission.link.article.embargo, press.token(admission.link)
    zones = zones_for(row.place for row in edition.dateline_places.all())
    # What the clocks show in the newsroom and in UTC stands in the title of the banner.
    elsewhere = {zone: name for zone, name in zones.items() if zone != name}
    response = show(
        request,
        edition,
        embargo={
            "until": exactly(embargo.until),
            "readings": readings(embargo.until, elsewhere),
            "is_free": admission.is_free,
            "public_from": exactly(edition.live_from),
            "outlet": admission.link.outlet,
        },
    )
    response.content = with_token(response.content.decode(), press.PARAMETER, token)
    return response


def _public(request, article, is_here=True):
    """To the same address without the token if readers find anything there; to where the text is by now; or 404."""
    editions = Edition.objects.filter(article=article)
    if is_here and editions.filter(live_from__lte=DatabaseNow()).exists():
        return redirect(request.path)
    live = None if is_here else editions.live().first()
    if live is None:
        raise Http404("No release has this address.")
    return redirect(live)


def _private(response):
    """Nobody keeps it, finds it by searching, or learns the token from a link that was followed on it."""
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
