"""What load balancers and uptime checks ask: does this process answer?"""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def healthz(request):
    """``ok`` as plain text, without a query, so that a busy database does not take the web processes down."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")
