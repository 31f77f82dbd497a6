"""Desks in the admin: made under Administration, with the rights of a role and a warning where they limit nothing."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import TestCase

from newsroom.models import Desk
from newsroom.roles import ensure_groups
from tests.desk import form_data, make_staff
from tests.factory import make_country, make_user

ADD = "/admin/newsroom/desk/add/"


class DeskAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.admin = get_user_model().objects.create_superuser("admin")
        cls.group = Group.objects.create(name="Spanish desk")

    def setUp(self):
        self.client.force_login(self.admin)

    def post(self, url, **values):
        return self.client.post(url, form_data(self.client.get(url)) | values, follow=True)

    def errors(self, response):
        return [message for field in response.context["adminform"].form.errors.values() for message in field]

    def test_a_desk_is_made_with_the_rights_of_a_role(self):
        myanmar = make_country()
        values = {"group": self.group.pk, "role": "Editor", "languages": ["es"], "countries": [myanmar.pk]}
        self.post(ADD, **values)
        desk = Desk.objects.get()
        self.assertEqual(
            (desk.group, desk.languages, list(desk.countries.all())), (self.group, ["es"], [myanmar])
        )
        editor = ensure_groups()["Editor"]
        self.assertEqual(set(self.group.permissions.all()), set(editor.permissions.all()))
        self.assertContains(self.client.get("/admin/newsroom/desk/"), "Español")

    def test_a_role_kept_by_an_update_and_a_group_of_its_own_left_alone(self):
        own = Group.objects.create(name="Own")
        Desk.objects.create(group=own)
        Desk.objects.create(group=self.group, role="Publisher")
        publisher = ensure_groups()["Publisher"]
        self.assertEqual(self.group.permissions.count(), publisher.permissions.count())
        self.assertEqual(own.permissions.count(), 0)

    def test_the_newsrooms_own_groups_are_not_limited(self):
        response = self.post(ADD, group=ensure_groups()["Writer"].pk)
        self.assertEqual(
            self.errors(response),
            ["Writer is the group of those without limits. Make a group for this desk."],
        )
        self.assertFalse(Desk.objects.exists())

    def test_one_desk_for_a_group_and_languages_of_the_site(self):
        Desk.objects.create(group=self.group)
        self.assertIn("already exists", self.errors(self.post(ADD, group=self.group.pk))[0])
        other = Group.objects.create(name="Other")
        self.assertIn(
            "Select a valid choice", self.errors(self.post(ADD, group=other.pk, languages=["tlh"]))[0]
        )

    def test_it_says_for_whom_it_limits_nothing(self):
        desk = Desk.objects.create(group=self.group, languages=["es"])
        for name, others in (("ana", []), ("leo", [ensure_groups()["Editor"]])):
            user = make_user(first_name=name)
            user.groups.set([self.group, *others])
        page = self.client.get(f"/admin/newsroom/desk/{desk.pk}/change/")
        self.assertContains(page, "is in Editor as well: what that group may do is not limited", count=1)

    def test_only_who_runs_the_site(self):
        self.client.force_login(make_staff("Publisher"))
        self.assertEqual(self.client.get(ADD).status_code, 403)

    def test_the_list_costs_the_same_with_more_in_it(self):
        for number in range(3):
            desk = Desk.objects.create(group=Group.objects.create(name=f"Desk {number}"))
            desk.countries.add(make_country())
            with self.subTest(number), self.assertNumQueries(5):
                self.client.get("/admin/newsroom/desk/")
