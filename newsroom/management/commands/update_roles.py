"""Gives the groups of the newsroom the rights that this version of the site has for them."""

from django.core.management.base import BaseCommand

from newsroom.roles import ensure_groups


class Command(BaseCommand):
    help = (
        "Bring the rights of the groups Writer, Editor and Publisher, and of groups with a desk, up to date."
    )

    def handle(self, *args, verbosity, **options):
        groups = ensure_groups()
        if verbosity:
            self.stdout.write(f"Rights are up to date: {', '.join(sorted(groups))}.")
