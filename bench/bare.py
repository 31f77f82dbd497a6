"""The limit: a Django view that returns bytes, with no middleware, no database and no template.

BARE_BODY names a file with the bytes; without it they are some ten kilobytes of this one.
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

BODY = (
    Path(os.environ["BARE_BODY"]).read_bytes()
    if "BARE_BODY" in os.environ
    else Path(__file__).read_bytes() * 20
)


def bare(request):
    return HttpResponse(BODY, headers={"Content-Length": str(len(BODY))})


settings.configure(SECRET_KEY="bench", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, MIDDLEWARE=[])
urlpatterns = [path("", bare)]
application = get_wsgi_application()
