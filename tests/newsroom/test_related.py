"""Which texts are suggested beside another one, in which order, and for which reason."""

from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.utils import timezone

from events.models import Speaker
from newsroom import related, workflow
from newsroom.listing import terms_of
from newsroom.models import Edition, EditionQuote, Listing
from tests.archive import make_archive
from tests.factory import (
    make_article,
    make_country,
    make_draft,
    make_series,
    make_speaker,
    make_topic,
    make_workshop,
)
from tests.plans import scans


class SuggestionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_country(), make_topic(), make_speaker()
        series = make_series()
        cls.workshop, cls.session = (make_workshop(series=series) for _ in range(2))
        quote = {"text": "Yes.", "speaker": "daw-example", "capacity": "", "agency": None}
        cls.place = {"countries": ["MM"], "topics": ["migrant-smuggling"]}
        cls.quote = {"quotes": [quote]}
        cls.article = make_draft(workshops=[cls.workshop.reference], **cls.place, **cls.quote)

    def content(self):
        return self.article.revisions.first().content

    def found(self, content=None, most=8):
        return [
            (edition.title, related.reason(edition))
            for edition in related.suggestions(content or self.content(), most)
        ]

    def test_the_best_first_with_all_reasons(self):
        make_article(title="Place", **self.place)
        make_article(title="Speaker", **self.quote)
        make_article(title="Series", workshops=[self.session.reference])
        make_article(title="Event", workshops=[self.workshop.reference])
        make_article(title="Both", **self.place, **self.quote)
        make_article(title="Only the country", countries=["MM"])
        assert self.found() == [
            ("Event", "About the same event"),
            ("Both", "Quotes the same speaker; Same country and topic"),
            ("Series", "From the same series"),
            ("Speaker", "Quotes the same speaker"),
            ("Place", "Same country and topic"),
        ]
        assert [title for title, _reason in self.found(most=2)] == ["Event", "Both"]

    def test_the_newer_before_the_older(self):
        for title, day in (("Old", "2009-01-01"), ("Older", "2008-01-01"), ("New", None)):
            make_article(title=title, originally_released_on=day, **self.place)
        assert [title for title, _reason in self.found()] == ["New", "Old", "Older"]

    def test_what_is_not_public_or_in_another_language_is_not_suggested(self):
        make_draft(title="Draft", **self.place)
        make_article(title="French", language="fr", **self.place)
        own = {"translation_key": self.content()["translation_key"], "language": "es"}
        make_article(title="Own translation", **self.place, **own)
        ahead, gone = make_draft(title="Ahead", **self.place), make_article(title="Gone", **self.place)
        workflow.publish(ahead, by=None, at=timezone.now() + timedelta(days=1))
        workflow.withdraw(gone, by=None, reason="gone", note="Wrong.")
        assert self.found() == []

    def test_what_is_pinned_is_not_suggested(self):
        other = make_article(**self.place)
        assert len(self.found()) == 1
        workflow.pin(self.article, other, by=None)
        assert self.found() == []

    def test_what_was_refused_is_not_suggested_to_anybody(self):
        workflow.publish(self.article, by=None)
        other = make_article(title="The other one", **self.place)
        page = self.article.editions.get().get_absolute_url()
        for refused in (False, True, False):
            self.assertEqual(b"The other one" in self.client.get(page).content, not refused)
            assert len(self.found()) == (not refused)
            if refused:
                workflow.allow(self.article, other, by=None)
            else:
                workflow.refuse(self.article, other, by=None)

    def test_pinning_what_was_refused(self):
        other = make_article(**self.place)
        workflow.refuse(self.article, other, by=None)
        workflow.refuse(self.article, other, by=None)
        revision = workflow.pin(self.article, other, by=None)
        assert revision.content["see_also"] == [{"article": str(other.uid)}]
        assert not self.article.refused_suggestions.exists()

    def test_nothing_in_common(self):
        make_article(**self.place)
        assert self.found(make_draft().revisions.get().content) == []

    def test_the_number_of_queries_does_not_grow(self):
        content = self.content()
        for _ in range(3):
            make_article(**self.place, **self.quote)
            with self.subTest(), self.assertNumQueries(4):
                related.see_also(content)

    def test_no_query_reads_all_editions(self):
        make_archive(300)
        for n in range(20):
            make_workshop(), make_speaker(f"Speaker {n}")
        editions = list(Edition.objects.values_list("pk", flat=True))
        for facet, thing in (("topics", "topic"), ("countries", "country"), ("workshops", "workshop")):
            table = getattr(Edition, facet).through
            keys = list(table._meta.get_field(thing).related_model.objects.values_list("pk", flat=True))
            table.objects.bulk_create(
                table(edition_id=pk, **{f"{thing}_id": keys[pk % len(keys)]}) for pk in editions
            )
        speakers = list(Speaker.objects.all())
        EditionQuote.objects.bulk_create(
            EditionQuote(edition_id=pk, text="Yes.", speaker=speakers[pk % len(speakers)]) for pk in editions
        )
        rows = list(Edition.objects.all())
        terms = terms_of(rows)
        Listing.objects.bulk_create(
            Listing(
                edition=row,
                term=number,
                released_at=row.released_at,
                article=row.article_id,
                live_from=row.live_from,
            )
            for row in rows
            for number in terms[row.pk]
        )
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        assert len(related.suggestions(self.content(), 5)) == 5
        for content in (self.content(), make_draft().revisions.get().content):
            assert scans(lambda content=content: related.see_also(content)) == []
