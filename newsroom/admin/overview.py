"""What should an editor know at eight in the morning? The first page of the desk, in ten queries."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from newsroom import desks
from newsroom.clocks import exactly
from newsroom.models import Article, Edition, Image, Remark, Review, Revision
from newsroom.models.articles import Stage
from newsroom.models.reviews import Outcome
from publishing.clock import database_now

from .attention import NEEDS, first_of
from .calendar import Calendar
from .standing import worked_on

LINES = 8  # of each list on the page
FEW = 3  # of what needs attention
MOST = 100  # what is counted no further
LATE = {"review": False, "look": True}  # kinds of needs: whether the review comes after publication


@dataclass(frozen=True)
class Found:
    """What has a need: the first of them, and how many there are, up to ``MOST``."""

    key: str
    title: str
    rows: list
    count: int
    is_cut: bool


class Overview:
    """What concerns one user now. Each list is read when it is asked for, and once."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def now(self) -> datetime:
        return database_now()

    @property
    def today(self) -> str:
        """The day and the minute, in the newsroom's zone and in UTC."""
        local = timezone.localtime(self.now, timezone.get_default_timezone())
        return f"{date_format(local, 'l')}, {exactly(self.now.replace(second=0, microsecond=0))}"

    @cached_property
    def calendar(self) -> Calendar:
        return Calendar(self.now)

    @cached_property
    def mine(self) -> list[Article]:
        """The texts I saved last and that are neither in review nor on their way to readers; the newest first."""
        rows = worked_on(Article.objects.filter(last_saved_by=self.user)).exclude(stage=Stage.IN_REVIEW)
        return list(_lines(rows).order_by("-last_saved_at", "-pk")[:LINES])

    @cached_property
    def sent_back(self) -> list[Review]:
        """The reviews I asked for that ended with something to mend, with its ``remark``, until I ask again."""
        newer = Review.objects.filter(
            article=OuterRef("article"), is_later=False, asked_at__gt=OuterRef("asked_at")
        )
        said = Remark.objects.filter(article=OuterRef("article"), made_at=OuterRef("decided_at"))
        rows = Review.objects.filter(
            ~Exists(newer),
            asked_by=self.user,
            outcome=Outcome.SENT_BACK,
            is_later=False,
            article__stage=Stage.DRAFT,
        )
        rows = rows.annotate(remark=Subquery(said.values("text")[:1])).select_related("article", "decided_by")
        return list(rows.defer("article__body").order_by("-decided_at")[:LINES])

    @cached_property
    def pending(self) -> list[Review]:
        """All that waits for a second pair of eyes, what is due first coming first.

        ``is_own`` if I wrote of it or let it out, ``may`` if it is on a desk of mine: as ``approval`` judges it for one.
        """
        approved = Q(reviews__outcome=Outcome.APPROVED)
        mine = desks.within(self.user, "review_article", Article.objects.order_by())
        may = Exists(mine.filter(pk=OuterRef("article"))) if mine.query.where else Value(True)
        published = Edition.objects.filter(revision=OuterRef("revision"), published_by=self.user)
        rows = Review.objects.filter(outcome=Outcome.PENDING).annotate(
            may=may,
            is_own=Case(
                When(is_later=False, then=self._wrote(approved | Q(editions__isnull=False))),
                default=self._wrote(approved) | Exists(published),
            ),
        )
        people = ("article", "asked_by", "reviewer")
        return list(rows.select_related(*people).defer("article__body").order_by("due_at", "pk")[:MOST])

    def _wrote(self, is_seen):
        """Whether I saved a revision after the last that somebody else has seen."""
        later = Revision.objects.filter(is_seen, article=OuterRef("article"), number__gte=OuterRef("number"))
        own = Revision.objects.filter(~Exists(later), article=OuterRef("article"), saved_by=self.user)
        return Exists(own)

    @property
    def waiting(self) -> list[Review]:
        """What waits for me: what was sent to me, then what whoever may review may take."""
        rows = [row for row in self.pending if row.may and not row.is_own and row.asked_by_id != self.user.pk]
        sent = [row for row in rows if row.reviewer_id == self.user.pk]
        return sent + [row for row in rows if row.reviewer_id is None]

    @property
    def asked(self) -> list[Review]:
        """What I sent to review and nobody has decided."""
        return [row for row in self.pending if row.asked_by_id == self.user.pk and not row.is_later]

    @cached_property
    def lately(self) -> list[Edition]:
        """What readers see newest."""
        rows = Edition.objects.live().select_related("published_by").order_by("-live_from", "-pk")
        names = (
            "article_id",
            "title",
            "language",
            "live_from",
            "change",
            "published_by",
            "year",
            "month",
            "slug",
        )
        return list(rows.only(*names)[:LINES])

    @cached_property
    def needs(self) -> list[Found]:
        """What needs attention, each kind that there is."""
        kinds = ((key, need, *self._in_need(key)) for key, need in NEEDS.items())
        return [
            Found(key, str(need.title), rows[:FEW], min(len(rows), MOST), is_cut)
            for key, need, rows, is_cut in kinds
            if rows
        ]

    @cached_property
    def undecided(self) -> Found | None:
        """The newest pictures of which nobody has said what they show: they cannot go out."""
        rows = []
        if self.user.has_perm("newsroom.view_image"):
            rows = list(Image.objects.undecided().only("title")[: MOST + 1])
        title = gettext("Pictures without alternative text")
        return Found("undecided", title, rows[:FEW], min(len(rows), MOST), len(rows) > MOST) if rows else None

    def _in_need(self, key) -> tuple[list[Article], bool]:
        """The articles, and whether there are more than are counted here."""
        if key not in LATE:
            rows = first_of(key, MOST + 1)
            return rows, len(rows) > MOST
        # Read already, those that are overdue first.
        late = [row for row in self.pending if row.due_at < self.now]
        articles = {row.article_id: row.article for row in late if row.is_later == LATE[key]}
        return list(articles.values()), len(late) == MOST


def _lines(articles):
    return articles.only("title", "language", "stage", "last_saved_at")
