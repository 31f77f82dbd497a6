"""The application that the web server calls: public pages from the cache, all else from Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 -- after Django is set up

from newsroom.feeds.browsers import ShownInBrowsers  # noqa: E402 -- as above
from publishing import shared_cache  # noqa: E402 -- as above
from publishing.page_cache import PageCache  # noqa: E402 -- as above

pages = PageCache(django_application, megabytes=settings.PAGE_CACHE_MB, shared=shared_cache.connect())
application = ShownInBrowsers(pages)
