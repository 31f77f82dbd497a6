"""Makes the first account for the editors' desk."""

import secrets
import sys

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from newsroom.roles import PUBLISHER, ensure_groups


class Command(BaseCommand):
    help = "Create an account that may do everything in the newsroom. The password is shown once."

    def add_arguments(self, parser):
        parser.add_argument("--username", default="editor")
        parser.add_argument(
            "--password-stdin", action="store_true", help="Read the password from standard input."
        )

    @transaction.atomic
    def handle(self, *args, username, password_stdin, **options):
        users = get_user_model()
        publishers = ensure_groups()[PUBLISHER]
        if users.objects.filter(username=username).exists():
            self.stdout.write(f"There is an account {username} already. Nothing was changed.")
            return
        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else secrets.token_urlsafe(18)
        user = users(username=username, is_staff=True)
        try:
            validate_password(password, user)
            user.set_password(password)
            user.full_clean()
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        user.save()
        user.groups.add(publishers)
        self.stdout.write(f"Address:  {settings.SITE_URL}{reverse('admin:index')}")
        self.stdout.write(f"Username: {username}")
        if not password_stdin:
            self.stdout.write(f"Password: {password}")
            self.stdout.write("Keep the password now: it is not shown again.")
