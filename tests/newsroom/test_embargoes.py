"""Embargoes and links for the press: the verbs, who may, and what is refused."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.test import TestCase

from newsroom import workflow
from newsroom.clocks import exactly
from newsroom.models import Edition, Embargo, LogEntry, PressLink
from newsroom.workflow import WorkflowError
from tests.factory import change, make_article, make_draft, make_user
from tests.press import at, goes_public, make_embargoed, make_scheduled


class VerbCase(TestCase):
    def refused(self, verb, *args, by=None, **kwargs):
        before = LogEntry.objects.count(), Embargo.objects.count(), PressLink.objects.count()
        with self.assertRaises(WorkflowError) as caught:
            verb(*args, by=by, **kwargs)
        assert (LogEntry.objects.count(), Embargo.objects.count(), PressLink.objects.count()) == before
        (message,) = caught.exception.messages
        return message


class EmbargoTests(VerbCase):
    def test_a_scheduled_text_is_put_under_embargo(self):
        article, user, until = make_scheduled(), make_user("publish_article"), at(days=1)
        embargo = workflow.embargo(article, until, by=user)
        assert (embargo.until, embargo.set_by) == (until, user)
        entry = LogEntry.objects.first()
        assert (entry.verb, entry.by, entry.revision.number) == ("embargoed", user, 1)
        assert list(Embargo.objects.in_force()) == [embargo]

    def test_the_instant_may_be_that_of_the_publication_and_none_later(self):
        article = make_scheduled()
        live_from = article.editions.get().live_from
        message = self.refused(workflow.embargo, article, live_from + timedelta(milliseconds=1))
        assert message.startswith(
            f"The embargo would end after the publication, which is on {exactly(live_from)}."
        )
        workflow.embargo(article, live_from, by=None)

    def test_what_is_not_scheduled_has_no_embargo(self):
        for article in (make_draft(), make_article()):
            message = self.refused(workflow.embargo, article, at(days=1))
            assert message.startswith("Schedule the publication first")

    def test_instants_that_are_none(self):
        article = make_scheduled()
        assert "has passed" in self.refused(workflow.embargo, article, at(seconds=-1))
        naive = at(days=1).replace(tzinfo=None)
        assert self.refused(workflow.embargo, article, naive) == "The time needs a time zone."

    def test_changing_the_instant_keeps_links_and_their_beginning(self):
        article = make_embargoed()
        link = workflow.make_link(article, "The Daily", by=None)
        first = Embargo.objects.get()
        workflow.embargo(article, at(days=1), by=None)
        second = Embargo.objects.get()
        assert (second.pk, second.set_at) == (first.pk, first.set_at)
        assert second.until < first.until
        assert list(PressLink.objects.open()) == [link]

    def test_the_same_instant_again_changes_nothing(self):
        article = make_embargoed()
        entries = article.log.count()
        workflow.embargo(article, Embargo.objects.get().until, by=make_user("publish_article"))
        assert article.log.count() == entries
        assert Embargo.objects.get().set_by is None

    def test_a_correction_ahead_may_be_under_embargo(self):
        article = make_article()
        change(article, title="New")
        workflow.correct(article, by=None, kind="typo", at=at(days=1))
        workflow.embargo(article, at(hours=3), by=None)
        assert Embargo.objects.in_force().count() == 1

    def test_a_publication_ends_it_for_good(self):
        article = make_embargoed()
        workflow.make_link(article, "The Daily", by=None)
        goes_public(article)
        assert not Embargo.objects.in_force().exists()
        assert not PressLink.objects.open().exists()
        change(article, title="New")
        workflow.correct(article, by=None, kind="typo", at=at(days=1))
        assert self.refused(workflow.make_link, article, "The Daily") == "Put the text under embargo first."
        assert self.refused(workflow.lift_embargo, article) == "There is no embargo on this text."
        workflow.embargo(article, at(hours=1), by=None)
        assert Embargo.objects.in_force().count() == 1
        assert not PressLink.objects.open().exists()


class PublicationTests(VerbCase):
    def test_nothing_is_published_or_scheduled_before_the_end(self):
        article = make_embargoed()
        until = Embargo.objects.get().until
        workflow.unschedule(article, by=None)
        for instant in (None, at(hours=1), until - timedelta(milliseconds=1)):
            message = self.refused(workflow.publish, article, at=instant)
            assert message.startswith(f"The text is under embargo until {exactly(until)}")
        assert Edition.objects.count() == 0
        workflow.publish(article, by=None, at=until)

    def test_no_correction_before_the_end_either(self):
        article = make_article()
        change(article, title="New")
        workflow.correct(article, by=None, kind="typo", at=at(days=2))
        workflow.embargo(article, at(days=1), by=None)
        workflow.unschedule(article, by=None)
        assert "is under embargo" in self.refused(workflow.correct, article, kind="typo")
        assert article.editions.get().live_until is None
        workflow.correct(article, by=None, kind="typo", at=at(days=3))

    def test_after_lifting_it_may_be_published_at_once(self):
        article = make_embargoed()
        for outlet in ("The Daily", "The Weekly"):
            workflow.make_link(article, outlet, by=None)
        user = make_user("publish_article")
        assert workflow.lift_embargo(article, by=user) == 2
        assert not PressLink.objects.open().exists()
        assert {link.revoked_by for link in PressLink.objects.all()} == {user}
        assert LogEntry.objects.first().verb == "unembargoed"
        workflow.unschedule(article, by=None)
        workflow.publish(article, by=None)

    def test_what_is_not_scheduled_any_more_can_be_taken_from_under_embargo(self):
        article = make_embargoed()
        workflow.unschedule(article, by=None)
        workflow.lift_embargo(article, by=None)
        assert self.refused(workflow.lift_embargo, article) == "There is no embargo on this text."


class LinkTests(VerbCase):
    def test_each_link_has_a_key_of_its_own(self):
        article, user = make_embargoed(), make_user("publish_article")
        first = workflow.make_link(article, "  The\n Daily ", by=user)
        second = workflow.make_link(article, "The Weekly", by=user, expires_at=at(hours=1))
        assert (first.outlet, first.made_by, first.expires_at) == ("The Daily", user, None)
        assert len({first.key, second.key}) == 2
        assert [(entry.verb, entry.facts["outlet"]) for entry in LogEntry.objects.all()[:2]] == [
            ("linked", "The Weekly"),
            ("linked", "The Daily"),
        ]
        assert article.press_links.count() == 2

    def test_what_is_no_link(self):
        article = make_embargoed()
        for outlet, expires_at, message in (
            ("", None, "Name the outlet that the link is for."),
            (" \n ", None, "Name the outlet that the link is for."),
            ("x" * 256, None, "The name of the outlet is too long: 256 characters of 255."),
            ("Late", at(seconds=-1), "The link would be over before it is sent. Choose a time ahead."),
            ("Bare", at(days=1).replace(tzinfo=None), "The time needs a time zone."),
        ):
            with self.subTest(outlet[:9]):
                assert self.refused(workflow.make_link, article, outlet, expires_at=expires_at) == message
        assert workflow.make_link(article, "x" * 255, by=None).pk
        assert self.refused(workflow.make_link, make_scheduled(), "A") == "Put the text under embargo first."
        assert self.refused(workflow.make_link, make_draft(), "A").startswith("Schedule the publication")

    def test_an_outlet_has_one_open_link(self):
        article = make_embargoed()
        link = workflow.make_link(article, "The Daily", by=None)
        assert "has a link to this text already" in self.refused(workflow.make_link, article, "the daily")
        workflow.make_link(make_embargoed(), "The Daily", by=None)
        workflow.revoke_link(link, by=None)
        workflow.make_link(article, "The Daily", by=None)

    def test_revoking_once(self):
        link, user = workflow.make_link(make_embargoed(), "The Daily", by=None), make_user("publish_article")
        workflow.revoke_link(link, by=user)
        link.refresh_from_db()
        assert link.revoked_by == user
        entry = LogEntry.objects.first()
        assert (entry.verb, entry.by, entry.facts) == ("revoked", user, {"outlet": "The Daily"})
        assert "was revoked" in self.refused(workflow.revoke_link, link)


class PermissionTests(TestCase):
    def test_only_publishers(self):
        article = make_embargoed()
        link = workflow.make_link(article, "The Daily", by=None)
        stranger = make_user("view_article", "change_article", "correct_article", "withdraw_article")
        for verb in (
            lambda: workflow.embargo(article, at(hours=1), by=stranger),
            lambda: workflow.lift_embargo(article, by=stranger),
            lambda: workflow.make_link(article, "The Weekly", by=stranger),
            lambda: workflow.revoke_link(link, by=stranger),
        ):
            with self.assertRaises(PermissionDenied):
                verb()
        assert list(PressLink.objects.open()) == [link]
