"""The spans of days that a report can be asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from lawdesk.domain.locale_format import babel_locale, format_date, format_period
from lawdesk.errors import FieldError
from lawdesk.translation import _

_DAY = timedelta(days=1)
_YEAR = timedelta(days=366)
_MOST_NAMED = 18


class PeriodChoice(StrEnum):
    """What the lawyer picks instead of typing two days."""

    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_QUARTER = "this_quarter"
    LAST_QUARTER = "last_quarter"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    ALL = "all"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included. `whole` says that it is all there ever was;
    before `known_from` nothing is known of, so no empty months are shown.
    """

    first: date
    last: date
    whole: bool = False
    known_from: date | None = None


def period_of(choice: PeriodChoice, today: date, oldest: date | None) -> Period:
    """The days of a choice, to the end of the month, quarter or year even where that is to come.

    `oldest` is the first day anything is known of; ALL reaches from there to today, or to today
    alone where nothing is. OWN has no days of its own and gives this month.
    """
    return replace(_period_of(choice, today, oldest), known_from=oldest)


def _period_of(choice: PeriodChoice, today: date, oldest: date | None) -> Period:
    month = today.replace(day=1)
    if choice is PeriodChoice.ALL:
        return Period(min(oldest or today, today), today, whole=True)
    if choice is PeriodChoice.LAST_MONTH:
        return _months(_months_on(month, -1), 1)
    quarter = today.replace(month=1 + (today.month - 1) // 3 * 3, day=1)
    year = today.replace(month=1, day=1)
    spans = {
        PeriodChoice.THIS_QUARTER: (quarter, 3),
        PeriodChoice.LAST_QUARTER: (_months_on(quarter, -3), 3),
        PeriodChoice.THIS_YEAR: (year, 12),
        PeriodChoice.LAST_YEAR: (_months_on(year, -12), 12),
    }
    return _months(*spans.get(choice, (month, 1)))


def own_period(first: date, last: date, oldest: date | None = None) -> Period:
    """The days from one to another. Raises FieldError("last") where they run backwards."""
    if last < first:
        raise FieldError(
            "last",
            _("The last day lies before the first; the report was not changed."),
            _("Write a later day, or an earlier first day."),
        )
    return Period(first, last, known_from=oldest)


def months_of(period: Period, found: Iterable[str]) -> list[str]:
    """Every month to show, as "2026-11", so that a month without figures is not passed over.

    From the period's first month of which anything is known, or in a period over a year from the
    first month `found`, to the last month found; none where nothing was found.
    """
    known = sorted(found)
    if not known:
        return []
    long = period.last - period.first > _YEAR
    begin = max(period.first, period.known_from or period.first)
    first = known[0] if long else min(known[0], _key(begin))
    return list(_month_keys(first, known[-1]))


@lru_cache(maxsize=2048)
def month_words(key: str, locale: str) -> str:
    """The month "2026-11" as "November 2026"."""
    from babel.dates import format_skeleton

    first = date.fromisoformat(f"{key}-01")
    return str(format_skeleton("yMMMM", first, locale=babel_locale(locale)))


def months_under(keys: Sequence[str], locale: str) -> tuple[str, ...]:
    """What stands under months in a chart: "2026" for January, "Feb", "Mar"; over many months the
    years alone, so that no month is taken for that of another year.
    """
    from babel.dates import get_month_names

    names = get_month_names("abbreviated", "stand-alone", babel_locale(locale))
    shown = {number: str(names[number]).rstrip(".") for number in range(2, 13)}
    if len(keys) > _MOST_NAMED:
        shown = {}
    return tuple(key[:4] if key.endswith("-01") else shown.get(int(key[5:]), "") for key in keys)


def period_words(period: Period, locale: str) -> str:
    """The period as a heading has it: "1–30 Nov 2026"; all of it "Until 20 Nov 2026"."""
    if period.whole:
        return until_words(period.last, locale)
    return format_period(period.first, period.last, locale)


def until_words(day: date, locale: str) -> str:
    """For figures that stand at a day instead of running over some: "Until 20 Nov 2026"."""
    return _("Until {day}").format(day=format_date(day, locale))


def _months(first: date, count: int) -> Period:
    return Period(first, _months_on(first, count) - _DAY)


def _months_on(first: date, count: int) -> date:
    """The first of the month `count` months after the first of a month."""
    months = first.year * 12 + first.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def _month_keys(first: str, last: str) -> Iterator[str]:
    year, month = int(first[:4]), int(first[5:7])
    while (key := f"{year:04d}-{month:02d}") <= last:
        yield key
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _key(day: date) -> str:
    return day.isoformat()[:7]
