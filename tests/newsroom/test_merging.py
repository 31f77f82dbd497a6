"""What a merge of topics, speakers, agencies or places means for texts, lists, feeds and revisions."""

from django.test import TestCase

from events.merging import merge
from newsroom import content as contents
from newsroom import workflow
from newsroom.admin.standing import Standing
from newsroom.models import Revision
from newsroom.preflight.addresses import Destination, destinations
from newsroom.preflight.gathering import gather
from publishing.edition_clock import current
from tests.factory import (
    change,
    make_agency,
    make_article,
    make_place,
    make_speaker,
    make_topic,
    make_workshop,
)


def about(topics=("old",), agencies=("old",), places=("old-mm",), speaker="old"):
    return {
        "topics": sorted(topics),
        "agencies": sorted(agencies),
        "dateline": {"places": list(places), "date": "2017-06-12", "end_date": None},
        "quotes": [{"text": "Yes.", "speaker": speaker, "capacity": "", "agency": agencies[0]}],
    }


class TextsAfterMergesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.pairs = [
            [maker(name) for name in ("Old", "New")]
            for maker in (make_topic, make_agency, make_place, make_speaker)
        ]
        make_place("Between")
        cls.article = make_article(**about(("old", "new"), ("old",), ("old-mm", "between-mm", "new-mm")))
        cls.stored = list(Revision.objects.values_list("canonical", "sha256"))

    def merge_all(self):
        for old, new in self.pairs:
            merge(old, new, by=None)

    def test_rows_and_stored_revisions(self):
        self.merge_all()
        content = contents.snapshot(self.article)
        assert {name: content[name] for name in about()} == about(
            ("new",), ("new",), ("new-mm", "between-mm"), "new"
        )
        assert list(Revision.objects.values_list("canonical", "sha256")) == self.stored
        assert contents.resolved(self.article.revisions.get().content) == content
        edition = self.article.editions.get()
        assert [place.place.name for place in edition.dateline_places.all()] == ["New", "Between"]
        assert edition.quotes.get().speaker.name == "New"

    def test_in_whatever_order_they_are_merged(self):
        third = make_place("Third")
        article = make_article(
            dateline={"places": ["old-mm", "between-mm", "third-mm"], "date": None, "end_date": None}
        )
        _old, place = self.pairs[2]
        merge(third, place, by=None)
        merge(self.pairs[2][0], place, by=None)
        assert contents.snapshot(article)["dateline"]["places"] == ["new-mm", "between-mm"]
        assert contents.resolved(article.revisions.get().content) == contents.snapshot(article)

    def test_nobody_changed_the_text(self):
        self.merge_all()
        assert Standing.of(self.article).differs is False
        assert workflow.save(self.article, by=None) is None
        with self.assertRaisesMessage(workflow.WorkflowError, "Nothing has changed since what is public."):
            workflow.correct(self.article, by=None, kind="typo")
        assert self.article.revisions.count() == 1

    def test_what_is_changed_afterwards_is_a_change(self):
        self.merge_all()
        revision = change(self.article, title="Another title")
        assert (revision.number, revision.content["topics"]) == (2, ["new"])
        assert Standing.of(self.article).differs is True
        workflow.correct(self.article, by=None, kind="typo")
        assert self.article.editions.live().get().topics.get().slug == "new"

    def test_an_old_revision_is_restored_with_what_took_its_place(self):
        old = self.article.revisions.get()
        change(self.article, **about(["new"], ["new"], ["new-mm"], "new") | {"title": "Another"})
        self.merge_all()
        assert workflow.restore(self.article, old, by=None) == []
        self.article.refresh_from_db()
        assert contents.snapshot(self.article) == contents.resolved(old.content)

    def test_the_house_rules_know_what_took_its_place(self):
        self.merge_all()
        body = '<p><a href="/en/topics/old/">Old</a></p>'
        context = gather(self.article.revisions.get().content | {"body": body})
        assert (context.unknown_topics, [place.name for place in context.places]) == ([], ["Between", "New"])
        assert list(destinations(["/en/topics/old/"]).values()) == [Destination.PUBLIC]

    def test_what_was_never_there_is_still_missed(self):
        refs = contents.References()
        assert refs.find(type(self.pairs[0][0]), ["nowhere"]) == []
        assert refs.missing == ["topic nowhere"]


class AddressesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.kinds = {}
        for name, folder, maker in (
            ("topic", "topics", make_topic),
            ("agency", "agencies", make_agency),
            ("speaker", "speakers", make_speaker),
        ):
            cls.kinds[name] = folder, maker("Old"), maker("Kestrel")
        make_article(title="The text", **about(places=()))
        make_workshop().topics.set([cls.kinds["topic"][1]])

    def merge_all(self, is_public=True):
        for _folder, old, new in self.kinds.values():
            new.is_public = is_public
            new.save()
            merge(old, new, by=None, although_hidden=True)

    def test_old_addresses_lead_on_for_ever(self):
        self.merge_all()
        for name, (folder, _old, _new) in self.kinds.items():
            for address, target in (
                (f"/en/{folder}/old/", f"/en/{folder}/kestrel/"),
                (f"/fr/{folder}/old/", f"/fr/{folder}/kestrel/"),
                (f"/en/{folder}/old/feed.rss", f"/en/{folder}/kestrel/feed.rss"),
                (f"/en/{folder}/old/feed.rss?kind=speech", f"/en/{folder}/kestrel/feed.rss?kind=speech"),
                (f"/en/news/?{name}=old", f"/en/news/?{name}=kestrel"),
                (f"/en/news/2017/?{name}=old&year=x", f"/en/news/2017/?{name}=kestrel"),
                (f"/en/news/feed.rss?{name}=old", f"/en/news/feed.rss?{name}=kestrel"),
            ):
                with self.subTest(address):
                    response = self.client.get(address)
                    assert (response.status_code, response["Location"]) == (301, target)
                    self.assertContains(self.client.get(f"/en/{folder}/kestrel/"), "The text")

    def test_a_merge_is_seen_at_once(self):
        _folder, old, new = self.kinds["topic"]
        before = current().version
        merge(old, new, by=None)
        assert current().version > before

    def test_what_is_not_public_is_not_named(self):
        self.merge_all(is_public=False)
        for name, (folder, _old, _new) in self.kinds.items():
            for address in (
                f"/en/{folder}/old/",
                f"/en/{folder}/kestrel/",
                f"/en/{folder}/old/feed.rss",
                f"/en/news/?{name}=old",
                f"/en/news/feed.rss?{name}=old",
            ):
                with self.subTest(address):
                    response = self.client.get(address)
                    assert response.status_code == 404
                    assert b"kestrel" not in response.content.lower()

    def test_what_was_never_there(self):
        for folder, _old, _new in self.kinds.values():
            assert self.client.get(f"/en/{folder}/nowhere/").status_code == 404
