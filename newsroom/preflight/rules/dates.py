"""Rules about days: weekdays, the dateline against the clock and the events, days told from the day of writing."""

import re
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.models.workshops import Precision
from newsroom.preflight.body import without_quotations
from newsroom.preflight.context import Context
from newsroom.preflight.finding import Finding, Findings
from newsroom.preflight.languages import RELATIVE_DAYS, RELATIVE_WEEKS, WEEKDAYS
from newsroom.reader.dates import FoundDate, find_dates
from publishing.dates import long_date, long_range

# A text may be dated a few days before it goes out; after a week somebody probably took an old one as a pattern.
STALE = timedelta(days=7)
# A release about an event is written during it or in the days after.
AFTERMATH = timedelta(days=14)
_BETWEEN = re.compile(r"[\s,،，]{0,2}(?:the |le |el |den |الموافق |dated )?$", re.IGNORECASE)
_AFTER = re.compile(r"\s?[(（]\s?$")


def weekday(ctx: Context) -> Findings:
    """A weekday beside a date that was or will be another one."""
    pattern = WEEKDAYS[ctx.language]
    for field, paragraph, text in ctx.texts():
        if not pattern.search(text):
            continue
        for found in find_dates(text):
            day = None if found.doubtful else _whole(found.first, ctx)
            beside = day and _weekday_beside(text, found, pattern)
            if beside and beside[0] != day.weekday():
                yield Finding(
                    _("%(date)s is a %(weekday)s. Correct the weekday or the date.")
                    % {"date": long_date(day), "weekday": date_format(day, "l")},
                    field=field,
                    paragraph=paragraph,
                    words=text[beside[1] : max(found.end, beside[2])],
                )


def _weekday_beside(text: str, found: FoundDate, pattern) -> tuple[int, int, int] | None:
    """The number of the weekday that stands directly before a date, or in brackets after it, and where."""
    window = max(0, found.start - 24)
    before = [match for match in pattern.finditer(text, window, found.end) if match.end() <= found.start + 16]
    for match in reversed(before):
        inside = match.start() >= found.start
        if (inside and match.start() == found.start) or (
            not inside and _BETWEEN.fullmatch(text[match.end() : found.start])
        ):
            return match.lastindex - 1, match.start(), match.end()
    after = pattern.search(text, found.end, found.end + 12)
    if after is None or found.is_range:
        return None
    gap = text[found.end : after.start()]
    # Chinese writes it directly behind the date, with or without brackets.
    if _AFTER.fullmatch(gap) or (not gap and "\u4e00" <= after[0][0] <= "\u9fff"):
        return after.lastindex - 1, found.start, after.end()
    return None


def _whole(partial, ctx: Context) -> date | None:
    """The day that is meant; where no year is given, the one nearest to the day the text speaks of."""
    if partial.year:
        return date(partial.year, partial.month, partial.day)
    candidates = []
    for year in (ctx.day.year - 1, ctx.day.year, ctx.day.year + 1):
        try:
            candidates.append(date(year, partial.month, partial.day))
        except ValueError:
            continue  # 29 February
    nearest = min(candidates, key=lambda day: abs(day - ctx.day), default=None)
    # Far from the dateline it is not sure which year is meant.
    return nearest if nearest and ctx.first_day and abs(nearest - ctx.day) < timedelta(days=100) else None


def dateline_missing(ctx: Context) -> Findings:
    """A release without a place and a day at its head. Statements are made nowhere in particular."""
    if ctx.first_day is None:
        yield Finding(
            _("The dateline has no date. Readers must know on which day this was said."),
            field="dateline",
            part="date",
        )
    if not ctx.content["dateline"]["places"] and ctx.kind in ("press-release", "news-story"):
        yield Finding(
            _("The dateline has no place. Say where the text comes from."), field="dateline", part="places"
        )


def dateline_clock(ctx: Context) -> Findings:
    """A dateline that lies after the publication, or long before it."""
    first, last, released = ctx.first_day, ctx.last_day, ctx.release_day
    if first is None:
        return
    # At the place of the dateline it may be the next day already.
    if released is not None and first > released + timedelta(days=1):
        yield Finding(
            _("The dateline is %(dateline)s, but the text is released before, on %(released)s.")
            % {"dateline": long_date(first), "released": long_date(released)},
            field="dateline",
            part="date",
        )
    elif last < (released or ctx.today) - STALE:
        yield Finding(
            _(
                "The dateline is %(dateline)s, long before the release on %(released)s. Correct it, or fill in when the"
                " text was originally released."
            )
            % {"dateline": long_range(first, last), "released": long_date(released or ctx.today)},
            field="dateline",
            part="date",
        )


def dateline_event(ctx: Context) -> Findings:
    """A text from the place of an event, dated as if from the event, on days on which it did not take place."""
    if ctx.first_day is None or len(ctx.workshops) != 1:
        return
    workshop = ctx.workshops[0]
    if workshop.precision not in (Precision.DAY, Precision.TIME) or not _is_there(ctx, workshop):
        return
    starts, ends = workshop.starts_on, workshop.ends_on
    is_range = ctx.last_day != ctx.first_day
    if is_range:
        is_wrong = ctx.last_day < starts or ctx.first_day > ends
    else:
        is_wrong = not starts <= ctx.first_day <= ends + AFTERMATH and not _names_day(ctx, starts)
    if is_wrong:
        yield Finding(
            _(
                "The dateline is %(dateline)s, but “%(event)s” in the same place is on %(days)s. Correct the dateline"
                " or the event, or say in the text when the event is."
            )
            % {
                "dateline": long_range(ctx.first_day, ctx.last_day),
                "event": workshop.name_in(ctx.language),
                "days": long_range(starts, ends),
            },
            field="dateline",
            part="date",
        )


def _is_there(ctx, workshop) -> bool:
    return workshop.place_id is not None and any(place.pk == workshop.place_id for place in ctx.places)


def _names_day(ctx, day) -> bool:
    """Whether the text itself says when the event is."""
    for _field, _paragraph, text in ctx.texts():
        for found in find_dates(text):
            if (found.first.month, found.first.day) == (day.month, day.day):
                return True
    return False


def relative_day(ctx: Context) -> Findings:
    """“Today” in a text whose dateline has no day, or another one than that on which it is read first."""
    week = _week_is_wrong(ctx)
    reason = _day_is_wrong(ctx)
    for pattern, wrong in ((RELATIVE_DAYS[ctx.language], reason), (RELATIVE_WEEKS[ctx.language], week)):
        if not wrong:
            continue
        for field, paragraph, text in ctx.texts():
            for match in pattern.finditer(without_quotations(text)):
                yield Finding(
                    _("“%(words)s”: %(reason)s Name the day instead.") % {"words": match[0], "reason": wrong},
                    field=field,
                    paragraph=paragraph,
                    words=match[0],
                )


def _day_is_wrong(ctx) -> str:
    if ctx.first_day is None:
        return _("the dateline has no date that tells which day is meant.")
    released = ctx.release_day or ctx.today
    if ctx.release_day is None and ctx.first_day > released:
        return ""  # written ahead; nobody has said yet when it goes out
    # At the place of the dateline it may be another day than in the newsroom.
    if any(ctx.first_day <= day <= ctx.last_day for day in {released, *ctx.local_days}):
        return ""
    return _different(ctx, released)


def _week_is_wrong(ctx) -> str:
    if ctx.first_day is None:
        return _("the dateline has no date that tells which week is meant.")
    released = ctx.release_day or ctx.today
    if ctx.release_day is None and ctx.first_day > released:
        return ""
    near = {(released + timedelta(days=n)).isocalendar()[:2] for n in (-1, 0, 1)}
    if near & {day.isocalendar()[:2] for day in (ctx.first_day, ctx.last_day)}:
        return ""
    return _different(ctx, released)


def _different(ctx, released) -> str:
    return _("the dateline is %(dateline)s, the release %(released)s.") % {
        "dateline": long_range(ctx.first_day, ctx.last_day),
        "released": long_date(released),
    }


RULES = (weekday, dateline_missing, dateline_clock, dateline_event, relative_day)
