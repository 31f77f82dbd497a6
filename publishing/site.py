"""What every page knows of the site it belongs to."""

from django.conf import settings

SITE_NAME = "Dateline"


def site(request):
    """Context processor: the name of the site and its address without a slash at the end."""
    return {"site_name": SITE_NAME, "site_url": settings.SITE_URL}


def absolute(path: str) -> str:
    """The full address of a path of this site; full addresses are left as they are."""
    return settings.SITE_URL + path if path.startswith("/") and not path.startswith("//") else path
