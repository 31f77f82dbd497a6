"""``manage.py rebuild_lists``: the lists and counts that readers see, made anew from the editions."""

from django.core.management.base import BaseCommand

from newsroom import listing


class Command(BaseCommand):
    help = (
        "Makes the rows of lists and the counts anew, if they should ever be doubted. Readers notice nothing."
    )

    def handle(self, **_options):
        number = listing.rebuild(self.report)
        self.stdout.write(f"{number} editions are listed and counted.")

    def report(self, done, all_of_them):
        self.stderr.write(f"{done} of {all_of_them}", ending="\r" if self.stderr.isatty() else "\n")
