"""What differs between two texts of an article, with everything named as editors may see it."""

from newsroom.comparing.fields import Comparison, compare
from newsroom.comparing.labels import for_editors
from newsroom.content import complete, resolved


def content_of(revision) -> dict:
    """The content of a revision as it would be saved today: with every field, and what was merged since resolved."""
    return resolved(complete(revision.content))


def difference(old: dict, new: dict) -> Comparison:
    """Two contents compared, with everything named as editors may see it: nine queries at most."""
    return compare(old, new, for_editors([old, new]))


def against_public(standing, revision) -> dict | None:
    """What a page that asks about ``revision`` shows of its difference from what readers have or last had, or else
    from what was approved: ``base``, ``is_live`` and ``comparison``. ``None`` where there is nothing to compare with.
    """
    edition = standing.live or next(iter(standing.editions), None)
    base = edition.revision if edition else standing.approved
    if revision is None or base is None or base.pk == revision.pk:
        return None
    return {
        "base": base,
        "revision": revision,
        "is_live": standing.live is not None,
        "comparison": difference(content_of(base), content_of(revision)),
    }
