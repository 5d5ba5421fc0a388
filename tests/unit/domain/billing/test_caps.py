"""Capped fees: the worked figures, and that what is left always fits under the cap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.billing.budgets import LimitLevel
from lawdesk.domain.billing.caps import (
    Adjustment,
    AdjustmentKind,
    NetGroup,
    cap_use,
    capped_bill,
    counted_cents,
    groups_after,
)
from lawdesk.domain.billing.fee_agreements import Capped

CAP = Capped(15_000_00)
VAT = 190_000


def test_what_the_cap_leaves_is_billed_and_the_rest_written_down() -> None:
    bill = capped_bill(CAP, 14_250_00, [NetGroup("standard", VAT, 3_120_00)])
    assert (bill.room_cents, bill.counted_cents) == (750_00, 750_00)
    assert bill.write_down_cents == 2_370_00
    assert bill.lines == (Adjustment(AdjustmentKind.CAP, "standard", VAT, -2_370_00),)


@pytest.mark.parametrize(
    ("billed", "level"),
    [
        (11_999_99, LimitLevel.BELOW),
        (12_000_00, LimitLevel.NEAR),
        (14_999_99, LimitLevel.NEAR),
        (15_000_00, LimitLevel.REACHED),
    ],
)
def test_the_lawyer_is_told_at_80_and_at_100_percent(billed: int, level: LimitLevel) -> None:
    assert cap_use(CAP, billed, []).level is level
    assert cap_use(CAP, billed - 500, [NetGroup("none", 0, 500)]).level is level


def test_nothing_is_written_down_under_the_cap() -> None:
    bill = capped_bill(CAP, 14_250_00, [NetGroup("standard", VAT, 750_00, 300_00)])
    assert (bill.write_down_cents, bill.lines, bill.counted_cents) == (0, (), 750_00)


def test_past_the_cap_nothing_more_is_billed() -> None:
    bill = capped_bill(CAP, 16_000_00, [NetGroup("standard", VAT, 100_00)])
    assert (bill.room_cents, bill.counted_cents, bill.write_down_cents) == (0, 0, 100_00)


@pytest.mark.parametrize(
    ("cap", "counted"),
    [
        (Capped(1), 1_000_00),
        (Capped(1, counts_expenses=True), 1_420_00),
        (Capped(1, counts_tax=True), 1_190_00),
        (Capped(1, counts_expenses=True, counts_tax=True), 1_000_00 + 300_00 + 247_00 + 120_00),
    ],
)
def test_expenses_and_tax_fill_the_cap_only_where_agreed(cap: Capped, counted: int) -> None:
    groups = [NetGroup("standard", VAT, 1_000_00, 300_00), NetGroup("outside", 0, 0, 120_00)]
    assert counted_cents(cap, groups) == counted


def test_with_tax_in_the_cap_the_total_ends_at_it() -> None:
    bill = capped_bill(Capped(1_190_00, counts_tax=True), 0, [NetGroup("standard", VAT, 2_000_00)])
    assert (bill.write_down_cents, bill.counted_cents) == (1_000_00, 1_190_00)


def test_the_last_cent_that_fits_with_its_tax_is_billed() -> None:
    bill = capped_bill(Capped(120, counts_tax=True), 0, [NetGroup("standard", VAT, 200)])
    assert (bill.write_down_cents, bill.counted_cents) == (99, 120)


def test_a_write_down_is_spread_by_largest_remainder() -> None:
    groups = [NetGroup("standard", VAT, 100), NetGroup("reduced", 70_000, 100)]
    kept = [line.cents for line in capped_bill(Capped(101), 0, groups).lines]
    assert kept == [-49, -50]


def test_lines_come_off_the_fees_of_a_group_first() -> None:
    group = NetGroup("standard", VAT, 100, 50)
    line = Adjustment(AdjustmentKind.CAP, "standard", VAT, -120)
    other = NetGroup("reduced", 70_000, 10)
    assert groups_after([group, other], [line]) == [NetGroup("standard", VAT, 0, 30), other]


rates = st.sampled_from([0, 55_000, 70_000, VAT, 230_000])
amounts = st.integers(0, 10**9)
groups = st.dictionaries(rates, st.tuples(amounts, amounts), min_size=1).map(
    lambda made: [NetGroup("standard", rate, *cents) for rate, cents in made.items()]
)
caps = st.builds(Capped, st.integers(1, 10**9), st.booleans(), st.booleans())


@given(caps, st.integers(0, 10**9), groups)
def test_what_is_left_fits_and_the_room_is_used(
    cap: Capped, billed: int, groups: list[NetGroup]
) -> None:
    bill = capped_bill(cap, billed, groups)
    after = groups_after(groups, bill.lines)
    assert bill.counted_cents == counted_cents(cap, after) <= max(0, cap.cap_cents - billed)
    assert all(group.fees_cents >= 0 and group.expenses_cents >= 0 for group in after)
    assert bill.write_down_cents == -sum(line.cents for line in bill.lines)
    whole = counted_cents(cap, groups)
    wanted = min(whole, bill.room_cents)
    # Only where tax counts may its rounding leave a few cents of room, at most two per group.
    slack = 2 * len(groups) if cap.counts_tax else 0
    assert wanted - bill.counted_cents <= slack
