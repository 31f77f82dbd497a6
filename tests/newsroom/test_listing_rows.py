"""Rows of lists and counts: after any day of a newsroom they say what reading the whole archive would say."""

import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from io import StringIO
from random import Random

from django.core.management import call_command
from django.db.models import ProtectedError, Q
from django.test import TestCase

from events.merging import merge
from newsroom import listing, terms, workflow
from newsroom.counting import LONG_AGO, counts, state, totals
from newsroom.listing import CROSSED, TOLD
from newsroom.models import Article, Count, Edition, Listing, Turn
from newsroom.models.articles import Kind
from newsroom.terms import Facet, term
from publishing import edition_clock
from publishing.clock import database_now
from tests.factory import (
    change,
    make_agency,
    make_article,
    make_country,
    make_draft,
    make_region,
    make_series,
    make_speaker,
    make_topic,
    make_workshop,
)


def facts(edition) -> set:
    """What an edition is about, read from its related rows one by one: pairs of facet and value."""
    found = {(Facet.EVERYTHING, 0), (Facet.KIND, terms.kind_value(edition.kind))}
    for country in edition.countries.all():
        found.add((Facet.COUNTRY, country.pk))
        region = country.region
        while region is not None:
            found.add((Facet.REGION, region.pk))
            region = region.parent
    found |= {(Facet.TOPIC, topic.pk) for topic in edition.topics.all()}
    found |= {(Facet.AGENCY, agency.pk) for agency in edition.agencies.all()}
    for quote in edition.quotes.all():
        found |= {(Facet.SPEAKER, quote.speaker_id)} if quote.speaker_id else set()
        found |= {(Facet.AGENCY, quote.agency_id)} if quote.agency_id else set()
    for workshop in edition.workshops.all():
        found.add((Facet.WORKSHOP, workshop.pk))
        found |= {(Facet.SERIES, workshop.series_id)} if workshop.series_id else set()
    return found


def should_be(instant):
    """The rows of lists and the counts that hold at an instant, found by reading every edition."""
    rows, numbers = set(), Counter()
    for edition in Edition.objects.live(instant):
        known, language = facts(edition), edition.language
        rows |= {(edition.pk, term(*fact, language)) for fact in known}
        every = known | {(Facet.YEAR, edition.year), (Facet.MONTH, edition.year * 100 + edition.month)}
        for facet, value in every:
            numbers[term(facet, value, language), 0] += 1
            for other in every - {(facet, value)}:
                if other[0] in CROSSED[facet]:
                    numbers[term(facet, value, language), term(*other)] += 1
    return rows, dict(numbers)


def what_is(instant):
    begun = Listing.objects.filter(Q(live_until=None) | Q(live_until__gt=instant), live_from__lte=instant)
    listed = set(begun.filter(term__gt=0).values_list("edition", "term"))
    kept = {(row.term, row.other): row.count for row in Count.objects.all() if row.count}
    return listed, kept


def withdrawn(instant):
    """The editions that ended by being withdrawn, in the weeks before an instant."""
    return Edition.objects.filter(
        withdrawal__isnull=False, live_until__lte=instant, live_until__gt=instant - TOLD
    )


def should_be_told(instant):
    return {
        (edition.pk, terms.withdrawn(term(*fact, edition.language)), edition.live_until)
        for edition in withdrawn(instant)
        for fact in facts(edition)
    }


def what_is_told(instant):
    rows = Listing.objects.filter(term__lt=0, live_from__lte=instant, live_until__gt=instant)
    return set(rows.values_list("edition", "term", "released_at"))


def told(instant):
    """Until when is told of what."""
    return {(edition.pk, edition.live_until + TOLD) for edition in withdrawn(instant)}


class World:
    """Reference data to write about, and verbs that a newsroom uses, chosen at random."""

    def __init__(self, random):
        self.random = random
        asia = make_region("Asia", "142", path="001/142/", level="region")
        south = make_region(parent=asia)
        west = make_region("Western Asia", "145", path="001/142/145/", parent=asia)
        self.regions = [south, west]
        self.countries = [
            make_country(),
            make_country("Thailand", "TH"),
            make_country("Yemen", "YE", region=west),
        ]
        self.topics = [make_topic(f"Topic {n}") for n in range(4)]
        self.agencies = [make_agency(f"Agency {n}") for n in range(4)]
        self.speakers = [make_speaker(f"Speaker {n}") for n in range(4)]
        self.series = [make_series(f"Series {n}") for n in range(2)]
        self.workshops = [make_workshop(series=self.random.choice([None, *self.series])) for _n in range(3)]

    def some(self, things, key):
        return [
            key(it) for it in self.random.sample(things, min(len(things), self.random.randrange(3))) if it.pk
        ]

    def content(self):
        quotes = [
            {"text": "<p>So it is.</p>", "speaker": speaker, "capacity": "", "agency": agency}
            for speaker, agency in zip(
                self.some(self.speakers, lambda it: it.slug),
                self.some(self.agencies, lambda it: it.slug),
                strict=False,
            )
        ]
        quotes = [quote | {"text": f"So it is {n}."} for n, quote in enumerate(quotes)]
        body = "".join(f"<p>“{quote['text']}”</p>" for quote in quotes) or "<p>Nothing.</p>"
        return {
            "countries": self.some(self.countries, lambda it: it.iso2),
            "topics": self.some(self.topics, lambda it: it.slug),
            "agencies": self.some(self.agencies, lambda it: it.slug),
            "workshops": self.some(self.workshops, lambda it: it.reference),
            "quotes": quotes,
            "body": body,
            "language": self.random.choice(["en", "ar", "zh-hans"]),
            "kind": self.random.choice([Kind.PRESS_RELEASE, Kind.STATEMENT]),
            "originally_released_on": self.random.choice([None, "2016-12-31", "2017-01-01"]),
        }

    def soon(self):
        return self.random.choice([None, None, database_now() + timedelta(hours=self.random.randrange(1, 9))])

    def step(self):
        verb = self.random.choice(
            [self.publish, self.publish, self.correct, self.withdraw, self.unschedule, self.move, self.move]
        )
        with suppress(workflow.WorkflowError, ProtectedError):  # what cannot be done now changes nothing
            verb()

    def any_article(self):
        return self.random.choice(list(Article.objects.all()) or [make_draft()])

    def publish(self):
        workflow.publish(make_draft(**self.content()), by=None, at=self.soon())

    def correct(self):
        article = self.any_article()
        content = self.content()
        change(
            article, **{k: v for k, v in content.items() if k not in ("language", "originally_released_on")}
        )
        workflow.correct(article, by=None, kind="typo", at=self.soon())

    def withdraw(self):
        workflow.withdraw(self.any_article(), by=None, reason="gone", note="Wrong.", at=self.soon())

    def unschedule(self):
        workflow.unschedule(self.any_article(), by=None)

    def move(self):
        things = self.random.choice([self.topics, self.agencies, self.speakers])
        what = self.random.randrange(4)
        if what == 0 and len(things) > 1:
            merged = things.pop()
            merge(merged, self.random.choice(things), by=None)
        elif what == 1:
            workshop = self.random.choice(self.workshops)
            workshop.series = self.random.choice([None, *self.series])
            workshop.save()
        elif what == 2:
            country = self.random.choice(self.countries)
            country.region = self.random.choice(self.regions)
            country.save()
        elif len(things) > 1:
            things.pop().delete() if things is self.topics else None


class ListingTests(TestCase):
    def test_one_day_of_a_newsroom_leaves_lists_and_counts_exact(self):
        self.day_of_a_newsroom(1)

    def test_another_day_does(self):
        self.day_of_a_newsroom(2)

    def day_of_a_newsroom(self, seed):
        world = World(Random(seed))
        for step in range(50):
            world.step()
            now = database_now()
            with self.subTest(step=step):
                self.assertEqual(what_is(now), should_be(now))
                self.assertEqual(what_is_told(now), should_be_told(now))
        # The clock goes on with nobody at the desk.
        workflow.publish(make_draft(**world.content()), by=None, at=now + timedelta(hours=4))
        for hours in (2, 5, 10):
            later = now + timedelta(hours=hours)
            # Lists are right before anybody settles anything.
            self.assertEqual(what_is(later)[0], should_be(later)[0])
            self.assertEqual(what_is_told(later), should_be_told(later))
            listing.settle(later)
            with self.subTest(hours=hours):
                self.assertEqual(what_is(later), should_be(later))
        self.assertEqual(set(Turn.objects.values_list("edition", "at")), told(later))
        listing.settle(later + TOLD)
        self.assertFalse(Turn.objects.exists() or Listing.objects.filter(term__lt=0).exists())
        Count.objects.update(count=7)
        Listing.objects.filter(term=term(Facet.EVERYTHING, 0, "en")).delete()
        call_command("rebuild_lists", stdout=StringIO(), stderr=StringIO())
        now = database_now()
        self.assertEqual(what_is(now), should_be(now))
        self.assertEqual(what_is_told(now), should_be_told(now))
        self.assertLessEqual(told(now), set(Turn.objects.values_list("edition", "at")))

    def test_counts_are_asked_for_by_facet_language_and_term(self):
        topic, country = make_topic(), make_country()
        about = {"topics": [topic.slug], "countries": [country.iso2]}
        for n, language in enumerate(("en", "en", "fr")):
            day = f"201{n}-06-12"
            workflow.publish(make_draft(language=language, originally_released_on=day, **about), by=None)
        workflow.publish(make_draft(topics=[topic.slug]), by=None)
        make_draft(**about)
        with self.assertNumQueries(1):
            self.assertEqual(counts(Facet.YEAR, "en", Facet.COUNTRY, country.pk), {2010: 1, 2011: 1})
        self.assertEqual(counts(Facet.YEAR, "", Facet.COUNTRY, country.pk), {2010: 1, 2011: 1, 2012: 1})
        self.assertEqual(counts(Facet.COUNTRY, "en"), {country.pk: 2})
        self.assertEqual(counts(Facet.TOPIC, ""), {topic.pk: 4})
        of_topic, everything = (Facet.TOPIC, topic.pk), (Facet.EVERYTHING, 0)
        self.assertEqual(totals([of_topic, everything], ["en", "ru"]), {of_topic: 3, everything: 3})
        self.assertEqual(totals([everything], ["ru"]), {})
        self.assertEqual(counts(Facet.COUNTRY, "ar"), {})

    def test_a_list_says_when_it_last_changed(self):
        topic, other = make_topic(), make_topic("Opium")
        first = make_article(topics=[topic.slug])
        began = first.editions.get().live_from
        make_article(topics=[other.slug])

        def changed(*facets):
            return state([[(Facet.TOPIC, it.pk)] for it in facets], ["en"]).changed_at

        self.assertEqual(changed(topic), began)
        self.assertGreater(changed(other), began)
        self.assertEqual(changed(topic, other), began)
        workflow.withdraw(first, by=None, reason="gone", note="Wrong.")
        self.assertEqual(changed(topic), first.editions.get().live_until)
        self.assertEqual(state([[(Facet.TOPIC, topic.pk)]], ["fr"]), (0, LONG_AGO))
        relisted = make_article(topics=[topic.slug])
        before = changed(other)
        merge(topic, other, by=None)
        self.assertGreater(changed(other), max(before, relisted.editions.get().live_from))

    def test_what_falls_due_is_counted_when_the_clock_is_asked(self):
        workflow.publish(make_draft(), by=None, at=database_now() + timedelta(milliseconds=50))
        self.assertEqual(totals([(Facet.EVERYTHING, 0)], ["en"])[Facet.EVERYTHING, 0], 0)
        while edition_clock.current().next_at is not None:
            time.sleep(0.02)
        self.assertEqual(totals([(Facet.EVERYTHING, 0)], ["en"])[Facet.EVERYTHING, 0], 1)
