from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self):
        from publishing.edition_clock import boundaries  # noqa: PLC0415 -- models are not there at import

        from . import listing, moves  # noqa: PLC0415 -- as above

        boundaries.append(listing.settle)
        moves.connect()
