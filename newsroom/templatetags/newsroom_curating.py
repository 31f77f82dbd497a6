"""What the desk shows of suggestions and saved filters."""

from django import template

from newsroom.admin import filters, suggesting

register = template.Library()


@register.simple_tag
def suggestions_for(article) -> dict:
    """``offered``, the best first, and ``refused``."""
    return {"offered": suggesting.offered(article), "refused": suggesting.refused(article)}


@register.simple_tag
def saved_filters(user) -> list:
    """The filters of the list of articles that the user and the newsroom keep, each with ``url`` and ``hint``."""
    return filters.of(user)


@register.simple_tag
def kept_query(request) -> str:
    """What of the list's present query would be kept; empty where it chooses nothing."""
    return filters.kept(request.GET.urlencode())
