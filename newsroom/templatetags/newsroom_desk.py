"""What the first page of the desk shows, and how the desk names people and times."""

from django import template
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from newsroom import clocks
from newsroom.admin import forms
from newsroom.models import Edition, Revision, Withdrawal
from publishing.clock import DatabaseNow

register = template.Library()
register.filter("who", forms.who)
register.filter("when", forms.when)
register.filter("exactly", clocks.exactly)

LINES = 8
# The headings of the list of all tables, each with the models below it. What is not named here goes last.
GROUPS = (
    ("texts", ("Article", "Image")),
    ("events", ("Workshop", "Series")),
    ("people", ("Speaker", "Agency")),
    ("where", ("Country", "Region", "Place")),
    ("words", ("Topic",)),
)


@register.simple_tag
def desk_overview(user) -> dict:
    """``drafts`` (revisions of mine that nobody has published), ``ahead``, ``ending`` and ``lately``: four queries."""
    newer = Revision.objects.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
    published = Edition.objects.filter(revision=OuterRef("pk"))
    mine = Revision.objects.filter(~Exists(newer), ~Exists(published), saved_by=user).select_related(
        "article"
    )
    editions = Edition.objects.select_related("published_by").only(
        "article_id", "title", "language", "kind", "live_from", "change", "number", "published_by"
    )
    return {
        "drafts": mine.defer("canonical", "article__body").order_by("-saved_at", "-pk")[:LINES],
        "ahead": editions.filter(live_from__gt=DatabaseNow()).order_by("live_from")[:LINES],
        "ending": Withdrawal.objects.filter(withdrawn_at__gt=DatabaseNow())
        .select_related("edition")
        .order_by("withdrawn_at")[:LINES],
        "lately": editions.live().order_by("-live_from", "-pk")[:LINES],
    }


@register.simple_tag
def desk_tables(app_list) -> list[dict]:
    """All tables the editor may open, in groups: ``{"name": …, "models": […]}``."""
    names = {
        "texts": _("Texts"),
        "events": _("Events"),
        "people": _("People and bodies"),
        "where": _("Where"),
        "words": _("Vocabulary"),
    }
    models = {model["object_name"]: model for app in app_list for model in app["models"]}
    groups = [
        {"name": names[key], "models": [models.pop(name) for name in wanted if name in models]}
        for key, wanted in GROUPS
    ]
    groups.append({"name": _("Administration"), "models": list(models.values())})
    return [group for group in groups if group["models"]]
