"""IANA time zones: which names are right."""

from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def validate_time_zone(name: str) -> None:
    """Raise ``ValidationError`` unless ``name`` is in the IANA time zone database."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValidationError(
            _("“%(name)s” is not a time zone. Use a name such as Asia/Bangkok or Europe/Vienna."),
            params={"name": name},
        ) from error
