"""Asks the addresses outside that texts lead to whether they still answer."""

import signal
import threading

from django.core.management.base import BaseCommand

from newsroom.links import check_links


class Command(BaseCommand):
    help = (
        "Collect the addresses outside that texts lead to, and ask those that are due: once a week, sooner where one"
        " did not answer. Run it every hour; two runs at once do no harm."
    )

    def add_arguments(self, parser):
        parser.add_argument("--limit", type=int, help="ask at most so many addresses")

    def handle(self, *args, limit, verbosity, **options):
        over = threading.Event()
        if threading.current_thread() is threading.main_thread():
            for name in (signal.SIGINT, signal.SIGTERM):
                signal.signal(name, lambda number, frame: over.set())
        tell = self.stdout.write if verbosity > 1 else self._every_hundredth()
        report = check_links(limit=limit, tell=tell, is_over=over.is_set)
        if over.is_set():
            self.stdout.write("Stopped. The next run goes on from here.")
        self.stdout.write(
            f"{report.texts} texts read; {report.added} addresses new, {report.dropped} no longer linked."
            f" {report.asked} asked: {report.good} answered, {report.failing} did not, {report.dead} are dead."
        )

    def _every_hundredth(self):
        """A line now and then: somebody may be watching."""
        lines = 0

        def tell(line):
            nonlocal lines
            lines += 1
            if lines % 100 == 0:
                self.stdout.write(line)

        return tell
