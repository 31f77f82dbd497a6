"""A release says as data what its page says in words; so does what other sites show of it."""

import html5lib

from newsroom import workflow
from tests.factory import (
    change,
    make_agency,
    make_article,
    make_image,
    make_place,
    make_series,
    make_speaker,
    make_topic,
    make_workshop,
)
from tests.structured import SCRIPT, PageTestCase, missing


class ReleaseTests(PageTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.place, cls.topic = make_place(), make_topic()
        cls.agency, cls.speaker = make_agency(), make_speaker(honorific="Dr")
        cls.hidden = make_speaker("Hidden person", is_public=False)
        hidden_agency = make_agency("Hidden agency", is_public=False)
        cls.workshop = make_workshop(series=make_series(), place=cls.place)
        hidden_workshop = make_workshop("Hidden workshop", is_public=False)
        cls.about = {
            "dateline": {"places": [cls.place.slug], "date": "2017-06-12", "end_date": None},
            "originally_released_on": "2017-06-12",
            "countries": ["MM"],
            "topics": [cls.topic.slug],
            "agencies": sorted([cls.agency.slug, hidden_agency.slug]),
            "workshops": sorted([cls.workshop.reference, hidden_workshop.reference]),
            "images": [{"image": make_image().sha256, "role": "lead", "alt_text": "Alt", "caption": "Seen"}],
        }
        cls.article = make_article(
            slug="text",
            title="</script><b>Title</b> & more",
            **cls.about,
            quotes=[
                {"text": "One.", "speaker": cls.speaker.slug, "capacity": "Head", "agency": cls.agency.slug},
                {
                    "text": "Two.",
                    "speaker": cls.hidden.slug,
                    "capacity": "Chief",
                    "agency": hidden_agency.slug,
                },
                {"text": "Three.", "speaker": None, "capacity": "", "agency": cls.agency.slug},
            ],
        )
        cls.url = "http://testserver/en/news/2017/06/text/"

    def article_node(self, address="/en/news/2017/06/text/"):
        return self.nodes(address)["NewsArticle"]

    def test_all_that_google_asks_for(self):
        nodes = self.nodes("/en/news/2017/06/text/")
        self.assertEqual({kind: missing(node) for kind, node in nodes.items()}, dict.fromkeys(nodes, set()))

    def test_what_it_says(self):
        node = self.article_node()
        self.assertEqual(node["headline"], "</script><b>Title</b> & more")
        self.assertEqual(node["url"], self.url)
        self.assertEqual(node["dateline"], "Nay Pyi Taw (Myanmar), 12 June 2017")
        self.assertEqual(node["datePublished"], "2017-06-12T00:00:00+00:00")
        self.assertEqual(node["dateModified"], node["datePublished"])
        self.assertEqual(node["inLanguage"], "en")
        (place,) = node["locationCreated"]
        self.assertEqual(place["address"]["addressCountry"], "Myanmar")
        self.assertEqual(
            [c["url"] for c in node["contentLocation"]], ["http://testserver/en/countries/myanmar/"]
        )
        self.assertEqual(
            [(thing["@type"], thing["name"]) for thing in node["about"]],
            [("DefinedTerm", "Migrant smuggling"), ("Event", "Workshop")],
        )
        self.assertEqual([body["name"] for body in node["mentions"]], ["Border Office"])
        self.assertEqual([part["name"] for part in node["isPartOf"]], ["Training series"])
        self.assertEqual(node["image"][0]["caption"], "Seen")
        self.assertNotIn("correction", node)

    def test_quotations_name_who_may_be_named(self):
        one, two, three = self.article_node()["hasPart"]
        self.assertEqual(one["spokenByCharacter"]["roleName"], "Head")
        person = one["spokenByCharacter"]["spokenByCharacter"]
        self.assertEqual((person["name"], person["affiliation"]["name"]), ("Daw Example", "Border Office"))
        self.assertEqual(two, {"@type": "Quotation", "text": "Two."})
        self.assertEqual(three["spokenByCharacter"]["name"], "Border Office")
        self.assertNotContains(self.client.get("/en/news/2017/06/text/"), "Hidden")

    def test_corrections_are_told_and_typos_and_updates_are_not_among_them(self):
        for number, kind in enumerate(("correction", "typo", "update")):
            change(self.article, body=f"<p>{number}</p>")
            workflow.correct(self.article, by=None, kind=kind, note=f"About a {kind}.")
        node = self.article_node()
        (correction,) = node["correction"]
        self.assertEqual(
            (correction["@type"], correction["text"]), ("CorrectionComment", "About a correction.")
        )
        self.assertGreater(node["dateModified"], correction["datePublished"][:10])

    def test_translations_know_the_original(self):
        about = self.about | {"translation_key": str(self.article.translation_key), "quotes": []}
        make_article(**about, slug="texte", language="fr", title="Le texte")
        node = self.article_node()
        self.assertEqual(
            [(t["url"], t["inLanguage"]) for t in node["workTranslation"]],
            [("http://testserver/fr/news/2017/06/texte/", "fr")],
        )
        node = self.article_node("/fr/news/2017/06/texte/")
        self.assertEqual(node["translationOfWork"]["url"], self.url)
        self.assertNotIn("workTranslation", node)

    def test_a_withdrawn_text_that_can_be_read_says_so(self):
        workflow.withdraw(self.article, by=None, reason="readable", note="Out of date.")
        node = self.article_node()
        self.assertEqual(node["creativeWorkStatus"], "Withdrawn")
        self.assertIn("expires", node)

    def test_what_other_sites_show(self):
        page = html5lib.parse(self.client.get("/en/news/2017/06/text/").content, namespaceHTMLElements=False)
        said = {}
        for tag in page.iter("meta"):
            said.setdefault(tag.get("property") or tag.get("name"), tag.get("content"))
        self.assertEqual(said["og:title"], "</script><b>Title</b> & more")
        self.assertEqual(said["og:type"], "article")
        self.assertEqual(said["og:locale"], "en_GB")
        self.assertEqual(said["og:url"], self.url)
        self.assertEqual(said["og:image:alt"], "Alt")
        self.assertEqual(said["article:section"], "press release")
        self.assertEqual(said["article:tag"], "Migrant smuggling")
        self.assertEqual(said["twitter:card"], "summary_large_image")
        self.assertNotIn("article:modified_time", said)


class OtherPageTests(PageTestCase):
    def test_the_site_and_its_search(self):
        site = self.nodes("/ar/")["WebSite"]
        self.assertEqual(
            site["potentialAction"]["target"]["urlTemplate"],
            "http://testserver/ar/search/?q={search_term_string}",
        )
        self.assertEqual(site["potentialAction"]["query-input"], "required name=search_term_string")

    def test_pages_that_are_nobodys_business_say_nothing(self):
        for address in ("/en/news/2017/06/nothing/", "/en/nothing/"):
            self.assertEqual(SCRIPT.findall(self.client.get(address).content.decode()), [])
