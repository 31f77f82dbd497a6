"""Which articles have these words? By an index of the words of titles, and in the texts saved last."""

import re
from datetime import UTC, datetime
from itertools import pairwise

from django.db import connection
from django.db.models import Q

from .models import Article
from .models.titles import TitleWord
from .reader.folding import SPACELESS, tokens, word_key

# The texts themselves have no index: only those of so many articles, the last saved ones, are looked through.
TEXTS = 500
_MAX_WORDS = 12
_LENGTH = TitleWord._meta.get_field("word").max_length
_SPACELESS = re.compile(f"[{SPACELESS}]")
_ARABIC_ARTICLE = re.compile("^(?:و)?ال(?=...)")


def words_of(text: str) -> set[str]:
    """The folded words of a text. Where a script has no spaces, each pair of neighbours is one: 毒品问题 has three."""
    words, found = set(), list(tokens(text))
    pairs = {
        place
        for place, (one, other) in enumerate(pairwise(found))
        if one[2] == other[1] and _SPACELESS.match(one[0]) and _SPACELESS.match(other[0])
    }
    for place, (token, _start, _end) in enumerate(found):
        if place in pairs:
            words.add(word_key(token) + word_key(found[place + 1][0]))
        elif place - 1 not in pairs:
            words.add(word_key(token)[:_LENGTH])
    return words - {""}


def keys_of(title: str) -> set[str]:
    """What a title is found by: its words, Arabic ones without their article as well, as people type them."""
    words = words_of(title)
    return words | {_ARABIC_ARTICLE.sub("", word) for word in words}


def index(article: Article, old_title: str) -> None:
    """Write down the words of an article's title, which was ``old_title``. The caller holds the article's lock."""
    words, known = keys_of(article.title), keys_of(old_title)
    if known - words:
        article.title_words.filter(word__in=known - words).delete()
    rows = [TitleWord(article=article, word=word) for word in sorted(words - known)]
    TitleWord.objects.bulk_create(rows, ignore_conflicts=True)


def find(articles, query: str):
    """Those of a queryset of articles that have all words of a query, or their beginnings, in the title.

    Besides them those whose address it is, and those among the last saved ``TEXTS`` that have the query in their text.
    """
    query = query.strip()
    words = sorted(words_of(query), key=len, reverse=True)[:_MAX_WORDS]
    named = Article.objects.order_by().filter(slug=query.rstrip("/").rpartition("/")[2])
    # Asked beforehand: PostgreSQL does not guess how few are later than what another query will say.
    latest = Article.objects.order_by("-last_saved_at").values_list("last_saved_at", flat=True)
    oldest = latest[TEXTS - 1 : TEXTS].first() or datetime.min.replace(tzinfo=UTC)
    inside = Article.objects.order_by().filter(last_saved_at__gte=oldest, body__icontains=query)
    found = named.values("pk").union(inside.values("pk"))
    if words:
        first, *others = (TitleWord.objects.filter(begins("word", word)) for word in words)
        for other in others:
            first = first.filter(article__in=other.values("article"))
        found = found.union(first.values("article"))
    return articles.filter(pk__in=found)


def begins(column: str, word: str) -> Q:
    """The condition that a column begins with a word, such that an index of it is used."""
    if connection.vendor == "postgresql":
        return Q(**{f"{column}__startswith": word})
    # SQLite's LIKE knows no case and uses no index; a range does.
    return Q(**{f"{column}__gte": word, f"{column}__lt": f"{word}\U0010ffff"})
