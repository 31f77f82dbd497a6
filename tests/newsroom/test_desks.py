"""Rights limited by language or country: on every verb, on every page, and nowhere for those who have them everywhere."""

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.test import TestCase

from newsroom import desks, workflow
from newsroom.models import Article, Desk, LogEntry
from newsroom.roles import ensure_groups
from tests.desk import form_data, messages
from tests.factory import change, make_article, make_content, make_country, make_draft, make_user


def make_desk(role="Publisher", languages=(), countries=()):
    """A group with the rights of a role on one desk only."""
    group = Group.objects.create(name=f"Desk {Group.objects.count()}")
    group.permissions.set(ensure_groups()[role].permissions.all())
    desk = Desk.objects.create(group=group, languages=list(languages))
    desk.countries.set(countries)
    return group


def member(*groups):
    user = make_user()
    user.groups.set(groups)
    return user


class RuleTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.myanmar, cls.fiji = make_country(), make_country("Fiji", "FJ")
        cls.texts = {
            "es": make_draft(language="es"),
            "es MM": make_draft(language="es", countries=["MM"]),
            "en": make_draft(),
            "en MM": make_draft(countries=["MM"]),
            "en FJ": make_draft(countries=["FJ"]),
            "en FJ MM": make_draft(countries=["FJ", "MM"]),
        }

    def assert_has(self, user, *names, permission="change_article"):
        """The rule for one article, for a content, and for a list say the same."""
        self.assertEqual([n for n, a in self.texts.items() if desks.may(user, permission, a)], list(names))
        listed = desks.within(user, permission, Article.objects.order_by("pk"))
        self.assertEqual(list(listed), [self.texts[name] for name in names])
        for name, article in self.texts.items():
            content = article.revisions.get().content
            covered = desks.covers(user, permission, content["language"], content["countries"])
            self.assertEqual(covered, name in names)

    def test_a_language(self):
        self.assert_has(member(make_desk(languages=["es"])), "es", "es MM")

    def test_a_country_and_what_is_about_none(self):
        self.assert_has(member(make_desk(countries=[self.myanmar])), "es", "es MM", "en", "en MM", "en FJ MM")

    def test_a_language_and_a_country(self):
        self.assert_has(member(make_desk(languages=["en"], countries=[self.fiji])), "en", "en FJ", "en FJ MM")

    def test_two_desks_add_up(self):
        user = member(make_desk(languages=["es"]), make_desk(languages=["en"], countries=[self.fiji]))
        self.assert_has(user, "es", "es MM", "en", "en FJ", "en FJ MM")

    def test_a_desk_without_limits_has_everything(self):
        self.assert_has(member(make_desk()), *self.texts)

    def test_another_group_without_a_desk_frees_what_it_permits_and_no_more(self):
        user = member(make_desk(languages=["es"]), ensure_groups()["Writer"])
        self.assert_has(user, *self.texts)
        self.assert_has(user, "es", "es MM", permission="publish_article")

    def test_a_right_of_ones_own_is_unlimited(self):
        user = member(make_desk(languages=["es"]))
        user.user_permissions.add(Permission.objects.get(codename="review_article"))
        self.assert_has(user, *self.texts, permission="review_article")
        self.assert_has(user, "es", "es MM")

    def test_superusers_and_people_without_the_right(self):
        user = member(make_desk(languages=["es"]))
        user.is_superuser = True
        self.assert_has(user, *self.texts)
        self.assert_has(make_user())
        self.assert_has(member(make_desk("Writer", languages=["es"])), permission="publish_article")

    def test_it_costs_nothing_more_where_nobody_has_a_desk(self):
        user = member(ensure_groups()["Publisher"])
        desks.may(user, "change_article", self.texts["en"])
        with self.assertNumQueries(0):
            desks.may(user, "publish_article", self.texts["es"])
        limited = member(make_desk(languages=["es"], countries=[self.fiji]))
        desks.may(limited, "change_article", self.texts["en"])
        for name in self.texts:
            with self.subTest(name), self.assertNumQueries(1):
                desks.may(limited, "publish_article", self.texts[name])

    def test_it_says_what_a_desk_has(self):
        user = member(make_desk(languages=["es", "fr"], countries=[self.myanmar, self.fiji]))
        self.assertEqual(desks.described(user, "change_article"), "Español, Français; Fiji, Myanmar")
        self.assertEqual(desks.described(member(make_desk()), "change_article"), "")


class VerbTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.group = make_desk(languages=["es"])

    def setUp(self):
        self.by = member(self.group)

    def test_every_verb_is_refused_on_another_desk(self):
        draft, live = make_draft(), make_article()
        revision = draft.revisions.get()
        change(live, title="New")
        change(draft, title="New")
        Article.objects.filter(pk=draft.pk).update(title="Typed")
        before = LogEntry.objects.count()
        for number, attempt in enumerate(
            (
                lambda: workflow.create(make_content(), by=self.by),
                lambda: workflow.publish(draft, by=self.by),
                lambda: workflow.correct(live, by=self.by, kind="typo"),
                lambda: workflow.withdraw(live, by=self.by, reason="gone", note="Note."),
                lambda: workflow.unschedule(live, by=self.by),
                lambda: workflow.restore(draft, revision, by=self.by),
                lambda: workflow.save(draft, by=self.by),
            )
        ):
            with self.subTest(number), self.assertRaises(PermissionDenied):
                attempt()
        self.assertEqual((LogEntry.objects.count(), Article.objects.count()), (before, 2))

    def test_a_text_of_the_desk_goes_all_the_way(self):
        article, _missing = workflow.create(make_content(language="es", title="Uno"), by=self.by)
        article.title = "Dos"
        article.save_text()
        self.assertEqual(workflow.save(article, by=self.by).number, 2)

    def test_no_text_is_moved_to_another_desk_or_taken_from_one(self):
        ours, theirs = make_draft(language="es"), make_draft(language="en")
        for article, language in ((ours, "en"), (theirs, "es")):
            article.language = language
            article.save_text()
            with self.subTest(language), self.assertRaises(PermissionDenied):
                workflow.save(article, by=self.by)
            self.assertEqual(article.revisions.count(), 1)

    def test_an_old_revision_of_another_desk_is_not_restored(self):
        article = make_draft(language="en")
        change(article, language="es")
        with self.assertRaisesMessage(PermissionDenied, "Yours has: Español."):
            workflow.restore(article, article.revisions.last(), by=self.by)
        article.refresh_from_db()
        self.assertEqual(article.language, "es")


class PageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.group = make_desk(languages=["es"])
        cls.ours, cls.theirs = make_draft(language="es"), make_draft(language="en")

    def setUp(self):
        self.client.force_login(member(self.group))

    def url(self, article, page="change"):
        return f"/admin/newsroom/article/{article.pk}/{page}/"

    def test_everybody_reads_everything(self):
        for page in ("change", "preview", "revisions", "history"):
            with self.subTest(page):
                self.assertContains(self.client.get(self.url(self.theirs, page)), self.theirs.title)

    def test_another_desk_is_read_and_not_changed(self):
        page = self.client.get(self.url(self.theirs))
        self.assertNotContains(page, 'name="_continue"')
        self.assertEqual(page.context["steps"], [])
        self.assertContains(self.client.get(self.url(self.ours)), 'name="_continue"')
        for name in ("change", "revisions/1/restore"):
            with self.subTest(name):
                self.assertEqual(self.client.post(self.url(self.theirs, name), {}).status_code, 403)
        response = self.client.post(self.url(self.theirs, "publish"), {"revision": "1"})
        self.assertEqual(response.status_code, 403)
        self.assertFalse(self.theirs.editions.exists())

    def test_a_text_that_would_leave_the_desk_stays_in_the_form(self):
        data = form_data(self.client.get(self.url(self.ours))) | {"language": "en", "title": "Typed"}
        response = self.client.post(self.url(self.ours), data)
        self.assertContains(response, "This would take the text to another desk. Yours has: Español.")
        self.assertContains(response, 'value="Typed"')
        self.assertContains(response, 'name="_continue"')
        self.assertEqual(self.ours.revisions.count(), 1)

    def test_the_country_is_named_where_the_country_is_what_is_wrong(self):
        make_country("Fiji", "FJ")
        self.client.force_login(member(make_desk(languages=["es"], countries=[make_country()])))
        data = form_data(self.client.get(self.url(self.ours)))
        data["countries"] = [str(make_country("Fiji", "FJ").pk)]
        form = self.client.post(self.url(self.ours), data).context["adminform"].form
        self.assertEqual(list(form.errors), ["countries"])

    def test_new_texts_are_made_on_ones_own_desk(self):
        for language, expected in (("en", 0), ("es", 1)):
            data = form_data(self.client.get("/admin/newsroom/article/add/"))
            data |= {"title": "New", "slug": "new", "language": language}
            response = self.client.post("/admin/newsroom/article/add/", data, follow=True)
            with self.subTest(language):
                self.assertEqual(Article.objects.filter(title="New").count(), expected)
        self.assertIn("Saved as revision 1", messages(response)[0])

    def test_what_is_pasted_for_another_desk_is_not_lost(self):
        text = "A title\n\nSuva (Fiji), 3 March 2020 - Thirty officers have learnt how to save lives at sea."
        response = self.client.post("/admin/newsroom/article/paste/", {"source": text, "language": "en"})
        self.assertContains(response, "Thirty officers")
        self.assertContains(response, "Yours has: Español.")
        self.assertEqual(Article.objects.count(), 2)
