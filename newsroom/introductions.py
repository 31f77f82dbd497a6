"""People, bodies and events that a text names before readers have ever heard of them."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Agency, Series, Speaker
from publishing.edition_clock import raise_clock

from .content import References


def unknown_to_readers(content: dict) -> list:
    """The agencies, speakers, workshops and series that a content names and that are not public yet."""
    refs = References()
    quotes = content["quotes"]
    workshops = list(refs.workshops(content["workshops"]).values())
    agencies = {*content["agencies"], *(quote["agency"] for quote in quotes if quote["agency"])}
    rows = [
        *refs.find(Agency, sorted(agencies)),
        *refs.find(Speaker, sorted({quote["speaker"] for quote in quotes if quote["speaker"]})),
        *workshops,
        *Series.objects.filter(workshops__in=workshops).distinct(),
    ]
    return [row for row in rows if not row.is_public]


@transaction.atomic
def introduce(rows, *, by) -> None:
    """Make things public, each with an entry in its log. Raises ``PermissionDenied``; then none is."""
    for row in rows:
        kind = row._meta
        if not by.has_perm(f"{kind.app_label}.change_{kind.model_name}"):
            raise PermissionDenied(_("You do not have the right to make %s public.") % row.name)
        row.is_public = True
        row.save(update_fields=["is_public"])
        change = {"fields": ["public"], "values": [["public", "False", "True"]]}
        LogEntry.objects.log_actions(by.pk, [row], CHANGE, change_message=[{"changed": change}])
    raise_clock()
