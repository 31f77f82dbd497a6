"""Dates of workshops in words."""

from django import template
from django.utils.formats import time_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from events.models.workshops import Precision
from publishing.dates import long_range, month_and_year

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
