"""What all pages of the editors' desk (Django's admin) share."""

from .admins import DeskAdmin, DeskStackedInline
from .rows import OrderedInline
from .widgets import date_inputs

__all__ = ["DeskAdmin", "DeskStackedInline", "OrderedInline", "date_inputs"]
