"""Which address is answered by which app."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from config.health import healthz
from newsroom import sitemaps
from newsroom.feeds.outline import outline
from newsroom.oembed import oembed
from newsroom.views.lists import to_language
from newsroom.views.media import media

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("media/<path:path>", media, name="media"),
    path("feeds.opml", outline, name="feeds-opml"),
    path("robots.txt", sitemaps.robots),
    path("sitemap.xml", sitemaps.index),
    path("sitemaps/<slug:name>.xml", sitemaps.file),
    path("news-sitemap.xml", sitemaps.news),
    path("oembed", oembed, name="oembed"),
    path("", to_language),
    *i18n_patterns(path("", include("newsroom.urls")), path("", include("events.urls"))),
]
