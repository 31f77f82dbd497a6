"""What moves in the reference data moves in the lists: a merge, a workshop in another series, a country in another region."""

from django.db.models.signals import post_delete, post_save, pre_save

from events.models import Country, Region, Workshop

from .listing import relist
from .selection.choices import FACETS, MODELS

_FACETS = {model: FACETS[name] for name, model in MODELS.items()}


def connect():
    """Listen to what is saved and deleted, by whomever: forms, merges, loaders."""
    for model in _FACETS:
        post_delete.connect(_deleted, sender=model)
    for model in (Country, Region, Workshop):
        pre_save.connect(_about_to_save, sender=model)
        post_save.connect(_saved, sender=model)


def _deleted(sender, instance, **_kwargs):
    relist(_FACETS[sender], instance.pk)


def _about_to_save(sender, instance, **_kwargs):
    before = sender.objects.filter(pk=instance.pk).values_list(*_COLUMNS[sender]).first()
    now = tuple(getattr(instance, column) for column in _COLUMNS[sender])
    instance.has_moved = before is not None and before != now


def _saved(sender, instance, **_kwargs):
    if instance.has_moved:
        relist(_FACETS[sender], instance.pk)


_COLUMNS = {Country: ("region_id",), Region: ("path",), Workshop: ("series_id",)}
