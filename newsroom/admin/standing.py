"""Where does an article stand: draft, in review, approved, scheduled, live or withdrawn; what can be done with it?"""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from newsroom import approval
from newsroom.content import says_the_same
from newsroom.models import Article, Edition, Review, Revision, Withdrawal
from newsroom.models.articles import Stage
from newsroom.models.reviews import Outcome
from publishing.clock import DatabaseNow, database_now


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("in review")
    APPROVED = "approved", _("approved")
    SCHEDULED = "scheduled", _("scheduled")
    LIVE = "live", _("live")
    CHANGED = "changed", _("live, newer draft")
    WITHDRAWN = "withdrawn", _("withdrawn")


def with_state(articles):
    """Articles with ``state`` and ``turned_at``: when it became so, or will, if the clock makes it so.

    Asks three questions for each article: for the rows of one page, not for a whole list (that is ``in_state``).
    """
    editions = Edition.objects.filter(article=OuterRef("pk")).order_by()
    ahead = editions.filter(live_from__gt=DatabaseNow())
    last = editions.filter(live_until__lte=DatabaseNow()).order_by("-number")
    instants = (editions.live(), "live_from"), (ahead, "live_from"), (last, "live_until")
    live, ahead_at, ended_at = (Subquery(rows.values(name)[:1]) for rows, name in instants)
    return articles.annotate(live_at=live, ahead_at=ahead_at, ended_at=ended_at).annotate(
        state=Case(
            When(live_at__isnull=False, stage=Stage.ISSUED, then=Value(State.LIVE.value)),
            When(live_at__isnull=False, then=Value(State.CHANGED.value)),
            When(ahead_at__isnull=False, then=Value(State.SCHEDULED.value)),
            When(ended_at__isnull=False, then=Value(State.WITHDRAWN.value)),
            When(stage=Stage.IN_REVIEW, then=Value(State.IN_REVIEW.value)),
            When(stage=Stage.APPROVED, then=Value(State.APPROVED.value)),
            default=Value(State.DRAFT.value),
            output_field=models.CharField(),
        ),
        turned_at=Case(
            When(live_at__isnull=False, then="live_at"),
            When(ahead_at__isnull=False, then="ahead_at"),
            default="ended_at",
            output_field=models.DateTimeField(),
        ),
    )


def worked_on(articles):
    """Those of a queryset of articles whose newest revision is not on its way to readers: few beside the archive."""
    return articles.filter(~Q(stage=Stage.ISSUED))  # as the condition of the indexes says it


def in_state(articles, state):
    """Those of a queryset of articles that are in a state, found by indexes.

    A text that is live and has a newer draft in review is found under all three.
    """
    editions = Edition.objects.filter(article=OuterRef("pk")).order_by()
    live, ahead = Exists(editions.live()), editions.filter(live_from__gt=DatabaseNow())
    if state == State.DRAFT:
        return worked_on(articles).filter(~Exists(editions), stage=Stage.DRAFT)
    if state in (State.IN_REVIEW, State.APPROVED):
        return worked_on(articles).filter(stage=state)
    if state == State.SCHEDULED:
        soon = Edition.objects.filter(live_from__gt=DatabaseNow()).order_by()
        return articles.filter(pk__in=soon.values("article"))
    if state == State.LIVE:
        return articles.filter(live)
    if state == State.CHANGED:
        return worked_on(articles).filter(live)
    past = Withdrawal.objects.filter(withdrawn_at__lte=DatabaseNow()).order_by()
    return articles.filter(~live, ~Exists(ahead), pk__in=past.values("edition__article"))


@dataclass
class Standing:
    """What the desk says about one article, by the database's clock. Takes six queries at most."""

    article: Article
    now: datetime
    revision: Revision | None
    editions: list[Edition]

    @classmethod
    def of(cls, article):
        editions = article.editions.select_related(
            "revision", "revision__saved_by", "published_by", "withdrawal__replaced_by"
        ).defer("revision__canonical")
        return cls(
            article=article,
            now=database_now(),
            revision=article.revisions.select_related("saved_by")
            .defer("canonical")
            .annotate(
                embargo_until=F("article__embargo__until"), embargo_set_at=F("article__embargo__set_at")
            )
            .first(),
            editions=list(editions.order_by("-number")),
        )

    @cached_property
    def live(self) -> Edition | None:
        """What the world reads now."""
        return next(
            (
                edition
                for edition in self.editions
                if edition.live_from <= self.now
                and (edition.live_until is None or edition.live_until > self.now)
            ),
            None,
        )

    @cached_property
    def ahead(self) -> Edition | None:
        """What the clock will make public."""
        return next((edition for edition in self.editions if edition.live_from > self.now), None)

    @cached_property
    def embargo_until(self) -> datetime | None:
        """The end of the embargo, ahead or past; ``None`` without one, and after the publication it was for."""
        if self.revision is None or self.revision.embargo_until is None:
            return None
        began = [edition for edition in self.editions if edition.live_from <= self.now]
        is_spent = any(edition.live_from > self.revision.embargo_set_at for edition in began)
        return None if is_spent else self.revision.embargo_until

    @property
    def is_embargoed(self) -> bool:
        """Whether the press keeps silent still."""
        return self.embargo_until is not None and self.embargo_until > self.now

    @cached_property
    def ending_at(self) -> datetime | None:
        """When what is live will be withdrawn."""
        return self.live.live_until if self.live and not self.ahead else None

    @cached_property
    def withdrawal(self):
        """The tombstone that readers find now."""
        if self.live or self.ahead or not self.editions:
            return None
        return getattr(self.editions[0], "withdrawal", None)

    @cached_property
    def state(self) -> State:
        if self.live:
            return State.LIVE
        if self.ahead:
            return State.SCHEDULED
        if self.editions:
            return State.WITHDRAWN
        if self.review:
            return State.IN_REVIEW
        return State.APPROVED if self.revision and self.revision == self.approved else State.DRAFT

    @cached_property
    def reviews(self) -> list[Review]:
        """All reviews, the newest first."""
        rows = self.article.reviews.select_related("revision", "asked_by", "reviewer", "decided_by")
        return list(rows.defer("revision__canonical"))

    @cached_property
    def review(self) -> Review | None:
        """The review that the text waits for before it goes out."""
        return next((row for row in self.reviews if row.is_waiting and not row.is_later), None)

    @cached_property
    def look(self) -> Review | None:
        """The later look that waits, at the newest of what went out without review."""
        waiting = [row for row in self.reviews if row.is_waiting and row.is_later]
        return max(waiting, key=lambda row: row.revision.number, default=None)

    @cached_property
    def approved(self) -> Revision | None:
        """The revision that may go out as it is."""
        has_any = any(row.outcome == Outcome.APPROVED for row in self.reviews)
        return approval.approved(self.article) if has_any else None

    @cached_property
    def approval(self) -> Review | None:
        """The review that approved what may go out."""
        return next(
            (
                row
                for row in self.reviews
                if row.outcome == Outcome.APPROVED and row.revision == self.approved
            ),
            None,
        )

    @property
    def awaits_publication(self) -> bool:
        """Whether something was approved that is neither public nor scheduled."""
        shown = [edition.revision for edition in (self.live, self.ahead) if edition]
        return self.approved is not None and self.approved not in shown

    @cached_property
    def open_remarks(self) -> int:
        return self.article.remarks.filter(settled_at=None).count()

    @property
    def overdue(self) -> Review | None:
        """What waits longer than it should."""
        return next((row for row in (self.review, self.look) if row and row.due_at < self.now), None)

    @cached_property
    def differs(self) -> bool:
        """Whether the working copy says something else than what is live."""
        return bool(self.live and self.revision and not says_the_same(self.live.revision, self.revision))

    @property
    def is_settled(self) -> bool:
        """Whether what is live stays until somebody decides otherwise."""
        return bool(self.live and self.live.live_until is None)
