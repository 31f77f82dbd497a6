"""Fills the lists of regions, countries, places, topics and international bodies."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from events.reference import DamagedFixture, load_reference


class Command(BaseCommand):
    help = (
        "Adds the regions, countries, places, topics and agencies of the fixtures that are not there yet. "
        "What editors changed stays as it is."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--update",
            action="store_true",
            help="give rows that are there the fixtures' values, editors' changes lost",
        )
        parser.add_argument("--folder", type=Path, help="read the fixtures here instead of in fixtures/")

    def handle(self, *args, update, folder, verbosity, **options):
        try:
            reports = load_reference(folder, update=update)
        except DamagedFixture as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        for name, report in reports.items():
            if verbosity:
                self.stdout.write(
                    f"{name}: {report.created} created, {report.updated} updated, {report.unchanged} unchanged"
                )
            for reason in report.left_out:
                self.stderr.write(f"{name}: left out {reason}")
