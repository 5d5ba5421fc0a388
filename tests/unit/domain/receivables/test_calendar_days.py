"""Months and working days after a day."""

from __future__ import annotations

from datetime import date

import pytest

from lawdesk.domain.receivables.calendar_days import add_months, add_working_days


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 14, date(2028, 1, 30)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2026, 11, 19), 1, date(2026, 11, 20)),  # Thursday to Friday
        (date(2026, 11, 19), 2, date(2026, 11, 23)),  # over the weekend to Monday
        (date(2026, 11, 21), 2, date(2026, 11, 24)),  # received on a Saturday
        (date(2026, 11, 21), 0, date(2026, 11, 23)),
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 20), 10, date(2026, 12, 4)),
    ],
)
def test_working_days_later(day: date, count: int, later: date) -> None:
    assert add_working_days(day, count) == later
