"""Days counted on: months and working days after a day.

Working days are Monday to Friday; public holidays differ by place and are not known here.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

_SATURDAY = 5


def add_months(day: date, months: int) -> date:
    """The same day of a later month; the month's last day where that one is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_working_days(day: date, count: int) -> date:
    """The day that many working days later. None later is the day itself, or the Monday after."""
    reached = day
    while reached.weekday() >= _SATURDAY and count == 0:
        reached += timedelta(days=1)
    for _each in range(count):
        reached += timedelta(days=1)
        while reached.weekday() >= _SATURDAY:
            reached += timedelta(days=1)
    return reached
