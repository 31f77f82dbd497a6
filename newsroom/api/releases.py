"""Releases, their editions and quotes: of what is live, by the selections that pages take."""

from uuid import UUID

from django.http import Http404
from ninja import Query, Router
from ninja.errors import Throttled

from newsroom.data import releases as data
from newsroom.locating import of_article
from newsroom.models import Article, Edition, EditionQuote
from newsroom.paging import cursor_of, position_of
from newsroom.selection import EVERY_LANGUAGE, Choice, Selection, editions_of
from publishing.clock import database_now
from publishing.languages import Language
from publishing.problems import problem
from publishing.site import absolute
from publishing.visitors import wait_to_search

from . import answers, schemas
from .parameters import Fields, OnePage, Selected

router = Router(tags=["releases"])


@router.get(
    "/releases",
    response=schemas.page_of(schemas.Release),
    operation_id="list_releases",
    summary="Releases, newest first",
)
def releases(request, asked: Query[Selected]):
    """What a selection has, as its page and its feed have it, without the texts. In all languages unless one is chosen."""
    _selection, rows, cursor = _selected(request, asked)
    return answers.page(request, data.summaries(editions_of(rows)), cursor, schemas.Release)


@router.get(
    "/releases/{uuid:uid}", response=schemas.WholeRelease, operation_id="get_release", summary="A release"
)
def release(request, uid: UUID, asked: Query[Fields]):
    """A release with its text, by the UUID in its id. What was withdrawn answers 410 with the reason, or says `withdrawn`."""
    found = _found(uid)
    if not found.is_readable:
        return _gone(found)
    return answers.one(request, data.whole(found.edition, found.withdrawal), schemas.WholeRelease)


@router.get(
    "/releases/{uuid:uid}/editions",
    response=schemas.page_of(schemas.Edition),
    operation_id="list_editions",
    summary="The editions of a release",
)
def editions(request, uid: UUID, asked: Query[OnePage]):
    """When its text was changed, in which way, and what readers were told of it; the texts themselves are not here."""
    found = _found(uid)
    if not found.is_readable:
        return _gone(found)
    now, after = database_now(), _number(asked.cursor)
    rows = Edition.objects.filter(article=found.edition.article_id, live_from__lte=now, number__gt=after)
    rows = list(rows.order_by("number").defer("revision")[: asked.limit + 1])
    cursor = str(rows[asked.limit - 1].number) if len(rows) > asked.limit else None
    items = [
        {
            "number": row.number,
            "live_from": data.instant(row.live_from),
            # An end that is only planned is nobody's business yet.
            "live_until": data.instant(row.live_until) if row.live_until and row.live_until <= now else None,
            "change": row.change,
            "note": row.note,
        }
        for row in rows[: asked.limit]
    ]
    return answers.page(request, items, cursor, schemas.Edition)


@router.get(
    "/quotes",
    response=schemas.page_of(schemas.ReleasedQuote),
    operation_id="list_quotes",
    summary="What was said, newest first",
)
def quotes(request, asked: Query[Selected]):
    """The quotes in the releases of a selection; where speakers are chosen, theirs alone.

    `limit` is of releases: a page may have more quotes than that, or none and still a `next`.
    """
    selection, rows, cursor = _selected(request, asked)
    selected = editions_of(rows)
    said = EditionQuote.objects.filter(edition__in=[edition.pk for edition in selected])
    speakers = selection.choices.get("speaker", Choice())
    if speakers.any or speakers.all:
        said = said.filter(speaker__in=speakers.any + speakers.all)
    by_edition = {edition.pk: [] for edition in selected}
    for row in said.select_related("speaker", "agency").order_by("position"):
        by_edition[row.edition_id].append(row)
    items = [_quote(row, edition) for edition in selected for row in by_edition[edition.pk]]
    return answers.page(request, items, cursor, schemas.ReleasedQuote)


def _quote(row, edition) -> dict:
    return {
        "id": f"{edition.urn}#quote-{row.position + 1}",
        **data.quote(row, edition.language),
        "language": Language(edition.language).tag,
        "release": {"url": absolute(edition.get_absolute_url()), "title": edition.title},
        "released_at": data.instant(edition.released_at),
    }


def _selected(request, asked):
    """A selection, rows of its walk for one page, and where the next page begins."""
    wait = wait_to_search(request) if asked.q else 0
    if wait:
        raise Throttled(wait)
    selection = Selection.parse(request.GET, EVERY_LANGUAGE)
    found = selection.walks.find(asked.limit + 1, before=position_of(asked.cursor))
    rows = found.rows[: asked.limit]
    further = rows[-1] if len(found.rows) > asked.limit else found.stopped_at
    return selection, rows, further and cursor_of(further)


def _found(uid):
    article = Article.objects.filter(uid=uid).values_list("pk", flat=True).first()
    found = article and of_article(article)
    if not found:
        raise Http404("No release has this id.")
    return found


def _gone(found):
    replacement = found.replacement()
    more = {"replaced_by": replacement.urn} if replacement else {}
    return problem(410, found.withdrawal.note, **more)


def _number(cursor: str) -> int:
    if not cursor:
        return 0
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 9):
        raise Http404("No such position in the list.")
    return int(cursor)
