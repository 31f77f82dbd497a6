"""How long do the pages of the desk take: beside a plain Django admin, and among 100,000 articles?

    .venv/bin/python bench/desk.py [ARTICLES]
    .venv/bin/python tests/with_postgres.py .venv/bin/python bench/desk.py [ARTICLES]

Opens and saves an article of 2,000 words with 20 images in our admin and in a plain ``ModelAdmin`` of the same fields
and rows, in turn, without a network. Then makes a scratch archive and opens the list and the desk page. Prints
medians beside their limits: milliseconds on the clock and of this process's CPU, and queries. Times of PostgreSQL's own
processes are in the first of these only.
"""

import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

django.setup()

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext, setup_test_environment, teardown_test_environment
from django.urls import path

from config.urls import urlpatterns as site_addresses
from events.models import Agency, Country, Place, Speaker, Topic, Workshop
from newsroom import workflow
from newsroom.admin.attention import NEEDS
from newsroom.models import Article, ArticleAttachment, ArticleImage, ArticlePlace, Image, Quote, SeeAlso
from newsroom.models.articles import Kind
from tests.archive import make_archive
from tests.desk import form_data, make_staff
from tests.factory import make_content, make_country, make_image, make_place, make_speaker, make_topic
from tests.plans import scans

ROUNDS = 15
QUERIES, TIMES, CPU = 40, 2.0, 50  # the limits
WORDS = "<p>" + "Customs officers compared notes on container profiling in the harbour. " * 222 + "</p>"

plain = admin.AdminSite("plain")
for model in (Agency, Country, Place, Speaker, Topic, Workshop):
    plain.register(model, search_fields=["name"])
plain.register(Image, search_fields=["title"])


# Beginnings and ends of transactions are no queries.
TRANSACTION = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")
# Without our own templates of the admin.
PLAIN = [dict(engine, DIRS=[]) for engine in settings.TEMPLATES]


def rows(model, **options):
    return type(model.__name__, (admin.StackedInline,), {"model": model, "extra": 0, **options})


@admin.register(Article, site=plain)
class PlainAdmin(admin.ModelAdmin):
    """The same fields and rows, as Django makes a form of them."""

    search_fields = ("title",)
    fields = [
        "kind",
        "language",
        "title",
        "slug",
        "summary",
        "dateline_date",
        "dateline_end_date",
        "body",
        "countries",
        "topics",
        "workshops",
        "agencies",
        "contact",
        "originally_released_on",
        "translations_wanted",
    ]
    autocomplete_fields = ("countries", "topics", "workshops", "agencies")
    inlines = (
        rows(ArticlePlace, autocomplete_fields=("place",)),
        rows(Quote, autocomplete_fields=("speaker", "agency")),
        rows(ArticleImage, autocomplete_fields=("image",)),
        rows(SeeAlso, fk_name="article", autocomplete_fields=("target", "workshop")),
        rows(ArticleAttachment),
    )


class Addresses:
    """The site's own, and the plain admin's."""

    urlpatterns = [path("plain/", plain.urls), *site_addresses]


def make_long_article() -> Article:
    pictures = [make_image(title=f"Picture {number}") for number in range(20)]
    use = {"role": "gallery", "alt_text": "What it shows", "caption": "A caption"}
    return workflow.create(
        make_content(
            body=WORDS,
            dateline={"places": [make_place().slug], "date": "2026-06-12", "end_date": None},
            countries=[make_country().iso2],
            topics=[make_topic(f"Topic {number}").slug for number in range(5)],
            images=[use | {"image": picture.sha256} for picture in pictures],
            quotes=[{"text": "Words", "speaker": make_speaker().slug, "capacity": "Head", "agency": None}],
            see_also=[{"url": "https://example.org/", "label": "Elsewhere"}],
        ),
        by=None,
    )[0]


def measure(ask) -> tuple[float, float, int]:
    """Milliseconds on the clock and of CPU, and queries, of one call."""
    with CaptureQueriesContext(connection) as captured:
        ask()
    count = sum(not query["sql"].startswith(TRANSACTION) for query in captured)
    clock, cpu = time.perf_counter(), time.process_time()
    ask()
    return 1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - cpu), count


def median(samples) -> list[float]:
    return [statistics.median(column) for column in zip(*samples, strict=True)]


def saving(client, url, article, title):
    """A call that saves the article, each time with another title."""
    setup_test_environment(debug=False)  # tells what is in a form, and slows the page down
    data = form_data(client.get(url)) | {"_continue": "1"}
    teardown_test_environment()
    titles = iter((title, f"Another {title}"))

    def save():
        answer = client.post(url, data | {"title": next(titles)})
        if answer.status_code != 302:
            raise SystemExit(f"{url} was not saved: there is nothing to measure.")
        if "seen_revision" in data:
            data["seen_revision"] = str(article.revisions.first().number)

    return save


def beside_plain(client) -> None:
    article = make_long_article()
    urls = {
        "ours": f"/admin/newsroom/article/{article.pk}/change/",
        "plain": f"/plain/newsroom/article/{article.pk}/change/",
    }
    samples = {(what, whose): [] for what in ("opening", "saving") for whose in urls}
    for number in range(ROUNDS):
        for whose, url in urls.items():
            with override_settings(**({"TEMPLATES": PLAIN} if whose == "plain" else {})):
                samples["opening", whose].append(measure(lambda url=url: client.get(url)))
                save = saving(client, url, article, f"Title {number} of {whose}")
                samples["saving", whose].append(measure(save))
    line = "{:<10}{:>12}{:>12}{:>10}{:>12}{:>12}{:>10}{:>8}{:>8}\n"
    heads = ("", "ours ms", "CPU ms", "queries", "plain ms", "CPU ms", "queries", "times", "limits")
    sys.stdout.write(f"An article of 2,000 words with 20 images, median of {ROUNDS}\n" + line.format(*heads))
    for what in ("opening", "saving"):
        ours, theirs = (median(samples[what, whose]) for whose in urls)
        figures = [f"{value:.0f}" for value in (*ours, *theirs)]
        times = f"{ours[0] / theirs[0]:.2f}"
        sys.stdout.write(line.format(what, *figures, times, f"≤{QUERIES} ≤{TIMES:.0f}"))


def among_many(client, user, count) -> None:
    start = time.perf_counter()
    make_archive(count)
    Article.objects.filter(stage="draft", pk__lte=2000).update(last_saved_by=user)
    seconds = time.perf_counter() - start
    topic, country = make_topic("Topic 1").pk, make_country("Land 1", "AB").pk
    listing = "/admin/newsroom/article/"
    pages = {"desk page": "/admin/", "list": listing, "list, page 20": f"{listing}?p=20"}
    pages |= {f"list, {name}": f"{listing}?{query}" for name, query in {
        "in 2020": "until=2020-06-30", "by title": "o=0", "in French": "language__exact=fr",
        "speeches": f"kind__exact={Kind.SPEECH}", "a topic": f"topic={topic}", "a country": f"country={country}",
        "topic and country": f"topic={topic}&country={country}", "saved by one": f"saved_by={user.pk}",
        "title: river market": "q=river+market", "title: nothing": "q=zzz", "live and smuggling": "state=live&q=smuggling",
        **{state: f"state={state}" for state in ("draft", "in-review", "scheduled", "live", "changed", "withdrawn")},
        **{f"needs {need}": f"needs={need}" for need in NEEDS},
    }.items()}  # fmt: skip
    sys.stdout.write(
        f"\n{Article.objects.count():,} articles, made in {seconds:.0f} s ({connection.vendor})\n"
    )
    line = "{:<28}{:>10}{:>10}{:>10}{:>12}{:>14}\n"
    sys.stdout.write(line.format("", "ms", "CPU ms", "queries", "full scans", "limit CPU ms"))
    for name, url in pages.items():
        clock, cpu, queries = median([measure(lambda url=url: client.get(url)) for _round in range(5)])
        found = len(scans(lambda url=url: client.get(url), in_order=True, forced=False))
        limit = f"≤{CPU}" if name == "desk page" else ""
        sys.stdout.write(line.format(name, f"{clock:.0f}", f"{cpu:.0f}", f"{queries:.0f}", found, limit))


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    connection.creation.create_test_db(verbosity=0)
    try:
        user = make_staff("Publisher")
        get_user_model().objects.filter(pk=user.pk).update(is_superuser=True)
        client = Client()
        client.force_login(user)
        with override_settings(ROOT_URLCONF=Addresses):
            beside_plain(client)
        among_many(client, user, count)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


if __name__ == "__main__":
    main()
