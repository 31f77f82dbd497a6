from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self):
        from publishing.edition_clock import boundaries  # noqa: PLC0415 -- models are not there at import

        from . import listing, moves  # noqa: PLC0415 -- as above
        from .search import things  # noqa: PLC0415 -- as above

        boundaries.append(listing.settle)
        moves.connect()
        things.connect()
        post_migrate.connect(_list_what_is_there, sender=self)


def _list_what_is_there(plan=(), **_kwargs):
    """An archive from before there were lists, or search, gets them with the migration that makes their tables."""
    from . import listing  # noqa: PLC0415 -- models are not there at import
    from .models import Edition  # noqa: PLC0415 -- as above
    from .search import rebuilding, things  # noqa: PLC0415 -- as above

    applied = {(step.app_label, step.name) for step, is_undone in plan if not is_undone}
    if ("newsroom", "0017_listing") in applied and Edition.objects.exists():
        listing.rebuild()
    if ("newsroom", "0018_search") in applied:
        if Edition.objects.exists():
            rebuilding.rebuild()
        else:
            things.rebuild()
