"""The example of lateness on the policy sheet."""

from __future__ import annotations

import pytest

from lawdesk.domain.billing.billing_policy import DayCount, LateCharge, LateTerms
from lawdesk.domain.receivables.late_example import late_example


@pytest.mark.parametrize(
    ("terms", "days", "interest"),
    [
        (LateTerms(LateCharge.YEARLY, 122_500), 30, 10_07),
        (LateTerms(LateCharge.YEARLY, 120_000, DayCount.ACTUAL_360), 30, 10_00),
        (LateTerms(LateCharge.MONTHLY_FULL, 15_000), 45, 15_00),
        (LateTerms(LateCharge.MONTHLY_STARTED, 15_000), 45, 30_00),
    ],
)
def test_1000_late(terms: LateTerms, days: int, interest: int) -> None:
    example = late_example(terms, "EUR")
    assert example is not None
    assert (example.principal_cents, example.days) == (1_000_00, days)
    assert example.total_cents == example.interest_cents == interest


def test_the_lump_sum_is_told_apart() -> None:
    example = late_example(LateTerms(LateCharge.YEARLY, 122_500, lump_sum_cents=40_00), "EUR")
    assert example is not None
    assert (example.interest_cents, example.lump_sum_cents, example.total_cents) == (
        10_07,
        40_00,
        50_07,
    )


def test_a_currency_without_minor_unit_has_1000_whole_ones() -> None:
    example = late_example(LateTerms(LateCharge.YEARLY, 146_000), "JPY")
    assert example is not None
    assert (example.principal_cents, example.interest_cents) == (1_000, 12)


def test_terms_that_charge_nothing_have_no_example() -> None:
    assert late_example(LateTerms(LateCharge.NOTHING, 10_000), "EUR") is None
