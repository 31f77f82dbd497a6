"""What a page says, as data for search engines: terms of schema.org in JSON-LD, in a block that no browser runs."""

import json

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from publishing.addresses import address
from publishing.languages import Language
from publishing.site import SITE_NAME, absolute

# In a script element nothing may look like markup; JSON allows any character to be written by its number.
_ESCAPES = [(character, f"\\u{ord(character):04x}") for character in "<>&\u2028\u2029"]


def script(nodes) -> SafeString:
    """The element with some nodes for the head of a page."""
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPES:  # translate() takes ten times as long
        text = text.replace(character, escape)
    return SafeString(f'<script type="application/ld+json">{text}</script>')


def node(kind: str, **properties) -> dict:
    """A thing of a type, with those of its properties that say something."""
    return {"@type": kind} | {name: value for name, value in properties.items() if value or value == 0}


def named(kind: str, thing, **properties) -> dict:
    """A thing that has a page here, under the name that readers of the page see."""
    return node(kind, name=thing.local_name, url=absolute(thing.get_absolute_url()), **properties)


def breadcrumbs(*steps: tuple[str, str]) -> dict:
    """The way to a page: names and paths from the section down to the page itself."""
    return node(
        "BreadcrumbList",
        itemListElement=[
            node("ListItem", position=number, name=name, item=absolute(path))
            for number, (name, path) in enumerate(steps, start=1)
        ],
    )


def publisher() -> dict:
    """The newsroom itself."""
    return node("Organization", name=SITE_NAME, url=absolute(f"/{get_language()}/"))


def website(home: str, search: str) -> dict:
    """The site in the language being spoken, and how it is searched, from the paths of both pages."""
    return node(
        "WebSite",
        name=SITE_NAME,
        url=absolute(home),
        inLanguage=Language(get_language()).tag,
        publisher=publisher(),
        potentialAction=node(
            "SearchAction",
            target=node("EntryPoint", urlTemplate=f"{absolute(search)}?q={{search_term_string}}"),
        )
        | {"query-input": "required name=search_term_string"},
    )


def section(name: str, url_name: str) -> tuple[str, str]:
    """A step of ``breadcrumbs``: a section of the site."""
    return name, address(url_name)


def step(thing) -> tuple[str, str]:
    """A step of ``breadcrumbs``: a thing that has a page."""
    return thing.local_name, thing.get_absolute_url()
