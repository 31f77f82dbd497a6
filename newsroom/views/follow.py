"""How to follow: what a feed is, and the address of the one that brings what somebody chose."""

from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from newsroom.feeds.formats import feeds
from newsroom.narrowing import narrowing
from newsroom.selection import Selection, encoded, words
from publishing.addresses import address


@require_safe
def follow(request):
    """Explains feeds, and makes the addresses of one from what is chosen in the form that narrows lists."""
    language = get_language()
    selection = Selection.parse(request.GET, language)
    here = _address(selection, language)
    if request.get_full_path() != here:
        return redirect(here, permanent=True)
    context = {
        "heading": selection.describe(),
        "chips": [
            {"label": label, "remove_url": _address(rest, language)}
            for label, rest in words.parts(selection, language)
        ],
        "feeds": feeds(lambda form: selection.url(language, feed=form)),
        "list_url": selection.url(language),
        "form": narrowing(selection, language)["form"],
    }
    return render(request, "newsroom/follow.html", context)


def _address(selection, language) -> str:
    query = encoded(selection.parameters(language))
    return address("newsroom:follow") + (f"?{query}" if query else "")
