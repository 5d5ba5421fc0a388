"""Which reminder is due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.billing.billing_policy import BillingPolicy, ReminderLevel
from lawdesk.domain.receivables.reminders import (
    ReminderDue,
    ReminderMade,
    reminder_due,
)

DUE = date(2026, 8, 31)
PLAN = BillingPolicy().reminders  # -3, +7, +21, +35
OPEN = 1_750_00


def on(days: int) -> date:
    return DUE + timedelta(days=days)


def made_on(level: int, days: int, term: int = 14) -> ReminderMade:
    return ReminderMade(level, on(days), on(days + term))


def recorded(due: ReminderDue, day: date) -> list[ReminderMade]:
    skipped = [ReminderMade(level, day, None) for level in due.skipped]
    return [*skipped, ReminderMade(due.level, day, due.deadline)]


def test_opened_daily_each_level_is_made_once_on_its_day() -> None:
    made: list[ReminderMade] = []
    days = []
    for number in range(-10, 60):
        for _hour in range(3):
            due = reminder_due(PLAN, DUE, OPEN, on(number), made)
            if due is not None:
                days.append((due.level, number))
                made += recorded(due, on(number))
    assert days == [(1, -3), (2, 7), (3, 21), (4, 35)]
    assert not any(each.is_skipped for each in made)


def test_a_reminder_gives_a_new_term_and_asks_for_the_undisputed_part() -> None:
    plan = (ReminderLevel(7, 10, 5_00),)
    assert reminder_due(plan, DUE, OPEN, on(8)) == ReminderDue(1, OPEN, 5_00, on(18), ())


def test_a_notice_ahead_keeps_the_due_day() -> None:
    assert reminder_due(PLAN, DUE, OPEN, on(-2)) == ReminderDue(1, OPEN, 0, DUE, ())


def test_of_missed_levels_only_the_latest_is_made() -> None:
    plan = (ReminderLevel(-3), ReminderLevel(7, 14, 1_00), ReminderLevel(21, 10, 5_00))
    due = reminder_due(plan, DUE, OPEN, on(30), [made_on(1, -3, 3)])
    assert due == ReminderDue(3, OPEN, 5_00, on(40), (2,))


def test_a_missed_notice_ahead_is_not_made_after_the_due_day() -> None:
    assert reminder_due(PLAN, DUE, OPEN, on(2)) is None
    due = reminder_due(PLAN, DUE, OPEN, on(7))
    assert due is not None
    assert (due.level, due.skipped) == (2, (1,))


def test_a_late_reminder_puts_the_next_one_off_to_the_end_of_its_term() -> None:
    made = [made_on(2, 12)]
    assert reminder_due(PLAN, DUE, OPEN, on(25), made) is None
    due = reminder_due(PLAN, DUE, OPEN, on(26), made)
    assert due is not None
    assert due.level == 3


@pytest.mark.parametrize("undisputed", [0, -5])
def test_nothing_open_and_undisputed_is_not_reminded(undisputed: int) -> None:
    assert reminder_due(PLAN, DUE, undisputed, on(7)) is None


def test_nothing_is_reminded_while_instalments_are_kept() -> None:
    assert reminder_due(PLAN, DUE, OPEN, on(7), is_on_hold=True) is None
    assert reminder_due(PLAN, DUE, OPEN, on(7), is_on_hold=False) is not None


def test_after_the_last_level_there_is_none() -> None:
    assert reminder_due(PLAN, DUE, OPEN, on(400), [made_on(4, 35)]) is None
    assert reminder_due((), DUE, OPEN, on(400)) is None


plans = st.lists(st.integers(-30, 120), unique=True, max_size=6).flatmap(
    lambda days: st.tuples(
        *(
            st.builds(ReminderLevel, st.just(day), st.integers(0, 30), st.just(0))
            for day in sorted(days)
        )
    )
)


@given(plans, st.sets(st.integers(-40, 200)))
def test_no_level_comes_twice_or_out_of_order(
    plan: tuple[ReminderLevel, ...], days_opened: set[int]
) -> None:
    made: list[ReminderMade] = []
    for number in sorted(days_opened):
        due = reminder_due(plan, DUE, OPEN, on(number), made)
        if due is None:
            continue
        assert plan[due.level - 1].days_after_due <= number
        assert all(each.deadline is None or each.deadline <= on(number) for each in made)
        made += recorded(due, on(number))
        assert reminder_due(plan, DUE, OPEN, on(number), made) is None
    assert [each.level for each in made] == list(range(1, len(made) + 1))
