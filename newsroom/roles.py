"""Who may do what in the newsroom: the groups Writer, Editor and Publisher, each with all that the one before may do."""

from itertools import product

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from .models.desks import Role

WRITER, EDITOR, PUBLISHER = Role.values

# The rows that are edited inside an article: taking a quote out of a text deletes its row.
_PARTS_OF_ARTICLES = ("articleplace", "quote", "seealso", "articleimage", "articleattachment")
_MEMORY = ("revision", "edition", "withdrawal", "address", "logentry", "review", "remark")
_REFERENCE_DATA = (
    "region",
    "country",
    "countryname",
    "place",
    "placename",
    "agency",
    "agencyname",
    "topic",
    "series",
    "speaker",
    "speakername",
    "appointment",
    "workshop",
    "workshopagency",
    "workshopspeaker",
    "earlierdates",
)


def _allow(app, verbs, models):
    return {f"{app}.{verb}_{model}" for verb, model in product(verbs, models)}


_WRITER = {
    *_allow("newsroom", ("view", "add", "change"), ("article", "image")),
    *_allow("newsroom", ("view", "add", "change", "delete"), _PARTS_OF_ARTICLES),
    *_allow("newsroom", ("view",), _MEMORY),
    *_allow("events", ("view",), _REFERENCE_DATA),
    # People and cities that a release brings with it, so that nobody waits for an editor at night.
    *_allow("events", ("add",), ("speaker", "appointment", "place", "placename")),
}
_EDITOR = {
    *_WRITER,
    *_allow("events", ("add", "change", "delete"), _REFERENCE_DATA),
    *_allow("newsroom", ("delete",), ("image",)),
    "newsroom.review_article",
}
_PUBLISHER = {*_EDITOR, *_allow("newsroom", ("publish", "correct", "withdraw"), ("article",))}

# Nobody may delete an article: what was saved stays. Nobody may change revisions, editions or the log.
PERMISSIONS = {WRITER: _WRITER, EDITOR: _EDITOR, PUBLISHER: _PUBLISHER}


@transaction.atomic
def ensure_groups() -> dict[str, Group]:
    """The three groups by name, with exactly the permissions above; whatever else they had is taken away.

    The groups of desks that have the rights of one of them get the same.
    Raises ``LookupError`` where a permission is missing because the migrations have not run.
    """
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.filter(
            content_type__app_label__in=("newsroom", "events")
        ).select_related("content_type")
    }
    groups = {}
    for name, labels in PERMISSIONS.items():
        if missing := labels - known.keys():
            raise LookupError(f"Run migrate first: there is no permission {', '.join(sorted(missing))}.")
        groups[name], _created = Group.objects.get_or_create(name=name)
        desks = Group.objects.filter(desk__role=name)
        for group in (groups[name], *desks):
            group.permissions.set(known[label] for label in labels)
    return groups
