"""What is said of editions beside their texts."""

from django.test import TestCase
from django.utils.translation import override

from events.models import Agency, Country, Place, Topic
from newsroom.cards import cards
from newsroom.facts import Facts, Named, dateline, facts_of
from newsroom.models import Edition
from tests.factory import make_agency, make_article, make_country, make_place, make_topic


class FactsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_country(name_fr="Birmanie"), make_country("Singapore", "SG")
        places = (
            make_place(),
            make_place("Yangon"),
            make_place("Singapore", make_country("Singapore", "SG")),
        )
        make_topic("Water", name_fr="Eau"), make_topic("Hidden", is_public=False)
        make_agency("Border Office"), make_agency("Secret Office", is_public=False)
        cls.about = {
            "dateline": {"places": [p.slug for p in places], "date": "2017-06-12", "end_date": None},
            "countries": ["MM", "SG"],
            "topics": ["hidden", "water"],
            "agencies": ["border-office", "secret-office"],
        }
        cls.edition = make_article(title="A <b>", **cls.about).editions.get()
        cls.french = make_article(language="fr", **cls.about).editions.get()
        cls.bare = make_article(title="Bare").editions.get()

    def test_names_are_in_the_language_of_the_edition_and_public(self):
        with self.assertNumQueries(1):
            facts = facts_of([self.edition.pk, self.french.pk, self.bare.pk])
        assert facts[self.edition.pk] == Facts(
            [("Nay Pyi Taw", "Myanmar"), ("Yangon", "Myanmar"), ("Singapore", "Singapore")],
            [Named("country", "myanmar", "Myanmar"), Named("country", "singapore", "Singapore")],
            [Named("topic", "water", "Water")],
            [Named("agency", "border-office", "Border Office")],
        )
        assert facts[self.french.pk].topics == [Named("topic", "water", "Eau")]
        assert facts[self.french.pk].countries[0].local_name == "Birmanie"
        assert facts[self.bare.pk] == Facts()

    def test_parts(self):
        facts = facts_of([self.edition.pk], ("places", "topics"))[self.edition.pk]
        assert (len(facts.places), len(facts.topics)) == (3, 1)
        assert facts.countries == facts.agencies == []

    def test_the_dateline(self):
        facts = facts_of([self.french.pk, self.bare.pk])
        words = "Nay Pyi Taw/Yangon (Birmanie)/Singapore, 12 juin 2017"
        assert dateline(facts[self.french.pk], self.french) == words
        assert dateline(facts[self.bare.pk], self.bare) == ""

    def test_a_new_name_is_there_at_once(self):
        for model, name in ((Country, "Burma"), (Place, "Naypyitaw"), (Topic, "Rivers"), (Agency, "Customs")):
            model.objects.filter(pk=model.objects.order_by("pk").first().pk).update(name=name)
        facts = facts_of([self.edition.pk])[self.edition.pk]
        assert dateline(facts, self.edition).startswith("Naypyitaw/Yangon (Burma)/")
        assert facts.agencies == [Named("agency", "border-office", "Customs")]


class CardTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        place = make_place()
        cls.dateline = {"places": [place.slug], "date": "2017-06-12", "end_date": None}
        make_article(
            title="A <b>", summary="1 & 2", dateline=cls.dateline, originally_released_on="2017-06-13"
        )

    def test_a_card(self):
        (card,) = cards(self.editions())
        assert card == (
            '<article class="release-card">\n'
            '<p class="release-card__meta"><span class="dateline">Nay Pyi Taw (Myanmar), 12 June 2017</span>'
            ' <span class="release-card__kind">Press release</span></p>\n'
            f'<h3 class="release-card__title"><a href="{self.editions()[0].get_absolute_url()}">A &lt;b&gt;</a></h3>\n'
            '<p class="release-card__summary">1 &amp; 2</p>\n'
            "</article>\n"
        )

    def test_a_card_on_a_page_in_another_language(self):
        make_article(language="ar", originally_released_on="2017-06-14")
        with override("fr"):
            arabic, english = cards(self.editions(), level=2, variant="small")
        assert '<article class="release-card release-card--small" lang="ar" dir="rtl">' in arabic
        assert 'lang="en" dir="ltr"' in english
        assert "<h2 " in english
        assert "Communiqué de presse" in english
        assert "summary" not in english
        assert '<span class="dateline">14 juin 2017</span>' in arabic

    def test_as_many_queries_for_one_as_for_three(self):
        for number in (1, 3):
            editions = self.editions()
            assert len(editions) == number
            with self.assertNumQueries(1):
                cards(editions)
            make_article(dateline=self.dateline), make_article(dateline=self.dateline)
        with self.assertNumQueries(0):
            assert cards([]) == []

    def editions(self):
        return list(Edition.objects.live())
