"""The list of articles: its filters, its search, its pages, and that none of them reads the whole archive."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from newsroom import titles, workflow
from newsroom.admin.articles import ArticleAdmin
from newsroom.admin.attention import NEEDS
from newsroom.admin.standing import State
from newsroom.models import Article, Edition
from newsroom.models.articles import Stage
from publishing.desk.lists import BoundedPaginator
from tests.archive import make_archive
from tests.desk import make_staff
from tests.factory import change, make_article, make_country, make_draft, make_topic, make_user
from tests.plans import scans

LIST = "/admin/newsroom/article/"


def saved_at(article, instant, by=None):
    Article.objects.filter(pk=article.pk).update(last_saved_at=instant, last_saved_by=by)


class ListTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = make_staff("Editor")

    def setUp(self):
        self.client.force_login(self.user)

    def titles(self, query=""):
        response = self.client.get(f"{LIST}{query}")
        assert response.status_code == 200, query
        return [article.title for article in response.context["cl"].result_list]


class StateTests(ListTests):
    def test_every_state_is_named_and_found(self):
        draft, live, changed = (
            make_draft(title="Draft"),
            make_article(title="Live"),
            make_article(title="Old"),
        )
        change(changed, title="Changed")
        scheduled = make_draft(title="Scheduled")
        workflow.publish(scheduled, by=None, at=timezone.now() + timedelta(days=2))
        corrected = make_article(title="Was")
        change(corrected, title="Corrected tomorrow")
        workflow.correct(corrected, by=None, kind="typo", at=timezone.now() + timedelta(days=1))
        gone = make_article(title="Gone")
        workflow.withdraw(gone, by=None, reason="gone", note="Wrong.")
        in_review, approved = make_draft(title="In review"), make_draft(title="Approved")
        Article.objects.filter(pk=in_review.pk).update(stage=Stage.IN_REVIEW)
        Article.objects.filter(pk=approved.pk).update(stage=Stage.APPROVED)
        response = self.client.get(LIST)
        states = {article.title: article.state for article in response.context["cl"].result_list}
        assert states == {
            "Draft": "draft",
            "Live": "live",
            "Changed": "changed",
            "Scheduled": "scheduled",
            "Corrected tomorrow": "live",
            "Gone": "withdrawn",
            "In review": "in-review",
            "Approved": "approved",
        }
        found = {state: self.titles(f"?state={state}") for state in set(states.values())}
        assert found == {
            "draft": ["Draft"],
            "live": ["Corrected tomorrow", "Changed", "Live"],
            "changed": ["Changed"],
            "scheduled": ["Corrected tomorrow", "Scheduled"],
            "withdrawn": ["Gone"],
            "in-review": ["In review"],
            "approved": ["Approved"],
        }
        assert draft.pk < live.pk
        page = response.content.decode()
        assert 'live, newer draft</span> <span class="quiet">draft' in page

    def test_what_was_withdrawn_and_is_public_again_is_live(self):
        article = make_article(title="Back")
        workflow.withdraw(article, by=None, reason="gone", note="Wrong.")
        workflow.publish(article, by=None)
        assert self.titles("?state=withdrawn") == []
        assert self.titles("?state=live") == ["Back"]


class FilterTests(ListTests):
    def test_by_what_it_is_about_and_who_saved_it_when(self):
        topic, country, colleague = make_topic(), make_country(), make_user()
        make_draft(title="Other")
        mine = make_draft(title="Mine", topics=[topic.slug], countries=[country.iso2])
        old = timezone.now() - timedelta(days=30)
        saved_at(mine, old, colleague)
        both = ["Other", "Mine"]
        for query, found in {
            f"?topic={topic.pk}": ["Mine"],
            f"?country={country.pk}": ["Mine"],
            f"?topic={topic.pk}&country={country.pk}": ["Mine"],
            f"?topic={topic.pk + 1}": [],
            f"?saved_by={colleague.pk}": ["Mine"],
            f"?until={old:%Y-%m-%d}": ["Mine"],
            f"?until={old - timedelta(days=1):%Y-%m-%d}": [],
            # An address from elsewhere, or with a typing error.
            "?topic=": both,
            "?topic=x": both,
            f"?country={'9' * 40}": both,
            "?until=2026-02-31": both,
            "?until=9999-99-99T99": both,
            "?until=2026-01-01T00:00": both,
            "?state=nonsense": both,
            "?needs=nonsense": both,
        }.items():
            with self.subTest(query):
                assert self.titles(query) == found

    def test_the_fields_show_what_was_chosen_and_keep_the_other_filters(self):
        topic = make_topic("Opium", name_fr="L’opium")
        response = self.client.get(
            f"{LIST}?topic={topic.pk}&language__exact=fr", headers={"accept-language": "fr"}
        )
        self.assertContains(response, f'<option value="{topic.pk}" selected>L’opium</option>', html=True)
        self.assertContains(response, '<input type="hidden" name="language__exact" value="fr">', html=True)
        self.assertContains(response, f'<input type="hidden" name="topic" value="{topic.pk}">', html=True)


class PageTests(ListTests):
    def test_newest_saved_first_with_words_and_who(self):
        self.user.first_name, self.user.last_name = "Ana", "Example"
        self.user.save()
        first, second = make_draft(title="First", body="<p>one two three</p>"), make_draft(title="Second")
        saved_at(first, timezone.now(), self.user)
        response = self.client.get(LIST)
        row = response.context["cl"].result_list[0]
        assert (row.title, row.words) == ("First", 3)
        self.assertContains(response, "Ana Example")
        assert self.titles() == ["First", "Second"]
        assert self.titles("?o=1") == ["First", "Second"]
        assert self.titles("?o=-1") == ["Second", "First"]
        assert second.pk

    def test_a_long_list_says_more_than_and_goes_on(self):
        start = timezone.now()
        for number in range(5):
            saved_at(make_draft(title=f"Text {number}"), start - timedelta(hours=number))
        limit = BoundedPaginator.LIMIT
        self.addCleanup(setattr, BoundedPaginator, "LIMIT", limit)
        BoundedPaginator.LIMIT = 3
        response = self.client.get(f"{LIST}?state=draft")
        self.assertContains(response, "More than 3 articles")
        assert self.titles("?state=draft&p=1") == [f"Text {number}" for number in range(5)]
        with self.subTest("pages"):
            self.addCleanup(setattr, ArticleAdmin, "list_per_page", ArticleAdmin.list_per_page)
            ArticleAdmin.list_per_page = 2
            response = self.client.get(f"{LIST}?state=draft&p=2")
            assert [row.title for row in response.context["cl"].result_list] == ["Text 2"]
            older = response.context["cl"].older_url
            assert "state=draft" in older
            assert self.titles(older) == ["Text 2", "Text 3"]
            # There is no such link before the last page, and not in another order.
            assert self.client.get(LIST).context["cl"].older_url == ""
            assert self.client.get(f"{LIST}?o=1&p=2").context["cl"].older_url == ""

    def test_the_number_of_queries_does_not_grow(self):
        for number in range(3):
            with self.subTest(number):
                make_article(topics=[make_topic(f"Topic {number}").slug])
                saved_at(make_draft(), timezone.now(), make_user())
                with self.assertNumQueries(12):
                    self.client.get(LIST)


class PlanTests(ListTests):
    """With a hundred thousand articles: what is asked for by an index takes milliseconds, a scan takes seconds."""

    def test_no_list_reads_the_whole_archive(self):
        make_archive(3000)
        pages = ["", "?p=2", "?o=0", "?o=-0", "?o=5", "?o=-5", "?until=2099-01-01", "?state=live"]
        pages += ["?language__exact=fr", "?kind__exact=speech"]
        topic, country = make_topic("Topic 1").pk, make_country("Land 1", "AB").pk
        found = [
            f"?topic={topic}",
            f"?country={country}",
            f"?topic={topic}&country={country}",
        ]
        found += [f"?state={state}" for state in State.values if state != "live"] + ["?saved_by=1"]
        found += [f"?needs={need}" for need in NEEDS] + ["?state=draft&kind__exact=speech"]
        searches = ["?q=draft", "?q=draft 1", "?q=毒品", "?q=%25", f"?state=live&topic={topic}&q=draft"]
        for query in pages + found + searches:
            with self.subTest(query):
                assert scans(lambda query=query: self.titles(query), in_order=query not in found) == []
        # Here, where the planner knows of many words: of an empty table it may read any index.
        assert scans(lambda: list(titles.find(Article.objects.all(), "x")), in_order=True) == []

    def test_a_scan_would_be_seen(self):
        assert len(scans(lambda: list(Article.objects.filter(contact="x").order_by("pk")))) == 1
        assert (
            len(scans(lambda: list(Article.objects.filter(title__icontains="x").order_by("-kind")[:5]))) == 1
        )
        assert len(scans(lambda: list(Edition.objects.filter(note="x")))) == 1
