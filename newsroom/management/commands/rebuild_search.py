"""``manage.py rebuild_search``: what search finds, made anew from the editions and the reference data."""

from django.core.management.base import BaseCommand

from newsroom.search.rebuilding import rebuild


class Command(BaseCommand):
    help = "Makes the search index anew, after an upgrade that asks for it or if it should ever be doubted. Readers notice nothing."

    def handle(self, **_options):
        number = rebuild(self.report)
        self.stdout.write(f"{number} editions can be searched.")

    def report(self, done, all_of_them):
        self.stderr.write(f"{done} of {all_of_them}", ending="\r" if self.stderr.isatty() else "\n")
