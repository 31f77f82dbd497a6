"""An instant as editors type it, by the clocks of the newsroom, of a place of the dateline, of UTC or of anywhere."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.http import JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.clocks import known_zones, moment, readings, zones_for
from publishing.clock import database_now
from publishing.dates import long_date
from publishing.desk.widgets import DateTimeInput
from publishing.zones import instants_of, jump_over, offset, zones_by_area

from .deciding import article_for


class InstantWidget(forms.MultiWidget):
    """The time, the zone, and where a time comes twice, which of the two. The time's field has the name itself."""

    def __init__(self, attrs=None):
        widgets = {
            "": DateTimeInput(),
            "zone": forms.Select(attrs={"aria-label": _("Time zone")}),
            "fold": forms.RadioSelect(),
        }
        super().__init__(widgets, attrs)

    def id_for_label(self, id_):
        return f"{id_}_0" if id_ else id_

    def decompress(self, value):
        zone = timezone.get_default_timezone()
        return [value and value.astimezone(zone).replace(tzinfo=None), str(zone), None]


class BoundInstant(forms.BoundField):
    """An instant in a form that is shown: with what the clocks say of it."""

    is_instant = True

    @property
    def readings(self) -> list[tuple[str, str]]:
        """The readings of what was typed, or else of what the form began with; none of what is no instant."""
        value = getattr(self.form, "cleaned_data", {}).get(self.name) if self.form.is_bound else self.initial
        return readings(value, self.field.zones) if value else []


class InstantField(forms.Field):
    """An instant ahead. A time that the clocks leave out is refused; of one that comes twice, one must be chosen."""

    widget = InstantWidget
    bound_field_class = BoundInstant
    default_error_messages = {"invalid": _("Enter a valid date/time.")}

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.zones = {}  # whoever makes a form calls ``offer_zones``: an article has zones of its own

    def offer(self, zones: dict[str, str]):
        """Put the zones that matter, those of ``zones_of``, before all others."""
        self.zones = zones
        others = [(area, [(name, name) for name in names]) for area, names in zones_by_area().items()]
        self.widget.widgets[1].choices = [*zones.items(), *others]

    def clean(self, value):
        text, zone, fold = (part or "" for part in value or ("", "", ""))
        if not text.strip():
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        zone = zone or timezone.get_default_timezone_name()
        if zone not in self.zones and zone not in known_zones():
            raise forms.ValidationError(_("Choose a time zone from the list."), code="zone")
        instant = self._instant(_typed(text.strip(), self.error_messages["invalid"]), ZoneInfo(zone), fold)
        now = database_now()
        if instant <= now:
            raise forms.ValidationError(
                _("This time has passed: in %(zone)s it is %(now)s now. Choose one ahead."),
                params={"zone": zone, "now": moment(now.astimezone(ZoneInfo(zone)).replace(second=0))},
                code="past",
            )
        return instant

    def has_changed(self, initial, data):
        return bool(data and data[0])

    def _instant(self, local, zone, fold):
        try:
            found = instants_of(local, zone)
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        if not found:
            raise _left_out(local, zone)
        if len(found) == 1:
            return found[0]
        self.widget.widgets[2].choices = [
            (str(number), f"{name}: {offset(instant, zone)} ({moment(instant, local.date())} UTC)")
            for number, (name, instant) in enumerate(
                zip((gettext("The earlier"), gettext("The later")), found, strict=True)
            )
        ]
        if fold not in ("0", "1"):
            raise forms.ValidationError(
                _(
                    "On %(day)s the clocks of %(zone)s are put back, and %(time)s comes twice. Choose which one."
                ),
                params={"day": long_date(local.date()), "zone": zone, "time": moment(local, local.date())},
                code="twice",
            )
        return found[int(fold)]


def zones_of(article) -> dict[str, str]:
    """The zones that matter to an article on the desk, as ``clocks.zones_for`` names them. One query."""
    rows = article.dateline_places.select_related("place__city")
    return zones_for((row.place for row in rows), newsroom=gettext("Newsroom"))


def offer_zones(form, article, zones=None):
    """Let every instant of a form be typed by the clocks that matter to an article; ``zones`` if they are known."""
    for field in form.fields.values():
        if isinstance(field, InstantField):
            zones = zones or zones_of(article)
            field.offer(zones)


def read(model_admin, request, article_id):
    """What the clocks show at a time being typed, or what is wrong with it: ``{"readings": …}`` or ``{"problems": …}``."""
    field = InstantField()
    field.offer(zones_of(article_for(model_admin, request, article_id)))
    try:
        instant = field.clean([request.GET.get(name, "") for name in ("at", "zone", "fold")])
    except forms.ValidationError as error:
        return JsonResponse({"problems": error.messages})
    return JsonResponse({"readings": readings(instant, field.zones)})


def _typed(text, invalid) -> datetime:
    try:
        # A day alone is no instant, though Python reads it as its midnight.
        local = parse_datetime(text) if ":" in text else None
    except ValueError:
        local = None
    if local is None or local.tzinfo is not None:
        raise forms.ValidationError(invalid, code="invalid")
    return local


def _left_out(local, zone):
    jump, day = jump_over(local, zone), local.date()
    return forms.ValidationError(
        _(
            "On %(day)s there is no %(time)s in %(zone)s: the clocks go from %(stopped)s straight to %(went_on)s."
            " Choose %(before)s or %(after)s."
        ),
        params={
            "day": long_date(day),
            "time": moment(local, day),
            "zone": zone,
            "stopped": moment(jump.stopped, day),
            "went_on": moment(jump.went_on, day),
            "before": moment(jump.last_minute, day),
            "after": moment(jump.went_on, day),
        },
        code="gap",
    )
