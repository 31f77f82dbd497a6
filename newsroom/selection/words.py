"""A selection in words, whole and in its parts, in the language being spoken."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from newsroom.models.articles import Kind
from publishing.dates import long_date, month_and_year, month_name
from publishing.languages import Language, listed

from .choices import Choice, name_of

KIND_PLURALS = {
    Kind.PRESS_RELEASE: lambda: _("Press releases"),
    Kind.NEWS_STORY: lambda: _("News stories"),
    Kind.STATEMENT: lambda: _("Statements"),
    Kind.SPEECH: lambda: _("Speeches"),
    Kind.FEATURE: lambda: _("Features"),
    Kind.ADVISORY: lambda: _("Advisories"),
}


def describe(selection) -> str:
    """``Press releases: migrant smuggling, Myanmar or Thailand, not Laos, June 2017``."""
    kinds = selection.choices.get("kind", Choice())
    what = listed(KIND_PLURALS[kind]() for kind in kinds.any or kinds.all) or _("News")
    about = [_chosen(choice) for name, choice in selection.choices.items() if name != "kind"]
    about += [_("not %(this)s") % {"this": name_of(kind)} for kind in kinds.none]
    if selection.query:
        about.insert(0, _quoted(selection.query))
    if about:
        what = _("%(what)s: %(about)s") % {"what": what, "about": listed(about)}
    when = _period(selection.period)
    return _("%(what)s, %(when)s") % {"what": what, "when": when} if when else what


def _quoted(query) -> str:
    return _("“%(words)s”") % {"words": query.text}


def _chosen(choice) -> str:
    some = _joined([name_of(row) for row in choice.any], _("%(first)s or %(last)s"))
    every = _joined([name_of(row) for row in choice.all], _("%(first)s and %(last)s"))
    none = [_("not %(this)s") % {"this": name_of(row)} for row in choice.none]
    return listed(filter(None, [some, every, *none]))


def _joined(names, pattern) -> str:
    """``A``, ``A or B``, ``A, B or C``."""
    if len(names) < 2:
        return "".join(names)
    return pattern % {"first": listed(names[:-1]), "last": names[-1]}


def _period(period) -> str:
    parts = []
    if period.month:
        parts.append(month_and_year(date(period.years[0], period.month, 1)))
    elif period.years:
        parts.append(_joined([str(year) for year in period.years], _("%(first)s or %(last)s")))
    if period.since:
        parts.append(_since(period))
    if period.until:
        parts.append(_until(period))
    return listed(parts)


def _since(period) -> str:
    return _("from %(day)s") % {"day": long_date(period.since)}


def _until(period) -> str:
    return _("until %(day)s") % {"day": long_date(period.until)}


def parts(selection, language: str) -> list[tuple[str, object]]:
    """Everything that is chosen, each with its words and what is left of the selection without it."""
    found = [(_quoted(selection.query), selection.only(query=None))] if selection.query else []
    for name, choice in selection.choices.items():
        for mode in ("any", "all", "none"):
            for row in getattr(choice, mode):
                label = _("not %(this)s") % {"this": name_of(row)} if mode == "none" else name_of(row)
                found.append((label, selection.only(**{name: choice.without(row)})))
    return found + _periods(selection) + _languages(selection, language)


def _periods(selection):
    period, found = selection.period, []
    for year in period.years:
        years = tuple(each for each in period.years if each != year)
        found.append((str(year), replace(period, years=years, month=0)))
    if period.month:
        found.append((month_name(date(period.years[0], period.month, 1)), replace(period, month=0)))
    if period.since:
        found.append((_since(period), replace(period, since=None)))
    if period.until:
        found.append((_until(period), replace(period, until=None)))
    return [(label, selection.only(period=rest)) for label, rest in found]


def _languages(selection, language):
    """The language of the page goes without saying; other ones are left by going back to it."""
    if selection.languages == (language,):
        return []
    home = selection.only(languages=(language,))
    if not selection.languages:
        return [(_("all languages"), home)]
    rest = {code: tuple(each for each in selection.languages if each != code) for code in selection.languages}
    return [
        (Language(code).label, selection.only(languages=left) if left else home)
        for code, left in rest.items()
    ]
