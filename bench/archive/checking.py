"""Is a made archive what the workflow would have made? A sample of editions is made anew, compared, and thrown away."""

import random
import time

from django.db import connection, transaction
from django.db.models import Max

from newsroom import content as contents
from newsroom import likeness, listing, terms, titles
from newsroom.editions import make_edition
from newsroom.models import Address, Count, Edition, Likeness, SearchText, SearchWord, Withdrawal
from newsroom.search import engine, index
from newsroom.search.documents import document
from newsroom.search.questions import Question
from publishing.clock import database_now
from publishing.richtext import clean_html

COUNTED = 10  # counts are counted again for so many only: it takes reading the archive
_WORDS, _RARE, _MOST_FOUND = (
    20,
    200,
    20_000,
)  # a word in few texts is sought, of so many words; and all with its stem


def check(sample: int, seed: int = 1) -> list[str]:
    """What differs in a random sample of editions, a line each."""
    last, chance, wrong = Edition.objects.aggregate(last=Max("pk"))["last"], random.Random(seed), []
    for number in range(sample if last else 0):
        edition = Edition.objects.filter(pk__gte=chance.randint(1, last)).order_by("pk").first()
        problems = list(_problems(edition))
        if number < COUNTED and Edition.objects.live().filter(pk=edition.pk).exists():
            problems += [*_miscounted(edition, chance), *_miscounted_words(edition, chance)]
        wrong += [f"edition {edition.pk}: {problem}" for problem in problems]
    return wrong


def _miscounted(edition, chance):
    """Whether one of the counts that an edition is in is another than that of the editions counted."""
    pairs = sorted(set(listing.pairs(edition, listing.listed_terms([edition.pk])[edition.pk])))
    own, other = chance.choice(pairs)
    rows = Edition.objects.live().filter(language=edition.language)
    for number in (own, other) if other else (own,):
        facet, value = terms.facet_of(number), terms.value_of(number)
        if facet == terms.Facet.YEAR:
            rows = rows.filter(year=value)
        elif facet == terms.Facet.MONTH:
            rows = rows.filter(year=value // 100, month=value % 100)
        else:
            rows = rows.filter(listings__term=terms.term(facet, value, edition.language))
    counted, kept = rows.count(), Count.objects.filter(term=own, other=other).values_list("count", flat=True)
    if list(kept) != [counted]:
        yield f"{counted} texts are under {own} and {other}, the count says {list(kept)}"


def _miscounted_words(edition, chance):
    """Whether one of the rarer words of an edition is in more or fewer texts than its number says."""
    numbers = SearchWord.objects.filter(language=edition.language)
    for written, stem in chance.sample(sorted(document(edition.content).written), _WORDS):
        row = numbers.filter(written=written).first()
        if row and row.texts > _RARE or not (row or index._is_word(written)):
            continue
        question = Question(edition.language, [((stem,),)], [], None, None, 0)
        found = engine.find(question, _MOST_FOUND, time.monotonic() + 60).rows
        texts = Edition.objects.filter(pk__in=[row[3] for row in found], language=edition.language)
        documents = [document(text.content) for text in texts.select_related("revision")]
        counted = sum((written, stem) in found.written for found in documents)
        if row is None or (row.stem, row.texts) != (stem, counted):
            yield f"{counted} texts have the word {written}, its number is {row and row.texts}"
        return


def _problems(edition):
    revision, article = edition.revision, edition.article
    content = revision.content
    if contents.dump(content) != revision.canonical or contents.digest(revision.canonical) != revision.sha256:
        yield "its revision is not canonical"
    if clean_html(content["body"]) != content["body"]:
        yield "its text is not clean"
    for name in _made_otherwise(edition, article, revision):
        yield f"the workflow would have made other {name}"
    later = article.editions.filter(number=edition.number + 1).first()
    withdrawal = Withdrawal.objects.filter(edition=edition).first()
    if edition.live_until != (later.live_from if later else withdrawal and withdrawal.withdrawn_at):
        yield "it does not end when it should"
    listed, ahead = set(listing.listed_terms([edition.pk])[edition.pk]), edition.live_from > database_now()
    if listed != (set() if edition.live_until else listing.terms_of([edition])[edition.pk]):
        yield "it is listed under other terms"
    if list(edition.turns.values_list("begins", "at")) != ([(True, edition.live_from)] if ahead else []):
        yield "it will be counted at another time"
    copies = {"released_at": edition.released_at, "article": article.pk, "live_from": edition.live_from}
    if edition.listings.exclude(**copies, live_until=None).exists():
        yield "lists have other instants"
    if _is_searched_otherwise(edition, listed):
        yield "the search index has other words for it"
    if later is None:
        yield from _problems_of_copy(article, content)


def _is_searched_otherwise(edition, listed):
    """Whether the search index would have other words of an edition, if it was written into it now."""
    before = _searched(edition)
    with transaction.atomic():
        engine.remove(index.positions([edition.pk]))
        if not edition.live_until:
            engine.write(index.rows([edition], {edition.pk: listed}))
        after = _searched(edition)
        transaction.set_rollback(True)
    return before != after


def _searched(edition):
    """What the search index has of an edition."""
    words = "vector::text FROM newsroom_searchtext WHERE position"
    if connection.vendor == "sqlite":
        words = "words, labels FROM newsroom_searchindex WHERE rowid"
    with connection.cursor() as cursor:
        found = []
        for row in SearchText.objects.filter(edition=edition).values_list():
            cursor.execute(f"SELECT {words} = %s", [row[0]])
            found.append((*row, cursor.fetchone()))
    return found


def _problems_of_copy(article, content):
    """What is wrong with the working copy, whose newest revision has this content."""
    article.full_clean()
    if contents.snapshot(article) != content:
        yield "the working copy says something else"
    if set(article.title_words.values_list("word", flat=True)) != titles.keys_of(content["title"]):
        yield "the words of its title are others"
    fingerprint = likeness.fingerprint(content)
    if Likeness.objects.filter(article=article).values(*fingerprint).first() != fingerprint:
        yield "its fingerprint is another"


def _made_otherwise(edition, article, revision) -> list[str]:
    """Which rows the workflow makes otherwise. What it makes is thrown away."""
    before, previous = _state(edition), article.editions.filter(number=edition.number - 1).first()
    with transaction.atomic():
        Withdrawal.objects.filter(edition__article=article).delete()
        article.editions.filter(number__gte=edition.number).delete()
        article.addresses.all().delete()
        made = make_edition(
            article,
            revision,
            by=edition.published_by,
            now=edition.published_at,
            live_from=edition.live_from,
            change=edition.change,
            note=edition.note,
            released=previous,
        )
        made.refresh_from_db()
        after = _state(made)
        transaction.set_rollback(True)
    return [name for name in before if before[name] != after[name]]


def _state(edition) -> dict:
    """All that an edition is and is listed by, but its own number in the table and its end."""
    related = ("countries", "topics", "workshops", "agencies")
    columns = {field.attname for field in Edition._meta.concrete_fields} - {"id", "live_until"}
    address = {name: getattr(edition, name) for name in ("language", "year", "month", "slug")}
    return {
        "columns": {name: getattr(edition, name) for name in columns},
        **{name: sorted(getattr(edition, name).values_list("pk", flat=True)) for name in related},
        "places": list(edition.dateline_places.values_list("position", "place")),
        "quotes": list(edition.quotes.values_list("position", "text", "speaker", "capacity", "agency")),
        "files": list(edition.files.values_list("path")),
        "addresses": list(Address.objects.filter(**address).values_list("article")),
    }
