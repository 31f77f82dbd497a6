"""For all templates: safe HTML, dates in words, this page in other languages."""

from functools import lru_cache
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import translate_url
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from publishing import dates, structured_data
from publishing.languages import Language
from publishing.richtext import clean_html
from publishing.share_image import SIZE
from publishing.site import absolute

register = template.Library()

register.filter("long_date", dates.long_date)
register.filter("month_and_year", dates.month_and_year)
register.filter("month_name", dates.month_name)
register.simple_tag(absolute, name="absolute_url")
register.simple_tag(structured_data.script, name="json_ld")


@register.filter
def body(html: str) -> SafeString:
    """Rich text for a page: the one place where HTML from the database is declared safe, after cleaning."""
    return SafeString(clean_html(html))


@register.simple_tag
def kept(template, **inputs):
    """A part of a page, as ``{% include … only %}`` gives it, that nothing but its inputs and the language decide.

    Each process renders it once. For what the frame of every page repeats; its inputs must have few values.
    """
    if settings.DEBUG:  # a changed template shows at once
        return render_to_string(template, inputs)
    return _kept(get_language(), template, tuple(inputs.items()))


@lru_cache(maxsize=200)
def _kept(_language, template, inputs):
    return render_to_string(template, dict(inputs))


@register.simple_tag
def site_nav(path):
    """The sections of the site; the one that a page is in is marked."""
    nav = kept("parts/site_nav.html")
    section = "/".join(path.split("/")[:3]) + "/"
    link = f'href="{section}"'
    current = "page" if path == section else "true"
    return SafeString(nav.replace(link, f'{link} aria-current="{current}"', 1))


@register.simple_tag(takes_context=True)
def language_links(context):
    """The page being shown in the six languages: dicts of code, name, url and whether it is this one.

    Pages that exist only in some languages (a text and its translations) put their own list into the
    context as ``language_urls``, a dict from code to address; other languages then lead to the home page.
    """
    request, current = context["request"], get_language()
    own = context.get("language_urls")
    links = []
    for code in Language:
        url = own.get(code) if own is not None else _in_language(request, current, code)
        links.append(
            {
                "code": code,
                "lang": code.tag,
                "name": code.label,
                "url": url or f"/{code}/",
                "is_current": code == current,
                "is_translation": bool(url),
            }
        )
    return links


def _in_language(request, current, code):
    """The address of the page being shown in another language: no page of ours has other words in its address."""
    path, own = request.path, f"/{current}/"
    if request.resolver_match and path.startswith(own):
        return f"/{code}/{path[len(own) :]}"
    return translate_url(path, code)


# The links to six languages stand twice on every page. As loops in templates they were a tenth of its cost.


@register.simple_tag
def alternate_links(links):
    """The elements that tell search engines of a page in other languages. Takes ``language_links``."""
    lines = []
    for link in links:
        if link["is_translation"]:
            url = escape(absolute(link["url"]))
            if link["code"] == "en":
                lines.append(f'<link rel="alternate" hreflang="x-default" href="{url}">')
            lines.append(f'<link rel="alternate" hreflang="{link["lang"]}" href="{url}">')
    return SafeString("\n".join(lines))


@register.simple_tag
def language_items(links):
    """The lines of the language switcher. Takes ``language_links``."""
    return SafeString(
        "\n".join(
            f'<li><a class="languages__link" href="{escape(link["url"])}" lang="{link["lang"]}"'
            f' hreflang="{link["lang"]}"{_MARK if link["is_current"] else ""}>{escape(link["name"])}</a></li>'
            for link in links
        )
    )


_MARK = ' aria-current="true"'


@register.simple_tag
def social(title, description="", image="", alt="", card=""):
    """What other sites show with a link to a page: Open Graph, of which Twitter cards take what they lack.

    Image and card, the drawn one, are addresses of ours of what is 1200 pixels wide and 630 high; the first is preferred.
    """
    facts = [("og:title", title), ("og:description", description)]
    for address, words in ((image, alt), (card, title)):
        if address:
            facts += [
                ("og:image", absolute(address)),
                ("og:image:width", SIZE[0]),
                ("og:image:height", SIZE[1]),
            ]
            facts.append(("og:image:alt", words))
    facts.append(("og:locale", _LOCALES[get_language()]))
    lines = [format_html('<meta property="{}" content="{}">', *fact) for fact in facts if fact[1]]
    kind = "summary_large_image" if image or card else "summary"
    return SafeString("\n".join([*lines, f'<meta name="twitter:card" content="{kind}">']))


@register.simple_tag
def oembed_links(path, title):
    """Where another site learns how to show a page of ours that somebody there names."""
    asked = f"{absolute('/oembed')}?{urlencode({'url': absolute(path)})}"
    return SafeString(
        "\n".join(
            format_html(
                '<link rel="alternate" type="{}+oembed" title="{}" href="{}&amp;format={}">',
                kind,
                title,
                asked,
                form,
            )
            for kind, form in (("application/json", "json"), ("text/xml", "xml"))
        )
    )


# Facebook knows these, and no language without a country.
_LOCALES = {"ar": "ar_AR", "en": "en_GB", "es": "es_ES", "fr": "fr_FR", "ru": "ru_RU", "zh-hans": "zh_CN"}


@register.simple_tag
def tag_items(things):
    """The lines of a list of tags: of things with an address and a name."""
    return SafeString(
        "\n".join(
            f'<li><a class="tag" href="{escape(thing.get_absolute_url())}"><bdi>{escape(thing.local_name)}</bdi></a></li>'
            for thing in things
        )
    )
