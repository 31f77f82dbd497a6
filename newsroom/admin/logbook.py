"""The log of an article: who did what, when, from which revision, in the words of whoever reads it."""

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from newsroom.clocks import exactly
from newsroom.models.editions import Change, Reason
from newsroom.models.log import Verb

from .deciding import article_for, page
from .forms import when

PER_PAGE = 50


def log(model_admin, request, object_id):
    """The newest first; with ``?verb=`` only entries of one kind."""
    if not object_id.isdecimal():
        raise Http404
    article = article_for(model_admin, request, int(object_id))
    rows = article.log.select_related("by", "revision").defer("revision__canonical")
    occurring = set(article.log.order_by().values_list("verb", flat=True).distinct())
    verb = request.GET.get("verb", "")
    if verb in Verb.values:
        rows = rows.filter(verb=verb)
    return page(
        model_admin,
        request,
        "log.html",
        article,
        rows=Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        verbs=[(value, label) for value, label in Verb.choices if value in occurring],
        verb=verb,
        title=article.title,
        tab="log",
    )


def in_words(entry) -> list[str]:
    """What an entry's facts say, in short phrases. A fact that nobody has words for is passed over."""
    return [_phrase(name, entry.facts[name]) for name in _PHRASES if name in entry.facts]


def _phrase(name, fact) -> str:
    try:
        return _PHRASES[name](fact)
    except (TypeError, ValueError):  # written by hand, or by an older version
        return str(fact)


def _instant(fact):
    instant = parse_datetime(fact)
    if instant is None:
        raise ValueError
    return instant


# In the order in which they are read.
_PHRASES = {
    "edition": lambda fact: _("edition %d") % fact,
    "kind": lambda fact: str(Change(fact).label),
    "reason": lambda fact: str(Reason(fact).label),
    "replaced_by": lambda fact: _("by “%s”") % fact,
    "planned": lambda fact: _("for %s") % exactly(_instant(fact)),
    "outlet": lambda fact: _("for %s") % fact,
    "until": lambda fact: _("until %s") % exactly(_instant(fact)),
    "expires": lambda fact: _("expires %s") % exactly(_instant(fact)),
    "unreviewed": lambda fact: _("without review") if fact is True else _("without review: %s") % fact,
    "reviewer": lambda fact: _("to %s") % fact,
    "due": lambda fact: _("due %s") % when(_instant(fact)),
    "outcome": lambda fact: {"fine": _("as it should be"), "mend": _("needs correcting")}.get(
        fact, str(fact)
    ),
    "went_out": lambda fact: _("since it went out"),
    "withdrawal": lambda fact: _("of the withdrawal"),
    "number": lambda fact: _("of edition %d") % fact,
}
