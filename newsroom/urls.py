"""Addresses of texts, lists of texts and their feeds (DESIGN, section 5). All stand behind a language."""

from django.urls import include, path

import publishing.addresses  # noqa: F401 -- year and month in addresses

from .feeds import release_feed as feed
from .views import lists, release, search
from .views.press_pack import press_pack

app_name = "newsroom"

urlpatterns = [
    path("", include("newsroom.data.urls")),
    path("", lists.home, name="home"),
    path("feed.rss", feed, {"facet": "home"}, name="home-feed"),
    path("search/", search.search, name="search"),
    path("search/opensearch.xml", search.opensearch, name="opensearch"),
    path("search/feed.rss", search.feed, name="search-feed"),
    path("news/", lists.news, name="news"),
    path("news/feed.rss", feed, name="news-feed"),
    path("news/<year:year>/", lists.news, name="year"),
    path("news/<year:year>/feed.rss", feed, name="year-feed"),
    path("news/<year:year>/<month:month>/", lists.news, name="month"),
    path("news/<year:year>/<month:month>/feed.rss", feed, name="month-feed"),
    path("news/<year:year>/<month:month>/<slug:slug>/press-pack.zip", press_pack, name="press-pack"),
    path("news/<year:year>/<month:month>/<slug:slug>/", release.release_detail, name="release-detail"),
    path("countries/<slug:slug>/feed.rss", feed, {"facet": "country"}, name="country-feed"),
    path("regions/<slug:slug>/feed.rss", feed, {"facet": "region"}, name="region-feed"),
    path("topics/<slug:slug>/feed.rss", feed, {"facet": "topic"}, name="topic-feed"),
    path("series/<slug:slug>/feed.rss", feed, {"facet": "series"}, name="series-feed"),
    path("agencies/<slug:slug>/feed.rss", feed, {"facet": "agency"}, name="agency-feed"),
    path("speakers/<slug:slug>/feed.rss", feed, {"facet": "speaker"}, name="speaker-feed"),
    path("events/<year:held_in>/<slug:slug>/feed.rss", feed, {"facet": "workshop"}, name="workshop-feed"),
]
