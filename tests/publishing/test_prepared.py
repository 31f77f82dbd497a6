"""Prepared queries: they find what the queryset would, whatever is put in."""

import uuid

from django.db import connection
from django.db.models import CharField, Q, UUIDField
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from newsroom.models import Edition
from publishing.prepared import Param, Params, Prepared
from tests.factory import make_article

COLUMNS = ("pk", "title", "uid", "live_from", "article__kind")

by_language = Prepared(
    lambda: (
        Edition.objects.live()
        .filter(language=Param("language", CharField()), article__in=Params("articles"))
        .order_by("pk")
        .values_list(*COLUMNS)
    )
)
by_uid = Prepared(lambda: Edition.objects.filter(uid=Param("uid", UUIDField())).values_list(*COLUMNS))

as_models = Prepared(
    lambda: (
        Edition.objects.filter(article__in=Params("articles"))
        .select_related("revision", "article__last_saved_by")
        .annotate(is_first=Q(number=1))
        .order_by("pk")
    )
)


class PreparedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        titles = ("One", "%s ' \" 100%", "Два")
        cls.articles = [make_article(title=title) for title in titles]
        cls.french = make_article(title="Quatre", language="fr")

    def test_it_finds_what_the_queryset_finds_with_the_same_types(self):
        keys = [article.pk for article in (*self.articles[1:], self.french)]
        for language in ("en", "fr", "ru", "' OR 1=1 --", "%s"):
            with self.subTest(language):
                rows = Edition.objects.live().filter(language=language, article__in=keys).order_by("pk")
                found = by_language(language=language, articles=keys)
                assert [tuple(row) for row in found] == list(rows.values_list(*COLUMNS))

    def test_a_row_knows_its_columns(self):
        (row,) = by_uid(uid=self.french.uid)
        assert (row.title, row.uid, row.article__kind) == ("Quatre", self.french.uid, "press-release")
        assert by_uid(uid=uuid.uuid4()) == []

    def test_models_come_with_what_is_loaded_with_them(self):
        keys = [article.pk for article in self.articles]
        with self.assertNumQueries(1):
            found = as_models(articles=keys)
            assert [edition.revision.content["title"] for edition in found] == [
                a.title for a in self.articles
            ]
            assert [edition.article.last_saved_by for edition in found] == [None] * 3
            assert all(edition.is_first for edition in found)
        assert found == list(Edition.objects.filter(article__in=keys).order_by("pk"))
        found[0].refresh_from_db()
        assert found[0].live_from == Edition.objects.get(pk=found[0].pk).live_from

    def test_of_no_values_nothing_is_found(self):
        assert by_language(language="en", articles=[]) == []

    def test_a_query_may_need_no_values(self):
        every = Prepared(lambda: Edition.objects.live().order_by("pk").values_list("title"))
        for _ in range(2):
            assert [row.title for row in every()] == ["One", "%s ' \" 100%", "Два", "Quatre"]

    def test_each_call_is_one_query_with_its_own_values(self):
        for number in (1, 3):
            keys = [article.pk for article in self.articles[:number]]
            with CaptureQueriesContext(connection) as queries:
                assert len(by_language(language="en", articles=keys)) == number
            assert len(queries) == 1

    def test_a_value_that_is_missing_is_an_error(self):
        with self.assertRaises(KeyError):
            by_language(language="en")
