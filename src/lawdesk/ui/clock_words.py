"""Times, spans and days in the words of the window: "0:47:10", "40 min", "Friday, 20 November"."""

from __future__ import annotations

import re
from datetime import date, tzinfo

from lawdesk.domain.clock import Moment, day_of, local_time
from lawdesk.domain.life_signs import Doubt
from lawdesk.domain.locale_format import babel_locale, format_hours
from lawdesk.translation import _

_SHORT_NAMES = re.compile(r"E{1,3}|(?:M{3}|L{3})(?![ML])")
"""a short weekday or month in a date pattern"""


def span_words(seconds: int) -> str:
    """A span as it is said: "40 min", "2 h 05 min", "12 s"."""
    if seconds < 60:
        return _("{count} s").format(count=seconds)
    if seconds < 3600:
        return _("{count} min").format(count=seconds // 60)
    hours, minutes = seconds // 3600, seconds // 60 % 60
    if not minutes:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes:02d} min").format(hours=hours, minutes=minutes)


def wall_time(at: int, zone: tzinfo) -> str:
    """The time of day: "9:12"."""
    local = local_time(at, zone)
    return f"{local.hour}:{local.minute:02d}"


def wall_time_seen(at: int, now: Moment, locale: str) -> str:
    """The time of day, with its weekday when that is not today's: "Thu 17:40"."""
    day = day_of(at, now.zone)
    time = wall_time(at, now.zone)
    return time if day == now.day else f"{weekday_words(day, locale)} {time}"


def minute_of_day(at: int, zone: tzinfo) -> int:
    """Minutes since midnight, as a clock on the wall shows them."""
    local = local_time(at, zone)
    return local.hour * 60 + local.minute


def decimal_hours(seconds: int, locale: str) -> str:
    """Hours with one decimal, rounded half up: "2.2"."""
    return format_hours((seconds + 180) // 360, 360, locale)


def day_title(day: date, locale: str) -> str:
    """A day as a heading: "Friday, 20 November"."""
    from babel.dates import parse_pattern

    short = babel_locale(locale).datetime_skeletons["MMMEd"].pattern
    whole = _SHORT_NAMES.sub(lambda found: found[0][0] * 4, short)
    return str(parse_pattern(whole).apply(day, babel_locale(locale)))


def day_words(day: date, locale: str, *, with_year: bool = False) -> str:
    """A day in a table: "Fri, 20 Nov"."""
    return _by_skeleton(day, "yMMMEd" if with_year else "MMMEd", locale)


def month_words(day: date, locale: str) -> str:
    """The month's name as it stands alone: "November"."""
    return str(babel_locale(locale).months["stand-alone"]["wide"][day.month])


def weekday_words(day: date, locale: str) -> str:
    """The weekday in short: "Thu"."""
    return str(babel_locale(locale).days["stand-alone"]["abbreviated"][day.weekday()])


def weekday_mark(day: date, locale: str) -> str:
    """The weekday under a bar: "Mo"."""
    return str(babel_locale(locale).days["stand-alone"]["short"][day.weekday()]).rstrip(".")


def doubt_words(doubt: Doubt | None) -> str:
    """Why a stretch is in doubt, as the start of a sentence about it."""
    return {
        Doubt.CRASH: _("LawDesk was not running"),
        Doubt.SLEEP: _("The computer slept"),
        Doubt.CLOCK_SET: _("The computer's clock was set"),
        Doubt.TIME_ZONE: _("The time zone changed"),
        None: _("In doubt"),
    }[doubt]


def decided_words(seconds: int, matter: str, *, kept: bool) -> str:
    """What was decided about a doubtful stretch, as a sentence."""
    words = _("{length} on {matter} kept as work.") if kept else _("{length} on {matter} dropped.")
    return words.format(length=span_words(seconds), matter=matter)


def _by_skeleton(day: date, skeleton: str, locale: str) -> str:
    from babel.dates import format_skeleton

    return str(format_skeleton(skeleton, day, locale=babel_locale(locale)))
