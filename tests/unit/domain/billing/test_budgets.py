"""Budgets in hours and money."""

from __future__ import annotations

import pytest

from lawdesk.domain.billing.budgets import (
    Budget,
    LimitLevel,
    LimitUse,
    budget_use,
    checked_budget,
)
from lawdesk.errors import FieldError

HOUR = 3600


@pytest.mark.parametrize(
    ("used", "percent", "level"),
    [
        (0, 0, LimitLevel.BELOW),
        (8 * HOUR - 1, 79, LimitLevel.BELOW),
        (8 * HOUR, 80, LimitLevel.NEAR),
        (10 * HOUR - 1, 99, LimitLevel.NEAR),
        (10 * HOUR, 100, LimitLevel.REACHED),
        (15 * HOUR, 150, LimitLevel.REACHED),
    ],
)
def test_ten_hours(used: int, percent: int, level: LimitLevel) -> None:
    use = LimitUse(10 * HOUR, used)
    assert (use.left, use.percent, use.level) == (10 * HOUR - used, percent, level)


def test_hours_and_money_are_counted_apart_and_the_nearer_limit_is_told() -> None:
    use = budget_use(Budget(10 * HOUR, 2_000_00), 3 * HOUR, 1_600_00)
    assert use.hours == LimitUse(10 * HOUR, 3 * HOUR)
    assert use.money == LimitUse(2_000_00, 1_600_00)
    assert use.level is LimitLevel.NEAR
    assert budget_use(Budget(10 * HOUR, 2_000_00), 10 * HOUR, 0).level is LimitLevel.REACHED


def test_a_limit_that_is_not_set_is_not_used() -> None:
    use = budget_use(Budget(None, 100), 99 * HOUR, 1)
    assert (use.hours, use.level) == (None, LimitLevel.BELOW)
    assert budget_use(Budget(None, None), 1, 1).level is LimitLevel.BELOW


@pytest.mark.parametrize(
    "budget",
    [
        Budget(0, None),
        Budget(-HOUR, None),
        Budget(100_000 * HOUR + 1, None),
        Budget(None, 0),
        Budget(None, -5),
        Budget(HOUR, 10**13 + 1),
    ],
)
def test_a_budget_out_of_range_is_refused(budget: Budget) -> None:
    with pytest.raises(FieldError) as refused:
        checked_budget(budget)
    assert refused.value.field == "budget"


def test_a_budget_in_range_is_kept() -> None:
    assert checked_budget(Budget(HOUR, 10**13)) == Budget(HOUR, 10**13)
    assert checked_budget(Budget(None, None)) == Budget(None, None)
