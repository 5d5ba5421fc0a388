"""Instalments and how a plan stands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.receivables.payment_plans import (
    Instalment,
    InstalmentStatus,
    checked_plan,
    equal_instalments,
    monthly_days,
    plan_state,
)
from lawdesk.errors import FieldError

AGREED = date(2026, 9, 15)
DAYS = monthly_days(date(2026, 9, 30), 3)
PLAN = equal_instalments(1_000_00, DAYS)
MET, OPEN, OVERDUE = InstalmentStatus.MET, InstalmentStatus.OPEN, InstalmentStatus.OVERDUE


def test_thirds_of_1000_leave_a_cent_for_the_last_or_the_first() -> None:
    assert [each.amount_cents for each in PLAN] == [333_33, 333_33, 333_34]
    first = equal_instalments(1_000_00, DAYS, remainder_first=True)
    assert [each.amount_cents for each in first] == [333_34, 333_33, 333_33]


def test_monthly_days_do_not_drift_after_a_short_month() -> None:
    assert monthly_days(date(2026, 1, 31), 3) == (
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
    )


@pytest.mark.parametrize(("total", "count"), [(1_000_00, 0), (2, 3), (-5, 1), (10**6, 121)])
def test_what_cannot_be_divided_is_refused(total: int, count: int) -> None:
    with pytest.raises(FieldError):
        equal_instalments(total, monthly_days(date(2026, 9, 30), count))


def test_a_plan_is_put_in_the_order_of_its_days() -> None:
    assert checked_plan(PLAN[::-1], 1_000_00, AGREED) == PLAN


@pytest.mark.parametrize(
    ("instalments", "field"),
    [
        ((), "instalments"),
        ((Instalment(DAYS[0], 999_99),), "instalments"),
        ((Instalment(DAYS[0], 1_000_01),), "instalments"),
        ((Instalment(DAYS[0], 1_001_00), Instalment(DAYS[1], -1_00)), "instalments"),
        ((Instalment(DAYS[0], 500_00), Instalment(DAYS[0], 500_00)), "due_on"),
        ((Instalment(date(2026, 9, 14), 1_000_00),), "due_on"),
    ],
)
def test_a_plan_that_does_not_fit_is_refused(
    instalments: tuple[Instalment, ...], field: str
) -> None:
    with pytest.raises(FieldError) as refused:
        checked_plan(instalments, 1_000_00, AGREED)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("payments", "day", "statuses", "overdue"),
    [
        ([], DAYS[0], [OPEN, OPEN, OPEN], 0),
        ([], date(2026, 10, 1), [OVERDUE, OPEN, OPEN], 333_33),
        ([(DAYS[0], 333_32)], date(2026, 10, 1), [OVERDUE, OPEN, OPEN], 1),
        ([(DAYS[0], 333_33)], date(2026, 10, 1), [MET, OPEN, OPEN], 0),
        ([(DAYS[0], 500_00)], date(2026, 11, 1), [MET, OVERDUE, OPEN], 166_66),
        ([(date(2026, 10, 9), 333_33)], date(2026, 10, 1), [OVERDUE, OPEN, OPEN], 333_33),
        ([(date(2026, 10, 9), 333_33)], date(2026, 10, 9), [MET, OPEN, OPEN], 0),
        ([(DAYS[0], 333_33), (DAYS[1], -333_33)], DAYS[1], [OVERDUE, OPEN, OPEN], 333_33),
        ([(DAYS[0], 1_000_00)], date(2027, 1, 1), [MET, MET, MET], 0),
    ],
)
def test_payments_fill_instalments_in_order(
    payments: list[tuple[date, int]], day: date, statuses: list[InstalmentStatus], overdue: int
) -> None:
    state = plan_state(PLAN, payments, day)
    assert [each.status for each in state.instalments] == statuses
    assert state.overdue_cents == overdue
    assert state.is_kept is (overdue == 0)


def test_the_next_instalment_is_the_first_that_is_not_met() -> None:
    state = plan_state(PLAN, [(DAYS[0], 400_00)], DAYS[0])
    upcoming = state.next_instalment
    assert upcoming is not None
    assert (upcoming.instalment, upcoming.paid_cents) == (PLAN[1], 66_67)
    assert plan_state(PLAN, [(DAYS[0], 1_000_00)], DAYS[0]).next_instalment is None


@given(st.integers(1, 120), st.integers(0, 10**10), st.booleans())
def test_parts_add_up_and_make_a_plan(count: int, more: int, first: bool) -> None:
    total = count + more
    parts = equal_instalments(total, monthly_days(AGREED, count), remainder_first=first)
    assert checked_plan(parts, total, AGREED) == parts
    amounts = [each.amount_cents for each in parts]
    assert max(amounts) - min(amounts) < count
    assert amounts.count(min(amounts)) >= count - 1
