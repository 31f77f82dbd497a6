"""The same change in many articles, and its undoing: each by itself, each through a revision."""

from django.core.exceptions import PermissionDenied
from django.test import TestCase

from events.merging import merge
from newsroom import workflow
from newsroom.models import BulkChange, Revision
from newsroom.models.curating import ItemOutcome
from newsroom.models.log import Verb
from tests.desk import make_staff
from tests.factory import change, make_article, make_country, make_draft, make_topic, make_user


def what(add_topics=(), add_countries=(), remove_topics=(), remove_countries=()):
    return {
        "add": {"topics": list(add_topics), "countries": list(add_countries)},
        "remove": {"topics": list(remove_topics), "countries": list(remove_countries)},
    }


def make(articles, **values):
    """A change that was carried out."""
    made = workflow.start_bulk_change([article.pk for article in articles], what(**values), by=None)
    assert workflow.go_on(made, by=None) == 0
    return made


def undo(made):
    workflow.undo_bulk_change(made, by=None)
    assert workflow.go_on(made, by=None) == 0


def outcomes(made):
    return list(made.items.order_by("article_id").values_list("outcome", "reason"))


def latest(article):
    content = article.revisions.first().content
    return content["topics"], content["countries"]


class BulkChangeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_topic("Old"), make_topic("New"), make_country(), make_country("Fiji", "FJ")
        cls.live = make_article(topics=["old"], countries=["FJ"])
        cls.draft = make_draft(topics=["new"], countries=["FJ", "MM"])

    def test_what_changes_and_what_does_not(self):
        made = make([self.live, self.draft], add_topics=["new"], remove_topics=["old"], add_countries=["MM"])
        assert outcomes(made) == [("changed", ""), ("same", "")]
        assert latest(self.live) == (["new"], ["FJ", "MM"])
        item, untouched = made.items.order_by("article_id")
        assert (item.before.number, item.after.number, untouched.after) == (1, 2, None)
        # Readers see what they saw.
        assert self.live.editions.get().topics.get().slug == "old"
        assert self.live.log.first().verb == Verb.CHANGED
        assert self.draft.revisions.count() == 1

    def test_undoing(self):
        made = make([self.live, self.draft], add_topics=["new"], remove_countries=["FJ"])
        change(self.draft, title="Typed since")
        undo(made)
        assert outcomes(made) == [("undone", ""), ("undone", "")]
        assert (latest(self.live), latest(self.draft)) == ((["old"], ["FJ"]), (["new"], ["FJ", "MM"]))
        assert self.draft.revisions.first().content["title"] == "Typed since"
        assert self.live.log.first().verb == Verb.UNDONE

    def test_what_was_changed_again_is_left_and_named(self):
        third = make_draft(topics=["old"], countries=["FJ"])
        made = make(
            [self.live, self.draft, third], add_topics=["new"], add_countries=["MM"], remove_topics=["old"]
        )
        change(self.live, topics=[])
        change(third, topics=["old"], countries=[])
        undo(made)
        assert outcomes(made) == [
            ("undone", "Changed again since: topics."),
            ("same", ""),
            ("left", "Changed again since: topics, countries."),
        ]
        assert (latest(self.live), latest(third)) == (([], ["FJ"]), (["old"], []))

    def test_undoing_after_a_merge(self):
        made = make([self.live], add_topics=["new"])
        third = make_topic("Third")
        for topic in make_topic("Old"), make_topic("New"):
            merge(topic, third, by=None)
        undo(made)
        assert outcomes(made) == [("left", "")]
        assert self.live.topics.get() == third

    def test_twice(self):
        made = make([self.live], add_topics=["new"])
        undo(made)
        with self.assertRaisesMessage(workflow.WorkflowError, "It was taken back already."):
            workflow.undo_bulk_change(made, by=None)
        assert self.live.revisions.count() == 3

    def test_undoing_what_has_not_been_done_yet(self):
        made = workflow.start_bulk_change([self.live.pk], what(["new"]), by=None)
        undo(made)
        assert outcomes(made) == [("skipped", "Taken back before its turn came.")]
        assert self.live.revisions.count() == 1

    def test_a_little_at_a_time(self):
        articles = [self.live, *(make_draft() for _ in range(2))]
        made = workflow.start_bulk_change([article.pk for article in articles], what(["new"]), by=None)
        assert [workflow.go_on(made, by=None, seconds=0) for _ in range(4)] == [2, 1, 0, 0]

    def test_one_that_cannot_be_changed_does_not_stop_the_others(self):
        writer = make_staff("Writer")
        french = make_desk_group("French desk", "fr", writer)
        elsewhere, here = self.live, make_draft(language="fr")
        made = workflow.start_bulk_change([elsewhere.pk, here.pk], what(["new"]), by=french)
        workflow.go_on(made, by=french)
        assert outcomes(made) == [
            ("skipped", "This text is not on your desk. Ask those whose language or country it is."),
            ("changed", ""),
        ]
        assert here.revisions.first().saved_by == french

    def test_what_is_refused(self):
        for numbers, changes, words in (
            ([], what(["new"]), "Choose the articles first."),
            ([self.live.pk], what(), "Choose what to add or to take away."),
            ([self.live.pk], what(["new"], (), ["new"]), "The same thing cannot be added and taken away."),
            (range(1, 1002), what(["new"]), "These are more than 1000 articles."),
        ):
            with self.subTest(words), self.assertRaisesMessage(workflow.WorkflowError, words):
                workflow.start_bulk_change(numbers, changes, by=None)
        viewer = make_user("view_article")
        made = make([self.live], add_topics=["new"])
        for step in (
            lambda: workflow.start_bulk_change([self.live.pk], what(["new"]), by=viewer),
            lambda: workflow.undo_bulk_change(made, by=viewer),
            lambda: workflow.go_on(made, by=viewer),
        ):
            with self.assertRaises(PermissionDenied):
                step()
        assert (BulkChange.objects.count(), Revision.objects.count()) == (1, 3)

    def test_the_cost_of_an_article(self):
        made = workflow.start_bulk_change([self.live.pk, self.draft.pk], what(["old"], ["MM"]), by=None)
        with self.assertNumQueries(25):
            workflow.go_on(made, by=None, seconds=0)
        assert made.items.filter(outcome=ItemOutcome.WAITING).count() == 1


def make_desk_group(name, language, user):
    """The user, whose rights to change are those of a desk for one language alone."""
    from newsroom.models import Desk  # noqa: PLC0415 -- only here

    group = user.groups.get()
    user.groups.clear()
    desk_group = type(group).objects.create(name=name)
    desk_group.permissions.set(group.permissions.all())
    Desk.objects.create(group=desk_group, languages=[language])
    user.groups.add(desk_group)
    return type(user).objects.get(pk=user.pk)
