"""For all templates: safe HTML, dates in words, this page in other languages."""

from django import template
from django.urls import translate_url
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from publishing import dates
from publishing.languages import Language
from publishing.richtext import clean_html
from publishing.site import absolute

register = template.Library()

register.filter("long_date", dates.long_date)
register.filter("month_and_year", dates.month_and_year)
register.filter("month_name", dates.month_name)
register.simple_tag(absolute, name="absolute_url")


@register.filter
def body(html: str) -> SafeString:
    """Rich text for a page: the one place where HTML from the database is declared safe, after cleaning."""
    return SafeString(clean_html(html))


@register.simple_tag(takes_context=True)
def language_links(context):
    """The page being shown in the six languages: dicts of code, name, url and whether it is this one.

    Pages that exist only in some languages (a text and its translations) put their own list into the
    context as ``language_urls``, a dict from code to address; other languages then lead to the home page.
    """
    request, current = context["request"], get_language()
    own = context.get("language_urls")
    links = []
    for code, name in Language.choices:
        url = own.get(code) if own is not None else translate_url(request.path, code)
        links.append(
            {
                "code": code,
                "lang": "zh-Hans" if code == "zh-hans" else code,
                "name": name,
                "url": url or f"/{code}/",
                "is_current": code == current,
                "is_translation": bool(url),
            }
        )
    return links
