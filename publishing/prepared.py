"""Queries that are asked at every request: Django's ORM writes their SQL once, and each request only binds its values.

To put a query together costs Django ten times what it costs the database to answer one by an index. A page that is to
be cheap without being kept cannot pay that for each of its queries::

    others = Prepared(lambda: Edition.objects.filter(article=Param("article")).values_list("pk", "title"))
    others(article=7)[0].title
"""

import re
from collections import namedtuple
from collections.abc import Callable, Iterable

from django.db import connection
from django.db.models import BigIntegerField, Expression, QuerySet

_PLACEHOLDER = re.compile(r"(?<!%)%s")


class Param(Expression):
    """Where a value is put in each time. Compared with a column of another type than a number, give its field."""

    def __init__(self, name: str, output_field=None):
        super().__init__(output_field=output_field or BigIntegerField())
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def bind(self, values) -> list:
        return [self.output_field.get_db_prep_value(values[self.name], connection)]


class Params(Param):
    """As many values as there are each time, for ``__in``. Of none, nothing is found."""

    def as_sql(self, compiler, connection):
        return "(%s)", [self]

    def bind(self, values) -> list:
        field = self.output_field
        return [field.get_db_prep_value(value, connection) for value in values[self.name]] or [None]


class Prepared:
    """A query with ``Param`` in it. Call it with their values for the rows, as named tuples.

    Takes a function that makes the queryset, with ``values_list``; it is called once for each kind of database.
    """

    def __init__(self, build: Callable[[], QuerySet]):
        self.build, self.made = build, {}

    def __call__(self, **values) -> list:
        query = self.made.get(connection.vendor)
        if query is None:
            query = self.made[connection.vendor] = _Query(self.build())
        return query.rows(values)


class _Query:
    """What is left of a queryset once its SQL is written: the SQL, what is bound to it, and how rows are read."""

    def __init__(self, queryset):
        self.compiler = queryset.query.get_compiler(connection=connection)
        sql, self.params = self.compiler.as_sql()
        self.pieces = _PLACEHOLDER.split(sql)
        columns = [column for column, _sql, _alias in self.compiler.select]
        self.converters = self.compiler.get_converters(columns)
        self.row = namedtuple("Row", queryset._fields)._make

    def rows(self, values) -> Iterable:
        sql, bound = [self.pieces[0]], []
        for param, piece in zip(self.params, self.pieces[1:], strict=True):
            own = param.bind(values) if isinstance(param, Param) else [param]
            sql.append(", ".join(["%s"] * len(own)))
            sql.append(piece)
            bound += own
        with connection.cursor() as cursor:
            cursor.execute("".join(sql), bound)
            rows = cursor.fetchall()
        if self.converters:
            rows = self.compiler.apply_converters(rows, self.converters)
        return list(map(self.row, rows))
