"""The drawn picture of an event, for other sites that show it."""

from html import unescape

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publishing.languages import listed
from publishing.share_image import draw

from .models import Workshop
from .templatetags.events import period, place_name


@require_safe
def workshop_card(request, year, slug):
    """Name, dates and place of an event. One query."""
    workshop = get_object_or_404(Workshop.objects.public().for_listing(), year=year, slug=slug)
    parts = [
        unescape(strip_tags(part))
        for part in (period(workshop), place_name(workshop.place, workshop.country))
    ]
    return HttpResponse(
        draw(workshop.local_name, listed(filter(None, parts)), get_language()), content_type="image/png"
    )
