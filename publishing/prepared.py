"""Queries that are asked at every request: Django's ORM writes their SQL once, and each request only binds its values.

To put a query together costs Django ten times what it costs the database to answer one by an index, and PostgreSQL plans
longer than it looks. A page that is to be cheap without being kept cannot pay that for each of its queries::

    editions = Prepared(lambda: Edition.objects.live().filter(article=Param("article")).values_list("pk", "title"))
    editions(article=7)[0].title
"""

import itertools
import re
import threading
from collections import namedtuple
from collections.abc import Callable

from django.db import connection
from django.db.models import BigIntegerField, Expression, QuerySet
from django.db.models.query import get_related_populators

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
    """A list of values, for ``__in``, as long as it is each time. In an empty one nothing is found."""

    def as_sql(self, compiler, connection):
        return "(%s)", [self]

    def bind(self, values) -> list:
        field = self.output_field
        return [field.get_db_prep_value(value, connection) for value in values[self.name]] or [None]


class Statement:
    """SQL with ``%s`` for each of ``params``: a ``Param``, a ``Params`` (in ``IN (%s)``), or a value for good.

    On PostgreSQL each connection prepares and plans it once. So it needs a connection, or a pool, that
    keeps sessions.
    """

    _numbers = itertools.count(1)
    _session = threading.local()

    def __init__(self, sql: str, params):
        self.pieces, self.params = _PLACEHOLDER.split(sql), list(params)
        self.name = f"dateline_{next(self._numbers)}"
        self.named = {param.name: param for param in self.params if isinstance(param, Param)}

    def rows(self, **values) -> list[tuple]:
        with connection.cursor() as cursor:
            # Where queries are listed or explained, they are to be read.
            if connection.vendor == "postgresql" and not connection.queries_logged:
                self._prepare()
                bound = [param.bind(values) for param in self.named.values()]
                marks = f" ({', '.join(['%s'] * len(bound))})" if bound else ""
                arguments = [
                    own if isinstance(param, Params) else own[0]
                    for param, own in zip(self.named.values(), bound, strict=True)
                ]
                cursor.execute(f"EXECUTE {self.name}{marks}", arguments)
            else:
                cursor.execute(*self._written_out(values))
            return cursor.fetchall()

    def _written_out(self, values):
        sql, bound = [self.pieces[0]], []
        for param, piece in zip(self.params, self.pieces[1:], strict=True):
            own = param.bind(values) if isinstance(param, Param) else [param]
            sql.append(", ".join(["%s"] * len(own)))
            sql.append(piece)
            bound += own
        return "".join(sql), bound

    def _prepare(self):
        raw, session = connection.connection, self._session
        if getattr(session, "raw", None) is not raw:
            session.raw, session.names = raw, set()
            with raw.cursor() as cursor:
                # Ours find their rows by an index whatever the values are. For an array PostgreSQL would make a plan of
                # its own each time, which takes five times as long as the answer. It concerns prepared queries only.
                cursor.execute("SET plan_cache_mode = force_generic_plan")
        if self.name in session.names:
            return
        places = {name: f"${number}" for number, name in enumerate(self.named, start=1)}
        with raw.cursor() as cursor:
            sql = self.pieces[0].replace("%%", "%")
            for param, piece in zip(self.params, self.pieces[1:], strict=True):
                if isinstance(param, Params):  # one array, whatever its length
                    sql = sql.removesuffix("IN (") + "= ANY("
                sql += (
                    places[param.name] if isinstance(param, Param) else cursor.mogrify("%s", [param]).decode()
                )
                sql += piece.replace("%%", "%")
            cursor.execute(f"PREPARE {self.name} AS {sql}")
        session.names.add(self.name)


class Prepared:
    """A query with ``Param`` in it. Call it with their values for a list of what the queryset would yield.

    Takes a function that makes the queryset; it is called once for each kind of database. Of ``values_list`` the rows
    are named tuples; models come with what ``select_related`` loads and ``annotate`` adds, without prefetching.
    """

    def __init__(self, build: Callable[[], QuerySet]):
        self.build, self.made = build, {}

    def __call__(self, **values) -> list:
        query = self.made.get(connection.vendor)
        if query is None:
            query = self.made[connection.vendor] = _Query(self.build())
        return query.ask(values)


class _Query:
    """What is left of a queryset once its SQL is written: the statement, and how its rows are read."""

    def __init__(self, queryset):
        self.compiler = queryset.query.get_compiler(connection=connection)
        self.statement = Statement(*self.compiler.as_sql())
        columns = [column for column, _sql, _alias in self.compiler.select]
        self.converters = self.compiler.get_converters(columns)
        if queryset._fields is None:
            self.make = self._model_maker()
        else:
            self.make = namedtuple("Row", queryset._fields)._make

    def ask(self, values) -> list:
        rows = self.statement.rows(**values)
        if self.converters:
            rows = self.compiler.apply_converters(rows, self.converters)
        return list(map(self.make, rows))

    def _model_maker(self):
        """A function from a row to a model, as ``ModelIterable`` of Django 5.2 makes it."""
        select, info = self.compiler.select, self.compiler.klass_info
        first, last = info["select_fields"][0], info["select_fields"][-1] + 1
        model, names = info["model"], [column.target.attname for column, _sql, _alias in select[first:last]]
        related = get_related_populators(info, select, connection.alias)
        annotations = list(self.compiler.annotation_col_map.items())

        def make(row):
            made = model.from_db(connection.alias, names, row[first:last])
            for populator in related:
                populator.populate(row, made)
            for name, position in annotations:
                setattr(made, name, row[position])
            return made

        return make
