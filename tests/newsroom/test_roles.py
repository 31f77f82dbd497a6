"""Who may do what in the newsroom."""

import re
from io import StringIO
from unittest import mock

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.test import TestCase

from newsroom.roles import EDITOR, PUBLISHER, WRITER, ensure_groups


def permissions_of(name):
    rows = Permission.objects.filter(group__name=name).values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in rows}


class GroupTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        ensure_groups()

    def test_each_group_may_do_what_the_one_before_may_do(self):
        self.assertLess(permissions_of(WRITER), permissions_of(EDITOR))
        self.assertEqual(
            permissions_of(PUBLISHER) - permissions_of(EDITOR),
            {"newsroom.publish_article", "newsroom.correct_article", "newsroom.withdraw_article"},
        )

    def test_writer(self):
        parts = ("articleplace", "quote", "seealso", "articleimage", "articleattachment")
        allowed = permissions_of(WRITER)
        self.assertEqual(
            {label for label in allowed if not label.split(".")[1].startswith("view_")},
            {
                "newsroom.add_article",
                "newsroom.change_article",
                "newsroom.add_image",
                "newsroom.change_image",
                *(f"newsroom.{verb}_{part}" for verb in ("add", "change", "delete") for part in parts),
                "events.add_speaker",
                "events.add_appointment",
                "events.add_place",
                "events.add_placename",
            },
        )

    def test_editor_keeps_the_reference_data(self):
        more = permissions_of(EDITOR) - permissions_of(WRITER)
        self.assertEqual(
            {label for label in more if not label.startswith("events.")},
            {"newsroom.delete_image", "newsroom.review_article"},
        )
        every = Permission.objects.filter(content_type__app_label="events").values_list("codename", flat=True)
        # Rows that are written with others, never on their own.
        through = ("workshop_topics", "series_topics", "series_agencies", "_merge")
        self.assertEqual(
            {label for label in permissions_of(EDITOR) if label.startswith("events.")},
            {f"events.{codename}" for codename in every if not codename.endswith(through)},
        )

    def test_nobody_deletes_articles_or_touches_what_was_kept(self):
        kept = ("article", "revision", "edition", "withdrawal", "logentry", "address", "review", "remark")
        forbidden = {f"newsroom.delete_{model}" for model in kept}
        forbidden |= {f"newsroom.{verb}_{model}" for verb in ("add", "change") for model in kept[1:]}
        self.assertEqual(permissions_of(PUBLISHER) & forbidden, set())

    def test_again_gives_the_same_groups(self):
        before = {group.pk: permissions_of(group.name) for group in Group.objects.all()}
        Group.objects.get(name=WRITER).permissions.add(Permission.objects.get(codename="publish_article"))
        ensure_groups()
        self.assertEqual({group.pk: permissions_of(group.name) for group in Group.objects.all()}, before)


class CreateEditorTests(TestCase):
    def run_command(self, *args):
        out = StringIO()
        call_command("create_editor", *args, stdout=out)
        return out.getvalue()

    def test_editor_can_log_in_with_the_password_shown_and_publish(self):
        out = self.run_command()
        password = re.search(r"^Password: (\S{20,})$", out, re.MULTILINE)[1]
        self.assertIn("http://testserver/admin/", out)
        self.assertTrue(self.client.login(username="editor", password=password))
        user = get_user_model().objects.get(username="editor")
        self.assertTrue(user.is_staff)
        self.assertFalse(user.is_superuser)
        self.assertTrue(user.has_perm("newsroom.publish_article"))

    def test_account_that_exists_stays_as_it_is(self):
        user = get_user_model().objects.create_user("editor", password="as-it-was-before")
        out = self.run_command()
        self.assertNotIn("Password", out)
        user.refresh_from_db()
        self.assertTrue(user.check_password("as-it-was-before"))
        self.assertFalse(user.is_staff)

    def test_password_from_standard_input_is_not_shown(self):
        with mock.patch("sys.stdin", StringIO("a long and unusual one\n")):
            out = self.run_command("--username", "ann", "--password-stdin")
        self.assertNotIn("unusual", out)
        self.assertTrue(self.client.login(username="ann", password="a long and unusual one"))

    def test_weak_password_is_refused(self):
        with mock.patch("sys.stdin", StringIO("1234\n")), self.assertRaises(CommandError):
            self.run_command("--password-stdin")
        self.assertFalse(get_user_model().objects.exists())


class UpdateRolesTests(TestCase):
    def test_rights_that_were_taken_or_added_are_put_right(self):
        groups = ensure_groups()
        right = set(groups["Writer"].permissions.all())
        groups["Writer"].permissions.set(groups["Publisher"].permissions.all())
        groups["Editor"].delete()
        out = StringIO()
        call_command("update_roles", stdout=out)
        self.assertEqual(out.getvalue(), "Rights are up to date: Editor, Publisher, Writer.\n")
        self.assertEqual(set(Group.objects.get(name="Writer").permissions.all()), right)
        self.assertTrue(Group.objects.get(name="Editor").permissions.exists())
