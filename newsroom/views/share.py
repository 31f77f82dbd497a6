"""The drawn picture of a release, for other sites that show it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from newsroom.facts import dateline, facts_of
from newsroom.models import Address, Edition
from publishing.share_image import draw


@require_safe
def release_card(request, year, month, slug):
    """Title and dateline of the live edition; where the text has moved, to its picture there. Three queries."""
    here = {"language": get_language(), "year": year, "month": month, "slug": slug}
    owner = Address.objects.filter(**here).values_list("article", flat=True).first()
    edition = Edition.objects.live().filter(article=owner).first()
    if edition is None:
        raise Http404("No release has this address.")
    address = f"{edition.get_absolute_url()}card.png"
    if address != request.path:
        return redirect(address, permanent=True)
    words = dateline(facts_of([edition.pk], ("places",))[edition.pk], edition)
    return HttpResponse(draw(edition.title, words, edition.language), content_type="image/png")
