"""The form that narrows a list: what can be chosen, with how many texts each choice would leave; and what is chosen.

Its options are written here and not by a template: there are hundreds on every list.
"""

from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from html import escape

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Country, Region, Topic
from events.spelling import fold
from publishing.dates import month_name
from publishing.languages import NAME_COLUMNS, Language
from publishing.prepared import Prepared

from .models.articles import Kind
from .selection import EVERY_LANGUAGE
from .selection.options import Options, options, total
from .terms import kind_value


def narrowing(selection, language: str) -> dict:
    """The context of ``newsroom/filter_form.html``, the years and months of a list, and how many texts it has."""
    offered = options(selection)
    known = names()
    known["kind"] = {kind_value(kind): (kind.value, capfirst(str(kind.label))) for kind in Kind}
    known["year"] = {year: (str(year), str(year)) for year in offered["year"].counts}
    period = selection.period
    year = period.years[0] if len(period.years) == 1 else 0
    return {
        "total": total(selection),
        "years": _links(
            offered["year"], str, lambda n: replace(period, years=(n,), month=0), selection, language
        ),
        "months": _links(
            _months_of(year, offered["month"]),
            lambda n: capfirst(month_name(date(year, n % 100, 1))),
            lambda n: replace(period, month=n % 100),
            selection,
            language,
        ),
        "form": {
            "selects": {name: _options(rows, offered[name]) for name, rows in known.items()},
            "chosen": dict.fromkeys(selection.choices, True) | {"year": bool(period.years)},
            "languages": _languages(selection),
            "kept": kept(selection, language),
            "since": period.since,
            "until": period.until,
            "is_open": bool(period.since or period.until or "region" in selection.choices),
        },
    }


def kept(selection, language: str) -> list[tuple[str, str]]:
    """Names and values of the hidden fields that keep what is chosen while something is added to it."""
    found = selection.parameters(language)
    if selection.languages:  # that of the page too: another one is added to it
        found["language"] = ",".join(selection.languages)
    return sorted((name, value) for name, value in found.items() if name not in ("from", "until"))


def _links(offered, words, moved, selection, language) -> list[dict]:
    """Periods to go to, the latest first, each with its words, its number (``None`` if not known) and its address."""
    rows = []
    for value in sorted(offered.counts, reverse=True):
        there = selection.only(period=moved(value))
        rows.append(
            {
                "label": words(value),
                "count": offered.counts[value] if offered.are_counted else None,
                "is_current": there.period == selection.period,
                "url": there.url(language),
            }
        )
    return rows


def _months_of(year, offered):
    months = {value: count for value, count in offered.counts.items() if value // 100 == year}
    return Options(months, offered.are_counted)


def _languages(selection) -> SafeString:
    """The options of the select of languages: those that are not chosen, by their own names; none if all are."""
    if not selection.languages:
        return SafeString("")
    rows = [(code, label) for code, label in Language.choices if code not in selection.languages]
    rows.append((EVERY_LANGUAGE, _("All languages")))
    return SafeString("\n".join(f'<option value="{code}">{escape(label)}</option>' for code, label in rows))


def _options(names, offered) -> SafeString:
    """The options of a select, by name: what texts have, with their numbers where they are known."""
    rows = [(*names[value], count) for value, count in offered.counts.items() if value in names]
    rows.sort(key=lambda row: _folded(row[1]))  # alphabetical in the reader's language, whatever the accents
    return SafeString(
        "\n".join(
            f'<option value="{escape(key)}">{escape(label)}{f" ({count})" if offered.are_counted else ""}</option>'
            for key, label, count in rows
        )
    )


_folded = lru_cache(maxsize=2_000)(fold)


def names() -> dict[str, dict[int, tuple[str, str]]]:
    """What can be chosen by name: slug and name in the language being spoken, by primary key. One query."""
    found = {name: {} for name in _NAMED}
    for facet, key, slug, name, local in _query(get_language())():
        found[_NAMED[facet]][key] = slug, local or name
    return found


_NAMED = ("country", "topic", "region")


@cache
def _query(language):
    def rows(number, queryset):
        shown = Value("") if language == "en" else F(NAME_COLUMNS[language])
        named = queryset.annotate(facet=Value(number), shown=Cast(shown, CharField()))
        return named.order_by().values_list("facet", "pk", "slug", "name", "shown")

    countries, topics = rows(0, Country.objects), rows(1, Topic.objects.public())
    return Prepared(lambda: countries.union(topics, rows(2, Region.objects), all=True))
