"""Discounts: the order of an invoice's sums, and how a discount is spread."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.billing.caps import NetGroup, capped_bill, groups_after
from lawdesk.domain.billing.discounts import (
    DiscountBase,
    DiscountKind,
    InvoiceDiscount,
    checked_discount,
    discount_cents,
    discount_lines,
)
from lawdesk.domain.billing.fee_agreements import Capped
from lawdesk.domain.frozen_terms import from_text, to_text
from lawdesk.errors import FieldError

VAT = 190_000
WORK = [NetGroup("standard", VAT, 2_000_00, 300_00)]
TENTH = InvoiceDiscount(DiscountKind.PERCENT, 100_000)


def fixed(cents: int, base: DiscountBase = DiscountBase.FEES) -> InvoiceDiscount:
    return InvoiceDiscount(DiscountKind.FIXED, cents, base)


def test_the_worked_discount() -> None:
    assert [line.cents for line in discount_lines(TENTH, WORK)] == [-200_00]


def test_the_discount_is_taken_from_what_the_cap_left() -> None:
    cap_lines = capped_bill(Capped(15_000_00), 14_000_00, WORK).lines
    assert [line.cents for line in cap_lines] == [-1_000_00]
    off = discount_lines(TENTH, groups_after(WORK, cap_lines))
    assert [line.cents for line in off] == [-100_00]


@pytest.mark.parametrize(
    ("base", "cents"), [(DiscountBase.FEES, 200_00), (DiscountBase.ALL, 230_00)]
)
def test_a_discount_is_on_fees_unless_chosen_otherwise(base: DiscountBase, cents: int) -> None:
    discount = InvoiceDiscount(DiscountKind.PERCENT, 100_000, base)
    assert discount_cents(discount, WORK) == cents


def test_pro_bono_gives_all_fees_away_and_leaves_expenses() -> None:
    gift = InvoiceDiscount(DiscountKind.PERCENT, 1_000_000)
    off = discount_lines(gift, WORK)
    assert [line.cents for line in off] == [-2_000_00]
    assert [group.net_cents for group in groups_after(WORK, off)] == [300_00]


def test_the_remainder_goes_to_the_largest_group() -> None:
    groups = [NetGroup("a", 0, 100), NetGroup("b", 0, 101), NetGroup("c", 0, 100)]
    lines = discount_lines(fixed(100), groups)
    assert [line.cents for line in lines] == [-33, -34, -33]


def test_a_group_never_loses_more_than_it_has() -> None:
    groups = [NetGroup(name, 0, 1) for name in "abcde"]
    assert [line.cents for line in discount_lines(fixed(2), groups)] == [-1, -1]


@pytest.mark.parametrize(
    "discount",
    [
        fixed(2_000_01),
        fixed(2_300_01, DiscountBase.ALL),
        InvoiceDiscount(DiscountKind.PERCENT, 1_001_000),
    ],
)
def test_a_discount_larger_than_its_base_is_refused(discount: InvoiceDiscount) -> None:
    with pytest.raises(FieldError, match="larger than what it is taken off") as refused:
        discount_lines(discount, WORK)
    assert refused.value.field == "discount"


@pytest.mark.parametrize(
    "discount",
    [
        fixed(0),
        fixed(-1),
        fixed(10**13 + 1),
        InvoiceDiscount(DiscountKind.PERCENT, 1_000_001),
        InvoiceDiscount(DiscountKind.PERCENT, 100_000, wording="x" * 201),
    ],
)
def test_a_discount_out_of_range_is_refused(discount: InvoiceDiscount) -> None:
    with pytest.raises(FieldError) as refused:
        checked_discount(discount)
    assert refused.value.field == "discount"


def test_a_kept_discount_comes_back_with_trimmed_wording() -> None:
    kept = checked_discount(InvoiceDiscount(DiscountKind.FIXED, 5_00, wording="  Old   client "))
    assert kept.wording == "Old client"
    assert from_text(InvoiceDiscount, to_text(kept)) == kept


rates = st.sampled_from([0, 55_000, 70_000, VAT, 230_000])
amounts = st.integers(0, 10**9)
groups = st.dictionaries(rates, st.tuples(amounts, amounts), min_size=1).map(
    lambda made: [NetGroup("standard", rate, *cents) for rate, cents in made.items()]
)


@given(groups, st.integers(1, 1_000_000), st.sampled_from(DiscountBase), st.booleans())
def test_the_lines_add_up_to_the_discount_and_no_group_falls_below_nothing(
    groups: list[NetGroup], ppm: int, base: DiscountBase, as_amount: bool
) -> None:
    discount = InvoiceDiscount(DiscountKind.PERCENT, ppm, base)
    off = discount_cents(discount, groups)
    if as_amount and off:
        discount = fixed(off, base)
    lines = discount_lines(discount, groups)
    assert sum(line.cents for line in lines) == -off
    assert all(group.net_cents >= 0 for group in groups_after(groups, lines))
