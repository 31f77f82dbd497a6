"""Dates of workshops in words."""

from django import template
from django.utils.formats import time_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.models.workshops import Precision, Status
from publishing.dates import long_range, month_and_year
from publishing.site import absolute

register = template.Library()


@register.simple_tag
def place_name(place, country=None):
    """A place in words, with its country where that has another name; or a country alone."""
    words = country.local_name if country else ""
    if place:
        words, land = place.local_name, place.country.local_name
        if words != land:
            words = _("%(city)s (%(country)s)") % {"city": words, "country": land}
    return format_html("<bdi>{}</bdi>", words)


@register.simple_tag
def period(event):
    """When an event (or its earlier dates) takes place, as exactly as that is known, in a ``time`` element."""
    if event.precision == Precision.YEAR:
        first, last = event.starts_on.year, event.ends_on.year
        text = str(first) if first == last else f"{first}\u2013{last}"
        return format_html('<time datetime="{}">{}</time>', first, text)
    if event.precision == Precision.MONTH:
        text = month_and_year(event.starts_on)
        if (event.starts_on.year, event.starts_on.month) != (event.ends_on.year, event.ends_on.month):
            text = f"{text} \u2013 {month_and_year(event.ends_on)}"
        return format_html('<time datetime="{}">{}</time>', f"{event.starts_on:%Y-%m}", text)
    text = long_range(event.starts_on, event.ends_on)
    start = getattr(event, "start_time", None)
    if start:
        times = time_format(start, "H:i")
        if event.end_time:
            times += (
                f"\u2060\u2013\u2060{time_format(event.end_time, 'H:i')}"  # joined: no line ends in between
            )
        text = _("%(dates)s, %(times)s (%(zone)s)") % {
            "dates": text,
            "times": times,
            "zone": event.zone.key.replace("_", " "),
        }
    return format_html('<time datetime="{}">{}</time>', event.starts_on.isoformat(), text)


@register.inclusion_tag("parts/calendar_links.html")
def calendar_links(address, workshop=None):
    """To a calendar at an address of ours, of a list of events or of one; and that what has no days yet is in none."""
    is_fixed = workshop is not None and workshop.precision in (Precision.TIME, Precision.DAY)
    return {
        "address": address,
        "webcal": "webcal://" + absolute(address).partition("://")[2],
        "is_in_it": workshop is None or is_fixed,
        "has_note": not is_fixed,
    }


@register.simple_tag
def workshop_line(workshop):
    """An event in a list: when, what, where. Written here because release pages and lists have up to thirty of them."""
    status, where = "", SafeString("")
    if workshop.status in (Status.POSTPONED, Status.CANCELLED):
        status = format_html(
            '<span class="status status--{}">{}</span>',
            workshop.status,
            capfirst(workshop.get_status_display()),
        )
    if workshop.place or workshop.country:
        where = _DOT + place_name(workshop.place, workshop.country)
    if workshop.is_online:
        where += _DOT + escape(_("online"))
    return format_html(
        '<div class="workshop-line workshop-line--{}">\n<p class="workshop-line__when">{}</p>\n'
        '<div class="workshop-line__what">\n'
        '<p class="workshop-line__name"><a href="{}"><bdi>{}</bdi></a>\n{}</p>\n'
        '<p class="workshop-line__where">{}{}</p>\n</div>\n</div>',
        workshop.status,
        period(workshop),
        workshop.get_absolute_url(),
        workshop.local_name,
        status,
        capfirst(workshop.get_kind_display()),
        where,
    )


_DOT = SafeString(' <span aria-hidden="true">·</span> ')
