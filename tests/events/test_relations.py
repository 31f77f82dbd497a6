"""Every foreign key to what can be merged is found, in whatever app, and followed by a merge."""

from django.test import TestCase

from events.merging import merge
from events.models import Agency, Country, Place, Series, Speaker, Topic, Workshop
from events.relations import Relation
from newsroom.models import Article, Edition, Image
from tests.factory import (
    make_agency,
    make_article,
    make_country,
    make_draft,
    make_image,
    make_place,
    make_series,
    make_speaker,
    make_topic,
    make_workshop,
)

MAKERS = {Topic: make_topic, Speaker: make_speaker, Agency: make_agency, Place: make_place}


class EveryRelationTests(TestCase):
    """A row is made for each foreign key that any model has to the four kinds, and each is moved."""

    def test_every_foreign_key_is_followed(self):
        for model in MAKERS:
            with self.subTest(model.__name__):
                old, new = (MAKERS[model](name) for name in ("Old name", "New name"))
                relations = Relation.all_to(model)
                rows = {relation.label: make_row(relation, old) for relation in relations}
                entry = merge(old, new, by=None)
                for relation in relations:
                    row = relation.model._base_manager.get(pk=rows[relation.label].pk)
                    assert getattr(row, relation.field.attname) == new.pk, relation.label
                assert sorted(entry.record["moved"]) == sorted(rows)
                assert not model.objects.filter(slug=old.slug).exists()

    def test_the_relations_are_these(self):
        labels = {model: [relation.label for relation in Relation.all_to(model)] for model in MAKERS}
        assert labels == {
            Topic: [
                "events.merge.topic",
                "events.series.topics",
                "events.workshop.topics",
                "newsroom.article.topics",
                "newsroom.edition.topics",
            ],
            Speaker: [
                "events.appointment.speaker",
                "events.merge.speaker",
                "events.speakername.speaker",
                "events.workshopspeaker.speaker",
                "newsroom.editionquote.speaker",
                "newsroom.image.people",
                "newsroom.quote.speaker",
            ],
            Agency: [
                "events.agency.parent",
                "events.agencyname.agency",
                "events.appointment.agency",
                "events.merge.agency",
                "events.series.agencies",
                "events.workshopagency.agency",
                "newsroom.article.agencies",
                "newsroom.edition.agencies",
                "newsroom.editionquote.agency",
                "newsroom.quote.agency",
            ],
            Place: [
                "events.merge.place",
                "events.place.city",
                "events.placename.place",
                "events.workshop.place",
                "newsroom.articleplace.place",
                "newsroom.editionplace.place",
                "newsroom.image.place",
            ],
        }


def make_row(relation, thing):
    """A row of the relation's model that refers to the thing, with whatever else it must have."""
    values = {relation.field.name: thing}
    for column in relation.model._meta.concrete_fields:
        if column.name in values or column.primary_key or column.null or column.has_default():
            continue
        if column.is_relation:
            values[column.name] = make_other(column.related_model)
        elif column.name == "kind":
            values["kind"] = thing._meta.model_name
        elif column.name == "year":
            values["year"] = 2017
        elif column.get_internal_type() in ("DateField", "DateTimeField"):
            values[column.name] = "2017-06-12T00:00Z"[
                : 10 if column.get_internal_type() == "DateField" else None
            ]
        elif column.get_internal_type() in ("BigIntegerField", "PositiveIntegerField"):
            values[column.name] = 4711
        else:
            values[column.name] = f"row-{relation.field.name}"
    return relation.model._base_manager.create(**values)


def make_other(model):
    if model is Edition:
        return make_article().editions.get()
    makers = {Article: make_draft, Workshop: make_workshop, Country: make_country, Image: make_image}
    if model in makers:
        return makers[model]()
    return (MAKERS | {Series: make_series})[model](f"Other {model.objects.count()}")
