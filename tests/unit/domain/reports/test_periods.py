"""Which days a choice means, and which months a report shows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.reports.periods import (
    Period,
    PeriodChoice,
    month_words,
    months_of,
    months_under,
    own_period,
    period_of,
    period_words,
)
from lawdesk.errors import FieldError

FRIDAY = date(2026, 11, 20)
JANUARY = date(2027, 1, 31)


@pytest.mark.parametrize(
    ("choice", "today", "first", "last"),
    [
        (PeriodChoice.THIS_MONTH, FRIDAY, date(2026, 11, 1), date(2026, 11, 30)),
        (PeriodChoice.LAST_MONTH, FRIDAY, date(2026, 10, 1), date(2026, 10, 31)),
        (PeriodChoice.LAST_MONTH, JANUARY, date(2026, 12, 1), date(2026, 12, 31)),
        (PeriodChoice.LAST_MONTH, date(2028, 3, 31), date(2028, 2, 1), date(2028, 2, 29)),
        (PeriodChoice.THIS_QUARTER, FRIDAY, date(2026, 10, 1), date(2026, 12, 31)),
        (PeriodChoice.LAST_QUARTER, FRIDAY, date(2026, 7, 1), date(2026, 9, 30)),
        (PeriodChoice.LAST_QUARTER, JANUARY, date(2026, 10, 1), date(2026, 12, 31)),
        (PeriodChoice.THIS_YEAR, FRIDAY, date(2026, 1, 1), date(2026, 12, 31)),
        (PeriodChoice.LAST_YEAR, FRIDAY, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_days_of_a_choice(choice: PeriodChoice, today: date, first: date, last: date) -> None:
    assert period_of(choice, today, None) == Period(first, last)


def test_all_reaches_from_the_first_record_to_today() -> None:
    oldest = date(2016, 3, 4)
    found = period_of(PeriodChoice.ALL, FRIDAY, oldest)
    assert found == Period(oldest, FRIDAY, whole=True, known_from=oldest)
    assert period_of(PeriodChoice.ALL, FRIDAY, None) == Period(FRIDAY, FRIDAY, whole=True)


@given(st.dates(date(1980, 1, 1), date(2100, 1, 1)))
def test_months_quarters_and_years_meet_without_a_gap(today: date) -> None:
    for before, now in (
        (PeriodChoice.LAST_MONTH, PeriodChoice.THIS_MONTH),
        (PeriodChoice.LAST_QUARTER, PeriodChoice.THIS_QUARTER),
        (PeriodChoice.LAST_YEAR, PeriodChoice.THIS_YEAR),
    ):
        earlier, later = period_of(before, today, None), period_of(now, today, None)
        assert earlier.last + timedelta(days=1) == later.first
        assert later.first <= today <= later.last


def test_own_days_must_run_forwards() -> None:
    assert own_period(FRIDAY, FRIDAY) == Period(FRIDAY, FRIDAY)
    with pytest.raises(FieldError) as refused:
        own_period(FRIDAY, FRIDAY - timedelta(days=1))
    assert refused.value.field == "last"


def test_months_without_figures_are_not_passed_over() -> None:
    year = period_of(PeriodChoice.THIS_YEAR, FRIDAY, None)
    assert months_of(year, {"2026-03", "2026-05"}) == [
        "2026-01", "2026-02", "2026-03", "2026-04", "2026-05",
    ]  # fmt: skip
    assert months_of(year, set()) == []


def test_months_before_the_first_record_are_not_shown() -> None:
    year = period_of(PeriodChoice.THIS_YEAR, FRIDAY, date(2026, 9, 22))
    assert months_of(year, {"2026-11"}) == ["2026-09", "2026-10", "2026-11"]
    assert months_of(year, {"2026-08"}) == ["2026-08"]


def test_a_long_period_begins_with_its_first_figures() -> None:
    long = Period(date(1900, 1, 1), date(2200, 1, 1))
    assert months_of(long, {"2025-12", "2026-02"}) == ["2025-12", "2026-01", "2026-02"]


def test_over_many_months_only_years_are_named() -> None:
    keys = months_of(Period(date(2020, 1, 1), FRIDAY), {"2021-11", "2026-02"})
    under = months_under(keys, "en_US")
    assert [words for words in under if words] == ["2022", "2023", "2024", "2025", "2026"]
    assert under.index("2022") == 2


def test_words_of_months_and_periods() -> None:
    assert month_words("2026-11", "de_DE") == "November 2026"
    assert months_under(["2025-12", "2026-01", "2026-02"], "de_DE") == ("Dez", "2026", "Feb")
    assert (
        period_words(Period(date(2026, 11, 1), date(2026, 11, 30)), "en_US") == "Nov 1 – 30, 2026"
    )
    assert period_words(Period(FRIDAY, FRIDAY, whole=True), "de_DE") == "Until 20.11.2026"
