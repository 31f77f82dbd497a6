"""What was withdrawn lately of a selection: what its feeds tell. Never a word of the texts themselves, unless they stay readable."""

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from newsroom import terms
from newsroom.models import Edition, Listing
from publishing.clock import DatabaseNow
from publishing.prepared import Params, Prepared

from .walks import live_rows

MOST = 20

_REPLACED = "edition__withdrawal__replaced_by__editions"
_COLUMNS = {
    "uid": "edition__uid",
    "language": "edition__language",
    "at": "released_at",
    "reason": "edition__withdrawal__reason",
    "note": "edition__withdrawal__note",
    # Of the text that took its place, where there is one and it is public.
    **{f"new_{name}": f"replacement__{name}" for name in ("language", "title", "year", "month", "slug")},
    # Of the text itself. Only of one that is readable this may be shown.
    **{f"own_{name}": f"edition__{name}" for name in ("title", "year", "month", "slug")},
}


def withdrawn(walks) -> list:
    """The latest withdrawals that are still told, at most ``MOST``, the latest first: rows of ``_COLUMNS``. One query."""
    numbers = _terms(walks.leading, walks.languages)
    others = [group for group in walks.groups if group != walks.leading]
    if not others and not walks.excluded and walks.spans == [(None, None)]:
        return _once(_PLAIN(terms=numbers))
    rows = _rows().filter(term__in=numbers)
    for group in others:
        rows = rows.filter(_is_under(group, walks.languages))
    if walks.excluded:
        rows = rows.filter(~_is_under(walks.excluded, walks.languages))
    return _once(rows.filter(_released_in(walks.spans))[:MOST])


def _once(rows) -> list:
    """What was listed under two of the leading terms is found twice."""
    return list({row.uid: row for row in rows}.values())


def _terms(pairs, languages):
    return [terms.withdrawn(terms.term(*pair, language)) for pair in pairs for language in languages]


def _is_under(group, languages):
    numbers = _terms(group, languages)
    return Exists(Listing.objects.filter(edition=OuterRef("edition"), term__in=numbers))


def _released_in(spans):
    """Lists of a period tell of what had been released in it, whenever that was withdrawn."""
    if spans == [(None, None)]:
        return Q()
    found = Q(pk__in=[])
    for first, following in spans:
        since = Q(edition__released_at__gte=first) if first else Q()
        found |= since & Q(edition__released_at__lt=following) if following else since
    return found


def _rows():
    again = Edition.objects.filter(
        article=OuterRef("article"), number__gt=OuterRef("edition__number"), live_from__lte=DatabaseNow()
    )
    replacement = FilteredRelation(
        _REPLACED,
        condition=Q(**{f"{_REPLACED}__live_from__lte": DatabaseNow()})
        & (
            Q(**{f"{_REPLACED}__live_until__isnull": True})
            | Q(**{f"{_REPLACED}__live_until__gt": DatabaseNow()})
        ),
    )
    return (
        live_rows()
        .filter(~Exists(again))
        .annotate(replacement=replacement)
        .annotate(**{name: F(column) for name, column in _COLUMNS.items()})
        .order_by("-released_at", "-article")
        .values_list(*_COLUMNS, named=True)
    )


_PLAIN = Prepared(lambda: _rows().filter(term__in=Params("terms"))[:MOST])
