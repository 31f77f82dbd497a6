"""Does publishing cost more in a larger archive? Publishes the same way in two databases, and compares.

    .venv/bin/python bench/publishing.py SMALLER LARGER

are addresses as in DATABASE_URL, of archives that bench/make_archive.py made. Copies of the newest releases are created,
published, corrected and withdrawn by the functions that the desk calls, each release in a transaction of its own that is
rolled back: the archives stay as they are. Prints a table for README.md: the time of each verb in milliseconds, without the
commit (median of rounds taken in turn, and of the releases in each), and how many times as long it takes in the larger
archive. Exits with 1 if a limit is missed.
"""

# ruff: noqa: PLC0415 -- Django is set up only in the processes that measure
import statistics
import sys
import time
import uuid
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import growth

EACH = 15


def serve() -> None:
    import django

    django.setup()

    from django.db import transaction

    from newsroom import workflow
    from newsroom.content import apply
    from newsroom.models import Edition

    newest = (
        Edition.objects.live()
        .filter(language="en")
        .select_related("revision")
        .order_by("-released_at", "-pk")
    )
    contents = [edition.content for edition in newest[:EACH]]

    def measure():
        times = defaultdict(list)

        def timed(name, verb, *arguments, **options):
            begun = time.perf_counter()
            done = verb(*arguments, **options)
            times[name].append((time.perf_counter() - begun) * 1000)
            return done

        for content in contents:
            with transaction.atomic():
                own = {"slug": f"measured-{uuid.uuid4()}", "translation_key": str(uuid.uuid4())}
                article, _missing = timed("create", workflow.create, content | own, by=None)
                timed("publish", workflow.publish, article, by=None)
                apply(content | own | {"title": "Measured again"}, article)
                workflow.save(article, by=None)
                timed("correct", workflow.correct, article, by=None, kind="correction", note="Measured.")
                timed("withdraw", workflow.withdraw, article, by=None, reason="gone", note="Measured.")
                transaction.set_rollback(True)
        return {name: statistics.median(taken) for name, taken in times.items()}

    measure()  # what is read and written often is in memory
    growth.answer(measure)


if __name__ == "__main__":
    if sys.argv[1:] == ["--serve"]:
        serve()
    elif len(sys.argv) == 3:
        sys.exit(growth.main(sys.argv[1:], __file__, "verb"))
    else:
        sys.exit(__doc__)
