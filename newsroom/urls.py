"""Addresses of texts, lists of texts and their feeds (DESIGN, section 5). All stand behind a language."""

from django.urls import path

import publishing.addresses  # noqa: F401 -- year and month in addresses

from .feeds.views import feed
from .views import follow, lists, release, search, share

app_name = "newsroom"

urlpatterns = [
    path("", lists.home, name="home"),
    path("feed.<str:form>", feed, {"facet": "home"}, name="home-feed"),
    path("follow/", follow.follow, name="follow"),
    path("search/", search.search, name="search"),
    path("search/opensearch.xml", search.opensearch, name="opensearch"),
    path("search/feed.<str:form>", search.feed, name="search-feed"),
    path("news/", lists.news, name="news"),
    path("news/feed.<str:form>", feed, name="news-feed"),
    path("news/<year:year>/", lists.news, name="year"),
    path("news/<year:year>/feed.<str:form>", feed, name="year-feed"),
    path("news/<year:year>/<month:month>/", lists.news, name="month"),
    path("news/<year:year>/<month:month>/feed.<str:form>", feed, name="month-feed"),
    path("news/<year:year>/<month:month>/<slug:slug>/", release.release_detail, name="release-detail"),
    path("news/<year:year>/<month:month>/<slug:slug>/card.png", share.release_card, name="release-card"),
    path("countries/<slug:slug>/feed.<str:form>", feed, {"facet": "country"}, name="country-feed"),
    path("regions/<slug:slug>/feed.<str:form>", feed, {"facet": "region"}, name="region-feed"),
    path("topics/<slug:slug>/feed.<str:form>", feed, {"facet": "topic"}, name="topic-feed"),
    path("series/<slug:slug>/feed.<str:form>", feed, {"facet": "series"}, name="series-feed"),
    path("agencies/<slug:slug>/feed.<str:form>", feed, {"facet": "agency"}, name="agency-feed"),
    path("speakers/<slug:slug>/feed.<str:form>", feed, {"facet": "speaker"}, name="speaker-feed"),
    path(
        "events/<year:held_in>/<slug:slug>/feed.<str:form>", feed, {"facet": "workshop"}, name="workshop-feed"
    ),
]
