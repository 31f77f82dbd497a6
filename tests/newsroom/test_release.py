"""The page of a release, in every state it can be in."""

import json

from django.test import SimpleTestCase, TestCase

from newsroom import related, workflow
from newsroom.rendering import mark_quotes
from tests.factory import (
    change,
    make_agency,
    make_article,
    make_country,
    make_place,
    make_series,
    make_speaker,
    make_topic,
    make_workshop,
)

RELEASED = {"originally_released_on": "2017-06-12"}


class ReleaseTests(TestCase):
    def test_it_shows_its_dateline_quotes_people_and_places(self):
        place, speaker, agency = make_place(), make_speaker(), make_agency(acronym="BO")
        make_article(
            slug="text",
            **RELEASED,
            dateline={"places": [place.slug], "date": "2017-06-12", "end_date": None},
            body="<p>She said: “We need each other.”</p>",
            quotes=[
                {
                    "text": "We need each other.",
                    "speaker": speaker.slug,
                    "capacity": "Head of Office",
                    "agency": agency.slug,
                }
            ],
            countries=["MM"],
            topics=[make_topic().slug],
        )
        response = self.client.get("/en/news/2017/06/text/")
        self.assertContains(response, "Nay Pyi Taw (Myanmar), 12 June 2017")
        self.assertContains(response, '“<q class="quote" id="quote-1">We need each other.</q>”')
        for link in ("/en/speakers/daw-example/", "/en/agencies/border-office/", "/en/countries/myanmar/"):
            self.assertContains(response, f'href="{link}"')
        self.assertContains(response, "Head of Office")

    def test_a_correction_is_told(self):
        article = make_article(slug="text", **RELEASED)
        change(article, body="<p>Twenty.</p>")
        workflow.correct(article, by=None, kind="correction", note="The number was wrong.")
        response = self.client.get("/en/news/2017/06/text/")
        self.assertContains(response, "The number was wrong.")
        self.assertContains(response, "Correction")

    def test_a_replaced_text_leads_to_the_one_that_replaces_it(self):
        old, new = make_article(slug="old", title="Old", **RELEASED), make_article(slug="new", **RELEASED)
        workflow.withdraw(old, by=None, reason="replaced", note="See the other.", replaced_by=new)
        response = self.client.get("/en/news/2017/06/old/")
        self.assertContains(response, "See the other.", status_code=410)
        self.assertContains(response, 'href="/en/news/2017/06/new/"', status_code=410)
        self.assertNotContains(response, "Old", status_code=410)

    def test_a_withdrawn_text_that_stays_readable_says_so_and_is_in_no_list(self):
        article = make_article(slug="text", title="Readable", **RELEASED)
        workflow.withdraw(article, by=None, reason="readable", note="Out of date.")
        response = self.client.get("/en/news/2017/06/text/")
        self.assertContains(response, "Readable")
        self.assertContains(response, "Out of date.")
        for address in ("/en/", "/en/news/"):
            self.assertNotContains(self.client.get(address), "Readable")
        self.assertContains(self.client.get("/en/news/feed.rss"), "<title>Withdrawn: Readable</title>")

    def test_translations_lead_to_one_another(self):
        article = make_article(slug="text", **RELEASED)
        key = {"translation_key": str(article.translation_key)}
        make_article(slug="texte", language="fr", title="Le texte", **key, **RELEASED)
        self.assertContains(self.client.get("/en/news/2017/06/text/"), 'href="/fr/news/2017/06/texte/"')
        self.assertContains(self.client.get("/fr/news/2017/06/texte/"), 'href="/en/news/2017/06/text/"')
        self.assertEqual(self.client.get("/fr/news/2017/06/text/").status_code, 404)

    def test_the_place_in_the_series_is_shown(self):
        series = make_series()
        make_workshop(
            "Earlier", series=series, starts_on="2016-01-01", ends_on="2016-12-31", precision="year"
        )
        own = make_workshop("This one", series=series)
        make_workshop(
            "Later",
            series=series,
            starts_on="2017-01-01",
            ends_on="2017-12-31",
            precision="year",
            status="planned",
        )
        make_article(slug="text", workshops=[own.reference], **RELEASED)
        card = self.client.get("/en/news/2017/06/text/").context["workshops"][0]
        self.assertEqual([w.name for w in card["earlier"]], ["Earlier"])
        self.assertEqual([w.name for w in card["coming"]], ["Later"])

    def test_a_renamed_topic_is_renamed_everywhere(self):
        topic = make_topic("Old name")
        make_article(slug="text", topics=[topic.slug], **RELEASED)
        topic.name = "New name"
        topic.save()
        self.assertContains(self.client.get("/en/news/2017/06/text/"), "New name")

    def test_markup_in_titles_and_notes_is_text(self):
        article = make_article(slug="text", title="<script>alert(1)</script>", **RELEASED)
        change(article, summary="<img src=x onerror=alert(1)>")
        workflow.correct(article, by=None, kind="update", note="<script>alert(2)</script>")
        for address in ("/en/news/2017/06/text/", "/en/", "/en/news/"):
            response = self.client.get(address)
            self.assertNotContains(response, "<script>alert")
            self.assertNotContains(response, "<img src=x")


class SeeAlsoTests(TestCase):
    def links(self, article):
        content = article.revisions.first().content
        links = related.see_also(content, exclude_article=article)
        return [(link["title"], str(link["reason"])) for link in links]

    def test_pinned_first_then_series_speaker_and_country_with_topic(self):
        series, speaker = make_series(), make_speaker()
        make_country()
        topic = make_topic()
        one, two = make_workshop(series=series), make_workshop(series=series)
        quote = {"text": "Words.", "speaker": speaker.slug, "capacity": "", "agency": None}
        make_article(title="Country only", countries=["MM"])
        make_article(title="Topic and country", countries=["MM"], topics=[topic.slug])
        make_article(title="Same speaker", quotes=[quote])
        make_article(title="Same series", workshops=[two.reference])
        make_article(title="Other language", language="fr", workshops=[two.reference])
        pinned = make_article(title="Pinned")
        article = make_article(
            workshops=[one.reference],
            quotes=[quote],
            countries=["MM"],
            topics=[topic.slug],
            see_also=[{"url": "https://example.org/", "label": "Outside"}, {"article": str(pinned.uid)}],
        )
        self.assertEqual(
            self.links(article),
            [
                ("Outside", ""),
                ("Pinned", ""),
                ("Same series", "From the same series"),
                ("Same speaker", "Quotes the same speaker"),
                ("Topic and country", "Same country and topic"),
            ],
        )

    def test_it_does_not_suggest_itself_or_its_translations(self):
        topic = make_topic()
        make_country()
        about = {"countries": ["MM"], "topics": [topic.slug]}
        article = make_article(**about)
        make_article(language="fr", translation_key=str(article.translation_key), **about)
        self.assertEqual(self.links(article), [])


class MarkQuotesTests(SimpleTestCase):
    def mark(self, html, *texts):
        return mark_quotes(html, [{"text": text} for text in texts])

    def test_the_words_are_marked_and_numbered(self):
        self.assertEqual(
            self.mark("<p>“One,” and “two.”</p>", "One,", "two."),
            '<p>“<q class="quote" id="quote-1">One,</q>” and “<q class="quote" id="quote-2">two.</q>”</p>',
        )

    def test_escaped_characters_are_found(self):
        self.assertIn('<q class="quote" id="quote-1">A &amp; B', self.mark("<p>A &amp; B</p>", "A & B"))

    def test_words_inside_a_tag_or_broken_by_one_stay(self):
        for html in ('<p><a href="/words">x</a></p>', "<p>wo<em>rds</em></p>"):
            with self.subTest(html):
                self.assertEqual(self.mark(html, "words"), html)

    def test_a_quote_within_a_marked_one_does_not_break_the_markup(self):
        marked = self.mark("<p>We work together.</p>", "We work together.", "work")
        self.assertEqual(marked.count("<q "), marked.count("</q>"))


class ContentTests(TestCase):
    def test_an_edition_keeps_the_very_text_of_its_revision(self):
        article = make_article(title="Kept")
        revision = article.revisions.get()
        self.assertEqual(article.editions.get().content, json.loads(revision.canonical))
