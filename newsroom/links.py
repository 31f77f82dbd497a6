"""Do the addresses outside that texts lead to still answer? Asked by ``check_links``, never while somebody saves."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape

from django.db import transaction
from django.db.models import Max, Q

from publishing.clock import DatabaseNow, database_now

from .asking import Answer, Asker
from .models import Edition, LinksRead, LogEntry, OutsideLink, Revision
from .preflight.addresses import is_outside, without_fragment

WEEK = timedelta(days=7)
# One failure may be the network's: it is asked again, the third time more than a day after the first.
AGAIN = (timedelta(hours=6), timedelta(hours=20), timedelta(days=3))
FAILURES = len(AGAIN)
# Whoever asks takes an address for this long; a second run passes it over, and a run that was killed loses nothing.
LEASE = timedelta(minutes=10)
LONGEST = OutsideLink._meta.get_field("url").max_length
_ENTRIES = 200  # of the log, at a time
# Steps that end at the same time are not written in the order of their numbers.
_OVERLAP = 200
_LINK = re.compile(r'<a\s[^>]*?href="([^"]+)"')
_Link = OutsideLink.articles.through


@dataclass
class Report:
    """What a run did: texts read, addresses new and no longer linked; of those asked how many answered or did not."""

    texts: int = 0
    added: int = 0
    dropped: int = 0
    good: int = 0
    failing: int = 0
    dead: int = 0

    @property
    def asked(self) -> int:
        return self.good + self.failing + self.dead


def outside_addresses(content: dict) -> set[str]:
    """The addresses outside in the body and the see-also of a content."""
    found = {unescape(href) for href in _LINK.findall(content["body"])}
    found |= {entry["url"] for entry in content["see_also"] if "url" in entry}
    return {url for url in map(without_fragment, found) if is_outside(url) and len(url) <= LONGEST}


def collect(report: Report) -> Iterator[None]:
    """Read what was saved or published since the last run, a piece at each step; memory does not grow with it.

    Every step of an article stands in the log, so that the log tells which texts to read: the working copies and the
    editions that are public or will be.
    """
    read, _created = LinksRead.objects.get_or_create(pk=1)
    last = LogEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    start = max(0, read.last_entry - _OVERLAP)
    while start < last:
        end = min(start + _ENTRIES, last)
        entries = LogEntry.objects.filter(pk__gt=start, pk__lte=end).order_by()
        articles = list(entries.values_list("article", flat=True).distinct())
        found = _found_in(articles)
        # Texts are read before: nobody who saves waits for that.
        with transaction.atomic():
            _write(found, report)
            LinksRead.objects.filter(pk=1, last_entry__lt=end).update(last_entry=end)
        report.texts += len(articles)
        start = end
        yield


def _found_in(articles: list[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {article: set() for article in articles}
    newest = (
        Revision.objects.filter(article__in=articles)
        .order_by()
        .values("article")
        .annotate(last=Max("number"))
    )
    numbers = Q(pk__in=())
    for row in newest:
        numbers |= Q(article=row["article"], number=row["last"])
    shown = Edition.objects.filter(
        Q(live_until__isnull=True) | Q(live_until__gt=DatabaseNow()), article__in=articles
    )
    wanted = {*Revision.objects.filter(numbers).values_list("pk", flat=True)}
    wanted |= {*shown.values_list("revision", flat=True)}
    for revision in Revision.objects.filter(pk__in=wanted).order_by("pk").iterator(chunk_size=20):
        found[revision.article_id] |= outside_addresses(revision.content)
    return found


def _write(found, report):
    urls = set().union(*found.values())
    known = dict(OutsideLink.objects.filter(url__in=urls).values_list("url", "pk"))
    new = sorted(urls - known.keys())
    if new:
        now = database_now()
        OutsideLink.objects.bulk_create(
            [OutsideLink(url=url, next_check_at=now) for url in new], ignore_conflicts=True
        )
        known |= dict(OutsideLink.objects.filter(url__in=new).values_list("url", "pk"))
        report.added += len(new)
    there = defaultdict(set)
    for article, link in _Link.objects.filter(article__in=found).values_list("article", "outsidelink"):
        there[article].add(link)
    gone = set()
    for article, addresses in found.items():
        wanted = {known[url] for url in addresses}
        if left := there[article] - wanted:
            _Link.objects.filter(article=article, outsidelink__in=left).delete()
            gone |= left
        _Link.objects.bulk_create(
            [_Link(article_id=article, outsidelink_id=link) for link in wanted - there[article]],
            ignore_conflicts=True,
        )
    orphans = OutsideLink.objects.filter(pk__in=gone, articles=None)
    report.dropped += orphans.count()
    orphans.delete()


def ask_due(
    report: Report, *, asker: Asker, limit: int | None = None
) -> Iterator[tuple[OutsideLink, Answer]]:
    """Ask the addresses that are due, the longest due first, and write down each answer before the next is asked."""
    while limit is None or report.asked < limit:
        link = _take()
        if link is None:
            return
        answer = asker.ask(link.url)
        _note(link, answer, report)
        yield link, answer


def _take() -> OutsideLink | None:
    """An address that is due, and that no other run will take for a while."""
    while True:
        now = database_now()
        link = OutsideLink.objects.filter(next_check_at__lte=now).order_by("next_check_at", "pk").first()
        if link is None:
            return None
        mine = OutsideLink.objects.filter(pk=link.pk, next_check_at=link.next_check_at)
        if mine.update(next_check_at=now + LEASE):
            return link


def _note(link: OutsideLink, answer: Answer, report: Report) -> None:
    now = database_now()
    failures = 0 if answer.is_good else min(link.failures + 1, 1000)
    link.failures, link.is_dead = failures, failures >= FAILURES
    link.checked_at, link.status = now, answer.status
    link.problem, link.moved_to = answer.problem[:255], answer.moved_to[:LONGEST]
    link.next_check_at = now + (WEEK if answer.is_good else AGAIN[min(failures, FAILURES) - 1])
    names = ("failures", "is_dead", "checked_at", "status", "problem", "moved_to", "next_check_at")
    # Not save(): somebody may have taken the link away meanwhile, and the row with it.
    OutsideLink.objects.filter(pk=link.pk).update(**{name: getattr(link, name) for name in names})
    report.good += answer.is_good
    report.dead += link.is_dead
    report.failing += not answer.is_good and not link.is_dead


def check_links(
    *,
    asker: Asker | None = None,
    limit: int | None = None,
    tell: Callable[[str], object] = lambda line: None,
    is_over: Callable[[], bool] = lambda: False,
) -> Report:
    """Collect and ask. ``limit`` is for the addresses asked; ``tell`` is given a line now and then; ``is_over`` stops it."""
    report = Report()
    steps: Iterable = collect(report)
    for _step in steps:
        tell(f"{report.texts} texts read, {report.added} new addresses")
        if is_over():
            return report
    for link, answer in ask_due(report, asker=asker or Asker(), limit=limit):
        said = answer.problem or f"{answer.status}{f' moved to {answer.moved_to}' if answer.moved_to else ''}"
        tell(f"{'dead' if link.is_dead else 'good' if answer.is_good else 'fails'}  {link.url}  {said}")
        if is_over():
            break
    return report
