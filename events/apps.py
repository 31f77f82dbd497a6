from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events and reference data")

    def ready(self):
        from publishing.edition_clock import boundaries  # noqa: PLC0415 -- models are not there at import

        from .models import Workshop  # noqa: PLC0415 -- as above

        boundaries.append(Workshop.objects.next_boundary)
