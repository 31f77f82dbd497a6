"""What is fetched for the house rules: with how many queries, and that it is the right thing."""

from datetime import UTC, date, datetime, timedelta

from django.test import TestCase
from django.utils import timezone

from events.models import Appointment
from newsroom import workflow
from newsroom.models import Article, Embargo, OutsideLink
from newsroom.preflight import check, gather
from newsroom.preflight.addresses import Destination, destinations, is_outside
from tests.factory import (
    change,
    make_agency,
    make_article,
    make_content,
    make_country,
    make_draft,
    make_image,
    make_place,
    make_speaker,
    make_topic,
    make_workshop,
)

WORDS = " ".join(f"word{number}" for number in range(200))


def rules_of(findings) -> set[str]:
    return {finding.rule for finding in findings}


def full_content(number):
    """A content that names one of everything, or several."""
    content = make_content(topics=[make_topic().slug], countries=[make_country().iso2])
    links = []
    for n in range(number):
        speaker, agency = make_speaker(f"Speaker {number} {n}"), make_agency(f"Office {number} {n}")
        Appointment.objects.create(speaker=speaker, agency=agency, role="Head")
        workshop, image, place = make_workshop(), make_image(), make_place(f"Place {number}-{n}")
        content["quotes"].append({"text": "Yes", "speaker": speaker.slug, "capacity": "Head", "agency": None})
        content["workshops"].append(workshop.reference)
        content["images"].append({"image": image.sha256, "role": "gallery", "alt_text": "", "caption": ""})
        content["dateline"]["places"].append(place.slug)
        links += [workshop.get_absolute_url(), speaker.get_absolute_url(), image.url]
        links += [f"https://example.org/{n}", "/en/news/2017/06/none/"]
    content["body"] = "".join(f'<p>“Yes,” <a href="{link}">they said</a>.</p>' for link in links)
    content["workshops"].sort()
    return content


class GatheringTests(TestCase):
    def test_queries_do_not_grow_with_the_text(self):
        for number in (1, 3):
            with self.subTest(number=number):
                content = full_content(number)
                article = make_draft(**content)
                gather(content, article=article)
                with self.assertNumQueries(22):
                    gather(content, article=article)

    def test_release_day_is_the_planned_one_then_the_real_one(self):
        article = make_draft()
        content = article.revisions.first().content
        self.assertIsNone(gather(content, article=article).release_day)
        at = timezone.now() + timedelta(days=3)
        workflow.publish(article, by=None, at=at)
        context = gather(content, article=article)
        self.assertEqual((context.release_day, context.is_released), (timezone.localdate(at), False))
        workflow.unschedule(article, by=None)
        workflow.publish(article, by=None)
        context = gather(content, article=article, at=at)
        self.assertEqual((context.release_day, context.is_released), (context.today, True))

    def test_original_date_of_an_imported_text_counts(self):
        context = gather(make_content(originally_released_on="2009-03-03"))
        self.assertEqual((context.release_day, context.local_days), (date(2009, 3, 3), frozenset()))

    def test_day_at_the_place_of_the_dateline_may_be_another(self):
        place = make_place("Apia", make_country("Samoa", "WS"), time_zone="Pacific/Apia")
        content = make_content(dateline={"places": [place.slug], "date": "2030-01-02", "end_date": None})
        context = gather(content, at=datetime(2030, 1, 1, 20, tzinfo=UTC))
        self.assertEqual((context.release_day, context.local_days), (date(2030, 1, 1), {date(2030, 1, 2)}))

    def test_embargo_and_dead_links_are_known(self):
        article = make_draft(body='<p><a href="https://example.org/gone">A report</a></p>')
        Embargo.objects.create(article=article, until=timezone.now(), set_at=timezone.now())
        OutsideLink.objects.create(
            url="https://example.org/gone",
            next_check_at=timezone.now(),
            is_dead=True,
            problem="404 Not Found",
        )
        context = gather(article.revisions.first().content, article=article)
        self.assertTrue(context.has_embargo)
        self.assertEqual(context.dead_links, {"https://example.org/gone": "404 Not Found"})

    def test_translation_is_told_of_what_the_original_corrected_since(self):
        original = make_article(body="<p>In 2016.</p>")
        key = original.revisions.first().content["translation_key"]
        french = make_draft(language="fr", translation_key=key, body="<p>En 2016.</p>")
        change(original, body="<p>In 2017.</p>")
        workflow.correct(original, by=None, kind="correction", note="It was 2017.")
        content = french.revisions.first().content
        self.assertLessEqual(
            {"translation_is_older", "number_differs"}, rules_of(check(content, article=french))
        )
        change(french, body="<p>En 2017.</p>")
        content = french.revisions.first().content
        self.assertFalse(
            {"translation_is_older", "number_differs"} & rules_of(check(content, article=french))
        )
        self.assertNotIn(
            "translation_is_older", rules_of(check(original.revisions.first().content, article=original))
        )


class AlikeTests(TestCase):
    def test_copy_of_another_text_is_found(self):
        first = make_draft(title="One", body=f"<p>{WORDS}</p>")
        copy = make_content(title="Other", body=f"<p>Now {WORDS} and more</p>")
        (twin,) = gather(copy).twins
        self.assertEqual((twin.pk, twin.has_same_title), (first.pk, False))
        self.assertGreater(twin.likeness, 0.95)
        self.assertIn("same_text", rules_of(check(copy)))

    def test_same_title_is_found_whatever_its_case(self):
        first = make_draft(title="Four  Days in Accra")
        content = make_content(title="four days in Accra!", body="<p>Something else.</p>")
        self.assertEqual([(twin.pk, twin.likeness) for twin in gather(content).twins], [(first.pk, 0.0)])

    def test_itself_translations_and_withdrawn_texts_are_not_meant(self):
        article = make_article(title="One", body=f"<p>{WORDS}</p>")
        content = article.revisions.first().content
        self.assertEqual(gather(content, article=article).twins, [])
        self.assertEqual(gather(content | {"language": "fr"}).twins, [])
        self.assertEqual(len(gather(content).twins), 1)
        workflow.withdraw(article, by=None, reason="gone", note="Twice.")
        self.assertEqual(gather(content).twins, [])

    def test_text_that_was_changed_is_remembered_as_it_is(self):
        article = make_draft(title="One", body=f"<p>{WORDS}</p>")
        change(article, title="Other", body="<p>Short.</p>")
        self.assertEqual(gather(make_content(title="One", body=f"<p>{WORDS}</p>")).twins, [])
        self.assertEqual(Article.objects.get(likeness__isnull=False), article)


class AddressTests(TestCase):
    def leads(self, href):
        return destinations([href]).get(href)

    def test_addresses_of_texts(self):
        public, draft = make_article(), make_draft()
        address = public.editions.get().get_absolute_url()
        self.assertEqual(self.leads(address), Destination.PUBLIC)
        self.assertEqual(self.leads(f"http://testserver{address}?a=b#c"), Destination.PUBLIC)
        self.assertEqual(self.leads(address.rstrip("/")), Destination.PUBLIC)
        workflow.publish(draft, by=None, at=timezone.now() + timedelta(hours=1))
        self.assertEqual(self.leads(draft.editions.get().get_absolute_url()), Destination.HIDDEN)
        self.assertEqual(self.leads("/en/news/2017/06/none/"), Destination.MISSING)
        workflow.withdraw(public, by=None, reason="readable", note="Old.")
        self.assertEqual(self.leads(address), Destination.PUBLIC)

    def test_addresses_of_other_things(self):
        shown, hidden = make_workshop(), make_workshop(is_public=False)
        image = make_image()
        for href, destination in {
            shown.get_absolute_url(): Destination.PUBLIC,
            hidden.get_absolute_url(): Destination.HIDDEN,
            "/fr/countries/" + make_country().slug + "/": Destination.PUBLIC,
            "/fr/countries/atlantis/": Destination.MISSING,
            make_agency("Hidden Office", is_public=False).get_absolute_url(): Destination.HIDDEN,
            image.url: Destination.PUBLIC,
            "/media/images/aa/none.png": Destination.MISSING,
            "/media/../secret": Destination.MISSING,
            "/ar/events/": Destination.PUBLIC,
            "/news/": Destination.PUBLIC,
            "/en/nothing/at/all/": Destination.MISSING,
            "/admin/newsroom/article/1/change/": Destination.DESK,
            "report.html": Destination.RELATIVE,
            "mailto:press@example.org": None,
            "https://example.org/": None,
            "https://[broken": None,
            "#part": None,
        }.items():
            with self.subTest(href=href):
                self.assertEqual(self.leads(href), destination)

    def test_only_other_hosts_are_outside(self):
        self.assertTrue(is_outside("https://example.org/"))
        self.assertFalse(is_outside("http://testserver/en/"))
        self.assertFalse(is_outside("/en/"))
        self.assertFalse(is_outside("mailto:a@example.org"))
