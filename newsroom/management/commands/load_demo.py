"""Puts the demonstration archive of ``fixtures/demo`` into the site."""

from django.core.management.base import BaseCommand, CommandError

from events.models import Country, Topic
from newsroom import demo
from newsroom.roles import ensure_groups


class Command(BaseCommand):
    help = "Load the demonstration archive. What is there already stays as it is."

    def handle(self, *args, verbosity, **options):
        if not Country.objects.exists() or not Topic.objects.exists():
            raise CommandError("There are no countries or topics yet. Run load_reference first.")
        ensure_groups()
        report = demo.load(tell=self.stdout.write if verbosity > 1 else lambda line: None)
        for kind in sorted(report.created | report.unchanged):
            self.stdout.write(
                f"{kind}: {report.created[kind]} created, {report.unchanged[kind]} there already"
            )
        if report.failed:
            raise CommandError("\n".join(f"{name}: {reason}" for name, reason in report.failed))
