"""The yardstick for rendered pages: plain Django views, each with one indexed query and a minimal template.

A release, a list of 20 and a feed of 50 full texts from the site's own database, with no middleware, no languages and
nothing around the text. It is started like the site: ``bench.plain:application``, with the site's environment.
"""

from django.conf import settings

from config import settings as site

RELEASE = """<!doctype html><html lang="en"><head><title>{{ edition.title }}</title></head><body>
<h1>{{ edition.title }}</h1><p>{{ edition.summary }}</p><p>{{ edition.released_at|date:"j F Y" }}</p>
{{ body|safe }}</body></html>"""
LIST = """<!doctype html><html lang="en"><head><title>News</title></head><body><h1>News</h1><ul>
{% for edition in editions %}<li><p>{{ edition.released_at|date:"j F Y" }}</p>
<h2><a href="{{ edition.year }}/{{ edition.month }}/{{ edition.slug }}/">{{ edition.title }}</a></h2>
<p>{{ edition.summary }}</p></li>{% endfor %}</ul></body></html>"""
FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>
{% for entry in entries %}<item><title>{{ entry.edition.title }}</title><guid>{{ entry.edition.uid }}</guid>
<link>{{ entry.edition.year }}/{{ entry.edition.month }}/{{ entry.edition.slug }}/</link>
<pubDate>{{ entry.edition.released_at|date:"r" }}</pubDate><description>{{ entry.edition.summary }}</description>
<content:encoded>{{ entry.body }}</content:encoded></item>{% endfor %}</channel></rss>"""

own = {name: getattr(site, name) for name in dir(site) if name.isupper()} | {
    "ROOT_URLCONF": __name__,
    "MIDDLEWARE": [],
    "USE_I18N": False,
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.locmem.Loader",
                        {"release": RELEASE, "list": LIST, "feed": FEED},
                    )
                ]
            },
        }
    ],
}
settings.configure(**own)

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.shortcuts import render
from django.urls import path

from newsroom.models import Edition


def release(request, year, month, slug):
    rows = Edition.objects.select_related("revision").filter(live_until=None)
    edition = rows.get(language="en", year=year, month=month, slug=slug)
    return render(request, "release", {"edition": edition, "body": edition.content["body"]})


def newest(request):
    return render(request, "list", {"editions": _newest()[:20]})


def feed(request):
    editions = _newest().select_related("revision")[:50]
    entries = [{"edition": edition, "body": edition.content["body"]} for edition in editions]
    return render(request, "feed", {"entries": entries}, content_type="application/rss+xml")


def _newest():
    return Edition.objects.filter(language="en", live_until=None).order_by("-released_at", "-article_id")


urlpatterns = [
    path("en/news/<int:year>/<int:month>/<slug:slug>/", release),
    path("en/news/", newest),
    path("en/news/feed.rss", feed),
]
