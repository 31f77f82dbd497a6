"""A large archive, written in bulk past the workflow: what it makes is what the workflow would have made of it."""

import itertools
import uuid
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from newsroom import content as contents
from newsroom import titles
from newsroom.models import Article, Edition, OutsideLink, Review, Revision, TitleWord, Withdrawal
from newsroom.models.articles import Kind, Stage
from tests.factory import make_country, make_topic

WORDS = [
    "border",
    "smuggling",
    "report",
    "training",
    "officers",
    "river",
    "market",
    "court",
    "water",
    "forest",
    "harbour",
    "evidence",
    "trade",
    "prison",
    "laboratory",
    "corruption",
    "justice",
    "regional",
    "meeting",
    "launch",
    "agreement",
    "statement",
    "youth",
    "health",
    "wildlife",
]
LANGUAGES = ("en", "en", "en", "fr", "es", "ru", "ar")
BATCH = 2000


def make_archive(count: int, *, body="<p>One two three four five.</p>", until=None) -> list[Article]:
    """So many articles with three revisions each: of 100, 90 are live, 5 withdrawn, one is scheduled, 4 are worked on.

    The newest was saved at ``until`` (now), the others an hour apart before it.
    """
    users = [
        get_user_model().objects.get_or_create(username=f"writer{n}", is_staff=True)[0] for n in range(20)
    ]
    links = (
        (Article.topics.through, "topic", [make_topic(f"Topic {n}").pk for n in range(40)]),
        (
            Article.countries.through,
            "country",
            [make_country(f"Land {n}", f"{65 + n // 26:c}{65 + n % 26:c}").pk for n in range(60)],
        ),
    )
    until = until or timezone.now()
    made = []
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        articles = Article.objects.bulk_create(
            _article(n, until - timedelta(hours=count - n), users[n % 20], body) for n in numbers
        )
        revisions = Revision.objects.bulk_create(itertools.chain(*map(_revisions, articles)))
        editions = Edition.objects.bulk_create(
            filter(None, map(_edition, articles, revisions[2::3], numbers))
        )
        Review.objects.bulk_create(map(_review, articles, revisions[2::3]))
        urls = OutsideLink.objects.bulk_create(
            OutsideLink(
                url=f"https://example.org/{n}", next_check_at=until, checked_at=until, is_dead=n % 1000 == 0
            )
            for n in numbers
        )
        OutsideLink.articles.through.objects.bulk_create(
            OutsideLink.articles.through(article=article, outsidelink=url)
            for article, url in zip(articles, urls, strict=True)
        )
        Withdrawal.objects.bulk_create(
            Withdrawal(edition=row, reason="gone", note="Wrong.", withdrawn_at=row.live_until)
            for row in editions
            if row.live_until
        )
        for through, name, keys in links:
            through.objects.bulk_create(
                through(article_id=article.pk, **{f"{name}_id": keys[(article.pk * step) % len(keys)]})
                for article in articles
                for step in (1, 7)
                if step == 1 or (article.pk * 7) % len(keys) != article.pk % len(keys)
            )
        TitleWord.objects.bulk_create(
            TitleWord(article=article, word=word)
            for article in articles
            for word in titles.keys_of(article.title)
        )
        made += articles
    tell_the_planner()
    return made


def tell_the_planner():
    """Let PostgreSQL know how large its tables have become, as it finds out by itself after a while."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _article(number, saved_at, user, body):
    stages = {96: Stage.DRAFT, 97: Stage.DRAFT, 98: Stage.IN_REVIEW, 99: Stage.APPROVED}
    one, two, three = (WORDS[(number // step + step) % len(WORDS)] for step in (1, 24, 576))
    return Article(
        language=LANGUAGES[number % len(LANGUAGES)],
        kind=Kind.values[number % 11 % len(Kind.values)],
        title=f"{one.title()} {two} {three} {number}",
        slug=f"{one}-{two}-{number}",
        summary="A summary.",
        body=body,
        dateline_date=saved_at.date(),
        stage=stages.get(number % 100, Stage.ISSUED),
        last_saved_at=saved_at,
        last_saved_by=user,
        translation_key=uuid.uuid4(),
    )


def _revisions(article):
    content = contents.empty(article.language) | {
        "title": article.title,
        "slug": article.slug,
        "body": article.body,
        "translation_key": str(article.translation_key),
    }
    for number in (1, 2, 3):
        canonical = contents.dump(content | {"summary": f"Summary {number}."})
        yield Revision(
            article=article,
            number=number,
            canonical=canonical,
            sha256=contents.digest(canonical),
            saved_at=article.last_saved_at - timedelta(hours=3 - number),
            saved_by=article.last_saved_by,
        )


def _review(article, revision):
    is_waiting = article.stage == Stage.IN_REVIEW
    return Review(
        article=article,
        revision=revision,
        asked_at=article.last_saved_at,
        asked_by=article.last_saved_by,
        due_at=article.last_saved_at + timedelta(days=1),
        outcome="pending" if is_waiting else "approved" if article.stage != Stage.DRAFT else "sent-back",
        decided_at=None if is_waiting else article.last_saved_at,
    )


def _edition(article, revision, number):
    place = number % 100
    if place > 95:
        return None
    live_from = article.last_saved_at + (timedelta(days=20_000) if place == 95 else timedelta(0))
    return Edition(
        article=article,
        revision=revision,
        number=1,
        live_from=live_from,
        live_until=live_from + timedelta(minutes=10) if place >= 90 and place < 95 else None,
        change="first",
        published_at=article.last_saved_at,
        released_at=live_from,
        uid=article.uid,
        year=live_from.year,
        month=live_from.month,
        **{name: getattr(article, name) for name in ("language", "translation_key", "kind", "title", "slug")},
    )
