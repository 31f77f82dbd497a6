"""Reading what pages say as data (JSON-LD), and what search engines want to find in it."""

import json
import re

from django.test import TestCase

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)

# What Google requires and recommends for rich results, with dots for what is inside. Sources, as read in November 2026:
# https://developers.google.com/search/docs/appearance/structured-data/ and article, event, breadcrumb after it.
GOOGLE = {
    "NewsArticle": {
        "author.name",
        "author.url",
        "dateModified",
        "datePublished",
        "headline",
        "image",
    },
    # Not "offers": nobody sells tickets to these events.
    "Event": {
        "description",
        "endDate",
        "eventStatus",
        "image",
        "location.address",
        "location.name",
        "name",
        "organizer.name",
        "organizer.url",
        "performer.name",
        "previousStartDate",
        "startDate",
    },
    "BreadcrumbList": {"itemListElement.item", "itemListElement.name", "itemListElement.position"},
}


def missing(node) -> set[str]:
    """The properties of ``GOOGLE`` that a node has not."""
    return {path for path in GOOGLE[node["@type"]] if not all(_at(node, path.split(".")))}


def _at(value, path):
    if not path:
        return [value]
    values = value.get(path[0]) if isinstance(value, dict) else None
    rows = values if isinstance(values, list) else [values]
    return [end for row in rows for end in _at(row, path[1:])] or [None]


class PageTestCase(TestCase):
    def nodes(self, address) -> dict:
        """The nodes of a page by their types."""
        page = self.client.get(address).content.decode()
        (text,) = SCRIPT.findall(page)
        data = json.loads(text)
        self.assertEqual(data["@context"], "https://schema.org")
        return {node["@type"]: node for node in data["@graph"]}
