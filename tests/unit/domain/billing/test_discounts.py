"""Discounts: the order of an invoice's sums, and how a discount is spread."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawdesk.domain.billing.caps import NetGroup, capped_bill
from lawdesk.domain.billing.discounts import (
    DiscountBase,
    DiscountKind,
    InvoiceDiscount,
    bill_totals,
    checked_discount,
    discount_cents,
    discount_lines,
)
from lawdesk.domain.billing.fee_agreements import Capped
from lawdesk.domain.frozen_terms import from_text, to_text
from lawdesk.domain.money import share_of
from lawdesk.errors import FieldError

VAT = 190_000
WORK = [NetGroup("standard", VAT, 2_000_00, 300_00)]
TENTH = InvoiceDiscount(DiscountKind.PERCENT, 100_000)


def fixed(cents: int, base: DiscountBase = DiscountBase.FEES) -> InvoiceDiscount:
    return InvoiceDiscount(DiscountKind.FIXED, cents, base)


def test_the_worked_invoice() -> None:
    totals = bill_totals(WORK, discount=TENTH, applied_cents=1_500_00)
    assert (totals.fees_cents, totals.expenses_cents) == (2_000_00, 300_00)
    assert (totals.discount_cents, totals.net_cents) == (200_00, 2_100_00)
    assert (totals.tax_cents, totals.total_cents) == (399_00, 2_499_00)
    assert (totals.applied_cents, totals.due_cents) == (1_500_00, 999_00)


def test_the_discount_is_taken_from_what_the_cap_left() -> None:
    cap_lines = capped_bill(Capped(15_000_00), 14_000_00, WORK).lines
    totals = bill_totals(WORK, cap_lines=cap_lines, discount=TENTH)
    assert (totals.cap_write_down_cents, totals.discount_cents) == (1_000_00, 100_00)
    assert totals.net_cents == 2_300_00 - 1_000_00 - 100_00
    assert [line.cents for line in totals.lines] == [-1_000_00, -100_00]


def test_tax_is_rounded_once_per_group() -> None:
    groups = [NetGroup("standard", VAT, 770_50), NetGroup("outside", 0, 0, 120_00)]
    totals = bill_totals(groups)
    assert (totals.net_cents, totals.tax_cents, totals.total_cents) == (890_50, 146_40, 1_036_90)


@pytest.mark.parametrize(
    ("base", "cents"), [(DiscountBase.FEES, 200_00), (DiscountBase.ALL, 230_00)]
)
def test_a_discount_is_on_fees_unless_chosen_otherwise(base: DiscountBase, cents: int) -> None:
    discount = InvoiceDiscount(DiscountKind.PERCENT, 100_000, base)
    assert discount_cents(discount, WORK) == cents


def test_pro_bono_gives_all_fees_away_and_the_value_stays_visible() -> None:
    totals = bill_totals(WORK, discount=InvoiceDiscount(DiscountKind.PERCENT, 1_000_000))
    assert (totals.fees_cents, totals.discount_cents) == (2_000_00, 2_000_00)
    assert (totals.net_cents, totals.tax_cents) == (300_00, 57_00)


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
        bill_totals(WORK, discount=discount)
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


@pytest.mark.parametrize("applied", [-1, 2_737_01])
def test_no_more_is_applied_than_there_is_to_pay(applied: int) -> None:
    with pytest.raises(FieldError) as refused:
        bill_totals(WORK, applied_cents=applied)
    assert refused.value.field == "applied"
    assert bill_totals(WORK, applied_cents=2_737_00).due_cents == 0


rates = st.sampled_from([0, 55_000, 70_000, VAT, 230_000])
amounts = st.integers(0, 10**9)
groups = st.dictionaries(rates, st.tuples(amounts, amounts), min_size=1).map(
    lambda made: [NetGroup("standard", rate, *cents) for rate, cents in made.items()]
)


@given(groups, st.integers(1, 1_000_000), st.sampled_from(DiscountBase), st.booleans())
def test_every_sum_follows_from_the_one_before(
    groups: list[NetGroup], ppm: int, base: DiscountBase, as_amount: bool
) -> None:
    discount = InvoiceDiscount(DiscountKind.PERCENT, ppm, base)
    off = discount_cents(discount, groups)
    if as_amount and off:
        discount = fixed(off, base)
    totals = bill_totals(groups, discount=discount)
    assert totals.discount_cents == off
    assert totals.net_cents == totals.fees_cents + totals.expenses_cents - off
    assert totals.tax_cents == sum(share_of(g.net_cents, g.rate_ppm) for g in totals.taxes)
    assert all(group.net_cents >= 0 for group in totals.taxes)
    assert totals.due_cents == totals.total_cents == totals.net_cents + totals.tax_cents
