"""RSS 2.0 of every list: what a page lists, in full text, under names that never change."""

from django.contrib.syndication.views import Feed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publishing.site import SITE_NAME, absolute

from . import datelines, rendering
from .selection import Selection, key_of

FEED_SIZE = 50
CONTROL_CHARACTERS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0x7F, 0xFFFE, 0xFFFF])


class FullTextRss(Rss201rev2Feed):
    """RSS 2.0 with ``content:encoded`` and categories that say which list of terms they are from."""

    def latest_post_date(self):
        """What Last-Modified says: when the list last changed, be it by a withdrawal."""
        return self.feed["changed_at"]

    def rss_attributes(self):
        return super().rss_attributes() | {"xmlns:content": "http://purl.org/rss/1.0/modules/content/"}

    def add_item_elements(self, handler, item):
        body, terms = item.pop("body"), item.pop("terms")
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", body)
        for domain, term in terms:
            handler.addQuickElement("category", term, {"domain": domain})


def xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold."""
    return text.translate(CONTROL_CHARACTERS)


class Moved(Exception):
    """The feed is for ever at the address that this says."""


def _address(request, facet, keys) -> str:
    """The address of a feed with the names of some of its things replaced."""
    query, path = request.GET.copy(), request.path
    for name, key in keys.items():
        if name == facet:
            path = reverse(f"newsroom:{facet}-feed", args=[key])
        else:
            query[name] = key
    return f"{path}?{query.urlencode()}" if query else path


class ReleaseFeed(Feed):
    """The newest ``FEED_SIZE`` texts of a selection. Its validators depend on nothing but what it says."""

    feed_type = FullTextRss
    item_guid_is_permalink = False

    def __call__(self, request, *args, **kwargs):
        """The feed; or the way to it for ever, where the address names something that was merged since."""
        try:
            return super().__call__(request, *args, **kwargs)
        except Moved as moved:
            return redirect(str(moved), permanent=True)

    def get_object(self, request, year=0, month=0, facet="", slug="", held_in=0):
        query = request.GET.copy()
        if facet:
            query[facet] = f"{held_in}/{slug}" if held_in else slug
        selection = Selection.parse(query, get_language(), year, month)
        moved = {name: key_of(it) for name, it in selection.things.items() if key_of(it) != query[name]}
        if moved:
            raise Moved(_address(request, facet, moved))
        return {"selection": selection, "address": request.get_full_path(), "facet": facet}

    def title(self, feed):
        return xml_text(f"{SITE_NAME}: {feed['selection'].describe()}")

    def description(self, feed):
        return xml_text(_("%(list)s, as it is published.") % {"list": feed["selection"].describe()})

    def link(self, feed):
        facet, selection = feed["facet"], feed["selection"]
        if facet:
            return absolute(selection.things[facet].get_absolute_url())
        return absolute(selection.url(get_language()))

    def feed_url(self, feed):
        return absolute(feed["address"])

    def feed_extra_kwargs(self, feed):
        return {"changed_at": feed["selection"].changed_at()}

    def items(self, feed):
        editions = list(feed["selection"].editions().for_detail()[:FEED_SIZE])
        library = rendering.library([edition.content for edition in editions])
        for edition in editions:
            edition.library = library
        return editions

    def item_title(self, edition):
        return xml_text(edition.title)

    def item_description(self, edition):
        return xml_text(edition.summary)

    def item_link(self, edition):
        return absolute(edition.get_absolute_url())

    def item_guid(self, edition):
        return edition.urn

    def item_pubdate(self, edition):
        return edition.released_at

    def item_extra_kwargs(self, edition):
        topics = [
            (absolute(topic.get_absolute_url()), topic.name_in(edition.language))
            for topic in edition.topics.all()
            if topic.is_public
        ]
        countries = [
            (absolute(country.get_absolute_url()), country.name_in(edition.language))
            for country in edition.countries.all()
        ]
        return {
            "body": xml_text(full_text(edition)),
            "terms": [(d, xml_text(n)) for d, n in topics + countries],
        }


def full_text(edition) -> str:
    """The whole text as HTML that stands on its own: correction note, lead picture, dateline, body."""
    content = edition.content
    lead, gallery = rendering.pictures(content, edition.library)
    head = SafeString("")
    if edition.note:
        head += format_html("<p><strong>{}:</strong> {}</p>", edition.get_change_display(), edition.note)
    if lead:
        head += _figure(lead)
    if dateline := datelines.of_edition(edition):
        head += format_html("<p>{} \u2013</p>", dateline)
    body = rendering.with_absolute_addresses(rendering.body_html(content))
    return head + body + SafeString("").join(_figure(picture) for picture in gallery)


def _figure(picture) -> SafeString:
    image, words = picture["image"], [text for text in (picture["caption"], picture["credit"]) if text]
    caption = format_html("<figcaption>{}</figcaption>", " ".join(words)) if words else ""
    return format_html(
        '<figure><img src="{}" alt="{}" width="{}" height="{}">{}</figure>',
        absolute(image.url),
        picture["alt"],
        image.width,
        image.height,
        caption,
    )
