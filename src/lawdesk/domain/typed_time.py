"""Durations and times of day as a lawyer types them.

What belongs here: typed text in, seconds out. Only the digits 0 to 9 count; what could mean two
things is refused with FieldError, never guessed.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from fractions import Fraction

from lawdesk.domain.money import round_half_up
from lawdesk.errors import FieldError
from lawdesk.translation import _

LONGEST_SECONDS = 24 * 3600
"""No single typed duration is longer than a day."""

_UNITS = re.compile(r"([0-9]{1,4})\s*u")
_HOURS = re.compile(r"([0-9]{1,3})[.,]([0-9]{1,6})\s*h|[.,]([0-9]{1,6})\s*h")
_HOURS_MINUTES_SECONDS = (
    re.compile(r"(?P<h>[0-9]{1,3}):(?P<m>[0-5][0-9])(?::(?P<s>[0-5][0-9]))?"),
    re.compile(r"(?P<m>[0-9]{1,4})"),
    re.compile(r"(?P<h>[0-9]{1,3})\s*h\s*(?P<m>[0-5]?[0-9])"),
    re.compile(
        r"(?=.)(?:(?P<h>[0-9]{1,3})\s*h)?\s*(?:(?P<m>[0-9]{1,4})\s*(?:min|m))?"
        r"\s*(?:(?P<s>[0-9]{1,5})\s*s)?"
    ),
)

_WITH_MARK = re.compile(r"([0-9]{1,2})[:.h]([0-9]{2})\s*(am|pm)?")
_WITHOUT_MARK = re.compile(r"([0-9]{1,2})([0-9]{2})\s*(am|pm)?")
_HOUR_ONLY = re.compile(r"([0-9]{1,2})()\s*(am|pm)")
_MINUTES_AGO = re.compile(r"[-−]\s*([0-9]{1,3})\s*(?:m|min)?")


def parse_duration(text: str, unit_seconds: int | None = None) -> int:
    """Seconds of a typed duration, 1 second to 24 hours.

    Understood: `1h20m`, `1h20`, `20m`, `1:20` (hours and minutes), `80` (minutes), `1.3h`, `1,3h`,
    and `13u`, units of `unit_seconds`. Raises FieldError("duration") for anything else.
    """
    typed = text.strip().lower()
    seconds = _seconds_of(typed, unit_seconds)
    if seconds is None:
        raise FieldError(
            "duration",
            _("“{typed}” is not a duration.").format(typed=text.strip()[:40]),
            _("Write 1:20, 1h20m, 1.3h, or 80 for minutes."),
        )
    if not 1 <= seconds <= LONGEST_SECONDS:
        raise FieldError("duration", _("A duration is longer than nothing and at most a day."))
    return seconds


def _seconds_of(typed: str, unit_seconds: int | None) -> int | None:
    if match := _UNITS.fullmatch(typed):
        return _units(int(match[1]), unit_seconds)
    if match := _HOURS.fullmatch(typed):
        return _decimal_hours(match[1] or "0", match[2] or match[3])
    for pattern in _HOURS_MINUTES_SECONDS:
        if match := pattern.fullmatch(typed):
            found = match.groupdict()
            hours, minutes, seconds = (int(found.get(name) or 0) for name in "hms")
            return hours * 3600 + minutes * 60 + seconds
    return None


def _units(count: int, unit_seconds: int | None) -> int:
    if unit_seconds is None:
        raise FieldError(
            "duration", _("Time is not counted in units here; write hours or minutes.")
        )
    return count * unit_seconds


def _decimal_hours(whole: str, part: str) -> int:
    return round_half_up(Fraction(int(whole + part) * 3600, 10 ** len(part)))


def parse_clock_time(text: str, now: int, zone: tzinfo) -> int:
    """The instant (UTC seconds) that a typed time of day means, never later than `now`.

    Understood: `9:12`, `9.12`, `912`, `9:12am`, `9pm`, and `-15`, fifteen minutes before `now`.
    A time still to come means yesterday's when that is less than twelve hours ago. Raises
    FieldError("time"): not a time, still to come, or left out by the clock change.
    """
    typed = text.strip().lower()
    if match := _MINUTES_AGO.fullmatch(typed):
        return now - int(match[1]) * 60
    hour, minute = _hour_and_minute(typed)
    today = datetime.fromtimestamp(now, zone)
    at = _instant(today, hour, minute, now)
    if at > now:
        at = _instant(today - timedelta(days=1), hour, minute, now)
        if now - at >= LONGEST_SECONDS // 2:
            raise FieldError("time", _("{typed} is still to come.").format(typed=text.strip()))
    return at


def parse_stop_time(text: str, since: int, now: int, zone: tzinfo) -> int:
    """The instant (UTC seconds) when a clock that runs since `since` should have stopped.

    Understood as in `parse_clock_time`; a time of day is the first one after `since`. Raises
    FieldError("time"): not a time, before `since`, or still to come.
    """
    typed = text.strip().lower()
    if match := _MINUTES_AGO.fullmatch(typed):
        at = now - int(match[1]) * 60
    else:
        hour, minute = _hour_and_minute(typed)
        day = datetime.fromtimestamp(since, zone)
        days = (day, day + timedelta(days=1))
        at = next(at for at in (_instant(one, hour, minute, now) for one in days) if at >= since)
    if not since <= at <= now:
        words = _("The clock did not run at {typed}; it goes on as it is.")
        raise FieldError("time", words.format(typed=text.strip()))
    return at


def _hour_and_minute(typed: str) -> tuple[int, int]:
    for pattern in (_WITH_MARK, _WITHOUT_MARK, _HOUR_ONLY):
        if match := pattern.fullmatch(typed):
            hour = _hour_of_day(int(match[1]), match[3])
            minute = int(match[2] or 0)
            if hour is not None and minute < 60:
                return hour, minute
    raise FieldError(
        "time", _("“{typed}” is not a time of day.").format(typed=typed[:40]), _("Write 9:12.")
    )


def _hour_of_day(hour: int, half: str | None) -> int | None:
    if half is None:
        return hour if hour < 24 else None
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half == "pm" else 0)


def _instant(day: datetime, hour: int, minute: int, now: int) -> int:
    """The instant of a local time: of two (autumn) the later one that is not after `now`."""
    local = day.replace(hour=hour, minute=minute, second=0, microsecond=0)
    instants = sorted(int(local.replace(fold=fold).timestamp()) for fold in (0, 1))
    back = datetime.fromtimestamp(instants[0], UTC).astimezone(day.tzinfo)
    if (back.hour, back.minute) != (hour, minute):
        raise FieldError("time", _("The clock change left out this time of day."))
    return instants[1] if instants[1] <= now else instants[0]
